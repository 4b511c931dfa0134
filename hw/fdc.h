/* SPDX-License-Identifier: MIT
 *
 * hw/fdc.h - 82077AA floppy disk controller, with the drives A and B.
 */
#ifndef HW_FDC_H
#define HW_FDC_H

#include "hw/device.h"

#define FDC_DRIVES  2
#define FDC_COMMAND 9  /* bytes of the longest command */
#define FDC_RESULT  10 /* of the longest result */

/* What the controller and its drives suffer: hw/fdc_fault.c. */
#define FDC_SPOTS 4

struct fdc_spot {
    uint32_t first, sectors;
    uint8_t st1, st2; /* what the result then says */
    uint8_t drive;
    uint8_t weak; /* for board_fails(); 0: there is no spot here */
};

struct fdc_weakness {
    struct fdc_spot spot[FDC_SPOTS];
    uint8_t track_0[FDC_DRIVES]; /* for board_fails(): not found */
    uint8_t seek[FDC_DRIVES];    /* for board_fails(): a step is lost */
    uint8_t behind[FDC_DRIVES];  /* so many cylinders are the heads short */
    uint8_t empty[FDC_DRIVES];   /* 1: no disk is in the drive */
    uint8_t locked[FDC_DRIVES];  /* 1: the disk is write-protected */
    uint8_t hung;                /* 1: the controller stands still */
    uint8_t spare[5];
};

enum fdc_phase {
    FDC_IDLE,
    FDC_TAKES,    /* the bytes of a command */
    FDC_EXECUTES, /* until the deadline, or until the CPU moves the data */
    FDC_ANSWERS,  /* the bytes of the result */
};

struct fdc {
    uint64_t seek_done[FDC_DRIVES]; /* BOARD_NEVER: the drive does not seek */
    uint64_t data_at;               /* when the command goes on */
    uint16_t position;              /* without DMA: next byte of the buffer */
    uint8_t command[FDC_COMMAND];
    uint8_t result[FDC_RESULT];
    uint8_t phase; /* enum fdc_phase */
    uint8_t taken, wanted, given, answers;

    uint8_t dor;             /* Digital Output, 3F2h */
    uint8_t tape;            /* 3F3h */
    uint8_t rate;            /* bits 1:0 of 3F4h and 3F7h */
    uint8_t srt_hut, hlt_nd; /* of SPECIFY */
    uint8_t configure, precompensation, perpendicular, lock;

    uint8_t interrupt;            /* 1: INT is high */
    uint8_t senses;               /* bit n: drive n has a result of a seek */
    uint8_t sense[4];             /* status 0 of each drive */
    uint8_t cylinder[FDC_DRIVES]; /* where it takes the heads to be */
    uint8_t target[FDC_DRIVES];
    uint8_t present[FDC_DRIVES]; /* there is a drive, and a disk for it */
    uint8_t changed[FDC_DRIVES]; /* disk change line */

    uint8_t st1, st2;
    uint8_t sector;    /* the next one of the command */
    uint8_t head;      /* on this side */
    uint8_t direction; /* without DMA: enum fdc_direction */
    uint8_t spare[2];
    struct fdc_weakness weak;
    uint8_t buffer[SECTOR_SIZE];
};

enum fdc_direction { FDC_NO_DATA, FDC_TO_CPU, FDC_FROM_CPU };

extern const struct device_ops fdc_ops;

/* hw/fdc_command.c. How many bytes a command has that begins with this one. */
unsigned fdc_command_length(uint8_t first);

/* All bytes of the command are there. */
void fdc_command(struct board *b, struct fdc *fdc);

/* data_at has come; without DMA, the CPU has moved the last byte. */
void fdc_command_continue(struct board *b, struct fdc *fdc);

#define FDC_DRIVE    FIELD(1, 0) /* in the second byte of a command */
#define FDC_HEAD     BIT(2)
#define FDC_ABNORMAL BIT(6) /* in status 0: it failed */

static inline unsigned fdc_drive(const struct fdc *fdc)
{
    return fdc->command[1] & FDC_DRIVE;
}

/* Of Digital Output; bits 1:0 are the selected drive. */
#define FDC_MOTOR(drive) BIT(4 + (drive))
#define FDC_DMA_GATE     BIT(3) /* DMA and INT are on */
#define FDC_NOT_RESET    BIT(2)

#define FDC_NO_DMA       BIT(0) /* of SPECIFY */

/* hw/fdc_seek.c: the commands SEEK and RECALIBRATE. */
void fdc_seek(struct board *b, struct fdc *fdc);
void fdc_recalibrate(struct board *b, struct fdc *fdc);

/* hw/fdc.c. The result is there: so many bytes, with INT if the command had
 * an execution. */
void fdc_answer(struct board *b, struct fdc *fdc, unsigned bytes,
                bool interrupt);

/* data_at or seek_done has been set. */
void fdc_wait(struct board *b, struct fdc *fdc);

/* Drive INT. */
void fdc_interrupt(struct board *b, struct fdc *fdc, bool level);

/* All that runs ends. */
void fdc_stop(struct board *b, struct fdc *fdc);

/* A disk is in the drive. Where its heads are. */
static inline bool fdc_has_disk(const struct fdc *fdc, unsigned drive)
{
    return drive < FDC_DRIVES && fdc->present[drive] && !fdc->weak.empty[drive];
}

static inline unsigned fdc_heads_at(const struct fdc *fdc, unsigned drive)
{
    unsigned at = fdc->cylinder[drive], behind = fdc->weak.behind[drive];

    return at > behind ? at - behind : 0;
}

/* hw/fdc_fault.c. Does this sector fail? Then *st1 and *st2 say how. */
bool fdc_spot_fails(struct board *b, const struct fdc *fdc, unsigned drive,
                    uint32_t lba, uint8_t *st1, uint8_t *st2);

#endif
