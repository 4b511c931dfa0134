/* SPDX-License-Identifier: MIT
 *
 * kernel/boot_info.c - what the boot loader told the kernel.
 *
 * Source: Multiboot Specification 0.6.96, "Boot information format".
 */
#include "boot_info.h"

#include "memory/paging.h"
#include "panic.h"
#include "string.h"

#define MULTIBOOT_LOADED 0x2badb002

#define HAS_MEMORY       0x001
#define HAS_COMMAND_LINE 0x004
#define HAS_MEMORY_MAP   0x040
#define HAS_LOADER_NAME  0x200

#define REGION_AVAILABLE 1

struct multiboot_info {
    uint32_t flags;
    uint32_t mem_lower;
    uint32_t mem_upper; /* KiB from 1 MiB up to the first hole */
    uint32_t boot_device;
    uint32_t cmdline;
    uint32_t mods_count;
    uint32_t mods_addr;
    uint32_t syms[4];
    uint32_t mmap_length;
    uint32_t mmap_addr;
    uint32_t drives_length;
    uint32_t drives_addr;
    uint32_t config_table;
    uint32_t boot_loader_name;
};

struct multiboot_region {
    uint32_t size; /* of the fields after this one */
    uint32_t base_low;
    uint32_t base_high;
    uint32_t length_low;
    uint32_t length_high;
    uint32_t type;
};

struct boot_info boot_info;

static const void *reachable(uint32_t physical)
{
    if (physical >= FIRST_TABLE_BYTES)
        panic("boot information at %08Xh lies above 4 MiB", physical);
    return physical_to_kernel(physical);
}

static void add_region(uint32_t start, uint32_t end)
{
    if (boot_info.region_count == BOOT_REGIONS || start >= end)
        return;
    boot_info.regions[boot_info.region_count].start = start;
    boot_info.regions[boot_info.region_count].end = end;
    boot_info.region_count++;
}

static void copy_memory_map(const struct multiboot_info *info)
{
    uint32_t at = info->mmap_addr, end = at + info->mmap_length;

    while (at < end) {
        const struct multiboot_region *region = reachable(at);
        uint32_t last = region->base_low + region->length_low;

        if (region->type == REGION_AVAILABLE && region->base_high == 0) {
            if (region->length_high || last < region->base_low)
                last = 0xfffff000;
            add_region(region->base_low, last);
        }
        at += region->size + sizeof region->size;
    }
}

void boot_info_copy(uint32_t magic, uint32_t address)
{
    const struct multiboot_info *info;

    if (magic != MULTIBOOT_LOADED)
        panic("not started by a Multiboot loader, EAX was %08Xh", magic);
    info = reachable(address);
    if (info->flags & HAS_COMMAND_LINE)
        text_copy(boot_info.command_line, reachable(info->cmdline),
                  sizeof boot_info.command_line);
    if (info->flags & HAS_LOADER_NAME)
        text_copy(boot_info.loader, reachable(info->boot_loader_name),
                  sizeof boot_info.loader);
    else
        text_copy(boot_info.loader, "an unnamed loader",
                  sizeof boot_info.loader);
    if (info->flags & HAS_MEMORY_MAP)
        copy_memory_map(info);
    else if (info->flags & HAS_MEMORY)
        add_region(0x100000, 0x100000 + info->mem_upper * 1024);
    if (boot_info.region_count == 0)
        panic("the loader gave no memory map");
}

bool boot_info_has(const char *word)
{
    const char *at = boot_info.command_line;
    size_t length = strlen(word);

    while (*at) {
        if (strlen(at) >= length && memcmp(at, word, length) == 0 &&
            (at[length] == ' ' || at[length] == '\0'))
            return true;
        while (*at && *at != ' ')
            at++;
        while (*at == ' ')
            at++;
    }
    return false;
}
