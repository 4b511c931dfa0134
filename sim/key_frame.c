/* SPDX-License-Identifier: MIT
 *
 * sim/key_frame.c - pages shared between key frames.
 */
#include "sim/key_frame.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define PAGE_BYTES       sizeof(struct frame)
#define SECTORS_PER_PAGE (PAGE_BYTES / sizeof(struct overlay_sector))

/* --- the live machine as pages ----------------------------------------- */

static uint32_t region_pages(const struct key_frame_store *store, enum region r)
{
    const struct machine *m = store->machine;

    if (r == REGION_RAM)
        return m->pool->used;
    if (r == REGION_STATE)
        return store->state_pages;
    return (uint32_t)((m->board.disk[r - REGION_DISK].written_count +
                       SECTORS_PER_PAGE - 1) /
                      SECTORS_PER_PAGE);
}

struct live_page {
    void *bytes;
    uint32_t length;
};

static struct live_page live_page(const struct key_frame_store *store,
                                  enum region r, uint32_t i)
{
    const struct machine *m = store->machine;
    const struct disk *d;
    uint32_t first = i * SECTORS_PER_PAGE, count;

    if (r == REGION_RAM)
        return (struct live_page){frame_at(m->pool, i), PAGE_BYTES};
    if (r == REGION_STATE)
        return (struct live_page){store->state[i].bytes,
                                  store->state[i].length};
    d = &m->board.disk[r - REGION_DISK];
    count = d->written_count - first;
    if (count > SECTORS_PER_PAGE)
        count = SECTORS_PER_PAGE;
    return (struct live_page){d->written + first,
                              count * (uint32_t)sizeof d->written[0]};
}

static uint32_t chunks_of(uint32_t pages)
{
    return (pages + CHUNK_PAGES - 1) / CHUNK_PAGES;
}

static struct kept_page *kept_page(const struct kept_region *region, uint32_t i)
{
    return i < region->pages
               ? region->chunk[i / CHUNK_PAGES]->page[i % CHUNK_PAGES]
               : NULL;
}

/* Is the page other than the one that is kept? */
static bool has_changed(const struct key_frame_store *store, enum region r,
                        uint32_t i)
{
    const struct kept_page *kept = kept_page(store->live[r], i);
    const struct board *b = &store->machine->board;
    struct live_page live;

    if (!kept)
        return true;
    if (r == REGION_RAM)
        return store->machine->pool->dirty[i];
    if (r == REGION_STATE && store->state[i].device_memory)
        return b->memory_written;
    if (r >= REGION_DISK &&
        b->disk[r - REGION_DISK].writes == store->live_writes[r - REGION_DISK])
        return false;
    live = live_page(store, r, i);
    return live.length != kept->length ||
           memcmp(live.bytes, kept->bytes, live.length) != 0;
}

/* Some page of this chunk has; `pages` is the size of the region now. */
static bool chunk_changed(const struct key_frame_store *store, enum region r,
                          uint32_t c, uint32_t pages)
{
    const struct kept_region *live = store->live[r];
    uint32_t first = c * CHUNK_PAGES, count = pages - first;

    if (count > CHUNK_PAGES)
        count = CHUNK_PAGES;
    if (first + count > live->pages || live->chunk[c]->count != count)
        return true;
    if (r == REGION_RAM)
        return memchr(store->machine->pool->dirty + first, 1, count) != NULL;
    for (uint32_t i = 0; i < count; i++)
        if (has_changed(store, r, first + i))
            return true;
    return false;
}

/* Everything is as it is kept now. */
static void all_kept(struct key_frame_store *store)
{
    struct board *b = &store->machine->board;

    memset(b->pool->dirty, 0, b->pool->used);
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        store->live_writes[i] = b->disk[i].writes;
    b->memory_written = false;
}

/* --- hashes ------------------------------------------------------------ */

/* That a line holds decoded code is no part of the state. */
static uint64_t frame_hash(const struct frame *f)
{
    uint32_t marks[LINES_PER_FRAME];

    for (unsigned i = 0; i < LINES_PER_FRAME; i++)
        marks[i] = f->marks[i] & ~ORIGIN_CODE;
    return XXH3_64bits_withSeed(marks, sizeof marks,
                                XXH3_64bits(f->bytes, sizeof f->bytes));
}

static uint64_t page_hash(enum region r, const struct live_page *page)
{
    return r == REGION_RAM ? frame_hash(page->bytes)
                           : XXH3_64bits(page->bytes, page->length);
}

