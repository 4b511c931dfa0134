/* SPDX-License-Identifier: MIT
 *
 * kernel/memory/frames.h - who owns which 4 KiB frame of RAM.
 */
#ifndef FRAMES_H
#define FRAMES_H

#include <stdint.h>

enum { FRAME_BYTES = 4096 };

void frames_init(void);

/* The physical address of a free frame, or 0 when there is none. Its content
 * is whatever was there. */
uint32_t frame_take(void);
void frame_give_back(uint32_t address);

uint32_t frames_total(void);
uint32_t frames_free(void);

#endif
