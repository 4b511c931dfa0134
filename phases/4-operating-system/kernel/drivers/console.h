/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/console.h - text on the screen, 80 x 25.
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

/* Begin with an empty screen. */
void console_init(void);

void console_write(const char *text, size_t bytes);

/* While hidden, text is kept but the video memory is left alone. Showing
 * draws the whole screen. */
void console_hide(void);
void console_show(void);

/* True if the cursor stands at the start of a line. */
bool console_at_line_start(void);

#endif
