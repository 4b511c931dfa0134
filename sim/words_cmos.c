/* SPDX-License-Identifier: MIT
 *
 * sim/words_cmos.c - the words for the real-time clock and the CMOS memory.
 *
 * Source: Motorola MC146818 data sheet, "Register A" to "Register D"; IBM PC
 * AT Technical Reference, "Real-Time Clock/CMOS RAM Information"; from 30h on
 * as hw/rtc_cmos.c says.
 */
#include "sim/words.h"

static const char *const cells[] = {
    [0x00] = "seconds",
    [0x01] = "alarm seconds",
    [0x02] = "minutes",
    [0x03] = "alarm minutes",
    [0x04] = "hours",
    [0x05] = "alarm hours",
    [0x06] = "day of the week",
    [0x07] = "day of the month",
    [0x08] = "month",
    [0x09] = "year",
    [0x0a] = "register A",
    [0x0b] = "register B",
    [0x0c] = "register C",
    [0x0d] = "register D",
    [0x0e] = "diagnostic status",
    [0x0f] = "shutdown status",
    [0x10] = "floppy drive types",
    [0x12] = "hard disk types",
    [0x14] = "equipment",
    [0x15] = "base memory, low byte",
    [0x16] = "base memory, high byte",
    [0x17] = "extended memory, low byte",
    [0x18] = "extended memory, high byte",
    [0x19] = "extended type of hard disk 0",
    [0x1a] = "extended type of hard disk 1",
    [0x2e] = "checksum, high byte",
    [0x2f] = "checksum, low byte",
    [0x30] = "extended memory found by POST, low byte",
    [0x31] = "extended memory found by POST, high byte",
    [0x32] = "century",
    [0x34] = "memory above 16 MiB, low byte",
    [0x35] = "memory above 16 MiB, high byte",
    [0x37] = "century (PS/2)",
    [0x38] = "third boot device",
    [0x39] = "disk translation",
    [0x3d] = "first and second boot device",
};

static void say_cell_name(struct words *w, uint32_t cell)
{
    const char *name = cell < ARRAY_LEN(cells) ? cells[cell] : NULL;

    words_add(w, "CMOS cell %02Xh", cell);
    if (name)
        words_add(w, " (%s)", name);
}

static const char *const register_b[8] = {
    "daylight saving",    "24 hours",         "binary",
    "square wave",        "update interrupt", "alarm interrupt",
    "periodic interrupt", "clock stopped",
};

static const char *const register_c[8] = {
    [4] = "update ended",
    [5] = "alarm",
    [6] = "periodic interrupt",
    [7] = "IRQ 8 asserted",
};

static const struct name shutdown_codes[] = {
    {0x00, "normal start"},
    {0x04, "boot"},
    {0x05, "end the interrupt and jump through 40:67"},
    {0x09, "return from the block move of INT 15h"},
    {0x0a, "jump through 40:67"},
    {0, NULL},
};

static const char *const diagnostic[8] = {
    [2] = "the time is not valid",   [3] = "the hard disk failed",
    [4] = "the memory size differs", [5] = "the equipment differs",
    [6] = "the checksum is wrong",   [7] = "the battery failed",
};

static const char *const floppy_types[16] = {
    "none", "360 KB", "1.2 MB", "720 KB", "1.44 MB", "2.88 MB",
};

static const char *const boot_devices[16] = {
    "none", "floppy", "hard disk", "CD-ROM", "network",
};

static const char *known(const char *name)
{
    return name ? name : "unknown";
}

static void say_meaning(struct words *w, uint32_t cell, uint32_t value)
{
    const char *name = NULL;

    switch (cell) {
    case 0x0a:
        name = value & BIT(7) ? "update in progress" : "no update in progress";
        break;
    case 0x0b:
        words_add(w, ": ");
        words_bits(w, value, register_b, 8, "12 hours, BCD, nothing enabled");
        break;
    case 0x0c:
        words_add(w, ": ");
        words_bits(w, value, register_c, 8, "nothing happened");
        break;
    case 0x0d:
        name = value & BIT(7) ? "the battery is good" : "the battery is dead";
        break;
    case 0x0e:
        words_add(w, ": ");
        words_bits(w, value, diagnostic, 8, "all was well");
        break;
    case 0x10:
        words_add(w, ": drive A %s, drive B %s",
                  known(floppy_types[value >> 4 & 15]),
                  known(floppy_types[value & 15]));
        break;
    case 0x3d:
        words_add(w, ": first %s, then %s", known(boot_devices[value & 15]),
                  known(boot_devices[value >> 4 & 15]));
        break;
    case 0x0f:
        name = name_find(shutdown_codes, value);
        break;
    default:
        break;
    }
    if (name)
        words_add(w, ": %s", name);
}

void words_cmos(struct words *w, const struct access *a)
{
    if (a->port == 0x70 && a->write) {
        words_add(w, "select ");
        say_cell_name(w, a->value & 0x7f);
        words_add(w, ", NMI %s", a->value & BIT(7) ? "masked" : "enabled");
    } else if (a->port == 0x70) {
        words_add(w, "the index of the CMOS cannot be read");
    } else {
        words_add(w, "%s", a->write ? "write " : "");
        say_cell_name(w, a->before);
        say_meaning(w, a->before, a->value);
    }
}
