/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_bridges.c - the PCI bus, the chipset on it and the channel to
 * the hypervisor in words: what each of them is set to do now.
 *
 * Source: 82441FX, 82371SB (PIIX3) and 82371AB (PIIX4) data sheets, "PCI
 * Configuration Registers"; PCI Local Bus Specification 2.1.
 */
#include "sim/inspect_devices.h"

void describe_pci(struct words *w, const struct board *b, const void *state)
{
    const struct pci *pci = state;

    (void)b;
    words_add(w, "  address      ");
    words_pci_address(w, pci->address);
    words_add(w, "\n");
}

/* --- 440FX ------------------------------------------------------------- */

static const char *const shadow_names[] = {
    [0] = "reads ROM or nothing, stores are lost",
    [SHADOW_READ] = "reads RAM, stores are lost",
    [SHADOW_WRITE] = "reads ROM or nothing, stores go to RAM",
    [SHADOW_READ | SHADOW_WRITE] = "RAM",
};

/* Pieces beside each other that are set alike make one line. */
void describe_i440fx(struct words *w, const struct board *b, const void *state)
{
    const uint8_t *shadow = b->s.upper.shadow;
    unsigned next;

    (void)state;
    for (unsigned i = 0; i < UPPER_PIECES; i = next) {
        for (next = i + 1; next < UPPER_PIECES && shadow[next] == shadow[i];)
            next++;
        words_add(w, "  %05X-%05X  %s\n", UPPER_MEMORY + i * SHADOW_PIECE,
                  UPPER_MEMORY + next * SHADOW_PIECE - 1,
                  shadow_names[shadow[i] & 3]);
    }
}

/* --- PIIX -------------------------------------------------------------- */

#define PIRQ_A       0x60
#define PIRQ_PINS    4
#define PIRQ_NOWHERE BIT(7)

void describe_piix_isa(struct words *w, const struct board *b,
                       const void *state)
{
    const struct piix_isa *bridge = state;
    uint32_t level = bridge->elcr[0] | (uint32_t)bridge->elcr[1] << 8;

    (void)b;
    for (unsigned i = 0; i < PIRQ_PINS; i++) {
        unsigned route = bridge->config[PIRQ_A + i];

        words_add(w, "  PIRQ%c        ", (int)('A' + i));
        if (route & PIRQ_NOWHERE)
            words_add(w, "leads nowhere\n");
        else
            words_add(w, "leads to IRQ%u\n", route & 15);
    }
    words_add(w, "  by level     ");
    words_irqs(w, level, "no IRQ");
    words_add(w, "\n");
}

#define IDETIM 0x40

void describe_piix_ide(struct words *w, const struct board *b,
                       const void *state)
{
    static const char *const channels[] = {"1F0h", "170h"};
    const struct piix_ide *ide = state;

    (void)b;
    for (unsigned i = 0; i < ARRAY_LEN(channels); i++) {
        const uint8_t *timing = ide->config + IDETIM + 2 * i;

        words_add(w, "  %s         timing register %04Xh\n", channels[i],
                  (unsigned)(timing[0] | timing[1] << 8));
    }
}

#define PMBA           0x40
#define PMREGMISC      0x80
#define PMIOSE         BIT(0)
#define PMCNTRL_SCI_EN BIT(0)
#define PMEN_TMROF     BIT(0)

void describe_piix_pm(struct words *w, const struct board *b, const void *state)
{
    const struct piix_pm *pm = state;

    (void)b;
    if (pm->config[PMREGMISC] & PMIOSE)
        words_add(
            w, "  registers    at I/O port %04Xh\n",
            (unsigned)(pm->config[PMBA + 1] << 8 | (pm->config[PMBA] & 0xc0)));
    else
        words_add(w, "  registers    switched off: no soft-off, no timer\n");
    words_add(w, "  ACPI         %s\n",
              pm->control & PMCNTRL_SCI_EN ? "on: events are IRQ9"
                                           : "off (SCI_EN is 0)");
    words_add(w, "  timer        %s\n",
              pm->enable & PMEN_TMROF ? "interrupts when bit 23 changes"
                                      : "counts without interrupts");
    words_add(w, "  APM command  %02Xh, status %02Xh\n", (unsigned)pm->apm[0],
              (unsigned)pm->apm[1]);
}

/* --- the hypervisor ---------------------------------------------------- */

void describe_fw_cfg(struct words *w, const struct board *b, const void *state)
{
    const struct fw_cfg *cfg = state;

    (void)b;
    words_add(w, "  item         ");
    words_fw_cfg_item(w, cfg->item);
    words_add(w, "\n  next byte    %u\n", (unsigned)cfg->offset);
}
