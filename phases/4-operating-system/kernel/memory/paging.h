/* SPDX-License-Identifier: MIT
 *
 * kernel/memory/paging.h - address spaces.
 *
 *   from       to         what
 *   00000000   BFFFFFFF   the current process
 *   C0000000   C03FFFFF   the first 4 MiB of RAM: kernel, video memory
 *   D0000000   D03FFFFF   kernel heap
 *   E0000000   E03FEFFF   kernel stacks, each below a page that is not there
 *   E03FF000   E03FFFFF   window: one frame of any address, for a moment
 *   FFC00000   FFFFFFFF   the page tables of the current address space
 */
#ifndef PAGING_H
#define PAGING_H

#include <stdbool.h>
#include <stdint.h>

#define KERNEL_BASE       0xc0000000u
#define FIRST_TABLE_BYTES 0x00400000u
#define HEAP_BASE         0xd0000000u
#define HEAP_LIMIT        0xd0400000u
#define STACKS_BASE       0xe0000000u
#define WINDOW            0xe03ff000u
#define PAGE_TABLES       0xffc00000u

enum page_flags { PAGE_PRESENT = 1, PAGE_WRITE = 2, PAGE_USER = 4 };

static inline void *physical_to_kernel(uint32_t physical)
{
    return (void *)(physical + KERNEL_BASE);
}

static inline uint32_t kernel_to_physical(const void *address)
{
    return (uint32_t)address - KERNEL_BASE;
}

void paging_init(void);

/* Take a frame, map it in the current address space and clear it. False when
 * memory is out. */
bool page_add(uint32_t address, uint32_t flags);
/* Unmap the page and give its frame back. */
void page_remove(uint32_t address);

/* A new address space with an empty user part; 0 when memory is out. */
uint32_t space_create(void);
void space_enter(uint32_t directory);
/* Leave the current address space for the kernel's own and free it. */
void space_destroy_current(void);
uint32_t space_of_kernel(void);

/* May the current process use these bytes (and write them)? */
bool user_range_is_valid(uint32_t address, uint32_t bytes, bool write);
bool kernel_range_is_mapped(uint32_t address, uint32_t bytes);

#endif
