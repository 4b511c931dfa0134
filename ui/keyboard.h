/* SPDX-License-Identifier: MIT
 *
 * ui/keyboard.h - what a terminal sends for a key, as a key of the guest.
 */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "sim/base.h"

/* Read one key from the front of what was typed. Returns how many bytes it
 * took; 0: more are needed. *key is for session_key(), 0: no key of a PC.
 * final: nothing more comes, so that a lone ESC is the Escape key. */
size_t keyboard_read(const uint8_t *bytes, size_t count, bool final,
                     uint32_t *key);

#endif
