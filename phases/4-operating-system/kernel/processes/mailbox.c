/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/mailbox.c - messages between processes.
 */
#include "processes/mailbox.h"

#include <stddef.h>

#include "interrupts/pit.h"
#include "memory/heap.h"
#include "processes/process.h"
#include "processes/scheduler.h"
#include "string.h"

enum { MAILBOXES = 16, MESSAGES = 16 };

struct mailbox {
    char name[NAME_BYTES];
    uint32_t oldest, count;
    struct message messages[MESSAGES];
};

static struct mailbox *boxes[MAILBOXES];

static struct mailbox *find(uint32_t box)
{
    return box < MAILBOXES ? boxes[box] : NULL;
}

int32_t mailbox_open(const char *name, bool create)
{
    int32_t box;

    for (box = 0; box < MAILBOXES && boxes[box]; box++)
        if (text_equal(boxes[box]->name, name))
            return box;
    if (!create)
        return -ERROR_NOT_FOUND;
    if (box == MAILBOXES)
        return -ERROR_TOO_MANY;
    boxes[box] = heap_take(sizeof *boxes[box]);
    if (!boxes[box])
        return -ERROR_MEMORY;
    text_copy(boxes[box]->name, name, sizeof boxes[box]->name);
    return box;
}

int32_t mailbox_send(uint32_t box, const char *text, uint32_t bytes)
{
    const struct process *sender = process_current();
    struct mailbox *mailbox = find(box);
    struct message *message;

    if (!mailbox)
        return -ERROR_NOT_FOUND;
    if (bytes >= MESSAGE_BYTES)
        return -ERROR_ARGUMENT;
    if (mailbox->count == MESSAGES)
        return -ERROR_FULL;
    message = &mailbox->messages[(mailbox->oldest + mailbox->count) % MESSAGES];
    message->from = sender->pid;
    text_copy(message->name, sender->name, sizeof message->name);
    message->ticks = pit_ticks();
    message->bytes = bytes;
    memcpy(message->text, text, bytes);
    message->text[bytes] = '\0';
    mailbox->count++;
    scheduler_wake(mailbox);
    return 0;
}

int32_t mailbox_receive(uint32_t box, struct message *to, uint32_t ms)
{
    struct mailbox *mailbox = find(box);
    uint32_t deadline = scheduler_tick_after(ms);

    if (!mailbox)
        return -ERROR_NOT_FOUND;
    while (mailbox->count == 0) {
        if (process_current()->killed)
            return -ERROR_KILLED;
        if (scheduler_is_past(deadline))
            return -ERROR_TIMED_OUT;
        scheduler_sleep(mailbox, deadline);
    }
    memcpy(to, &mailbox->messages[mailbox->oldest], sizeof *to);
    mailbox->oldest = (mailbox->oldest + 1) % MESSAGES;
    mailbox->count--;
    return 0;
}
