/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/message_calls.c - mailbox, send, receive and the log.
 */
#include "log.h"
#include "processes/mailbox.h"
#include "string.h"
#include "system-calls/calls.h"
#include "system-calls/user_memory.h"

enum { LOG_LINE_BYTES = 112 };

int32_t call_mailbox(const struct call_arguments *arguments)
{
    char name[NAME_BYTES];

    if (!user_text(arguments->ebx, name, sizeof name))
        return -ERROR_ADDRESS;
    return mailbox_open(name, arguments->ecx != 0);
}

int32_t call_send(const struct call_arguments *arguments)
{
    const char *text = user_input(arguments->ecx, arguments->edx);

    if (!text)
        return -ERROR_ADDRESS;
    return mailbox_send(arguments->ebx, text, arguments->edx);
}

int32_t call_receive(const struct call_arguments *arguments)
{
    struct message *to = user_output(arguments->ecx, sizeof *to);

    if (!to)
        return -ERROR_ADDRESS;
    return mailbox_receive(arguments->ebx, to, arguments->edx);
}

int32_t call_log_write(const struct call_arguments *arguments)
{
    const char *text = user_input(arguments->ebx, arguments->ecx);
    char line[LOG_LINE_BYTES];
    uint32_t bytes = arguments->ecx;

    if (!text)
        return -ERROR_ADDRESS;
    if (bytes >= sizeof line)
        bytes = sizeof line - 1;
    memcpy(line, text, bytes);
    line[bytes] = '\0';
    log_append(line);
    return 0;
}

int32_t call_log_read(const struct call_arguments *arguments)
{
    char *to = user_output(arguments->ecx, arguments->edx);

    if (!to)
        return -ERROR_ADDRESS;
    if (arguments->edx == 0)
        return -ERROR_ARGUMENT;
    return (int32_t)log_read(arguments->ebx, to, arguments->edx);
}
