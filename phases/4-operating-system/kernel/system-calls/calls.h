/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/calls.h - the calls, one function each.
 *
 * A function gets what the program put into EBX, ECX and EDX, and returns
 * EAX. It trusts none of it.
 */
#ifndef CALLS_H
#define CALLS_H

#include <stdint.h>

struct call_arguments {
    uint32_t ebx, ecx, edx;
};

/* process_calls.c */
int32_t call_exit(const struct call_arguments *arguments);
int32_t call_spawn(const struct call_arguments *arguments);
int32_t call_wait(const struct call_arguments *arguments);
int32_t call_kill(const struct call_arguments *arguments);
int32_t call_sleep(const struct call_arguments *arguments);
int32_t call_self(const struct call_arguments *arguments);

/* file_calls.c */
int32_t call_write(const struct call_arguments *arguments);
int32_t call_read(const struct call_arguments *arguments);
int32_t call_open(const struct call_arguments *arguments);
int32_t call_close(const struct call_arguments *arguments);
int32_t call_list(const struct call_arguments *arguments);

/* message_calls.c */
int32_t call_mailbox(const struct call_arguments *arguments);
int32_t call_send(const struct call_arguments *arguments);
int32_t call_receive(const struct call_arguments *arguments);
int32_t call_log_write(const struct call_arguments *arguments);
int32_t call_log_read(const struct call_arguments *arguments);

/* info_calls.c */
int32_t call_process_info(const struct call_arguments *arguments);
int32_t call_system_info(const struct call_arguments *arguments);
int32_t call_irq_info(const struct call_arguments *arguments);
int32_t call_pci_info(const struct call_arguments *arguments);
int32_t call_date(const struct call_arguments *arguments);

/* machine_calls.c */
int32_t call_foreground(const struct call_arguments *arguments);
int32_t call_progress(const struct call_arguments *arguments);
int32_t call_power(const struct call_arguments *arguments);
int32_t call_sector_read(const struct call_arguments *arguments);
int32_t call_sector_write(const struct call_arguments *arguments);
int32_t call_break_kernel(const struct call_arguments *arguments);

#endif
