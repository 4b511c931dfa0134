/* SPDX-License-Identifier: MIT
 *
 * hw/pci.c - PCI configuration mechanism 1: two ports through which software
 * finds the chips on the PCI bus and sets them up.
 *
 *   port         access      meaning
 *   CF8h         dword only  CONFIG_ADDRESS:
 *                              31     1: CFCh-CFFh reach configuration space
 *                              23:16  bus
 *                              15:11  device    10:8  function
 *                              7:2    register, as a dword
 *   CFCh-CFFh    any         CONFIG_DATA: the bytes of that register
 *   CF9h         byte        Reset Control (of the ISA bridge):
 *                              2  0 to 1: reset now
 *                              1  0: the CPU alone  1: all of the board
 *
 * A function that does not exist answers with ones, so a vendor of FFFFh
 * means "nobody here". A firmware looks at all 256 device and function
 * numbers of bus 0 to find out which board it runs on.
 *
 * Source: PCI Local Bus Specification 2.1, "Configuration Mechanism #1";
 *         82371AB PIIX4 data sheet, "RC - Reset Control Register".
 * Not modelled: special cycles, type 1 cycles (there is no bus but 0).
 */
#include "hw/i440fx.h"
#include "hw/pci.h"
#include "hw/piix_ide.h"
#include "hw/piix_isa.h"
#include "hw/piix_pm.h"

#define PORT_ADDRESS            0xcf8
#define PORT_RESET              0xcf9
#define PORT_DATA               0xcfc
#define PORT_LAST               0xcff

#define ADDRESS_ENABLE          BIT(31)
#define ADDRESS_BUS             FIELD(23, 16)
#define ADDRESS_DEVFN           FIELD(15, 8)
#define ADDRESS_REGISTER        FIELD(7, 2)

#define RESET_HARD              BIT(1)
#define RESET_NOW               BIT(2)

#define DEVFN(device, function) ((device) << 3 | (function))

/* Who is on bus 0. */
static const struct {
    uint8_t devfn;
    uint8_t id;
    const struct device_ops *ops;
} pci_functions[] = {
    {DEVFN(0, 0), DEV_i440fx, &i440fx_ops},
    {DEVFN(1, 0), DEV_piix_isa, &piix_isa_ops},
    {DEVFN(1, 1), DEV_piix_ide, &piix_ide_ops},
    {DEVFN(1, 3), DEV_piix_pm, &piix_pm_ops},
};

/* The place in pci_functions of the one that the address selects; past the
 * end if there is none. */
static size_t pci_selected(const struct pci *pci)
{
    uint32_t devfn = (pci->address & ADDRESS_DEVFN) >> 8;
    size_t i;

    if (!(pci->address & ADDRESS_ENABLE) || pci->address & ADDRESS_BUS)
        return ARRAY_LEN(pci_functions);
    for (i = 0; i < ARRAY_LEN(pci_functions); i++)
        if (pci_functions[i].devfn == devfn)
            break;
    return i;
}

static unsigned pci_register(const struct pci *pci, uint16_t port)
{
    return (pci->address & ADDRESS_REGISTER) + (port - PORT_DATA);
}

static uint8_t pci_read(struct board *b, struct pci *pci, uint16_t port)
{
    size_t i = pci_selected(pci);

    if (port == PORT_RESET)
        return pci->reset;
    if (port < PORT_DATA || port > PORT_LAST || i == ARRAY_LEN(pci_functions))
        return 0xff;
    return pci_functions[i].ops->config_read(
        b, board_device(b, pci_functions[i].id), pci_register(pci, port));
}

static void reset_write(struct board *b, struct pci *pci, uint8_t value)
{
    bool rises = value & ~pci->reset & RESET_NOW;

    pci->reset = value & (RESET_NOW | RESET_HARD);
    if (rises)
        board_reset(b, value & RESET_HARD ? RESET_BOARD : RESET_CPU);
}

static void pci_write(struct board *b, struct pci *pci, uint16_t port,
                      uint8_t value)
{
    size_t i = pci_selected(pci);

    if (port == PORT_RESET)
        reset_write(b, pci, value);
    if (port < PORT_DATA || port > PORT_LAST || i == ARRAY_LEN(pci_functions))
        return;
    pci_functions[i].ops->config_write(b, board_device(b, pci_functions[i].id),
                                       pci_register(pci, port), value);
}

static uint32_t pci_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct pci *pci = dev;
    uint32_t value = 0;

    if (port == PORT_ADDRESS && bytes == 4)
        return pci->address;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)pci_read(b, pci, (uint16_t)(port + i)) << (8 * i);
    return value;
}

static void pci_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct pci *pci = dev;

    if (port == PORT_ADDRESS && bytes == 4) {
        pci->address = value & (ADDRESS_ENABLE | ADDRESS_BUS | ADDRESS_DEVFN |
                                ADDRESS_REGISTER);
        return;
    }
    for (unsigned i = 0; i < bytes; i++)
        pci_write(b, pci, (uint16_t)(port + i), (uint8_t)(value >> (8 * i)));
}

static void pci_reset(struct board *b, void *dev)
{
    struct pci *pci = dev;

    (void)b;
    pci->address = 0;
    pci->reset = 0;
}

const struct device_ops pci_ops = {
    .part = "PCI configuration mechanism 1",
    .on_pci = true,
    .reset = pci_reset,
    .in = pci_in,
    .out = pci_out,
    .wide = true,
};
