/* SPDX-License-Identifier: MIT
 *
 * hw/i440fx.c - 82441FX host bridge, PCI function 00:00.0.
 *
 *   register  meaning
 *   50-51     PMCCFG     memory controller configuration
 *   53, 54    DBC, AXC   data buffers, arbiter
 *   55-58     DRAM       refresh, type and timing of the memory rows
 *   59-5F     PAM0-PAM6  a nibble a piece, 16 KiB from C0000h on, the last
 *                        one 64 KiB: F0000h in PAM0 7:4, then C0000h in PAM1
 *                        3:0, C4000h in PAM1 7:4, ... EC000h in PAM6 7:4
 *                          bit 0  RE  reads go to RAM, not to ROM or PCI
 *                          bit 1  WE  stores go to RAM
 *   60-67     DRB0-DRB7  where each memory row ends
 *   68        FDHC       fixed hole
 *   70, 71    MTT, CLT   timers of the bus arbiter
 *   72        SMRAM      system management memory
 *   90-93     errors, turbo reset
 *
 * Its vendor and device number tell a firmware which board it is on.
 *
 * Source: 82441FX PCI and Memory Controller (PMC) data sheet, "PCI
 *         Configuration Registers".
 * Not modelled: what the other registers do.
 */
#include "hw/i440fx.h"

#define PAM0       0x59
#define PAM6       0x5f
#define PAM_RE     BIT(0)
#define PAM_WE     BIT(1)

#define BIOS_PIECE 0xf0000u
#define BIOS_BYTES 0x10000u
#define PIECES     ((BIOS_PIECE - UPPER_MEMORY) / SHADOW_PIECE)

static const struct pci_bytes i440fx_bytes[] = {
    {0x00, 0x00, 0x86, 0x00}, {0x01, 0x01, 0x80, 0x00}, /* Intel */
    {0x02, 0x02, 0x37, 0x00}, {0x03, 0x03, 0x12, 0x00}, /* 82441FX */
    {0x04, 0x04, 0x06, 0x40}, {0x05, 0x05, 0x00, 0x01}, /* command */
    {0x06, 0x06, 0x80, 0x00}, {0x07, 0x07, 0x02, 0x00}, /* status */
    {0x08, 0x08, 0x02, 0x00},                           /* revision */
    {0x0b, 0x0b, 0x06, 0x00},                           /* host bridge */
    {0x0d, 0x0d, 0x00, 0xf8},                           /* latency */
    {0x50, 0x51, 0x00, 0xff}, {0x53, 0x53, 0x80, 0xff},
    {0x54, 0x56, 0x00, 0xff}, {0x57, 0x57, 0x01, 0xff},
    {0x58, 0x58, 0x10, 0xff}, {0x59, 0x59, 0x00, 0x30},
    {0x5a, 0x5f, 0x00, 0x33}, {0x60, 0x67, 0x01, 0xff},
    {0x68, 0x68, 0x00, 0xc0}, {0x70, 0x70, 0x20, 0xff},
    {0x71, 0x71, 0x10, 0xff}, {0x72, 0x72, 0x02, 0x7f},
    {0x90, 0x90, 0x00, 0xff}, {0x93, 0x93, 0x00, 0xff},
};

/* Each piece is as its nibble says. */
static void pam_apply(struct board *b, const struct i440fx *bridge)
{
    unsigned bios = bridge->config[PAM0] >> 4;

    for (unsigned i = 0; i < PIECES; i++) {
        unsigned pam = bridge->config[PAM0 + 1 + i / 2] >> (i % 2 * 4);

        board_shadow(b, UPPER_MEMORY + i * SHADOW_PIECE, SHADOW_PIECE,
                     pam & PAM_RE, pam & PAM_WE);
    }
    board_shadow(b, BIOS_PIECE, BIOS_BYTES, bios & PAM_RE, bios & PAM_WE);
}

static void i440fx_written(struct board *b, void *dev, unsigned reg)
{
    if (reg >= PAM0 && reg <= PAM6)
        pam_apply(b, dev);
}

static const struct pci_function i440fx_pci = {
    .devfn = PCI_DEVFN(0, 0),
    .config = offsetof(struct i440fx, config),
    .bytes = i440fx_bytes,
    .count = ARRAY_LEN(i440fx_bytes),
    .written = i440fx_written,
};

static void i440fx_reset(struct board *b, void *dev)
{
    struct i440fx *bridge = dev;

    pci_config_reset(&i440fx_pci, dev);
    pam_apply(b, bridge);
}

const struct device_ops i440fx_ops = {
    .part = "82441FX PCI and memory controller",
    .on_pci = true,
    .reset = i440fx_reset,
    .pci = &i440fx_pci,
};
