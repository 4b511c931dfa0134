/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/power.c - switch the machine off, or start it again.
 *
 * Off: the PIIX4 power management function has a block of ports; writing
 * "sleep type 0, sleep enable" to its PM1 control register cuts the power.
 * Restart: the 8042 keyboard controller can pulse the reset line; so can port
 * 92h; else a triple fault does.
 *
 * Source: 82371AB (PIIX4) data sheet, "Power Management", registers PMBA,
 *         PMREGMISC and PMCNTRL; IBM PS/2 Technical Reference, port 92h.
 */
#include "drivers/power.h"

#include <stdbool.h>
#include <stdint.h>

#include "drivers/pci.h"
#include "drivers/serial.h"
#include "drivers/terminal.h"
#include "log.h"
#include "port.h"

#define VENDOR_INTEL     0x8086
#define DEVICE_PIIX4_PM  0x7113

#define REG_COMMAND      0x04
#define REG_PMBA         0x40
#define REG_PMREGMISC    0x80
#define COMMAND_IO       0x01
#define PMREGMISC_ENABLE 0x01
#define PMBA_MASK        0xffc0
#define PMBA_DEFAULT     0x0600

#define PM_CONTROL       4 /* offset of PM1a_CNT in the block */
#define PM_SLEEP_ENABLE  0x2000

#define KBD_COMMAND      0x64
#define KBD_INPUT_FULL   0x02
#define KBD_PULSE_RESET  0xfe
#define PORT_92          0x92
#define PORT_92_RESET    0x01

enum { POLL_LIMIT = 10000 };

static uint16_t power_block; /* 0: none */

void power_init(void)
{
    uint32_t address, misc;

    if (!pci_find(VENDOR_INTEL, DEVICE_PIIX4_PM, &address)) {
        log_line("     power: no PIIX4 power management, cannot switch off");
        return;
    }
    misc = pci_read(address, REG_PMREGMISC);
    if (!(misc & PMREGMISC_ENABLE)) {
        pci_write(address, REG_PMBA, PMBA_DEFAULT | 1);
        pci_write(address, REG_PMREGMISC, misc | PMREGMISC_ENABLE);
        pci_write(address, REG_COMMAND,
                  (pci_read(address, REG_COMMAND) & 0xffff) | COMMAND_IO);
    }
    power_block = (uint16_t)(pci_read(address, REG_PMBA) & PMBA_MASK);
    log_ok("power", "PIIX4 power management at ports %04Xh", power_block);
}

void power_off(void)
{
    serial_set_polled();
    if (power_block)
        port_out16((uint16_t)(power_block + PM_CONTROL), PM_SLEEP_ENABLE);
    terminal_print("The machine cannot switch itself off. "
                   "It is safe to do so now.\n");
    halt_forever();
}

static void triple_fault(void)
{
    struct __attribute__((packed)) {
        uint16_t limit;
        uint32_t base;
    } nothing = {0, 0};

    __asm__ volatile("lidt %0; int3" : : "m"(nothing));
}

void power_reboot(void)
{
    serial_set_polled();
    for (int i = 0; i < POLL_LIMIT && port_in8(KBD_COMMAND) & KBD_INPUT_FULL;
         i++)
        ;
    port_out8(KBD_COMMAND, KBD_PULSE_RESET);
    for (int i = 0; i < POLL_LIMIT; i++)
        port_in8(KBD_COMMAND); /* gives the reset line time */
    port_out8(PORT_92, (uint8_t)(port_in8(PORT_92) & ~PORT_92_RESET));
    port_out8(PORT_92, (uint8_t)(port_in8(PORT_92) | PORT_92_RESET));
    for (int i = 0; i < POLL_LIMIT; i++)
        port_in8(KBD_COMMAND);
    triple_fault();
    halt_forever();
}
