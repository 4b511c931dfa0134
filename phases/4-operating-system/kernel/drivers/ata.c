/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/ata.c - the first hard disk: primary channel, master.
 *
 *   port  read              write
 *   1F0h  data (16 bits)    data
 *   1F1h  error             features
 *   1F2h  sector count      sector count
 *   1F3h  LBA 7:0           LBA 7:0
 *   1F4h  LBA 15:8          LBA 15:8
 *   1F5h  LBA 23:16         LBA 23:16
 *   1F6h  drive, LBA 27:24  drive, LBA 27:24
 *   1F7h  status            command
 *   3F6h  other status      device control
 *
 * The disk interrupts (IRQ14) when a sector can be moved. Reading the status
 * register takes its request back.
 *
 * Source: ATA/ATAPI-4, "PIO data in commands" and "PIO data out commands".
 * Not modelled: DMA, the slave drive, the secondary channel, 48-bit LBA.
 */
#include "drivers/ata.h"

#include <stdbool.h>

#include "interrupts/irq.h"
#include "interrupts/pic.h"
#include "log.h"
#include "port.h"
#include "processes/lock.h"
#include "processes/scheduler.h"
#include "system_calls.h"

#define ATA_DATA       0x1f0
#define ATA_ERROR      0x1f1
#define ATA_COUNT      0x1f2
#define ATA_LBA0       0x1f3
#define ATA_LBA1       0x1f4
#define ATA_LBA2       0x1f5
#define ATA_DRIVE      0x1f6
#define ATA_STATUS     0x1f7
#define ATA_COMMAND    0x1f7
#define ATA_CONTROL    0x3f6

#define STATUS_BUSY    0x80
#define STATUS_FAULT   0x20
#define STATUS_REQUEST 0x08
#define STATUS_ERROR   0x01
#define STATUS_NOBODY  0xff

#define DRIVE_MASTER   0xe0 /* LBA addressing */
#define COMMAND_READ   0x20
#define COMMAND_WRITE  0x30
#define COMMAND_FLUSH  0xe7
#define COMMAND_WHO    0xec /* IDENTIFY DEVICE */
#define CONTROL_IRQ_ON 0x00
#define CONTROL_RESET  0x04 /* SRST, for both drives of the channel */

enum { DISK_LINE = 14, SECTOR_WORDS = 256, ATTEMPTS = 3, TIMEOUT_MS = 5000 };
enum { RESET_READS = 8 };
enum { WHO_MODEL = 27, WHO_MODEL_WORDS = 20, WHO_SECTORS = 60 };

static volatile bool interrupted;
static volatile uint8_t status;
static uint32_t sectors;
static struct lock disk_lock;

static void disk_interrupt(void)
{
    status = port_in8(ATA_STATUS);
    interrupted = true;
    scheduler_wake((const void *)&interrupted);
}

static bool wait_for_disk(void)
{
    uint32_t deadline = scheduler_tick_after(TIMEOUT_MS);

    while (!interrupted) {
        if (scheduler_is_past(deadline))
            return false;
        scheduler_sleep((const void *)&interrupted, deadline);
    }
    interrupted = false;
    return true;
}

static void command(uint8_t number, uint32_t lba, uint32_t count)
{
    interrupted = false;
    port_out8(ATA_DRIVE, (uint8_t)(DRIVE_MASTER | (lba >> 24 & 0xf)));
    port_out8(ATA_COUNT, (uint8_t)count);
    port_out8(ATA_LBA0, (uint8_t)lba);
    port_out8(ATA_LBA1, (uint8_t)(lba >> 8));
    port_out8(ATA_LBA2, (uint8_t)(lba >> 16));
    port_out8(ATA_COMMAND, number);
}

static const char *error_name(uint8_t error)
{
    static const char *const names[] = {
        "address mark not found (AMNF)",
        "track 0 not found (TK0NF)",
        "command aborted (ABRT)",
        "media change requested (MCR)",
        "sector not found (IDNF)",
        "media changed (MC)",
        "bad data (UNC)",
        "bad block (BBK)",
    };

    for (unsigned bit = 0; bit < 8; bit++)
        if (error & 1u << bit)
            return names[bit];
    return "no reason given";
}

/* The state after an interrupt: good, or reported. */
static bool went_well(const char *verb, uint32_t lba)
{
    if (status & STATUS_ERROR) {
        log_failed("disk", "cannot %s LBA %u: %s", verb, lba,
                   error_name(port_in8(ATA_ERROR)));
        return false;
    }
    if (status & STATUS_FAULT) {
        log_failed("disk", "cannot %s LBA %u: device fault", verb, lba);
        return false;
    }
    return true;
}

/* A drive that is busy takes no command; a software reset gets it back. The
 * reads outlast the 5 us that SRST has to stay. */
