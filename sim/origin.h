/* SPDX-License-Identifier: MIT
 *
 * sim/origin.h - where the bytes of a 64-byte line of memory came from.
 *
 * Every line of guest memory carries one 32-bit mark, written on the store
 * path. The mark of the line that an instruction is fetched from tells whose
 * code it is (architecture: "owner").
 *
 *      31     30     29:27   26:24   23:0
 *      CODE  COPIED  KIND    DRIVE   LBA (disk), else 0
 *
 * CODE is not part of the origin: it says that decoded blocks lie on the
 * line, so that a store must drop them first.
 */
#ifndef SIM_ORIGIN_H
#define SIM_ORIGIN_H

#include "sim/base.h"

#define LINE_SHIFT      6
#define LINES_PER_FRAME (FRAME_SIZE >> LINE_SHIFT)

#define ORIGIN_CODE     BIT(31)
#define ORIGIN_COPIED   BIT(30) /* reached its place by MOVS */
#define ORIGIN_KIND     FIELD(29, 27)
#define ORIGIN_DRIVE    FIELD(26, 24)
#define ORIGIN_LBA      FIELD(23, 0)

enum origin_kind {
    ORIGIN_NONE,       /* never written */
    ORIGIN_ROM,        /* system firmware */
    ORIGIN_OPTION_ROM, /* expansion ROM in C0000h-DFFFFh */
    ORIGIN_HOST,       /* put there by the host */
    ORIGIN_DISK,       /* read from a disk sector */
    ORIGIN_FIRMWARE,   /* computed by firmware code */
    ORIGIN_GUEST,      /* computed by code that came from a disk */
};

static inline enum origin_kind origin_kind(uint32_t origin)
{
    return (enum origin_kind)((origin & ORIGIN_KIND) >> 27);
}

static inline uint32_t origin_make(enum origin_kind kind)
{
    return (uint32_t)kind << 27;
}

static inline uint32_t origin_disk(unsigned drive, uint32_t lba)
{
    return origin_make(ORIGIN_DISK) | (drive & 7) << 24 | (lba & ORIGIN_LBA);
}

static inline unsigned origin_drive(uint32_t origin)
{
    return (origin & ORIGIN_DRIVE) >> 24;
}

static inline uint32_t origin_lba(uint32_t origin)
{
    return origin & ORIGIN_LBA;
}

/* Firmware code: the ROM itself, and what the firmware put into RAM. */
static inline bool origin_is_firmware(uint32_t origin)
{
    enum origin_kind kind = origin_kind(origin);

    return kind == ORIGIN_ROM || kind == ORIGIN_OPTION_ROM ||
           kind == ORIGIN_FIRMWARE;
}

/* The mark that a store by code of this origin leaves. */
static inline uint32_t origin_of_store(uint32_t code)
{
    return origin_make(origin_is_firmware(code) ? ORIGIN_FIRMWARE
                                                : ORIGIN_GUEST);
}

#endif
