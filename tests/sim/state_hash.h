/* SPDX-License-Identifier: MIT
 *
 * tests/sim/state_hash.h - the hash of all that a rewind restores.
 */
#ifndef TESTS_SIM_STATE_HASH_H
#define TESTS_SIM_STATE_HASH_H

#include "sim/session_state.h"

/* How many inputs came from a log is no part of it. 0: no host memory. */
uint64_t state_hash(struct session *s);

#endif
