/* SPDX-License-Identifier: MIT
 *
 * hw/pic.c - 8259A programmable interrupt controller: eight requests in, one
 * INT out. A PC has two; the slave's INT leads into IR2 of the master.
 *
 *   port     access  bits  meaning
 *   20h A0h  write   bit 4 = 1        ICW1: start of initialisation
 *                    bits 4:3 = 00    OCW2: end of interrupt, rotation
 *                    bits 4:3 = 01    OCW3: read select, poll, special mask
 *            read    IRR or ISR as OCW3 chose; after a poll command
 *                    bit 7: a request is there, bits 2:0: which
 *   21h A1h  write   ICW2, ICW3, ICW4 after ICW1; else OCW1 = mask (1: off)
 *            read    mask
 *
 * Without it no timer, key or disk can interrupt the CPU. At power-on the
 * BIOS gives IRQ0..7 the vectors 08h..0Fh; those are exceptions in protected
 * mode, so each kernel programs the chips again before it enables interrupts.
 *
 * Source: Intel 8259A data sheet; "Programming the 8259A", "Operation
 * Command Words", "Edge and Level Triggered Modes", "Cascade Mode".
 * Not modelled: MCS-80/85 mode (three-byte CALL), buffered mode (the chip's
 * place on the board says who is master). The chip has no RESET pin.
 */
#include "hw/pic.h"
#include "hw/fault.h"

/* ICW1, port 20h:  7 6 5  4  3     2    1     0
 *                  -      1  LTIM  -    SNGL  IC4          */
#define PIC_ICW1      BIT(4)
#define PIC_ICW1_LTIM BIT(3) /* 1: level triggered      0: edge triggered */
#define PIC_ICW1_SNGL BIT(1) /* 1: no other chip        0: cascade, ICW3 */
#define PIC_ICW1_IC4  BIT(0) /* 1: ICW4 follows         0: ICW4 is all 0 */

#define PIC_ICW2_BASE FIELD(7, 3) /* vector of IR0 */
#define PIC_ICW3_ID   FIELD(2, 0) /* slave: the master's pin */

/* ICW4, port 21h:  7 6 5  4     3 2  1     0
 *                  0      SFNM  BUF  AEOI  uPM             */
#define PIC_ICW4_SFNM BIT(4) /* special fully nested mode */
#define PIC_ICW4_AEOI BIT(1) /* the acknowledge ends the interrupt */

/* OCW2, port 20h:  7  6   5    4 3  2 1 0
 *                  R  SL  EOI  0 0  LEVEL                  */
#define PIC_OCW2_LEVEL FIELD(2, 0)
enum pic_ocw2 {
    PIC_ROTATE_AEOI_CLEAR = 0,
    PIC_EOI = 1,
    PIC_NO_OPERATION = 2,
    PIC_SPECIFIC_EOI = 3,
    PIC_ROTATE_AEOI_SET = 4,
    PIC_ROTATE_EOI = 5,
    PIC_SET_PRIORITY = 6,
    PIC_ROTATE_SPECIFIC_EOI = 7,
};

/* OCW3, port 20h:  7  6     5    4 3  2  1   0
 *                  0  ESMM  SMM  0 1  P  RR  RIS           */
#define PIC_OCW3         BIT(3)
#define PIC_OCW3_ESMM    BIT(6) /* bit 5 counts */
#define PIC_OCW3_SMM     BIT(5)
#define PIC_OCW3_POLL    BIT(2)
#define PIC_OCW3_RR      BIT(1) /* bit 0 counts */
#define PIC_OCW3_RIS     BIT(0) /* 1: read ISR             0: read IRR */

#define PIC_POLL_REQUEST BIT(7)

#define PIC_CASCADE      2 /* the slave's INT is wired to this pin */
#define PIC_SPURIOUS     7
#define PIC_NO_PIN       8
#define PIC_OPEN_BUS     0xff

static unsigned pic_pin_at(const struct pic *pic, unsigned rank)
{
    return (pic->lowest + 1u + rank) & 7;
}

/* Pins whose service does not keep their own requests out: in special fully
 * nested mode those with a slave, which has priorities of its own. */
static uint8_t pic_nested(const struct pic *pic)
{
    bool special = pic->icw4 & PIC_ICW4_SFNM && pic->unit == 0 &&
                   !(pic->icw1 & PIC_ICW1_SNGL);

    return special ? pic->icw3 : 0;
}

/* The pin that may interrupt now: "Fully Nested Mode", "Special Mask Mode". */
static unsigned pic_pending(const struct pic *pic)
{
    uint8_t requests = pic->irr & (uint8_t)~pic->imr;
    uint8_t serving = pic->isr;

    if (!pic->ready || pic->expects != PIC_OCW1)
        return PIC_NO_PIN;
    if (pic->special_mask)
        serving &= (uint8_t)~pic->imr;
    for (unsigned rank = 0; rank < 8; rank++) {
        unsigned pin = pic_pin_at(pic, rank);

        if (serving & BIT(pin)) {
            bool again = requests & pic_nested(pic) & BIT(pin);

            return again ? pin : PIC_NO_PIN;
        }
        if (requests & BIT(pin))
            return pin;
    }
    return PIC_NO_PIN;
}

