/* SPDX-License-Identifier: MIT
 *
 * hw/ata_identify.c - what a drive tells of itself: the 256 words of
 * IDENTIFY DEVICE.
 *
 *   word   meaning
 *   0      a disk that is not removable
 *   1,3,6  cylinders, heads, sectors of a track
 *   4,5    bytes of a track, of a sector (ATA-1)
 *   10-19  serial number
 *   23-26  firmware revision
 *   27-46  model
 *   47     most sectors a block for READ and WRITE MULTIPLE
 *   49     capabilities: LBA, DMA
 *   54-58  translation in force: cylinders, heads, sectors; sectors reached
 *   59     sectors a block, as set
 *   60-61  sectors of the disk by LBA of 28 bits
 *   63, 88 multiword DMA, Ultra DMA: modes; the one that is set
 *   82-84  what it can do: power management, write cache, look-ahead, buffer
 *          commands; LBA of 48 bits, FLUSH CACHE in both forms
 *   85-87  what of it is on
 *   100-103 sectors of the disk by LBA of 48 bits
 *
 * The firmware asks for this to learn whether there is a disk, how large it
 * is, and under which name to greet it.
 *
 * Source: AT Attachment with Packet Interface Extension (ATA/ATAPI-4),
 *         "IDENTIFY DEVICE"; AT Attachment Interface for Disk Drives (ATA-1),
 *         "Identify drive": words 4 and 5, which later editions retire, but
 *         old software reads; ATA/ATAPI-6 for the words from 80 on.
 */
#include "hw/ata_drive.h"

#include <string.h>

static void identify_word(uint8_t *data, unsigned word, unsigned value)
{
    data[2 * word] = (uint8_t)value;
    data[2 * word + 1] = (uint8_t)(value >> 8);
}

static void identify_sectors(uint8_t *data, unsigned word, uint32_t sectors)
{
    identify_word(data, word, sectors & 0xffff);
    identify_word(data, word + 1, sectors >> 16);
}

/* Text, padded with spaces; the first letter of a word is its high byte. */
static void identify_text(uint8_t *data, unsigned word, unsigned words,
                          const char *text)
{
    for (unsigned i = 0; i < 2 * words; i++)
        data[2 * word + (i ^ 1)] = *text ? (uint8_t)*text++ : ' ';
}

/* Whole cylinders only, but never none. */
static uint32_t identify_cylinders(uint32_t capacity, unsigned heads,
                                   unsigned sectors, uint32_t most)
{
    uint32_t cylinders = capacity / (heads * sectors);

    if (cylinders > most)
        return most;
    return cylinders ? cylinders : 1;
}

static void identify_geometry(const struct ata_drive *drive, uint8_t *data)
{
    uint32_t standard = identify_cylinders(drive->capacity, ATA_DEFAULT_HEADS,
                                           ATA_DEFAULT_SECTORS, 16383);
    uint32_t current = identify_cylinders(drive->capacity, drive->heads,
                                          drive->sectors, 65535);
    uint32_t reached = current * drive->heads * drive->sectors;

    identify_word(data, 1, standard);
    identify_word(data, 3, ATA_DEFAULT_HEADS);
    identify_word(data, 4, ATA_DEFAULT_SECTORS * SECTOR_SIZE);
    identify_word(data, 5, SECTOR_SIZE);
    identify_word(data, 6, ATA_DEFAULT_SECTORS);
    identify_word(data, 54, current);
    identify_word(data, 55, drive->heads);
    identify_word(data, 56, drive->sectors);
    identify_sectors(data, 57,
                     reached < drive->capacity ? reached : drive->capacity);
    identify_sectors(data, 60,
                     drive->capacity < BIT(28) ? drive->capacity : BIT(28) - 1);
    identify_sectors(data, 100, drive->capacity);
}

void atapi_identify(uint8_t data[SECTOR_SIZE])
{
    memset(data, 0, SECTOR_SIZE);
    identify_word(data, 0, 0x85c0); /* CD-ROM, removable, 12-byte packets */
    identify_text(data, 10, 10, "BOOTSCOPE-CD");
    identify_text(data, 23, 4, "1.0");
    identify_text(data, 27, 20, "BOOTSCOPE CD-ROM");
    identify_word(data, 49, BIT(11) | BIT(9)); /* IORDY, LBA */
    identify_word(data, 51, 0x0200);           /* PIO mode 2 */
    identify_word(data, 53, BIT(1));           /* 64-70 are valid */
    identify_word(data, 64, BIT(1) | BIT(0));  /* PIO modes 3 and 4 */
    identify_word(data, 67, 120);              /* ns a cycle */
    identify_word(data, 68, 120);
    identify_word(data, 80, 0x001e); /* ATA-1 to ATA/ATAPI-4 */
    identify_word(data, 82, BIT(4)); /* packets */
}

static void identify_transfers(const struct ata_drive *drive, uint8_t *data)
{
    unsigned kind = drive->transfer_mode & 0xf8u;
    unsigned set = BIT(8) << (drive->transfer_mode & 7u);

    identify_word(data, 47, 0x8000 | ATA_MULTIPLE_MAX);
    identify_word(data, 49, BIT(11) | BIT(9) | BIT(8)); /* IORDY, LBA, DMA */
    identify_word(data, 51, 0x0200);                    /* PIO mode 2 */
    identify_word(data, 53, FIELD(2, 0)); /* 54-58, 64-70, 88 are valid */
    if (drive->multiple)
        identify_word(data, 59, BIT(8) | drive->multiple);
    identify_word(data, 63, FIELD(2, 0) | (kind == 0x20 ? set : 0));
    identify_word(data, 64, BIT(1) | BIT(0)); /* PIO modes 3 and 4 */
    for (unsigned word = 65; word <= 68; word++)
        identify_word(data, word, 120); /* ns a cycle */
    identify_word(data, 88, FIELD(2, 0) | (kind == 0x40 ? set : 0));
}

#define POWER_MANAGEMENT BIT(3)
#define BUFFER_COMMANDS  (BIT(13) | BIT(12))
#define LBA_48           BIT(10)
#define FLUSH_CACHE      (BIT(13) | BIT(12))
#define WORD_IS_VALID    BIT(14)

static void identify_features(const struct ata_drive *drive, uint8_t *data)
{
    unsigned always = POWER_MANAGEMENT | BUFFER_COMMANDS;

    identify_word(data, 80, 0x007e); /* ATA-1 to ATA/ATAPI-6 */
    identify_word(data, 82, always | ATA_WRITE_CACHE | ATA_LOOK_AHEAD);
    identify_word(data, 83, WORD_IS_VALID | LBA_48 | FLUSH_CACHE);
    identify_word(data, 84, WORD_IS_VALID);
    identify_word(data, 85, always | drive->enabled);
    identify_word(data, 86, LBA_48 | FLUSH_CACHE);
    identify_word(data, 87, WORD_IS_VALID);
}

void ata_identify(const struct ata_drive *drive, unsigned unit,
                  uint8_t data[SECTOR_SIZE])
{
    char serial[] = "BOOTSCOPE-0";

    serial[sizeof(serial) - 2] = (char)('0' + unit);
    memset(data, 0, SECTOR_SIZE);
    identify_word(data, 0, 0x0040);
    identify_geometry(drive, data);
    identify_text(data, 10, 10, serial);
    identify_text(data, 23, 4, "1.0");
    identify_text(data, 27, 20, "BOOTSCOPE DISK");
    identify_transfers(drive, data);
    identify_features(drive, data);
}
