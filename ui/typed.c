/* SPDX-License-Identifier: MIT
 *
 * ui/typed.c - keys from the terminal; a sleep that a key or a signal ends.
 */
#include "ui/typed.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "ui/keyboard.h"
#include "ui/signals.h"

bool typed_wait(struct typed *t, int milliseconds)
{
    struct pollfd files[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = signals_file(), .events = POLLIN},
    };
    ssize_t got;

    if (poll(files, 2, milliseconds) <= 0)
        return false;
    if (files[1].revents)
        signals_drain();
    if (!files[0].revents || t->count == sizeof(t->bytes))
        return false;
    got = read(STDIN_FILENO, t->bytes + t->count, sizeof(t->bytes) - t->count);
    if (got > 0)
        t->count += (size_t)got;
    else if (got == 0 || (errno != EINTR && errno != EAGAIN))
        t->gone = true;
    return got > 0;
}

bool typed_key(struct typed *t, bool final, uint32_t *key)
{
    size_t used = keyboard_read(t->bytes, t->count, final, key);

    memmove(t->bytes, t->bytes + used, t->count - used);
    t->count -= used;
    return used > 0;
}
