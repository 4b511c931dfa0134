/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/serial.h - the first serial port, COM1.
 */
#ifndef SERIAL_H
#define SERIAL_H

#include <stddef.h>

/* 115200 baud, 8 data bits, no parity. What cannot be sent at once waits. */
void serial_init(void);
/* From now on the chip asks for what waits. */
void serial_use_interrupts(void);
/* Send all that waits, to its last bit, and each further character at once: for
 * the time before a halt or power-off. */
void serial_set_polled(void);
/* Let received characters interrupt. */
void serial_listen(void);

void serial_put(char c);
/* Sleep until so many characters can be put without waiting. */
void serial_wait_for_room(size_t bytes);
/* Send what the chip can take now. */
void serial_pump(void);

#endif
