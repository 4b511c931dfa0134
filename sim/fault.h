/* SPDX-License-Identifier: MIT
 *
 * sim/fault.h - what breaks in a machine, and when. Faults act through seams
 * that exist without them: an image, the bus and its lines, the state of a
 * device or of the processor, and what the host gives.
 */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "sim/machine.h"
#include "sim/session.h"

enum fault_kind {
#define FAULT(name, ...) FAULT_##name,
#include "sim/faults.def"
#undef FAULT
    FAULT_KINDS
};

/* What a fault may be told, in the order of the table in sim/fault.c. */
enum fault_param {
    PARAM_ADDRESS,
    PARAM_BIT,
    PARAM_BYTES,
    PARAM_CHANCE,
    PARAM_CHANNEL,
    PARAM_DEVICE,
    PARAM_DRIVE,
    PARAM_FACTOR,
    PARAM_FILE,
    PARAM_IRQ,
    PARAM_LBA,
    PARAM_LINE,
    PARAM_MASK,
    PARAM_OFFSET,
    PARAM_REGISTER,
    PARAM_SECTORS,
    PARAM_SELECTOR,
    PARAM_SIZE,
    PARAM_TIMES,
    PARAM_VALUE,
    FAULT_PARAMS
};

#define FAULTS_MAX  32
#define FAULT_BYTES 64
#define FAULT_FILE  64

struct fault {
    enum fault_kind kind;
    unsigned line; /* in the scenario's file */
    bool has_moment;
    struct moment moment; /* without it: at power-on */
    uint64_t given;       /* bit n: parameter n was given */
    uint64_t param[FAULT_PARAMS];
    char file[FAULT_FILE]; /* "BOOT/KERNEL.ELF" */
    uint8_t bytes[FAULT_BYTES];
    unsigned byte_count;
};

/* For lists and references. */
struct fault_info {
    const char *name, *seam, *params, *summary;
};
extern const struct fault_info fault_info[FAULT_KINDS];

struct fault_param_info {
    const char *name, *what;
    uint64_t max;
};
extern const struct fault_param_info fault_param_info[FAULT_PARAMS];

/* A new fault with the defaults of its kind. */
void fault_init(struct fault *f, enum fault_kind kind);

/* Does this kind know the parameter? Must it be given? */
bool fault_takes(enum fault_kind kind, enum fault_param param, bool *must);

/* Read one parameter. False: *err says what is allowed. */
bool fault_set(struct fault *f, enum fault_param param, const char *text,
               struct error *err);

/* How far the faults are; a rewind restores it. */
struct fault_play {
    uint64_t acted;             /* bit n: fault n has happened */
    uint64_t random;            /* state of the generator */
    uint64_t frame_limit;       /* that the host sets; 0: as at power-on */
    uint32_t reads[FAULTS_MAX]; /* that failed so far */
};

/* A disk whose reads may fail. */
struct fault_disk {
    struct disk_source under;
    unsigned drive;
    const struct fault *faults;
    unsigned count;
    struct fault_play *play;
};

/* What the machine was wired like without faults. */
struct fault_wiring {
    uint32_t frame_limit;
    struct fault_disk disk[BOARD_DISKS];
};

/* Make the fault happen, and tell of it. False: it cannot. */
bool fault_act(struct machine *m, const struct fault *f, struct error *err);

/* The same without a word: after a rewind. */
void fault_repeat(struct machine *m, const struct fault *f);

/* Put a reader that can fail before each disk. */
void fault_wire_disks(struct machine *m, struct fault_wiring *w,
                      const struct fault *faults, unsigned count,
                      struct fault_play *play);

/* After a rewind: wire the board as the faults say that have happened. */
void fault_rewire(struct machine *m, const struct fault_wiring *w,
                  const struct fault *faults, unsigned count,
                  const struct fault_play *play);

/* How each kind acts. */
typedef bool fault_fn(struct machine *m, const struct fault *f,
                      struct error *err);
#define FAULT(name, ...) fault_fn fault_##name;
#include "sim/faults.def"
#undef FAULT

/* A register by its name, for PARAM_REGISTER. */
bool fault_set_register(struct fault *f, const char *text, struct error *err);

/* Change bits of guest memory, RAM or ROM, as the host. */
bool fault_flip(struct machine *m, uint32_t address, uint8_t mask,
                struct error *err);

#endif
