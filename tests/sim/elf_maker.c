/* SPDX-License-Identifier: MIT
 *
 * tests/sim/elf_maker.c - makes small ELF files for tests.
 *
 * Source: System V ABI, "Object Files"; DWARF Debugging Information Format,
 *         "Line Number Information".
 */
#include "tests/sim/elf_maker.h"

#include <string.h>

static void put(struct made *m, unsigned size, uint64_t value)
{
    for (unsigned i = 0; i < size; i++)
        m->bytes[m->count++] = (uint8_t)(value >> (8 * i));
}

static void put_at(struct made *m, size_t at, unsigned size, uint64_t value)
{
    for (unsigned i = 0; i < size; i++)
        m->bytes[at + i] = (uint8_t)(value >> (8 * i));
}

static void put_text(struct made *m, const char *text)
{
    memcpy(m->bytes + m->count, text, strlen(text) + 1);
    m->count += strlen(text) + 1;
}

static void put_bytes(struct made *m, const char *bytes, size_t count)
{
    memcpy(m->bytes + m->count, bytes, count);
    m->count += count;
}

uint8_t made_code(uint32_t offset)
{
    return (uint8_t)(offset * 37 + 5);
}

/* --- .debug_line ------------------------------------------------------- */

/* Where .debug_line_str has them. */
enum { STR_FOLDER = 1, STR_A = 6, STR_B = 10 };
static const char line_str[] = "\0/src\0a.c\0b.h";

static void put_names(struct made *m, struct made_how how)
{
    if (how.version < 5) {
        put_text(m, "/src");
        put(m, 1, 0);
        put_text(m, "a.c");
        put_bytes(m, "\1\0\0", 3); /* folder, time, size */
        put_text(m, "b.h");
        put_bytes(m, "\1\0\0", 3);
        put(m, 1, 0);
        return;
    }
    put_bytes(m, "\1\1\x1f\1", 4); /* one folder: its path, a line_strp */
    put(m, how.wide_lengths ? 8 : 4, STR_FOLDER);
    put_bytes(m, "\3\1\x1f\2\x0b\5\x1e\2", 8); /* path, folder, MD5 */
    put(m, how.wide_lengths ? 8 : 4, STR_A);
    put_bytes(m, "\0aaaabbbbccccdddd", 17);
    put(m, how.wide_lengths ? 8 : 4, STR_B);
    put_bytes(m, "\0aaaabbbbccccdddd", 17);
}

static void put_program(struct made *m, struct made_how how)
{
    unsigned address = how.wide ? 8 : 4;

    put_bytes(m, "\0", 1);
    put(m, 1, address + 1);
    put(m, 1, 2); /* set_address */
    put(m, address, MADE_ADDRESS);
    if (how.version == 5)
        put_bytes(m, "\4\0", 2);      /* set_file: they count from 0 */
    put_bytes(m, "\3\11\1", 3);       /* advance_line +9, copy: 10 */
    put(m, 1, 13 + 14 * 4 + 1 + 5);   /* special: address +4, line +1 */
    put_bytes(m, "\5\7\6", 3);        /* column, statement: nothing here */
    put_bytes(m, "\2\14\3\176\1", 5); /* +12, -2, copy: 9 */
    put_bytes(m, "\4", 1);
    put(m, 1, how.version == 5 ? 1 : 2);
    put_bytes(m, "\3\xa3\2", 3);   /* advance_line +291 */
    put_bytes(m, "\11\4\0\1", 4);  /* fixed_advance_pc 4, copy */
    put_bytes(m, "\0\2\4\x7f", 4); /* discriminator: nothing here */
    put_bytes(m, "\10\2\3", 3);    /* const_add_pc: +17; +3 */
    put_bytes(m, "\0\1\1", 3);     /* end_sequence */
}

static void put_lines(struct made *m, struct made_how how)
{
    unsigned size = how.wide_lengths ? 8 : 4;
    size_t unit, header;

    if (how.wide_lengths)
        put(m, 4, 0xffffffff);
    unit = m->count;
    put(m, size, 0);
    put(m, 2, how.version);
    if (how.version == 5)
        put_bytes(m, "\4\0", 2);
    header = m->count;
    put(m, size, 0);
    put(m, 1, 1); /* least length */
    if (how.version >= 4)
        put(m, 1, 1);
    put_bytes(m, "\1\xfb\16\15", 4); /* is_stmt, base -5, range 14, opcodes */
    put_bytes(m, "\0\1\1\1\1\0\0\0\1\0\0\1", 12);
    put_names(m, how);
    put_at(m, header, size, m->count - header - size);
    put_program(m, how);
    put_at(m, unit, size, m->count - unit - size);
}

/* --- the file ---------------------------------------------------------- */

enum { CODE = 1, SYMTAB, STRTAB, LINE, LINE_STR, NAMES, SECTIONS };

static const char names[] =
    "\0.text\0.symtab\0.strtab\0.debug_line\0.debug_line_str\0.shstrtab";
