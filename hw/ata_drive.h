/* SPDX-License-Identifier: MIT
 *
 * hw/ata_drive.h - registers by name, and what the channel asks of a drive.
 */
#ifndef HW_ATA_DRIVE_H
#define HW_ATA_DRIVE_H

#include "hw/ata.h"
#include "hw/fault.h"

/* Status, 1F7h (Alternate Status, 3F6h):
 *    7    6     5   4    3    2  1  0
 *    BSY  DRDY  DF  DSC  DRQ  -  -  ERR                                  */
#define ATA_BSY  BIT(7) /* busy: the other bits mean nothing */
#define ATA_DRDY BIT(6) /* takes commands */
#define ATA_DF   BIT(5) /* device fault */
#define ATA_DSC  BIT(4) /* seek complete */
#define ATA_DRQ  BIT(3) /* data request */
#define ATA_ERR  BIT(0) /* see the Error register */

/* Error, 1F1h. */
#define ATA_UNC               BIT(6) /* uncorrectable data */
#define ATA_IDNF              BIT(4) /* sector not found */
#define ATA_ABRT              BIT(2) /* command aborted */

#define ATA_DIAGNOSTIC_PASSED 0x01 /* in Error after a reset */

/* Device/Head, 1F6h:
 *    7  6    5  4    3:0
 *    1  LBA  1  DEV  head, or LBA 27:24                                  */
#define ATA_DEVICE_LBA  BIT(6)
#define ATA_DEVICE_DEV  BIT(4)
#define ATA_DEVICE_HEAD FIELD(3, 0)

/* The geometry that a drive tells of itself. */
#define ATA_DEFAULT_HEADS   16
#define ATA_DEFAULT_SECTORS 63

/* Word 85 of IDENTIFY DEVICE, and ata_drive.enabled. */
#define ATA_WRITE_CACHE BIT(5)
#define ATA_LOOK_AHEAD  BIT(6)

/* A sector of a CD, and how many sectors of a disk that is. */
#define CD_SECTOR       2048u
#define CD_DISK_SECTORS (CD_SECTOR / SECTOR_SIZE)

/* hw/ata_command.c. unit is 0 for the master, 1 for the slave. */
void ata_command(struct board *b, struct ata *ata, unsigned unit,
                 uint8_t command);

/* Busy, until a reset. */
void ata_command_hang(struct board *b, struct ata *ata, unsigned unit);

/* The time that the drive said it would be busy has passed. */
void ata_command_continue(struct board *b, struct ata *ata, unsigned unit);

/* The host has read or filled the last byte of the buffer. */
void ata_command_block_end(struct board *b, struct ata *ata, unsigned unit);

/* hw/ata.c: leave in the registers what a reset leaves in them; the
 * sectors that a drive has; it begins anew, as after power-on. */
void ata_signature(struct ata *ata, unsigned unit);
uint32_t ata_capacity(const struct board *b, const struct ata *ata,
                      unsigned unit);
void ata_drive_start(struct board *b, struct ata *ata, unsigned unit);

/* A word of the buffer goes to, or comes from, the host; by DMA while
 * ata_dma_request(). Afterwards the wires of the channel are driven anew. */
uint16_t ata_data_read(struct board *b, struct ata *ata);
void ata_data_write(struct board *b, struct ata *ata, uint32_t word);
bool ata_dma_request(const struct ata *ata);
void ata_wires(struct board *b, struct ata *ata);

/* hw/ata_address.c: the first sector and how many; where the drive is, and how
 * many are missing. wide: by 48 bits. */
#define ATA_NO_SECTOR UINT32_MAX /* past the end of every disk */
uint32_t ata_address_get(const struct ata *ata, unsigned unit, bool wide);
void ata_address_put(struct ata *ata, unsigned unit, bool wide);
uint32_t ata_count_get(const struct ata_drive *drive, bool wide);
void ata_count_put(struct ata_drive *drive);

/* hw/ata_fault.c: what the medium answers where it is weak: bits of Error, 0:
 * none; bytes that arrive wrong. A CD-ROM drive counts in sectors of the
 * disc. ata_spot_put() marks a spot, or mends it; NULL: done. */
uint8_t ata_spot_error(struct board *b, const struct ata_drive *drive,
                       enum ata_spot_kind kind);
void ata_spot_spoil(struct board *b, const struct ata_drive *drive,
                    uint8_t *sector);
const char *ata_spot_put(struct ata_drive *drive, const struct fault_call *call,
                         enum ata_spot_kind kind);

/* The channel as a device; a drive by its number on the board. */
static inline enum device_id ata_id(const struct ata *ata)
{
    return ata->channel ? DEV_ata2 : DEV_ata;
}

static inline unsigned ata_selected(const struct ata *ata)
{
    return ata->device & ATA_DEVICE_DEV ? 1 : 0;
}

static inline unsigned ata_number(const struct ata *ata, unsigned unit)
{
    return ata->drive[unit].packet ? DRIVE_CD : 2u * ata->channel + unit;
}

/* hw/atapi_disc.c: the CD-ROM drive. NULL: the machine has none, or it is
 * without power. */
struct ata_drive *atapi_drive(struct board *b);

/* hw/atapi.c: the same for a CD-ROM drive. */
void atapi_command(struct board *b, struct ata *ata, unsigned unit,
                   uint8_t command);
void atapi_continue(struct board *b, struct ata *ata, unsigned unit);
void atapi_block_end(struct board *b, struct ata *ata, unsigned unit);

/* hw/ata_identify.c: the 512 bytes of IDENTIFY DEVICE, and of IDENTIFY PACKET
 * DEVICE. */
void atapi_identify(uint8_t data[SECTOR_SIZE]);
void ata_identify(const struct ata_drive *drive, unsigned unit,
                  uint8_t data[SECTOR_SIZE]);

#endif
