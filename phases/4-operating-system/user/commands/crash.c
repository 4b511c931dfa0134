/* SPDX-License-Identifier: MIT
 *
 * user/commands/crash.c - break something, to see the report.
 */
#include "print.h"
#include "string.h"
#include "system.h"

static void crash_null(void)
{
    unsigned nowhere = 0;

    __asm__ volatile("movl $1, (%0)" : : "r"(nowhere) : "memory");
}

static void crash_divide(void)
{
    __asm__ volatile("divl %0" : : "r"(0), "a"(1), "d"(0));
}

static void crash_privileged(void)
{
    __asm__ volatile("hlt");
}

static void crash_kernel(void)
{
    system_break_kernel(BUG_NULL);
}

static void crash_kernel_stack(void)
{
    system_break_kernel(BUG_STACK);
}

static const struct {
    const char *name;
    void (*crash)(void);
} ways[] = {
    {"null", crash_null},          {"div", crash_divide},
    {"priv", crash_privileged},    {"kernel", crash_kernel},
    {"stack", crash_kernel_stack},
};

int main(int argc, char **argv)
{
    const char *way = argc > 1 ? argv[1] : "null";

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (text_equal(ways[i].name, way))
            ways[i].crash();
    print("crash: unknown way \"%s\"; "
          "usage: crash [null|div|priv|kernel|stack]\n",
          way);
    return 1;
}
