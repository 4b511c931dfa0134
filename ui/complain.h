/* SPDX-License-Identifier: MIT
 *
 * ui/complain.h - a sentence on standard error.
 */
#ifndef UI_COMPLAIN_H
#define UI_COMPLAIN_H

/* Prints "bootscope: ", the text and a newline. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
