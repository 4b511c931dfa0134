/* SPDX-License-Identifier: MIT
 *
 * sim/words_bios.c - the words for calls of BIOS services: the texts of
 * phases/bios_functions.def with the values put in.
 *
 * Source: IBM PC AT Technical Reference, "BIOS", diskette and fixed disk
 * status; Enhanced Disk Drive Specification 1.1, "Removable Media"; PCI BIOS
 * Specification 2.1, "Function Return Codes"; ACPI 1.0, "Query System Address
 * Map".
 */
#include "sim/words.h"

#include "phases/bios_functions.h"
#include "sim/cpu/state.h"

#include <stdlib.h>
#include <string.h>

static const struct name video_modes[] = {
    {0x00, "text 40 by 25"},
    {0x01, "text 40 by 25"},
    {0x02, "text 80 by 25"},
    {0x03, "text 80 by 25"},
    {0x04, "320 by 200"},
    {0x05, "320 by 200"},
    {0x06, "640 by 200"},
    {0x07, "text 80 by 25, monochrome"},
    {0x0d, "320 by 200"},
    {0x0e, "640 by 200"},
    {0x10, "640 by 350"},
    {0x11, "640 by 480"},
    {0x12, "640 by 480"},
    {0x13, "320 by 200, 256 colours"},
    {0, NULL},
};

static const struct name memory_types[] = {
    {1, "usable"},     {2, "reserved"}, {3, "ACPI tables"},
    {4, "ACPI, kept"}, {5, "bad"},      {0, NULL},
};

static const struct name disk_errors[] = {
    {0x01, "invalid function or parameter"},
    {0x02, "address mark not found"},
    {0x03, "write protected"},
    {0x04, "sector not found"},
    {0x05, "reset failed"},
    {0x06, "disk changed"},
    {0x07, "drive parameters are bad"},
    {0x08, "DMA overrun"},
    {0x09, "DMA across a 64 KiB boundary"},
    {0x0a, "bad sector"},
    {0x0b, "bad track"},
    {0x10, "uncorrectable data"},
    {0x11, "data corrected"},
    {0x20, "controller failed"},
    {0x31, "no media in drive"},
    {0x40, "seek failed"},
    {0x80, "timeout"},
    {0xaa, "drive not ready"},
    {0xb0, "not locked"},
    {0xb1, "locked"},
    {0xb4, "too many locks"},
    {0xbb, "undefined error"},
    {0xcc, "write fault"},
    {0xe0, "status error"},
    {0, NULL},
};

static const struct name pci_errors[] = {
    {0x81, "function not supported"},
    {0x83, "bad vendor"},
    {0x86, "device not found"},
    {0x87, "bad register"},
    {0x88, "set failed"},
    {0x89, "buffer too small"},
    {0, NULL},
};

static const struct name system_errors[] = {
    {0x80, "invalid command"},
    {0x86, "not supported"},
    {0, NULL},
};

/* --- values ------------------------------------------------------------ */

static void say_mode_number(struct words *w, uint32_t value)
{
    const char *name = name_find(video_modes, value & 0x7f);

    words_add(w, "%02Xh", value & 0x7f);
    if (name)
        words_add(w, " (%s)", name);
    if (value & BIT(7))
        words_add(w, ", without clearing the screen");
}

static void say_64(struct words *w, const uint32_t *value)
{
    if (value[1])
        words_add(w, "%X%08Xh", value[1], value[0]);
    else
        words_add(w, "%Xh", value[0]);
}

static void say_value(struct words *w, char how, const uint32_t *value)
{
    uint32_t v = *value;

    switch (how) {
    case 'b':
        words_add(w, "%02Xh", v);
        break;
    case 'w':
        words_add(w, "%04Xh", v);
        break;
    case 'x':
        words_add(w, "%08Xh", v);
        break;
    case 'X':
        say_64(w, value);
        break;
    case 'U':
        words_add(w, "%llu", (unsigned long long)value[1] << 32 | v);
        break;
    case 'p':
        words_add(w, "%04X:%04X", v >> 16, v & 0xffff);
        break;
    case 'c':
        words_character(w, v);
        break;
    case 'd':
        words_add(w, "%02X", v);
        break;
    case 'q':
        words_add(w, "row %u, column %u", v >> 8 & 0xff, v & 0xff);
        break;
    case 's':
        words_add(w, "cylinder %u, head %u, sector %u", v >> 16, v >> 8 & 0xff,
                  v & 0xff);
        break;
    case 'v':
        say_mode_number(w, v);
        break;
    case 'r':
        words_add(w, "%s",
                  name_find(memory_types, v) ? name_find(memory_types, v)
                                             : "of an unknown type");
        break;
    case 'f':
        words_add(w, "%02X:%02X.%u", v >> 8 & 0xff, v >> 3 & 31, v & 7);
        break;
    default:
        words_add(w, "%u", v);
    }
}

