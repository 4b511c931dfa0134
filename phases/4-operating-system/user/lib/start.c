/* SPDX-License-Identifier: MIT
 *
 * user/lib/start.c - split the arguments into words and call main().
 */
#include "system.h"

enum { WORDS = 16 };

int main(int argc, char **argv);

_Noreturn void program_start(char *arguments);

static int split(char *text, char **words)
{
    int count = 0;

    while (count < WORDS) {
        while (*text == ' ')
            *text++ = '\0';
        if (!*text)
            break;
        words[count++] = text;
        while (*text && *text != ' ')
            text++;
    }
    return count;
}

void program_start(char *arguments)
{
    char *words[WORDS + 1] = {0};
    int count = split(arguments, words);

    system_exit(main(count, words));
}
