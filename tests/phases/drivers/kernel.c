/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/kernel.c - drivers as the author of an operating system
 * writes them, from the manuals; each says on COM1 whether the board does
 * what it expects.
 */
#include "drivers.h"

#define COM1 0x3f8

struct gate {
    uint16_t low, selector, kind, high;
};

extern const uint32_t stubs[48];

volatile unsigned irq_count[16];
volatile uint16_t in_service;
void (*irq_handler[16])(void);

static struct gate idt[48];

static void say(const char *text)
{
    for (; *text; text++) {
        while (!(in8(COM1 + 5) & 0x20))
            ;
        out8(COM1, (uint8_t)*text);
    }
}

void check(const char *fact, bool holds)
{
    say(holds ? "ok  " : "BAD ");
    say(fact);
    say("\n");
}

/* Called by the stubs. Vectors 20h to 2Fh are the IRQs. */
void interrupt(uint32_t vector)
{
    unsigned irq = vector - 0x20;

    if (vector < 0x20) {
        check("no exception comes", false);
        for (;;)
            __asm__ volatile("cli; hlt");
    }
    out8(0x20, 0x0b);
    out8(0xa0, 0x0b);
    in_service = (uint16_t)(in8(0x20) | in8(0xa0) << 8);
    irq_count[irq]++;
    if (irq_handler[irq])
        irq_handler[irq]();
    if (irq >= 8 && in_service & 1u << irq)
        out8(0xa0, 0x20);
    if (irq >= 8 || in_service & 1u << irq)
        out8(0x20, 0x20);
}

static void idt_load(void)
{
    struct __attribute__((packed)) {
        uint16_t limit;
        struct gate *base;
    } pointer = {sizeof idt - 1, idt};

    for (unsigned i = 0; i < 48; i++)
        idt[i] = (struct gate){(uint16_t)stubs[i], 8, 0x8e00,
                               (uint16_t)(stubs[i] >> 16)};
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

/* ICW1 to ICW4 of both: vectors 20h and 28h, all masked but the cascade. */
static void pic_remap(void)
{
    static const uint8_t words[2][4] = {{0x11, 0x20, 0x04, 0x01},
                                        {0x11, 0x28, 0x02, 0x01}};

    for (unsigned chip = 0; chip < 2; chip++) {
        uint16_t port = chip ? 0xa0 : 0x20;

        out8(port, words[chip][0]);
        for (unsigned i = 1; i < 4; i++)
            out8(port + 1, words[chip][i]);
        out8(port + 1, chip ? 0xff : 0xfb);
    }
}

void irq_open(unsigned irq)
{
    uint16_t port = irq < 8 ? 0x21 : 0xa1;

    irq_count[irq] = 0;
    out8(port, in8(port) & (uint8_t) ~(1u << (irq & 7)));
}

void irq_close(unsigned irq)
{
    uint16_t port = irq < 8 ? 0x21 : 0xa1;

    out8(port, in8(port) | (uint8_t)(1u << (irq & 7)));
}

bool irq_wait(unsigned irq, unsigned times)
{
    unsigned from = irq_count[0];

    while (irq_count[irq] < times && irq_count[0] - from < 1000)
        __asm__ volatile("sti; hlt; cli");
    return irq_count[irq] >= times;
}

void wait_ms(unsigned ms)
{
    unsigned from = irq_count[0];

    while (irq_count[0] - from < ms)
        __asm__ volatile("sti; hlt; cli");
}

/* COM1 as the text wants it; IRQ 0 a thousand times a second. */
void main(void)
{
    out8(COM1 + 1, 0);
    out8(COM1 + 3, 0x03);
    idt_load();
    pic_remap();
    out8(0x43, 0x34);
    out8(0x40, 1193 & 0xff);
    out8(0x40, 1193 >> 8);
    irq_open(0);
    test_interrupts();
    test_timers();
    test_clock();
    test_serial();
    test_keyboard();
    test_disk();
    test_floppy();
    if (pci_there()) {
        test_pci();
        test_power();
        test_acpi();
    }
    say("end\n");
    wait_ms(10); /* until COM1 has sent it */
    if (pci_there())
        switch_off();
}
