/* SPDX-License-Identifier: MIT
 *
 * kernel/memory/frames.c - who owns which 4 KiB frame of RAM.
 *
 * One bit a frame, 1: in use. The bitmap is as long as the RAM needs (128
 * bytes for 4 MiB, 64 KiB for 2 GiB) and lies behind the kernel. Frames below
 * 1 MiB stay with the firmware.
 */
#include "memory/frames.h"

#include "boot_info.h"
#include "log.h"
#include "memory/paging.h"
#include "panic.h"
#include "string.h"

#define ONE_MIB 0x100000u

extern char kernel_end[];

static uint32_t *bitmap;
static uint32_t bitmap_words;
static uint32_t total, unused;
static uint32_t hint; /* no free frame in a word before this one */

static uint32_t top_of_memory(void)
{
    uint32_t top = 0;

    for (uint32_t i = 0; i < boot_info.region_count; i++)
        if (boot_info.regions[i].end > top)
            top = boot_info.regions[i].end;
    return top;
}

static void set_used(uint32_t frame)
{
    bitmap[frame / 32] |= 1u << frame % 32;
}

static void set_free(uint32_t frame)
{
    bitmap[frame / 32] &= ~(1u << frame % 32);
}

static void free_region(uint32_t start, uint32_t end)
{
    uint32_t frame = (start + FRAME_BYTES - 1) / FRAME_BYTES;
    uint32_t last = end / FRAME_BYTES;

    for (; frame < last && frame % 32; frame++)
        set_free(frame);
    for (; frame + 32 <= last; frame += 32)
        bitmap[frame / 32] = 0;
    for (; frame < last; frame++)
        set_free(frame);
}

static uint32_t count_free(void)
{
    uint32_t count = 0;

    for (uint32_t word = 0; word < bitmap_words; word++) {
        if (bitmap[word] == 0)
            count += 32;
        else
            for (uint32_t bits = ~bitmap[word]; bits; bits &= bits - 1)
                count++;
    }
    return count;
}

void frames_init(void)
{
    uint32_t kernel_top, bitmap_bytes;

    bitmap_words = top_of_memory() / FRAME_BYTES / 32 + 1;
    bitmap_bytes = bitmap_words * sizeof *bitmap;
    bitmap = (uint32_t *)kernel_end;
    kernel_top = kernel_to_physical(kernel_end) + bitmap_bytes;
    if (kernel_top > FIRST_TABLE_BYTES)
        panic("the frame bitmap does not fit into the first 4 MiB");
    memset(bitmap, 0xff, bitmap_bytes);
    for (uint32_t i = 0; i < boot_info.region_count; i++) {
        const struct boot_region *region = &boot_info.regions[i];

        if (region->end > ONE_MIB)
            free_region(region->start < ONE_MIB ? ONE_MIB : region->start,
                        region->end);
    }
    total = count_free();
    for (uint32_t at = ONE_MIB; at < kernel_top; at += FRAME_BYTES)
        set_used(at / FRAME_BYTES);
    unused = count_free();
    log_ok("memory", "%u KiB of RAM from 1 MiB up, %u KiB free", total * 4,
           unused * 4);
    log_ok("kernel", "100000h to %Xh, linked at %Xh", kernel_top,
           KERNEL_BASE + ONE_MIB);
}

uint32_t frame_take(void)
{
    uint32_t word = hint, bit = 0;

    while (word < bitmap_words && bitmap[word] == 0xffffffff)
        word++;
    hint = word;
    if (word == bitmap_words)
        return 0;
    while (bitmap[word] & 1u << bit)
        bit++;
    set_used(word * 32 + bit);
    unused--;
    return (word * 32 + bit) * FRAME_BYTES;
}

void frame_give_back(uint32_t address)
{
    uint32_t frame = address / FRAME_BYTES;

    if (!(bitmap[frame / 32] & 1u << frame % 32))
        panic("frame %08Xh was given back twice", address);
    set_free(frame);
    unused++;
    if (frame / 32 < hint)
        hint = frame / 32;
}

uint32_t frames_total(void)
{
    return total;
}

uint32_t frames_free(void)
{
    return unused;
}
