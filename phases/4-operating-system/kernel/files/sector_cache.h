/* SPDX-License-Identifier: MIT
 *
 * kernel/files/sector_cache.h - the last sectors read, kept in RAM.
 */
#ifndef SECTOR_CACHE_H
#define SECTOR_CACHE_H

#include <stdint.h>

/* The sector's bytes, or NULL if the disk failed. Good until the next call. */
const void *sector_cache_get(uint32_t lba);

#endif
