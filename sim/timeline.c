/* SPDX-License-Identifier: MIT
 *
 * sim/timeline.c - key frames over time, inputs, branches.
 */
#include "sim/timeline.h"

#include <stdlib.h>
#include <string.h>

/* A key frame this often: about 2 ms of re-execution. While the guest idles,
 * at least one a virtual second. */
#define SPACING      (UINT64_C(1) << 18)
#define IDLE_SPACING NS_PER_SECOND

/* Halved whenever the budget is used up. */
#define FIRST_SHARE 4096

/* The trail ends this many instructions before its goal. */
#define TRAIL_END 24

/* Lasting key frames leave this part of the budget to the trail. */
#define TRAIL_PART 8

/* No more changes of the boot's step are noted, and none has a key frame of its
 * own: the guest boots for ever. */
#define MARKS_MAX 4096

/* Room for one more element of `size`; false: no host memory. */
static bool grow(void **array, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t wanted = *room ? 2 * *room : 64;
    void *grown;

    if (count < *room)
        return true;
    grown = realloc(*array, wanted * size);
    if (!grown)
        return false;
    *array = grown;
    *room = wanted;
    return true;
}

/* --- key frames -------------------------------------------------------- */

static const struct key_frame *last_frame(const struct timeline *t)
{
    return t->frames[t->frame_count - 1];
}

static bool take_frame(struct timeline *t, bool pinned)
{
    struct key_frame *k;

    if (!grow((void **)&t->frames, t->frame_count, &t->frame_room,
              sizeof t->frames[0]))
        return false;
    k = key_frame_take(&t->store);
    if (!k)
        return false;
    k->pinned = pinned;
    t->frames[t->frame_count++] = k;
    return true;
}

static void drop_trail_after(struct timeline *t, uint64_t tick)
{
    while (t->trail_count && t->trail[t->trail_count - 1]->tick > tick)
        key_frame_drop(&t->store, t->trail[--t->trail_count]);
}

static void drop_trail(struct timeline *t)
{
    while (t->trail_count)
        key_frame_drop(&t->store, t->trail[--t->trail_count]);
    t->base = NULL;
}

/* Drop key frames that lie too close for their age; the first and the last
 * one stay. False: there was none. */
static bool drop_close(struct timeline *t, bool pinned_too)
{
    uint64_t now = last_frame(t)->icount;
    uint32_t kept = 1, count = t->frame_count;

    for (uint32_t i = 1; i + 1 < count; i++) {
        struct key_frame *k = t->frames[i];
        uint64_t gap = t->frames[i + 1]->icount - t->frames[kept - 1]->icount;

        if ((pinned_too || !k->pinned) && gap <= (now - k->icount) / t->share)
            key_frame_drop(&t->store, k);
        else
            t->frames[kept++] = k;
    }
    t->frames[kept++] = t->frames[count - 1];
    t->frame_count = kept;
    return kept < count;
}

static uint64_t trail_room(const struct timeline *t)
{
    return t->budget / TRAIL_PART;
}

static uint64_t frame_budget(const struct timeline *t)
{
    return t->budget - trail_room(t);
}

/* Over the budget: the older the past, the coarser it gets. When even a past
 * of few key frames is too much, only the first one stays. */
static void thin(struct timeline *t)
{
    drop_trail(t);
    while (t->store.bytes > frame_budget(t) && t->frame_count > 2 && t->share) {
        if (!drop_close(t, t->share == 1))
            t->share /= 2;
    }
    if (t->store.bytes <= frame_budget(t))
        return;
    while (t->frame_count > 1)
        key_frame_drop(&t->store, t->frames[--t->frame_count]);
    t->share = 1;
    t->spacing *= 2;
}

static void drop_frames_after(struct timeline *t, uint64_t tick)
{
    while (t->frame_count > 1 && last_frame(t)->tick > tick)
        key_frame_drop(&t->store, t->frames[--t->frame_count]);
}

bool timeline_start(struct timeline *t, struct machine *m,
                    struct companion companion, uint64_t budget)
{
    *t = (struct timeline){
        .budget = budget, .spacing = SPACING, .share = FIRST_SHARE};
    if (!key_frame_store_init(&t->store, m, companion))
        return false;
    t->on = true;
    t->frontier = machine_now(m);
    if (take_frame(t, true))
        return true;
    timeline_stop(t);
    return false;
}

