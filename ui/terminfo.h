/* SPDX-License-Identifier: MIT
 *
 * ui/terminfo.h - is there a description of the terminal?
 */
#ifndef UI_TERMINFO_H
#define UI_TERMINFO_H

#include "sim/base.h"

bool terminfo_is_there(void);

#endif
