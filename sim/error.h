/* SPDX-License-Identifier: MIT
 *
 * sim/error.h - what went wrong, in one sentence for the user.
 */
#ifndef SIM_ERROR_H
#define SIM_ERROR_H

#include <stdbool.h>

struct error {
    char text[512];
};

/* Set the sentence, printf-like; always false, so that a function can end
 * with `return error_set(...)`. */
bool error_set(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
