/* SPDX-License-Identifier: MIT
 *
 * sim/words_fdc.c - the words for the ports of the floppy disk controller: a
 * command goes in byte by byte, and its result comes out so.
 *
 * Source: Intel 82077AA data sheet, "Register Set", "Command Set/Descriptions",
 *         "Status Register Encoding".
 */
#include "sim/words.h"

#include "hw/fdc.h"

/* See sim/port_state.h. */
#define PHASE(before)     ((before)&3)
#define INDEX(before)     ((before) >> 2 & 15)
#define DIRECTION(before) ((before) >> 6 & 3)
#define COMMAND(before)   ((before) >> 8 & 0xff)
#define DEAF              BIT(16)

#define CODE              FIELD(4, 0)
#define NO_DMA            BIT(0)

#define SPECIFY           0x03
#define SENSE_DRIVE       0x04
#define SENSE_INTERRUPT   0x08
#define DUMPREG           0x0e
#define VERSION           0x10
#define LOCK              0x14
#define UNIT              "" /* the byte that chooses drive and head */

#define SECTOR_BYTES                                                           \
    UNIT, "cylinder %u", "head %u", "sector %u",                               \
        "size code %u, where 2 means 512 bytes", "last sector %u",             \
        "gap of %u bytes", "data length code %02Xh"

static const struct command {
    uint8_t code;
    const char *name;
    const char *byte[8]; /* after the first */
} commands[] = {
    {0x02, "READ TRACK", {SECTOR_BYTES}},
    {SPECIFY, "SPECIFY", {"step rate and head unload time %02Xh", ""}},
    {SENSE_DRIVE, "SENSE DRIVE STATUS", {UNIT}},
    {0x05, "WRITE DATA", {SECTOR_BYTES}},
    {0x06, "READ DATA", {SECTOR_BYTES}},
    {0x07, "RECALIBRATE", {UNIT}},
    {SENSE_INTERRUPT, "SENSE INTERRUPT STATUS", {NULL}},
    {0x09, "WRITE DELETED DATA", {SECTOR_BYTES}},
    {0x0a, "READ ID", {UNIT}},
    {0x0c, "READ DELETED DATA", {SECTOR_BYTES}},
    {0x0d,
     "FORMAT TRACK",
     {UNIT, "size code %u, where 2 means 512 bytes", "%u sectors",
      "gap of %u bytes", "filled with %02Xh"}},
    {DUMPREG, "DUMPREG", {NULL}},
    {0x0f, "SEEK", {UNIT, "to cylinder %u"}},
    {VERSION, "VERSION", {NULL}},
    {0x12, "PERPENDICULAR MODE", {"%02Xh"}},
    {0x13,
     "CONFIGURE",
     {"zero, %02Xh", "FIFO, polling and implied seek %02Xh",
      "precompensation from track %u"}},
    {LOCK, "LOCK", {NULL}},
    {0x16, "VERIFY", {SECTOR_BYTES}},
};

static const struct command *command_find(uint32_t first)
{
    for (unsigned i = 0; i < ARRAY_LEN(commands); i++)
        if (commands[i].code == (first & CODE))
            return &commands[i];
    return NULL;
}

const char *words_floppy_command(uint32_t first)
{
    const struct command *command = command_find(first);

    return command ? command->name : "an unknown command";
}

const char *words_floppy_rate(uint32_t rate)
{
    static const char *const rates[4] = {"500 kbit/s", "300 kbit/s",
                                         "250 kbit/s", "1 Mbit/s"};

    return rates[rate & 3];
}

static char letter(uint32_t drive)
{
    return (char)('A' + (drive & 3));
}

/* --- bytes of a command ------------------------------------------------ */

static void say_parameter(struct words *w, const struct access *a)
{
    const struct command *command = command_find(COMMAND(a->before));
    unsigned n = INDEX(a->before) - 1;
    const char *what = command && n < 8 ? command->byte[n] : NULL;

    words_add(w, "%s: ", words_floppy_command(COMMAND(a->before)));
    if (!what)
        words_add(w, "one more byte");
    else if (*what)
        words_add(w, what, a->value & 0xff);
    else if (command->code == SPECIFY)
        words_add(w, "head load time; data moves by %s",
                  a->value & NO_DMA ? "the processor" : "DMA");
    else
        words_add(w, "drive %c, head %u", letter(a->value), a->value >> 2 & 1);
}

static void say_data_write(struct words *w, const struct access *a)
{
    if (a->before & DEAF)
        words_add(w, "nobody takes the byte, the controller is in reset");
    else if (PHASE(a->before) == FDC_IDLE)
        words_add(w, "command %s", words_floppy_command(a->value));
    else if (PHASE(a->before) == FDC_TAKES)
        say_parameter(w, a);
    else if (DIRECTION(a->before) == FDC_FROM_CPU)
        words_add(w, "a byte of the sector");
    else
        words_add(w, "nobody takes the byte, %s is under way",
                  words_floppy_command(COMMAND(a->before)));
}

/* --- bytes of a result ------------------------------------------------- */

static const char *const status_1[8] = {
    [0] = "no address mark", [1] = "write-protected", [2] = "sector not found",
    [4] = "overrun",         [5] = "damaged data",    [7] = "end of track",
};

