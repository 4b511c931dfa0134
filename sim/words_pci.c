/* SPDX-License-Identifier: MIT
 *
 * sim/words_pci.c - the words for PCI configuration space.
 *
 * Source: PCI Local Bus Specification 2.1, "Configuration Mechanism #1",
 * "Configuration Space Organization".
 */
#include "sim/words.h"

static const struct name registers[] = {
    {0x00, "vendor"},
    {0x02, "device"},
    {0x04, "command"},
    {0x06, "status"},
    {0x08, "revision"},
    {0x09, "programming interface"},
    {0x0a, "subclass"},
    {0x0b, "class"},
    {0x0c, "cache line size"},
    {0x0d, "latency timer"},
    {0x0e, "header type"},
    {0x0f, "built-in self-test"},
    {0x2c, "subsystem vendor"},
    {0x2e, "subsystem"},
    {0x30, "expansion ROM address"},
    {0x34, "capabilities pointer"},
    {0x3c, "interrupt line"},
    {0x3d, "interrupt pin"},
    {0, NULL},
};

static void say_function(struct words *w, uint32_t address)
{
    words_add(w, "%02X:%02X.%u", address >> 16 & 0xff, address >> 11 & 31,
              address >> 8 & 7);
}

void words_pci_address(struct words *w, uint32_t address)
{
    if (!(address & BIT(31))) {
        words_add(w, "off");
        return;
    }
    words_add(w, "function ");
    say_function(w, address);
    words_add(w, ", register %02Xh", address & 0xfc);
}

static void say_address(struct words *w, const struct access *a)
{
    words_add(w, "PCI configuration address: ");
    words_pci_address(w, a->value);
}

static void say_value(struct words *w, const struct access *a, unsigned reg)
{
    bool nobody = a->bytes >= 2 && (a->value & 0xffff) == 0xffff;

    if (reg != 0 || a->write)
        return;
    if (nobody)
        words_add(w, ", there is no such function");
    else if (a->bytes == 4)
        words_add(w, ", vendor %04Xh, device %04Xh", a->value & 0xffff,
                  a->value >> 16);
}

static void say_data(struct words *w, const struct access *a)
{
    unsigned reg = (a->before & 0xfc) | (a->port & 3);
    const char *name = name_find(registers, reg);

    if (!(a->before & BIT(31))) {
        words_add(w, "PCI configuration data, but no address is chosen");
        return;
    }
    words_add(w, "PCI function ");
    say_function(w, a->before);
    words_add(w, ", register %02Xh", reg);
    if (name && a->bytes < 4)
        words_add(w, " (%s)", name);
    say_value(w, a, reg);
}

static void say_reset_control(struct words *w, const struct access *a)
{
    words_add(w, "reset control");
    if (a->write && a->value & BIT(2))
        words_add(w, ": when bit 2 rises, %s is reset",
                  a->value & BIT(1) ? "the whole board" : "the processor");
}

void words_pci(struct words *w, const struct access *a)
{
    if (a->port >= 0xcfc)
        say_data(w, a);
    else if (a->port == 0xcf8 && a->bytes == 4)
        say_address(w, a);
    else if (a->port == 0xcf9 && a->bytes == 1)
        say_reset_control(w, a);
    else
        words_add(w, "PCI configuration address, which takes 4 bytes only");
}
