/* SPDX-License-Identifier: MIT
 *
 * user/lib/service.h - what the services have in common.
 */
#ifndef SERVICE_H
#define SERVICE_H

/* Names of mailboxes. */
#define MAILBOX_INIT     "init"
#define MAILBOX_LOG      "log"
#define MAILBOX_CLOCK    "clock"
#define MAILBOX_TERMINAL "terminal"

enum { WAIT_FOREVER_MS = 1000000000 };

/* Tell init that the service works now. */
void service_ready(void);

/* Send a line to the logger. A lost line is no reason to fail. */
void service_log(const char *pattern, ...)
    __attribute__((format(printf, 1, 2)));

#endif
