/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/disks.c - the first disk by each protocol, and the
 * floppy controller.
 *
 * Source: AT Attachment with Packet Interface - 6, "Protocol"; Programming
 *         Interface for Bus Master IDE Controller, revision 1.0; Intel 82077AA
 *         data sheet, "Command Set".
 */
#include "drivers.h"

#define SECTORS 24
#define WORDS   256

static uint16_t identity[WORDS];
static uint16_t by_words[SECTORS * WORDS], again[SECTORS * WORDS];
static volatile uint8_t ata_status;

static void ata_interrupt(void)
{
    ata_status = in8(0x1f7);
}

static bool ata_ready(void)
{
    for (unsigned i = 0; i < 1000 && in8(0x3f6) & 0x80; i++)
        wait_ms(1);
    return !(in8(0x3f6) & 0x80);
}

static void ata_command(uint8_t command, uint32_t lba, uint8_t count, bool wide)
{
    ata_ready();
    out8(0x1f6, (uint8_t)(0xe0 | (wide ? 0 : lba >> 24 & 15)));
    for (unsigned i = 0; i < 4; i++)
        in8(0x3f6);
    for (int half = wide; half >= 0; half--) {
        out8(0x1f2, half ? 0 : count);
        out8(0x1f3, half ? (uint8_t)(lba >> 24) : (uint8_t)lba);
        out8(0x1f4, half ? 0 : (uint8_t)(lba >> 8));
        out8(0x1f5, half ? 0 : (uint8_t)(lba >> 16));
    }
    irq_open(14);
    out8(0x1f7, command);
}

/* `blocks` interrupts, each for a block of so many sectors. */
static bool ata_take(uint16_t *to, unsigned blocks, unsigned sectors)
{
    for (unsigned block = 1; block <= blocks; block++) {
        if (!irq_wait(14, block) || (ata_status & 0x89) != 0x08)
            return false;
        for (unsigned i = 0; i < sectors * WORDS; i++)
            *to++ = in16(0x1f0);
    }
    return ata_ready() && !(in8(0x3f6) & 0x09);
}

static bool same(const uint16_t *a, const uint16_t *b, unsigned words)
{
    while (words--)
        if (*a++ != *b++)
            return false;
    return true;
}

static void forget(void)
{
    for (unsigned i = 0; i < SECTORS * WORDS; i++)
        again[i] = 0x5a5a;
}

/* --- DMA ----------------------------------------------------------------- */

static uint32_t table[8] __attribute__((aligned(64)));

static uint16_t master_base(void)
{
    pci_write(1, 1, 4, (pci_read(1, 1, 4) & 0xffff) | 5);
    return (uint16_t)(pci_read(1, 1, 0x20) & 0xfff0);
}

static bool dma(uint8_t command, bool wide, bool to_memory, uint16_t *memory,
                unsigned sectors)
{
    uint16_t base = master_base();
    uint32_t address = (uint32_t)memory, bytes = sectors * 512;
    uint8_t status;

    table[0] = address; /* an odd number of words, then the rest */
    table[1] = 510;
    table[2] = address + 510;
    table[3] = (bytes - 510) | 0x80000000u;
    out8(base, 0);
    out32((uint16_t)(base + 4), (uint32_t)table);
    out8((uint16_t)(base + 2), 0x06);
    out8(base, to_memory ? 0x08 : 0x00);
    ata_command(command, 0, (uint8_t)sectors, wide);
    out8(base, to_memory ? 0x09 : 0x01);
    irq_wait(14, 1);
    status = in8((uint16_t)(base + 2));
    out8(base, 0);
    return (status & 0x07) == 0x04 && (ata_status & 0x89) == 0;
}

