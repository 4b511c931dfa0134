/* SPDX-License-Identifier: MIT
 *
 * kernel/processes/elf.h - programs as files.
 */
#ifndef ELF_H
#define ELF_H

#include <stdint.h>

#include "files/fat16.h"

/* Load the program into the current address space. Returns 0 and its entry,
 * or a negative error. */
int32_t elf_load(struct fat16_file *file, uint32_t *entry);

#endif
