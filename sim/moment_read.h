/* SPDX-License-Identifier: MIT
 *
 * sim/moment_read.h - the parts of the reader of moments; for
 * sim/moment_*.c alone.
 */
#ifndef SIM_MOMENT_READ_H
#define SIM_MOMENT_READ_H

#include "sim/moment.h"

/* A piece of the text: from a place to before another. */
struct word {
    const char *at;
    size_t length;
};

bool word_is(struct word w, const char *text);

/* For "%.*s": as much as fits into a sentence. */
int word_shown(struct word w);

/* The number of `w` in a list like "port,value,bytes"; -1: it is not there. */
int word_in_list(struct word w, const char *names);

/* Decimal, with underscores; 0x1F; 1Fh. Hexadecimal: all digits are. */
bool word_number(struct word w, bool hexadecimal, uint64_t *value);

/* The same, hexadecimal, up to `most`. */
bool word_hexadecimal(struct word w, uint64_t most, uint32_t *value);

/* What follows its first `length` characters; what comes before `c`. */
struct word word_behind(struct word w, size_t length);
struct word word_up_to(struct word w, char c);
bool word_starts(struct word w, const char *text);

/* ADDRESS, SEGMENT:OFFSET, phys:ADDRESS, gdt:SELECTOR or idt:VECTOR, with
 * +LENGTH or without. */
struct place {
    enum { PLACE_LINEAR, PLACE_FAR, PLACE_PHYSICAL, PLACE_GDT, PLACE_IDT } kind;
    uint32_t selector, address, length;
};

bool place_read(struct word w, struct place *p);

/* "+LENGTH" at the end, taken off; else it is 1. */
bool place_split_length(struct word *w, uint32_t *length);

/* A condition more for this term; NULL, with *err set: there is no room. */
struct moment_condition *condition_add(struct moment *m, struct moment_term *t,
                                       struct error *err);

/* Argument `number` of the event is `value`. */
bool condition_argument(struct moment *m, struct moment_term *t,
                        unsigned number, uint64_t value, struct error *err);

/* NAME=VALUE and the like. */
bool condition_read(struct moment *m, struct moment_term *t, struct word w,
                    struct error *err);

/* Can these conditions hold together? */
bool conditions_agree(const struct moment *m, const struct moment_term *t,
                      struct error *err);

/* The argument of a form, or a term without one. */
bool form_read_term(struct moment *m, struct moment_term *t, struct word form,
                    struct word argument, struct error *err);
bool form_bare(struct moment *m, struct moment_term *t, struct word w,
               struct error *err);

/* What is no address: the name of code. */
bool name_read(struct moment *m, struct moment_term *t, struct word w,
               struct error *err);

/* Is there a form of this name? */
bool form_known(struct word name);

#endif
