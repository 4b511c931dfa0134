/* SPDX-License-Identifier: MIT
 *
 * ui/typed.h - what the user typed on the terminal and nobody has taken yet.
 */
#ifndef UI_TYPED_H
#define UI_TYPED_H

#include <stddef.h>

#include "sim/base.h"

#define ESCAPE_MS 50 /* an ESC with nothing behind it is the Escape key */

struct typed {
    uint8_t bytes[256];
    size_t count;
    bool gone; /* nobody is there any more */
};

/* Wait for something to read, a signal, or the time; -1: without an end. True:
 * bytes came. */
bool typed_wait(struct typed *t, int milliseconds);

/* Take the next whole key (ui/keyboard.h); false: there is none. `final`:
 * nothing more comes. */
bool typed_key(struct typed *t, bool final, uint32_t *key);

#endif
