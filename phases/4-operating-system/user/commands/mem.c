/* SPDX-License-Identifier: MIT
 *
 * user/commands/mem.c - memory in use.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    struct system_info info;

    system_system_info(&info);
    print("RAM above 1 MiB  %7u KiB\n", info.frames * 4);
    print("  in use         %7u KiB\n", (info.frames - info.frames_free) * 4);
    print("  free           %7u KiB\n", info.frames_free * 4);
    print("kernel           %7u KiB code and data\n", info.kernel_bytes / 1024);
    print("kernel heap      %7u KiB, %u KiB of it in use\n",
          info.heap_bytes / 1024, info.heap_used / 1024);
    return 0;
}
