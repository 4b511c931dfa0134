/* SPDX-License-Identifier: MIT
 *
 * sim/board.h - the board: devices, wires, memory and ports, and the
 * processor in its socket. Both hw/board.h and sim/bus.h are implemented on
 * it.
 */
#ifndef SIM_BOARD_H
#define SIM_BOARD_H

#include "hw/devices.h"
#include "phases/recognise.h"
#include "sim/bios_calls.h"
#include "sim/bus.h"
#include "sim/cpu/page_walk.h"
#include "sim/cpu/vcpu.h"
#include "sim/disk.h"
#include "sim/memory_map.h"
#include "sim/trace.h"
#include "sim/video_memory.h"

#define BOARD_DISKS DRIVE_COUNT

/* Accesses that no device model answered, by kind. */
struct unhandled_counts {
    uint64_t port, memory, msr;
};

/* What a rewind must restore, besides CPU, memory and overlays. */
struct board_state {
    struct devices devices;
    uint64_t deadline[DEV_COUNT]; /* BOARD_NEVER: none */
    uint64_t idle_ns;             /* virtual time spent halted */
    uint64_t accesses;            /* of ports and of memory that is not RAM */
    struct unhandled_counts unhandled;
    struct upper_memory upper;
    struct video_memory video;
    struct recogniser recogniser;
    uint8_t line[LINE_COUNT];   /* level of each wire */
    uint8_t driven[LINE_COUNT]; /* what its chip wants it to be */
    uint8_t held[LINE_COUNT];   /* enum held */
    uint8_t weak_irq[16];       /* for board_fails(); 0: sound */
    uint8_t reset_asked;        /* 1 + enum reset_kind; 0: none */
    uint8_t power_off_asked;
    uint8_t spare[5];
};

/* A broken wire stays at one level, whoever drives it. */
enum held { HELD_NOT, HELD_LOW, HELD_HIGH };

/* A bit of memory that is stuck; mask 0: none. Its page is BACKING_BROKEN. */
struct broken_memory {
    uint32_t address;
    uint8_t mask, value;
};

/* Bytes that leave the machine, and requests that the host could not meet. */
struct board_host {
    void (*output)(void *context, enum host_stream stream, uint8_t byte);
    bool (*fails)(void *context, uint8_t number); /* a weak part is used */
    void *context;
};

struct board {
    struct board_state s;
    struct vcpu cpu;

    struct board_config config;
    struct frame_pool *pool;
    struct second_level memory;
    struct disk disk[BOARD_DISKS];
    struct board_host host;
    struct tracer tracer;
    struct bios_calls bios_calls; /* of a traced run */
    uint64_t steps_changed;       /* how often the phase step changed */
    bool out_of_frames;           /* the host had no frame to give */
    bool memory_written;          /* of a device, since the last key frame */
    bool stop_on_step;            /* leave the CPU when the step changes */
    bool bare;                    /* no devices at all: ports read as ones */
    uint32_t rom_frames;          /* host frames that hold ROMs */
    uint32_t upper_rom[UPPER_FRAMES]; /* 1 + the ROM's frame; 0: none */
    struct broken_memory broken;
    uint8_t port_device[65536]; /* enum device_id, or DEV_NONE */
};

/* Set up memory and ports. rom: 64 KiB to 16 MiB, placed below 4 GiB, its
 * last 128 KiB (or less) seen below 1 MiB too. False: no host memory. */
bool board_init(struct board *b, struct frame_pool *pool,
                const struct board_config *config, const uint8_t *rom,
                uint32_t rom_bytes);
void board_free(struct board *b);

/* Connect every chip to its ports and its memory; take one out of its socket
 * (false: it has none). */
bool board_wire(struct board *b);
bool board_remove(struct board *b, enum device_id device);

/* Is the device on this board? */
bool board_has(const struct board *b, enum device_id device);

/* The host gives a frame for the first touch; FRAME_NONE: it has none, and the
 * machine stops. */
uint32_t board_first_touch(struct board *b, uint32_t guest_frame);

/* Hold a wire at a level, or let it go. */
void board_hold(struct board *b, enum line line, enum held held);

/* Power to all devices, then RESET. */
void board_power_on(struct board *b);

/* RESET to the devices, or to the processor alone. */
void board_pulse_reset(struct board *b, enum reset_kind kind);

/* The first deadline of all devices; call the devices whose time has come. */
uint64_t board_next_deadline(const struct board *b);
void board_expire(struct board *b);

/* The page is about to change: a key frame must keep it. */
void board_dirty(struct board *b, uint32_t address);

/* Record an event at the place where the processor is now. */
uint64_t board_trace(struct board *b, enum event_kind kind,
                     const uint32_t *args, unsigned count);

/* Enter a phase step that the processor does not see (power-on). */
void board_enter_step(struct board *b, enum step step, uint32_t evidence);

/* Tell the recogniser of phases if its time has come. */
void board_sight_time(struct board *b);

/* Guest memory as the host sees it; false where there is none. No event. */
bool board_peek(const struct board *b, uint64_t physical, uint8_t *byte);

/* From a linear address to where it leads, by the page tables if paging is on.
 * Nothing is marked, and no event. */
struct page_walk board_walk(const struct board *b, uint32_t linear);

#endif
