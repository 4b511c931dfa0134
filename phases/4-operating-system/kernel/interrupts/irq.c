/* SPDX-License-Identifier: MIT
 *
 * kernel/interrupts/irq.c - from an interrupt line to its driver.
 */
#include "interrupts/irq.h"

#include <stddef.h>

#include "interrupts/pic.h"
#include "markers.h"
#include "string.h"

struct line {
    const char *name;
    void (*handler)(void);
    uint32_t count;
};

static struct line lines[PIC_LINES] = {[2] = {.name = "cascade"}};

void irq_register(unsigned line, const char *name, void (*handler)(void))
{
    lines[line].name = name;
    lines[line].handler = handler;
}

static void mark_first_interrupt(void)
{
    static bool marked;

    if (!marked)
        mark(MARK_INTERRUPTS);
    marked = true;
}

void irq_dispatch(unsigned line)
{
    mark_first_interrupt();
    if (pic_was_spurious(line))
        return;
    lines[line].count++;
    if (lines[line].handler)
        lines[line].handler();
    pic_end(line);
}

bool irq_describe(unsigned line, struct irq_info *info)
{
    if (line >= PIC_LINES)
        return false;
    info->count = lines[line].count;
    info->masked = pic_is_masked(line);
    text_copy(info->name, lines[line].name ? lines[line].name : "-",
              sizeof info->name);
    return true;
}
