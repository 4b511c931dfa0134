/* SPDX-License-Identifier: MIT
 *
 * hw/pit.h - 8254 programmable interval timer.
 */
#ifndef HW_PIT_H
#define HW_PIT_H

#include "hw/device.h"
#include "hw/pit_counter.h"

#define PIT_HERTZ UINT64_C(1193182)

struct pit {
    struct pit_counter counter[3];
};

extern const struct device_ops pit_ops;

/* The tone that OUT 2 makes, in Hz; 0: it is not a wave. */
uint32_t pit_tone(const struct pit *pit);

#endif
