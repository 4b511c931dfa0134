/* SPDX-License-Identifier: MIT
 *
 * user/commands/lspci.c - list the devices on the PCI bus.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    struct pci_info info;
    unsigned count = 0;

    for (; system_pci_info(count, &info) > 0; count++)
        print("%02X:%02X.%u %04X:%04X class %02X%02X  %s\n", info.bus,
              info.device, info.function, info.vendor_id, info.device_id,
              info.class_code, info.subclass, info.name);
    if (count == 0)
        print("lspci: no PCI bus was found\n");
    return count == 0;
}
