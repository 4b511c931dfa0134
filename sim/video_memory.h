/* SPDX-License-Identifier: MIT
 *
 * sim/video_memory.h - the memory of the video card behind its frame buffer:
 * host frames that are given out on the first touch, like those of RAM, and
 * the place where the processor sees them.
 */
#ifndef SIM_VIDEO_MEMORY_H
#define SIM_VIDEO_MEMORY_H

#include "hw/board.h"
#include "sim/memory.h"

#define VIDEO_FRAMES (VIDEO_MEMORY_BYTES >> FRAME_SHIFT)

/* What a rewind must restore. */
struct video_memory {
    uint32_t base; /* its physical address; 0: nowhere */
    uint32_t spare;
    uint32_t frame[VIDEO_FRAMES]; /* 1 + host frame; 0: not touched yet */
};

/* Derive its part of the second-level table from the state; present: the card
 * is in its slot. False: no host memory. */
bool video_memory_map(struct board *b, bool present);

/* The state is another one; before: where the memory was until now. */
void video_memory_restored(struct board *b, uint32_t before);

/* Is this guest frame one of video memory? */
bool is_video_frame(const struct board *b, uint32_t guest_frame);

/* The guest frame has got a host frame. False: no host memory. */
bool video_memory_give(struct board *b, uint32_t guest_frame, uint32_t index);

#endif
