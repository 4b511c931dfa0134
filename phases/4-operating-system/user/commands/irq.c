/* SPDX-License-Identifier: MIT
 *
 * user/commands/irq.c - interrupts so far, by line.
 */
#include "print.h"
#include "system.h"

int main(void)
{
    struct irq_info info;

    print("IRQ VECTOR    COUNT STATE  DRIVER\n");
    for (unsigned line = 0; system_irq_info(line, &info) > 0; line++)
        print("%3u    %02Xh %8u %-6s %s\n", line, line + 0x20, info.count,
              info.masked ? "masked" : "open", info.name);
    return 0;
}
