/* SPDX-License-Identifier: MIT
 *
 * ui/image_kind.h - what a file is that is no raw disk image.
 */
#ifndef UI_IMAGE_KIND_H
#define UI_IMAGE_KIND_H

#include "sim/base.h"

#define IMAGE_HEAD 512

/* Why a file with this head cannot be a raw disk image; NULL: it can. The
 * head is filled up with zeros if the file is shorter. */
const char *image_kind(const uint8_t head[IMAGE_HEAD], uint64_t bytes);

bool image_has_boot_signature(const uint8_t head[IMAGE_HEAD]);

#endif
