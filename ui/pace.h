/* SPDX-License-Identifier: MIT
 *
 * ui/pace.h - virtual time beside wall time.
 */
#ifndef UI_PACE_H
#define UI_PACE_H

#include "sim/base.h"
#include "sim/error.h"

#define SPEED_ONE UINT64_C(1000) /* speeds are in thousandths */
#define SPEED_MAX UINT64_C(0)    /* as fast as the host can */

/* "0.5", "2", "max". */
bool speed_parse(const char *text, uint64_t *speed, struct error *err);

/* Monotonic host time in ns. */
uint64_t wall_now(void);

struct pace {
    uint64_t speed;
    uint64_t wall, virtual_time; /* where both were together */
};

void pace_start(struct pace *p, uint64_t speed, uint64_t virtual_time);

/* How far virtual time may be now. If it is far behind, because the host is
 * too slow or slept, the lost time is given up. */
uint64_t pace_target(struct pace *p, uint64_t virtual_time);

#endif
