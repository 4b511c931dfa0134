/* SPDX-License-Identifier: MIT
 *
 * sim/words_interrupts.c - the words for interrupts and exceptions.
 *
 * Source: Intel SDM Vol. 3A, "Exception and Interrupt Reference"; IBM PC AT
 * Technical Reference, "System Interrupts", "BIOS Interrupts".
 */
#include "sim/words.h"

#include "sim/cpu/state.h"

static const char *const exception_names[] = {
    "divide error",
    "debug exception",
    "NMI",
    "breakpoint",
    "overflow",
    "BOUND range exceeded",
    "invalid opcode",
    "no math coprocessor",
    "double fault",
    "coprocessor segment overrun",
    "invalid TSS",
    "segment not present",
    "stack fault",
    "general protection fault",
    "page fault",
    "reserved exception",
    "x87 error",
    "alignment check",
    "machine check",
};

static const char *exception_name(uint32_t vector)
{
    return vector < ARRAY_LEN(exception_names) ? exception_names[vector]
                                               : "reserved exception";
}

static const char *const irq_names[16] = {
    [0] = "timer",
    [1] = "keyboard",
    [2] = "slave controller",
    [3] = "COM2",
    [4] = "COM1",
    [6] = "floppy disk",
    [7] = "LPT1",
    [8] = "real-time clock",
    [9] = "power management",
    [12] = "mouse",
    [13] = "coprocessor",
    [14] = "ATA disks",
    [15] = "second ATA channel",
};

void say_irq_line(struct words *w, const struct event *e)
{
    uint32_t irq = e->arg[0];
    const char *name = irq < ARRAY_LEN(irq_names) ? irq_names[irq] : NULL;

    words_add(w, "IRQ %u", irq);
    if (name)
        words_add(w, " (%s)", name);
    words_add(w, " goes %s.", e->arg[1] ? "high" : "low");
}

/* Selector or segment, and offset. */
static void say_place(struct words *w, const struct event *e, uint32_t selector,
                      uint32_t offset)
{
    if (e->mode == MODE_REAL || e->mode == MODE_V86)
        words_add(w, "%04X:%04X", selector, offset & 0xffff);
    else
        words_add(w, "%04X:%08X", selector, offset);
}

void say_intr(struct words *w, const struct event *e)
{
    words_add(w,
              "The processor takes the hardware interrupt with vector %02Xh: "
              "its handler is at ",
              e->arg[0]);
    say_place(w, e, e->arg[1], e->arg[2]);
    words_add(w, ".");
}

void say_nmi(struct words *w, const struct event *e)
{
    words_add(w, "The processor takes the non-maskable interrupt: its handler "
                 "is at ");
    say_place(w, e, e->arg[1], e->arg[2]);
    words_add(w, ".");
}

static const struct name service_names[] = {
    {0x05, "print screen"},
    {0x10, "BIOS video"},
    {0x11, "BIOS equipment"},
    {0x12, "BIOS memory size"},
    {0x13, "BIOS disk"},
    {0x14, "BIOS serial port"},
    {0x15, "BIOS system"},
    {0x16, "BIOS keyboard"},
    {0x17, "BIOS printer"},
    {0x18, "no boot device"},
    {0x19, "boot"},
    {0x1a, "BIOS clock and PCI"},
    {0x1c, "hook of the timer tick"},
    {0, NULL},
};

void say_int(struct words *w, const struct event *e)
{
    const char *name = name_find(service_names, e->arg[0]);
    bool services = e->mode == MODE_REAL || e->mode == MODE_V86;

    if (e->arg[0] == 3)
        words_add(w, "INT 3, a breakpoint");
    else
        words_add(w, "INT %02Xh", e->arg[0]);
    if (services && name)
        words_add(w, " (%s)", name);
    words_add(w, " with AX=%04Xh: the handler is at ", e->arg[3]);
    say_place(w, e, e->arg[1], e->arg[2]);
    words_add(w, ".");
}

static void say_page_fault_code(struct words *w, uint32_t error)
{
    words_add(w, "%s in %s mode, %s", error & 2 ? "a write" : "a read",
              error & 4 ? "user" : "kernel",
              error & 8   ? "by an entry with a 1 where 0 must be"
              : error & 1 ? "which the page does not allow"
                          : "of a page that is not present");
}

/* SDM Vol. 3A, "Error Code": IDT, TI, index. */
void words_selector_code(struct words *w, uint32_t error)
{
    if (error & 2)
        words_add(w, "gate %02Xh of the IDT", error >> 3 & 0xff);
    else if (error & 0xfffc)
        words_add(w, "selector %04Xh of the %s", error & 0xfffc,
                  error & 4 ? "LDT" : "GDT");
    else
        words_add(w, "no selector is to blame");
}

static void say_selector_code(struct words *w, uint32_t error)
{
    words_selector_code(w, error);
    if (error & 1) /* EXT */
        words_add(w, ", while an event was being delivered");
}

void say_exception(struct words *w, const struct event *e)
{
    uint32_t vector = e->arg[0], error = e->arg[1];
    bool page_fault = vector == 14;

    words_add(w, "Exception %u, %s%s %08Xh", vector, exception_name(vector),
              page_fault ? " at linear address" : " at offset", e->arg[3]);
    if (e->arg[2]) {
        words_add(w, ", error code %Xh: ", error);
        if (page_fault)
            say_page_fault_code(w, error);
        else if (vector >= 10 && vector <= 13)
            say_selector_code(w, error);
        else
            words_add(w, "it is always 0");
    }
    words_add(w, ".");
}

void say_iret(struct words *w, const struct event *e)
{
    words_add(w, "IRET: back to ");
    say_place(w, e, e->arg[0], e->arg[1]);
    if (e->mode == MODE_V86)
        words_add(w, " in virtual-8086 mode");
    else if (e->cpl == 3)
        words_add(w, " in user mode");
    words_add(w, ", interrupts %s.",
              e->arg[2] & FLAG_IF ? "enabled" : "disabled");
}

void say_triple_fault(struct words *w, const struct event *e)
{
    words_add(w,
              "Triple fault: after exception %u (%s), exception %u (%s) came "
              "while the double fault was being delivered; the processor "
              "shuts down.",
              e->arg[0], exception_name(e->arg[0]), e->arg[1],
              exception_name(e->arg[1]));
}

void say_reset(struct words *w, const struct event *e)
{
    words_add(w, "%s",
              e->arg[0] ? "RESET is pulsed: processor and devices start anew."
                        : "RESET of the processor is pulsed: it starts anew, "
                          "memory and devices stay as they are.");
}
