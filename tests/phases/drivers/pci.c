/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/pci.c - the PCI bus and power management.
 *
 * Source: PCI Local Bus Specification 2.1, "Configuration Mechanism #1",
 *         "Base Addresses"; Intel 82371AB data sheet, "Power Management";
 *         Advanced Configuration and Power Interface 1.0, "Fixed Hardware".
 */
#include "drivers.h"

static void pci_select(unsigned device, unsigned function, unsigned reg)
{
    out32(0xcf8, 0x80000000u | device << 11 | function << 8 | (reg & 0xfc));
}

uint32_t pci_read(unsigned device, unsigned function, unsigned reg)
{
    pci_select(device, function, reg);
    return in32(0xcfc);
}

void pci_write(unsigned device, unsigned function, unsigned reg, uint32_t value)
{
    pci_select(device, function, reg);
    out32(0xcfc, value);
}

bool pci_there(void)
{
    out32(0xcf8, 0x80000000u);
    return in32(0xcf8) == 0x80000000u;
}

void test_pci(void)
{
    uint32_t bar = pci_read(1, 1, 0x20);

    check("host bridge 8086:1237", pci_read(0, 0, 0) == 0x12378086);
    check("ISA bridge, multi-function",
          pci_read(1, 0, 8) >> 16 == 0x0601 && pci_read(1, 0, 12) & 0x800000);
    check("IDE, bus master", pci_read(1, 1, 8) >> 8 == 0x010180);
    pci_write(1, 1, 0x20, 0xffffffff);
    check("its block has 16 ports", (pci_read(1, 1, 0x20) & 0xffff) == 0xfff1);
    pci_write(1, 1, 0x20, bar);
    check("nobody at 00:1f.0", pci_read(31, 0, 0) == 0xffffffff);
    pci_write(1, 0, 0x60, 0x8005090a);
    check("PIRQ routes read back", pci_read(1, 0, 0x60) == 0x8005090a);
    pci_write(1, 0, 0x60, 0x80808080);
    out8(0x4d0, 0xff);
    out8(0x4d1, 0xff);
    check("ELCR keeps IRQ 0, 1, 2, 8 and 13 edges",
          in8(0x4d0) == 0xf8 && in8(0x4d1) == 0xde);
    out8(0x4d0, 0);
    out8(0x4d1, 0);
}

static uint16_t pm;

static uint32_t pm_timer(void)
{
    return in32((uint16_t)(pm + 8)) & 0xffffff;
}

static void sci_interrupt(void)
{
    out16(pm, 0x0001);
}

void test_power(void)
{
    uint32_t from, ticks;

    pm = (uint16_t)(pci_read(1, 3, 0x40) & 0xffc0);
    check("power management has ports", pm != 0);
    from = pm_timer();
    wait_ms(100);
    ticks = (pm_timer() - from) & 0xffffff;
    check("the timer counts 3.58 MHz", ticks > 350000 && ticks < 366000);
    out8(0xb2, 0xf1);
    wait_ms(1);
    check("ACPI goes on by APMC", in16((uint16_t)(pm + 4)) & 1);
    irq_handler[9] = sci_interrupt;
    out16(pm, 0x0001);
    out16((uint16_t)(pm + 2), 0x0001);
    irq_open(9);
    for (unsigned i = 0; i < 3 && !irq_count[9]; i++)
        irq_wait(9, 1);
    check("its top bit raises IRQ 9", irq_count[9] >= 1);
    out16((uint16_t)(pm + 2), 0);
    irq_close(9);
}
