/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/block.c - the cache of decoded blocks.
 */
#include "sim/cpu/block.h"

#include <string.h>

#include "sim/cpu/execute.h"
#include "sim/cpu/paging.h"
#include "sim/cpu/raise.h"
#include "sim/origin.h"

/* Where the bytes of code come from: a page that is memory, or one byte at a
 * time from whatever answers. */
struct code {
    struct vcpu *v;
    uint32_t linear; /* of the first byte */
    uint64_t address;
    struct page_view page;
};

static struct block **slot_of(struct vcpu *v, uint64_t address, uint8_t mode)
{
    return &v->slots[(address ^ address >> 14 ^ (uint32_t)mode << 12) &
                     (BLOCK_SLOTS - 1)];
}

static uint8_t mode_of(const struct vcpu *v)
{
    return (uint8_t)((v->s.seg[CS].access & ACC_BIG ? BLOCK_CODE32 : 0) |
                     (v->s.cpl == 3 ? BLOCK_USER : 0));
}

/* Guest-physical address of code at `linear`. */
static uint64_t fetch_address(struct vcpu *v, uint32_t linear)
{
    uint32_t tag = tlb_tag(v, linear);

    if (v->fetch_tag != tag) {
        if (v->s.eip > v->s.seg[CS].limit)
            raise_fault(v, NULL, VECTOR_GP, 0);
        v->fetch_address =
            tlb_page(tlb_get(v, NULL, linear, false, is_user(v)));
        v->fetch_tag = tlb_tag(v, linear);
    }
    return v->fetch_address | (linear & (FRAME_SIZE - 1));
}

static uint8_t code_byte(struct code *c, uint32_t offset)
{
    uint32_t at = (c->address & (FRAME_SIZE - 1)) + offset;

    if (c->page.bytes)
        return c->page.bytes[at];
    return (uint8_t)bus_read(c->v->board, c->address + offset, 1);
}

/* Up to `max` bytes at `offset` that lie in the page of the code. */
static unsigned code_bytes(struct code *c, uint32_t offset, uint8_t *bytes,
                           unsigned max)
{
    uint32_t at = (c->address & (FRAME_SIZE - 1)) + offset;
    unsigned n = 0;

    while (n < max && at + n < FRAME_SIZE) {
        bytes[n] = code_byte(c, offset + n);
        n++;
    }
    return n;
}

static uint32_t line_origin(const struct code *c, uint32_t offset)
{
    uint32_t at = (c->address & (FRAME_SIZE - 1)) + offset;

    if (!c->page.marks)
        return 0;
    return c->page.marks[at >> LINE_SHIFT] & ~ORIGIN_CODE;
}

static void add_op(struct vcpu *v, struct block *b, const struct decoded *d)
{
    struct op *op = &b->ops[b->count];

    *op = d->op;
    op->fn = core_handler(v, d->handler);
    op->start = (uint8_t)b->bytes;
    op->number = b->count;
    b->bytes = (uint16_t)(b->bytes + d->op.length);
    b->count++;
}

static void add_end(struct vcpu *v, struct block *b)
{
    b->ops[b->count] = (struct op){
        .fn = core_handler(v, H_end),
        .start = (uint8_t)b->bytes,
        .number = b->count,
    };
}

static struct code code_at(struct vcpu *v, uint32_t linear)
{
    struct code c = {v, linear, fetch_address(v, linear), {0}};

    c.page = bus_page(v->board, c.address);
    return c;
}

static void start_block(struct block *b, const struct code *c, uint8_t mode)
{
    b->address = c->address;
    b->origin = line_origin(c, 0);
    b->store_mark = origin_of_store(b->origin);
    b->bytes = 0;
    b->count = 0;
    b->mode = mode;
    b->next_in_page = NULL;
}

/* An instruction that runs over the end of its page, or over the end of the
 * code segment: decoded each time it runs. */
static struct block *decode_alone(struct vcpu *v, struct code *c, uint8_t mode)
{
    struct block *b = (struct block *)v->scratch;
    struct decoded d;
    uint8_t bytes[INSTRUCTION_MAX];
    unsigned n = code_bytes(c, 0, bytes, INSTRUCTION_MAX);
    int length;

    if (v->s.eip > v->s.seg[CS].limit)
        raise_fault(v, NULL, VECTOR_GP, 0);
    length =
        decode(&d, bytes, n, mode & BLOCK_CODE32, (enum cpu_model)v->s.model);
    if (length == 0 && n <= v->s.seg[CS].limit - v->s.eip) {
        struct code next = code_at(v, c->linear + n);

        n += code_bytes(&next, 0, bytes + n, INSTRUCTION_MAX - n);
        length = decode(&d, bytes, n, mode & BLOCK_CODE32,
                        (enum cpu_model)v->s.model);
    }
    if (length <= 0 || (uint32_t)length - 1 > v->s.seg[CS].limit - v->s.eip)
        raise_fault(v, NULL, VECTOR_GP, 0);
    start_block(b, c, mode);
    add_op(v, b, &d);
    add_end(v, b);
    return b;
}

/* Where boot sectors are entered. What recognises them hears of the beginnings
 * of blocks, and must hear of this one also when code runs into it. */
#define ENTRY_OF_BOOT_SECTORS 0x7c00u