/* What page `i` adds to the sum: every bit of its place and of its hash counts
 * (the finaliser of SplitMix64). */
static uint64_t placed(const struct key_frame_store *store, enum region r,
                       uint32_t i, uint64_t hash)
{
    uint64_t guest = r == REGION_RAM ? store->machine->pool->guest[i] : 0;
    uint64_t x = hash ^ ((guest << 32 | i) * 8 + r) * 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static uint64_t placed_live(const struct key_frame_store *store, enum region r,
                            uint32_t i)
{
    struct live_page page = live_page(store, r, i);

    return placed(store, r, i, page_hash(r, &page));
}

/* The sum over a region: the kept one, with the pages that changed. */
static uint64_t region_hash(const struct key_frame_store *store, enum region r)
{
    const struct kept_region *live = store->live[r];
    uint32_t pages = region_pages(store, r);
    uint64_t sum = 0;

    for (uint32_t c = 0; c < chunks_of(live->pages); c++)
        sum += live->chunk[c]->sum;
    for (uint32_t i = 0; i < pages; i++) {
        const struct kept_page *kept = kept_page(live, i);

        if (i % CHUNK_PAGES == 0 &&
            !chunk_changed(store, r, i / CHUNK_PAGES, pages)) {
            i += CHUNK_PAGES - 1;
        } else if (has_changed(store, r, i)) {
            sum -= kept ? placed(store, r, i, kept->hash) : 0;
            sum += placed_live(store, r, i);
        }
    }
    return sum;
}

uint64_t key_frame_hash(const struct key_frame_store *store)
{
    uint64_t sum = 0;

    for (unsigned r = 0; r < REGION_COUNT; r++)
        sum += region_hash(store, r);
    return sum;
}

uint64_t key_frame_hash_afresh(const struct key_frame_store *store)
{
    uint64_t sum = 0;

    for (unsigned r = 0; r < REGION_COUNT; r++)
        for (uint32_t i = 0; i < region_pages(store, r); i++)
            sum += placed_live(store, r, i);
    return sum;
}

/* --- shared pages and chunks ------------------------------------------- */

static struct kept_page **shared_slot(struct key_frame_store *store,
                                      uint64_t hash)
{
    return &store->shared[hash % SHARED_PAGES];
}

/* Memory that was cleared, or filled by a memory test, is kept once. */
static struct kept_page *page_new(struct key_frame_store *store, enum region r,
                                  uint32_t i)
{
    struct live_page live = live_page(store, r, i);
    uint64_t hash = page_hash(r, &live);
    struct kept_page **slot = shared_slot(store, hash), *p = *slot;

    if (p && p->hash == hash && p->length == live.length &&
        memcmp(p->bytes, live.bytes, live.length) == 0)
        return p;
    p = malloc(sizeof *p);
    if (!p)
        return NULL;
    p->users = 0;
    p->length = live.length;
    p->hash = hash;
    memcpy(p->bytes, live.bytes, live.length);
    store->bytes += sizeof *p;
    *slot = p;
    return p;
}

static void page_release(struct key_frame_store *store, struct kept_page *p)
{
    struct kept_page **slot = shared_slot(store, p->hash);

    if (--p->users > 0)
        return;
    if (*slot == p)
        *slot = NULL;
    store->bytes -= sizeof *p;
    free(p);
}

static void chunk_release(struct key_frame_store *store, struct kept_chunk *c)
{
    if (--c->users > 0)
        return;
    for (uint32_t i = 0; i < c->count; i++)
        page_release(store, c->page[i]);
    store->bytes -= sizeof *c;
    free(c);
}

/* The chunk as it is now: pages that have not changed are shared. */
static struct kept_chunk *chunk_new(struct key_frame_store *store,
                                    enum region r, uint32_t first,
                                    uint32_t pages)
{
    struct kept_chunk *c = calloc(1, sizeof *c);
    uint32_t count = pages - first < CHUNK_PAGES ? pages - first : CHUNK_PAGES;

    if (!c)
        return NULL;
    c->users = 1;
    store->bytes += sizeof *c;
    for (; c->count < count; c->count++) {
        uint32_t i = first + c->count;
        struct kept_page *p = has_changed(store, r, i)
                                  ? page_new(store, r, i)
                                  : kept_page(store->live[r], i);

        if (!p) {
            chunk_release(store, c);
            return NULL;
        }
        p->users++;
        c->page[c->count] = p;
        c->sum += placed(store, r, i, p->hash);
    }
    return c;
}

static size_t region_bytes(uint32_t pages)
{
    return sizeof(struct kept_region) +
           chunks_of(pages) * sizeof(struct kept_chunk *);
}

static struct kept_region *region_new(struct key_frame_store *store,
                                      uint32_t pages)
{
    struct kept_region *k = calloc(1, region_bytes(pages));

    if (!k)
        return NULL;
    k->pages = pages;
    store->bytes += region_bytes(pages);
    return k;
}

static void region_release(struct key_frame_store *store, struct kept_region *k)
{
    if (!k || --k->users > 0)
        return;
    for (uint32_t c = 0; c < chunks_of(k->pages); c++)
        if (k->chunk[c])
            chunk_release(store, k->chunk[c]);
    store->bytes -= region_bytes(k->pages);
    free(k);
}

/* *slot becomes k. */
static void region_put(struct key_frame_store *store, struct kept_region **slot,
                       struct kept_region *k)
{
    k->users++;
    region_release(store, *slot);
    *slot = k;
}

/* --- the store --------------------------------------------------------- */

#define PARTS 4

/* Cut a part of the state into pages; `pages` NULL: only count them. */
static uint32_t cut(const struct key_frame_store *store,
                    struct state_page *pages, void *data, size_t size)
{
    const struct vga *vga = &store->machine->board.s.devices.vga;
    const uint8_t *plane = vga->plane[0], *end = plane + sizeof vga->plane;
    uint32_t n = 0;

    for (size_t at = 0; at < size; at += PAGE_BYTES, n++) {
        uint8_t *bytes = (uint8_t *)data + at;
        size_t length = size - at < PAGE_BYTES ? size - at : PAGE_BYTES;

        if (pages)
            pages[n] =
                (struct state_page){bytes, (uint32_t)length,
                                    bytes >= plane && bytes + length <= end};
    }
    return n;
}

static uint32_t cut_all(struct key_frame_store *store, struct state_page *pages,
                        struct companion companion)
{
    struct machine *m = store->machine;
    const struct companion parts[PARTS] = {
        {&m->board.cpu.s, sizeof m->board.cpu.s},
        {&m->board.s, sizeof m->board.s},
        {&m->life, sizeof m->life},
        companion,
    };
    uint32_t n = 0;

    for (unsigned i = 0; i < PARTS; i++)
        n += cut(store, pages ? pages + n : NULL, parts[i].data, parts[i].size);
    return n;
}

bool key_frame_store_init(struct key_frame_store *store,
                          struct machine *machine, struct companion companion)
{
    *store = (struct key_frame_store){.machine = machine};
    store->state_pages = cut_all(store, NULL, companion);
    store->state = calloc(store->state_pages, sizeof store->state[0]);
    if (store->state)
        cut_all(store, store->state, companion);
    for (unsigned r = 0; r < REGION_COUNT && store->state; r++) {
        struct kept_region *empty = region_new(store, 0);

        if (!empty) {
            key_frame_store_free(store);
            return false;
        }
        region_put(store, &store->live[r], empty);
    }
    return store->state != NULL;
}

void key_frame_store_free(struct key_frame_store *store)
{
    for (unsigned r = 0; r < REGION_COUNT; r++)
        region_release(store, store->live[r]);
    free(store->state);
    *store = (struct key_frame_store){0};
}

/* --- taking ------------------------------------------------------------ */

/* The region as it is now; NULL: no host memory. */
static struct kept_region *keep_region(struct key_frame_store *store,
                                       enum region r)
{
    struct kept_region *live = store->live[r], *k;
    uint32_t pages = region_pages(store, r);
    bool changed = pages != live->pages;

    for (uint32_t c = 0; c < chunks_of(pages) && !changed; c++)
        changed = chunk_changed(store, r, c, pages);
    if (!changed)
        return live;
    k = region_new(store, pages);
    for (uint32_t c = 0; k && c < chunks_of(pages); c++) {
        if (chunk_changed(store, r, c, pages)) {
            k->chunk[c] = chunk_new(store, r, c * CHUNK_PAGES, pages);
        } else {
            k->chunk[c] = live->chunk[c];
            k->chunk[c]->users++;
        }
        if (!k->chunk[c]) {
            k->users = 1;
            region_release(store, k);
            return NULL;
        }
    }
    return k;
}

struct key_frame *key_frame_take(struct key_frame_store *store)
{
    struct machine *m = store->machine;
    struct key_frame *k = calloc(1, sizeof *k);

    if (!k)
        return NULL;
    k->tick = machine_now(m);
    k->icount = m->board.cpu.s.icount;
    k->step = m->board.s.recogniser.step;
    k->flushes = m->board.cpu.flushes;
    store->bytes += sizeof *k;
    for (unsigned r = 0; r < REGION_COUNT; r++) {
        struct kept_region *kept = keep_region(store, r);

        if (!kept) {
            key_frame_drop(store, k);
            return NULL;
        }
        region_put(store, &k->region[r], kept);
    }
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        k->sectors[i] = m->board.disk[i].written_count;
    for (unsigned r = 0; r < REGION_COUNT; r++)
        region_put(store, &store->live[r], k->region[r]);
    all_kept(store);
    /* The next first store into each page must be seen again. */
    vcpu_forget_writes(&m->board.cpu);
    return k;
}

void key_frame_drop(struct key_frame_store *store, struct key_frame *k)
{
    store->bytes -= sizeof *k;
    for (unsigned r = 0; r < REGION_COUNT; r++)
        region_release(store, k->region[r]);
    free(k);
}

/* --- restoring --------------------------------------------------------- */

/* Where video memory is seen is part of the state, and derived from it. */
static bool is_ram(const struct board *b, uint32_t guest_frame)
{
    return guest_frame < b->config.ram_bytes >> FRAME_SHIFT;
}

/* Frames that were given out later go back to the pool, empty. */
static void return_frames(struct key_frame_store *store, uint32_t frames)
{
    struct board *b = &store->machine->board;
    struct frame_pool *pool = store->machine->pool;

    while (pool->used > frames) {
        uint32_t i = --pool->used, guest = pool->guest[i];
        uint32_t entry = second_level_entry(&b->memory, guest);

        if (is_ram(b, guest) && entry_backing(entry) == BACKING_FRAME &&
            entry_value(entry) == i)
            second_level_map(&b->memory, guest, 1, BACKING_RAM, 0);
        memset(frame_at(pool, i), 0, sizeof(struct frame));
        vcpu_page_restored(&b->cpu, guest);
    }
}

/* Frames that are given out on the way forward to the key frame. */
static void give_frames(struct key_frame_store *store, uint32_t frames)
{
    struct board *b = &store->machine->board;
    struct frame_pool *pool = store->machine->pool;

    for (; pool->used < frames; pool->used++)
        if (is_ram(b, pool->guest[pool->used]))
            second_level_map(&b->memory, pool->guest[pool->used], 1,
                             BACKING_FRAME, pool->used);
}

static void restore_page(struct key_frame_store *store, enum region r,
                         uint32_t i, const struct kept_page *p)
{
    struct frame_pool *pool = store->machine->pool;

    if (!has_changed(store, r, i) && kept_page(store->live[r], i) == p)
        return;
    memcpy(live_page(store, r, i).bytes, p->bytes, p->length);
    if (r == REGION_RAM)
        vcpu_page_restored(&store->machine->board.cpu, pool->guest[i]);
}

static void restore_region(struct key_frame_store *store, enum region r,
                           const struct kept_region *k)
{
    const struct kept_region *live = store->live[r];

    for (uint32_t c = 0; c < chunks_of(k->pages); c++) {
        const struct kept_chunk *chunk = k->chunk[c];

        if (c < chunks_of(live->pages) && live->chunk[c] == chunk &&
            !chunk_changed(store, r, c, k->pages))
            continue;
        for (uint32_t i = 0; i < chunk->count; i++)
            restore_page(store, r, c * CHUNK_PAGES + i, chunk->page[i]);
    }
}

void key_frame_restore(struct key_frame_store *store, const struct key_frame *k)
{
    struct board *b = &store->machine->board;
    const struct upper_memory upper = b->s.upper;
    const struct video_memory video = b->s.video;

    return_frames(store, k->region[REGION_RAM]->pages);
    give_frames(store, k->region[REGION_RAM]->pages);
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        b->disk[i].written_count = k->sectors[i];
    for (unsigned r = 0; r < REGION_COUNT; r++) {
        restore_region(store, r, k->region[r]);
        if (r >= REGION_DISK)
            disk_index(&b->disk[r - REGION_DISK]);
        region_put(store, &store->live[r], k->region[r]);
    }
    all_kept(store);
    if (memcmp(&upper, &b->s.upper, sizeof upper) != 0) {
        memory_map_upper(b);
        vcpu_flush(&b->cpu);
    }
    b->out_of_frames = false;
    if (memcmp(&video, &b->s.video, sizeof video) != 0)
        video_memory_restored(b, video.base);
    vcpu_rewound(&b->cpu, k->flushes);
}
