/* SPDX-License-Identifier: MIT
 *
 * sim/words_bios.c - the words for calls of BIOS services.
 */
#include "sim/words.h"

void say_bios_call(struct words *w, const struct event *e)
{
    words_add(w, "INT %02Xh AX=%04Xh is called.", e->arg[0], e->arg[1]);
}

void say_bios_return(struct words *w, const struct event *e)
{
    words_add(w, "INT %02Xh returns with AX=%04Xh.", e->arg[0], e->arg[1]);
}
