/* SPDX-License-Identifier: MIT
 *
 * ui/tui_plain.c - the same commands line by line, without placing a cursor:
 * for a screen reader, a script, or any terminal at all.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ui/numbers.h"
#include "ui/output.h"
#include "ui/signals.h"
#include "ui/tui.h"

#define PLAIN_COLUMNS 100
#define PLAIN_ROWS    400 /* no pane that is a text has more lines */
#define NO_VIEW       VIEW_COUNT

static bool progress(void *context, uint64_t now, uint64_t goal)
{
    (void)context, (void)now, (void)goal;
    return !signals_came();
}

/* A text is printed whole; of the others, a part around the present. */
static unsigned rows_of(const struct view *view)
{
    if (view == &view_code || view == &view_stack || view == &view_memory)
        return 12;
    if (view == &view_events || view == &view_timeline || view == &view_screen)
        return 60;
    return PLAIN_ROWS;
}

/* A pane as lines, without those that are empty at its end. */
static void print_view(struct tui *t, const struct view *view)
{
    static struct cell cells[PLAIN_COLUMNS * PLAIN_ROWS];
    struct canvas canvas = {cells, PLAIN_COLUMNS, PLAIN_COLUMNS, rows_of(view)};
    unsigned empty = 0;

    canvas_clear(&canvas);
    view->draw(t, &canvas);
    output_text("%s:\n", view->title);
    for (unsigned row = 0; row < canvas.rows; row++) {
        const struct cell *line = &cells[row * PLAIN_COLUMNS];
        unsigned length = PLAIN_COLUMNS;

        while (length && line[length - 1].character == ' ')
            length--;
        if (!length) {
            empty++;
            continue;
        }
        for (; empty; empty--)
            output_text("\n");
        for (unsigned i = 0; i < length; i++)
            output_unicode(cp437_unicode(line[i].character));
        output_text("\n");
    }
}

static void print_place(struct tui *t)
{
    uint64_t now = session_now(t->session);
    char text[500];

    output_text(
        "%u.%09u s, instruction %s, %04X:%04X\n",
        (unsigned)(now / NS_PER_SECOND), (unsigned)(now % NS_PER_SECOND),
        number_grouped(session_icount(t->session)),
        (unsigned)t->cpu.segment[SHOWN_CS].selector, (unsigned)t->cpu.eip);
    tui_where(t, text, sizeof(text));
    output_text("%s\n", text);
    tui_next(t, text, sizeof(text));
    output_text("%s\n", text);
}

static void do_line(struct tui *t, const char *line)
{
    uint64_t now = session_now(t->session);

    t->shown = NO_VIEW;
    t->focus = 0;
    tui_command(t, line);
    if (t->message[0])
        output_text("%s\n", t->message);
    if (t->shown != NO_VIEW)
        print_view(t, views[t->shown]);
    if (session_now(t->session) != now)
        print_place(t);
    output_flush();
}

void tui_plain(struct tui *t)
{
    bool prompt = isatty(STDIN_FILENO) != 0;
    char line[LINE];

    t->progress = progress;
    t->plain = true;
    signals_watch();
    output_text("bootscope, line by line. \"keys\" lists the commands, "
                "\"quit\" leaves.\n");
    print_place(t);
    while (!t->quit && !signals_came() && !output_failed()) {
        if (prompt)
            output_text("> ");
        output_flush();
        if (!fgets(line, sizeof(line), stdin))
            break;
        line[strcspn(line, "\r\n")] = '\0';
        do_line(t, line);
    }
}
