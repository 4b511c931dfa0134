/* SPDX-License-Identifier: MIT
 *
 * ui/screenshot.h - the guest's screen as a picture in a file.
 */
#ifndef UI_SCREENSHOT_H
#define UI_SCREENSHOT_H

#include "sim/session.h"

/* A portable pixmap (PPM) of what the monitor shows now. A file that could
 * not be written to its end is taken away again. */
bool screenshot(const struct session *s, const char *path, struct error *err);

#endif
