/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/keyboard.h - the PS/2 keyboard.
 */
#ifndef KEYBOARD_H
#define KEYBOARD_H

void keyboard_init(void);

/* Let keys interrupt; each goes to the terminal as a character. */
void keyboard_listen(void);

#endif
