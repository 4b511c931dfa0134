/* SPDX-License-Identifier: MIT
 *
 * hw/sysport.h - system control port B: port 61h and the speaker.
 */
#ifndef HW_SYSPORT_H
#define HW_SYSPORT_H

#include "hw/device.h"

struct sysport {
    uint32_t hertz;   /* the tone now heard; 0: silence */
    uint32_t control; /* bits 3:0 as written */
};

extern const struct device_ops sysport_ops;

/* Counter 2 was programmed: the tone may have started, changed or ended. */
void sysport_tone(struct board *b);

#endif
