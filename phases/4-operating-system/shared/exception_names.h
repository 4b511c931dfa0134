/* SPDX-License-Identifier: MIT
 *
 * shared/exception_names.h - the words for processor exceptions.
 */
#ifndef EXCEPTION_NAMES_H
#define EXCEPTION_NAMES_H

/* The name of exception 0..31, such as "page fault". */
const char *exception_name(unsigned vector);

#endif
