/* SPDX-License-Identifier: MIT
 *
 * ui/picture.h - the guest's graphics screen, made smaller.
 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include "sim/session.h"

#define PICTURE_PIXELS (400 * 300)

/* Each pixel of the result is the average of those that it stands for. width
 * times height must not be above PICTURE_PIXELS. */
void picture_scale(const struct session *s, const struct screen *screen,
                   uint32_t *pixels, unsigned width, unsigned height);

#endif
