/* SPDX-License-Identifier: MIT
 *
 * sim/symbols_elf.c - code, symbols and line tables of a linked ELF file. The
 * file may hold anything: no offset in it is believed.
 *
 * Source: System V Application Binary Interface, "Object Files", "Program
 *         Loading and Dynamic Linking".
 */
#include <string.h>

#include "sim/symbols_store.h"

#define ET_EXEC        2
#define ET_DYN         3
#define EM_386         3
#define EM_X86_64      62
#define PT_LOAD        1
#define PF_X           1
#define SHT_SYMTAB     2
#define SHN_ABS        0xfff1
#define SHF_COMPRESSED 0x800
#define SHF_EXECINSTR  0x4
#define STT_NOTYPE     0
#define STT_OBJECT     1
#define STT_FUNC       2

struct elf {
    const uint8_t *bytes;
    size_t count;
    bool wide; /* ELF64 */
    uint64_t bias;
    struct code_image *image;
};

/* Where the two classes have a field, and of how many bytes. */
struct field {
    unsigned at32, size32, at64, size64;
};

#define FIELD_(name, a, b, c, d) static const struct field name = {a, b, c, d}
FIELD_(e_phoff, 28, 4, 32, 8);
FIELD_(e_shoff, 32, 4, 40, 8);
FIELD_(e_phentsize, 42, 2, 54, 2);
FIELD_(e_phnum, 44, 2, 56, 2);
FIELD_(e_shentsize, 46, 2, 58, 2);
FIELD_(e_shnum, 48, 2, 60, 2);
FIELD_(e_shstrndx, 50, 2, 62, 2);
FIELD_(p_type, 0, 4, 0, 4);
FIELD_(p_flags, 24, 4, 4, 4);
FIELD_(p_offset, 4, 4, 8, 8);
FIELD_(p_vaddr, 8, 4, 16, 8);
FIELD_(p_paddr, 12, 4, 24, 8);
FIELD_(p_filesz, 16, 4, 32, 8);
FIELD_(sh_name, 0, 4, 0, 4);
FIELD_(sh_type, 4, 4, 4, 4);
FIELD_(sh_flags, 8, 4, 8, 8);
FIELD_(sh_offset, 16, 4, 24, 8);
FIELD_(sh_size, 20, 4, 32, 8);
FIELD_(sh_link, 24, 4, 40, 4);
FIELD_(st_name, 0, 4, 0, 4);
FIELD_(st_value, 4, 4, 8, 8);
FIELD_(st_size, 8, 4, 16, 8);
FIELD_(st_info, 12, 1, 4, 1);
FIELD_(st_shndx, 14, 2, 6, 2);
#undef FIELD_

/* A field of the structure at `base`; 0 if that is not in the file. */
static uint64_t get(const struct elf *e, uint64_t base, struct field f)
{
    unsigned at = e->wide ? f.at64 : f.at32;
    unsigned size = e->wide ? f.size64 : f.size32;
    uint64_t value = 0;

    if (e->count < at + size || base > e->count - at - size)
        return 0;
    for (unsigned i = size; i-- > 0;)
        value = value << 8 | e->bytes[base + at + i];
    return value;
}

/* --- sections ---------------------------------------------------------- */

struct section {
    uint64_t header; /* where it is described; 0: there is no such section */
    const uint8_t *bytes;
    size_t count;
};

static struct section section_at(const struct elf *e, uint64_t number)
{
    uint64_t size = get(e, 0, e_shentsize);
    struct section s = {.header = get(e, 0, e_shoff) + number * size};
    uint64_t offset = get(e, s.header, sh_offset);
    uint64_t count = get(e, s.header, sh_size);

    if (number >= get(e, 0, e_shnum) || s.header >= e->count ||
        offset > e->count || count > e->count - offset)
        return (struct section){0};
    s.bytes = e->bytes + offset;
    s.count = (size_t)count;
    return s;
}

/* The text at an offset of a string table; its length is 0 if it does not
 * end there. */
static struct slice text_at(const struct section *strings, uint64_t at)
{
    const uint8_t *text = strings->bytes, *end;

    if (at >= strings->count)
        return (struct slice){0};
    text += at;
    end = memchr(text, 0, strings->count - (size_t)at);
    return (struct slice){(const char *)text, end ? (uint32_t)(end - text) : 0};
}

static struct section section_named(const struct elf *e, const char *name)
{
    struct section names = section_at(e, get(e, 0, e_shstrndx));

    for (uint64_t i = 1; i < get(e, 0, e_shnum); i++) {
        struct section s = section_at(e, i);
        struct slice text = text_at(&names, get(e, s.header, sh_name));

        if (s.header && text.length == strlen(name) &&
            memcmp(text.at, name, text.length) == 0)
            return s;
    }
    return (struct section){0};
}

/* --- code -------------------------------------------------------------- */

/* Where a segment is loaded as well, if its physical address is another. */
static void add_physical(struct code_image *image, uint64_t distance)
{
    for (unsigned i = 0; i < image->biases; i++)
        if (image->bias[i] == (uint32_t)distance)
            return;
    if (image->biases < IMAGE_BIASES)
        image->bias[image->biases++] = (uint32_t)distance;
}

static void add_part(struct elf *e, uint64_t header)
{
    uint64_t address = get(e, header, p_vaddr) + e->bias;
    uint64_t offset = get(e, header, p_offset);
    uint64_t count = get(e, header, p_filesz);
    struct code_image *image = e->image;

    if (get(e, header, p_type) != PT_LOAD ||
        !(get(e, header, p_flags) & PF_X) || !count || offset > e->count ||
        count > e->count - offset || address > UINT32_MAX ||
        count > UINT32_MAX - address || image->parts == IMAGE_PARTS)
        return;
    image->part[image->parts++] = (struct code_part){
        (uint32_t)address, (uint32_t)count, e->bytes + offset};
    add_physical(image, get(e, header, p_paddr) - get(e, header, p_vaddr));
}

