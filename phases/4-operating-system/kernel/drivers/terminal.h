/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/terminal.h - screen, keyboard and COM1 as one terminal.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stddef.h>
#include <stdint.h>

/* Text from the kernel, to screen and COM1. */
void terminal_print(const char *pattern, ...)
    __attribute__((format(printf, 1, 2)));

/* Begin a new line unless the cursor stands at the start of one. */
void terminal_fresh_line(void);

/* Text from a program; may sleep while COM1 is busy. */
void terminal_write(const char *text, size_t bytes);

/* One character from the keyboard or COM1 (called by their interrupts). */
void terminal_input(char c);

/* Wait for input. Returns how many characters came, or a negative error. The
 * first call lets keyboard and COM1 interrupt. */
int32_t terminal_read(char *to, size_t size);

/* Ctrl-C ends this process; with pid 0 it is input like any other key. */
void terminal_set_foreground(int32_t pid);
/* The process has ended. */
void terminal_forget(int32_t pid);

#endif
