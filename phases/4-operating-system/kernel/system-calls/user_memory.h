/* SPDX-License-Identifier: MIT
 *
 * kernel/system-calls/user_memory.h - addresses that programs hand over.
 */
#ifndef USER_MEMORY_H
#define USER_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/* The kernel can use these bytes of the program, or NULL. */
const void *user_input(uint32_t address, uint32_t bytes);
void *user_output(uint32_t address, uint32_t bytes);

/* Copy text that ends with NUL; false if it is not the program's, or longer
 * than fits. */
bool user_text(uint32_t address, char *to, uint32_t size);

#endif
