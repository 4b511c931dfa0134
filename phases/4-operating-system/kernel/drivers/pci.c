/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/pci.c - what is plugged into the PCI bus.
 *
 *   port  bits   use (configuration mechanism 1)
 *   CF8h  31     1: the next access to CFCh is for a device
 *         23:16  bus    15:11 device    10:8 function    7:2 register
 *   CFCh  31:0   the register's value
 *
 * Source: PCI Local Bus Specification 2.1, "Configuration Mechanism #1".
 * Not modelled: buses behind bridges.
 */
#include "drivers/pci.h"

#include <stddef.h>

#include "log.h"
#include "markers.h"
#include "port.h"
#include "string.h"

#define PCI_ADDRESS   0xcf8
#define PCI_DATA      0xcfc

#define ENABLE        0x80000000u
#define REG_ID        0x00
#define REG_CLASS     0x08
#define REG_HEADER    0x0c
#define REG_INTERRUPT 0x3c
#define HEADER_MULTI  0x800000 /* the device has more than one function */
#define NOBODY        0xffffffff

enum { DEVICES = 32, FUNCTIONS = 8, FOUND = 16 };

struct known_device {
    uint16_t vendor_id, device_id;
    const char *name;
};

static const struct known_device known_devices[] = {
    {0x8086, 0x1237, "Intel 440FX host bridge"},
    {0x8086, 0x7000, "Intel PIIX3 ISA bridge"},
    {0x8086, 0x7010, "Intel PIIX3 IDE controller"},
    {0x8086, 0x7020, "Intel PIIX3 USB controller"},
    {0x8086, 0x7110, "Intel PIIX4 ISA bridge"},
    {0x8086, 0x7111, "Intel PIIX4 IDE controller"},
    {0x8086, 0x7113, "Intel PIIX4 power management"},
    {0x8086, 0x100e, "Intel 82540EM Ethernet controller"},
    {0x8086, 0x29c0, "Intel Q35 host bridge"},
    {0x8086, 0x2918, "Intel ICH9 LPC bridge"},
    {0x1234, 0x1111, "QEMU standard VGA"},
    {0x1013, 0x00b8, "Cirrus Logic GD5446 VGA"},
    {0x10ec, 0x8139, "Realtek RTL8139 Ethernet controller"},
    {0x1af4, 0x1000, "virtio network device"},
    {0x1af4, 0x1001, "virtio block device"},
};

/* By base class code. */
static const char *const class_names[] = {
    "device older than PCI 2.0",
    "storage controller",
    "network controller",
    "display controller",
    "multimedia device",
    "memory controller",
    "bridge",
    "communication controller",
    "system device",
    "input device",
};

static uint32_t found[FOUND];
static unsigned found_count;

uint32_t pci_read(uint32_t address, uint8_t offset)
{
    port_out32(PCI_ADDRESS, address | offset);
    return port_in32(PCI_DATA);
}

void pci_write(uint32_t address, uint8_t offset, uint32_t value)
{
    port_out32(PCI_ADDRESS, address | offset);
    port_out32(PCI_DATA, value);
}

static uint32_t address_of(unsigned device, unsigned function)
{
    return ENABLE | device << 11 | function << 8;
}

static void scan_device(unsigned device)
{
    unsigned functions = 1;

    for (unsigned function = 0; function < functions; function++) {
        uint32_t address = address_of(device, function);

        if (pci_read(address, REG_ID) == NOBODY)
            continue;
        if (found_count < FOUND)
            found[found_count++] = address;
        if (function == 0 && pci_read(address, REG_HEADER) & HEADER_MULTI)
            functions = FUNCTIONS;
    }
}

static const char *name_of(const struct pci_info *info)
{
    for (size_t i = 0; i < sizeof known_devices / sizeof known_devices[0]; i++)
        if (known_devices[i].vendor_id == info->vendor_id &&
            known_devices[i].device_id == info->device_id)
            return known_devices[i].name;
    if (info->class_code < sizeof class_names / sizeof class_names[0])
        return class_names[info->class_code];
    return "unknown device";
}

static void log_devices(void)
{
    struct pci_info info;

    for (unsigned i = 0; pci_describe(i, &info); i++)
        log_line("     %02X:%02X.%u %04X:%04X %s", info.bus, info.device,
                 info.function, info.vendor_id, info.device_id, info.name);
}

void pci_init(void)
{
    mark(MARK_DRIVERS);
    port_out32(PCI_ADDRESS, ENABLE);
    if (port_in32(PCI_ADDRESS) != ENABLE) {
        log_failed("pci", "no configuration mechanism 1");
        return;
    }
    for (unsigned device = 0; device < DEVICES; device++)
        scan_device(device);
    log_ok("pci", "%u functions on bus 0", found_count);
    log_devices();
}

bool pci_describe(unsigned index, struct pci_info *info)
{
    uint32_t address, id, class_code;

    if (index >= found_count)
        return false;
    address = found[index];
    id = pci_read(address, REG_ID);
    class_code = pci_read(address, REG_CLASS);
    info->bus = 0;
    info->device = address >> 11 & 0x1f;
    info->function = address >> 8 & 7;
    info->irq = (uint8_t)pci_read(address, REG_INTERRUPT);
    info->vendor_id = (uint16_t)id;
    info->device_id = (uint16_t)(id >> 16);
    info->class_code = (uint8_t)(class_code >> 24);
    info->subclass = (uint8_t)(class_code >> 16);
    text_copy(info->name, name_of(info), sizeof info->name);
    return true;
}

bool pci_find(uint16_t vendor_id, uint16_t device_id, uint32_t *address)
{
    uint32_t id = (uint32_t)device_id << 16 | vendor_id;

    for (unsigned i = 0; i < found_count; i++)
        if (pci_read(found[i], REG_ID) == id) {
            *address = found[i];
            return true;
        }
    return false;
}
