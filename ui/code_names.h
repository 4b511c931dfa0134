/* SPDX-License-Identifier: MIT
 *
 * ui/code_names.h - names and source lines of code, as panes show them.
 */
#ifndef UI_CODE_NAMES_H
#define UI_CODE_NAMES_H

#include "ui/tui.h"

#define PLACE_NAME 80

/* The place of the code at a linear address, with the text of its line in one
 * piece: no indentation, one blank between words. False: not known. */
bool code_place(struct tui *t, uint32_t linear, struct code_place *place);

/* "print+1Ah"; the program's name if there is no symbol. */
void place_name(const struct code_place *place, char name[static PLACE_NAME]);

/* The name of a file without its folders. */
const char *file_name(const char *path);

/* The instruction, with the name of the place that it jumps to. */
void code_text(struct tui *t, const struct code_line *line, char *text,
               size_t size);

/* A moment as users type it: code may be meant by its bare name. */
bool code_moment(const struct tui *t, const char *text, struct moment *m,
                 struct error *err);

#endif
