/* SPDX-License-Identifier: MIT
 *
 * sim/symbols_dwarf.c - which source line an instruction was made from: the
 * line number programs of DWARF 2 to 5, for one machine operation an
 * instruction. What is damaged ends a unit; what is read stays within its
 * section.
 *
 * Source: DWARF Debugging Information Format, "Line Number Information",
 *         "Variable Length Data".
 */
#include <string.h>

#include "sim/symbols_store.h"

enum {
    DW_LNS_copy = 1,
    DW_LNS_advance_pc,
    DW_LNS_advance_line,
    DW_LNS_set_file,
    DW_LNS_set_column,
    DW_LNS_negate_stmt,
    DW_LNS_set_basic_block,
    DW_LNS_const_add_pc,
    DW_LNS_fixed_advance_pc,
};

enum { DW_LNE_end_sequence = 1, DW_LNE_set_address };

enum { DW_LNCT_path = 1, DW_LNCT_directory_index };

enum {
    DW_FORM_block2 = 0x03,
    DW_FORM_block4 = 0x04,
    DW_FORM_data2 = 0x05,
    DW_FORM_data4 = 0x06,
    DW_FORM_data8 = 0x07,
    DW_FORM_string = 0x08,
    DW_FORM_block = 0x09,
    DW_FORM_block1 = 0x0a,
    DW_FORM_data1 = 0x0b,
    DW_FORM_strp = 0x0e,
    DW_FORM_udata = 0x0f,
    DW_FORM_data16 = 0x1e,
    DW_FORM_line_strp = 0x1f,
};

/* --- reading ----------------------------------------------------------- */

struct input {
    const uint8_t *at, *end;
    bool bad; /* something was not there */
};

static const uint8_t *take(struct input *in, uint64_t count)
{
    const uint8_t *bytes = in->at;

    if (in->bad || count > (uint64_t)(in->end - in->at)) {
        in->bad = true;
        return NULL;
    }
    in->at += count;
    return bytes;
}

static uint64_t get(struct input *in, unsigned size)
{
    const uint8_t *bytes = take(in, size);
    uint64_t value = 0;

    if (bytes)
        for (unsigned i = size; i-- > 0;)
            value = value << 8 | bytes[i];
    return value;
}

/* LEB128; bits that do not fit are lost. */
static uint64_t get_leb(struct input *in, bool is_signed)
{
    uint64_t value = 0, byte;
    unsigned shift = 0;

    do {
        byte = get(in, 1);
        if (shift < 64)
            value |= (byte & 0x7f) << shift;
        shift += shift < 64 ? 7 : 0;
    } while (byte & 0x80 && !in->bad);
    if (is_signed && byte & 0x40 && shift < 64)
        value |= UINT64_MAX << shift;
    return value;
}

static uint64_t get_uleb(struct input *in)
{
    return get_leb(in, false);
}

static struct slice get_text(struct input *in)
{
    const uint8_t *text = in->at;
    const uint8_t *end = in->bad || in->at == in->end
                             ? NULL
                             : memchr(text, 0, (size_t)(in->end - in->at));

    if (!end) {
        in->bad = true;
        return (struct slice){0};
    }
    in->at = end + 1;
    return (struct slice){(const char *)text, (uint32_t)(end - text)};
}

static struct slice text_in(const uint8_t *section, size_t count, uint64_t at)
{
    struct input in = {section, section, false};

    if (at >= count)
        return (struct slice){0};
    in.at = section + at;
    in.end = section + count;
    return get_text(&in);
}

/* --- the header of a unit ---------------------------------------------- */

#define FOLDERS 256

struct unit {
    const struct dwarf_sections *sections;
    struct code_image *image;
    uint64_t bias;
    struct input in;
    unsigned version;
    unsigned offset_size; /* 8 in 64-bit DWARF */
    uint8_t least_length; /* of an instruction */
    int8_t line_base;
    uint8_t line_range, opcode_base;
    uint8_t operands[256]; /* of the standard opcodes */
    struct slice folder[FOLDERS];
    uint64_t folders;
    uint32_t first_file; /* in the image */
    uint64_t files;
    bool full; /* the image can take no more */
};

static void add_folder(struct unit *u, struct slice name)
{
    if (u->folders < FOLDERS)
        u->folder[u->folders] = name;
    u->folders++;
}

static void add_file(struct unit *u, struct slice name, uint64_t folder)
{
    struct code_file *file = image_new_file(u->image);
    bool absolute = name.length && name.at[0] == '/';

    u->full |= !file;
    if (!file)
        return;
    file->name = name;
    if (!absolute && folder < u->folders && folder < FOLDERS)
        file->folder = u->folder[folder];
    if (!absolute && folder &&
        !(file->folder.length && file->folder.at[0] == '/'))
        file->root = u->folder[0];
    u->files++;
}