static const char *const status_2[8] = {
    [0] = "no data address mark", [1] = "bad cylinder",
    [4] = "wrong cylinder",       [5] = "damaged in the data field",
    [6] = "a deleted sector",
};

static const char *const status_3[8] = {
    [3] = "two sides",
    [4] = "track 0",
    [5] = "ready",
    [6] = "write-protected",
};

static void say_status_0(struct words *w, uint32_t value)
{
    static const char *const ends[4] = {
        "ended well", "ended with an error", "no such command, or no interrupt",
        "the ready line changed, as after a reset"};

    words_add(w, "status 0: %s", ends[value >> 6 & 3]);
    if (value >> 6 == 2)
        return;
    if (value & BIT(5))
        words_add(w, ", a seek is done");
    if (value & BIT(4))
        words_add(w, ", track 0 was not found");
    words_add(w, ", drive %c", letter(value));
}

static void say_status(struct words *w, unsigned number, uint32_t value,
                       const char *const names[8])
{
    words_add(w, "status %u: ", number);
    words_bits(w, value, names, 8, "nothing to report");
}

/* Status 0 to 2, then where the next command would go on. */
static void say_sector_result(struct words *w, unsigned n, uint32_t value)
{
    static const char *const places[] = {"cylinder", "head", "sector",
                                         "size code"};

    if (n == 1)
        say_status(w, 1, value, status_1);
    else if (n == 2)
        say_status(w, 2, value, status_2);
    else if (n - 3 < ARRAY_LEN(places))
        words_add(w, "next %s %u", places[n - 3], value);
}

static void say_result(struct words *w, const struct access *a)
{
    unsigned n = INDEX(a->before), code = COMMAND(a->before) & CODE;
    uint32_t value = a->value & 0xff;

    words_add(w, "result of %s: ", words_floppy_command(code));
    if (code == DUMPREG)
        words_add(w, "register %u of its list", n);
    else if (code == VERSION)
        words_add(w, value == 0x90 ? "an enhanced controller, as the 82077AA"
                                   : "not an enhanced controller");
    else if (code == LOCK)
        words_add(w, "%s", value ? "locked" : "not locked");
    else if (code == SENSE_DRIVE)
        say_status(w, 3, value, status_3);
    else if (n == 0)
        say_status_0(w, value);
    else if (code == SENSE_INTERRUPT)
        words_add(w, "the heads are over cylinder %u", value);
    else
        say_sector_result(w, n, value);
}

static void say_data_read(struct words *w, const struct access *a)
{
    if (PHASE(a->before) == FDC_ANSWERS)
        say_result(w, a);
    else if (DIRECTION(a->before) == FDC_TO_CPU)
        words_add(w, "a byte of the sector");
    else
        words_add(w, "it has no byte to give");
}

/* --- the other ports --------------------------------------------------- */

static void say_output(struct words *w, const struct access *a)
{
    static const char *const motors[] = {"A", "B", "C", "D"};
    uint32_t turned = a->write ? a->value ^ a->before : 0;

    words_add(w, "drive %c chosen, motor on: ", letter(a->value));
    words_bits(w, a->value >> 4 & 15, motors, ARRAY_LEN(motors), "none");
    words_add(w, a->value & FDC_DMA_GATE ? ", DMA and IRQ 6 on"
                                         : ", DMA and IRQ 6 cut off");
    if (turned & FDC_NOT_RESET)
        words_add(w, a->value & FDC_NOT_RESET ? "; its reset ends"
                                              : "; its reset begins");
    else if (!(a->value & FDC_NOT_RESET))
        words_add(w, "; it is in reset");
}

static void say_main_status(struct words *w, uint32_t value)
{
    bool ready = value & BIT(7), gives = value & BIT(6), busy = value & BIT(4);

    words_add(w, "%s",
              ready && gives  ? "it has a byte to give"
              : ready && busy ? "it takes the next byte"
              : ready         ? "it takes a command"
              : busy          ? "busy with a command"
                              : "it takes no byte");
    for (unsigned i = 0; i < 4; i++)
        if (value & BIT(i))
            words_add(w, ", drive %c seeks", letter(i));
}

static void say_rate(struct words *w, const struct access *a)
{
    words_add(w, "data rate %s", words_floppy_rate(a->value));
    if (a->port == 0x3f4 && a->value & BIT(7))
        words_add(w, ", reset");
}

void words_floppy(struct words *w, const struct access *a)
{
    words_add(w, "floppy controller: ");
    switch (a->port & 7) {
    case 0:
        words_add(w, "status A, its interrupt is %s, the heads are %s track 0",
                  a->value & BIT(7) ? "high" : "low",
                  a->value & BIT(4) ? "not over" : "over");
        break;
    case 1:
        words_add(w, "status B, drive %c is chosen", letter(a->value >> 5 & 1));
        break;
    case 2:
        say_output(w, a);
        break;
    case 3:
        words_add(w, "tape drive register");
        break;
    case 4:
        if (a->write)
            say_rate(w, a);
        else
            say_main_status(w, a->value);
        break;
    case 5:
        if (a->write)
            say_data_write(w, a);
        else
            say_data_read(w, a);
        break;
    default:
        if (a->write)
            say_rate(w, a);
        else
            words_add(w, a->value & BIT(7) ? "the disk may have been changed"
                                           : "the disk change line is low");
    }
}
