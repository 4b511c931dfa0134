/* SPDX-License-Identifier: MIT
 *
 * sim/words_bus_master.c - the words for the DMA of the disks: the block of
 * registers of the IDE function, and the data that it carries.
 *
 * Source: Programming Interface for Bus Master IDE Controller, revision 1.0.
 */
#include "sim/words.h"

static void say_command(struct words *w, const struct access *a)
{
    words_add(w, "command: %s, %s", a->value & BIT(0) ? "runs" : "stopped",
              a->value & BIT(3) ? "from the drive to memory"
                                : "from memory to the drive");
}

static void say_status(struct words *w, const struct access *a)
{
    words_add(w, "status");
    if (a->write) {
        if (a->value & BIT(2))
            words_add(w, ": forget the interrupt of the drive");
        return;
    }
    words_add(w, ": %s, the drive has %s",
              a->value & BIT(0) ? "active" : "not active",
              a->value & BIT(2) ? "interrupted" : "not interrupted");
}

void words_bus_master(struct words *w, const struct access *a)
{
    unsigned offset = a->port - a->before;

    words_add(w, "bus master of the %s ATA channel, ",
              offset < 8 ? "first" : "second");
    switch (offset % 8) {
    case 0:
        say_command(w, a);
        break;
    case 2:
        say_status(w, a);
        break;
    case 4:
        words_add(w, "address of its table of memory regions");
        if (a->bytes == 4)
            words_add(w, ": %Xh", a->value);
        break;
    case 5:
    case 6:
    case 7:
        words_add(w, "address of its table of memory regions");
        break;
    default:
        words_add(w, "a register that is not used");
    }
}

/* Of the event dma.channel, for channel 8 or 9. */
void words_bus_master_data(struct words *w, const struct event *e)
{
    words_add(w, "The bus master of the %s ATA channel carries ",
              e->arg[0] == 8 ? "first" : "second");
    words_count(w, e->arg[2], "byte");
    words_add(w, " %s %Xh.",
              e->arg[3] & BIT(3) ? "from the drive to memory at"
                                 : "to the drive from memory at",
              e->arg[1]);
}
