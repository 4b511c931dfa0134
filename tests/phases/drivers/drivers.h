/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/drivers.h - what the drivers share: ports, interrupts,
 * time, and the verdict.
 */
#ifndef DRIVERS_H
#define DRIVERS_H

#include <stdbool.h>
#include <stdint.h>

static inline uint8_t in8(uint16_t port)
{
    uint8_t value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline uint16_t in16(uint16_t port)
{
    uint16_t value;

    __asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline uint32_t in32(uint16_t port)
{
    uint32_t value;

    __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline void out8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline void out16(uint16_t port, uint16_t value)
{
    __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline void out32(uint16_t port, uint32_t value)
{
    __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

/* One line on COM1: "ok" or "BAD", and the fact. */
void check(const char *fact, bool holds);

/* How often each IRQ has come. What must be read to make it go away is read
 * by the handler if there is one. */
extern volatile unsigned irq_count[16];
extern void (*irq_handler[16])(void);

/* In Service of both controllers when the last interrupt came. */
extern volatile uint16_t in_service;

void irq_open(unsigned irq);
void irq_close(unsigned irq);

/* Wait, halted, until the IRQ has come `times` since irq_open(); false: not
 * within a second. Wait for some milliseconds. Both use IRQ 0 at 1000 Hz. */
bool irq_wait(unsigned irq, unsigned times);
void wait_ms(unsigned ms);

/* The word of configuration space of a function of bus 0. */
uint32_t pci_read(unsigned device, unsigned function, unsigned reg);
void pci_write(unsigned device, unsigned function, unsigned reg,
               uint32_t value);
bool pci_there(void);

void test_interrupts(void);
void test_timers(void);
void test_clock(void);
void test_serial(void);
void test_keyboard(void);
void test_disk(void);
void test_floppy(void);
void test_pci(void);
void test_power(void);
void test_acpi(void);

/* As ACPI says; after test_acpi(). */
void switch_off(void);

#endif
