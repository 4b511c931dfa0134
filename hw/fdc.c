/* SPDX-License-Identifier: MIT
 *
 * hw/fdc.c - 82077AA floppy disk controller: ports and phases.
 *
 *   port  access  register
 *   3F0h  R       Status A     7 INT, 4 track 0, 3 head, 0 direction
 *   3F1h  R       Status B     5 drive select, 1:0 motors
 *   3F2h  RW      Digital Output
 *                   5:4 motor B, A   3 DMA and INT reach the bus
 *                   2  0: reset      1:0 drive
 *   3F3h  RW      Tape Drive
 *   3F4h  R       Main Status
 *                   7 RQM: take or give a byte   6 DIO: 1 give
 *                   5 NDM: no DMA   4 CB: busy   1:0 drive B, A seeks
 *   3F4h  W       Data Rate Select   7 reset   1:0 rate
 *   3F5h  RW      Data: commands, their results, data without DMA
 *   3F7h  R       Digital Input      7 disk change
 *   3F7h  W       Configuration Control   1:0 rate
 *
 * A command is a few bytes to 3F5h, its execution (DMA channel 2 carries the
 * data), IRQ 6, and a result of a few bytes from 3F5h; reading the first of
 * them takes INT away. Seeks run beside this; SENSE INTERRUPT STATUS tells of
 * their end.
 *
 * Source: Intel 82077AA data sheet, "Register Set", "Controller Phases";
 *         IBM PC AT Technical Reference, "Diskette Adapter".
 * Not modelled: FIFO threshold, tape drives, power-down.
 */
#include "hw/fdc.h"

#include "hw/floppy_media.h"

#define PORT_STATUS_A     0x3f0
#define PORT_STATUS_B     0x3f1
#define PORT_OUTPUT       0x3f2
#define PORT_TAPE         0x3f3
#define PORT_STATUS       0x3f4 /* write: Data Rate Select */
#define PORT_DATA         0x3f5
#define PORT_INPUT        0x3f7 /* write: Configuration Control */

#define OUTPUT_DRIVE      FIELD(1, 0)
#define OUTPUT_MOTORS     4 /* and up */

#define STATUS_RQM        BIT(7)
#define STATUS_DIO        BIT(6)
#define STATUS_NDM        BIT(5)
#define STATUS_BUSY       BIT(4)

#define RATE_RESET        BIT(7)
#define RATE              FIELD(1, 0)
#define RATE_250          2

#define INPUT_CHANGED     BIT(7)

#define ALL_SENSES        0x0f
#define SENSE_AFTER_RESET 0xc0 /* status 0: "ready changed" */

#define FDC_IRQ           6

/* --- interrupt and time ------------------------------------------------ */

void fdc_interrupt(struct board *b, struct fdc *fdc, bool level)
{
    fdc->interrupt = level;
    board_irq(b, FDC_IRQ, level && fdc->dor & FDC_DMA_GATE);
}

void fdc_wait(struct board *b, struct fdc *fdc)
{
    uint64_t next = fdc->data_at;

    for (unsigned i = 0; i < FDC_DRIVES; i++)
        if (fdc->seek_done[i] < next)
            next = fdc->seek_done[i];
    board_deadline(b, DEV_fdc, next);
}

static void seek_end(struct board *b, struct fdc *fdc, unsigned drive)
{
    fdc->seek_done[drive] = BOARD_NEVER;
    fdc->cylinder[drive] = fdc->target[drive];
    if (fdc_has_disk(fdc, drive))
        fdc->changed[drive] = 0;
    fdc->senses |= (uint8_t)BIT(drive);
    board_event(b, EV_FLOPPY_SEEK, drive, fdc->sense[drive],
                fdc->cylinder[drive], 0);
    fdc_interrupt(b, fdc, true);
}