static void reset(void)
{
    uint32_t deadline = scheduler_tick_after(TIMEOUT_MS);

    port_out8(ATA_CONTROL, CONTROL_RESET);
    for (int i = 0; i < RESET_READS; i++)
        port_in8(ATA_CONTROL);
    port_out8(ATA_CONTROL, CONTROL_IRQ_ON);
    do
        scheduler_sleep((const void *)&interrupted, scheduler_tick_after(0));
    while (port_in8(ATA_CONTROL) & STATUS_BUSY && !scheduler_is_past(deadline));
}

static bool silent(const char *verb, uint32_t lba)
{
    log_failed("disk", "cannot %s LBA %u: no interrupt in %u s, status %02Xh",
               verb, lba, TIMEOUT_MS / 1000, port_in8(ATA_CONTROL));
    reset();
    return false;
}

static bool try_read(uint32_t lba, uint32_t count, char *to)
{
    command(COMMAND_READ, lba, count);
    for (uint32_t i = 0; i < count; i++) {
        if (!wait_for_disk())
            return silent("read", lba + i);
        if (!went_well("read", lba + i))
            return false;
        if (!(status & STATUS_REQUEST))
            return silent("read", lba + i);
        port_read_words(ATA_DATA, to + i * SECTOR_BYTES, SECTOR_WORDS);
    }
    return true;
}

/* The first sector is asked for without an interrupt. */
static bool wait_for_request(void)
{
    uint32_t deadline = scheduler_tick_after(TIMEOUT_MS);

    while (!scheduler_is_past(deadline)) {
        status = port_in8(ATA_CONTROL);
        if (!(status & STATUS_BUSY) && status & (STATUS_REQUEST | STATUS_ERROR))
            return true;
        scheduler_sleep((const void *)&interrupted, scheduler_tick_after(0));
    }
    return false;
}

static bool try_write(uint32_t lba, uint32_t count, const char *from)
{
    command(COMMAND_WRITE, lba, count);
    if (!wait_for_request())
        return silent("write", lba);
    for (uint32_t i = 0; i < count; i++) {
        if (!went_well("write", lba + i))
            return false;
        port_write_words(ATA_DATA, from + i * SECTOR_BYTES, SECTOR_WORDS);
        if (!wait_for_disk())
            return silent("write", lba + i);
    }
    if (!went_well("write", lba))
        return false;
    command(COMMAND_FLUSH, 0, 0);
    return wait_for_disk() && went_well("flush after", lba);
}

static bool is_inside(uint32_t lba, uint32_t count)
{
    return lba < sectors && count <= sectors - lba;
}

int32_t ata_read(uint32_t lba, uint32_t count, void *to)
{
    bool good = false;

    if (!is_inside(lba, count))
        return -ERROR_DISK;
    lock_take(&disk_lock);
    for (int i = 0; i < ATTEMPTS && !good; i++)
        good = try_read(lba, count, to);
    lock_give_back(&disk_lock);
    return good ? 0 : -ERROR_DISK;
}

int32_t ata_write(uint32_t lba, uint32_t count, const void *from)
{
    bool good = false;

    if (!is_inside(lba, count))
        return -ERROR_DISK;
    lock_take(&disk_lock);
    for (int i = 0; i < ATTEMPTS && !good; i++)
        good = try_write(lba, count, from);
    lock_give_back(&disk_lock);
    return good ? 0 : -ERROR_DISK;
}

uint32_t ata_sectors(void)
{
    return sectors;
}

/* The model name comes with the two bytes of each word swapped. */
static void copy_model(char *to, const uint16_t *words)
{
    unsigned length = 0, last = 0;

    for (unsigned i = 0; i < WHO_MODEL_WORDS; i++) {
        to[length++] = (char)(words[WHO_MODEL + i] >> 8);
        to[length++] = (char)words[WHO_MODEL + i];
    }
    for (unsigned i = 0; i < length; i++)
        if (to[i] != ' ')
            last = i + 1;
    to[last] = '\0';
}

static bool identify(uint16_t *words)
{
    port_out8(ATA_CONTROL, CONTROL_IRQ_ON);
    port_out8(ATA_DRIVE, DRIVE_MASTER);
    status = port_in8(ATA_STATUS);
    if (status == STATUS_NOBODY || status == 0)
        return false;
    command(COMMAND_WHO, 0, 0);
    if (!wait_for_disk() || !(status & STATUS_REQUEST))
        return false;
    port_read_words(ATA_DATA, words, SECTOR_WORDS);
    return true;
}

void ata_init(void)
{
    uint16_t words[SECTOR_WORDS];
    char model[2 * WHO_MODEL_WORDS + 1];

    irq_register(DISK_LINE, "disk", disk_interrupt);
    pic_unmask(DISK_LINE);
    if (!identify(words)) {
        log_failed("disk", "no drive answers on the primary channel");
        return;
    }
    sectors = words[WHO_SECTORS] | (uint32_t)words[WHO_SECTORS + 1] << 16;
    copy_model(model, words);
    log_ok("disk", "%s, %u sectors (%u KiB)", model, sectors, sectors / 2);
}
