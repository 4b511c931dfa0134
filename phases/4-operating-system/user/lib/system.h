/* SPDX-License-Identifier: MIT
 *
 * user/lib/system.h - the system calls as C functions. All but exit return a
 * negative error (system_calls.h) when they fail.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "system_calls.h"

/* In start.asm: INT 80h. */
int system_call(unsigned number, unsigned a, unsigned b, unsigned c);

_Noreturn void system_exit(int status);
int system_spawn(const char *path, const char *arguments);
int system_wait(int pid, int *status, unsigned flags);
int system_kill(int pid);
int system_sleep(unsigned milliseconds);
int system_self(void);

int system_write(int file, const char *text, size_t bytes);
int system_read(int file, char *to, size_t bytes);
int system_open(const char *path);
int system_close(int file);
int system_list(int file, struct directory_entry *entry);

int system_mailbox(const char *name, bool create);
int system_send(int mailbox, const char *text);
int system_receive(int mailbox, struct message *message, unsigned ms);
int system_log_write(const char *text, size_t bytes);
int system_log_read(unsigned line, char *to, size_t bytes);

int system_process_info(unsigned index, struct process_info *info);
int system_system_info(struct system_info *info);
int system_irq_info(unsigned line, struct irq_info *info);
int system_pci_info(unsigned index, struct pci_info *info);
int system_date(struct date_time *now);

int system_foreground(int pid);
int system_progress(unsigned percent);
int system_power(enum power_action action);
int system_sector_read(unsigned lba, void *to);
int system_sector_write(unsigned lba, const void *from);
int system_break_kernel(enum kernel_bug bug);

#endif
