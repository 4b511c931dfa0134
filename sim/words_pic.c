/* SPDX-License-Identifier: MIT
 *
 * sim/words_pic.c - the words for the two interrupt controllers.
 *
 * Source: Intel 8259A data sheet, "Initialization Command Words", "Operation
 * Command Words".
 */
#include "sim/words.h"

#include "sim/port_state.h"

#define SLAVE_PORTS 0x80u /* A0h, A1h; the master has 20h, 21h */

static const char *chip(const struct access *a)
{
    return a->port & SLAVE_PORTS ? "slave interrupt controller"
                                 : "master interrupt controller";
}

static unsigned first_irq(const struct access *a)
{
    return a->port & SLAVE_PORTS ? 8 : 0;
}

static const char *const irqs[16] = {
    "IRQ 0",  "IRQ 1",  "IRQ 2",  "IRQ 3",  "IRQ 4",  "IRQ 5",
    "IRQ 6",  "IRQ 7",  "IRQ 8",  "IRQ 9",  "IRQ 10", "IRQ 11",
    "IRQ 12", "IRQ 13", "IRQ 14", "IRQ 15",
};

void words_irqs(struct words *w, uint32_t bits, const char *none)
{
    words_bits(w, bits, irqs, ARRAY_LEN(irqs), none);
}

static void say_irqs(struct words *w, const struct access *a, uint32_t bits,
                     const char *none)
{
    words_bits(w, bits & 0xff, irqs + first_irq(a), 8, none);
}

static void say_icw1(struct words *w, const struct access *a)
{
    words_add(w, "ICW1, the %s begins its initialisation: %s triggered, %s%s",
              chip(a), a->value & BIT(3) ? "level" : "edge",
              a->value & BIT(1) ? "alone" : "in cascade",
              a->value & BIT(0) ? ", ICW4 will follow" : "");
}

static void say_ocw3(struct words *w, const struct access *a)
{
    const char *what = "";

    if (a->value & BIT(6))
        what = a->value & BIT(5) ? ": special mask mode on"
                                 : ": special mask mode off";
    if (a->value & BIT(2))
        what = ": the next read polls for a request";
    else if (a->value & BIT(1))
        what = a->value & BIT(0)
                   ? ": reads give the in-service register"
                   : ": reads give the interrupt request register";
    words_add(w, "OCW3 for the %s%s", chip(a), what);
}

static void say_ocw2(struct words *w, const struct access *a)
{
    unsigned irq = first_irq(a) + (a->value & 7);

    switch (a->value >> 5 & 7) {
    case 1:
        words_add(w, "end of interrupt to the %s", chip(a));
        break;
    case 2:
        words_add(w, "OCW2 without an operation for the %s", chip(a));
        break;
    case 3:
        words_add(w, "end of interrupt for IRQ %u to the %s", irq, chip(a));
        break;
    case 4:
    case 0:
        words_add(w, "rotation at automatic end of interrupt %s in the %s",
                  a->value & BIT(7) ? "on" : "off", chip(a));
        break;
    case 5:
        words_add(w, "end of interrupt with rotation to the %s", chip(a));
        break;
    case 6:
        words_add(w, "IRQ %u gets the lowest priority in the %s", irq, chip(a));
        break;
    default:
        words_add(w, "end of interrupt for IRQ %u with rotation to the %s", irq,
                  chip(a));
    }
}

static void say_mask(struct words *w, const struct access *a)
{
    words_add(w, "mask of the %s: ", chip(a));
    if (a->value == 0)
        words_add(w, "every IRQ");
    else
        say_irqs(w, a, ~a->value, "no IRQ");
    words_add(w, " enabled");
}

static void say_icw4(struct words *w, const struct access *a)
{
    words_add(w, "ICW4 of the %s: %s mode, %s end of interrupt%s", chip(a),
              a->value & BIT(0) ? "8086" : "MCS-80",
              a->value & BIT(1) ? "automatic" : "normal",
              a->value & BIT(4) ? ", special fully nested" : "");
}

static void say_icw3(struct words *w, const struct access *a)
{
    words_add(w, "ICW3 of the %s: ", chip(a));
    if (a->port & SLAVE_PORTS) {
        words_add(w, "it hangs on IR%u of the master", a->value & 7);
        return;
    }
    words_add(w, "slaves on ");
    say_irqs(w, a, a->value, "no pin");
}

static void say_data(struct words *w, const struct access *a)
{
    switch (a->before & 0xff) {
    case PIC_ICW2:
        words_add(w, "ICW2 of the %s: IRQ %u to %u get vectors %02Xh to %02Xh",
                  chip(a), first_irq(a), first_irq(a) + 7, a->value & 0xf8,
                  (a->value & 0xf8) + 7);
        break;
    case PIC_ICW3:
        say_icw3(w, a);
        break;
    case PIC_ICW4:
        say_icw4(w, a);
        break;
    default:
        say_mask(w, a);
    }
}

static void say_command_read(struct words *w, const struct access *a)
{
    switch (a->before) {
    case PORT_PIC_POLL:
        words_add(w, "poll of the %s: ", chip(a));
        if (a->value & BIT(7))
            words_add(w, "IRQ %u", first_irq(a) + (a->value & 7));
        else
            words_add(w, "no request");
        break;
    case PORT_PIC_ISR:
        words_add(w, "in-service register of the %s: ", chip(a));
        say_irqs(w, a, a->value, "nothing");
        break;
    default:
        words_add(w, "interrupt request register of the %s: ", chip(a));
        say_irqs(w, a, a->value, "nothing");
    }
}

void words_pic(struct words *w, const struct access *a)
{
    if (a->port & 1 && a->write)
        say_data(w, a);
    else if (a->port & 1)
        say_mask(w, a);
    else if (!a->write)
        say_command_read(w, a);
    else if (a->value & BIT(4))
        say_icw1(w, a);
    else if (a->value & BIT(3))
        say_ocw3(w, a);
    else
        say_ocw2(w, a);
}

void words_elcr(struct words *w, const struct access *a)
{
    unsigned first = a->port & 1 ? 8 : 0;

    words_add(w, "of IRQ %u to %u, by level: ", first, first + 7);
    words_irqs(w, (a->value & 0xff) << first, "none");
}
