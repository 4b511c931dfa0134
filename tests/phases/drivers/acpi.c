/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/acpi.c - finds the way to switch the machine off, by the
 * tables of its firmware.
 *
 * Source: Advanced Configuration and Power Interface Specification 1.0,
 *         "Root System Description Pointer", "System Description Table
 *         Header", "Fixed ACPI Description Table"; "Package" in its machine
 *         language.
 */
#include "drivers.h"

struct table {
    char signature[4];
    uint32_t length;
    uint8_t data[];
};

#define FADT_DSDT    40
#define FADT_PM1_CNT 64
#define FADT_TIMER   76

static bool is(const void *at, const char *text)
{
    const char *p = at;

    while (*text && *p == *text)
        p++, text++;
    return !*text;
}

static bool sums_up(const void *at, uint32_t bytes)
{
    const uint8_t *p = at;
    uint8_t sum = 0;

    while (bytes--)
        sum = (uint8_t)(sum + *p++);
    return sum == 0;
}

static const uint8_t *find_rsdp(uint32_t from, uint32_t bytes)
{
    for (uint32_t at = from; at < from + bytes; at += 16)
        if (is((const void *)at, "RSD PTR ") && sums_up((const void *)at, 20))
            return (const uint8_t *)at;
    return 0;
}

static uint32_t dword(const void *table, unsigned offset)
{
    return *(const uint32_t *)((const uint8_t *)table + offset);
}

static bool good(const struct table *t, const char *signature)
{
    return is(t->signature, signature) && sums_up(t, t->length);
}

static const struct table *find_fadt(const struct table *rsdt)
{
    for (unsigned at = 36; at < rsdt->length; at += 4)
        if (good((const struct table *)dword(rsdt, at), "FACP"))
            return (const struct table *)dword(rsdt, at);
    return 0;
}

/* The first element of the package \_S5; FFh: there is none. */
static uint8_t type_in(const struct table *dsdt)
{
    const uint8_t *p = (const uint8_t *)dsdt;

    for (unsigned i = 36; i + 10 < dsdt->length; i++)
        if (is(p + i, "_S5_") && p[i + 4] == 0x12)
            return p[i + 7] == 0x0a ? p[i + 8] : p[i + 7];
    return 0xff;
}

/* It may stand in another table than the DSDT. */
static uint8_t sleep_type_5(const struct table *rsdt, const struct table *dsdt)
{
    uint8_t found = type_in(dsdt);

    for (unsigned at = 36; at < rsdt->length && found == 0xff; at += 4)
        found = type_in((const struct table *)dword(rsdt, at));
    return found;
}

static uint16_t control;
static uint8_t type;

void test_acpi(void)
{
    uint32_t ebda = (uint32_t) * (volatile uint16_t *)0x40e << 4;
    const uint8_t *rsdp = find_rsdp(ebda, 1024);
    const struct table *rsdt, *fadt, *dsdt;

    if (!rsdp)
        rsdp = find_rsdp(0xe0000, 0x20000);
    check("ACPI: there is an RSDP", rsdp);
    rsdt = (const struct table *)dword(rsdp, 16);
    check("it leads to an RSDT", good(rsdt, "RSDT"));
    fadt = find_fadt(rsdt);
    check("that to an FADT", fadt);
    dsdt = (const struct table *)dword(fadt, FADT_DSDT);
    check("and that to a DSDT", good(dsdt, "DSDT"));
    type = sleep_type_5(rsdt, dsdt);
    check("with a sleep type for soft-off", type < 8);
    control = (uint16_t)dword(fadt, FADT_PM1_CNT);
    check("the ports are those of power management",
          control == (pci_read(1, 3, 0x40) & 0xffc0) + 4 &&
              dword(fadt, FADT_TIMER) == control + 4u);
}

void switch_off(void)
{
    out16(control, (uint16_t)(0x2000 | type << 10));
}