static bool read_parts(struct elf *e, const char *name, struct error *err)
{
    uint64_t start = get(e, 0, e_phoff), size = get(e, 0, e_phentsize);

    e->image->bias[e->image->biases++] = 0;
    for (uint64_t i = 0; i < get(e, 0, e_phnum); i++)
        if (start < e->count && start + i * size < e->count)
            add_part(e, start + i * size);
    return e->image->parts ||
           error_set(err,
                     "%.80s: no symbols: it has no code that is loaded "
                     "below 4 GiB",
                     name);
}

/* --- symbols ----------------------------------------------------------- */

static bool is_code(const struct code_image *image, uint64_t address)
{
    for (unsigned i = 0; i < image->parts; i++)
        if (address >= image->part[i].address &&
            address - image->part[i].address < image->part[i].count)
            return true;
    return false;
}

/* NASM calls a label an object now and then, of one byte. */
static bool is_label(const struct elf *e, unsigned type, uint64_t section)
{
    uint64_t header = section_at(e, section).header;

    return type == STT_NOTYPE || type == STT_FUNC ||
           (type == STT_OBJECT && get(e, header, sh_flags) & SHF_EXECINSTR);
}

/* False: there are too many. */
static bool add_symbol(struct elf *e, uint64_t at,
                       const struct section *strings)
{
    uint64_t address = get(e, at, st_value) + e->bias;
    uint64_t size = get(e, at, st_size);
    unsigned type = get(e, at, st_info) & 15;
    uint64_t section = get(e, at, st_shndx);
    struct slice name = text_at(strings, get(e, at, st_name));
    struct code_symbol *symbol;

    if (!section || section == SHN_ABS || !name.length ||
        !is_code(e->image, address) || !is_label(e, type, section))
        return true;
    symbol = image_new_symbol(e->image);
    if (!symbol)
        return false;
    symbol->address = (uint32_t)address;
    symbol->size = size > UINT32_MAX || type == STT_OBJECT ? 0 : (uint32_t)size;
    symbol->name = name;
    symbol->order |= type == STT_FUNC ? 0 : BIT(31); /* after the functions */
    return true;
}

static bool read_symbols(struct elf *e)
{
    for (uint64_t i = 1; i < get(e, 0, e_shnum); i++) {
        struct section table = section_at(e, i), strings;
        size_t size = e->wide ? 24 : 16;

        if (!table.header || get(e, table.header, sh_type) != SHT_SYMTAB)
            continue;
        strings = section_at(e, get(e, table.header, sh_link));
        for (size_t at = 0; table.count - at >= size; at += size)
            if (!add_symbol(e, (uint64_t)(table.bytes - e->bytes) + at,
                            &strings))
                return false;
    }
    return true;
}

/* --- lines ------------------------------------------------------------- */

static bool read_lines(struct elf *e, const char *name, struct error *err)
{
    struct section line = section_named(e, ".debug_line");
    struct section line_str = section_named(e, ".debug_line_str");
    struct section str = section_named(e, ".debug_str");
    const struct dwarf_sections d = {
        line.bytes, line_str.bytes, str.bytes,
        line.count, line_str.count, str.count,
    };

    if ((get(e, line.header, sh_flags) | get(e, line_str.header, sh_flags) |
         get(e, str.header, sh_flags)) &
        SHF_COMPRESSED)
        return error_set(err,
                         "%.80s: its line table is compressed; link it with "
                         "--compress-debug-sections=none",
                         name);
    return !line.header || dwarf_read_lines(e->image, &d, e->bias, name, err);
}

/* --- the file ---------------------------------------------------------- */

static bool check(const uint8_t *bytes, size_t count, const char *name,
                  struct error *err)
{
    unsigned type, machine;

    if (count < 64 || memcmp(bytes, "\177ELF", 4) != 0)
        return error_set(err, "%.80s: no symbols: it is not an ELF file", name);
    type = bytes[16] | (unsigned)bytes[17] << 8;
    machine = bytes[18] | (unsigned)bytes[19] << 8;
    if (bytes[4] < 1 || bytes[4] > 2 || bytes[5] != 1 ||
        (machine != EM_386 && machine != EM_X86_64))
        return error_set(err, "%.80s: no symbols: it is not for an x86", name);
    if (type != ET_EXEC && type != ET_DYN)
        return error_set(err,
                         "%.80s: no symbols: it is not linked, so that its "
                         "code has no address yet",
                         name);
    return true;
}

static struct slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    return (struct slice){name, (uint32_t)strlen(name)};
}

bool symbols_add_elf(struct symbols *s, const char *name, const uint8_t *bytes,
                     size_t count, uint64_t bias, struct error *err)
{
    struct elf e = {.bytes = bytes, .count = count, .bias = bias};

    if (!check(bytes, count, name, err))
        return false;
    e.wide = bytes[4] == 2;
    e.image = symbols_new_image(s);
    if (!e.image)
        return error_set(err, "%.80s: too many files with symbols", name);
    e.image->name = base_name(name);
    if (!read_parts(&e, name, err) || !read_lines(&e, name, err))
        return false;
    if (!read_symbols(&e))
        return error_set(err, "%.80s: it has too many symbols", name);
    image_sort(e.image);
    return e.image->symbols || e.image->rows ||
           error_set(err,
                     "%.80s: no symbols: it was stripped of them and of its "
                     "line table",
                     name);
}
