/* SPDX-License-Identifier: MIT
 *
 * ui/crew.c - jobs in processes of their own. What they write comes through
 * pipes and is kept until all jobs before are told of.
 */
#include "ui/crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui/output.h"
#include "ui/signals.h"

#define AT_ONCE_MAX 64
#define AHEAD       4          /* results kept, for each one at work */
#define TEXT_MAX    (4u << 20) /* more than this is a crash */
#define CANNOT_TELL 255        /* exit status */

struct text {
    char *bytes;
    size_t count, room;
};

struct job {
    pid_t process; /* 0: not begun, or ended */
    int file[2];   /* its standard output and error; -1: closed */
    struct text text[2];
    bool ended, crashed;
    int status;
};

struct shift {
    const struct crew *crew;
    struct job *jobs;
    unsigned told, begun, ended;
};

unsigned crew_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : count > AT_ONCE_MAX ? AT_ONCE_MAX : (unsigned)count;
}

/* --- beginning --------------------------------------------------------- */

static void close_file(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* In the new process. Whoever else held the reading end of a pipe would keep
 * its writer from noticing that the reader is gone. */
static void work(struct shift *s, unsigned n, const int ends[2])
{
    int status;

    for (unsigned i = s->told; i < s->begun; i++)
        for (unsigned f = 0; f < 2; f++)
            close_file(&s->jobs[i].file[f]);
    dup2(ends[0], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    status = s->crew->work(s->crew->context, n);
    _exit(output_end() ? status : CANNOT_TELL);
}

static bool open_pipes(struct job *j, int ends[2])
{
    for (unsigned f = 0; f < 2; f++) {
        int pair[2];

        if (pipe(pair) != 0) {
            if (f) {
                close_file(&j->file[0]);
                close_file(&ends[0]);
            }
            return false;
        }
        j->file[f] = pair[0];
        ends[f] = pair[1];
    }
    return true;
}

/* False: the host has no room for one more process now. */
static bool begin(struct shift *s)
{
    unsigned n = s->begun;
    struct job *j = &s->jobs[n];
    int ends[2];

    if (!open_pipes(j, ends))
        return false;
    s->begun++;
    output_flush();
    j->process = fork();
    if (j->process == 0)
        work(s, n, ends);
    for (unsigned f = 0; f < 2; f++)
        close_file(&ends[f]);
    if (j->process > 0)
        return true;
    for (unsigned f = 0; f < 2; f++)
        close_file(&j->file[f]);
    s->begun--;
    j->process = 0;
    return false;
}

static void begin_some(struct shift *s)
{
    const struct crew *c = s->crew;

    while (s->begun < c->jobs && s->begun - s->ended < c->at_once &&
           s->begun - s->told < AHEAD * c->at_once)
        if (!begin(s))
            break;
    if (s->begun == s->ended && s->begun == s->told) { /* not even one */
        s->jobs[s->begun++] =
            (struct job){.file = {-1, -1}, .ended = true, .crashed = true};
        s->ended++;
    }
}

/* --- ending ------------------------------------------------------------ */

static void wait_for(struct job *j)
{
    int status = 0;

    while (waitpid(j->process, &status, 0) < 0 && errno == EINTR)
        continue;
    j->process = 0;
    j->ended = true;
    j->crashed |= !WIFEXITED(status);
    j->status = WIFEXITED(status)     ? WEXITSTATUS(status)
                : WIFSIGNALED(status) ? WTERMSIG(status)
                                      : 0;
}

static bool make_room(struct text *t)
{
    size_t room = t->room ? 2 * t->room : 4096;
    char *bytes;

    if (t->count < t->room)
        return true;
    if (room > TEXT_MAX)
        return false;
    bytes = realloc(t->bytes, room);
    if (!bytes)
        return false;
    t->bytes = bytes;
    t->room = room;
    return true;
}

/* What there is to read now; at its end the file is closed. */
static void read_some(struct job *j, unsigned f)
{
    struct text *t = &j->text[f];
    ssize_t count;

    if (!make_room(t)) {
        j->crashed = true;
        kill(j->process, SIGKILL);
        close_file(&j->file[f]);
        return;
    }
    count = read(j->file[f], t->bytes + t->count, t->room - t->count);
    if (count > 0)
        t->count += (size_t)count;
    else if (count == 0 || errno != EINTR)
        close_file(&j->file[f]);
}

static void listen_to_all(struct shift *s)
{
    struct pollfd files[2 * AHEAD * AT_ONCE_MAX + 1];
    unsigned count = 0, at = 0;

    for (unsigned i = s->told; i < s->begun; i++)
        for (unsigned f = 0; f < 2; f++)
            files[count++] =
                (struct pollfd){.fd = s->jobs[i].file[f], .events = POLLIN};
    files[count++] = (struct pollfd){.fd = signals_file(), .events = POLLIN};
    if (poll(files, count, -1) <= 0)
        return;
    for (unsigned i = s->told; i < s->begun; i++) {
        struct job *j = &s->jobs[i];

        for (unsigned f = 0; f < 2; f++, at++)
            if (j->file[f] >= 0 && files[at].revents)
                read_some(j, f);
        if (j->process && j->file[0] < 0 && j->file[1] < 0) {
            wait_for(j);
            s->ended++;
        }
    }
}

static void tell_some(struct shift *s)
{
    for (; s->told < s->begun && s->jobs[s->told].ended; s->told++) {
        struct job *j = &s->jobs[s->told];
        const struct crew_report report = {
            .job = s->told,
            .text = {j->text[0].bytes, j->text[1].bytes},
            .count = {j->text[0].count, j->text[1].count},
            .crashed = j->crashed,
            .status = j->status,
        };

        s->crew->tell(s->crew->context, &report);
    }
}

static void dismiss(struct shift *s)
{
    for (unsigned i = 0; i < s->begun; i++) {
        struct job *j = &s->jobs[i];

        for (unsigned f = 0; f < 2; f++) {
            close_file(&j->file[f]);
            free(j->text[f].bytes);
        }
        if (!j->process)
            continue;
        kill(j->process, SIGKILL);
        wait_for(j);
    }
    free(s->jobs);
}

bool crew_work(const struct crew *crew)
{
    struct crew c = *crew;
    struct shift s = {.crew = &c, .jobs = calloc(c.jobs, sizeof *s.jobs)};
    bool done;

    if (!s.jobs)
        return false;
    if (c.at_once > AT_ONCE_MAX)
        c.at_once = AT_ONCE_MAX;
    signal(SIGCHLD, SIG_DFL); /* or nobody could be waited for */
    signals_watch();
    while (s.told < c.jobs && !signals_came() && !output_failed()) {
        unsigned before = s.ended;

        begin_some(&s);
        if (s.begun > s.ended)
            listen_to_all(&s);
        if (s.ended != before)
            c.progress(c.context, s.ended);
        tell_some(&s);
    }
    done = s.told == c.jobs;
    dismiss(&s);
    return done;
}
