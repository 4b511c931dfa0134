/* SPDX-License-Identifier: MIT
 *
 * sim/memory_map.c - what stands where in the physical address space.
 */
#include "sim/memory_map.h"

#include <string.h>

#include "sim/board.h"

#define ISA_HOLE    0xa0000u
#define VGA_WINDOW  0xa0000u
#define VGA_END     UPPER_MEMORY
#define HIGH_MEMORY UPPER_MEMORY_END
#define BIOS_WINDOW 0xe0000u

static uint32_t frames_of(uint32_t bytes)
{
    return (bytes + FRAME_SIZE - 1) >> FRAME_SHIFT;
}

/* --- RAM and ROM ------------------------------------------------------- */

static bool map_ram(struct board *b)
{
    uint64_t ram = b->config.ram_bytes;
    uint32_t low = ram < ISA_HOLE ? (uint32_t)ram : ISA_HOLE;

    if (!second_level_map(&b->memory, 0, frames_of(low), BACKING_RAM, 0))
        return false;
    return ram <= HIGH_MEMORY ||
           second_level_map(&b->memory, frames_of(HIGH_MEMORY),
                            (uint32_t)((ram - HIGH_MEMORY) >> FRAME_SHIFT),
                            BACKING_RAM, 0);
}

/* What a ROM leaves of its last frame reads as ones. */
static void fill_frame(struct frame *f, const uint8_t *bytes, uint32_t count,
                       enum origin_kind kind)
{
    memset(f->bytes, 0xff, FRAME_SIZE);
    memcpy(f->bytes, bytes, count < FRAME_SIZE ? count : FRAME_SIZE);
    for (unsigned i = 0; i < LINES_PER_FRAME; i++)
        f->marks[i] = origin_make(kind);
}

/* Host frames with the content of a ROM; FRAME_NONE: the host has no more. */
static uint32_t load_rom(struct board *b, const uint8_t *rom, uint32_t bytes,
                         enum origin_kind kind)
{
    uint32_t first = b->pool->used;

    for (uint32_t at = 0; at < bytes; at += FRAME_SIZE) {
        uint32_t index = frame_take(b->pool);

        if (index == FRAME_NONE)
            return FRAME_NONE;
        fill_frame(frame_at(b->pool, index), rom + at, bytes - at, kind);
    }
    b->rom_frames = b->pool->used;
    return first;
}

/* ROM frames from `first` on are seen from address `at` on. */
static void see_rom(struct board *b, uint32_t at, uint32_t frames,
                    uint32_t first)
{
    for (uint32_t i = 0; i < frames; i++)
        b->upper_rom[frames_of(at - UPPER_MEMORY) + i] = 1 + first + i;
}

bool memory_map_init(struct board *b, const uint8_t *rom, uint32_t rom_bytes)
{
    uint32_t frames = frames_of(rom_bytes);
    uint32_t seen = frames_of(HIGH_MEMORY - BIOS_WINDOW);
    uint32_t first = load_rom(b, rom, rom_bytes, ORIGIN_ROM);

    if (!map_ram(b) || first == FRAME_NONE ||
        !second_level_map(&b->memory, 0x100000u - frames, frames, BACKING_ROM,
                          first))
        return false;
    seen = frames < seen ? frames : seen;
    see_rom(b, HIGH_MEMORY - (seen << FRAME_SHIFT), seen,
            first + frames - seen);
    if (b->config.vga_rom_bytes) {
        first = load_rom(b, b->config.vga_rom, b->config.vga_rom_bytes,
                         ORIGIN_OPTION_ROM);
        if (first == FRAME_NONE)
            return false;
        see_rom(b, UPPER_MEMORY, frames_of(b->config.vga_rom_bytes), first);
    }
    memory_map_upper(b);
    return true;
}

bool memory_map_vga(struct board *b, bool present)
{
    return second_level_map(&b->memory, frames_of(VGA_WINDOW),
                            frames_of(VGA_END - VGA_WINDOW),
                            present ? BACKING_DEVICE : BACKING_NONE,
                            present ? DEV_vga : 0) &&
           video_memory_map(b, present);
}

/* --- the upper memory -------------------------------------------------- */

/* Frame `n` of the upper memory, as the chipset has it now. */
static void map_upper(struct board *b, uint32_t n)
{
    unsigned shadow = b->s.upper.shadow[(n << FRAME_SHIFT) / SHADOW_PIECE];
    uint32_t ram = b->s.upper.ram[n], rom = b->upper_rom[n];
    enum backing backing = rom ? BACKING_ROM : BACKING_NONE;
    uint32_t value = rom ? rom - 1 : 0;

    if (shadow & SHADOW_READ && ram) {
        backing = shadow & SHADOW_WRITE ? BACKING_FRAME : BACKING_PROTECTED;
        value = ram - 1;
    } else if (shadow & SHADOW_READ) {
        backing = BACKING_RAM;
        value = 0;
    }
    second_level_map(&b->memory, frames_of(UPPER_MEMORY) + n, 1, backing,
                     value);
}

void memory_map_upper(struct board *b)
{
    for (uint32_t n = 0; n < UPPER_FRAMES; n++)
        map_upper(b, n);
}

static bool is_upper(uint32_t guest_frame)
{
    return guest_frame >= frames_of(UPPER_MEMORY) &&
           guest_frame < frames_of(UPPER_MEMORY_END);
}

bool memory_map_give(struct board *b, uint32_t guest_frame, uint32_t index)
{
    if (is_video_frame(b, guest_frame))
        return video_memory_give(b, guest_frame, index);
    b->pool->guest[index] = guest_frame;
    if (!is_upper(guest_frame))
        return second_level_map(&b->memory, guest_frame, 1, BACKING_FRAME,
                                index);
    b->s.upper.ram[guest_frame - frames_of(UPPER_MEMORY)] = 1 + index;
    map_upper(b, guest_frame - frames_of(UPPER_MEMORY));
    return true;
}

bool memory_map_write_only(const struct board *b, uint32_t address)
{
    return is_upper(address >> FRAME_SHIFT) &&
           b->s.upper.shadow[(address - UPPER_MEMORY) / SHADOW_PIECE] ==
               SHADOW_WRITE;
}

void board_shadow(struct board *b, uint32_t address, uint32_t bytes, bool read,
                  bool write)
{
    uint8_t *shadow =
        &b->s.upper.shadow[(address - UPPER_MEMORY) / SHADOW_PIECE];
    uint8_t value =
        (uint8_t)((read ? SHADOW_READ : 0) | (write ? SHADOW_WRITE : 0));

    if (*shadow == value)
        return;
    memset(shadow, value, bytes / SHADOW_PIECE);
    board_event(b, EV_SHADOW, address, bytes, read, write);
    memory_map_upper(b);
    vcpu_flush(&b->cpu);
}

/* A board without a bridge that could switch has RAM everywhere, and copies
 * its ROMs there before the processor starts. */
bool memory_map_power_on(struct board *b)
{
    if (b->config.machine != MACHINE_ISA)
        return true;
    memset(b->s.upper.shadow, SHADOW_READ | SHADOW_WRITE,
           sizeof b->s.upper.shadow);
    for (uint32_t n = 0; n < UPPER_FRAMES; n++) {
        uint32_t rom = b->upper_rom[n];
        uint32_t index = rom ? frame_take(b->pool) : 0;

        if (index == FRAME_NONE)
            return false;
        if (!rom)
            continue;
        memory_map_give(b, frames_of(UPPER_MEMORY) + n, index);
        *frame_at(b->pool, index) = *frame_at(b->pool, rom - 1);
    }
    memory_map_upper(b);
    return true;
}
