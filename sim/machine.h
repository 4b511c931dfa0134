/* SPDX-License-Identifier: MIT
 *
 * sim/machine.h - a virtual machine: its life from powered off to its end,
 * and the loop that lets processor and devices run in step.
 */
#ifndef SIM_MACHINE_H
#define SIM_MACHINE_H

#include "sim/board.h"
#include "sim/error.h"
#include "sim/keys.h"
#include "sim/mouse.h"

enum vm_state {
    VM_OFF,
    VM_RUNNING,
    VM_RESET,
    VM_PAUSED,
    VM_HALTED,
    VM_HUNG,
    VM_SHUT_DOWN,
    VM_CRASHED,
};

enum vm_reason {
    REASON_NONE,
    REASON_POWER_ON,
    REASON_SOFT_OFF,    /* the guest asked for power-off */
    REASON_RESET_CPU,   /* 8042, port 92h, CF9h */
    REASON_RESET_BOARD, /* CF9h, hard */
    REASON_TRIPLE_FAULT,
    REASON_HALT_FOREVER, /* HLT with interrupts disabled */
    REASON_LOOP_FOREVER, /* a loop that no interrupt can end */
    REASON_NO_HOST_MEMORY,
};

struct machine_config {
    struct board_config board; /* disk_sectors is filled in */
    enum cpu_model model;
    uint32_t ns_per_instruction; /* 0: as the model says */
    const uint8_t *rom;
    uint32_t rom_bytes;
    struct disk_source disk[BOARD_DISKS];
    bool reset_on_triple_fault;
    bool bare; /* no devices, no firmware needed: for cpu-test */
    struct board_host host;
    struct event_sink sink;
    bool detail; /* every instruction and memory access as well */
};

/* Looks for an endless loop: now and then, while no interrupt can come, the
 * processor is watched for some hundred instructions; for more each time, if
 * nothing was found. If all of CPU and RAM are as they were before, and no
 * device was asked, they will be for ever. */
struct loop_watch {
    struct cpu_state cpu; /* as it was when the watch began */
    uint64_t accesses;    /* of the bus, until then */
    uint64_t memory;      /* hash of RAM when the CPU was so again */
    uint64_t next;        /* when to begin the next watch, virtual ns */
    uint32_t length;      /* of a watch, in instructions */
    uint32_t left;        /* instructions to go; 0: not watching */
    uint32_t returns;     /* how often the CPU was so again */
};

/* Where the machine is in its life; a rewind restores it. */
struct machine_life {
    enum vm_state state;
    enum vm_reason reason;
    uint64_t keys_after;  /* when to offer keys to the keyboard again, */
    uint64_t moves_after; /* and moves to the mouse */
    uint64_t busy_until;  /* when the processor last did something */
    struct key_queue keys;
    struct mouse_queue moves;
    struct loop_watch watch;
};

struct machine {
    struct board board;
    struct machine_life life;
    struct frame_pool *pool;
    bool reset_on_triple_fault;
    bool yield;       /* machine_run() is asked to return */
    bool until_awake; /* machine_run() ends when the processor is not idle */
};

/* The hypervisor's part of power-on: memory, images, vCPU, devices. */
bool machine_create(struct machine *m, struct frame_pool *pool,
                    const struct machine_config *config, struct error *err);
void machine_destroy(struct machine *m);

/* RESET is released: powered off -> running. */
void machine_start(struct machine *m);

/* Run until virtual time `until` (ns) or the end of the machine's life. Stops
 * early, still running, at a change of phase step if stop_on_step asks. */
void machine_run(struct machine *m, uint64_t until);

/* Halted, and nothing is there yet to wake the processor. */
bool machine_is_idle(const struct machine *m);

/* When keys or moves that wait are to be offered again; UINT64_MAX: none
 * waits. */
uint64_t machine_input_due(const struct machine *m);

/* What was asked for between two instructions (a reset) happens now. */
void machine_settle(struct machine *m);

/* Let machine_run() return when the running instruction has ended. */
void machine_yield(struct machine *m);

static inline uint64_t machine_now(const struct machine *m)
{
    return m->board.cpu.s.tick;
}

static inline bool machine_alive(const struct machine *m)
{
    return m->life.state == VM_RUNNING;
}

/* XXH3 of all state: CPU, devices, RAM with origins, disk overlays. */
uint64_t machine_hash(const struct machine *m);

#endif
