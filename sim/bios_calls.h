/* SPDX-License-Identifier: MIT
 *
 * sim/bios_calls.h - watches a traced run for calls of BIOS services, and
 * reports each call and its outcome.
 *
 * A call is an INT 10h to INT 1Ah in real or virtual-8086 mode. It has
 * returned when the processor goes on behind the INT with the stack as it
 * was, whether by IRET or by RETF 2. A call whose part of the stack is used
 * again by someone else never returns, and is forgotten.
 *
 * Nothing here is part of the machine.
 */
#ifndef SIM_BIOS_CALLS_H
#define SIM_BIOS_CALLS_H

#include "phases/bios_functions.h"

struct board;

/* The registers of the caller. */
struct bios_caller {
    uint32_t r[8]; /* in encoding order */
    uint16_t es, ds;
};

/* A call that has not returned yet. */
struct bios_frame {
    uint64_t id;                          /* of its event */
    const struct bios_function *function; /* NULL: not known */
    struct bios_caller caller;
    uint32_t in[BIOS_VALUES];
    uint16_t cs, ip; /* behind the INT */
    uint16_t ss, sp; /* before the INT */
    uint8_t vector;
    bool v86;
};

#define BIOS_DEPTH 16

struct bios_calls {
    struct bios_frame frame[BIOS_DEPTH]; /* the innermost call last */
    unsigned depth;
};

/* INT `vector` was executed; the processor stands in the handler. cause: the
 * event of the INT. */
void bios_calls_enter(struct board *b, unsigned vector, uint64_t cause);

/* The processor is about to run a block: did a call return? */
void bios_calls_look(struct board *b);

#endif
