/* SPDX-License-Identifier: MIT
 *
 * ui/save_disk.h - the first disk as the guest left it, to a file.
 */
#ifndef UI_SAVE_DISK_H
#define UI_SAVE_DISK_H

#include "sim/session.h"

/* The file appears whole or not at all. */
bool save_disk(struct session *s, const char *path, struct error *err);

#endif