static const unsigned name_at[SECTIONS] = {0, 1, 7, 15, 23, 35, 51};
static const char strings[] = "\0begin\0middle\0tail\0object\0here";

struct span {
    size_t at, count;
};

static void put_symbol(struct made *m, bool wide, unsigned name,
                       uint32_t address, uint32_t size, unsigned info,
                       unsigned section)
{
    put(m, 4, name);
    if (wide) {
        put(m, 1, info);
        put(m, 1, 0);
        put(m, 2, section);
        put(m, 8, address);
        put(m, 8, size);
        return;
    }
    put(m, 4, address);
    put(m, 4, size);
    put(m, 1, info);
    put(m, 1, 0);
    put(m, 2, section);
}

static void put_symbols(struct made *m, bool wide)
{
    for (unsigned i = 0; i < (wide ? 24u : 16u); i++)
        put(m, 1, 0);
    put_symbol(m, wide, 26, MADE_ADDRESS, 0, 0, CODE);      /* here: a label */
    put_symbol(m, wide, 14, MADE_ADDRESS + 32, 0, 1, CODE); /* as by NASM */
    put_symbol(m, wide, 1, MADE_ADDRESS, 16, 2, CODE);      /* functions */
    put_symbol(m, wide, 7, MADE_ADDRESS + 16, 12, 2, CODE);
    put_symbol(m, wide, 19, MADE_ADDRESS + 4, 4, 1, NAMES); /* an object */
}

static void put_section(struct made *m, struct made_how how, unsigned number,
                        struct span span, unsigned type, unsigned link)
{
    unsigned size = how.wide ? 8 : 4;

    put(m, 4, name_at[number]);
    put(m, 4, type);
    put(m, size,
        number == CODE                     ? 6
        : how.compressed && number == LINE ? 0x800
                                           : 0);
    put(m, size, 0);
    put(m, size, span.at);
    put(m, size, span.count);
    put(m, 4, link);
    put(m, 4, 0);
    put(m, size, 1);
    put(m, size, type == 2 ? how.wide ? 24 : 16 : 0);
}

static void put_sections(struct made *m, struct made_how how,
                         const struct span span[SECTIONS])
{
    static const unsigned type[SECTIONS] = {0, 1, 2, 3, 1, 1, 3};

    put_at(m, how.wide ? 40 : 32, how.wide ? 8 : 4, m->count);
    for (unsigned i = 0; i < SECTIONS; i++)
        if (i == LINE && !how.version)
            put_section(m, how, 0, span[0], 0, 0);
        else
            put_section(m, how, i, span[i], type[i], i == SYMTAB ? STRTAB : 0);
}

static void put_header(struct made *m, bool wide)
{
    unsigned size = wide ? 8 : 4;

    put_bytes(m, "\177ELF", 4);
    put(m, 1, wide ? 2 : 1);
    put(m, 1, 1);
    put(m, 8, 1);
    put(m, 2, 0);
    put(m, 2, 2); /* EXEC */
    put(m, 2, wide ? 62 : 3);
    put(m, 4, 1);
    put(m, size, MADE_ADDRESS);
    put(m, size, wide ? 64 : 52);
    put(m, size, 0);
    put(m, 4, 0);
    put(m, 2, wide ? 64 : 52);
    put(m, 2, wide ? 56 : 32);
    put(m, 2, 1);
    put(m, 2, wide ? 64 : 40);
    put(m, 2, SECTIONS);
    put(m, 2, NAMES);
}

static void put_segment(struct made *m, struct made_how how, size_t at)
{
    unsigned size = how.wide ? 8 : 4;

    put(m, 4, 1);
    if (how.wide)
        put(m, 4, 5);
    put(m, size, at);
    put(m, size, MADE_ADDRESS);
    put(m, size, how.physical ? how.physical : MADE_ADDRESS);
    put(m, size, MADE_CODE);
    put(m, size, MADE_CODE);
    if (!how.wide)
        put(m, 4, 5);
    put(m, size, 1);
}

void elf_make(struct made *m, struct made_how how)
{
    struct span span[SECTIONS] = {{0, 0}};

    m->count = 0;
    put_header(m, how.wide);
    span[CODE] = (struct span){how.wide ? 120 : 84, MADE_CODE};
    put_segment(m, how, span[CODE].at);
    for (uint32_t i = 0; i < MADE_CODE; i++)
        put(m, 1, made_code(i));
    span[SYMTAB].at = m->count;
    put_symbols(m, how.wide);
    span[STRTAB].at = m->count;
    put_bytes(m, strings, sizeof strings);
    span[LINE].at = m->count;
    if (how.version)
        put_lines(m, how);
    span[LINE_STR].at = m->count;
    put_bytes(m, line_str, sizeof line_str);
    span[NAMES].at = m->count;
    put_bytes(m, names, sizeof names);
    for (unsigned i = SYMTAB; i < SECTIONS; i++)
        span[i].count =
            (i + 1 < SECTIONS ? span[i + 1].at : m->count) - span[i].at;
    put_sections(m, how, span);
}
