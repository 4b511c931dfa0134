/* SPDX-License-Identifier: MIT
 *
 * hw/uart.c - 16550A serial port: COM1 (3F8h, IRQ4), COM2 (2F8h, IRQ3).
 *
 *   port  DLAB  access  register
 *   +0    0     read    RBR  receiver buffer
 *   +0    0     write   THR  transmitter holding
 *   +1    0     r/w     IER  interrupt enable
 *   +0    1     r/w     DLL  divisor latch: 115200 baud / divisor
 *   +1    1     r/w     DLM
 *   +2          read    IIR  interrupt identification
 *   +2          write   FCR  FIFO control
 *   +3          r/w     LCR  line control; bit 7 is DLAB
 *   +4          r/w     MCR  modem control
 *   +5          read    LSR  line status
 *   +6          read    MSR  modem status
 *   +7          r/w     SCR  scratch
 *
 * The simplest way out of a machine that has no working screen: firmware and
 * kernels print here what matters. On a PC the pin OUT2 switches the
 * interrupt; a driver that forgets it waits for ever.
 *
 * Source: National Semiconductor PC16550D data sheet; "Registers", "FIFO
 * Interrupt Mode Operation", "Loop", IBM PC AT Technical Reference, "Serial/
 * Parallel Adapter".
 * Not modelled: line errors (the host sends none), break, parity, DMA mode;
 * a divisor of 0 counts as 1.
 */
#include "hw/uart.h"

enum uart_register {
    UART_DATA,
    UART_IER,
    UART_IIR_FCR,
    UART_LCR,
    UART_MCR,
    UART_LSR,
    UART_MSR,
    UART_SCR,
};

#define UART_IER_MODEM BIT(3)
#define UART_IER_LINE  BIT(2)
#define UART_IER_THRE  BIT(1)
#define UART_IER_DATA  BIT(0)
#define UART_IER_ALL   FIELD(3, 0)

/* IIR: the pending interrupt of highest priority, top first. */
#define UART_IIR_FIFOS   FIELD(7, 6)
#define UART_IIR_LINE    0x06
#define UART_IIR_DATA    0x04
#define UART_IIR_TIMEOUT 0x0c
#define UART_IIR_THRE    0x02
#define UART_IIR_MODEM   0x00
#define UART_IIR_NONE    0x01

/* FCR:  7 6      5 4  3    2      1      0
 *       TRIGGER  -    DMA  CLRTX  CLRRX  ENABLE                   */
#define UART_FCR_TRIGGER   FIELD(7, 6)
#define UART_FCR_CLEAR_TX  BIT(2)
#define UART_FCR_CLEAR_RX  BIT(1)
#define UART_FCR_ENABLE    BIT(0)

#define UART_LCR_DLAB      BIT(7)
#define UART_LCR_PARITY    BIT(3)
#define UART_LCR_STOP      BIT(2) /* 1: 2 stop bits (1.5 with 5 data bits) */
#define UART_LCR_LENGTH    FIELD(1, 0)

#define UART_MCR_LOOP      BIT(4)
#define UART_MCR_OUT2      BIT(3)
#define UART_MCR_OUT1      BIT(2)
#define UART_MCR_RTS       BIT(1)
#define UART_MCR_DTR       BIT(0)
#define UART_MCR_ALL       FIELD(4, 0)

#define UART_LSR_TEMT      BIT(6) /* holding and shift register empty */
#define UART_LSR_THRE      BIT(5) /* holding register or FIFO empty */
#define UART_LSR_ERRORS    FIELD(4, 1)
#define UART_LSR_OE        BIT(1) /* overrun */
#define UART_LSR_DR        BIT(0) /* data ready */

#define UART_MSR_DCD       BIT(7)
#define UART_MSR_RI        BIT(6)
#define UART_MSR_DSR       BIT(5)
#define UART_MSR_CTS       BIT(4)
#define UART_MSR_DELTAS    FIELD(3, 0)

#define UART_XTAL_HERTZ    UINT64_C(1843200)
#define UART_CLOCKS_A_BIT  16
#define UART_TIMEOUT_CHARS 4
#define UART_DIVISOR       12 /* 9600 baud until someone sets it */

