/* SPDX-License-Identifier: MIT
 *
 * sim/inspect.h - a closer look at a session: registers, code, memory, page
 * tables, devices, and the events of a stretch of time. Looking has no effect
 * on the run.
 */
#ifndef SIM_INSPECT_H
#define SIM_INSPECT_H

#include "sim/session.h"
#include "sim/symbols.h"

/* --- the processor ----------------------------------------------------- */

enum { SHOWN_ES, SHOWN_CS, SHOWN_SS, SHOWN_DS, SHOWN_FS, SHOWN_GS };

/* A segment register, a system segment, or the table registers. */
struct shown_segment {
    uint16_t selector;
    uint16_t access; /* bits 7:0 P DPL S TYPE, 15:12 G D/B - AVL */
    uint32_t base, limit;
    bool unusable;
};

struct shown_cpu {
    uint32_t general[8]; /* EAX ECX EDX EBX ESP EBP ESI EDI */
    uint32_t eip, eflags;
    uint32_t cr0, cr2, cr3, cr4;
    uint32_t dr6, dr7;
    struct shown_segment segment[6], ldtr, tr;
    struct shown_segment gdtr, idtr; /* base and limit only */
    enum cpu_mode mode;
    uint8_t privilege;
    bool halted, a20_open;
    bool stack32; /* SS.B: ESP counts, not SP alone */
};

void session_cpu(const struct session *s, struct shown_cpu *cpu);

/* A descriptor's rights in words: "32-bit code, readable, DPL 0". */
void segment_words(const struct shown_segment *segment, char *text,
                   size_t size);

/* Where a selector leads: its descriptor as it lies in memory now, which need
 * not be what the processor loaded earlier. */
struct descriptor_step {
    bool is_null; /* selects nothing */
    bool local;   /* in the LDT */
    bool inside;  /* the table has it */
    bool present; /* its bytes can be read */
    uint32_t at;  /* linear address of its 8 bytes */
    uint32_t low, high;
    struct shown_segment shown; /* what loading it would give */
};

void session_descriptor(const struct session *s, uint16_t selector,
                        struct descriptor_step *step);

/* The floating-point unit: ST(0) first. A number is significand times two to
 * the power of (exponent - 16383 - 63); bit 15 of the exponent is its sign. */
struct shown_fpu {
    struct {
        uint64_t significand;
        uint16_t exponent;
        bool empty;
    } st[8];
    uint16_t control, status;
    uint16_t code_cs, data_segment; /* of the last instruction ... */
    uint32_t code, data;            /* ... and of its operand */
    bool missing;                   /* the machine has no such unit */
};

void session_fpu(const struct session *s, struct shown_fpu *fpu);

/* --- code -------------------------------------------------------------- */

#define CODE_BYTES 15

struct code_line {
    uint32_t offset; /* in CS */
    uint32_t linear;
    uint8_t bytes[CODE_BYTES];
    uint8_t length;
    bool call;       /* CALL, INT, REP: goes on behind it when that is done */
    bool valid;      /* false: no instruction; text says why */
    bool jumps;      /* to an address that the instruction itself gives: */
    uint32_t target; /* linear */
    char text[80];   /* the target is its last word */
};

/* The instruction at CS:offset, as the present mode would execute it. */
void session_code(const struct session *s, uint32_t offset,
                  struct code_line *line);

/* Does a CALL end in front of CS:offset? Then it may be a return address. */
bool session_returns(const struct session *s, uint32_t offset);

/* Name and source line of the code at a linear address; false: not known for
 * certain. */
bool session_place(const struct session *s, const struct symbols *symbols,
                   uint32_t linear, struct code_place *place);

/* The same for the code that an event belongs to, found once for each place. */
#define EVENT_PLACES 1024

struct event_places {
    const struct session *session;
    const struct symbols *symbols;
    struct {
        uint32_t linear, owner;
        bool asked, known;
        struct code_place place;
    } row[EVENT_PLACES];
};

/* NULL: not known for certain. For the event that happens now; good until the
 * next call. */
const struct code_place *event_place(struct event_places *places,
                                     const struct event *e);

/* --- memory ------------------------------------------------------------ */

