/* SPDX-License-Identifier: MIT
 *
 * ui/breakpoint.h - events to stop before, in the user's words:
 *
 *   F000:E05B  C0104000       an instruction at this address
 *   port:80    int:13         an access to a port, a software interrupt
 *   post:31    write:B8000    a POST code, a store to a linear address
 *   read:41A   phase:menu     a load; a phase or step that begins
 *   exception  a20  cr0 ...   any kind or category of event
 */
#ifndef UI_BREAKPOINT_H
#define UI_BREAKPOINT_H

#include "sim/error.h"
#include "sim/event.h"

enum breakpoint_kind {
    BREAK_AT_FAR,    /* a: selector, b: offset */
    BREAK_AT_LINEAR, /* a */
    BREAK_ON_PORT,
    BREAK_ON_INT,
    BREAK_ON_POST,
    BREAK_ON_WRITE,
    BREAK_ON_READ,
    BREAK_ON_STEP,     /* a: bits of enum step, 31:0; b: 63:32 */
    BREAK_ON_KIND,     /* a: enum event_kind */
    BREAK_ON_CATEGORY, /* a: enum event_category */
};

struct breakpoint {
    enum breakpoint_kind kind;
    uint32_t a, b;
    char text[40];
};

#define BREAKPOINTS 16

struct breakpoints {
    struct breakpoint point[BREAKPOINTS];
    unsigned count;
};

bool breakpoint_parse(const char *text, struct breakpoint *point,
                      struct error *err);

bool breakpoint_matches(const struct breakpoint *point, const struct event *e);
bool breakpoints_match(const struct breakpoints *all, const struct event *e);

/* Must instructions and memory accesses be traced to find it? */
bool breakpoint_needs_detail(const struct breakpoint *point);

#endif
