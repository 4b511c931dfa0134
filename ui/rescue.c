/* SPDX-License-Identifier: MIT
 *
 * ui/rescue.c - if the program itself crashes, the terminal is restored first;
 * then the signal does what it would have done.
 */
#include "ui/rescue.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

/* A handler can reach nothing but globals. */
static struct termios settings;
static const char *leave = "";
static struct sigaction before[sizeof(numbers) / sizeof(numbers[0])];

static void on_crash(int number)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &settings);
    if (write(STDOUT_FILENO, leave, strlen(leave)) < 0)
        leave = "";
    rescue_disarm();
    raise(number);
}

void rescue_arm(const char *sequence)
{
    struct sigaction action = {.sa_handler = on_crash,
                               .sa_flags = (int)SA_RESETHAND};

    leave = sequence;
    tcgetattr(STDIN_FILENO, &settings);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        sigaction(numbers[i], &action, &before[i]);
}

void rescue_disarm(void)
{
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        sigaction(numbers[i], &before[i], NULL);
}
