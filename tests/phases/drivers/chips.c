/* SPDX-License-Identifier: MIT
 *
 * tests/phases/drivers/chips.c - the serial port and the keyboard controller.
 *
 * Source: National Semiconductor PC16550D data sheet; IBM PS/2 Hardware
 *         Interface Technical Reference, "Keyboard and Auxiliary Device
 *         Controller".
 */
#include "drivers.h"

#define COM2 0x2f8

static volatile uint8_t cause;

static void serial_interrupt(void)
{
    cause = in8(COM2 + 2);
}

/* While it loops back, OUT2 cannot let an interrupt through. */
static void loopback(void)
{
    static const char text[] = "fourteen bytes";
    bool same = true;

    out8(COM2 + 2, 0xc7); /* FIFO: cleared, trigger at 14 */
    out8(COM2 + 4, 0x1b);
    check("IIR tells FIFOs", (in8(COM2 + 2) & 0xc0) == 0xc0);
    check("modem lines loop back", (in8(COM2 + 6) & 0xf0) == 0xb0);
    out8(COM2 + 1, 0x01);
    for (unsigned i = 0; i < 14; i++)
        out8(COM2, (uint8_t)text[i]);
    for (unsigned i = 0; i < 100 && in8(COM2 + 2) & 1; i++)
        wait_ms(1);
    check("14 bytes ask for an interrupt", (in8(COM2 + 2) & 0x0f) == 0x04);
    for (unsigned i = 0; i < 14; i++)
        same = same && in8(COM2 + 5) & 1 && in8(COM2) == (uint8_t)text[i];
    check("and come back in order", same && !(in8(COM2 + 5) & 1));
    out8(COM2, 'x');
    for (unsigned i = 0; i < 100 && in8(COM2 + 2) & 1; i++)
        wait_ms(1);
    check("one byte does so after a while",
          (in8(COM2 + 2) & 0x0f) == 0x0c && in8(COM2) == 'x');
}

void test_serial(void)
{
    irq_handler[3] = serial_interrupt;
    out8(COM2 + 3, 0x83);
    out8(COM2, 1);
    out8(COM2 + 1, 0);
    check("the divisor reads back", in8(COM2) == 1 && in8(COM2 + 1) == 0);
    out8(COM2 + 3, 0x03);
    loopback();
    out8(COM2 + 1, 0);
    out8(COM2 + 4, 0x0b);
    irq_open(3);
    out8(COM2 + 1, 0x02);
    check("an empty transmitter raises IRQ 3",
          irq_wait(3, 1) && (cause & 0x0f) == 0x02);
    out8(COM2 + 1, 0);
    irq_close(3);
}

/* --- The keyboard controller --------------------------------------------- */

static volatile uint8_t last_byte;

static void byte_interrupt(void)
{
    last_byte = in8(0x60);
}

static void kbc_send(uint16_t port, uint8_t value)
{
    while (in8(0x64) & 2)
        ;
    out8(port, value);
}

static uint8_t kbc_take(void)
{
    for (unsigned i = 0; i < 1000 && !(in8(0x64) & 1); i++)
        wait_ms(1);
    return in8(0x60);
}

static uint8_t kbc_ask(uint8_t command)
{
    kbc_send(0x64, command);
    return kbc_take();
}

static void keyboard_interrupts(uint8_t command_byte)
{
    irq_handler[1] = byte_interrupt;
    irq_handler[12] = byte_interrupt;
    kbc_send(0x64, 0x60);
    kbc_send(0x60, (uint8_t)((command_byte & 0x40) | 0x03));
    kbc_send(0x64, 0xae);
    kbc_send(0x64, 0xa8);
    irq_open(1);
    irq_open(12);
    wait_ms(20); /* the firmware may not have read all that they said */
    irq_open(1);
    irq_open(12);
    kbc_send(0x60, 0xee);
    check("the keyboard's echo raises IRQ 1",
          irq_wait(1, 1) && last_byte == 0xee);
    kbc_send(0x64, 0xd2);
    kbc_send(0x60, 0x5a);
    check("so does a byte written to its buffer",
          irq_wait(1, 2) && last_byte == 0x5a);
    kbc_send(0x64, 0xd3);
    kbc_send(0x60, 0xa5);
    check("one for the mouse raises IRQ 12",
          irq_wait(12, 1) && last_byte == 0xa5);
    kbc_send(0x64, 0xd4);
    kbc_send(0x60, 0xf4);
    check("the mouse acknowledges", irq_wait(12, 2) && last_byte == 0xfa);
    irq_close(1);
    irq_close(12);
}

void test_keyboard(void)
{
    uint8_t command_byte;

    while (in8(0x64) & 1)
        in8(0x60);
    kbc_send(0x64, 0xad);
    kbc_send(0x64, 0xa7);
    command_byte = kbc_ask(0x20);
    check("disabled ports show in the command byte",
          (command_byte & 0x30) == 0x30);
    check("self-test: 55h", kbc_ask(0xaa) == 0x55);
    check("keyboard interface: 00h", kbc_ask(0xab) == 0x00);
    check("mouse interface: 00h", kbc_ask(0xa9) == 0x00);
    check("output port: A20 open, reset high", (kbc_ask(0xd0) & 3) == 3);
    keyboard_interrupts(command_byte);
}