void timeline_stop(struct timeline *t)
{
    if (!t->on)
        return;
    drop_trail(t);
    for (uint32_t i = 0; i < t->frame_count; i++)
        key_frame_drop(&t->store, t->frames[i]);
    for (uint32_t i = 0; i < t->branch_count; i++)
        free(t->branches[i].inputs);
    key_frame_store_free(&t->store);
    free(t->frames);
    free(t->inputs);
    free(t->marks);
    free(t->branches);
    *t = (struct timeline){0};
}

/* When the next key frame of the trail is due. */
static uint64_t next_of_trail(const struct timeline *t,
                              const struct cpu_state *cpu)
{
    uint64_t half = t->goal > cpu->tick ? (t->goal - cpu->tick) / 2 : 0;

    return half > TRAIL_END * cpu->ns_per_instruction ? cpu->tick + half
                                                      : UINT64_MAX;
}

uint64_t timeline_next(const struct timeline *t, const struct machine *m,
                       uint64_t inputs)
{
    const struct cpu_state *cpu = &m->board.cpu.s;
    const struct input *in = timeline_input(t, inputs);
    uint64_t next = UINT64_MAX, due = UINT64_MAX;

    if (!t->on)
        return next;
    if (in)
        next = in->tick;
    if (cpu->tick >= t->frontier) {
        uint64_t done = cpu->icount - last_frame(t)->icount;
        uint64_t left = done < t->spacing ? t->spacing - done : 1;

        due = cpu->tick + left * cpu->ns_per_instruction;
    } else if (t->goal) {
        due = next_of_trail(t, cpu);
    }
    return due < next ? due : next;
}

static void mark_phase(struct timeline *t, const struct machine *m)
{
    uint8_t step = m->board.s.recogniser.step;

    if (t->mark_count && (t->marks[t->mark_count - 1].step == step ||
                          t->mark_count == MARKS_MAX))
        return;
    if (!grow((void **)&t->marks, t->mark_count, &t->mark_room,
              sizeof t->marks[0]))
        return;
    t->marks[t->mark_count++] =
        (struct phase_mark){machine_now(m), m->board.cpu.s.icount, step};
}

/* Run again: leave a key frame, if it is worth one. What it will take is not
 * known before, so half of the trail's room is kept for the last one. */
static void extend_trail(struct timeline *t)
{
    const struct cpu_state *cpu = &t->store.machine->board.cpu.s;
    const struct key_frame *last =
        t->trail_count ? t->trail[t->trail_count - 1] : t->base;
    struct key_frame *k;

    if (!last || t->trail_count == TRAIL ||
        t->store.bytes > t->budget - trail_room(t) / 2 ||
        cpu->tick >= t->goal || cpu->icount - last->icount < TRAIL_END)
        return;
    k = key_frame_take(&t->store);
    if (k)
        t->trail[t->trail_count++] = k;
}

void timeline_reached(struct timeline *t)
{
    const struct machine *m = t->store.machine;
    const struct key_frame *last;
    bool new_step;

    if (!t->on)
        return;
    if (machine_now(m) <= t->frontier) {
        if (t->goal)
            extend_trail(t);
        return;
    }
    t->frontier = machine_now(m);
    mark_phase(t, m);
    last = last_frame(t);
    new_step =
        last->step != m->board.s.recogniser.step && t->mark_count < MARKS_MAX;
    if (new_step || m->board.cpu.s.icount - last->icount >= t->spacing ||
        machine_now(m) - last->tick >= IDLE_SPACING)
        take_frame(t, new_step);
    if (t->store.bytes > frame_budget(t))
        thin(t);
}

/* The last of `count` key frames at or before a place in the order of time. */
static struct key_frame *last_before(struct key_frame *const *frames,
                                     uint32_t count, uint64_t tick,
                                     uint64_t icount)
{
    uint32_t low = 0, high = count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        const struct key_frame *k = frames[middle];

        if (k->tick <= tick && k->icount <= icount)
            low = middle;
        else
            high = middle;
    }
    return frames[low];
}

