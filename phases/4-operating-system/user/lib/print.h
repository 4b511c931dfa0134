/* SPDX-License-Identifier: MIT
 *
 * user/lib/print.h - text on the terminal.
 */
#ifndef PRINT_H
#define PRINT_H

/* As printf, with what format.h understands. */
void print(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

/* The words for an error that a system call returned. */
const char *error_text(int error);

#endif