/* Decode as far as one block may go. No instruction fits: false. */
static bool decode_run(struct vcpu *v, struct code *c, struct block *b)
{
    uint32_t in_page = c->address & (FRAME_SIZE - 1);
    uint8_t bytes[INSTRUCTION_MAX];
    struct decoded d;

    while (b->count < BLOCK_OPS && b->bytes <= UINT8_MAX - INSTRUCTION_MAX &&
           in_page + b->bytes < FRAME_SIZE &&
           line_origin(c, b->bytes) == b->origin &&
           (!b->bytes || c->linear + b->bytes != ENTRY_OF_BOOT_SECTORS)) {
        unsigned n = code_bytes(c, b->bytes, bytes, INSTRUCTION_MAX);

        if (decode(&d, bytes, n, b->mode & BLOCK_CODE32,
                   (enum cpu_model)v->s.model) <= 0)
            break;
        add_op(v, b, &d);
        if (d.ends_block)
            break;
    }
    add_end(v, b);
    return b->count != 0;
}

static uint32_t block_size(const struct block *b)
{
    return (uint32_t)(sizeof *b + (b->count + 1u) * sizeof b->ops[0]);
}

/* Put a block where it will be found, and mark the lines it lies on. */
static void keep_block(struct vcpu *v, struct code *c, struct block *b)
{
    uint32_t in_page = b->address & (FRAME_SIZE - 1);
    uint64_t page = b->address >> FRAME_SHIFT;

    v->arena_used += block_size(b);
    *slot_of(v, b->address, b->mode) = b;
    if (!c->page.writable)
        return;
    b->next_in_page = v->page_blocks[page];
    v->page_blocks[page] = b;
    for (unsigned line = in_page >> LINE_SHIFT;
         line <= (in_page + b->bytes - 1) >> LINE_SHIFT; line++)
        c->page.marks[line] |= ORIGIN_CODE;
}

/* Stores to code behind the RAM, in video memory, are not seen. */
static bool is_unwatched(const struct vcpu *v, const struct code *c)
{
    return c->page.writable && c->address >> FRAME_SHIFT >= v->page_count;
}

static struct block *decode_block(struct vcpu *v, uint32_t linear, uint8_t mode)
{
    struct code c = code_at(v, linear);
    struct block *b;

    bus_signal(v->board, SIGNAL_FETCH, linear, line_origin(&c, 0));
    if (v->arena_used + SCRATCH_BYTES > ARENA_BYTES)
        block_flush(v);
    if (!c.page.bytes || is_unwatched(v, &c))
        return decode_alone(v, &c, mode);
    b = (struct block *)(v->arena + v->arena_used);
    start_block(b, &c, mode);
    if (!decode_run(v, &c, b))
        return decode_alone(v, &c, mode);
    keep_block(v, &c, b);
    return b;
}

struct block *block_find(struct vcpu *v)
{
    const struct segment *cs = &v->s.seg[CS];
    uint32_t linear = cs->base + v->s.eip;
    uint8_t mode = mode_of(v);
    uint64_t address;
    struct block *b;

    v->block =
        NULL; /* between two blocks, as what the fetch raises must know */
    v->op = NULL;
    address = fetch_address(v, linear);
    b = *slot_of(v, address, mode);
    if (!b || b->address != address || b->mode != mode)
        b = decode_block(v, linear, mode);
    if ((uint64_t)v->s.eip + b->bytes - 1 > cs->limit) {
        struct code c = code_at(v, linear);

        return decode_alone(v, &c, mode);
    }
    if (b != (struct block *)v->scratch)
        v->ways[v->s.eip % WAYS] = (struct way){v->s.eip, v->age, b};
    return b;
}

struct block *block_part(struct vcpu *v, const struct block *from,
                         unsigned count)
{
    struct block *b = (struct block *)v->scratch;

    if (from == b)
        return b;
    memcpy(b, from, sizeof *b + count * sizeof b->ops[0]);
    b->count = (uint8_t)count;
    b->bytes = from->ops[count].start;
    add_end(v, b);
    return b;
}

static bool on_line(const struct block *b, uint32_t line)
{
    return b->address < line + (1u << LINE_SHIFT) &&
           b->address + b->bytes > line;
}

static void leave_slot(struct vcpu *v, const struct block *b)
{
    struct block **slot = slot_of(v, b->address, b->mode);

    if (*slot == b)
        *slot = NULL;
    ways_end(v);
}

void block_drop_line(struct vcpu *v, uint32_t address)
{
    uint32_t line = address & ~((1u << LINE_SHIFT) - 1);
    uint32_t page = address >> FRAME_SHIFT;
    struct block **link;

    if (page >= v->page_count)
        return;
    link = &v->page_blocks[page];
    while (*link) {
        struct block *b = *link;

        if (on_line(b, line)) {
            leave_slot(v, b);
            *link = b->next_in_page;
        } else {
            link = &b->next_in_page;
        }
    }
    if (v->block && on_line(v->block, line))
        block_truncate(v);
}

void block_truncate(struct vcpu *v)
{
    if (v->block && v->op) {
        struct op *next = &v->block->ops[v->op->number + 1];

        next->fn = core_handler(v, H_end);
        next->length = 0;
        v->attend |= ATTEND_CODE;
    }
}

void block_drop_page(struct vcpu *v, uint32_t page)
{
    if (page >= v->page_count)
        return;
    for (; v->page_blocks[page];
         v->page_blocks[page] = v->page_blocks[page]->next_in_page)
        leave_slot(v, v->page_blocks[page]);
}

void block_leave(struct vcpu *v)
{
    if (!v->block)
        return;
    leave_slot(v, v->block);
    block_truncate(v);
}

/* All that was decoded lies in the arena, one behind the other: to forget it
 * costs what it is. */
void block_flush(struct vcpu *v)
{
    const struct block *b;

    for (uint32_t at = 0; at < v->arena_used; at += block_size(b)) {
        b = (const struct block *)(v->arena + at);
        *slot_of(v, b->address, b->mode) = NULL;
        if (b->address >> FRAME_SHIFT < v->page_count)
            v->page_blocks[b->address >> FRAME_SHIFT] = NULL;
    }
    v->flushes++;
    ways_end(v);
    v->arena_used = 0;
}
