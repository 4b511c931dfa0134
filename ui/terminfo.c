/* SPDX-License-Identifier: MIT
 *
 * ui/terminfo.c - is there a description of the terminal? newterm() finds out
 * itself, but loses memory when there is none. In a file of its own, because
 * <term.h> defines words such as `columns`.
 */
#include "ui/terminfo.h"

#include <unistd.h>

#include <term.h>

bool terminfo_is_there(void)
{
    int found;

    if (setupterm(NULL, STDOUT_FILENO, &found) != 0)
        return false;
    del_curterm(cur_term);
    return true;
}
