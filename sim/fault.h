/* SPDX-License-Identifier: MIT
 *
 * sim/fault.h - what breaks in a machine, and when. Faults act through seams
 * that exist without them: an image, the bus and its lines, the state of a
 * device or of the processor, and what the host gives.
 */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "hw/fault.h"
#include "sim/machine.h"
#include "sim/session.h"

enum fault_kind {
#define FAULT(name, ...) FAULT_##name,
#include "sim/faults.def"
#undef FAULT
    FAULT_KINDS
};

#define FAULTS_MAX  32
#define FAULT_BYTES 64
#define FAULT_FILE  64

struct fault {
    enum fault_kind kind;
    const char *source; /* the file that asks for it; kept by the caller */
    unsigned line;      /* in it */
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
    const char *name, *seam;
    enum fault_nature nature;
    const char *params, *summary;
};
extern const struct fault_info fault_info[FAULT_KINDS];

struct fault_param_info {
    const char *name, *what;
    uint64_t most;
    enum { UNIT_NUMBER, UNIT_BYTES, UNIT_TIME } unit;
};
extern const struct fault_param_info fault_param_info[FAULT_PARAMS];

/* All parameters of a kind with their bounds and defaults, with those about
 * time that every fault of its nature takes. */
#define FAULT_PARAMS_TEXT 160
void fault_params(enum fault_kind kind, char *text, size_t size);

/* A new fault with the defaults of its kind. */
void fault_init(struct fault *f, enum fault_kind kind);

/* Does this kind know the parameter? Must it be given? */
bool fault_takes(enum fault_kind kind, enum fault_param param, bool *must);

/* Read one parameter. False: *err says what is allowed. */
bool fault_set(struct fault *f, enum fault_param param, const char *text,
               struct error *err);

/* --- over time: sim/fault_play.c ---------------------------------------- */

/* How far the faults are; a rewind restores it. */
struct fault_play {
    uint64_t broken;            /* bit n: fault n acts now */
    uint64_t random;            /* state of the generator */
    uint64_t frame_limit;       /* that the host sets; 0: as at power-on */
    uint64_t turn[FAULTS_MAX];  /* when fault n has its next turn */
    uint64_t since[FAULTS_MAX]; /* when it had the one before */
    uint32_t count[FAULTS_MAX]; /* how often it has happened */
};

/* The faults of a run. */
struct faults {
    struct machine *machine;
    const struct fault *list;
    unsigned count;
    struct fault_play *play;
    uint32_t frame_limit; /* of the host, without faults */
};

/* What the event of a fault tells. */
enum fault_told { FAULT_CANNOT, FAULT_BEGINS, FAULT_OVER, FAULT_STRIKES };

/* The file that asks for a fault, in the arguments of its event from
 * FAULT_SOURCE_ARG on: the last letters of its name, without the folder. */
#define FAULT_SOURCE     48
#define FAULT_SOURCE_ARG 3
void fault_source_put(const struct fault *f, uint32_t *args);
void fault_source_get(const struct event *e, char text[FAULT_SOURCE + 1]);

/* Before power-on; then those without a moment. False: one cannot be. */
void fault_play_init(struct faults *x, struct machine *m,
                     const struct fault *list, unsigned count,
                     struct fault_play *play, uint64_t seed);
bool fault_play_power_on(struct faults *x, struct error *err);

/* The moment of fault `n` has come: its turn is now. */
void fault_play_due(struct faults *x, unsigned n);

/* When somebody has a turn; let those whose turn it is have it. */
uint64_t fault_play_next(const struct faults *x);
void fault_play_act(struct faults *x);

/* The weak part of fault `n` is used: does it fail? */
bool fault_play_fails(struct faults *x, unsigned n);

/* After a rewind: wire the board as the faults say that act now. */
void fault_play_rewound(struct faults *x);

/* --- the kinds ----------------------------------------------------------- */

/* Break it, or (on = false) mend it. False: it cannot be. */
bool fault_act(struct machine *m, const struct fault *f, uint8_t number,
               bool on, struct error *err);

/* Is it kept where a key frame does not look: in the second-level table, the
 * port map, the pool? Then it is mended by wiring the board anew. */
bool fault_is_wiring(const struct fault *f);

/* The board as it is without these faults, but for the state of its parts. */
void fault_unwire(struct machine *m, const struct fault *list, unsigned count);

/* How each kind outside the devices acts. */
typedef bool fault_fn(struct machine *m, const struct fault *f,
                      const struct fault_call *call, struct error *err);
#define FAULT_SEAM_IMAGE(name) fault_fn fault_##name;
#define FAULT_SEAM_BUS(name)   fault_fn fault_##name;
#define FAULT_SEAM_CPU(name)   fault_fn fault_##name;
#define FAULT_SEAM_HOST(name)  fault_fn fault_##name;
#define FAULT_SEAM_DEVICE(name)
#define FAULT(name, word, seam, ...) FAULT_SEAM_##seam(name)
#include "sim/faults.def"
#undef FAULT
#undef FAULT_SEAM_IMAGE
#undef FAULT_SEAM_BUS
#undef FAULT_SEAM_CPU
#undef FAULT_SEAM_HOST
#undef FAULT_SEAM_DEVICE

/* A register by its name, for PARAM_REGISTER. */
bool fault_set_register(struct fault *f, const char *text, struct error *err);

/* Change bits of guest memory, RAM or ROM, as the host. */
bool fault_flip(struct machine *m, uint32_t address, uint8_t mask,
                struct error *err);

#endif
