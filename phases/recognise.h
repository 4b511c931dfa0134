/* SPDX-License-Identifier: MIT
 *
 * phases/recognise.h - which phase and step of the boot the machine is in.
 *
 * A pure function of what the processor and the bus see, so that any boot
 * sector, firmware or kernel gets phases, not only the bundled ones.
 */
#ifndef PHASES_RECOGNISE_H
#define PHASES_RECOGNISE_H

#include "sim/base.h"

enum phase {
#define PHASE(name, ...) PHASE_##name,
#define STEP(...)
#include "phases/phases.def"
#undef PHASE
#undef STEP
    PHASE_COUNT
};

enum step {
#define PHASE(...)
#define STEP(name, ...) STEP_##name,
#include "phases/phases.def"
#undef PHASE
#undef STEP
    STEP_COUNT
};

struct step_info {
    enum phase phase;
    uint8_t marker; /* what the bundled guest writes to port B5h */
    const char *name;
    const char *title;
    const char *rule;
};

struct phase_info {
    const char *name;
    const char *title;
};

extern const struct phase_info phase_info[PHASE_COUNT];
extern const struct step_info step_info[STEP_COUNT];

/* What the recogniser remembers; part of the machine's state. */
struct recogniser {
    uint64_t entered;      /* bit n: step n was entered in this boot */
    uint64_t alone_since;  /* virtual ns: 32-bit code above 1 MiB that is no
                              firmware has called no BIOS; 0: there is none */
    uint32_t boot_origin;  /* mark of the sector first entered at 7C00h */
    uint32_t vbr_origin;   /* mark of the second one; 0: none */
    uint8_t step;          /* enum step */
    uint8_t pic_mask;      /* last mask written to the master 8259A */
    uint8_t uart_enable;   /* last interrupt enable written to a UART */
    uint8_t stored;        /* STORED_*: somebody has stored there */
    uint32_t alone_at;     /* where that code was first seen: linear address */
    uint32_t alone_origin; /* and its mark */
    uint8_t spare[4];
};

enum sighting_kind {
    SAW_PORT,      /* a: port, b: value written or read; write */
    SAW_FETCH,     /* a: linear address */
    SAW_STORE,     /* a: physical address */
    SAW_READ,      /* a: physical address that is not RAM */
    SAW_INT,       /* a: vector */
    SAW_INTERRUPT, /* a: vector; origin: of the handler */
    SAW_CR0,       /* a: old value, b: new value */
    SAW_TIME,      /* recogniser_due() has come; a, b: as SAW_FETCH */
};

struct sighting {
    enum sighting_kind kind;
    uint32_t a, b;
    uint32_t origin; /* of the code that did it: sim/origin.h */
    bool write;
    bool code32;
    bool user; /* at privilege level 3 */
    uint32_t eax;
    uint64_t now; /* virtual ns */
};

/* A new boot: after power-on and after RESET. */
void recogniser_reset(struct recogniser *r, enum step step);

/* Did this sighting enter a new step? Then r->step is it. */
bool recognise(struct recogniser *r, const struct sighting *s);

/* When recognise() wants a SAW_TIME, in virtual ns; UINT64_MAX: never. */
uint64_t recogniser_due(const struct recogniser *r);

/* Can an access to this port matter? For a table of the ports to report. */
bool recogniser_wants_port(uint16_t port);

static inline enum phase step_phase(unsigned step)
{
    return step_info[step].phase;
}

#endif
