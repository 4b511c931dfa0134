/* SPDX-License-Identifier: MIT
 *
 * kernel/log.h - the log: one ring of lines, from the kernel and, through
 * the logger service, from programs.
 */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decide from the command line whether kernel lines are also shown. */
void log_init(void);

/* "[ok] part: what it found" - into the log, and shown unless quiet. */
void log_ok(const char *part, const char *pattern, ...)
    __attribute__((format(printf, 2, 3)));

/* "[failed] part: reason" - into the log, and always shown. */
void log_failed(const char *part, const char *pattern, ...)
    __attribute__((format(printf, 2, 3)));

/* Any other kernel line. */
void log_line(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

/* A kernel line for the log only. */
void log_only(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

/* Add a finished line to the log. */
void log_append(const char *text);

/* Copy line `number` (0: the oldest kept). Returns its length, 0: no more. */
size_t log_read(uint32_t number, char *to, size_t size);

#endif
