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
    uint8_t cylinder[FDC_DRIVES]; /* where the heads are */
    uint8_t target[FDC_DRIVES];
    uint8_t present[FDC_DRIVES]; /* there is a drive, with a disk in it */
    uint8_t changed[FDC_DRIVES]; /* disk change line */

    uint8_t st1, st2;
    uint8_t sector;    /* the next one of the command */
    uint8_t head;      /* on this side */
    uint8_t direction; /* without DMA: enum fdc_direction */
    uint8_t spare[2];
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

#define FDC_DMA_GATE BIT(3) /* of Digital Output: DMA and INT are on */
#define FDC_NO_DMA   BIT(0) /* of SPECIFY */

/* hw/fdc.c. The result is there: so many bytes, with INT if the command had
 * an execution. */
void fdc_answer(struct board *b, struct fdc *fdc, unsigned bytes,
                bool interrupt);

/* data_at or seek_done has been set. */
void fdc_wait(struct board *b, struct fdc *fdc);

/* Drive INT. */
void fdc_interrupt(struct board *b, struct fdc *fdc, bool level);

#endif