/* FIFOs; without FIFO mode they hold one byte. */

static unsigned uart_capacity(const struct uart *u)
{
    return u->fcr & UART_FCR_ENABLE ? UART_FIFO : 1;
}

static void fifo_push(struct uart_fifo *f, uint8_t byte)
{
    f->byte[(f->first + f->count) % UART_FIFO] = byte;
    f->count++;
}

static uint8_t fifo_pop(struct uart_fifo *f)
{
    uint8_t byte = f->byte[f->first % UART_FIFO];

    f->first = (uint8_t)((f->first + 1) % UART_FIFO);
    f->count--;
    return byte;
}

/* Time of one character on the line; half bits, because of 1.5 stop bits. */
static uint64_t uart_char_ns(const struct uart *u)
{
    unsigned data = 5 + (u->lcr & UART_LCR_LENGTH);
    unsigned stop = !(u->lcr & UART_LCR_STOP) ? 2 : data == 5 ? 3 : 4;
    unsigned half_bits = 2 * (1 + data) + stop;
    uint64_t divisor = u->divisor ? u->divisor : 1;

    if (u->lcr & UART_LCR_PARITY)
        half_bits += 2;
    return half_bits * (UART_CLOCKS_A_BIT / 2) * divisor * NS_PER_SECOND /
           UART_XTAL_HERTZ;
}

/* Modem status: inputs, or in loopback the outputs. */
static uint8_t uart_modem(const struct uart *u)
{
    uint8_t lines = 0;

    if (!(u->mcr & UART_MCR_LOOP))
        return u->inputs;
    if (u->mcr & UART_MCR_OUT2)
        lines |= UART_MSR_DCD;
    if (u->mcr & UART_MCR_OUT1)
        lines |= UART_MSR_RI;
    if (u->mcr & UART_MCR_DTR)
        lines |= UART_MSR_DSR;
    if (u->mcr & UART_MCR_RTS)
        lines |= UART_MSR_CTS;
    return lines;
}

/* Deltas are the line bits four places lower; RI counts when it falls. */
static void uart_modem_changed(struct uart *u, uint8_t before)
{
    uint8_t after = uart_modem(u);
    uint8_t changed = (uint8_t)(before ^ after);

    changed &= (uint8_t) ~(after & UART_MSR_RI);
    u->msr |= changed >> 4;
}

static uint8_t uart_lsr(const struct uart *u)
{
    uint8_t lsr = u->lsr;

    if (u->rx.count)
        lsr |= UART_LSR_DR;
    if (!u->tx.count)
        lsr |= UART_LSR_THRE;
    if (!u->tx.count && !u->sending)
        lsr |= UART_LSR_TEMT;
    return lsr;
}

/* Interrupts */

static unsigned uart_trigger(const struct uart *u)
{
    static const uint8_t level[4] = {1, 4, 8, 14};

    return u->fcr & UART_FCR_ENABLE ? level[u->fcr >> 6] : 1;
}

static uint8_t uart_iir(const struct uart *u)
{
    if (u->ier & UART_IER_LINE && u->lsr & UART_LSR_ERRORS)
        return UART_IIR_LINE;
    if (u->ier & UART_IER_DATA && u->rx.count >= uart_trigger(u))
        return UART_IIR_DATA;
    if (u->ier & UART_IER_DATA && u->timed_out)
        return UART_IIR_TIMEOUT;
    if (u->ier & UART_IER_THRE && u->thr_empty)
        return UART_IIR_THRE;
    if (u->ier & UART_IER_MODEM && u->msr & UART_MSR_DELTAS)
        return UART_IIR_MODEM;
    return UART_IIR_NONE;
}

/* In loopback the pin OUT2 is inactive, too. */
static void uart_drive(struct board *b, const struct uart *u)
{
    bool wired = u->mcr & UART_MCR_OUT2 && !(u->mcr & UART_MCR_LOOP);
    uint64_t next = BOARD_NEVER;

    if (u->sending)
        next = u->sent_ns;
    if (u->rx.count && u->fcr & UART_FCR_ENABLE && !u->timed_out &&
        u->timeout_ns < next)
        next = u->timeout_ns;
    board_irq(b, u->unit ? 3 : 4, wired && uart_iir(u) != UART_IIR_NONE);
    board_deadline(b, u->unit ? DEV_com2 : DEV_com1, next);
}

