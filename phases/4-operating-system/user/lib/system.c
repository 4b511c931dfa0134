/* SPDX-License-Identifier: MIT
 *
 * user/lib/system.c - the system calls as C functions.
 */
#include "system.h"

#include "string.h"

static unsigned word(const void *address)
{
    return (unsigned)address;
}

void system_exit(int status)
{
    for (;;)
        system_call(CALL_EXIT, (unsigned)status, 0, 0);
}

int system_spawn(const char *path, const char *arguments)
{
    return system_call(CALL_SPAWN, word(path), word(arguments), 0);
}

int system_wait(int pid, int *status, unsigned flags)
{
    return system_call(CALL_WAIT, (unsigned)pid, word(status), flags);
}

int system_kill(int pid)
{
    return system_call(CALL_KILL, (unsigned)pid, 0, 0);
}

int system_sleep(unsigned milliseconds)
{
    return system_call(CALL_SLEEP, milliseconds, 0, 0);
}

int system_self(void)
{
    return system_call(CALL_SELF, 0, 0, 0);
}

int system_write(int file, const char *text, size_t bytes)
{
    return system_call(CALL_WRITE, (unsigned)file, word(text), bytes);
}

int system_read(int file, char *to, size_t bytes)
{
    return system_call(CALL_READ, (unsigned)file, word(to), bytes);
}

int system_open(const char *path)
{
    return system_call(CALL_OPEN, word(path), 0, 0);
}

int system_close(int file)
{
    return system_call(CALL_CLOSE, (unsigned)file, 0, 0);
}

int system_list(int file, struct directory_entry *entry)
{
    return system_call(CALL_LIST, (unsigned)file, word(entry), 0);
}

int system_mailbox(const char *name, bool create)
{
    return system_call(CALL_MAILBOX, word(name), create, 0);
}

int system_send(int mailbox, const char *text)
{
    return system_call(CALL_SEND, (unsigned)mailbox, word(text), strlen(text));
}

int system_receive(int mailbox, struct message *message, unsigned ms)
{
    return system_call(CALL_RECEIVE, (unsigned)mailbox, word(message), ms);
}

int system_log_write(const char *text, size_t bytes)
{
    return system_call(CALL_LOG_WRITE, word(text), bytes, 0);
}

int system_log_read(unsigned line, char *to, size_t bytes)
{
    return system_call(CALL_LOG_READ, line, word(to), bytes);
}

int system_process_info(unsigned index, struct process_info *info)
{
    return system_call(CALL_PROCESS_INFO, index, word(info), 0);
}

int system_system_info(struct system_info *info)
{
    return system_call(CALL_SYSTEM_INFO, word(info), 0, 0);
}

int system_irq_info(unsigned line, struct irq_info *info)
{
    return system_call(CALL_IRQ_INFO, line, word(info), 0);
}

int system_pci_info(unsigned index, struct pci_info *info)
{
    return system_call(CALL_PCI_INFO, index, word(info), 0);
}

int system_date(struct date_time *now)
{
    return system_call(CALL_DATE, word(now), 0, 0);
}

int system_foreground(int pid)
{
    return system_call(CALL_FOREGROUND, (unsigned)pid, 0, 0);
}

int system_progress(unsigned percent)
{
    return system_call(CALL_PROGRESS, percent, 0, 0);
}

int system_power(enum power_action action)
{
    return system_call(CALL_POWER, action, 0, 0);
}

int system_sector_read(unsigned lba, void *to)
{
    return system_call(CALL_SECTOR_READ, lba, word(to), 0);
}

int system_sector_write(unsigned lba, const void *from)
{
    return system_call(CALL_SECTOR_WRITE, lba, word(from), 0);
}

int system_break_kernel(enum kernel_bug bug)
{
    return system_call(CALL_BREAK_KERNEL, bug, 0, 0);
}
