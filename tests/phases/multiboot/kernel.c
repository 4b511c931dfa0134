/* SPDX-License-Identifier: MIT
 *
 * tests/phases/multiboot/kernel.c - says on COM1 what a Multiboot loader tells
 * of the machine.
 *
 * Source: Multiboot Specification 0.6.96, "Boot information format";
 *         Multiboot2 Specification 2.0, "Boot information".
 */
#include <stdbool.h>
#include <stdint.h>

#define COM1 0x3f8

/* The picture, wherever a loader describes it. */
struct picture {
    uint64_t address;
    uint32_t pitch, width, height;
    uint8_t bits, kind;
} __attribute__((packed));

/* A region of memory, in both editions. */
struct region {
    uint64_t base, length;
    uint32_t kind;
} __attribute__((packed));

struct info1 {
    uint32_t flags, mem_lower, mem_upper, boot_device, cmdline;
    uint32_t mods_count, mods, syms[4], mmap_length, mmap;
    uint32_t drives_length, drives, config, loader_name, apm;
    uint32_t vbe[4];
    struct picture picture;
} __attribute__((packed));

struct tag {
    uint32_t type, size;
    union {
        char text[1];
        struct {
            uint32_t start, end;
            char text[1];
        } module;
        struct {
            uint32_t lower, upper;
        } memory;
        struct {
            uint32_t entry_size, version;
        } map;
        struct picture picture;
    };
};

static uint8_t in8(uint16_t port)
{
    uint8_t value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static void out8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void say(const char *text)
{
    for (; *text; text++) {
        while (!(in8(COM1 + 5) & 0x20))
            ;
        out8(COM1, (uint8_t)*text);
    }
}

static void say_number(const char *what, uint32_t number)
{
    char digits[11], *at = digits + 10;

    *at = '\0';
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    say(what);
    say(at);
}

static void say_line(const char *what, const char *text)
{
    say(what);
    say(text);
    say("\n");
}

/* --- Both editions ------------------------------------------------------- */

static void say_memory(uint32_t lower, uint32_t upper)
{
    say_number("memory: KiB ", lower);
    say_number(" and ", upper);
    say("\n");
}

static void say_module(uint32_t start, uint32_t end, const char *text)
{
    const char *first = (const char *)start;

    say_line("module: ", text);
    say_number("module: bytes ", end - start);
    say(start % 4096 ? ", not on a page" : ", on a page");
    say(", begins with ");
    for (unsigned i = 0; i < 6; i++) {
        char letter[2] = {first[i], '\0'};

        say(letter);
    }
    say("\n");
}

static uint32_t usable; /* KiB above 1 MiB */

static void count_region(const struct region *r)
{
    if (r->kind == 1 && r->base >= 0x100000 && r->base < 0xffffffff)
        usable += (uint32_t)(r->length >> 10);
}

static void say_usable(uint32_t upper)
{
    say(usable == upper ? "map: as much above 1 MiB as told\n"
                        : "map: another size above 1 MiB than told\n");
}

/* Each corner keeps a colour. */
static bool picture_keeps(const struct picture *p)
{
    uint8_t *first = (uint8_t *)(uint32_t)p->address;
    uint8_t *last =
        first + p->pitch * (p->height - 1) + p->width * (p->bits / 8u) - 1;

    *(volatile uint8_t *)first = 0x5a;
    *(volatile uint8_t *)last = 0xa5;
    return *(volatile uint8_t *)first == 0x5a &&
           *(volatile uint8_t *)last == 0xa5;
}

static void say_picture(const struct picture *p)
{
    say_number("picture: kind ", p->kind);
    say_number(", ", p->width);
    say_number(" x ", p->height);
    say_number(", bits ", p->bits);
    say(picture_keeps(p) ? ", keeps what is written\n" : ", loses it\n");
}

/* --- The first edition --------------------------------------------------- */

static void say_info1(const struct info1 *info)
{
    const uint32_t *module = (const uint32_t *)info->mods;

    say_line("command line: ", (const char *)info->cmdline);
    say_memory(info->mem_lower, info->mem_upper);
    for (unsigned i = 0; i < info->mods_count; i++, module += 4)
        say_module(module[0], module[1], (const char *)module[2]);
    for (uint32_t at = info->mmap; at < info->mmap + info->mmap_length;
         at += *(const uint32_t *)at + 4)
        count_region((const struct region *)(at + 4));
    say_usable(info->mem_upper);
    if (info->flags & 1u << 12)
        say_picture(&info->picture);
}

/* --- The second edition -------------------------------------------------- */

static void count_map(const struct tag *tag)
{
    uint32_t at = (uint32_t)&tag->map + sizeof tag->map;

    for (; at < (uint32_t)tag + tag->size; at += tag->map.entry_size)
        count_region((const struct region *)at);
}

static void say_info2(const uint32_t *info)
{
    const struct tag *tag = (const struct tag *)(info + 2);
    uint32_t upper = 0;

    for (; tag->type;
         tag = (const struct tag *)((uint32_t)tag + ((tag->size + 7) & ~7u)))
        switch (tag->type) {
        case 1:
            say_line("command line: ", tag->text);
            break;
        case 3:
            say_module(tag->module.start, tag->module.end, tag->module.text);
            break;
        case 4:
            upper = tag->memory.upper;
            say_memory(tag->memory.lower, upper);
            break;
        case 6:
            count_map(tag);
            break;
        case 8:
            say_picture(&tag->picture);
            break;
        }
    say_usable(upper);
}

void main(uint32_t magic, const void *info)
{
    out8(COM1 + 3, 0x03); /* 8 bits */
    if (magic == 0x2badb002)
        say_info1(info);
    else if (magic == 0x36d76289)
        say_info2(info);
    else
        say("no loader of this kind\n");
    say("end\n");
}
