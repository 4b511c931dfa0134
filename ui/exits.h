/* SPDX-License-Identifier: MIT
 *
 * ui/exits.h - what the exit status says.
 */
#ifndef UI_EXITS_H
#define UI_EXITS_H

enum exit_status {
    EXIT_OK = 0,
    EXIT_GUEST = 1, /* the guest crashed or hung, or the host failed */
    EXIT_USAGE = 2, /* wrong use, or an image that cannot be used */
    EXIT_LIMIT = 3, /* --limit was reached */
};

#endif
