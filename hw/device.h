/* SPDX-License-Identifier: MIT
 *
 * hw/device.h - the contract between a device and the board.
 *
 * A device is a plain state struct (fixed-width fields, no pointers, no
 * padding, all zero before power_on) and one const struct device_ops. It
 * keeps nothing anywhere else, and asks the board (hw/board.h) for all that
 * lies outside its package.
 */
#ifndef HW_DEVICE_H
#define HW_DEVICE_H

#include "hw/board.h"

struct pci_function;

struct device_ops {
    const char *part; /* chip and data sheet */

    /* The chip is on the board with a PCI bus alone. */
    bool on_pci;

    /* Power is applied: set what RESET leaves alone. unit: 0 for the first
     * chip of its kind. A reset follows at once. */
    void (*power_on)(struct board *b, void *dev, unsigned unit);

    /* The RESET line was pulsed: what the data sheet says of RESET. */
    void (*reset)(struct board *b, void *dev);

    /* Port access of 1, 2 or 4 bytes. Wider accesses than a byte reach only
     * devices that set `wide`; for the others the bus splits them. */
    uint32_t (*in)(struct board *b, void *dev, uint16_t port, unsigned bytes);
    void (*out)(struct board *b, void *dev, uint16_t port, unsigned bytes,
                uint32_t value);
    bool wide;

    /* Ports that move at run time (a PCI base address): true if `port`
     * belongs to the device now. Asked only for ports that no one else has. */
    bool (*claims)(const void *dev, uint16_t port);

    /* Memory window, one byte at a time. */
    uint8_t (*mem_read)(struct board *b, void *dev, uint32_t address);
    void (*mem_write)(struct board *b, void *dev, uint32_t address,
                      uint8_t value);

    /* The deadline set with board_deadline() has come. */
    void (*expire)(struct board *b, void *dev);

    /* A wire that leads into the device changed; the level of a wire that
     * the device drives and others sample. */
    void (*line)(struct board *b, void *dev, enum line line, bool level);
    bool (*level)(struct board *b, void *dev, enum line line);

    /* Its configuration space (hw/pci_config.h), if it has one. */
    const struct pci_function *pci;
};

#endif
