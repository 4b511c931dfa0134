/* SPDX-License-Identifier: MIT
 *
 * services/logger.c - writes the lines that other programs send to the log.
 *
 * Each line gets the time at which it was sent and the sender's name. While
 * the logger is dead, lines wait in its mailbox.
 */
#include "format.h"
#include "service.h"
#include "system.h"

static void write_line(const struct message *message)
{
    char line[MESSAGE_BYTES + 32];
    size_t length;

    length = format(
        line, sizeof line, "%4u.%02u %s: %s", message->ticks / TICKS_PER_SECOND,
        message->ticks % TICKS_PER_SECOND, message->name, message->text);
    system_log_write(line, length);
}

int main(void)
{
    struct message message;
    int mailbox = system_mailbox(MAILBOX_LOG, true);

    if (mailbox < 0)
        return 1;
    service_ready();
    for (;;)
        if (system_receive(mailbox, &message, WAIT_FOREVER_MS) == 0)
            write_line(&message);
}
