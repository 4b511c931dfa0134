/* SPDX-License-Identifier: MIT
 *
 * sim/event.h - one thing that happened, when, where and because of what.
 */
#ifndef SIM_EVENT_H
#define SIM_EVENT_H

#include "sim/base.h"

enum event_kind {
#define EVENT(name, tag, category, args) EV_##name,
#include "sim/events.def"
#undef EVENT
    EV_COUNT
};

enum event_category {
    EVC_LIFE,
    EVC_HOST,
    EVC_IO,
    EVC_INTERRUPT,
    EVC_FIRMWARE,
    EVC_CPU,
    EVC_DEVICE,
    EVC_PHASE,
    EVC_INSN,
    EVC_MEMORY,
    EVC_COUNT
};

/* Why the guest needed the hypervisor (EV_EXIT). */
enum exit_reason {
    EXIT_IO,          /* port access to a device model */
    EXIT_MMIO,        /* memory access to a device model */
    EXIT_FIRST_TOUCH, /* guest frame without a host frame */
    EXIT_HLT,
    EXIT_CPUID,
    EXIT_EXTERNAL_INTERRUPT,
    EXIT_TRIPLE_FAULT,
    EXIT_COUNT
};

/* What went unanswered (EV_UNHANDLED, first argument). */
enum unhandled {
    UNHANDLED_PORT,
    UNHANDLED_MEMORY,
    UNHANDLED_MSR,
    UNHANDLED_ROM, /* a store to memory that cannot be written */
};

/* How the CPU executes (EV_MODE, event.mode). */
enum cpu_mode { MODE_REAL, MODE_PROTECTED16, MODE_PROTECTED32, MODE_V86 };

#define EVENT_ARGS 16

struct event {
    uint64_t id;     /* 1, 2, 3 ... in the order of the run */
    uint64_t cause;  /* id of the event that led to this one; 0: none */
    uint64_t tick;   /* virtual nanoseconds since power-on */
    uint64_t icount; /* instructions retired since power-on */
    uint32_t seq;    /* order inside the tick */
    uint16_t kind;   /* enum event_kind */
    uint8_t step;    /* enum step: phase and step of the boot */
    uint8_t mode;    /* enum cpu_mode */
    uint32_t owner;  /* origin of the running code: see sim/origin.h */
    uint32_t linear; /* linear address of the instruction */
    uint32_t eip;
    uint16_t cs;
    uint16_t cpl;
    uint32_t arg[EVENT_ARGS];
};

/* Who listens to a traced run. Called in order, once an event. */
struct event_sink {
    void (*event)(void *context, const struct event *e);
    void *context;
};

struct event_info {
    const char *tag;
    const char *args; /* names, comma separated */
    enum event_category category;
};

extern const struct event_info event_info[EV_COUNT];

/* "io", "interrupt" ... */
extern const char *const event_category_name[EVC_COUNT];

#endif
