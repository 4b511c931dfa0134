/* SPDX-License-Identifier: MIT
 *
 * ui/rescue.h - if the program itself crashes, the terminal is restored first.
 */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

/* Remember the terminal's settings as they are now. `sequence` is what then
 * leaves the alternate screen; it must stay. */
void rescue_arm(const char *sequence);
void rescue_disarm(void);

#endif
