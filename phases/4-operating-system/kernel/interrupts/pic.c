/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/pic.c - two 8259A interrupt controllers.
 *
 *   port      write                       read
 *   20h, A0h  ICW1, OCW2 (end), OCW3      ISR after OCW3 0Bh
 *   21h, A1h  ICW2, ICW3, ICW4, then mask mask
 *
 * The firmware left IRQ0-7 at vectors 8-15, where the processor reports its
 * own exceptions. The kernel moves all lines to 20h-2Fh.
 *
 * Source: 8259A data sheet, "Initialization Command Words".
 */
#include "interrupts/pic.h"

#include "interrupts/idt.h"
#include "log.h"
#include "port.h"

#define MASTER_COMMAND 0x20
#define MASTER_DATA    0x21
#define SLAVE_COMMAND  0xa0
#define SLAVE_DATA     0xa1

#define ICW1           0x11 /* begin; ICW4 follows, cascaded, edges */
#define ICW4           0x01 /* 8086 mode, normal end of interrupt */
#define OCW2_END       0x20
#define OCW3_READ_ISR  0x0b
#define CASCADE_LINE   2

void pic_init(void)
{
    port_out8(MASTER_COMMAND, ICW1);
    port_out8(SLAVE_COMMAND, ICW1);
    port_out8(MASTER_DATA, VECTOR_IRQ0);
    port_out8(SLAVE_DATA, VECTOR_IRQ0 + 8);
    port_out8(MASTER_DATA, 1 << CASCADE_LINE);
    port_out8(SLAVE_DATA, CASCADE_LINE);
    port_out8(MASTER_DATA, ICW4);
    port_out8(SLAVE_DATA, ICW4);
    port_out8(MASTER_DATA, 0xff);
    port_out8(SLAVE_DATA, 0xff);
    log_ok("interrupts", "IRQ0-15 are vectors 20h-2Fh, all lines masked");
}

static uint16_t data_port(unsigned line)
{
    return line < 8 ? MASTER_DATA : SLAVE_DATA;
}

void pic_unmask(unsigned line)
{
    uint16_t port = data_port(line);

    port_out8(port, (uint8_t)(port_in8(port) & ~(1u << line % 8)));
    if (line >= 8 && pic_is_masked(CASCADE_LINE))
        pic_unmask(CASCADE_LINE);
}

bool pic_is_masked(unsigned line)
{
    return port_in8(data_port(line)) & 1u << line % 8;
}

void pic_end(unsigned line)
{
    if (line >= 8)
        port_out8(SLAVE_COMMAND, OCW2_END);
    port_out8(MASTER_COMMAND, OCW2_END);
}

bool pic_was_spurious(unsigned line)
{
    uint16_t port = line < 8 ? MASTER_COMMAND : SLAVE_COMMAND;

    if (line % 8 != 7)
        return false;
    port_out8(port, OCW3_READ_ISR);
    if (port_in8(port) & 0x80)
        return false;
    if (line >= 8)
        port_out8(MASTER_COMMAND, OCW2_END); /* the cascade was real */
    return true;
}
