/* SPDX-License-Identifier: MIT
 *
 * shared/exception_names.c - the words for processor exceptions.
 *
 * Source: SDM Vol. 3A, "Protected-Mode Exceptions and Interrupts".
 */
#include "exception_names.h"

const char *exception_name(unsigned vector)
{
    static const char *const names[] = {
        "divide error",
        "debug trap",
        "non-maskable interrupt",
        "breakpoint",
        "overflow",
        "BOUND range exceeded",
        "invalid opcode",
        "no math coprocessor",
        "double fault",
        "coprocessor segment overrun",
        "invalid TSS",
        "segment not present",
        "stack fault",
        "general protection fault",
        "page fault",
        "reserved exception",
        "floating-point error",
        "alignment check",
        "machine check",
    };

    if (vector < sizeof names / sizeof names[0])
        return names[vector];
    return "reserved exception";
}
