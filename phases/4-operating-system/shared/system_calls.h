/* SPDX-License-Identifier: MIT
 *
 * shared/system_calls.h - the contract between the kernel and its programs.
 *
 * A program puts the number into EAX, arguments into EBX, ECX and EDX, and
 * executes INT 80h. EAX returns the result; a negative one is an error below.
 *
 *   nr  call          EBX              ECX              EDX      returns
 *    0  exit          status                                     never
 *    1  write         file             text             bytes    bytes
 *    2  read          file             buffer           bytes    bytes, 0: end
 *    3  open          path                                       file
 *    4  close         file                                       0
 *    5  list          file (folder)    directory_entry           1, 0: end
 *    6  spawn         path             arguments                 pid
 *    7  wait          pid, 0: any      status (int)     flags    pid
 *    8  kill          pid                                        0
 *    9  sleep         milliseconds                               0
 *   10  self                                                     pid
 *   11  mailbox       name             1: create                 mailbox
 *   12  send          mailbox          text             bytes    0
 *   13  receive       mailbox          message          ms       0
 *   14  process_info  index            process_info              1, 0: none
 *   15  system_info   system_info                                0
 *   16  irq_info      line             irq_info                  1, 0: none
 *   17  pci_info      index            pci_info                  1, 0: none
 *   18  date          date_time                                  0
 *   19  log_write     text             bytes                     0
 *   20  log_read      line number      buffer           bytes    bytes, 0: end
 *   21  foreground    pid, 0: none                               0
 *   22  progress      percent                                    0
 *   23  power         enum power_action                          0
 *   24  sector_read   LBA              buffer (512)              0
 *   25  sector_write  LBA              buffer (512)              0
 *   26  break_kernel  enum kernel_bug                            never
 */
#ifndef SYSTEM_CALLS_H
#define SYSTEM_CALLS_H

#include <stdint.h>

enum system_call {
    CALL_EXIT,
    CALL_WRITE,
    CALL_READ,
    CALL_OPEN,
    CALL_CLOSE,
    CALL_LIST,
    CALL_SPAWN,
    CALL_WAIT,
    CALL_KILL,
    CALL_SLEEP,
    CALL_SELF,
    CALL_MAILBOX,
    CALL_SEND,
    CALL_RECEIVE,
    CALL_PROCESS_INFO,
    CALL_SYSTEM_INFO,
    CALL_IRQ_INFO,
    CALL_PCI_INFO,
    CALL_DATE,
    CALL_LOG_WRITE,
    CALL_LOG_READ,
    CALL_FOREGROUND,
    CALL_PROGRESS,
    CALL_POWER,
    CALL_SECTOR_READ,
    CALL_SECTOR_WRITE,
    CALL_BREAK_KERNEL,
    CALL_COUNT,
};

enum call_error {
    ERROR_NO_CALL = 1,   /* no such system call */
    ERROR_ADDRESS,       /* an address that the program may not use */
    ERROR_ARGUMENT,      /* a value that makes no sense here */
    ERROR_NOT_FOUND,     /* no such file or mailbox */
    ERROR_DIRECTORY,     /* a directory where a file is needed */
    ERROR_NOT_DIRECTORY, /* a file where a directory is needed */
    ERROR_NOT_OPEN,      /* no such open file */
    ERROR_TOO_MANY,      /* a table is full */
    ERROR_MEMORY,        /* out of memory */
    ERROR_NOT_PROGRAM,   /* not an ELF program for this machine */
    ERROR_NO_PROCESS,    /* no such process */
    ERROR_NO_CHILD,      /* no child to wait for */
    ERROR_NOT_ALLOWED,   /* not for this process */
    ERROR_FULL,          /* the mailbox is full */
    ERROR_TIMED_OUT,     /* nothing came in time */
    ERROR_DISK,          /* the disk failed */
    ERROR_KILLED,        /* the caller is being killed */
    ERROR_COUNT,
};

enum {
    FILE_INPUT = 0,  /* the terminal: keyboard and COM1 */
    FILE_OUTPUT = 1, /* the terminal: screen and COM1 */
    NAME_BYTES = 16,
    PATH_BYTES = 64,
    ARGUMENT_BYTES = 128,
    MESSAGE_BYTES = 96,
    SECTOR_BYTES = 512,
    TICKS_PER_SECOND = 100,
};

/* wait: flags, and how the status tells the ways to die apart. */
enum { WAIT_POLL = 1 };
enum { STATUS_CODE = 0xff, STATUS_FAULT = 0x100, STATUS_KILLED = 0x200 };

enum power_action { POWER_OFF, POWER_REBOOT };

enum kernel_bug { BUG_NULL, BUG_STACK };

enum process_state {
    PROCESS_FREE,
    PROCESS_READY,
    PROCESS_SLEEPING,
    PROCESS_ZOMBIE,
};

struct directory_entry {
    char name[NAME_BYTES];
    uint32_t bytes;
    uint32_t is_directory;
};

struct message {
    int32_t from;
    char name[NAME_BYTES]; /* of the sender */
    uint32_t ticks;        /* when it was sent */
    uint32_t bytes;
    char text[MESSAGE_BYTES]; /* ends with NUL */
};

struct process_info {
    int32_t pid;
    int32_t parent;
    uint32_t state;
    uint32_t running; /* 1: it is the one that asks */
    uint32_t cpu_ticks;
    uint32_t pages;
    char name[NAME_BYTES];
};

struct system_info {
    uint32_t ticks;
    uint32_t idle_ticks;
    uint32_t frames; /* of RAM that the kernel manages, 4 KiB each */
    uint32_t frames_free;
    uint32_t kernel_bytes;
    uint32_t heap_bytes;
    uint32_t heap_used;
};

struct irq_info {
    uint32_t count;
    uint32_t masked;
    char name[NAME_BYTES];
};

struct pci_info {
    uint8_t bus;
    uint8_t device;
    uint8_t function;
    uint8_t irq;
    uint16_t vendor_id;
    uint16_t device_id;
    uint8_t class_code;
    uint8_t subclass;
    char name[46];
};

struct date_time {
    uint32_t year;
    uint32_t month;
    uint32_t day;
    uint32_t hour;
    uint32_t minute;
    uint32_t second;
};

#endif
