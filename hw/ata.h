/* SPDX-License-Identifier: MIT
 *
 * hw/ata.h - an ATA channel and the two drives on its cable.
 */
#ifndef HW_ATA_H
#define HW_ATA_H

#include "hw/device.h"

#define ATA_DRIVES       2
#define ATA_MULTIPLE_MAX 16 /* sectors in one data block */

enum ata_stage {
    ATA_IDLE,      /* waits for a command */
    ATA_RESETTING, /* BSY: until the end of a reset */
    ATA_EXECUTING, /* BSY: until the deadline */
    ATA_DATA_IN,   /* DRQ: the host reads the buffer */
    ATA_DATA_OUT,  /* DRQ: the host fills the buffer */
};

enum ata_rest { ATA_AWAKE, ATA_STANDBY, ATA_ASLEEP };

/* Sector Count and LBA Low, Mid and High keep two writes, for addresses of 48
 * bits. */
#define ATA_FIFO 4

/* What a drive suffers: hw/ata_fault.c. */
#define ATA_SPOTS 4

enum ata_spot_kind { ATA_SPOT_READ, ATA_SPOT_WRITE, ATA_SPOT_DATA };

struct ata_spot {
    uint32_t first, sectors;
    uint16_t offset; /* of the byte that arrives wrong */
    uint8_t mask;
    uint8_t error; /* what the Error register then says */
    uint8_t kind;  /* enum ata_spot_kind */
    uint8_t weak;  /* for board_fails(); 0: there is no spot here */
    uint8_t spare[2];
};

/* ... and a CD-ROM drive besides: hw/atapi_fault.c. */
struct cd_weakness {
    uint8_t empty;    /* 1: no disc is in it */
    uint8_t slow;     /* 1: the disc is not up to speed */
    uint8_t nameless; /* 1: a reset leaves the registers as of a disk */
    uint8_t packet;   /* for board_fails(): a packet never ends */
    uint8_t refuses;  /* for board_fails(): this packet is not known */
    uint8_t refused;
    uint8_t spare[2];
};

struct ata_weakness {
    struct ata_spot spot[ATA_SPOTS];
    uint8_t command;     /* for board_fails(): it never ends */
    uint8_t status_low;  /* bits of Status that cannot become 1 */
    uint8_t status_high; /* ... that cannot become 0 */
    uint8_t spare;
    struct cd_weakness cd;
};

/* What a CD-ROM drive knows of its disc; 0: it is in, as at power-on. */
#define DISC_OUT    BIT(0) /* the tray is open */
#define DISC_LOCKED BIT(1) /* the host has locked the tray */
#define DISC_NEW    BIT(2) /* put in, and the host has not been told */

struct ata_drive {
    uint32_t capacity;   /* in sectors; 0: no such drive */
    uint32_t lba;        /* next sector of the command */
    uint32_t heads_at;   /* sector that the heads stand over */
    uint32_t buffer_lba; /* sector in the first 512 bytes of the buffer */
    uint32_t remaining;  /* sectors that the command still has to move */
    uint16_t position;   /* next byte of the buffer */
    uint16_t limit;      /* bytes in the buffer */

    uint8_t error; /* the command block, 1F1h to 1F7h */
    uint8_t features;
    uint8_t count;
    uint8_t lba_low;  /* or the sector */
    uint8_t lba_mid;  /* or the cylinder, low byte */
    uint8_t lba_high; /* or the cylinder, high byte */
    uint8_t status;
    uint8_t command;

    uint8_t stage;         /* enum ata_stage */
    uint8_t interrupt;     /* 1: wants to assert INTRQ */
    uint8_t buffer_media;  /* 1: the buffer holds sectors of the disk */
    uint8_t multiple;      /* sectors a block; 0: not set */
    uint8_t heads;         /* translation between CHS and sectors */
    uint8_t sectors;       /* of a track */
    uint8_t standby;       /* enum ata_rest */
    uint8_t keep_settings; /* 1: a software reset keeps them */
    uint8_t packet;        /* 1: a CD-ROM drive (hw/atapi.c) */
    uint8_t sense_key;     /* of it: what REQUEST SENSE tells */
    uint8_t sense_code;
    uint8_t disc;         /* DISC_* */
    uint16_t filled;      /* bytes of the answer in the buffer */
    uint16_t block_limit; /* bytes that the host takes at once */
    uint32_t left;        /* sectors of the disc still to read */
    uint8_t packet_bytes[12];
    uint8_t previous[ATA_FIFO]; /* count and address, one write before */
    uint8_t dma;                /* 1: the buffer is moved by DMA */
    uint8_t transfer_mode;      /* 0, or of SET FEATURES: 20h, 40h and up */
    uint8_t enabled;            /* as in word 85 of IDENTIFY DEVICE */
    uint8_t sense_qualifier;
    uint8_t loaded; /* which of its discs a CD-ROM drive has, or had last */
    uint8_t spare[3];
    struct ata_weakness weak;
    uint8_t buffer[ATA_MULTIPLE_MAX * SECTOR_SIZE];
};

struct ata {
    uint32_t origin; /* of the word last read from the data port */
    uint8_t device;  /* Device/Head: selects a drive */
    uint8_t control; /* Device Control */
    uint8_t channel; /* 0 primary, 1 secondary */
    uint8_t spare;
    struct ata_drive drive[ATA_DRIVES];
};

extern const struct device_ops ata_ops;

/* hw/atapi_disc.c: somebody puts one of the discs into the CD-ROM drive, from
 * 1 on; 0: opens it. NULL: done. Else why it cannot be. */
const char *atapi_disc_put(struct board *b, unsigned number);

/* Origin mark (sim/origin.h) of the word that was last read from the data
 * port; no origin if it was not part of a sector. */
uint32_t ata_origin(const struct ata *ata);

#endif
