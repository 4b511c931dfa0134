/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/ata.h - the first hard disk.
 */
#ifndef ATA_H
#define ATA_H

#include <stdint.h>

void ata_init(void);

/* Move whole sectors (512 bytes, at most 255 of them). Return 0 or a negative
 * error. The caller sleeps while the disk works. */
int32_t ata_read(uint32_t lba, uint32_t count, void *to);
int32_t ata_write(uint32_t lba, uint32_t count, const void *from);

uint32_t ata_sectors(void);

#endif
