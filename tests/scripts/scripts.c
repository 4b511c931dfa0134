/* SPDX-License-Identifier: MIT
 *
 * tests/scripts/scripts.c - runs the programs of tests/scripts.def as tests.
 */
#include "tests/test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECONDS_TO_RUN  300
#define BYTES_OF_MEMORY ((rlim_t)8 << 30) /* so that a bug stays small */
#define STATUS_SKIPPED  77
#define STATUS_TIMEOUT  (-1)

enum state { NOT_YET, RUNNING, ENDED };

static struct script {
    const char *command;
    FILE *output;
    pid_t child;
    time_t began;
    long seconds;
    int status; /* of its exit; 128 and more: a signal; or STATUS_TIMEOUT */
    enum state state;
} scripts[] = {
#define SCRIPT(name, text) {.command = (text)},
#include "tests/scripts.def"
#undef SCRIPT
};

#define SCRIPTS (sizeof(scripts) / sizeof(scripts[0]))

/* In a process group of its own; all its output goes to a file. */
static void start(struct script *s)
{
    const struct rlimit memory = {BYTES_OF_MEMORY, BYTES_OF_MEMORY};

    s->output = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(s->output);
    s->began = time(NULL);
    s->child = fork();
    if (s->child == 0) {
        setpgid(0, 0);
        setrlimit(RLIMIT_AS, &memory);
        dup2(fileno(s->output), STDOUT_FILENO);
        dup2(fileno(s->output), STDERR_FILENO);
        if (!freopen("/dev/null", "r", stdin))
            _exit(126);
        execl("/bin/sh", "sh", "-c", s->command, (char *)NULL);
        _exit(127);
    }
    s->state = RUNNING;
}

/* Whatever the script has started ends with it. */
static void look_after(struct script *s)
{
    int status;
    bool ended = waitpid(s->child, &status, WNOHANG) != 0;

    s->seconds = (long)(time(NULL) - s->began);
    if (!ended && s->seconds <= SECONDS_TO_RUN)
        return;
    kill(-s->child, SIGKILL);
    if (!ended)
        waitpid(s->child, &status, 0);
    s->status = !ended              ? STATUS_TIMEOUT
                : WIFEXITED(status) ? WEXITSTATUS(status)
                                    : 128 + WTERMSIG(status);
    s->state = ENDED;
}

/* As many at a time as there are processors, in their order. */
static void run_some(void)
{
    long room = sysconf(_SC_NPROCESSORS_ONLN);

    for (size_t i = 0; i < SCRIPTS; i++) {
        if (scripts[i].state == RUNNING)
            look_after(&scripts[i]);
        room -= scripts[i].state == RUNNING;
    }
    for (size_t i = 0; i < SCRIPTS && room > 0; i++)
        if (scripts[i].state == NOT_YET) {
            start(&scripts[i]);
            room--;
        }
}

static void skip_with_last_line(FILE *output)
{
    static char last[200];

    while (fgets(last, sizeof(last), output))
        last[strcspn(last, "\n")] = '\0';
    test_skip(last);
}

static void end_of(struct script *s)
{
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    char line[400];

    for (run_some(); s->state != ENDED; run_some())
        nanosleep(&pause, NULL);
    printf("        %s: %ld s\n", CU_get_current_test()->pName, s->seconds);
    fflush(stdout);
    rewind(s->output);
    if (s->status == STATUS_SKIPPED)
        skip_with_last_line(s->output);
    if (s->status != 0) {
        while (fgets(line, sizeof(line), s->output))
            fputs(line, stdout);
        if (s->status == STATUS_TIMEOUT)
            CU_FAIL("ran out of time");
        EXPECT(s->status == STATUS_TIMEOUT, "%s: exit status %d", s->command,
               s->status);
    }
    fclose(s->output);
}

enum {
#define SCRIPT(name, command) NUMBER_OF_##name,
#include "tests/scripts.def"
#undef SCRIPT
};

#define SCRIPT(name, command)                                                  \
    static void name(void)                                                     \
    {                                                                          \
        end_of(&scripts[NUMBER_OF_##name]);                                    \
    }
#include "tests/scripts.def"
#undef SCRIPT

CU_TestInfo scripts_tests[] = {
#define SCRIPT(name, command) TEST(name),
#include "tests/scripts.def"
#undef SCRIPT
    CU_TEST_INFO_NULL,
};
