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

/* Start `command` in a process group of its own; all its output goes to
 * `output`. */
static pid_t start(const char *command, FILE *output)
{
    const struct rlimit memory = {BYTES_OF_MEMORY, BYTES_OF_MEMORY};
    pid_t child = fork();

    if (child == 0) {
        setpgid(0, 0);
        setrlimit(RLIMIT_AS, &memory);
        dup2(fileno(output), STDOUT_FILENO);
        dup2(fileno(output), STDERR_FILENO);
        if (!freopen("/dev/null", "r", stdin))
            _exit(126);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    return child;
}

/* The exit status (128 and more: a signal), or STATUS_TIMEOUT. Whatever the
 * script has started ends with it. */
static int wait_for(pid_t child)
{
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    const time_t start_time = time(NULL);
    int status;

    while (waitpid(child, &status, WNOHANG) == 0) {
        if (time(NULL) - start_time > SECONDS_TO_RUN) {
            kill(-child, SIGKILL);
            waitpid(child, &status, 0);
            return STATUS_TIMEOUT;
        }
        nanosleep(&pause, NULL);
    }
    kill(-child, SIGKILL);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void skip_with_last_line(FILE *output)
{
    static char last[200];

    while (fgets(last, sizeof(last), output))
        last[strcspn(last, "\n")] = '\0';
    test_skip(last);
}

static void run_script(const char *command)
{
    FILE *output = tmpfile();
    char line[400];
    time_t began;
    int status;

    CU_ASSERT_PTR_NOT_NULL_FATAL(output);
    began = time(NULL);
    status = wait_for(start(command, output));
    printf("        %s: %ld s\n", CU_get_current_test()->pName,
           (long)(time(NULL) - began));
    fflush(stdout);
    rewind(output);
    if (status == STATUS_SKIPPED)
        skip_with_last_line(output);
    if (status != 0) {
        while (fgets(line, sizeof(line), output))
            fputs(line, stdout);
        if (status == STATUS_TIMEOUT)
            CU_FAIL("ran out of time");
        EXPECT(status == STATUS_TIMEOUT, "%s: exit status %d", command, status);
    }
    fclose(output);
}

#define SCRIPT(name, command)                                                  \
    static void name(void)                                                     \
    {                                                                          \
        run_script(command);                                                   \
    }
#include "tests/scripts.def"
#undef SCRIPT

CU_TestInfo scripts_tests[] = {
#define SCRIPT(name, command) TEST(name),
#include "tests/scripts.def"
#undef SCRIPT
    CU_TEST_INFO_NULL,
};
