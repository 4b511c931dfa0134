/* SPDX-License-Identifier: MIT
 *
 * user/commands/ls.c - list a directory.
 */
#include "print.h"
#include "system.h"

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "/";
    int directory = system_open(path), result;
    struct directory_entry entry;

    if (directory < 0) {
        print("ls: %s: %s\n", path, error_text(directory));
        return 1;
    }
    while ((result = system_list(directory, &entry)) > 0) {
        if (entry.name[0] == '.')
            continue;
        if (entry.is_directory)
            print("    <DIR> %s\n", entry.name);
        else
            print("%9u %s\n", entry.bytes, entry.name);
    }
    if (result < 0)
        print("ls: %s: %s\n", path, error_text(result));
    return result < 0;
}
