/* SPDX-License-Identifier: MIT
 *
 * ui/lane.h - the rows of a timeline: who takes part in a boot, and which of
 * them an event belongs to.
 */
#ifndef UI_LANE_H
#define UI_LANE_H

#include "sim/inspect.h"

#define LANE_DEVICES 32u /* at most */

enum {
    LANE_STEP, /* steps of the boot that begin */
    LANE_CPU,
    LANE_MEMORY,
    LANE_FIRMWARE, /* services of the BIOS */
    LANE_INTERRUPTS,
    LANE_HYPERVISOR,
    LANE_DEVICE, /* the first of the devices */
    LANE_NOBODY = LANE_DEVICE + LANE_DEVICES,
    LANE_COUNT
};

unsigned lane_of(const struct event *e);
const char *lane_name(unsigned lane);

/* What happened, as one character; lane_signs explains them all. */
char lane_sign(const struct event *e);
extern const char lane_signs[];

#endif