/* What the bytes are at an address; false: no memory answers there. */
bool session_peek(const struct session *s, uint64_t physical, uint8_t *byte);
bool session_peek_linear(const struct session *s, uint32_t linear,
                         uint8_t *byte);

/* Whose bytes they are: where the 64-byte line around came from. */
void session_owner(const struct session *s, uint32_t physical, char *text,
                   size_t size);

/* From a linear address to where it leads, step by step. */
struct page_steps {
    bool paging;   /* CR0.PG */
    bool present;  /* the walk ends in a page */
    bool large;    /* 4 MiB, with PAE 2 MiB, from the directory alone */
    bool pae;      /* entries of 8 bytes; above them a pointer in a register */
    bool reserved; /* it ends at a bit that must be 0 */
    uint64_t pointer_entry;
    uint64_t directory_at, directory_entry;
    uint64_t table_at, table_entry;
    uint64_t physical; /* guest-physical, with A20 applied */
    const char *backing;
    bool backed; /* a host frame stands behind it */
    uint32_t host_frame;
};

void session_walk(const struct session *s, uint32_t linear,
                  struct page_steps *steps);

/* --- devices ----------------------------------------------------------- */

unsigned session_devices(void);

/* The device model that an event is of; SESSION_NO_DEVICE: none. */
#define SESSION_NO_DEVICE 0xffu
unsigned event_device(const struct event *e);

/* The registers of a device in words, in lines that end with a newline. */
void session_device_words(const struct session *s, unsigned device, char *text,
                          size_t size);

/* The code on the POST card now. */
uint8_t session_post_code(const struct session *s);

/* Frames of the host that this guest has, and those it may have. */
struct host_memory {
    uint32_t used, limit;
};
struct host_memory session_host_memory(const struct session *s);

/* --- events ------------------------------------------------------------ */

/* Who hears the events from now on; sink.event NULL: nobody. */
void session_listen(struct session *s, struct event_sink sink, bool detail);

/* Run [from, to) again, traced, and come back to the present position
 * exactly; `to` may also lie ahead. False: it could not be done, for lack of
 * a recorded past. */
bool session_events(struct session *s, uint64_t from, uint64_t to, bool detail,
                    struct event_sink sink);

/* --- who wrote a byte last ---------------------------------------------- */

enum written_by {
    WRITTEN_NEVER,       /* as it was at power-on */
    WRITTEN_ROM,         /* it cannot be written */
    WRITTEN_INSTRUCTION, /* `code`, at the event's cs:eip */
    WRITTEN_DELIVERY,    /* an interrupt or exception pushed it */
    WRITTEN_WALK,        /* the processor marked a page as used */
    WRITTEN_OTHERWISE,   /* a device, the host or a fault, by the event */
};

struct last_write {
    enum written_by by;
    struct event event; /* its tick: the position right before the write */
    char code[80];
};

/* The last write before the present to the byte at a physical address, found
 * by running the past again, the latest part first. Comes back to the present
 * position. False: `progress` broke it off, or no past is recorded. */
bool session_last_write(struct session *s, uint32_t physical,
                        bool (*progress)(void *context, uint64_t now,
                                         uint64_t goal),
                        void *context, struct last_write *w);

/* --- positions --------------------------------------------------------- */

/* As session_seek(), to an instruction count. */
bool session_seek_instruction(struct session *s, uint64_t icount,
                              bool (*progress)(void *context, uint64_t now,
                                               uint64_t goal),
                              void *context);

/* --- searching --------------------------------------------------------- */

struct moment_search {
    const struct moment *moments; /* any of them; for all that they count, */
    unsigned count;               /* from the beginning of the run */
    bool back;
};

enum find_end {
    FIND_FOUND,
    FIND_NONE, /* not in the past; not until the end, or for 20 s */
    FIND_BROKEN_OFF,
};

/* To the next position at which one of the moments comes, or back to the last
 * one before the present; *which says which one it is. What an instruction
 * does is found before the instruction, the rest when it is so. If nothing is
 * found the session stays where it was; it also stays at the end of the run,
 * and ahead where it was broken off. */
enum find_end session_find(struct session *s, const struct moment_search *what,
                           bool (*progress)(void *context, uint64_t now,
                                            uint64_t goal),
                           void *context, unsigned *which);

#endif