static void fdc_expire(struct board *b, void *dev)
{
    struct fdc *fdc = dev;
    uint64_t now = board_now(b);

    for (unsigned i = 0; i < FDC_DRIVES; i++)
        if (fdc->seek_done[i] <= now)
            seek_end(b, fdc, i);
    if (fdc->data_at <= now) {
        fdc->data_at = BOARD_NEVER;
        fdc_command_continue(b, fdc);
    }
    fdc_wait(b, fdc);
}

void fdc_answer(struct board *b, struct fdc *fdc, unsigned bytes,
                bool interrupt)
{
    fdc->phase = FDC_ANSWERS;
    fdc->answers = (uint8_t)bytes;
    fdc->given = 0;
    fdc->data_at = BOARD_NEVER;
    if (interrupt)
        fdc_interrupt(b, fdc, true);
}

/* --- reset ------------------------------------------------------------- */

void fdc_stop(struct board *b, struct fdc *fdc)
{
    fdc->phase = FDC_IDLE;
    fdc->taken = 0;
    fdc->senses = 0;
    fdc->data_at = BOARD_NEVER;
    for (unsigned i = 0; i < FDC_DRIVES; i++)
        fdc->seek_done[i] = BOARD_NEVER;
    if (!fdc->lock)
        fdc->configure = 0;
    fdc->perpendicular = 0;
    fdc_interrupt(b, fdc, false);
    fdc_wait(b, fdc);
}

/* Each drive's "ready" line seems to change: four results to be sensed. */
static void controller_start(struct board *b, struct fdc *fdc)
{
    fdc_stop(b, fdc);
    if (fdc->weak.hung)
        return;
    fdc->senses = ALL_SENSES;
    for (unsigned i = 0; i < 4; i++)
        fdc->sense[i] = (uint8_t)(SENSE_AFTER_RESET | i);
    fdc_interrupt(b, fdc, true);
}

static void fdc_reset(struct board *b, void *dev)
{
    struct fdc *fdc = dev;

    fdc->dor = 0;
    fdc->rate = RATE_250;
    fdc->lock = 0;
    fdc_stop(b, fdc);
}

static void fdc_power_on(struct board *b, void *dev, unsigned unit)
{
    struct fdc *fdc = dev;

    (void)unit;
    for (unsigned i = 0; i < FDC_DRIVES; i++) {
        uint64_t sectors = board_config(b)->disk_sectors[DRIVE_FLOPPY + i];

        fdc->present[i] = floppy_media(sectors) != NULL;
        fdc->changed[i] = 1;
    }
}

static void output_write(struct board *b, struct fdc *fdc, uint8_t value)
{
    uint8_t changed = fdc->dor ^ value;

    fdc->dor = value;
    if (changed & FDC_NOT_RESET && value & FDC_NOT_RESET)
        controller_start(b, fdc);
    else if (changed & FDC_NOT_RESET)
        fdc_stop(b, fdc);
    else
        fdc_interrupt(b, fdc, fdc->interrupt);
}

/* --- ports ------------------------------------------------------------- */

static bool moves_data(const struct fdc *fdc)
{
    return fdc->phase == FDC_EXECUTES && fdc->direction != FDC_NO_DATA;
}

static uint8_t main_status(const struct fdc *fdc)
{
    unsigned status = 0;

    if (!(fdc->dor & FDC_NOT_RESET) || fdc->weak.hung)
        return 0;
    for (unsigned i = 0; i < FDC_DRIVES; i++)
        if (fdc->seek_done[i] != BOARD_NEVER)
            status |= BIT(i);
    if (fdc->phase != FDC_IDLE)
        status |= STATUS_BUSY;
    if (fdc->phase != FDC_EXECUTES)
        status |= STATUS_RQM;
    if (moves_data(fdc))
        status |= STATUS_RQM | STATUS_NDM;
    if (fdc->phase == FDC_ANSWERS ||
        (moves_data(fdc) && fdc->direction == FDC_TO_CPU))
        status |= STATUS_DIO;
    return (uint8_t)status;
}

