/* SPDX-License-Identifier: MIT
 *
 * tests/sim/state_hash.c - a session as key frames would keep it, hashed.
 */
#include "tests/sim/state_hash.h"

uint64_t state_hash(struct session *s)
{
    struct session_play play = s->play;
    struct key_frame_store store;
    uint64_t hash;

    play.inputs = 0;
    if (!key_frame_store_init(&store, &s->machine,
                              (struct companion){&play, sizeof play}))
        return 0;
    hash = key_frame_hash_afresh(&store);
    key_frame_store_free(&store);
    return hash;
}
