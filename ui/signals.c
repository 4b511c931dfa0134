/* SPDX-License-Identifier: MIT
 *
 * ui/signals.c - signals as flags, and as bytes in a pipe that ends a sleep
 * in poll() without a race.
 */
#include "ui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/* A handler can reach nothing but globals. */
static volatile sig_atomic_t end_came, resize_came;
static int ends[2] = {-1, -1};

static void on_signal(int number)
{
    int kept = errno;

    if (number == SIGWINCH)
        resize_came = 1;
    else
        end_came = 1;
    if (write(ends[1], "", 1) < 0)
        errno = kept; /* full: a wake-up is under way already */
    errno = kept;
}

void signals_watch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
    struct sigaction action = {.sa_handler = on_signal};

    if (ends[0] < 0 && pipe(ends) == 0) {
        for (int i = 0; i < 2; i++) {
            fcntl(ends[i], F_SETFL, O_NONBLOCK);
            fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        }
    }
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        sigaction(numbers[i], &action, NULL);
}

bool signals_came(void)
{
    return end_came != 0;
}

bool signals_resized(void)
{
    bool resized = resize_came != 0;

    resize_came = 0;
    return resized;
}

int signals_file(void)
{
    return ends[0];
}

void signals_drain(void)
{
    char bytes[64];

    while (read(ends[0], bytes, sizeof(bytes)) > 0)
        continue;
}
