/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/segment.c - descriptor fields and segment limits.
 */
#include "sim/cpu/segment.h"

uint32_t descriptor_base(struct descriptor d)
{
    return d.low >> 16 | (d.high & 0xff) << 16 | (d.high & 0xff000000);
}

uint32_t descriptor_limit(struct descriptor d)
{
    uint32_t limit = (d.low & 0xffff) | (d.high & 0xf0000);

    return d.high >> 8 & ACC_GRANULAR ? limit << 12 | 0xfff : limit;
}

static bool is_expand_down(const struct segment *s)
{
    return !(s->access & ACC_EXECUTE) && (s->access & ACC_DOWN);
}

void segment_derive(struct segment *s)
{
    bool code = s->access & ACC_EXECUTE;
    bool quick = !s->unusable && !is_expand_down(s);
    bool readable = !code || (s->access & ACC_WRITE);
    bool writable = !code && (s->access & ACC_WRITE);

    s->read_max = quick && readable ? (int64_t)s->limit : -1;
    s->write_max = quick && writable ? (int64_t)s->limit : -1;
}

void segment_set(struct segment *s, uint16_t selector, struct descriptor d)
{
    s->selector = selector;
    s->access = descriptor_access(d);
    s->base = descriptor_base(d);
    s->limit = descriptor_limit(d);
    s->unusable = 0;
    segment_derive(s);
}

void segment_set_null(struct segment *s, uint16_t selector)
{
    *s = (struct segment){.selector = selector, .unusable = 1};
    segment_derive(s);
}

void segment_set_real(struct segment *s, uint16_t selector, bool code)
{
    s->selector = selector;
    s->base = (uint32_t)selector << 4;
    if (code)
        s->access = (s->access & (ACC_BIG | ACC_GRANULAR)) | ACC_PRESENT |
                    ACC_S | ACC_WRITE | ACC_ACCESSED;
    if (s->unusable) {
        s->unusable = 0;
        s->access = ACC_PRESENT | ACC_S | ACC_WRITE | ACC_ACCESSED;
        s->limit = 0xffff;
    }
    segment_derive(s);
}

void segment_set_v86(struct segment *s, uint16_t selector)
{
    *s = (struct segment){
        .selector = selector,
        .access = ACC_PRESENT | ACC_DPL | ACC_S | ACC_WRITE | ACC_ACCESSED,
        .base = (uint32_t)selector << 4,
        .limit = 0xffff,
    };
    segment_derive(s);
}

bool segment_allows(const struct segment *s, uint32_t offset, unsigned bytes,
                    bool write)
{
    bool code = s->access & ACC_EXECUTE;
    uint64_t last = (uint64_t)offset + bytes - 1;

    if (s->unusable)
        return false;
    if (write && (code || !(s->access & ACC_WRITE)))
        return false;
    if (!write && code && !(s->access & ACC_WRITE))
        return false;
    if (is_expand_down(s))
        return offset > s->limit &&
               last <= (s->access & ACC_BIG ? 0xffffffff : 0xffff);
    return last <= s->limit;
}
