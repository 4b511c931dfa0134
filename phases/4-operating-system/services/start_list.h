/* SPDX-License-Identifier: MIT
 *
 * services/start_list.h - which services init starts.
 */
#ifndef START_LIST_H
#define START_LIST_H

#include <stdbool.h>

#include "system_calls.h"

enum { SERVICES = 8 };

struct service {
    char name[NAME_BYTES];
    char path[PATH_BYTES];
    bool restart; /* start it again when it dies */

    int pid; /* 0: it does not run */
    unsigned started_ticks;
    unsigned quick_deaths;
};

/* Read the start list. Returns the number of services or a negative error;
 * complains about lines that it cannot use. */
int start_list_read(const char *path, struct service *services);

#endif
