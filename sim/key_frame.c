/* SPDX-License-Identifier: MIT
 *
 * sim/key_frame.c - pages shared between key frames.
 */
#include "sim/key_frame.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_BYTES sizeof(struct frame)

/* --- shared pages ------------------------------------------------------ */

static struct kept_page *page_new(struct key_frame_store *store,
                                  const void *bytes)
{
    struct kept_page *p = malloc(sizeof *p);

    if (!p)
        return NULL;
    *p = (struct kept_page){.users = 0};
    memcpy(p->bytes, bytes, PAGE_BYTES);
    store->bytes += sizeof *p;
    return p;
}

static void page_use(struct kept_page *p)
{
    if (p)
        p->users++;
}

static void page_release(struct key_frame_store *store, struct kept_page *p)
{
    if (!p || --p->users > 0)
        return;
    store->bytes -= sizeof *p;
    free(p);
}

/* *slot becomes p. */
static void page_put(struct key_frame_store *store, struct kept_page **slot,
                     struct kept_page *p)
{
    page_use(p);
    page_release(store, *slot);
    *slot = p;
}

static size_t overlay_bytes(uint32_t count)
{
    return sizeof(struct kept_overlay) + count * sizeof(struct overlay_sector);
}

static void overlay_put(struct key_frame_store *store,
                        struct kept_overlay **slot, struct kept_overlay *o)
{
    struct kept_overlay *old = *slot;

    if (o)
        o->users++;
    *slot = o;
    if (old && --old->users == 0) {
        store->bytes -= overlay_bytes(old->count);
        free(old);
    }
}

/* --- the state besides RAM --------------------------------------------- */

struct part {
    void *data;
    size_t size;
};

#define PARTS 4

static void list_parts(struct key_frame_store *store, struct part parts[PARTS])
{
    struct machine *m = store->machine;

    parts[0] = (struct part){&m->board.cpu.s, sizeof m->board.cpu.s};
    parts[1] = (struct part){&m->board.s, sizeof m->board.s};
    parts[2] = (struct part){&m->life, sizeof m->life};
    parts[3] = (struct part){store->companion.data, store->companion.size};
}

static void gather(struct key_frame_store *store)
{
    struct part parts[PARTS];
    uint8_t *to = store->buffer;

    list_parts(store, parts);
    for (unsigned i = 0; i < PARTS; i++) {
        memcpy(to, parts[i].data, parts[i].size);
        to += parts[i].size;
    }
}

static void scatter(struct key_frame_store *store)
{
    struct part parts[PARTS];
    const uint8_t *from = store->buffer;

    list_parts(store, parts);
    for (unsigned i = 0; i < PARTS; i++) {
        memcpy(parts[i].data, from, parts[i].size);
        from += parts[i].size;
    }
}

/* --- the store --------------------------------------------------------- */

bool key_frame_store_init(struct key_frame_store *store,
                          struct machine *machine, struct companion companion)
{
    struct part parts[PARTS];

    *store =
        (struct key_frame_store){.machine = machine, .companion = companion};
    list_parts(store, parts);
    for (unsigned i = 0; i < PARTS; i++)
        store->state_bytes += parts[i].size;
    store->state_pages =
        (uint32_t)((store->state_bytes + PAGE_BYTES - 1) / PAGE_BYTES);
    store->live = calloc(machine->pool->limit, sizeof store->live[0]);
    store->live_state = calloc(store->state_pages, sizeof store->live_state[0]);
    store->buffer = calloc(store->state_pages * PAGE_BYTES, 1);
    if (store->live && store->live_state && store->buffer)
        return true;
    key_frame_store_free(store);
    return false;
}

void key_frame_store_free(struct key_frame_store *store)
{
    for (uint32_t i = 0; store->live && i < store->machine->pool->limit; i++)
        page_release(store, store->live[i]);
    for (uint32_t i = 0; store->live_state && i < store->state_pages; i++)
        page_release(store, store->live_state[i]);
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        overlay_put(store, &store->live_overlay[i], NULL);
    free(store->live);
    free(store->live_state);
    free(store->buffer);
    *store = (struct key_frame_store){0};
}

/* --- taking ------------------------------------------------------------ */

static bool keep_ram(struct key_frame_store *store, struct key_frame *k)
{
    struct frame_pool *pool = store->machine->pool;

    for (uint32_t i = 0; i < k->frames; i++) {
        if (!store->live[i] || pool->dirty[i]) {
            struct kept_page *p = page_new(store, frame_at(pool, i));

            if (!p)
                return false;
            page_put(store, &store->live[i], p);
            pool->dirty[i] = 0;
        }
        page_put(store, &k->ram[i], store->live[i]);
    }
    return true;
}

static bool keep_state(struct key_frame_store *store, struct key_frame *k)
{
    gather(store);
    for (uint32_t i = 0; i < k->pages; i++) {
        const uint8_t *bytes = store->buffer + i * PAGE_BYTES;
        struct kept_page *live = store->live_state[i];

        if (!live || memcmp(live->bytes, bytes, PAGE_BYTES) != 0) {
            struct kept_page *p = page_new(store, bytes);

            if (!p)
                return false;
            page_put(store, &store->live_state[i], p);
        }
        page_put(store, &k->state[i], store->live_state[i]);
    }
    return true;
}

