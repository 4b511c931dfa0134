/* SPDX-License-Identifier: MIT
 *
 * sim/moment_name.c - code by its name in a moment: exec:kernel_main,
 * exec:shell/main, exec:int13_handler+4. Where that is, symbols say later.
 */
#include <string.h>

#include "sim/moment_read.h"

static bool is_name(struct word w)
{
    if (!w.length || w.length >= CODE_NAME || (*w.at >= '0' && *w.at <= '9'))
        return false;
    for (size_t i = 0; i < w.length; i++)
        if (w.at[i] <= ' ' || w.at[i] > '~' || strchr(":\"'", w.at[i]))
            return false;
    return true;
}

bool name_read(struct moment *m, struct moment_term *t, struct word w,
               struct error *err)
{
    struct moment_condition *c;

    if (!is_name(w))
        return error_set(err,
                         "\"exec:%.*s\": a linear address, phys:ADDRESS or "
                         "SEGMENT:OFFSET in hexadecimal or the name of code "
                         "is wanted, such as exec:7C00, exec:0:7C00 or "
                         "exec:kernel_main",
                         word_shown(w), w.at);
    c = condition_add(m, t, err);
    if (!c)
        return false;
    if (m->names == MOMENT_NAMES)
        return error_set(err, "at most %d names of code are possible",
                         MOMENT_NAMES);
    c->source = FROM_EVENT;
    c->number = PART_LINEAR;
    c->test = TEST_CODE;
    c->mask = UINT32_MAX;
    c->value = m->names;
    memcpy(m->name[m->names++].text, w.at, w.length);
    return true;
}

bool moment_resolve(struct moment *m, const struct symbols *symbols,
                    struct error *err)
{
    for (unsigned i = 0; i < m->names; i++) {
        struct moment_name *name = &m->name[i];

        name->sites = symbols_find(symbols, name->text, name->site, err);
        if (!name->sites)
            return false;
    }
    return true;
}