const struct key_frame *timeline_before(const struct timeline *t,
                                        uint64_t icount)
{
    return last_before(t->frames, t->frame_count, UINT64_MAX, icount);
}

static const struct key_frame *base_of(const struct timeline *t, uint64_t tick)
{
    return last_before(t->frames, t->frame_count, tick, UINT64_MAX);
}

bool timeline_is_near(const struct timeline *t, uint64_t tick)
{
    uint64_t now = machine_now(t->store.machine);

    return now <= tick && base_of(t, tick)->tick <= now;
}

void timeline_rewind(struct timeline *t, uint64_t tick)
{
    const struct key_frame *base = base_of(t, tick), *k = base;

    if (base != t->base)
        drop_trail(t);
    t->base = base;
    drop_trail_after(t, tick);
    if (t->trail_count)
        k = t->trail[t->trail_count - 1];
    key_frame_restore(&t->store, k);
}

/* --- inputs and branches ----------------------------------------------- */

const struct input *timeline_input(const struct timeline *t, uint64_t n)
{
    return t->on && n < t->input_count ? &t->inputs[n] : NULL;
}

/* The future after `tick` changes: marks and key frames there are void. */
static void forget_after(struct timeline *t, uint64_t tick)
{
    drop_trail(t);
    drop_frames_after(t, tick);
    while (t->mark_count && t->marks[t->mark_count - 1].tick > tick)
        t->mark_count--;
    t->frontier = tick;
    t->changes++;
    t->changed = tick;
}

void timeline_forget(struct timeline *t, uint64_t tick)
{
    const struct input *last =
        t->input_count ? &t->inputs[t->input_count - 1] : NULL;

    if (last && last->tick > tick)
        tick = last->tick;
    if (tick < t->frontier)
        forget_after(t, tick);
}

/* Put the whole log away as a branch. */
static bool keep_branch(struct timeline *t)
{
    struct branch *grown =
        realloc(t->branches, (t->branch_count + 1) * sizeof *grown);
    struct branch b = {.input_count = t->input_count, .frontier = t->frontier};

    if (!grown)
        return false;
    t->branches = grown;
    b.inputs = calloc(t->input_count + 1, sizeof b.inputs[0]);
    if (!b.inputs)
        return false;
    if (t->input_count)
        memcpy(b.inputs, t->inputs, t->input_count * sizeof t->inputs[0]);
    t->branches[t->branch_count++] = b;
    return true;
}

bool timeline_log(struct timeline *t, const struct input *in, uint64_t n)
{
    if (!t->on)
        return false;
    if (in->tick < t->frontier || n < t->input_count) {
        if (!keep_branch(t))
            return false;
        t->input_count = (uint32_t)n;
        forget_after(t, in->tick);
    }
    if (!grow((void **)&t->inputs, t->input_count, &t->input_room,
              sizeof t->inputs[0]))
        return false;
    t->inputs[t->input_count++] = *in;
    return true;
}

static bool same_input(const struct input *a, const struct input *b)
{
    return a->tick == b->tick && a->kind == b->kind && a->value == b->value;
}

uint32_t timeline_shared(const struct timeline *t, uint32_t n, uint64_t *fork)
{
    const struct branch *b = &t->branches[n];
    uint32_t i = 0;

    while (i < t->input_count && i < b->input_count &&
           same_input(&t->inputs[i], &b->inputs[i]))
        i++;
    *fork = i == t->input_count && i == b->input_count
                ? machine_now(t->store.machine)
                : UINT64_MAX;
    if (i < t->input_count)
        *fork = t->inputs[i].tick;
    if (i < b->input_count && b->inputs[i].tick < *fork)
        *fork = b->inputs[i].tick;
    return i;
}

void timeline_switch(struct timeline *t, uint32_t n)
{
    struct branch b = t->branches[n];

    t->branches[n] = (struct branch){t->inputs, t->input_count, t->frontier};
    t->inputs = b.inputs;
    t->input_count = b.input_count;
    t->input_room = b.input_count;
    forget_after(t, machine_now(t->store.machine));
}
