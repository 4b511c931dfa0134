/* SPDX-License-Identifier: MIT
 *
 * hw/uart.h - 16550A serial port.
 */
#ifndef HW_UART_H
#define HW_UART_H

#include "hw/device.h"

#define UART_FIFO 16

struct uart_fifo {
    uint8_t byte[UART_FIFO]; /* a ring */
    uint8_t first;
    uint8_t count;
};

struct uart {
    uint64_t sent_ns;    /* when the byte in the shift register is out */
    uint64_t timeout_ns; /* when bytes have waited too long in rx */
    struct uart_fifo tx; /* transmitter holding register or FIFO */
    struct uart_fifo rx; /* receiver buffer register or FIFO */
    uint32_t divisor;    /* DLL, DLM */
    uint32_t unit;       /* 0: COM1, 1: COM2 */
    uint8_t ier;         /* interrupt enable register */
    uint8_t fcr;         /* FIFO control register */
    uint8_t lcr;         /* line control register */
    uint8_t mcr;         /* modem control register */
    uint8_t lsr;         /* line status: error bits; the rest is computed */
    uint8_t msr;         /* modem status: delta bits */
    uint8_t scr;         /* scratch register */
    uint8_t inputs;      /* modem inputs, at their place in MSR 7:4 */
    uint8_t shift;       /* transmitter shift register */
    uint8_t sending;     /* 1: the shift register is busy */
    uint8_t thr_empty;   /* the THRE interrupt waits */
    uint8_t timed_out;   /* the receiver timeout interrupt waits */
};

extern const struct device_ops uart_ops;

/* A byte arrives on the line. False: it cannot be taken now; try later. */
bool uart_receive(struct board *b, struct uart *u, uint8_t byte);

#endif
