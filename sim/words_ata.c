/* SPDX-License-Identifier: MIT
 *
 * sim/words_ata.c - the words for an ATA channel.
 *
 * Source: AT Attachment with Packet Interface Extension (ATA/ATAPI-4),
 * "Interface register definitions and descriptions".
 */
#include "sim/words.h"

#define DEVICE(before)  ((before)&0xff)
#define STATUS(before)  ((before) >> 8 & 0xff)
#define COMMAND(before) ((before) >> 16 & 0xff)

/* See sim/port_state.h; the first three are of ports 1F0h and 170h only. */
#define OF_SECTOR BIT(31)
#define OF_SLAVE  BIT(30)
#define OF_CD     BIT(29)
#define IS_CD     BIT(24)

/* The sector count register of a CD-ROM drive: interrupt reason. */
#define REASON_PACKET  BIT(0)
#define REASON_TO_HOST BIT(1)

#define DEVICE_LBA     BIT(6)
#define DEVICE_DEV     BIT(4)

static const struct name commands[] = {
    {0x00, "NOP"},
    {0x08, "DEVICE RESET"},
    {0x10, "RECALIBRATE"},
    {0x20, "READ SECTORS"},
    {0x21, "READ SECTORS"},
    {0x24, "READ SECTORS EXT"},
    {0x25, "READ DMA EXT"},
    {0x29, "READ MULTIPLE EXT"},
    {0x30, "WRITE SECTORS"},
    {0x31, "WRITE SECTORS"},
    {0x34, "WRITE SECTORS EXT"},
    {0x35, "WRITE DMA EXT"},
    {0x39, "WRITE MULTIPLE EXT"},
    {0x40, "READ VERIFY SECTORS"},
    {0x41, "READ VERIFY SECTORS"},
    {0x42, "READ VERIFY SECTORS EXT"},
    {0x70, "SEEK"},
    {0x90, "EXECUTE DEVICE DIAGNOSTIC"},
    {0x91, "INITIALIZE DEVICE PARAMETERS"},
    {0xa0, "PACKET"},
    {0xa1, "IDENTIFY PACKET DEVICE"},
    {0xc4, "READ MULTIPLE"},
    {0xc5, "WRITE MULTIPLE"},
    {0xc6, "SET MULTIPLE MODE"},
    {0xc8, "READ DMA"},
    {0xca, "WRITE DMA"},
    {0xe0, "STANDBY IMMEDIATE"},
    {0xe1, "IDLE IMMEDIATE"},
    {0xe2, "STANDBY"},
    {0xe3, "IDLE"},
    {0xe4, "READ BUFFER"},
    {0xe5, "CHECK POWER MODE"},
    {0xe6, "SLEEP"},
    {0xe7, "FLUSH CACHE"},
    {0xe8, "WRITE BUFFER"},
    {0xea, "FLUSH CACHE EXT"},
    {0xec, "IDENTIFY DEVICE"},
    {0xef, "SET FEATURES"},
    {0, NULL},
};

const char *words_ata_command(uint32_t command)
{
    return name_find(commands, command);
}

static const char *const status_bits[8] = {
    "error",         NULL,           NULL,    "data request",
    "seek complete", "device fault", "ready", "busy",
};

static const char *const error_bits[8] = {
    "address mark not found", "no media",
    "command aborted",        "media change requested",
    "sector not found",       "media changed",
    "uncorrectable data",     "interface CRC or bad block",
};

void words_ata_error(struct words *w, uint32_t error)
{
    words_bits(w, error, error_bits, 8, "no error bit is set");
}

static const char *channel(const struct access *a)
{
    return (a->port & 0x80) == 0 ? " of the second channel" : "";
}

/* "the master disk", "the CD-ROM drive" */
static void say_drive(struct words *w, const struct access *a)
{
    if (a->before & IS_CD)
        words_add(w, "the CD-ROM drive");
    else
        words_add(w, "the %s disk%s",
                  DEVICE(a->before) & DEVICE_DEV ? "slave" : "master",
                  channel(a));
}

/* With BSY set the other bits mean nothing. */
static void say_status(struct words *w, const struct access *a)
{
    words_add(w, "%sstatus of ", (a->port & 0x200) ? "alternate " : "");
    say_drive(w, a);
    words_add(w, ": ");
    if (a->value & BIT(7))
        words_add(w, "busy");
    else
        words_bits(w, a->value, status_bits, 8, "no drive is ready");
}

