/* SPDX-License-Identifier: MIT
 *
 * ui/headless.c - a run without a terminal: COM1 is standard output and
 * standard input.
 *
 * Bytes that arrive before anybody listens are lost, as on a real line, where
 * the sender waits for the prompt. So standard input is held back: with the
 * bundled disk until the shell's prompt, else until the firmware has ended.
 */
#include "ui/run.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "ui/output.h"
#include "ui/pace.h"
#include "ui/signals.h"

#define SLICE_NS UINT64_C(10000000)
#define BYTE_NS  UINT64_C(100000) /* a little more than a byte takes on COM1 */

/* Standard input on its way to COM1. */
struct feed {
    uint8_t bytes[4096];
    size_t first, count;
    bool open; /* the guest is ready, once and for all */
    bool ended;
};

static bool is_ready(const struct guest *g, const struct run_streams *streams)
{
    if (g->config.bundled_disk)
        return streams->prompt_seen;
    return step_phase(session_step(g->session)) >= PHASE_BOOTLOADER;
}

/* Take what is there, without waiting. */
static void read_more(struct feed *f)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    ssize_t got;

    if (poll(&input, 1, 0) <= 0)
        return;
    got = read(STDIN_FILENO, f->bytes, sizeof(f->bytes));
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    f->ended = got <= 0;
    f->first = 0;
    f->count = got > 0 ? (size_t)got : 0;
}

static void feed_com1(struct feed *f, struct guest *g,
                      const struct run_streams *streams)
{
    if (f->ended || (!f->open && !is_ready(g, streams)))
        return;
    f->open = true;
    if (!f->count)
        read_more(f);
    while (f->count && session_serial(g->session, f->bytes[f->first])) {
        f->first++;
        f->count--;
    }
}

/* While bytes wait to be sent, the guest is looked at more often. */
static uint64_t slice(const struct feed *f)
{
    return f->count ? BYTE_NS : SLICE_NS;
}

/* Wait for virtual time to be due. */
static void keep_pace(struct pace *p, const struct session *s)
{
    struct pollfd signal = {.fd = signals_file(), .events = POLLIN};

    while (pace_target(p, session_now(s)) < session_now(s) && !signals_came())
        poll(&signal, 1, 2);
}

void run_headless(struct guest *g, const struct run_options *o,
                  const struct run_streams *streams)
{
    struct session *s = g->session;
    struct feed feed = {.ended = isatty(STDIN_FILENO) != 0};
    struct pace pace;

    signals_watch();
    pace_start(&pace, o->has_speed ? o->speed : SPEED_MAX, session_now(s));
    while (session_run(s, session_now(s) + slice(&feed))) {
        output_flush();
        if (output_failed() || signals_came())
            return;
        feed_com1(&feed, g, streams);
        keep_pace(&pace, s);
    }
}
