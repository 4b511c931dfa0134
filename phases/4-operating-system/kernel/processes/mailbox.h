/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/mailbox.h - messages between processes.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "system_calls.h"

/* The number of the mailbox with this name; it is made if `create` is set.
 * A mailbox outlives its process: a service that is started again finds the
 * messages that came meanwhile. */
int32_t mailbox_open(const char *name, bool create);

int32_t mailbox_send(uint32_t box, const char *text, uint32_t bytes);

/* Take the oldest message; wait for one up to so many milliseconds. */
int32_t mailbox_receive(uint32_t box, struct message *to, uint32_t ms);

#endif