static void disk_dma(void)
{
    check("the bus master has ports", master_base() != 0);
    out8(0x1f1, 0x03);
    ata_command(0xef, 0, 0x22, false);
    check("SET FEATURES takes a DMA mode",
          irq_wait(14, 1) && !(ata_status & 1));
    forget();
    check("READ DMA, two regions", dma(0xc8, false, true, again, SECTORS) &&
                                       same(by_words, again, SECTORS * WORDS));
    forget();
    check("READ DMA EXT",
          dma(0x25, true, true, again, 3) && same(by_words, again, 3 * WORDS));
    check("WRITE DMA of the same", dma(0xca, false, false, by_words, 2));
}

/* --- Programmed I/O ------------------------------------------------------ */

static void disk_read(void)
{
    ata_command(0xec, 0, 0, false);
    check("IDENTIFY DEVICE by IRQ 14", ata_take(identity, 1, 1));
    check("it tells LBA, DMA and 48 bits",
          (identity[49] & 0x0300) == 0x0300 && identity[83] & 0x0400);
    check("both sizes agree",
          identity[60] == identity[100] && identity[61] == identity[101]);
    ata_command(0x20, 0, SECTORS, false);
    check("READ SECTORS, an interrupt each", ata_take(by_words, SECTORS, 1));
    check("the first one is bootable", by_words[255] == 0xaa55);
    forget();
    ata_command(0x24, 0, SECTORS, true);
    check("READ SECTORS EXT", ata_take(again, SECTORS, 1) &&
                                  same(by_words, again, SECTORS * WORDS));
    ata_command(0xc6, 0, 8, false);
    irq_wait(14, 1);
    forget();
    ata_command(0xc4, 0, SECTORS, false);
    check("READ MULTIPLE, 8 a block",
          ata_take(again, SECTORS / 8, 8) &&
              same(by_words, again, SECTORS * WORDS));
    ata_command(0x20, 0x0fffffff, 1, false);
    check("a sector past the end: IDNF or ABRT",
          irq_wait(14, 1) && ata_status & 1 && in8(0x1f1) & 0x14);
}

static void disk_reset(void)
{
    out8(0x3f6, 0x06);
    wait_ms(1);
    out8(0x3f6, 0x00);
    check("software reset leaves the signature",
          ata_ready() && in8(0x1f1) == 1 && in8(0x1f2) == 1 &&
              in8(0x1f3) == 1 && in8(0x1f4) == 0 && in8(0x1f5) == 0);
    out8(0x3f6, 0x02);
    ata_command(0xe7, 0, 0, false);
    ata_ready();
    wait_ms(2);
    check("nIEN keeps IRQ 14 away", irq_count[14] == 0);
    in8(0x1f7);
    out8(0x3f6, 0x00);
}

void test_disk(void)
{
    irq_handler[14] = ata_interrupt;
    disk_read();
    if (pci_there())
        disk_dma();
    disk_reset();
    irq_close(14);
}

/* --- The floppy controller ----------------------------------------------- */

static bool fdc_send(uint8_t byte)
{
    for (unsigned i = 0; i < 100; i++) {
        if ((in8(0x3f4) & 0xc0) == 0x80) {
            out8(0x3f5, byte);
            return true;
        }
        wait_ms(1);
    }
    return false;
}

static uint8_t fdc_take(void)
{
    for (unsigned i = 0; i < 100 && (in8(0x3f4) & 0xc0) != 0xc0; i++)
        wait_ms(1);
    return in8(0x3f5);
}

void test_floppy(void)
{
    bool polled = true;

    irq_open(6);
    out8(0x3f2, 0x08);
    wait_ms(1);
    out8(0x3f2, 0x0c);
    check("reset of the floppy controller: IRQ 6", irq_wait(6, 1));
    for (unsigned drive = 0; drive < 4; drive++) {
        polled = fdc_send(0x08) && polled;
        polled = fdc_take() == (0xc0 | drive) && polled;
        fdc_take();
    }
    check("SENSE INTERRUPT, once for each drive", polled);
    fdc_send(0x10);
    check("VERSION: 82077", fdc_take() == 0x90);
    fdc_send(0x0e + 0x12);
    check("an unknown command: 80h", fdc_take() == 0x80);
    irq_close(6);
}
