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
#include "hw/devices.h"
#include "hw/pci_config.h"

#define PORT_ADDRESS     0xcf8
#define PORT_RESET       0xcf9
#define PORT_DATA        0xcfc
#define PORT_LAST        0xcff

#define ADDRESS_ENABLE   BIT(31)
#define ADDRESS_BUS      FIELD(23, 16)
#define ADDRESS_DEVFN    FIELD(15, 8)
#define ADDRESS_REGISTER FIELD(7, 2)

#define RESET_HARD       BIT(1)
#define RESET_NOW        BIT(2)

static const struct pci_function *function_of(enum device_id id)
{
    return device_rows[id].ops->pci;
}

static bool is_present(const struct board *b, enum device_id id)
{
    bool (*present)(const struct board_config *) = function_of(id)->present;

    return board_plugged(b, id) && (!present || present(board_config(b)));
}

/* The device that the address selects; DEV_COUNT: none. */
static enum device_id selected(const struct board *b, const struct pci *pci)
{
    uint32_t devfn = (pci->address & ADDRESS_DEVFN) >> 8;
    enum device_id id = 0;

    if (!(pci->address & ADDRESS_ENABLE) || pci->address & ADDRESS_BUS)
        return DEV_COUNT;
    while (id < DEV_COUNT &&
           !(function_of(id) && function_of(id)->devfn == devfn))
        id++;
    return id < DEV_COUNT && is_present(b, id) ? id : DEV_COUNT;
}

static unsigned pci_register(const struct pci *pci, uint16_t port)
{
    return (pci->address & ADDRESS_REGISTER) + (port - PORT_DATA);
}

static uint8_t pci_read(struct board *b, struct pci *pci, uint16_t port)
{
    enum device_id id = selected(b, pci);
    const uint8_t *config;

    if (port == PORT_RESET)
        return pci->reset;
    if (port < PORT_DATA || port > PORT_LAST || id == DEV_COUNT)
        return 0xff;
    config = (const uint8_t *)board_device(b, id) + function_of(id)->config;
    return config[pci_register(pci, port)];
}

static void reset_write(struct board *b, struct pci *pci, uint8_t value)
{
    bool rises = value & ~pci->reset & RESET_NOW;

    pci->reset = value & (RESET_NOW | RESET_HARD);
    if (rises)
        board_reset(b, value & RESET_HARD ? RESET_BOARD : RESET_CPU);
}

static void config_write(struct board *b, enum device_id id, unsigned reg,
                         uint8_t value)
{
    const struct pci_function *f = function_of(id);
    void *dev = board_device(b, id);
    uint8_t *byte = (uint8_t *)dev + f->config + reg;

    for (const struct pci_bytes *p = f->bytes; p < f->bytes + f->count; p++)
        if (reg >= p->first && reg <= p->last)
            *byte = (uint8_t)((*byte & ~p->writable) | (value & p->writable));
    if (f->written)
        f->written(b, dev, reg);
}

static void pci_write(struct board *b, struct pci *pci, uint16_t port,
                      uint8_t value)
{
    enum device_id id = selected(b, pci);

    if (port == PORT_RESET)
        reset_write(b, pci, value);
    if (port >= PORT_DATA && port <= PORT_LAST && id != DEV_COUNT)
        config_write(b, id, pci_register(pci, port), value);
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
