/* SPDX-License-Identifier: MIT
 *
 * shared/string.h - memory and text, for the kernel and its programs.
 */
#ifndef STRING_H
#define STRING_H

#include <stdbool.h>
#include <stddef.h>

void *memcpy(void *to, const void *from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);

size_t strlen(const char *text);
bool text_equal(const char *a, const char *b);

/* Copy as much as fits; the copy always ends with NUL. */
void text_copy(char *to, const char *from, size_t size);

/* Read a decimal number that fills the whole text. */
bool text_to_number(const char *text, unsigned *number);

#endif
