/* SPDX-License-Identifier: MIT
 *
 * hw/piix_ide.c - PIIX3 IDE function, PCI function 00:01.1: finds the disks
 * for software, and carries their data to memory (bus master DMA).
 *
 *   register  meaning
 *   04-05     PCICMD     bit 0  its ports answer, bit 2  it may be bus master
 *   09        PI         80h: bus master; the ports are the AT's own
 *   20-23     BMIBA      15:4  I/O address of the block below, on 16 bytes
 *   40-43     IDETIM     timing of the primary and the secondary channel
 *   44        SIDETIM    timing of the slaves
 *
 *   block     bits   meaning
 *   00        BMICP  0  1: start  0: stop     3  1: from the drive to memory
 *   02        BMISP  0  it is active
 *                    2  the drive has interrupted; write 1: clear
 *                    5, 6  the firmware notes: master, slave know DMA
 *   04-07     BMIDTPP   31:2  memory address of the table of descriptors
 *   08-0F     the same of the secondary channel
 *
 *   descriptor of a region of memory, 8 bytes
 *   00-03     31:1   address
 *   04-07     15:1   bytes, 0: 65536     31  the last one
 *
 * Software writes the table, tells the drive READ DMA or WRITE DMA, and starts
 * the bus master. Whenever the drive has or wants data (DMARQ) the words go
 * past the processor. The regions may end before the drive does: then the
 * drive waits, and software that sees neither bit 0 nor bit 2 gives up.
 *
 * Source: 82371FB (PIIX) and 82371SB (PIIX3) data sheet, "PCI Configuration
 *         Registers, IDE Interface", "PCI Bus Master IDE Registers";
 *         Programming Interface for Bus Master IDE Controller, revision 1.0.
 * Not modelled: IDETIM bit 15 and PCICMD bit 0 for the AT's ports: the
 *               channels always answer; bit 1 of BMISP, the error: no access
 *               to memory fails. A direction other than the drive's moves
 *               nothing.
 */
#include "hw/piix_ide.h"

#include "hw/ata_drive.h"

#define PCICMD         0x04
#define PCICMD_IOSE    BIT(0)
#define PCICMD_BME     BIT(2)
#define BMIBA          0x20

#define BLOCK_BYTES    16
#define FIRST_CHANNEL  8 /* in events: those before are the 8237s' */
#define CHANNEL_BYTES  8

#define BMIC_START     BIT(0)
#define BMIC_TO_MEMORY BIT(3)

#define BMIS_ACTIVE    BIT(0)
#define BMIS_INTERRUPT BIT(2)
#define BMIS_NOTES     (BIT(6) | BIT(5))

#define REGION_LAST    BIT(31)
#define REGION_BYTES   FIELD(15, 1)
#define REGION_MOST    0x10000

static const struct pci_bytes piix_ide_bytes[] = {
    {0x00, 0x00, 0x86, 0x00}, {0x01, 0x01, 0x80, 0x00}, /* Intel */
    {0x02, 0x02, 0x10, 0x00}, {0x03, 0x03, 0x70, 0x00}, /* PIIX3 IDE */
    {0x04, 0x04, 0x00, 0x05},                           /* command */
    {0x06, 0x06, 0x80, 0x00}, {0x07, 0x07, 0x02, 0x00}, /* status */
    {0x09, 0x09, 0x80, 0x00}, {0x0a, 0x0a, 0x01, 0x00}, /* IDE */
    {0x0b, 0x0b, 0x01, 0x00},                           /* mass storage */
    {0x0d, 0x0d, 0x00, 0xf0},                           /* latency */
    {0x20, 0x20, 0x01, 0xf0}, {0x21, 0x23, 0x00, 0xff}, /* BMIBA */
    {0x40, 0x43, 0x00, 0xff}, {0x44, 0x44, 0x00, 0xff}, /* timing */
};

/* --- The bus master ------------------------------------------------------ */

static uint32_t memory_dword(struct board *b, uint32_t address)
{
    uint32_t value = 0;

    for (unsigned i = 0; i < 4; i++)
        value |= (uint32_t)board_memory_read(b, address + i) << (8 * i);
    return value;
}

static void next_region(struct board *b, struct piix_ide_master *m)
{
    uint32_t size = memory_dword(b, m->next + 4);

    m->address = memory_dword(b, m->next) & ~1u;
    m->left = size & REGION_BYTES ? size & REGION_BYTES : REGION_MOST;
    m->last = (size & REGION_LAST) != 0;
    m->next += 8;
}

static void move_word(struct board *b, struct piix_ide_master *m,
                      struct ata *ata)
{
    unsigned word;

    if (m->command & BMIC_TO_MEMORY) {
        word = ata_data_read(b, ata);
        board_memory_write(b, m->address, (uint8_t)word, ata_origin(ata));
        board_memory_write(b, m->address + 1, (uint8_t)(word >> 8),
                           ata_origin(ata));
    } else {
        word = board_memory_read(b, m->address);
        word |= (unsigned)board_memory_read(b, m->address + 1) << 8;
        ata_data_write(b, ata, word);
    }
    m->address += 2;
    m->left -= 2;
}

/* What fits into the region of what the drive has or wants. */
static void move_region(struct board *b, struct piix_ide_master *m,
                        struct ata *ata)
{
    uint32_t from = m->address;

    while (m->left && ata_dma_request(ata))
        move_word(b, m, ata);
    board_event(b, EV_DMA_CHANNEL, FIRST_CHANNEL + ata->channel, from,
                m->address - from, m->command);
    if (!m->left && m->last)
        m->status &= (uint8_t)~BMIS_ACTIVE;
}

