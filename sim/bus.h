/* SPDX-License-Identifier: MIT
 *
 * sim/bus.h - what the processor asks of the board: memory, ports, the
 * interrupt acknowledge cycle.
 *
 * Addresses are guest-physical, with A20 already applied.
 */
#ifndef SIM_BUS_H
#define SIM_BUS_H

#include "sim/base.h"
#include "sim/event.h"

struct board;

/* An event without its kind: where the processor is now. */
struct event bus_here(const struct board *b);

/* Record an event of the processor: only the traced core calls this. */
void bus_event(struct board *b, enum event_kind kind, const uint32_t *args,
               unsigned count);

/* The instruction at v->op, `length` bytes long, is about to run. */
void bus_instruction(struct board *b, unsigned length);

/* The block at v->op is about to run: only the traced core calls this. */
void bus_block(struct board *b);

/* What lies behind a guest-physical page. bytes is NULL where a device model
 * or nothing answers: then use bus_read() and bus_write(). */
struct page_view {
    uint8_t *bytes;
    uint32_t *marks; /* one origin mark a 64-byte line: sim/origin.h */
    bool writable;   /* false: ROM, stores are lost */
};

/* Look up a page; the first touch gives it a host frame. */
struct page_view bus_page(struct board *b, uint64_t address);

/* An access of 1, 2 or 4 bytes, inside one page, to what is not memory. */
uint32_t bus_read(struct board *b, uint64_t address, unsigned bytes);
void bus_write(struct board *b, uint64_t address, unsigned bytes,
               uint32_t value);

/* The same where nobody may notice. What no memory
 * holds reads as ones, and a store there is lost. */
uint32_t bus_peek(const struct board *b, uint64_t address, unsigned bytes);
void bus_poke(struct board *b, uint64_t address, unsigned bytes,
              uint32_t value);

/* Port access of 1, 2 or 4 bytes. */
uint32_t bus_in(struct board *b, uint16_t port, unsigned bytes);
void bus_out(struct board *b, uint16_t port, unsigned bytes, uint32_t value);

/* A model-specific register that no one answers. */
void bus_unhandled_msr(struct board *b, uint32_t number);

/* Origin of what the last IN from `port` delivered; 0: not from a medium. */
uint32_t bus_port_origin(struct board *b, uint16_t port);

/* The FERR# pin: an error of the floating-point unit waits. */
void bus_fpu_error(struct board *b, bool level);

/* The interrupt acknowledge cycle: the vector that the 8259As answer. */
uint8_t bus_acknowledge(struct board *b);

/* What the recogniser of boot phases must hear of (phases/recognise.h). The
 * processor reports a signal only where its slow path runs anyway: a fetch
 * when a block is decoded, a store when a page is first written. After each
 * phase change the board drops blocks and TLB, so that no first is missed. */
enum bus_signal {
    SIGNAL_FETCH,     /* linear, origin: a block is about to be decoded */
    SIGNAL_STORE,     /* physical, 0: first store into the page */
    SIGNAL_WALK,      /* physical, 0: the page walk set A or D bits */
    SIGNAL_INT,       /* vector, 0: INT n */
    SIGNAL_INTERRUPT, /* vector, 0: a hardware interrupt was delivered */
    SIGNAL_CR0,       /* old, new */
    SIGNAL_CLOCK,     /* 0, 0: the time stamp counter was read */
};
void bus_signal(struct board *b, enum bus_signal signal, uint32_t a,
                uint32_t c);

#endif
