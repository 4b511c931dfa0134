/* SPDX-License-Identifier: MIT
 *
 * hw/fpu_error.c - how an error of the floating-point unit becomes IRQ 13.
 *
 *   port  access  meaning
 *   F0h   write   any byte: IRQ 13 low; the processor may go on in spite of
 *                 the error (IGNNE#) until the error is cleared
 *   F1h   write   any byte: the same, as the reset of the 80287 began with it
 *
 * The rising FERR# of the processor latches IRQ 13. Software that sets CR0.NE
 * gets exception 16 instead, and FERR# stays low.
 *
 * Source: IBM PC AT Technical Reference, "Math Coprocessor Control"; Intel
 * SDM Vol. 1, "Recommended Protocol for MS-DOS* Compatibility Handlers";
 * Intel 82371AB (PIIX4) data sheet, "Coprocessor Error Register".
 * Not modelled: the reset of the unit by port F1h, which a processor with a
 * floating-point unit of its own does not hear.
 */
#include "hw/fpu_error.h"

#define FPU_IRQ 13

static void fpu_error_line(struct board *b, void *dev, enum line line,
                           bool level)
{
    struct fpu_error *fpu_error = dev;

    if (line != LINE_FERR)
        return;
    fpu_error->waits = level;
    if (level)
        board_irq(b, FPU_IRQ, true);
    else
        board_line(b, LINE_IGNNE, false);
}

static void fpu_error_out(struct board *b, void *dev, uint16_t port,
                          unsigned bytes, uint32_t value)
{
    const struct fpu_error *fpu_error = dev;

    (void)port, (void)bytes, (void)value;
    board_irq(b, FPU_IRQ, false);
    if (fpu_error->waits)
        board_line(b, LINE_IGNNE, true);
}

static void fpu_error_reset(struct board *b, void *dev)
{
    struct fpu_error *fpu_error = dev;

    fpu_error->waits = 0;
    board_irq(b, FPU_IRQ, false);
    board_line(b, LINE_IGNNE, false);
    board_line(b, LINE_FERR, false);
}

const struct device_ops fpu_error_ops = {
    .part = "coprocessor error logic",
    .reset = fpu_error_reset,
    .out = fpu_error_out,
    .line = fpu_error_line,
};