/* Receiver */

static void uart_restart_timeout(struct board *b, struct uart *u)
{
    u->timed_out = 0;
    u->timeout_ns = board_now(b) + UART_TIMEOUT_CHARS * uart_char_ns(u);
}

static void uart_take(struct board *b, struct uart *u, uint8_t byte)
{
    if (u->rx.count >= uart_capacity(u)) {
        u->lsr |= UART_LSR_OE;
        if (u->fcr & UART_FCR_ENABLE)
            return;
        fifo_pop(&u->rx); /* RBR is overwritten, a full FIFO is not */
    }
    fifo_push(&u->rx, byte);
    uart_restart_timeout(b, u);
}

bool uart_receive(struct board *b, struct uart *u, uint8_t byte)
{
    if (u->mcr & UART_MCR_LOOP || u->rx.count >= uart_capacity(u))
        return false;
    board_event(b, EV_HOST_INPUT, u->unit, byte, 0, 0);
    uart_take(b, u, byte);
    uart_drive(b, u);
    return true;
}

static uint8_t uart_read_data(struct board *b, struct uart *u)
{
    if (!u->rx.count)
        return u->rx.byte[(u->rx.first + UART_FIFO - 1u) % UART_FIFO];
    uart_restart_timeout(b, u);
    return fifo_pop(&u->rx);
}

/* Transmitter */

static void uart_start(struct uart *u, uint64_t now)
{
    u->shift = fifo_pop(&u->tx);
    u->sending = 1;
    u->sent_ns = now + uart_char_ns(u);
    if (!u->tx.count)
        u->thr_empty = 1;
}

static void uart_write_data(struct board *b, struct uart *u, uint8_t byte)
{
    if (u->tx.count >= uart_capacity(u)) {
        /* The newest byte of a full FIFO is lost; THR is overwritten. */
        if (u->fcr & UART_FCR_ENABLE)
            return;
        fifo_pop(&u->tx);
    }
    u->thr_empty = 0;
    fifo_push(&u->tx, byte);
    if (!u->sending)
        uart_start(u, board_now(b));
}

/* The stop bit of the byte in the shift register has gone. */
static void uart_sent(struct board *b, struct uart *u)
{
    uint8_t mask = (uint8_t)(0xff >> (3 - (u->lcr & UART_LCR_LENGTH)));
    uint8_t byte = u->shift & mask;

    u->sending = 0;
    if (u->mcr & UART_MCR_LOOP)
        uart_take(b, u, byte);
    else
        board_output(b, u->unit ? STREAM_COM2 : STREAM_COM1, byte);
    if (u->tx.count)
        uart_start(u, u->sent_ns);
}

/* Registers */

/* A change of mode clears both FIFOs. */
static void uart_set_fcr(struct uart *u, uint8_t value)
{
    bool mode = (u->fcr ^ value) & UART_FCR_ENABLE;
    bool clear_rx = value & UART_FCR_CLEAR_RX;
    bool clear_tx = value & UART_FCR_CLEAR_TX;

    u->fcr = 0;
    if (value & UART_FCR_ENABLE)
        u->fcr = value & (UART_FCR_TRIGGER | UART_FCR_ENABLE);
    if (mode || (clear_rx && u->fcr)) {
        u->rx.count = 0;
        u->timed_out = 0;
    }
    if ((mode || (clear_tx && u->fcr)) && u->tx.count) {
        u->tx.count = 0;
        u->thr_empty = 1;
    }
}

static void uart_set_ier(struct uart *u, uint8_t value)
{
    bool enables = ~u->ier & value & UART_IER_THRE;

    u->ier = value & UART_IER_ALL;
    if (enables && !u->tx.count)
        u->thr_empty = 1;
}

static void uart_set_mcr(struct uart *u, uint8_t value)
{
    uint8_t before = uart_modem(u);

    u->mcr = value & UART_MCR_ALL;
    uart_modem_changed(u, before);
}

