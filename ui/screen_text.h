/* SPDX-License-Identifier: MIT
 *
 * ui/screen_text.h - the guest's text screen on standard output.
 */
#ifndef UI_SCREEN_TEXT_H
#define UI_SCREEN_TEXT_H

#include "sim/session.h"

/* As UTF-8, without the blanks at the ends of lines and of the screen. */
void screen_print(const struct session *s);

#endif
