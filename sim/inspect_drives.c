/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_drives.c - disks, CD-ROM drive, floppy drives and the DMA
 * controllers in words: what each of them is doing now.
 *
 * Source: ATA/ATAPI-4; Intel 82077AA and 8237A data sheets; IBM PC AT
 * Technical Reference, "DMA Page Registers".
 */
#include "sim/inspect_devices.h"

/* --- ATA channels ------------------------------------------------------ */

static const char *const stages[] = {
    [ATA_IDLE] = "waits for a command",     [ATA_RESETTING] = "is in reset",
    [ATA_EXECUTING] = "executes a command", [ATA_DATA_IN] = "has data to give",
    [ATA_DATA_OUT] = "waits for data",
};

static void say_disc(struct words *w, const struct ata_drive *drive)
{
    words_add(w, "      disc         ");
    if (drive->disc & DISC_OUT)
        words_add(w, "the tray is open");
    else if (drive->weak.cd.empty)
        words_add(w, "none is in");
    else
        words_add(w, "%u is in", drive->loaded + 1u);
    words_add(w, "%s\n",
              drive->disc & DISC_LOCKED ? ", the tray is locked"
              : drive->disc & DISC_NEW  ? ", the host does not know yet"
                                        : "");
}

static void say_drive(struct words *w, const struct ata_drive *drive)
{
    const char *command = words_ata_command(drive->command);

    if (drive->packet)
        words_add(w, "CD-ROM, %u sectors of 2048 bytes; %s\n",
                  (unsigned)drive->capacity / 4, stages[drive->stage]);
    else
        words_add(w, "%u sectors; %s\n", (unsigned)drive->capacity,
                  stages[drive->stage]);
    words_add(w, "      status %02Xh, last command %02Xh%s%s\n",
              (unsigned)drive->status, (unsigned)drive->command,
              command ? " " : "", command ? command : "");
    if (drive->packet) {
        words_add(w, "      next sector %u, %u to go\n", (unsigned)drive->lba,
                  (unsigned)drive->left);
        say_disc(w, drive);
    } else {
        words_add(w, "      next LBA %u, %u sectors to go\n",
                  (unsigned)drive->lba, (unsigned)drive->remaining);
    }
}

void describe_ata(struct words *w, const struct board *b, const void *state)
{
    const struct ata *ata = state;

    (void)b;
    for (unsigned i = 0; i < ATA_DRIVES; i++) {
        words_add(w, "  drive %u%s    ", i,
                  (ata->device >> 4 & 1) == i ? "*" : " ");
        if (ata->drive[i].capacity)
            say_drive(w, &ata->drive[i]);
        else
            words_add(w, "none\n");
    }
    words_add(w, "  interrupts   %s\n",
              ata->control & BIT(1) ? "disabled (nIEN)" : "enabled");
}

/* --- floppy disks ------------------------------------------------------ */

static void say_fdc_phase(struct words *w, const struct fdc *fdc)
{
    const char *name = words_floppy_command(fdc->command[0]);

    words_add(w, "  state        ");
    if (fdc->weak.hung)
        words_add(w, "stands still\n");
    else if (!(fdc->dor & FDC_NOT_RESET))
        words_add(w, "in reset\n");
    else if (fdc->phase == FDC_IDLE)
        words_add(w, "waits for a command\n");
    else if (fdc->phase == FDC_TAKES)
        words_add(w, "%s: has %u of %u bytes\n", name, (unsigned)fdc->taken,
                  (unsigned)fdc->wanted);
    else if (fdc->phase == FDC_EXECUTES)
        words_add(w, "executes %s\n", name);
    else
        words_add(w, "%s: has given %u of %u result bytes\n", name,
                  (unsigned)fdc->given, (unsigned)fdc->answers);
}

static void say_floppy_drive(struct words *w, const struct fdc *fdc,
                             unsigned drive)
{
    words_add(w, "  drive %c%s    ", (int)('A' + drive),
              (fdc->dor & FDC_DRIVE) == drive ? "*" : " ");
    if (!fdc->present[drive]) {
        words_add(w, "none\n");
        return;
    }
    words_add(w, "motor %s, heads over cylinder %u%s\n",
              fdc->dor & FDC_MOTOR(drive) ? "on" : "off",
              fdc_heads_at(fdc, drive),
              fdc->seek_done[drive] != BOARD_NEVER ? ", seeking" : "");
    words_add(w, "      %s%s%s\n",
              fdc->weak.empty[drive] ? "no disk" : "a disk is in",
              fdc->weak.locked[drive] ? ", write-protected" : "",
              fdc->changed[drive] ? ", changed since the last step" : "");
}

void describe_fdc(struct words *w, const struct board *b, const void *state)
{
    const struct fdc *fdc = state;

    (void)b;
    say_fdc_phase(w, fdc);
    for (unsigned i = 0; i < FDC_DRIVES; i++)
        say_floppy_drive(w, fdc, i);
    words_add(w, "  data rate    %s\n", words_floppy_rate(fdc->rate));
    words_add(w, "  data moves   %s\n",
              fdc->hlt_nd & FDC_NO_DMA ? "by the processor"
                                       : "by DMA channel 2");
    words_add(w, "  IRQ6         %s%s\n", fdc->interrupt ? "asked for" : "low",
              fdc->dor & FDC_DMA_GATE ? "" : ", cut off from the bus");
}

/* --- DMA --------------------------------------------------------------- */

static void say_channel(struct words *w, const struct board *b,
                        const struct dma *dma, unsigned n)
{
    const struct dma_channel *c = &dma->channel[n];
    unsigned number = n + dma->shift * DMA_CHANNELS;

    words_add(w, "  channel %u    %s", number,
              dma->mask >> n & 1 ? "masked" : "takes requests");
    if ((c->mode & DMA_KIND) == DMA_CASCADE) {
        words_add(w, ", for the controller behind it\n");
        return;
    }
    if (!c->mode && !c->base_address && !c->base_count) {
        words_add(w, ", not programmed\n");
        return;
    }
    if (dma->done >> n & 1)
        words_add(w, ", terminal count");
    words_add(w, "\n      ");
    words_count(w, c->count + 1u, dma->shift ? "word" : "byte");
    words_add(
        w, " to go, %s, at %06Xh\n", words_dma_transfer(c->mode),
        (unsigned)dma_page_address(&b->s.devices.dma_page, number, c->address));
}

void describe_dma(struct words *w, const struct board *b, const void *state)
{
    const struct dma *dma = state;

    if (dma->command & DMA_COMMAND_OFF)
        words_add(w, "  controller   switched off by its command register\n");
    words_add(w, "  next byte    %s\n",
              dma->high ? "the high one of an address or count"
                        : "the low one of an address or count");
    for (unsigned i = 0; i < DMA_CHANNELS; i++)
        say_channel(w, b, dma, i);
}

void describe_dma_page(struct words *w, const struct board *b,
                       const void *state)
{
    const struct dma_page *dma = state;

    (void)b;
    for (unsigned i = 0; i < 2 * DMA_CHANNELS; i++)
        if (i != DMA_CHANNELS)
            words_add(w, "  channel %u    address bits 23:%u are %02Xh\n", i,
                      i < DMA_CHANNELS ? 16u : 17u,
                      (unsigned)dma->page[dma_page_latch[i]]);
}
