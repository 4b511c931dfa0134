/* SPDX-License-Identifier: MIT
 *
 * hw/post.h - POST card: two LED digits on I/O port 80h.
 */
#ifndef HW_POST_H
#define HW_POST_H

#include "hw/device.h"

struct post {
    uint8_t code; /* the byte on the two LED digits */
};

extern const struct device_ops post_ops;

#endif
