/* SPDX-License-Identifier: MIT
 *
 * hw/fault.h - what a device can suffer. hw/faults.def lists it; the function
 * stands with the device, and changes nothing but the state of its chip.
 */
#ifndef HW_FAULT_H
#define HW_FAULT_H

#include "hw/board.h"

/* What a fault may be told, in the order of the table in sim/fault.c. */
enum fault_param {
    PARAM_ADDRESS,
    PARAM_BIT,
    PARAM_BYTES,
    PARAM_CHANCE,
    PARAM_CHANNEL,
    PARAM_COMMAND,
    PARAM_DEVICE,
    PARAM_DRIVE,
    PARAM_ERROR,
    PARAM_EVERY,
    PARAM_FACTOR,
    PARAM_FILE,
    PARAM_FOR,
    PARAM_IRQ,
    PARAM_LBA,
    PARAM_LINE,
    PARAM_MASK,
    PARAM_OFFSET,
    PARAM_PLANE,
    PARAM_REGISTER,
    PARAM_SECTORS,
    PARAM_SELECTOR,
    PARAM_SIZE,
    PARAM_TIMES,
    PARAM_VALUE,
    FAULT_PARAMS
};

/* When a fault shows. */
enum fault_nature {
    FAULT_HAPPENS, /* in a moment: something changes */
    FAULT_LASTS,   /* from a moment on: something is broken */
    FAULT_ASKED,   /* whenever the weak part is used: board_fails() says so */
};

struct fault_call {
    const uint64_t *param; /* by enum fault_param */
    uint8_t number;        /* for board_fails(); never 0 */
    bool on;               /* false: the fault is over */
};

/* What a weak part keeps to ask with; 0: it is sound. */
static inline uint8_t fault_mark(const struct fault_call *call)
{
    return call->on ? call->number : 0;
}

/* NULL: done. Else why it cannot be. */
typedef const char *device_fault_fn(struct board *b,
                                    const struct fault_call *call);
#define FAULT(name, ...) device_fault_fn device_fault_##name;
#include "hw/faults.def"
#undef FAULT

#endif
