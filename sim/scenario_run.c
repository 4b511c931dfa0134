/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_run.c - a session that plays a scenario, and what came of it.
 */
#include <stdio.h>
#include <string.h>

#include "sim/scenario.h"
#include "sim/session_state.h"

#define SLICE_NS UINT64_C(10000000)

static const char *const kind_names[] = {
    [EXPECT_REACH] = "reach", [EXPECT_NEVER] = "never",
    [EXPECT_END] = "end",     [EXPECT_SCREEN] = "screen",
    [EXPECT_POST] = "post",   [EXPECT_NO_SCREEN] = "no-screen",
    [EXPECT_STEP] = "step",
};

const char *expect_kind_name(enum expect_kind kind)
{
    return kind_names[kind];
}

void scenario_configure(const struct scenario *s, bool with_faults,
                        struct session_config *config)
{
    config->faults = s->faults;
    config->fault_count = with_faults ? s->fault_count : 0;
    config->seed = s->seed;
}

/* --- running ----------------------------------------------------------- */

static bool is_watched(const struct expectation *e)
{
    return e->kind == EXPECT_REACH || e->kind == EXPECT_NEVER;
}

static bool add_input(struct session *s, const struct scenario_cue *input,
                      struct error *err)
{
    if (input->text && !session_add_keys(s, &input->moment, input->text, err))
        return false;
    if (input->move && !session_add_move(s, &input->moment, input->move, err))
        return false;
    return !input->disc ||
           session_add_disc(s, &input->moment, input->disc, err);
}

bool scenario_begin(struct scenario_run *run, const struct scenario *scenario,
                    struct session *session, struct error *err)
{
    *run = (struct scenario_run){.scenario = scenario, .session = session};
    for (unsigned i = 0; i < scenario->saying_count; i++)
        run->saying[i] = session_watch(session, &scenario->saying[i].moment);
    for (unsigned i = 0; i < scenario->expect_count; i++)
        if (is_watched(&scenario->expect[i]))
            run->expect[i] =
                session_watch(session, &scenario->expect[i].moment);
    for (unsigned i = 0; i < scenario->input_count; i++)
        if (!add_input(session, &scenario->input[i], err))
            return false;
    session_limit(session, scenario->limit_instructions);
    return true;
}

bool scenario_step(struct scenario_run *run)
{
    uint64_t now = session_now(run->session);
    uint64_t limit = run->scenario->limit_ns;

    run->out_of_time = now >= limit;
    if (run->out_of_time)
        return false;
    return session_run(run->session,
                       limit - now < SLICE_NS ? limit : now + SLICE_NS);
}

const struct scenario_cue *scenario_next_saying(struct scenario_run *run,
                                                uint64_t *tick)
{
    unsigned found = SCENARIO_SAYINGS;
    uint64_t when;

    for (unsigned i = 0; i < run->scenario->saying_count; i++)
        if (!run->said[i] &&
            session_came(run->session, (unsigned)run->saying[i], &when) &&
            (found == SCENARIO_SAYINGS || when < *tick)) {
            found = i;
            *tick = when;
        }
    if (found == SCENARIO_SAYINGS)
        return NULL;
    run->said[found] = true;
    return &run->scenario->saying[found];
}

bool scenario_said(const struct scenario_run *run, unsigned n)
{
    uint64_t when;

    return session_came(run->session, (unsigned)run->saying[n], &when);
}

/* --- what came of it --------------------------------------------------- */

static bool met_moment(const struct scenario_run *run, unsigned n, char *why,
                       size_t size)
{
    uint64_t tick;
    bool came = session_came(run->session, (unsigned)run->expect[n], &tick);

    if (came)
        snprintf(why, size, "it came at %llu.%06llu s",
                 (unsigned long long)(tick / NS_PER_SECOND),
                 (unsigned long long)(tick % NS_PER_SECOND / 1000));
    else
        snprintf(why, size, "it did not come");
    return came == (run->scenario->expect[n].kind == EXPECT_REACH);
}

static bool met_end(const struct scenario_run *run, uint64_t end, char *why,
                    size_t size)
{
    enum session_end real =
        run->out_of_time ? END_LIMIT : session_end(run->session);

    session_describe(run->session, why, size);
    return real == end;
}

static bool met_screen(const struct scenario_run *run,
                       const struct expectation *e, char *why, size_t size)
{
    bool shown = screen_contains(&run->session->machine, e->cells);

    snprintf(why, size, "it is %son the screen", shown ? "" : "not ");
    return shown == (e->kind == EXPECT_SCREEN);
}

bool scenario_met(const struct scenario_run *run, unsigned n, char *why,
                  size_t size)
{
    const struct expectation *e = &run->scenario->expect[n];
    enum step step = session_step(run->session);
    uint8_t post = run->session->machine.board.s.devices.post.code;

    switch (e->kind) {
    case EXPECT_REACH:
    case EXPECT_NEVER:
        return met_moment(run, n, why, size);
    case EXPECT_END:
        return met_end(run, e->value, why, size);
    case EXPECT_SCREEN:
    case EXPECT_NO_SCREEN:
        return met_screen(run, e, why, size);
    case EXPECT_POST:
        snprintf(why, size, "the last POST code is %02X", post);
        return post == e->value;
    case EXPECT_STEP:
        snprintf(why, size, "the last step is %s.%s",
                 phase_info[step_phase(step)].name, step_info[step].name);
        return e->value >> step & 1;
    }
    return false;
}
