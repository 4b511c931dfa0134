/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/segment.h - descriptors: their fields, and what a loaded segment
 * allows.
 *
 * Source: Intel SDM Vol. 3A, "Segment Descriptors", "Limit Checking", "Type
 * Checking".
 */
#ifndef SIM_CPU_SEGMENT_H
#define SIM_CPU_SEGMENT_H

#include "sim/cpu/state.h"

struct descriptor {
    uint32_t low, high;
};

/* System descriptor types (access bits 4:0 with S = 0). */
enum system_type {
    SYS_TSS16 = 1,
    SYS_LDT = 2,
    SYS_TSS16_BUSY = 3,
    SYS_CALL16 = 4,
    SYS_TASK_GATE = 5,
    SYS_INT16 = 6,
    SYS_TRAP16 = 7,
    SYS_TSS32 = 9,
    SYS_TSS32_BUSY = 11,
    SYS_CALL32 = 12,
    SYS_INT32 = 14,
    SYS_TRAP32 = 15,
};

#define TSS_BUSY BIT(9) /* in the high dword of a TSS descriptor */

static inline uint16_t descriptor_access(struct descriptor d)
{
    return d.high >> 8 & 0xf0ff;
}

static inline unsigned descriptor_dpl(struct descriptor d)
{
    return d.high >> 13 & 3;
}

static inline bool descriptor_present(struct descriptor d)
{
    return d.high >> 15 & 1;
}

/* S and TYPE together: 0..15 system, 16..31 code and data. */
static inline unsigned descriptor_type(struct descriptor d)
{
    return d.high >> 8 & 31;
}

static inline bool descriptor_is_code(struct descriptor d)
{
    return (descriptor_type(d) & 0x18) == 0x18;
}

static inline bool descriptor_is_conforming(struct descriptor d)
{
    return (descriptor_type(d) & 0x1c) == 0x1c;
}

static inline bool descriptor_is_writable_data(struct descriptor d)
{
    return (descriptor_type(d) & 0x1a) == 0x12;
}

/* Data, or code that may be read. */
static inline bool descriptor_is_readable(struct descriptor d)
{
    return descriptor_type(d) >= 16 && (descriptor_type(d) & 0x1a) != 0x18;
}

uint32_t descriptor_base(struct descriptor d);
uint32_t descriptor_limit(struct descriptor d); /* in bytes */

/* Fill a segment register's hidden part. */
void segment_set(struct segment *s, uint16_t selector, struct descriptor d);
void segment_set_null(struct segment *s, uint16_t selector);

/* Real mode: the base alone follows the selector; limit and rights stay, but
 * CS becomes readable and writable. */
void segment_set_real(struct segment *s, uint16_t selector, bool code);

/* Virtual-8086 mode: 64 KiB, writable, DPL 3. */
void segment_set_v86(struct segment *s, uint16_t selector);

/* After base, limit or access changed: work out read_max and write_max. */
void segment_derive(struct segment *s);

/* The full check of an access: type, and limit in both directions. */
bool segment_allows(const struct segment *s, uint32_t offset, unsigned bytes,
                    bool write);

#endif
