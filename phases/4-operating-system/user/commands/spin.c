/* SPDX-License-Identifier: MIT
 *
 * user/commands/spin.c - keep the processor busy, to watch how the others
 * still get their turns.
 */
#include "print.h"
#include "string.h"
#include "system.h"

enum { DEFAULT_SECONDS = 5 };

static unsigned ticks_now(void)
{
    struct system_info info;

    system_system_info(&info);
    return info.ticks;
}

int main(int argc, char **argv)
{
    unsigned seconds = DEFAULT_SECONDS, start = ticks_now();

    if (argc > 1 && !text_to_number(argv[1], &seconds)) {
        print("spin: how long? Usage: spin [SECONDS]\n");
        return 1;
    }
    while (ticks_now() - start < seconds * TICKS_PER_SECOND)
        for (volatile unsigned i = 0; i < 10000; i++)
            ;
    return 0;
}