/* The line of the selected drive, if its motor turns. */
static uint8_t digital_input(const struct fdc *fdc)
{
    unsigned drive = fdc->dor & OUTPUT_DRIVE;

    if (drive >= FDC_DRIVES || !(fdc->dor & FDC_MOTOR(drive)))
        return 0;
    return fdc->changed[drive] ? INPUT_CHANGED : 0;
}

static uint8_t status_a(const struct fdc *fdc)
{
    unsigned drive = fdc->dor & OUTPUT_DRIVE;
    unsigned value = fdc->interrupt ? BIT(7) : 0;

    if (drive < FDC_DRIVES && fdc_heads_at(fdc, drive) != 0)
        value |= BIT(4);
    return (uint8_t)(value | (fdc->head ? BIT(3) : 0));
}

static void data_moved(struct board *b, struct fdc *fdc)
{
    if (++fdc->position < SECTOR_SIZE)
        return;
    fdc_interrupt(b, fdc, false);
    fdc_command_continue(b, fdc);
    fdc_wait(b, fdc);
}

static uint8_t data_read(struct board *b, struct fdc *fdc)
{
    uint8_t byte;

    if (moves_data(fdc) && fdc->direction == FDC_TO_CPU) {
        byte = fdc->buffer[fdc->position];
        data_moved(b, fdc);
        return byte;
    }
    if (fdc->phase != FDC_ANSWERS)
        return 0xff;
    if (fdc->given == 0)
        fdc_interrupt(b, fdc, false);
    byte = fdc->result[fdc->given++];
    if (fdc->given == fdc->answers)
        fdc->phase = FDC_IDLE;
    return byte;
}

static void data_write(struct board *b, struct fdc *fdc, uint8_t byte)
{
    if (moves_data(fdc) && fdc->direction == FDC_FROM_CPU) {
        fdc->buffer[fdc->position] = byte;
        data_moved(b, fdc);
        return;
    }
    if (!(fdc->dor & FDC_NOT_RESET) || fdc->weak.hung)
        return;
    if (fdc->phase == FDC_IDLE) {
        fdc->phase = FDC_TAKES;
        fdc->taken = 0;
        fdc->wanted = (uint8_t)fdc_command_length(byte);
    }
    if (fdc->phase != FDC_TAKES)
        return;
    fdc->command[fdc->taken++] = byte;
    if (fdc->taken == fdc->wanted) {
        fdc_command(b, fdc);
        fdc_wait(b, fdc);
    }
}

static uint32_t fdc_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct fdc *fdc = dev;
    unsigned drive = fdc->dor & OUTPUT_DRIVE;

    (void)bytes;
    switch (port) {
    case PORT_STATUS_A:
        return status_a(fdc);
    case PORT_STATUS_B:
        return (drive & 1) << 5 | (fdc->dor >> OUTPUT_MOTORS & 3u);
    case PORT_OUTPUT:
        return fdc->dor;
    case PORT_TAPE:
        return fdc->tape;
    case PORT_STATUS:
        return main_status(fdc);
    case PORT_DATA:
        return data_read(b, fdc);
    case PORT_INPUT:
        return digital_input(fdc);
    default:
        return 0xff;
    }
}

static void fdc_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct fdc *fdc = dev;
    uint8_t byte = (uint8_t)value;

    (void)bytes;
    switch (port) {
    case PORT_OUTPUT:
        output_write(b, fdc, byte);
        break;
    case PORT_TAPE:
        fdc->tape = byte & RATE;
        break;
    case PORT_STATUS:
        fdc->rate = byte & RATE;
        if (byte & RATE_RESET)
            controller_start(b, fdc);
        break;
    case PORT_DATA:
        data_write(b, fdc, byte);
        break;
    case PORT_INPUT:
        fdc->rate = byte & RATE;
        break;
    }
}

const struct device_ops fdc_ops = {
    .part = "82077AA floppy disk controller",
    .power_on = fdc_power_on,
    .reset = fdc_reset,
    .in = fdc_in,
    .out = fdc_out,
    .expire = fdc_expire,
};
