/* SPDX-License-Identifier: MIT
 *
 * sim/trace_hash.h - one number for a whole trace: XXH3 over every event in
 * the order of the run.
 *
 * What depends on how much is listened to is left out: the number of an event,
 * that of its cause, and its order in the tick. So the hash of a run is the
 * same whatever moments are watched for.
 */
#ifndef SIM_TRACE_HASH_H
#define SIM_TRACE_HASH_H

#include "sim/event.h"

struct trace_hash {
    uint64_t value;
    uint64_t events; /* that went into it */
};

/* Into a struct trace_hash that began as zeros: for struct event_sink. */
void trace_hash_add(void *hash, const struct event *e);

#endif