static void uart_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                     uint32_t wide)
{
    struct uart *u = dev;
    uint8_t value = (uint8_t)wide;
    bool dlab = u->lcr & UART_LCR_DLAB;

    (void)bytes;
    switch ((enum uart_register)(port & 7)) {
    case UART_DATA:
        if (dlab)
            u->divisor = (u->divisor & 0xff00) | value;
        else
            uart_write_data(b, u, value);
        break;
    case UART_IER:
        if (dlab)
            u->divisor = (u->divisor & 0xff) | (uint32_t)value << 8;
        else
            uart_set_ier(u, value);
        break;
    case UART_IIR_FCR:
        uart_set_fcr(u, value);
        break;
    case UART_LCR:
        u->lcr = value;
        break;
    case UART_MCR:
        uart_set_mcr(u, value);
        break;
    case UART_SCR:
        u->scr = value;
        break;
    case UART_LSR:
    case UART_MSR:
        break;
    }
    uart_drive(b, u);
}

/* Reading IIR acknowledges the THRE interrupt if that is what it tells. */
static uint8_t uart_read_iir(struct uart *u)
{
    uint8_t iir = uart_iir(u);

    if (iir == UART_IIR_THRE)
        u->thr_empty = 0;
    return u->fcr & UART_FCR_ENABLE ? iir | (uint8_t)UART_IIR_FIFOS : iir;
}

static uint8_t uart_read_lsr(struct uart *u)
{
    uint8_t lsr = uart_lsr(u);

    u->lsr = 0;
    return lsr;
}

static uint8_t uart_read_msr(struct uart *u)
{
    uint8_t deltas = u->msr;

    u->msr = 0;
    return uart_modem(u) | deltas;
}

static uint32_t uart_read(struct board *b, struct uart *u,
                          enum uart_register reg)
{
    bool dlab = u->lcr & UART_LCR_DLAB;

    switch (reg) {
    case UART_DATA:
        return dlab ? u->divisor & 0xff : uart_read_data(b, u);
    case UART_IER:
        return dlab ? u->divisor >> 8 : u->ier;
    case UART_IIR_FCR:
        return uart_read_iir(u);
    case UART_LCR:
        return u->lcr;
    case UART_MCR:
        return u->mcr;
    case UART_LSR:
        return uart_read_lsr(u);
    case UART_MSR:
        return uart_read_msr(u);
    case UART_SCR:
        break;
    }
    return u->scr;
}

static uint32_t uart_in(struct board *b, void *dev, uint16_t port,
                        unsigned bytes)
{
    struct uart *u = dev;
    uint32_t value = uart_read(b, u, (enum uart_register)(port & 7));

    (void)bytes;
    uart_drive(b, u);
    return value;
}

static void uart_expire(struct board *b, void *dev)
{
    struct uart *u = dev;
    uint64_t now = board_now(b);

    if (u->sending && now >= u->sent_ns)
        uart_sent(b, u);
    if (u->rx.count && u->fcr & UART_FCR_ENABLE && now >= u->timeout_ns)
        u->timed_out = 1;
    uart_drive(b, u);
}

/* "Master Reset": the divisor and the scratch register stay. */
static void uart_reset(struct board *b, void *dev)
{
    struct uart *u = dev;

    u->ier = 0;
    u->fcr = 0;
    u->lcr = 0;
    u->mcr = 0;
    u->lsr = 0;
    u->msr = 0;
    u->rx.count = 0;
    u->tx.count = 0;
    u->sending = 0;
    u->timed_out = 0;
    uart_drive(b, u);
}

/* The host at the other end is always there and ready. */
static void uart_power_on(struct board *b, void *dev, unsigned unit)
{
    struct uart *u = dev;

    (void)b;
    u->unit = unit;
    u->divisor = UART_DIVISOR;
    u->inputs = UART_MSR_DCD | UART_MSR_DSR | UART_MSR_CTS;
}

const struct device_ops uart_ops = {
    .part = "National Semiconductor PC16550D UART",
    .power_on = uart_power_on,
    .reset = uart_reset,
    .in = uart_in,
    .out = uart_out,
    .expire = uart_expire,
};
