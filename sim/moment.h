/* SPDX-License-Identifier: MIT
 *
 * sim/moment.h - a point in the run, in the user's words: where a fault
 * happens, a run stops, a key is typed, a breakpoint waits.
 *
 *   MOMENT = GROUP { "or" GROUP } { "then" GROUP { "or" GROUP } }
 *   GROUP  = TERM { "and" TERM } [ #N ]
 *   TERM   = FORM:ARGUMENT { CONDITION }
 *
 * A or B: whichever comes first. A and B: both in the same instruction. A then
 * B: B, after A. #N: the N-th time. The forms are in sim/moments.def.
 */
#ifndef SIM_MOMENT_H
#define SIM_MOMENT_H

#include "sim/error.h"
#include "sim/event_set.h"
#include "sim/symbols.h"

#define MOMENT_TEXT       128 /* of all its screen texts */
#define MOMENT_TERMS      8
#define MOMENT_CONDITIONS 24
#define MOMENT_NAMES      2 /* of code */

enum moment_kind {
    MOMENT_EVENT,  /* one of `events` */
    MOMENT_CHANGE, /* of a register */
    MOMENT_ENTER,  /* one of the steps `value` */
    MOMENT_LEAVE,  /* all of the steps `value` */
    MOMENT_SCREEN,
    MOMENT_INSTRUCTION, /* `value` of them */
    MOMENT_TIME,        /* `value` ns */
};

/* How a term follows the one before. */
enum moment_link { LINK_THEN, LINK_OR, LINK_AND };

enum condition_source {
    FROM_ARGUMENT, /* of the event: `number` */
    FROM_EVENT,    /* what every event knows: enum event_part */
    FROM_CPU,      /* a register: the value `number` of sim/cpu_value.h */
};

enum event_part {
    PART_CS,
    PART_EIP,
    PART_CPL,
    PART_MODE,
    PART_STEP,
    PART_PHASE,
    PART_OWNER,
    PART_LINEAR,   /* of the instruction */
    PART_PHYSICAL, /* the same */
};

enum condition_test {
    TEST_EQUAL,
    TEST_OTHER,
    TEST_LESS,
    TEST_AT_MOST,
    TEST_MORE,
    TEST_AT_LEAST,
    TEST_SOME_BIT, /* of the mask */
    TEST_ONE_OF,   /* bit n of `value`: n */
    TEST_TOUCHES,  /* `bytes` from there touch `length` bytes from `value` */
    TEST_CODE,     /* it is the code with the name `value` */
};

/* `value` counts from the base of a descriptor table. */
enum condition_base { BASE_NONE, BASE_GDT, BASE_IDT };

struct moment_condition {
    uint8_t source, number;
    uint8_t shift, bits; /* the part of it that counts; bits 0: all */
    uint8_t test;
    uint8_t base;
    uint8_t bytes; /* the argument that says how many; MOMENT_ONE_BYTE: one */
    uint8_t spare;
    uint32_t mask, length;
    uint64_t value;
};

#define MOMENT_ONE_BYTE 0xff

struct moment_term {
    uint8_t kind, link;
    uint8_t first, count; /* of the moment's conditions */
    uint8_t text;         /* where the text of the screen begins */
    uint8_t relative;     /* value counts from the moment before "then" */
    uint16_t spare;
    uint32_t nth; /* of a group, in its first term; 0: not given */
    uint8_t cpu_id, cpu_shift, cpu_bits, spare2; /* the register */
    struct event_set events;                     /* of MOMENT_EVENT */
    uint64_t value;
};

/* Of code: where it may lie. No places: moment_resolve() is still to come. */
struct moment_name {
    char text[CODE_NAME];
    unsigned sites;
    struct code_site site[CODE_SITES];
};

struct moment {
    unsigned terms, conditions, names;
    struct moment_term term[MOMENT_TERMS];
    struct moment_condition condition[MOMENT_CONDITIONS];
    char text[MOMENT_TEXT];
    struct moment_name name[MOMENT_NAMES];
};

/* The step "any" of MOMENT_ENTER. */
#define MOMENT_ANY_STEP UINT64_MAX

bool moment_parse(const char *text, struct moment *m, struct error *err);

/* Look up its names of code; without that they never come. The symbols must
 * outlive the moment. */
bool moment_resolve(struct moment *m, const struct symbols *symbols,
                    struct error *err);

/* Does the text begin like a moment, with a form and a colon? */
bool moment_has_form(const char *text);

/* The steps that a name stands for, as bits: a step, a phase or PHASE.STEP.
 * 0: nothing has this name. */
uint64_t moment_steps(const char *name, size_t length);

/* Does it come once in a run - by a number, a count or a "then" - so that it
 * must be followed from the beginning of the run? */
bool moment_is_counted(const struct moment *m);

/* The moment at which the bundled shell waits for a command. */
extern const struct moment moment_shell_prompt;

/* --- for help, reference and completion -------------------------------- */

struct moment_form {
    const char *name, *argument, *example, *meaning;
};

/* Form `n`; false: there are no more. */
bool moment_form(unsigned n, struct moment_form *form);

/* What a condition may ask for besides the arguments of its event: name `n`;
 * NULL: there are no more. */
const char *moment_condition_name(unsigned n);

#endif