static void say_command(struct words *w, const struct access *a)
{
    const char *name = words_ata_command(a->value);

    words_add(w, "command to ");
    say_drive(w, a);
    if (name)
        words_add(w, ": %s", name);
}

static void say_data(struct words *w, const struct access *a)
{
    const char *name = words_ata_command(COMMAND(a->before));

    words_count(w, a->bytes, "byte");
    if (a->before & OF_SECTOR) {
        words_add(w, " of sector %u of the ", a->before & FIELD(27, 0));
        if (a->before & OF_CD)
            words_add(w, "CD");
        else
            words_add(w, "%s disk%s", a->before & OF_SLAVE ? "slave" : "master",
                      channel(a));
        return;
    }
    words_add(w, " of data %s ", a->write ? "to" : "from");
    say_drive(w, a);
    if (name)
        words_add(w, ", command %s", name);
}

static void say_device(struct words *w, const struct access *a)
{
    const char *unit = a->value & DEVICE_DEV ? "slave" : "master";

    words_add(w, "%sdevice register%s: %s disk, ", a->write ? "" : "the ",
              channel(a), unit);
    if (a->value & DEVICE_LBA)
        words_add(w, "LBA bits 27:24 are %Xh", a->value & 15);
    else
        words_add(w, "head %u", a->value & 15);
}

static void say_address(struct words *w, const struct access *a)
{
    static const char *const lba[] = {"LBA bits 7:0", "LBA bits 15:8",
                                      "LBA bits 23:16"};
    static const char *const chs[] = {"sector", "cylinder, low byte",
                                      "cylinder, high byte"};
    unsigned i = (a->port & 7) - 3;

    words_add(w, "%s of the disk address%s",
              DEVICE(a->before) & DEVICE_LBA ? lba[i] : chs[i], channel(a));
}

/* Without ERR in the status it holds the result of the last self-test. */
static void say_error(struct words *w, const struct access *a)
{
    words_add(w, "%s register%s", a->write ? "features" : "error", channel(a));
    if (a->write)
        return;
    if (STATUS(a->before) & BIT(0)) {
        words_add(w, ": ");
        if (a->before & IS_CD)
            words_atapi_error(w, a->value);
        else
            words_ata_error(w, a->value);
    } else {
        words_add(w, ", while the status shows no error%s",
                  a->value == 1 ? "; 01h: the drive passed its test" : "");
    }
}

/* What a CD-ROM drive wants or gives next, and how much. */
static void say_reason(struct words *w, const struct access *a)
{
    words_add(w, "interrupt reason: ");
    if (!(a->value & REASON_PACKET))
        words_add(w, a->value & REASON_TO_HOST ? "data for the host"
                                               : "data for the drive");
    else
        words_add(w, a->value & REASON_TO_HOST ? "the command has ended"
                                               : "it wants the packet");
}

static void say_byte_count(struct words *w, const struct access *a)
{
    words_add(w, "byte count of the CD-ROM drive%s, %s byte",
              a->write ? "" : ", or its signature",
              (a->port & 7) == 4 ? "low" : "high");
}

void words_ata(struct words *w, const struct access *a)
{
    switch (a->port & 7) {
    case 0:
        say_data(w, a);
        break;
    case 1:
        say_error(w, a);
        break;
    case 2:
        if (a->before & IS_CD && !a->write)
            say_reason(w, a);
        else
            words_add(w, "sector count%s: %u%s", channel(a), a->value,
                      a->write && !a->value ? ", which means 256" : "");
        break;
    case 4:
    case 5:
        if (a->before & IS_CD)
            say_byte_count(w, a);
        else
            say_address(w, a);
        break;
    case 6:
        say_device(w, a);
        break;
    case 7:
        if (a->write)
            say_command(w, a);
        else
            say_status(w, a);
        break;
    default:
        say_address(w, a);
    }
}

/* 3F6h, 376h. */
void words_ata_control(struct words *w, const struct access *a)
{
    if (!a->write)
        say_status(w, a);
    else
        words_add(w, "device control%s: interrupt %s%s%s", channel(a),
                  a->value & BIT(1) ? "off" : "on",
                  a->value & BIT(2) ? ", software reset" : "",
                  a->value & BIT(7) ? ", registers read as written before last"
                                    : "");
}
