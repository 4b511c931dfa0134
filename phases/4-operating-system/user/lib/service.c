/* SPDX-License-Identifier: MIT
 *
 * user/lib/service.c - what the services have in common.
 */
#include "service.h"

#include "format.h"
#include "system.h"

void service_ready(void)
{
    system_send(system_mailbox(MAILBOX_INIT, false), "ready");
}

void service_log(const char *pattern, ...)
{
    char text[MESSAGE_BYTES];
    va_list list;

    va_start(list, pattern);
    format_list(text, sizeof text, pattern, list);
    va_end(list);
    system_send(system_mailbox(MAILBOX_LOG, true), text);
}
