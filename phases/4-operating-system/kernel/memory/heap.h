/* SPDX-License-Identifier: MIT
 *
 * kernel/memory/heap.h - memory for the kernel's own structures.
 */
#ifndef HEAP_H
#define HEAP_H

#include <stddef.h>
#include <stdint.h>

void heap_init(void);

/* Cleared memory, or NULL when memory is out. */
void *heap_take(size_t bytes);
void heap_give_back(void *memory);

uint32_t heap_bytes(void);
uint32_t heap_used(void);

#endif