/* A directive "$1n(line)"; returns what follows it. */
static const char *say_directive(struct words *w, const char *at,
                                 const uint32_t *values)
{
    unsigned i = (unsigned)(at[1] - '1') % BIOS_VALUES;
    const char *end;
    char unit[24];

    if (at[2] != 'n') {
        say_value(w, at[2], &values[i]);
        return at + 3;
    }
    end = strchr(at, ')');
    if (!end || (size_t)(end - at - 4) >= sizeof unit)
        return at + 3;
    memcpy(unit, at + 4, (size_t)(end - at - 4));
    unit[end - at - 4] = '\0';
    words_count(w, values[i], unit);
    return end + 1;
}

static void say_text(struct words *w, const char *text, const uint32_t *values)
{
    while (*text) {
        size_t plain = strcspn(text, "$");

        words_add(w, "%.*s", (int)plain, text);
        text += plain;
        if (*text)
            text = say_directive(w, text, values);
    }
}

/* --- call and return --------------------------------------------------- */

static void say_call(struct words *w, const struct event *e)
{
    const struct bios_function *f = bios_function_find(e->arg[0], e->arg[1]);
    char number[16];

    words_add(w, "INT %02Xh", e->arg[0]);
    if (!f) {
        words_add(w, " AX=%04Xh: a function that is not known here", e->arg[1]);
        return;
    }
    bios_function_number(f, number, sizeof number);
    words_add(w, "%s%s: ", *number ? " " : "", number);
    say_text(w, f->does, e->arg + 2);
}

void say_bios_call(struct words *w, const struct event *e)
{
    say_call(w, e);
    words_add(w, ".");
}

static void say_error(struct words *w, uint32_t ah, const struct name *names)
{
    const char *name = names ? name_find(names, ah) : NULL;

    words_add(w, "error %02Xh", ah);
    if (name)
        words_add(w, " (%s)", name);
}

/* True if the call failed, and why. */
static bool say_failure(struct words *w, const struct bios_function *f,
                        uint32_t ah, uint32_t flags)
{
    static const struct name *const errors[] = {
        [R_DISK] = disk_errors,
        [R_SYSTEM] = system_errors,
        [R_PCI] = pci_errors,
    };

    switch (f->result) {
    case R_KEY:
        if (flags & FLAG_ZF)
            words_add(w, "no");
        return flags & FLAG_ZF;
    case R_DISK:
    case R_SYSTEM:
    case R_PCI:
        if (flags & FLAG_CF)
            say_error(w, ah, errors[f->result]);
        return flags & FLAG_CF;
    case R_CARRY:
        if (flags & FLAG_CF)
            words_add(w, "failed");
        return flags & FLAG_CF;
    default:
        return false;
    }
}

void say_bios_return(struct words *w, const struct event *e)
{
    const struct bios_function *f = bios_function_find(e->arg[0], e->arg[1]);
    const uint32_t *result = e->arg + 2 + BIOS_VALUES;
    uint32_t ax = result[0], flags = result[1];

    say_call(w, e);
    words_add(w, " \u2192 ");
    if (!f)
        words_add(w, "AX=%04Xh, CF=%u", ax, flags & FLAG_CF);
    else if (!say_failure(w, f, ax >> 8, flags)) {
        if (f->result == R_DONE && !*f->outcome)
            words_add(w, "done");
        else if (!*f->outcome)
            words_add(w, "ok");
        else
            say_text(w, f->outcome, result + 2);
    }
    words_add(w, ".");
}
