/* SPDX-License-Identifier: MIT
 *
 * kernel/memory/paging.c - address spaces.
 *
 * The last entry of each page directory points at the directory itself. The
 * processor then takes the directory for a page table, and all tables of the
 * current address space appear as an array at FFC00000h.
 *
 * Source: SDM Vol. 3A, "Paging", 32-bit paging with 4-KByte pages.
 * Not modelled: swapping, copy on write, CR0.WP (a 386 has none), so that
 *               the kernel itself can write all pages.
 */
#include "memory/paging.h"

#include "log.h"
#include "memory/frames.h"
#include "panic.h"
#include "string.h"

enum {
    ENTRIES = 1024,
    USER_ENTRIES = 768, /* of the directory: below C0000000h */
    SELF_ENTRY = 1023,
    FLAGS_MASK = 0xfff,
};

extern uint32_t kernel_directory[];

static uint32_t *const tables = (uint32_t *)PAGE_TABLES;
static uint32_t *const directory =
    (uint32_t *)(PAGE_TABLES + SELF_ENTRY * FRAME_BYTES);

/* A 386 has no INVLPG: loading CR3 forgets all translations. */
static void flush_translations(void)
{
    uint32_t cr3;

    __asm__ volatile("movl %%cr3, %0; movl %0, %%cr3" : "=r"(cr3) : : "memory");
}

static bool table_add(uint32_t entry)
{
    uint32_t frame = frame_take();
    uint32_t user = entry < USER_ENTRIES ? PAGE_USER : 0;

    if (!frame)
        return false;
    directory[entry] = frame | PAGE_PRESENT | PAGE_WRITE | user;
    flush_translations();
    memset(tables + entry * ENTRIES, 0, FRAME_BYTES);
    return true;
}

/* The kernel's page tables exist before the first process, because each
 * process copies the kernel's part of the directory once. */
void paging_init(void)
{
    kernel_directory[0] = 0;
    if (!table_add(HEAP_BASE >> 22) || !table_add(STACKS_BASE >> 22))
        panic("no memory for the page tables of the kernel");
    log_ok("paging", "directory at %Xh, addresses below 3 GiB are for programs",
           kernel_to_physical(kernel_directory));
}

bool page_add(uint32_t address, uint32_t flags)
{
    uint32_t page = address / FRAME_BYTES;
    uint32_t frame;

    if (!(directory[page / ENTRIES] & PAGE_PRESENT) &&
        !table_add(page / ENTRIES))
        return false;
    frame = frame_take();
    if (!frame)
        return false;
    tables[page] = frame | PAGE_PRESENT | flags;
    flush_translations();
    memset((void *)(page * FRAME_BYTES), 0, FRAME_BYTES);
    return true;
}

void page_remove(uint32_t address)
{
    uint32_t page = address / FRAME_BYTES;

    frame_give_back(tables[page] & ~(uint32_t)FLAGS_MASK);
    tables[page] = 0;
    flush_translations();
}

uint32_t space_create(void)
{
    uint32_t *fresh = (uint32_t *)WINDOW;
    uint32_t frame = frame_take();

    if (!frame)
        return 0;
    tables[WINDOW / FRAME_BYTES] = frame | PAGE_PRESENT | PAGE_WRITE;
    flush_translations();
    memset(fresh, 0, USER_ENTRIES * sizeof *fresh);
    memcpy(fresh + USER_ENTRIES, kernel_directory + USER_ENTRIES,
           (SELF_ENTRY - USER_ENTRIES) * sizeof *fresh);
    fresh[SELF_ENTRY] = frame | PAGE_PRESENT | PAGE_WRITE;
    tables[WINDOW / FRAME_BYTES] = 0;
    flush_translations();
    return frame;
}

void space_enter(uint32_t to)
{
    __asm__ volatile("movl %0, %%cr3" : : "r"(to) : "memory");
}

uint32_t space_of_kernel(void)
{
    return kernel_to_physical(kernel_directory);
}

static void free_table(uint32_t entry)
{
    for (uint32_t i = 0; i < ENTRIES; i++) {
        uint32_t page = tables[entry * ENTRIES + i];

        if (page & PAGE_PRESENT)
            frame_give_back(page & ~(uint32_t)FLAGS_MASK);
    }
    frame_give_back(directory[entry] & ~(uint32_t)FLAGS_MASK);
}

void space_destroy_current(void)
{
    uint32_t frame = directory[SELF_ENTRY] & ~(uint32_t)FLAGS_MASK;

    for (uint32_t entry = 0; entry < USER_ENTRIES; entry++)
        if (directory[entry] & PAGE_PRESENT)
            free_table(entry);
    space_enter(space_of_kernel());
    frame_give_back(frame);
}

static bool pages_have(uint32_t address, uint32_t bytes, uint32_t flags)
{
    uint32_t page = address / FRAME_BYTES;
    uint32_t last = (address + bytes - 1) / FRAME_BYTES;

    for (; page <= last; page++) {
        if (!(directory[page / ENTRIES] & PAGE_PRESENT))
            return false;
        if ((tables[page] & flags) != flags)
            return false;
    }
    return true;
}

bool user_range_is_valid(uint32_t address, uint32_t bytes, bool write)
{
    uint32_t flags = PAGE_PRESENT | PAGE_USER;

    if (address >= KERNEL_BASE || bytes > KERNEL_BASE - address)
        return false;
    return bytes == 0 ||
           pages_have(address, bytes, write ? flags | PAGE_WRITE : flags);
}

bool kernel_range_is_mapped(uint32_t address, uint32_t bytes)
{
    return address >= KERNEL_BASE && address < PAGE_TABLES &&
           pages_have(address, bytes, PAGE_PRESENT);
}
