/* SPDX-License-Identifier: MIT
 *
 * tests/sim/walk.c - a walk over every position of a run.
 */
#include "tests/sim/walk.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/test.h"

/* The machine without a past keeps what it has hashed this often. */
#define KEEP_EVERY 64

/* One state in so many is also hashed afresh, byte by byte. */
#define AFRESH_EVERY 20011

#define WRONG(w, ...)                                                          \
    do {                                                                       \
        if (!(w)->wrong[0])                                                    \
            snprintf((w)->wrong, sizeof(w)->wrong, __VA_ARGS__);               \
    } while (0)

static void check_afresh(struct walk *w, const struct session *s,
                         const struct key_frame_store *store, uint64_t hash)
{
    if (key_frame_hash_afresh(store) != hash)
        WRONG(w, "%llu instructions: a change was not noticed",
              (unsigned long long)session_icount(s));
}

static void note(struct walk *w, const struct session *s,
                 const struct key_frame_store *store)
{
    uint64_t hash = key_frame_hash(store);

    if (w->positions == w->room) {
        w->room = w->room ? 2 * w->room : 4096;
        w->hashes = realloc(w->hashes, w->room * sizeof w->hashes[0]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(w->hashes);
    }
    if (w->positions % AFRESH_EVERY == 0)
        check_afresh(w, s, store, hash);
    w->hashes[w->positions++] = hash;
}

void walk_forward(struct walk *w, struct vm *vm, uint64_t icount,
                  uint64_t positions)
{
    struct session *s = vm->session;
    struct key_frame_store store;

    CU_ASSERT_FATAL(key_frame_store_init(
        &store, &s->machine, (struct companion){&s->play, sizeof s->play}));
    w->first = session_now(s);
    do {
        if (w->positions % KEEP_EVERY == 0)
            key_frame_drop(&store, key_frame_take(&store));
        note(w, s, &store);
    } while (session_icount(s) < icount && w->positions < positions &&
             session_forward(s));
    w->last = session_now(s);
    key_frame_store_free(&store);
}

static void compare(struct walk *w, const struct session *s, uint64_t position)
{
    const struct timeline *t = &s->timeline;
    bool at_key_frame =
        timeline_before(t, session_icount(s))->tick == session_now(s);
    uint64_t hash = key_frame_hash(&t->store);

    if (hash != w->hashes[position])
        WRONG(w, "position %llu, %llu instructions, %llu ns: another state",
              (unsigned long long)position,
              (unsigned long long)session_icount(s),
              (unsigned long long)session_now(s));
    if (position % AFRESH_EVERY == 0 || at_key_frame)
        check_afresh(w, s, &t->store, hash);
}

void walk_back(struct walk *w, struct vm *vm)
{
    struct session *s = vm->session;

    session_seek(s, w->last, NULL, NULL);
    for (uint64_t n = w->positions; n-- > 0 && !w->wrong[0];) {
        compare(w, s, n);
        if (n && !session_back(s))
            WRONG(w, "%llu instructions: there is no step back",
                  (unsigned long long)session_icount(s));
    }
    if (session_now(s) != w->first)
        WRONG(w, "the way back is not as long as the way forward");
}

void walk_free(struct walk *w)
{
    free(w->hashes);
    *w = (struct walk){0};
}
