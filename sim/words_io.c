/* SPDX-License-Identifier: MIT
 *
 * sim/words_io.c - the words for accesses to ports and to device memory.
 */
#include "sim/cpu/msr.h"
#include "sim/words.h"

#include "hw/board.h"

static int digits(uint32_t bytes)
{
    return bytes <= 4 ? (int)(2 * bytes) : 8;
}

static void say_nobody(struct words *w, uint32_t port)
{
    const char *place = words_port_place(port);

    words_add(w, "no device answers");
    if (place)
        words_add(w, "; a PC may have %s here", place);
}

static void say_io(struct words *w, const struct event *e, bool write)
{
    struct access a = {
        .port = e->arg[0],
        .value = e->arg[1],
        .bytes = e->arg[2],
        .device = e->arg[3],
        .before = e->arg[4],
        .write = write,
    };

    words_add(w, "%s %Xh %s %0*Xh: ", write ? "OUT" : "IN", a.port,
              write ? "<-" : "->", digits(a.bytes), a.value);
    if (a.device == DEV_NONE)
        say_nobody(w, a.port);
    else if (!words_port(w, &a))
        words_add(w, "a port of %s", words_device(a.device));
    words_add(w, ".");
}

void say_io_in(struct words *w, const struct event *e)
{
    say_io(w, e, false);
}

void say_io_out(struct words *w, const struct event *e)
{
    say_io(w, e, true);
}

/* --- device memory ----------------------------------------------------- */

#define TEXT_WINDOW     0xb8000u
#define TEXT_WINDOW_END 0xc0000u

/* Which cell of the text screen the address is; false: none that is shown.
 * before: see memory_state() in sim/port_state.h. */
static bool find_cell(const struct event *e, unsigned *row, unsigned *column)
{
    uint32_t before = e->arg[4];
    uint32_t columns = before & 0xff, rows = before >> 8 & 0xff;
    uint32_t first = before >> 16;
    uint32_t cell = (e->arg[0] - TEXT_WINDOW) / 2;

    if (!columns || e->arg[0] < TEXT_WINDOW || e->arg[0] >= TEXT_WINDOW_END ||
        cell < first)
        return false;
    *row = (cell - first) / columns;
    *column = (cell - first) % columns;
    return *row < rows;
}

static void say_cell(struct words *w, const struct event *e)
{
    uint32_t value = e->arg[1];

    if (e->arg[0] & 1) {
        words_add(w, "attribute %02Xh", value & 0xff);
        return;
    }
    words_add(w, "character ");
    words_character(w, value);
    if (e->arg[2] >= 2)
        words_add(w, " with attribute %02Xh", value >> 8 & 0xff);
    if (e->arg[2] == 4) {
        words_add(w, ", then ");
        words_character(w, value >> 16);
        words_add(w, " with %02Xh", value >> 24);
    }
}

static void say_mmio(struct words *w, const struct event *e, bool write)
{
    const char *device = words_device(e->arg[3]);
    unsigned row, column;

    words_add(w, "%s ", write ? "Write" : "Read");
    words_count(w, e->arg[2], "byte");
    words_add(w, " at %08Xh %s %0*Xh: ", e->arg[0], write ? "<-" : "->",
              digits(e->arg[2]), e->arg[1]);
    if (!device) {
        words_add(w, "%s",
                  write && e->arg[4] ? "it is ROM, which a store cannot change"
                                     : "no memory and no device is there");
    } else if (find_cell(e, &row, &column)) {
        say_cell(w, e);
        words_add(w, " at row %u, column %u of the screen", row, column);
    } else {
        words_add(w, "the memory of %s", device);
    }
    words_add(w, ".");
}

void say_mmio_read(struct words *w, const struct event *e)
{
    say_mmio(w, e, false);
}

void say_mmio_write(struct words *w, const struct event *e)
{
    say_mmio(w, e, true);
}

/* --- nobody answers ---------------------------------------------------- */

void say_unhandled(struct words *w, const struct event *e)
{
    uint32_t number = e->arg[1], value = e->arg[2], bytes = e->arg[3];
    bool write = e->arg[4];

    if (e->arg[0] == UNHANDLED_MSR) {
        const char *name = msr_name(number);

        words_add(w,
                  "Model-specific register %Xh%s%s%s does not exist here: the "
                  "processor raises exception 13.",
                  number, name ? " (" : "", name ? name : "", name ? ")" : "");
        return;
    }
    if (e->arg[0] == UNHANDLED_ROM)
        words_add(w, "A store cannot change the ROM at %08Xh", number);
    else if (e->arg[0] == UNHANDLED_PORT)
        words_add(w, "No device answers at port %Xh", number);
    else
        words_add(w, "Neither memory nor a device answers at %.0X%08Xh",
                  e->arg[5], number);
    if (e->arg[0] == UNHANDLED_PORT && words_port_place(number))
        words_add(w, ", where a PC may have %s", words_port_place(number));
    words_add(w, ": ");
    if (write)
        words_add(w, "the value %0*Xh is lost.", digits(bytes), value);
    else
        words_add(w, "the guest reads %0*Xh.", digits(bytes), value);
}
