/* SPDX-License-Identifier: MIT
 *
 * sim/scenario.h - a scenario: a machine, what breaks in it, what is said
 * while it runs, and what must then be seen. Read from YAML; the reference of
 * its keys is made from the same table that reads them.
 */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include "sim/problems.h"
#include "sim/session.h"

#define SCENARIO_OPTIONS 16
#define SCENARIO_INPUTS  16
#define SCENARIO_SAYINGS 60
#define SCENARIO_EXPECTS 40

#define SCENARIO_SOURCES 16 /* files: the scenario and what it includes */
#define SCENARIO_DEPTH   8  /* of files that include each other */

/* Where something was written. */
struct scenario_place {
    const char *file; /* a scenario_source.name */
    unsigned line, column;
};

/* An option of the machine, as on the command line without its dashes. */
struct scenario_option {
    const char *name, *value;
    struct scenario_place place;
};

/* Something typed or said when a moment comes. */
struct scenario_cue {
    struct moment moment;
    const char *text;         /* what is typed or said; NULL: nothing */
    const char *move;         /* of the mouse; NULL: none */
    const char *disc;         /* for the CD-ROM drive; NULL: none */
    const char *title, *show; /* of what is said; NULL: none */
    struct scenario_place place;
};

enum expect_kind {
    EXPECT_REACH,
    EXPECT_NEVER,
    EXPECT_END,
    EXPECT_SCREEN,
    EXPECT_NO_SCREEN,
    EXPECT_POST,
    EXPECT_STEP,
};

struct expectation {
    enum expect_kind kind;
    struct scenario_place place;
    const char *text;               /* as written */
    char cells[SCREEN_COLUMNS + 1]; /* EXPECT_SCREEN: in code page 437 */
    struct moment moment;
    uint64_t value; /* a POST code, an enum session_end, steps as bits */
    uint64_t points;
    const char *hint; /* NULL: none */
};

struct scenario {
    const char *title, *teaches; /* never NULL */
    uint64_t phase;              /* the step that it is about, as bits */
    const char *phase_name;
    struct scenario_option option[SCENARIO_OPTIONS];
    unsigned option_count;
    struct fault *faults;
    unsigned fault_count;
    struct scenario_cue input[SCENARIO_INPUTS];
    unsigned input_count;
    struct scenario_cue saying[SCENARIO_SAYINGS];
    unsigned saying_count;
    struct expectation expect[SCENARIO_EXPECTS];
    unsigned expect_count;
    uint64_t limit_instructions, limit_ns;
    uint64_t seed;
};

/* A file in memory. All of it lives as long as the scenario and its
 * problems. */
struct scenario_source {
    const char *name; /* for messages */
    const char *bytes;
    size_t count;
    uint64_t identity[2]; /* the same for the same file */
};

/* What reading needs from outside. Each function returns false, with *err
 * set, if something is wrong; NULL allows everything. */
struct scenario_host {
    /* An option of the machine. */
    bool (*option)(void *context, const struct scenario_option *option,
                   struct error *err);

    /* The name of a pane. */
    bool (*pane)(void *context, const char *name, struct error *err);

    /* Find the file that `path` means in the file `from`. */
    bool (*include)(void *context, const char *from, const char *path,
                    struct scenario_source *found, struct error *err);
    void *context;

    /* Look up the names of code in a moment. */
    bool (*names)(void *context, struct moment *m, struct error *err);
};

/* NULL: all that is wrong is in *problems. */
struct scenario *scenario_read(const struct scenario_source *source,
                               const struct scenario_host *host,
                               struct problems *problems);
void scenario_free(struct scenario *s);

/* Let the session be the scenario's machine: before session_open(). */
void scenario_configure(const struct scenario *s, bool with_faults,
                        struct session_config *config);

/* --- running ----------------------------------------------------------- */

struct scenario_run {
    const struct scenario *scenario;
    struct session *session;
    int saying[SCENARIO_SAYINGS]; /* watches */
    int expect[SCENARIO_EXPECTS];
    bool said[SCENARIO_SAYINGS];
    bool out_of_time;
};

/* After session_open(). */
bool scenario_begin(struct scenario_run *run, const struct scenario *scenario,
                    struct session *session, struct error *err);

/* Run a little. False: the run is over. */
bool scenario_step(struct scenario_run *run);

/* The next saying whose moment has come, in the order of the run; NULL: none
 * now. *tick is when it came. */
const struct scenario_cue *scenario_next_saying(struct scenario_run *run,
                                                uint64_t *tick);

/* Has the moment of saying `n` come? */
bool scenario_said(const struct scenario_run *run, unsigned n);

/* Is expectation `n` met? `why` says what was seen. For the end of a run. */
bool scenario_met(const struct scenario_run *run, unsigned n, char *why,
                  size_t size);

/* "reach", "never", "end" ... */
const char *expect_kind_name(enum expect_kind kind);

/* --- references -------------------------------------------------------- */

struct fault_row {
    const char *name, *seam, *summary;
    char params[160];
};

/* Fault kind `n`; false: there are no more. */
bool scenario_fault_row(unsigned n, struct fault_row *row);

/* The keys of section `section` ("scenario", "faults", "inputs", ...). False:
 * no such row. */
struct scenario_key {
    const char *section, *key, *what, *help;
    bool must;
    bool number; /* from `least` to `most`; without it: `initial` */
    uint64_t least, most, initial;
};
bool scenario_key(unsigned n, struct scenario_key *key);

/* How a run can end, for the key "end". */
bool scenario_end(unsigned n, const char **name, const char **what);

/* How much a scenario may hold. */
bool scenario_bound(unsigned n, const char **what, uint64_t *most);

/* What a fault may be told. */
bool scenario_fault_param(unsigned n, const char **name, const char **what);

#endif
