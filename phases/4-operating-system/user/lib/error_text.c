/* SPDX-License-Identifier: MIT
 *
 * user/lib/error_text.c - the words for the errors of system calls.
 */
#include "print.h"
#include "system_calls.h"

const char *error_text(int error)
{
    static const char *const texts[ERROR_COUNT] = {
        "no error",
        "no such system call",
        "bad address",
        "bad argument",
        "not found",
        "is a directory",
        "not a directory",
        "not an open file",
        "too many",
        "out of memory",
        "not a program",
        "no such process",
        "no child to wait for",
        "not permitted",
        "mailbox is full",
        "no answer in time",
        "disk error",
        "killed",
    };

    if (error > 0 || error <= -ERROR_COUNT)
        return "unknown error";
    return texts[-error];
}