static enum line pic_int(const struct pic *pic)
{
    return pic->unit ? LINE_IRQ0 + PIC_CASCADE : LINE_INTR;
}

static void pic_drive(struct board *b, struct pic *pic)
{
    pic->irr |= pic->stuck_irr;
    pic->isr |= pic->stuck_isr;
    board_line(b, pic_int(pic), pic_pending(pic) != PIC_NO_PIN);
}

static void pic_end(struct pic *pic, unsigned pin, bool rotate)
{
    pic->isr &= (uint8_t)~BIT(pin);
    if (rotate)
        pic->lowest = (uint8_t)pin;
}

static uint8_t pic_level_pins(const struct pic *pic)
{
    return pic->icw1 & PIC_ICW1_LTIM ? 0xff : pic->levels;
}

void pic_set_levels(struct board *b, struct pic *pic, uint8_t pins)
{
    pic->levels = pins;
    pic->irr |= pic->lines & pins;
    pic_drive(b, pic);
}

/* One chip's part of the acknowledge: the pin now in service. INT falls, so
 * that a further request of a slave is an edge for the master. */
static unsigned pic_take(struct board *b, struct pic *pic)
{
    unsigned pin = pic_pending(pic);

    if (pin == PIC_NO_PIN)
        return PIC_NO_PIN;
    pic->isr |= (uint8_t)BIT(pin);
    pic->irr &= (uint8_t)(~BIT(pin) | pic_level_pins(pic));
    if (pic->icw4 & PIC_ICW4_AEOI)
        pic_end(pic, pin, pic->rotate_aeoi);
    board_line(b, pic_int(pic), false);
    pic_drive(b, pic);
    return pin;
}

static uint8_t pic_vector(const struct pic *pic, unsigned pin)
{
    if (pin == PIC_NO_PIN)
        pin = PIC_SPURIOUS;
    return (uint8_t)((pic->icw2 & PIC_ICW2_BASE) | pin);
}

uint8_t pic_acknowledge(struct board *b, struct pic *master, struct pic *slave)
{
    bool cascade = !(master->icw1 & PIC_ICW1_SNGL);
    unsigned pin = pic_take(b, master);
    uint8_t vector = pic_vector(master, pin);

    if (cascade && pin != PIC_NO_PIN && master->icw3 & BIT(pin)) {
        /* The slave answers to its own number only. */
        vector = PIC_OPEN_BUS;
        if (pin == PIC_CASCADE && (slave->icw3 & PIC_ICW3_ID) == pin)
            vector = pic_vector(slave, pic_take(b, slave));
    }
    return vector;
}

static void pic_icw1(struct pic *pic, uint8_t value)
{
    pic->icw1 = value;
    pic->icw4 = 0;
    pic->expects = PIC_ICW2;
    pic->ready = 1;
    pic->imr = 0;
    pic->isr = 0;
    pic->irr = pic->lines & pic_level_pins(pic);
    pic->lowest = 7;
    pic->read_isr = 0;
    pic->poll = 0;
    pic->special_mask = 0;
    pic->rotate_aeoi = 0;
    if (pic->unit)
        pic->icw3 = PIC_ICW3_ID;
}

/* The pin that a non-specific EOI ends: the highest in service, where special
 * mask mode hides the masked ones. */
static unsigned pic_highest_in_service(const struct pic *pic)
{
    uint8_t serving = pic->isr;

    if (pic->special_mask)
        serving &= (uint8_t)~pic->imr;
    for (unsigned rank = 0; rank < 8; rank++) {
        if (serving & BIT(pic_pin_at(pic, rank)))
            return pic_pin_at(pic, rank);
    }
    return PIC_NO_PIN;
}

static void pic_ocw2(struct pic *pic, uint8_t value)
{
    unsigned level = value & PIC_OCW2_LEVEL;
    enum pic_ocw2 command = value >> 5;

    switch (command) {
    case PIC_ROTATE_AEOI_CLEAR:
    case PIC_ROTATE_AEOI_SET:
        pic->rotate_aeoi = command == PIC_ROTATE_AEOI_SET;
        break;
    case PIC_EOI:
    case PIC_ROTATE_EOI:
        level = pic_highest_in_service(pic);
        if (level != PIC_NO_PIN)
            pic_end(pic, level, command == PIC_ROTATE_EOI);
        break;
    case PIC_SPECIFIC_EOI:
    case PIC_ROTATE_SPECIFIC_EOI:
        pic_end(pic, level, command == PIC_ROTATE_SPECIFIC_EOI);
        break;
    case PIC_SET_PRIORITY:
        pic->lowest = (uint8_t)level;
        break;
    case PIC_NO_OPERATION:
        break;
    }
}