/* Up to version 4. Folder 0, where the compiler ran, is not named here. */
static void read_names_4(struct unit *u)
{
    struct slice name;

    add_folder(u, (struct slice){0});
    while ((name = get_text(&u->in)).length)
        add_folder(u, name);
    while ((name = get_text(&u->in)).length) {
        uint64_t folder = get_uleb(&u->in);

        get_uleb(&u->in); /* time */
        get_uleb(&u->in); /* size */
        add_file(u, name, folder);
    }
}

struct form {
    uint64_t content, form;
};

static void skip_block(struct unit *u, uint64_t count)
{
    take(&u->in, count);
}

/* A field of any form; what is a text, or else a number, is given back. */
static void read_form(struct unit *u, uint64_t form, struct slice *text,
                      uint64_t *value)
{
    const struct dwarf_sections *d = u->sections;

    switch (form) {
    case DW_FORM_string:
        *text = get_text(&u->in);
        break;
    case DW_FORM_line_strp:
        *text = text_in(d->line_str, d->line_str_count,
                        get(&u->in, u->offset_size));
        break;
    case DW_FORM_strp:
        *text = text_in(d->str, d->str_count, get(&u->in, u->offset_size));
        break;
    case DW_FORM_udata:
        *value = get_uleb(&u->in);
        break;
    case DW_FORM_data1:
    case DW_FORM_data2:
    case DW_FORM_data4:
    case DW_FORM_data8:
        *value = get(&u->in, form == DW_FORM_data1   ? 1
                             : form == DW_FORM_data2 ? 2
                             : form == DW_FORM_data4 ? 4
                                                     : 8);
        break;
    case DW_FORM_data16:
        skip_block(u, 16);
        break;
    case DW_FORM_block:
        skip_block(u, get_uleb(&u->in));
        break;
    case DW_FORM_block1:
    case DW_FORM_block2:
    case DW_FORM_block4:
        skip_block(u, get(&u->in, form == DW_FORM_block1   ? 1
                                  : form == DW_FORM_block2 ? 2
                                                           : 4));
        break;
    default:
        u->in.bad = true;
    }
}

#define FORMS 16

/* What the entries of a table are made of; returns how many fields. */
static unsigned read_forms(struct unit *u, struct form forms[static FORMS])
{
    unsigned count = (unsigned)get(&u->in, 1);

    for (unsigned i = 0; i < count && i < FORMS; i++) {
        forms[i].content = get_uleb(&u->in);
        forms[i].form = get_uleb(&u->in);
    }
    return count;
}

static void read_entry(struct unit *u, const struct form *forms, unsigned count,
                       bool is_file)
{
    struct slice name = {0};
    uint64_t folder = 0;

    for (unsigned i = 0; i < count; i++) {
        struct slice text = {0};
        uint64_t value = 0;

        read_form(u, forms[i].form, &text, &value);
        if (forms[i].content == DW_LNCT_path)
            name = text;
        else if (forms[i].content == DW_LNCT_directory_index)
            folder = value;
    }
    if (is_file)
        add_file(u, name, folder);
    else
        add_folder(u, name);
}

/* From version 5 on. An entry without fields would take no room. */
static void read_table_5(struct unit *u, bool files)
{
    struct form forms[FORMS] = {{0}};
    unsigned count = read_forms(u, forms);
    uint64_t entries = get_uleb(&u->in);

    if (count > FORMS || (!count && entries))
        u->in.bad = true;
    for (; entries && !u->in.bad && !u->full; entries--)
        read_entry(u, forms, count, files);
}

/* False: a unit of no version that is known here, or damaged. */
static bool read_header(struct unit *u)
{
    uint64_t length;
    const uint8_t *program;

    u->version = (unsigned)get(&u->in, 2);
    if (u->version < 2 || u->version > 5)
        return false;
    if (u->version == 5)
        take(&u->in, 2); /* size of an address, of a segment selector */
    length = get(&u->in, u->offset_size);
    if (u->in.bad || length > (uint64_t)(u->in.end - u->in.at))
        return false;
    program = u->in.at + length;
    u->least_length = (uint8_t)get(&u->in, 1);
    if (u->version >= 4)
        get(&u->in, 1); /* most operations in an instruction */
    get(&u->in, 1);     /* default_is_stmt */
    u->line_base = (int8_t)get(&u->in, 1);
    u->line_range = (uint8_t)get(&u->in, 1);
    u->opcode_base = (uint8_t)get(&u->in, 1);
    for (unsigned i = 1; i < u->opcode_base; i++)
        u->operands[i] = (uint8_t)get(&u->in, 1);
    u->first_file = u->image->files;
    if (u->version == 5) {
        read_table_5(u, false);
        read_table_5(u, true);
    } else {
        read_names_4(u);
    }
    if (u->in.bad || u->in.at > program || !u->line_range || !u->opcode_base)
        return false;
    u->in.at = program;
    return true;
}

