/* SPDX-License-Identifier: MIT
 *
 * user/commands/cat.c - show a file.
 */
#include "print.h"
#include "system.h"

static int show(const char *path)
{
    static char text[512];
    int file = system_open(path), bytes;

    if (file < 0)
        return file;
    while ((bytes = system_read(file, text, sizeof text)) > 0)
        system_write(FILE_OUTPUT, text, (size_t)bytes);
    system_close(file);
    return bytes;
}

int main(int argc, char **argv)
{
    int failures = 0;

    if (argc < 2) {
        print("cat: which file? Usage: cat FILE\n");
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        int result = show(argv[i]);

        if (result < 0) {
            print("cat: %s: %s\n", argv[i], error_text(result));
            failures++;
        }
    }
    return failures;
}
