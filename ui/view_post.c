/* SPDX-License-Identifier: MIT
 *
 * ui/view_post.c - the POST card: the two digits, what they mean, and the
 * codes that were seen.
 */
#include "phases/explain.h"
#include "ui/tui.h"

/* Seven segments as text, three rows high. */
static void draw_digit(struct canvas *c, unsigned column, unsigned digit)
{
    static const char rows[16][3][4] = {
        {" _ ", "| |", "|_|"}, {"   ", "  |", "  |"}, {" _ ", " _|", "|_ "},
        {" _ ", " _|", " _|"}, {"   ", "|_|", "  |"}, {" _ ", "|_ ", " _|"},
        {" _ ", "|_ ", "|_|"}, {" _ ", "  |", "  |"}, {" _ ", "|_|", "|_|"},
        {" _ ", "|_|", " _|"}, {" _ ", "|_|", "| |"}, {"   ", "|_ ", "|_|"},
        {" _ ", "|  ", "|_ "}, {"   ", " _|", "|_|"}, {" _ ", "|_ ", "|_ "},
        {" _ ", "|_ ", "|  "},
    };

    for (unsigned row = 0; row < 3; row++)
        canvas_text(c, row, column, STYLE_PLAIN, "%s", rows[digit][row]);
}

static void draw(struct tui *t, struct canvas *c)
{
    uint8_t code = session_post_code(t->session);
    struct canvas right = canvas_part(c, 0, 10, c->rows, c->columns);
    unsigned row = 0, column = 0, seen = 0;

    event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    draw_digit(c, 1, code >> 4);
    draw_digit(c, 5, code & 15);
    if (explain_post_name(code)) {
        canvas_text(&right, row++, 0, STYLE_CHANGED, "%s",
                    explain_post_name(code));
        row = canvas_paragraph(&right, row, STYLE_PLAIN, "If it stays:");
        row = canvas_paragraph(&right, row, STYLE_PLAIN,
                               explain_post_meaning(code));
    } else {
        canvas_text(&right, row++, 0, STYLE_PLAIN,
                    code ? "Not a code of the bundled BIOS."
                         : "Nothing was written yet.");
    }
    row = row < 3 ? 3 : row;
    for (unsigned i = 0; i < t->milestones.count; i++) {
        const struct event *e = &t->milestones.events[i];

        if (e->kind != EV_POST_CODE || e->tick >= session_now(t->session))
            continue;
        canvas_text(&right, row, column, STYLE_PLAIN, "%02X",
                    (unsigned)e->arg[0]);
        column += 3;
        seen++;
        if (column + 3 > right.columns) {
            column = 0;
            row++;
        }
    }
    canvas_text(c, 3, 0, STYLE_PLAIN, seen ? " seen:" : "");
}

const struct view view_post = {"post", "POST card, port 80h", draw, NULL, NULL};