/* --- its program ------------------------------------------------------- */

struct line_state {
    uint64_t address, file, line;
};

static const struct line_state at_start = {0, 1, 1};

static bool is_code(const struct code_image *image, uint64_t address)
{
    for (unsigned i = 0; i < image->parts; i++)
        if (address >= image->part[i].address &&
            address - image->part[i].address <= image->part[i].count)
            return true;
    return false;
}

static void add_row(struct unit *u, const struct line_state *state, bool end)
{
    uint64_t address = state->address + u->bias;
    uint64_t file = state->file - (u->version < 5);
    struct code_row *row;

    if (!is_code(u->image, address))
        return;
    row = image_new_row(u->image);
    u->full |= !row;
    if (!row)
        return;
    row->address = (uint32_t)address;
    row->line = (uint32_t)state->line;
    if (!end && row->line && file < u->files)
        row->file = u->first_file + (uint32_t)file;
}

static void do_extended(struct unit *u, struct line_state *state)
{
    uint64_t length = get_uleb(&u->in);
    const uint8_t *bytes = take(&u->in, length);
    struct input in = {bytes, bytes ? bytes + length : NULL, !bytes};
    uint64_t opcode = get(&in, 1);

    if (opcode == DW_LNE_end_sequence) {
        add_row(u, state, true);
        *state = at_start;
    } else if (opcode == DW_LNE_set_address && length <= 9) {
        state->address = get(&in, (unsigned)length - 1);
    }
}

static void do_standard(struct unit *u, struct line_state *state,
                        unsigned opcode)
{
    switch (opcode) {
    case DW_LNS_copy:
        add_row(u, state, false);
        break;
    case DW_LNS_advance_pc:
        state->address += get_uleb(&u->in) * u->least_length;
        break;
    case DW_LNS_advance_line:
        state->line += get_leb(&u->in, true);
        break;
    case DW_LNS_set_file:
        state->file = get_uleb(&u->in);
        break;
    case DW_LNS_const_add_pc:
        state->address += (uint64_t)((255 - u->opcode_base) / u->line_range) *
                          u->least_length;
        break;
    case DW_LNS_fixed_advance_pc:
        state->address += get(&u->in, 2);
        break;
    default: /* column, statement, and what later versions add */
        for (unsigned i = 0; i < u->operands[opcode]; i++)
            get_uleb(&u->in);
    }
}

static void do_special(struct unit *u, struct line_state *state,
                       unsigned opcode)
{
    unsigned adjusted = opcode - u->opcode_base;

    state->address += (uint64_t)(adjusted / u->line_range) * u->least_length;
    state->line += (uint64_t)(int64_t)u->line_base + adjusted % u->line_range;
    add_row(u, state, false);
}

static void run_program(struct unit *u)
{
    struct line_state state = at_start;

    while (u->in.at < u->in.end && !u->in.bad && !u->full) {
        unsigned opcode = (unsigned)get(&u->in, 1);

        if (opcode >= u->opcode_base)
            do_special(u, &state, opcode);
        else if (opcode)
            do_standard(u, &state, opcode);
        else
            do_extended(u, &state);
    }
}

/* --- all units --------------------------------------------------------- */

bool dwarf_read_lines(struct code_image *image, const struct dwarf_sections *d,
                      uint64_t bias, const char *name, struct error *err)
{
    struct input in = {d->line, d->line + d->line_count, false};

    while (in.at < in.end) {
        struct unit u = {
            .sections = d, .image = image, .bias = bias, .offset_size = 4};
        uint64_t length = get(&in, 4);
        const uint8_t *bytes;

        if (length == UINT32_MAX) {
            u.offset_size = 8;
            length = get(&in, 8);
        }
        bytes = take(&in, length);
        if (!bytes)
            break;
        u.in = (struct input){bytes, bytes + length, false};
        if (read_header(&u))
            run_program(&u);
        if (u.full)
            return error_set(err, "%.80s: it has too many source lines", name);
    }
    return true;
}
