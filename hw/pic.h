/* SPDX-License-Identifier: MIT
 *
 * hw/pic.h - 8259A programmable interrupt controller, one struct a chip.
 */
#ifndef HW_PIC_H
#define HW_PIC_H

#include "hw/device.h"

/* Initialisation: the command word that port 21h/A1h takes next. */
enum pic_expects { PIC_OCW1, PIC_ICW2, PIC_ICW3, PIC_ICW4 };

struct pic {
    uint8_t irr;          /* interrupt request register */
    uint8_t isr;          /* in-service register */
    uint8_t imr;          /* interrupt mask register (OCW1) */
    uint8_t lines;        /* levels of the pins IR7..IR0 */
    uint8_t levels;       /* pins in level mode by the bridge's ELCR */
    uint8_t icw1;         /* level or edge, single or cascade */
    uint8_t icw2;         /* vector of IR0 */
    uint8_t icw3;         /* master: pins with a slave; slave: its number */
    uint8_t icw4;         /* special fully nested mode, automatic EOI */
    uint8_t lowest;       /* pin of lowest priority; the next one is highest */
    uint8_t expects;      /* enum pic_expects */
    uint8_t ready;        /* 1 once initialised; until then INT stays low */
    uint8_t unit;         /* 0: master, 1: slave on IR2 of the master */
    uint8_t read_isr;     /* OCW3: the command port reads ISR, not IRR */
    uint8_t poll;         /* OCW3: the next read is an acknowledge */
    uint8_t special_mask; /* OCW3: special mask mode */
    uint8_t rotate_aeoi;  /* OCW2: rotate at each automatic EOI */
    uint8_t stuck_irr;    /* bits that cannot become 0 */
    uint8_t stuck_isr;
};

extern const struct device_ops pic_ops;

/* The two INTA pulses of the CPU: the vector that the chips put on the bus.
 * With no request left it is that of IR7 (a spurious interrupt). */
uint8_t pic_acknowledge(struct board *b, struct pic *master, struct pic *slave);

/* ELCR: these pins are in level mode, whatever ICW1 says. */
void pic_set_levels(struct board *b, struct pic *pic, uint8_t pins);

#endif
