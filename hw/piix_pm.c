/* SPDX-License-Identifier: MIT
 *
 * hw/piix_pm.c - PIIX4 power management, PCI function 00:01.3.
 *
 *   register  meaning
 *   40-43     PMBA       I/O address of the block below, on 64 bytes
 *   80        PMREGMISC  0  1: the block answers
 *   58-5B     DEVACTB    25 APMC_EN: a write to APMC asks for an SMI
 *   90-93     SMBBA      I/O address of the SMBus controller
 *   D2-D6     SMBus configuration
 *
 *   block     bits   meaning
 *   00-01     PMSTS    0  bit 23 of the timer has changed; write 1: clear
 *   02-03     PMEN     0  interrupt when it does
 *                      5, 8, 10  global lock, power button, RTC
 *   04-05     PMCNTRL  0  SCI_EN: interrupts are IRQ 9
 *                      12:10  SUS_TYP: which sleep; 0: soft-off
 *                      13  SUS_EN: write 1: sleep now
 *   08-0B     PMTMR    23:0  counts at 3.579545 MHz
 *
 *   port B2   APMC   a command to the SMI handler; B3  APMS   its answer
 *
 * No processor of ours has a system management mode. APMC_EN is 1 from the
 * start, which tells a firmware that a handler is there, and the board does
 * what ACPI asks of it: F1h in APMC sets SCI_EN, F0h clears it.
 *
 * Until the firmware has chosen an address and switched the block on, there
 * is no way to switch the machine off by software.
 *
 * Source: 82371AB PIIX4 data sheet, "Power Management Controller"; Advanced
 *         Configuration and Power Interface 1.0, "Fixed Hardware".
 * Not modelled: other sleeps than soft-off, SMI, the SMBus, power button,
 *               clock control.
 */
#include "hw/piix_pm.h"

#define PMBA               0x40
#define PMREGMISC          0x80
#define PMIOSE             BIT(0)
#define PMBA_BYTES         64

#define PORT_APMC          0xb2
#define PORT_APMS          0xb3
#define APMC_ACPI_ENABLE   0xf1 /* as the FADT of PC firmware has it */
#define APMC_ACPI_DISABLE  0xf0

#define PMSTS_TMROF        BIT(0)

#define PMEN_BITS          (BIT(10) | BIT(8) | BIT(5) | BIT(0))

#define PMCNTRL_SCI_EN     BIT(0)
#define PMCNTRL_BRLD_EN_BM BIT(1)
#define PMCNTRL_SUS_TYP    FIELD(12, 10)
#define PMCNTRL_SUS_EN     BIT(13)

#define TIMER_HZ           UINT64_C(3579545)
#define TIMER_HALF         BIT(23) /* counts between two changes of bit 23 */

#define SCI_IRQ            9

static const struct pci_bytes piix_pm_bytes[] = {
    {0x00, 0x00, 0x86, 0x00}, {0x01, 0x01, 0x80, 0x00}, /* Intel */
    {0x02, 0x02, 0x13, 0x00}, {0x03, 0x03, 0x71, 0x00}, /* PIIX4 */
    {0x04, 0x04, 0x00, 0x01},                           /* command */
    {0x06, 0x06, 0x80, 0x00}, {0x07, 0x07, 0x02, 0x00}, /* status */
    {0x08, 0x08, 0x03, 0x00},                           /* revision */
    {0x0a, 0x0a, 0x80, 0x00}, {0x0b, 0x0b, 0x06, 0x00}, /* other bridge */
    {0x3c, 0x3c, 0x00, 0xff}, {0x3d, 0x3d, 0x01, 0x00}, /* interrupt */
    {0x40, 0x40, 0x01, 0xc0}, {0x41, 0x41, 0x00, 0xff}, /* PMBA */
    {0x44, 0x5a, 0x00, 0xff}, {0x5b, 0x5b, 0x02, 0xff}, /* APMC_EN */
    {0x5c, 0x77, 0x00, 0xff},                           /* monitors */
    {0x80, 0x80, 0x00, 0x01},                           /* PMREGMISC */
    {0x90, 0x90, 0x01, 0xf0}, {0x91, 0x91, 0x00, 0xff}, /* SMBBA */
    {0xd2, 0xd5, 0x00, 0xff},                           /* SMBus */
};

/* --- Timer --------------------------------------------------------------- */

/* Counts since power-on; the seconds apart, so that nothing overflows. */
static uint64_t timer_count(uint64_t now)
{
    return now / NS_PER_SECOND * TIMER_HZ +
           now % NS_PER_SECOND * TIMER_HZ / NS_PER_SECOND;
}

/* The first nanosecond at which the timer has reached a count. */
static uint64_t timer_when(uint64_t count)
{
    return count / TIMER_HZ * NS_PER_SECOND +
           (count % TIMER_HZ * NS_PER_SECOND + TIMER_HZ - 1) / TIMER_HZ;
}

static uint64_t timer_next_overflow(const struct board *b)
{
    uint64_t count = timer_count(board_now(b));

    return (count / TIMER_HALF + 1) * TIMER_HALF;
}

static unsigned pm_status(const struct board *b, const struct piix_pm *pm)
{
    return timer_count(board_now(b)) >= pm->overflow ? PMSTS_TMROF : 0;
}

