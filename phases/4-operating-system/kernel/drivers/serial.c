/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/serial.c - the first serial port, COM1 (16550).
 *
 *   port  DLAB  use
 *   3F8h  0     receive and transmit buffer
 *   3F8h  1     divisor, low byte
 *   3F9h  0     interrupt enable (IER)
 *   3F9h  1     divisor, high byte
 *   3FAh        read: interrupt identification  write: FIFO control
 *   3FBh        line control
 *   3FCh        modem control
 *   3FDh        line status
 *
 * At 115200 baud a character takes 87 microseconds. Characters wait in a
 * ring, and the chip interrupts when it can take 16 more. What is printed
 * before interrupts work leaves with them.
 *
 * Source: PC16550D data sheet, "Registers".
 */
#include "drivers/serial.h"

#include <stdbool.h>
#include <stdint.h>

#include "drivers/terminal.h"
#include "interrupts/irq.h"
#include "interrupts/pic.h"
#include "log.h"
#include "port.h"
#include "processes/scheduler.h"

#define COM1_DATA      0x3f8
#define COM1_IER       0x3f9
#define COM1_FIFO      0x3fa
#define COM1_LINE      0x3fb
#define COM1_MODEM     0x3fc
#define COM1_STATUS    0x3fd

#define IER_RECEIVED   0x01
#define IER_CAN_SEND   0x02
#define LINE_8N1       0x03
#define LINE_DLAB      0x80
#define FIFO_ENABLE    0x07 /* enable both and empty them */
#define FIFO_WORKS     0xc0 /* in interrupt identification: a 16550A */
#define MODEM_READY    0x0b /* DTR, RTS, and OUT2: interrupts reach the PIC */
#define STATUS_DATA    0x01
#define STATUS_EMPTY   0x20 /* the transmitter can take a FIFO full */
#define STATUS_SENT    0x40 /* the last bit has left the transmitter */
#define STATUS_NO_CHIP 0xff

enum { SERIAL_LINE = 4, RING_BYTES = 4096, FIFO_BYTES = 16 };
enum { POLL_LIMIT = 100000 };

static char ring[RING_BYTES];
static unsigned ring_first, ring_count;
static unsigned burst = 1; /* characters that the chip takes at once */
static bool present, by_interrupt, by_polling;
static uint8_t ier;

static void set_ier(uint8_t value)
{
    if (ier != value)
        port_out8(COM1_IER, value);
    ier = value;
}

void serial_pump(void)
{
    if (ring_count && port_in8(COM1_STATUS) & STATUS_EMPTY)
        for (unsigned i = 0; i < burst && ring_count; i++) {
            port_out8(COM1_DATA, (uint8_t)ring[ring_first]);
            ring_first = (ring_first + 1) % RING_BYTES;
            ring_count--;
        }
    if (!by_interrupt)
        return;
    if (ring_count)
        set_ier(ier | IER_CAN_SEND);
    else
        set_ier(ier & (uint8_t)~IER_CAN_SEND);
    if (ring_count < RING_BYTES / 2)
        scheduler_wake(ring);
}

static void drain(void)
{
    for (unsigned i = 0; ring_count && i < POLL_LIMIT; i++)
        serial_pump();
}

static void serial_interrupt(void)
{
    port_in8(COM1_FIFO); /* tells the chip that its request was seen */
    while (port_in8(COM1_STATUS) & STATUS_DATA)
        terminal_input((char)port_in8(COM1_DATA));
    serial_pump();
}

void serial_init(void)
{
    present = port_in8(COM1_STATUS) != STATUS_NO_CHIP;
    if (!present)
        return;
    port_out8(COM1_IER, 0);
    port_out8(COM1_LINE, LINE_DLAB);
    port_out8(COM1_DATA, 1); /* 115200 / 1 baud */
    port_out8(COM1_IER, 0);
    port_out8(COM1_LINE, LINE_8N1);
    port_out8(COM1_FIFO, FIFO_ENABLE);
    port_out8(COM1_MODEM, MODEM_READY);
    if ((port_in8(COM1_FIFO) & FIFO_WORKS) == FIFO_WORKS)
        burst = FIFO_BYTES;
}

void serial_use_interrupts(void)
{
    if (!present) {
        log_failed("serial", "no chip at 3F8h");
        return;
    }
    irq_register(SERIAL_LINE, "COM1", serial_interrupt);
    by_interrupt = true;
    pic_unmask(SERIAL_LINE);
    log_ok("serial", "COM1 at 3F8h, 115200 baud, %s",
           burst > 1 ? "16-byte FIFO" : "no FIFO");
}

void serial_set_polled(void)
{
    by_interrupt = false;
    by_polling = true;
    drain();
    for (unsigned i = 0; i < POLL_LIMIT; i++)
        if (port_in8(COM1_STATUS) & STATUS_SENT)
            break;
}

void serial_listen(void)
{
    if (!present)
        return;
    while (port_in8(COM1_STATUS) & STATUS_DATA)
        terminal_input((char)port_in8(COM1_DATA));
    set_ier(ier | IER_RECEIVED);
}

void serial_put(char c)
{
    if (!present)
        return;
    if (ring_count == RING_BYTES)
        drain();
    if (ring_count == RING_BYTES)
        return;
    ring[(ring_first + ring_count++) % RING_BYTES] = c;
    serial_pump();
    if (by_polling)
        drain();
}

void serial_wait_for_room(size_t bytes)
{
    while (present && RING_BYTES - ring_count < bytes)
        scheduler_sleep(ring, scheduler_tick_after(10));
}
