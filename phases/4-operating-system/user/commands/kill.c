/* SPDX-License-Identifier: MIT
 *
 * user/commands/kill.c - end a process.
 */
#include "print.h"
#include "string.h"
#include "system.h"

int main(int argc, char **argv)
{
    unsigned pid;
    int result;

    if (argc != 2 || !text_to_number(argv[1], &pid)) {
        print("kill: which process? Usage: kill PID; ps lists them\n");
        return 1;
    }
    result = system_kill((int)pid);
    if (result < 0)
        print("kill: process %u: %s\n", pid, error_text(result));
    return result < 0;
}
