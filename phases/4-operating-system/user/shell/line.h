/* SPDX-License-Identifier: MIT
 *
 * user/shell/line.h - a line of input, with editing and a history.
 */
#ifndef LINE_H
#define LINE_H

enum { LINE_BYTES = 100 };

/* Show the prompt and read a line. Backspace deletes, Ctrl-U and Ctrl-C drop
 * the line, Up and Down recall earlier ones. */
void line_read(const char *prompt, char *line);

#endif