static void pic_ocw3(struct pic *pic, uint8_t value)
{
    if (value & PIC_OCW3_ESMM)
        pic->special_mask = (value & PIC_OCW3_SMM) != 0;
    if (value & PIC_OCW3_POLL)
        pic->poll = 1;
    else if (value & PIC_OCW3_RR)
        pic->read_isr = value & PIC_OCW3_RIS;
}

/* ICW2 to ICW4 in order, where ICW1 said that they come; then OCW1. */
static void pic_data(struct pic *pic, uint8_t value)
{
    bool has_icw3 = !(pic->icw1 & PIC_ICW1_SNGL);
    bool has_icw4 = pic->icw1 & PIC_ICW1_IC4;

    switch ((enum pic_expects)pic->expects) {
    case PIC_OCW1:
        pic->imr = value;
        break;
    case PIC_ICW2:
        pic->icw2 = value;
        pic->expects = has_icw3 ? PIC_ICW3 : has_icw4 ? PIC_ICW4 : PIC_OCW1;
        break;
    case PIC_ICW3:
        pic->icw3 = value;
        pic->expects = has_icw4 ? PIC_ICW4 : PIC_OCW1;
        break;
    case PIC_ICW4:
        pic->icw4 = value;
        pic->expects = PIC_OCW1;
        break;
    }
}

static void pic_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct pic *pic = dev;

    (void)bytes;
    if (port & 1)
        pic_data(pic, (uint8_t)value);
    else if (value & PIC_ICW1)
        pic_icw1(pic, (uint8_t)value);
    else if (value & PIC_OCW3)
        pic_ocw3(pic, (uint8_t)value);
    else
        pic_ocw2(pic, (uint8_t)value);
    pic_drive(b, pic);
}

static uint32_t pic_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct pic *pic = dev;

    (void)bytes;
    if (pic->poll) {
        unsigned pin = pic_take(b, pic);

        pic->poll = 0;
        return pin == PIC_NO_PIN ? 0 : PIC_POLL_REQUEST | pin;
    }
    if (port & 1)
        return pic->imr;
    return pic->read_isr ? pic->isr : pic->irr;
}

/* A request stands while its pin is high; edge mode needs a new rise for the
 * next one. A pin that falls before the acknowledge takes the request back. */
static void pic_line(struct board *b, void *dev, enum line line, bool level)
{
    struct pic *pic = dev;
    unsigned pin = (unsigned)line - 8u * pic->unit;

    if (line > LINE_IRQ15 || pin > 7)
        return;
    if (!level) {
        pic->lines &= (uint8_t)~BIT(pin);
        pic->irr &= (uint8_t)~BIT(pin);
    } else if (!(pic->lines & BIT(pin))) {
        pic->lines |= (uint8_t)BIT(pin);
        pic->irr |= (uint8_t)BIT(pin);
    }
    pic_drive(b, pic);
}

static void pic_power_on(struct board *b, void *dev, unsigned unit)
{
    struct pic *pic = dev;

    (void)b;
    pic->unit = (uint8_t)unit;
}

/* Faults: hw/faults.def. */

static struct pic *pic_of(struct board *b, const struct fault_call *call,
                          uint8_t *bit)
{
    *bit = (uint8_t)BIT(call->param[PARAM_IRQ] % 8);
    return board_device(b, call->param[PARAM_IRQ] < 8 ? DEV_pic1 : DEV_pic2);
}

const char *device_fault_PIC_MASKED(struct board *b,
                                    const struct fault_call *call)
{
    uint8_t bit;
    struct pic *pic = pic_of(b, call, &bit);

    pic->imr |= bit;
    pic_drive(b, pic);
    return NULL;
}

const char *device_fault_PIC_IN_SERVICE(struct board *b,
                                        const struct fault_call *call)
{
    uint8_t bit;
    struct pic *pic = pic_of(b, call, &bit);

    pic->isr |= bit;
    pic_drive(b, pic);
    return NULL;
}

/* What has become 1 stays so until the chip clears it as usual. */
const char *device_fault_PIC_REQUEST_STUCK(struct board *b,
                                           const struct fault_call *call)
{
    uint8_t bit;
    struct pic *pic = pic_of(b, call, &bit);

    pic->stuck_irr &= (uint8_t)~bit;
    if (call->on)
        pic->stuck_irr |= bit;
    else if (!(pic->lines & bit))
        pic->irr &= (uint8_t)~bit;
    pic_drive(b, pic);
    return NULL;
}

const char *device_fault_PIC_SERVICE_STUCK(struct board *b,
                                           const struct fault_call *call)
{
    uint8_t bit;
    struct pic *pic = pic_of(b, call, &bit);

    pic->stuck_isr &= (uint8_t)~bit;
    if (call->on)
        pic->stuck_isr |= bit;
    pic_drive(b, pic);
    return NULL;
}

const struct device_ops pic_ops = {
    .part = "Intel 8259A programmable interrupt controller",
    .power_on = pic_power_on,
    .in = pic_in,
    .out = pic_out,
    .line = pic_line,
};
