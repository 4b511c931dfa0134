/* SPDX-License-Identifier: MIT
 *
 * sim/video_memory.c - the memory of the video card behind its frame buffer.
 *
 * The processor reaches it like RAM, so that a program can fill a screen
 * without a VM exit a byte; the card itself reaches it for its window at
 * A0000h, and to show it.
 */
#include "sim/video_memory.h"

#include <string.h>

#include "sim/board.h"

/* The frames are named by where the card on an ISA bus has them, wherever they
 * are seen: that lies behind all RAM. */
#define VIDEO_FIRST (VIDEO_MEMORY_PLACE >> FRAME_SHIFT)

static uint32_t first_frame(const struct board *b)
{
    uint32_t base = b->s.video.base;

    return base ? base >> FRAME_SHIFT : VIDEO_FIRST;
}

bool is_video_frame(const struct board *b, uint32_t guest_frame)
{
    return guest_frame - first_frame(b) < VIDEO_FRAMES;
}

static bool map_frame(struct board *b, uint32_t n)
{
    uint32_t frame = b->s.video.frame[n];

    return second_level_map(&b->memory, first_frame(b) + n, 1,
                            frame ? BACKING_FRAME : BACKING_RAM,
                            frame ? frame - 1 : 0);
}

bool video_memory_map(struct board *b, bool present)
{
    if (!b->s.video.base)
        return true;
    if (!present)
        return second_level_map(&b->memory, first_frame(b), VIDEO_FRAMES,
                                BACKING_NONE, 0);
    for (uint32_t n = 0; n < VIDEO_FRAMES; n++)
        if (!map_frame(b, n))
            return false;
    return true;
}

bool video_memory_give(struct board *b, uint32_t guest_frame, uint32_t index)
{
    uint32_t n = guest_frame - first_frame(b);

    b->pool->guest[index] = VIDEO_FIRST + n;
    b->s.video.frame[n] = 1 + index;
    return !b->s.video.base || map_frame(b, n);
}

static void move(struct board *b, uint32_t from)
{
    if (from)
        second_level_map(&b->memory, from >> FRAME_SHIFT, VIDEO_FRAMES,
                         BACKING_NONE, 0);
    if (!video_memory_map(b, board_plugged(b, DEV_vga)))
        b->out_of_frames = true;
    vcpu_flush(&b->cpu);
}

void video_memory_restored(struct board *b, uint32_t before)
{
    move(b, before);
}

/* No RAM and no ROM is there. */
static bool is_free(const struct board *b, uint32_t base)
{
    return base >= b->config.ram_bytes && base >= UPPER_MEMORY_END &&
           base <= VIDEO_MEMORY_LAST;
}

void board_video_place(struct board *b, uint32_t base)
{
    uint32_t before = b->s.video.base;

    b->s.video.base = is_free(b, base) ? base : 0;
    if (b->s.video.base != before)
        move(b, before);
}

/* --- as the card reaches it -------------------------------------------- */

void board_video_read(const struct board *b, uint32_t offset, uint8_t *bytes,
                      uint32_t count)
{
    while (count && offset < VIDEO_MEMORY_BYTES) {
        uint32_t frame = b->s.video.frame[offset >> FRAME_SHIFT];
        uint32_t in_page = offset & (FRAME_SIZE - 1);
        uint32_t part = FRAME_SIZE - in_page;

        if (part > count)
            part = count;
        if (frame)
            memcpy(bytes, frame_at(b->pool, frame - 1)->bytes + in_page, part);
        else
            memset(bytes, 0, part);
        bytes += part;
        offset += part;
        count -= part;
    }
    memset(bytes, 0, count);
}

/* Bytes first to last of frame n are about to change. */
static struct frame *open_frame(struct board *b, uint32_t n, uint32_t first,
                                uint32_t last)
{
    uint32_t index = b->s.video.frame[n] - 1;
    uint32_t address = (first_frame(b) + n) << FRAME_SHIFT;
    struct frame *f = frame_at(b->pool, index);

    for (uint32_t i = first >> LINE_SHIFT; i <= last >> LINE_SHIFT; i++) {
        if (f->marks[i] & ORIGIN_CODE)
            vcpu_memory_written(&b->cpu, address | i << LINE_SHIFT, 1);
        f->marks[i] = origin_of_store(vcpu_origin(&b->cpu));
    }
    b->pool->dirty[index] = 1;
    return f;
}

void board_video_write(struct board *b, uint32_t offset, uint8_t byte)
{
    uint32_t n = offset >> FRAME_SHIFT, in_page = offset & (FRAME_SIZE - 1);

    if (n >= VIDEO_FRAMES)
        return;
    if (b->s.video.frame[n] ||
        board_first_touch(b, first_frame(b) + n) != FRAME_NONE)
        open_frame(b, n, in_page, in_page)->bytes[in_page] = byte;
}

/* What was never touched holds zeros already. */
void board_video_clear(struct board *b, uint32_t bytes)
{
    for (uint32_t n = 0; n < VIDEO_FRAMES && bytes; n++) {
        uint32_t part = bytes < FRAME_SIZE ? bytes : FRAME_SIZE;

        if (b->s.video.frame[n])
            memset(open_frame(b, n, 0, part - 1)->bytes, 0, part);
        bytes -= part;
    }
}