static bool keep_overlay(struct key_frame_store *store, struct key_frame *k,
                         unsigned disk)
{
    const struct disk *d = &store->machine->board.disk[disk];
    struct kept_overlay *live = store->live_overlay[disk];
    size_t bytes = d->written_count * sizeof d->written[0];

    if (!live || live->count != d->written_count ||
        (bytes && memcmp(live->sectors, d->written, bytes) != 0)) {
        live = malloc(overlay_bytes(d->written_count));
        if (!live)
            return false;
        live->users = 0;
        live->count = d->written_count;
        if (bytes)
            memcpy(live->sectors, d->written, bytes);
        store->bytes += overlay_bytes(d->written_count);
        overlay_put(store, &store->live_overlay[disk], live);
    }
    overlay_put(store, &k->overlay[disk], live);
    return true;
}

static size_t own_bytes(const struct key_frame *k)
{
    return sizeof *k + (k->frames + (size_t)k->pages) * sizeof k->ram[0];
}

struct key_frame *key_frame_take(struct key_frame_store *store)
{
    struct machine *m = store->machine;
    struct key_frame *k = calloc(1, sizeof *k);
    bool ok;

    if (!k)
        return NULL;
    k->tick = machine_now(m);
    k->icount = m->board.cpu.s.icount;
    k->step = m->board.s.recogniser.step;
    k->frames = m->pool->used;
    k->pages = store->state_pages;
    k->ram = calloc(k->frames + 1, sizeof k->ram[0]);
    k->state = calloc(k->pages, sizeof k->state[0]);
    store->bytes += own_bytes(k);
    ok = k->ram && k->state && keep_ram(store, k) && keep_state(store, k);
    for (unsigned i = 0; ok && i < BOARD_DISKS; i++)
        ok = keep_overlay(store, k, i);
    if (!ok) {
        key_frame_drop(store, k);
        return NULL;
    }
    /* The next first store into each page must be seen again. */
    vcpu_forget_writes(&m->board.cpu);
    return k;
}

void key_frame_drop(struct key_frame_store *store, struct key_frame *k)
{
    store->bytes -= own_bytes(k);
    for (uint32_t i = 0; k->ram && i < k->frames; i++)
        page_release(store, k->ram[i]);
    for (uint32_t i = 0; k->state && i < k->pages; i++)
        page_release(store, k->state[i]);
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        overlay_put(store, &k->overlay[i], NULL);
    free(k->ram);
    free(k->state);
    free(k);
}

/* --- restoring --------------------------------------------------------- */

/* Frames that were given out later go back to the pool, empty. */
static void return_frames(struct key_frame_store *store, uint32_t frames)
{
    struct board *b = &store->machine->board;
    struct frame_pool *pool = store->machine->pool;
    uint32_t guest_frames = (uint32_t)(b->config.ram_bytes >> FRAME_SHIFT);

    for (uint32_t i = 0; i < guest_frames; i++) {
        uint32_t entry = second_level_entry(&b->memory, i);

        if (entry_backing(entry) == BACKING_FRAME &&
            entry_value(entry) >= frames)
            second_level_map(&b->memory, i, 1, BACKING_RAM, 0);
    }
    for (uint32_t i = frames; i < pool->used; i++) {
        memset(frame_at(pool, i), 0, sizeof(struct frame));
        page_put(store, &store->live[i], NULL);
    }
    if (pool->used > frames)
        pool->used = frames;
}

/* Frames that are given out on the way forward to the key frame. */
static void give_frames(struct key_frame_store *store, uint32_t frames)
{
    struct board *b = &store->machine->board;
    struct frame_pool *pool = store->machine->pool;

    for (; pool->used < frames; pool->used++)
        second_level_map(&b->memory, pool->guest[pool->used], 1, BACKING_FRAME,
                         pool->used);
}

static void restore_ram(struct key_frame_store *store,
                        const struct key_frame *k)
{
    struct frame_pool *pool = store->machine->pool;

    for (uint32_t i = 0; i < k->frames; i++) {
        if (store->live[i] == k->ram[i] && !pool->dirty[i])
            continue;
        memcpy(frame_at(pool, i), k->ram[i]->bytes, PAGE_BYTES);
        page_put(store, &store->live[i], k->ram[i]);
        pool->dirty[i] = 0;
    }
}

static void restore_state(struct key_frame_store *store,
                          const struct key_frame *k)
{
    for (uint32_t i = 0; i < k->pages; i++) {
        memcpy(store->buffer + i * PAGE_BYTES, k->state[i]->bytes, PAGE_BYTES);
        page_put(store, &store->live_state[i], k->state[i]);
    }
    scatter(store);
}

void key_frame_restore(struct key_frame_store *store, const struct key_frame *k)
{
    struct board *b = &store->machine->board;

    return_frames(store, k->frames);
    give_frames(store, k->frames);
    restore_ram(store, k);
    restore_state(store, k);
    for (unsigned i = 0; i < BOARD_DISKS; i++) {
        disk_restore(&b->disk[i], k->overlay[i]->sectors, k->overlay[i]->count);
        overlay_put(store, &store->live_overlay[i], k->overlay[i]);
    }
    memory_map_upper(b);
    b->out_of_frames = false;
    vcpu_restored(&b->cpu);
}
