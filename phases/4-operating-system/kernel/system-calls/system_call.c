/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/system_call.c - from INT 80h to a function.
 */
#include "system-calls/system_call.h"

#include "log.h"
#include "markers.h"
#include "system-calls/calls.h"
#include "system_calls.h"

static int32_t (*const calls[])(const struct call_arguments *) = {
    [CALL_EXIT] = call_exit,
    [CALL_WRITE] = call_write,
    [CALL_READ] = call_read,
    [CALL_OPEN] = call_open,
    [CALL_CLOSE] = call_close,
    [CALL_LIST] = call_list,
    [CALL_SPAWN] = call_spawn,
    [CALL_WAIT] = call_wait,
    [CALL_KILL] = call_kill,
    [CALL_SLEEP] = call_sleep,
    [CALL_SELF] = call_self,
    [CALL_MAILBOX] = call_mailbox,
    [CALL_SEND] = call_send,
    [CALL_RECEIVE] = call_receive,
    [CALL_PROCESS_INFO] = call_process_info,
    [CALL_SYSTEM_INFO] = call_system_info,
    [CALL_IRQ_INFO] = call_irq_info,
    [CALL_PCI_INFO] = call_pci_info,
    [CALL_DATE] = call_date,
    [CALL_LOG_WRITE] = call_log_write,
    [CALL_LOG_READ] = call_log_read,
    [CALL_FOREGROUND] = call_foreground,
    [CALL_PROGRESS] = call_progress,
    [CALL_POWER] = call_power,
    [CALL_SECTOR_READ] = call_sector_read,
    [CALL_SECTOR_WRITE] = call_sector_write,
    [CALL_BREAK_KERNEL] = call_break_kernel,
};

_Static_assert(sizeof calls / sizeof calls[0] == CALL_COUNT,
               "each system call has a function");

static void mark_first_call(void)
{
    static bool marked;

    if (!marked)
        mark(MARK_SYSTEM_CALLS);
    marked = true;
}

void system_call_init(void)
{
    log_ok("system calls", "%u calls by INT %Xh", CALL_COUNT,
           VECTOR_SYSTEM_CALL);
}

void system_call_dispatch(struct interrupt_frame *frame)
{
    struct call_arguments arguments = {frame->ebx, frame->ecx, frame->edx};

    mark_first_call();
    if (frame->eax < CALL_COUNT)
        frame->eax = (uint32_t)calls[frame->eax](&arguments);
    else
        frame->eax = (uint32_t)-ERROR_NO_CALL;
}