/* IRQ 9 now, and the moment at which it will change by itself. */
static void pm_interrupt(struct board *b, const struct piix_pm *pm)
{
    bool asked = pm->enable & PMSTS_TMROF && pm->control & PMCNTRL_SCI_EN;
    bool overflowed = pm_status(b, pm) & PMSTS_TMROF;

    board_irq(b, SCI_IRQ, asked && overflowed);
    board_deadline(b, DEV_piix_pm,
                   asked && !overflowed ? timer_when(pm->overflow)
                                        : BOARD_NEVER);
}

static void piix_pm_expire(struct board *b, void *dev)
{
    pm_interrupt(b, dev);
}

/* --- The block of I/O registers ------------------------------------------ */

static uint16_t pm_base(const struct piix_pm *pm)
{
    return (uint16_t)(pm->config[PMBA + 1] << 8 | (pm->config[PMBA] & 0xc0));
}

static bool piix_pm_claims(const void *dev, uint16_t port)
{
    const struct piix_pm *pm = dev;

    return pm->config[PMREGMISC] & PMIOSE && port >= pm_base(pm) &&
           port - pm_base(pm) < PMBA_BYTES;
}

static uint8_t pm_byte(uint64_t value, unsigned byte)
{
    return (uint8_t)(value >> (8 * byte));
}

static uint32_t piix_pm_in(struct board *b, void *dev, uint16_t port,
                           unsigned bytes)
{
    const struct piix_pm *pm = dev;
    unsigned offset = (unsigned)(port - pm_base(pm));

    (void)bytes;
    if (port == PORT_APMC || port == PORT_APMS)
        return pm->apm[port - PORT_APMC];
    switch (offset) {
    case 0x00:
        return pm_byte(pm_status(b, pm), 0);
    case 0x02:
    case 0x03:
        return pm_byte(pm->enable, offset - 0x02);
    case 0x04:
    case 0x05:
        return pm_byte(pm->control, offset - 0x04);
    case 0x08:
    case 0x09:
    case 0x0a:
        return pm_byte(timer_count(board_now(b)), offset - 0x08);
    default:
        return 0;
    }
}

static void pm_sleep(struct board *b, const struct piix_pm *pm)
{
    uint32_t type = (pm->control & PMCNTRL_SUS_TYP) >> 10;

    if (type != 0)
        return;
    board_event(b, EV_SOFT_OFF, type, 0, 0, 0);
    board_power_off(b);
}

/* SUS_EN acts when it is written, and reads as 0. */
static void pm_control_write(struct board *b, struct piix_pm *pm, unsigned byte,
                             uint8_t value)
{
    unsigned kept = PMCNTRL_SCI_EN | PMCNTRL_BRLD_EN_BM | PMCNTRL_SUS_TYP;
    unsigned all = (unsigned)value << (8 * byte);

    kept &= 0xffu << (8 * byte);
    pm->control = (uint16_t)((pm->control & ~kept) | (all & kept));
    if (all & PMCNTRL_SUS_EN)
        pm_sleep(b, pm);
}

static void apm_write(struct piix_pm *pm, uint16_t port, uint8_t value)
{
    pm->apm[port - PORT_APMC] = value;
    if (port == PORT_APMC && value == APMC_ACPI_ENABLE)
        pm->control |= PMCNTRL_SCI_EN;
    if (port == PORT_APMC && value == APMC_ACPI_DISABLE)
        pm->control &= (uint16_t)~PMCNTRL_SCI_EN;
}

static void pm_write(struct board *b, struct piix_pm *pm, unsigned offset,
                     uint32_t value)
{
    switch (offset) {
    case 0x00:
        if (value & PMSTS_TMROF)
            pm->overflow = timer_next_overflow(b);
        break;
    case 0x02:
        pm->enable = (uint16_t)((pm->enable & 0xff00) | (value & PMEN_BITS));
        break;
    case 0x03:
        pm->enable = (uint16_t)((pm->enable & 0x00ff) |
                                ((value & 0xff) << 8 & PMEN_BITS));
        break;
    case 0x04:
    case 0x05:
        pm_control_write(b, pm, offset - 0x04, (uint8_t)value);
        break;
    }
}

static void piix_pm_out(struct board *b, void *dev, uint16_t port,
                        unsigned bytes, uint32_t value)
{
    struct piix_pm *pm = dev;

    (void)bytes;
    if (port == PORT_APMC || port == PORT_APMS)
        apm_write(pm, port, (uint8_t)value);
    else
        pm_write(b, pm, (unsigned)(port - pm_base(pm)), value);
    pm_interrupt(b, pm);
}

/* --- Configuration space ------------------------------------------------- */

static const struct pci_function piix_pm_pci = {
    .devfn = PCI_DEVFN(1, 3),
    .config = offsetof(struct piix_pm, config),
    .bytes = piix_pm_bytes,
    .count = ARRAY_LEN(piix_pm_bytes),
};

static void piix_pm_reset(struct board *b, void *dev)
{
    struct piix_pm *pm = dev;

    pci_config_reset(&piix_pm_pci, dev);
    pm->enable = 0;
    pm->control = 0;
    pm->apm[0] = 0;
    pm->apm[1] = 0;
    pm->overflow = timer_next_overflow(b);
    pm_interrupt(b, pm);
}

const struct device_ops piix_pm_ops = {
    .part = "82371AB PIIX4, power management",
    .on_pci = true,
    .reset = piix_pm_reset,
    .in = piix_pm_in,
    .out = piix_pm_out,
    .claims = piix_pm_claims,
    .expire = piix_pm_expire,
    .pci = &piix_pm_pci,
};
