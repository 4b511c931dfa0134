/* SPDX-License-Identifier: MIT
 *
 * ui/pace.c - virtual time beside wall time. It decides only when the run goes
 * on, never what happens in it.
 */
#include "ui/pace.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

#define BACKLOG_NS  UINT64_C(200000000)
#define SPEED_LIMIT (UINT64_C(1000000) * SPEED_ONE)

/* A decimal with up to three places. */
bool speed_parse(const char *text, uint64_t *speed, struct error *err)
{
    const char *p = text;
    uint64_t place = SPEED_ONE;

    if (!strcmp(text, "max")) {
        *speed = SPEED_MAX;
        return true;
    }
    for (*speed = 0; isdigit((unsigned char)*p) && *speed <= SPEED_LIMIT; p++)
        *speed = 10 * *speed + SPEED_ONE * (uint64_t)(*p - '0');
    if (*p == '.')
        for (p++; isdigit((unsigned char)*p) && place > 1; p++)
            *speed += (place /= 10) * (uint64_t)(*p - '0');
    if (!*p && *speed && *speed <= SPEED_LIMIT)
        return true;
    return error_set(
        err, "--speed %.40s: it is a factor such as 0.5 or 10, or max", text);
}

uint64_t wall_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_PER_SECOND + (uint64_t)now.tv_nsec;
}

void pace_start(struct pace *p, uint64_t speed, uint64_t virtual_time)
{
    *p = (struct pace){speed, wall_now(), virtual_time};
}

uint64_t pace_target(struct pace *p, uint64_t virtual_time)
{
    uint64_t passed = wall_now() - p->wall;
    uint64_t ahead, target;

    if (p->speed == SPEED_MAX)
        return UINT64_MAX;
    /* In two parts, as the product of both may not fit. */
    ahead = passed / SPEED_ONE * p->speed +
            passed % SPEED_ONE * p->speed / SPEED_ONE;
    target = p->virtual_time + ahead;
    if (target > virtual_time + BACKLOG_NS / SPEED_ONE * p->speed)
        pace_start(p, p->speed, virtual_time), target = virtual_time;
    return target;
}