static bool can_move(const struct piix_ide *ide, unsigned channel,
                     const struct ata *ata)
{
    const struct piix_ide_master *m = &ide->master[channel];
    const struct ata_drive *drive = &ata->drive[ata_selected(ata)];
    bool to_memory = m->command & BMIC_TO_MEMORY;

    return ide->config[PCICMD] & PCICMD_BME && m->status & BMIS_ACTIVE &&
           ata_dma_request(ata) && to_memory == (drive->stage == ATA_DATA_IN);
}

static void master_run(struct board *b, struct piix_ide *ide, unsigned channel)
{
    struct ata *ata = board_device(b, channel ? DEV_ata2 : DEV_ata);
    struct piix_ide_master *m = &ide->master[channel];

    if (!can_move(ide, channel, ata))
        return;
    while (can_move(ide, channel, ata)) {
        if (!m->left)
            next_region(b, m);
        move_region(b, m, ata);
    }
    ata_wires(b, ata);
}

static void piix_ide_line(struct board *b, void *dev, enum line line,
                          bool level)
{
    struct piix_ide *ide = dev;

    if (!level)
        return;
    if (line == LINE_IRQ14 || line == LINE_IRQ15)
        ide->master[line - LINE_IRQ14].status |= (uint8_t)BMIS_INTERRUPT;
    if (line == LINE_DMARQ1 || line == LINE_DMARQ2)
        master_run(b, ide, line - LINE_DMARQ1);
}

/* --- The block of I/O registers ------------------------------------------ */

static uint16_t block_base(const struct piix_ide *ide)
{
    return (uint16_t)(ide->config[BMIBA + 1] << 8 |
                      (ide->config[BMIBA] & 0xf0));
}

static bool piix_ide_claims(const void *dev, uint16_t port)
{
    const struct piix_ide *ide = dev;
    uint16_t base = block_base(ide);

    return ide->config[PCICMD] & PCICMD_IOSE && base && port >= base &&
           port - base < BLOCK_BYTES;
}

static uint32_t piix_ide_in(struct board *b, void *dev, uint16_t port,
                            unsigned bytes)
{
    const struct piix_ide *ide = dev;
    unsigned offset = (unsigned)(port - block_base(ide));
    const struct piix_ide_master *m = &ide->master[offset / CHANNEL_BYTES];

    (void)b, (void)bytes;
    offset %= CHANNEL_BYTES;
    if (offset == 0)
        return m->command;
    if (offset == 2)
        return m->status;
    return offset >= 4 ? m->table >> (8 * (offset - 4)) & 0xff : 0;
}

/* The edge of START begins the table anew; without START nothing is active. */
static void command_write(struct board *b, struct piix_ide *ide,
                          unsigned channel, uint8_t value)
{
    struct piix_ide_master *m = &ide->master[channel];
    bool starts = value & ~m->command & BMIC_START;

    m->command = value & (BMIC_START | BMIC_TO_MEMORY);
    if (!(value & BMIC_START))
        m->status &= (uint8_t)~BMIS_ACTIVE;
    if (!starts)
        return;
    m->status |= BMIS_ACTIVE;
    m->next = m->table;
    m->left = 0;
    master_run(b, ide, channel);
}

static uint8_t status_written(uint32_t status, uint32_t value)
{
    return (uint8_t)((status & ~BMIS_NOTES & ~(value & BMIS_INTERRUPT)) |
                     (value & BMIS_NOTES));
}

static void piix_ide_out(struct board *b, void *dev, uint16_t port,
                         unsigned bytes, uint32_t value)
{
    struct piix_ide *ide = dev;
    unsigned offset = (unsigned)(port - block_base(ide));
    unsigned channel = offset / CHANNEL_BYTES;
    struct piix_ide_master *m = &ide->master[channel];

    (void)bytes;
    offset %= CHANNEL_BYTES;
    if (offset == 0)
        command_write(b, ide, channel, (uint8_t)value);
    else if (offset == 2)
        m->status = status_written(m->status, value);
    else if (offset >= 4)
        m->table = (m->table & ~(0xffu << (8 * (offset - 4)))) |
                   ((value & 0xff) << (8 * (offset - 4)));
    m->table &= ~3u;
}

/* --- Configuration space ------------------------------------------------- */

/* A bus master that was not allowed to be one goes on. */
static void config_written(struct board *b, void *dev, unsigned reg)
{
    struct piix_ide *ide = dev;

    for (unsigned channel = 0; reg == PCICMD && channel < 2; channel++)
        if (ide->master[channel].status & BMIS_ACTIVE)
            master_run(b, ide, channel);
}

static const struct pci_function piix_ide_pci = {
    .devfn = PCI_DEVFN(1, 1),
    .config = offsetof(struct piix_ide, config),
    .bytes = piix_ide_bytes,
    .count = ARRAY_LEN(piix_ide_bytes),
    .written = config_written,
};

static void piix_ide_reset(struct board *b, void *dev)
{
    struct piix_ide *ide = dev;

    (void)b;
    pci_config_reset(&piix_ide_pci, dev);
    for (unsigned channel = 0; channel < 2; channel++)
        ide->master[channel] = (struct piix_ide_master){0};
}

const struct device_ops piix_ide_ops = {
    .part = "82371SB PIIX3, IDE interface",
    .on_pci = true,
    .reset = piix_ide_reset,
    .in = piix_ide_in,
    .out = piix_ide_out,
    .claims = piix_ide_claims,
    .line = piix_ide_line,
    .pci = &piix_ide_pci,
};
