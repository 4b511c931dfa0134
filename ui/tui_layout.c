/* SPDX-License-Identifier: MIT
 *
 * ui/tui_layout.c - which panes are on the screen and where. A larger
 * terminal shows more of them at a time; any pane can be had on any size.
 */
#include <string.h>

#include "ui/tui.h"

const struct view *const views[VIEW_COUNT] = {
#define VIEW(name) [VIEW_##name] = &view_##name,
#include "ui/views.def"
#undef VIEW
};

#define PANES     5
#define SWITCHED  VIEW_COUNT /* stands for the pane that is chosen */
#define FOOT_ROWS 2

/* With less than that, the pane with the focus is alone. */
#define ROWS_FOR_TWO    8
#define COLUMNS_FOR_TWO 30

struct pane {
    enum view_index view;
    unsigned row, column, rows, columns; /* in hundredths of the body */
};

/* From the largest terminal down. Far out there is an overview; further in,
 * the machine. */
struct tier {
    unsigned columns, rows; /* at least */
    enum zoom zoom;         /* at most */
    unsigned count;
    struct pane pane[PANES];
};

static const struct tier tiers[] = {
    {132,
     43,
     ZOOM_MILESTONES,
     4,
     {
         {VIEW_timeline, 0, 0, 40, 100},
         {VIEW_events, 40, 0, 60, 39},
         {VIEW_screen, 40, 39, 40, 61},
         {SWITCHED, 80, 39, 20, 61},
     }},
    {132,
     43,
     ZOOM_INSTRUCTIONS,
     5,
     {
         {VIEW_code, 0, 0, 45, 39},
         {VIEW_registers, 45, 0, 55, 39},
         {VIEW_events, 60, 39, 20, 61},
         {VIEW_screen, 0, 39, 60, 61},
         {SWITCHED, 80, 39, 20, 61},
     }},
    {100,
     30,
     ZOOM_MILESTONES,
     3,
     {
         {VIEW_timeline, 0, 0, 52, 100},
         {VIEW_events, 52, 0, 48, 55},
         {SWITCHED, 52, 55, 48, 45},
     }},
    {100,
     30,
     ZOOM_INSTRUCTIONS,
     4,
     {
         {VIEW_code, 0, 0, 48, 55},
         {VIEW_registers, 0, 55, 48, 45},
         {VIEW_events, 48, 0, 52, 55},
         {SWITCHED, 48, 55, 52, 45},
     }},
    {0,
     0,
     ZOOM_MILESTONES,
     2,
     {
         {VIEW_timeline, 0, 0, 52, 100},
         {SWITCHED, 52, 0, 48, 100},
     }},
    {0,
     0,
     ZOOM_INSTRUCTIONS,
     3,
     {
         {VIEW_code, 0, 0, 58, 56},
         {VIEW_registers, 0, 56, 58, 44},
         {SWITCHED, 58, 0, 42, 100},
     }},
};

static const struct tier *tier_for(unsigned columns, unsigned rows,
                                   enum zoom zoom)
{
    const struct tier *tier = tiers;

    while (columns < tier->columns || rows < tier->rows || zoom > tier->zoom)
        tier++;
    return tier;
}

/* --- focus ------------------------------------------------------------- */

static const struct tier *current = &tiers[ARRAY_LEN(tiers) - 1];

static bool has_place_of_its_own(enum view_index view)
{
    for (unsigned i = 0; i < current->count; i++)
        if (current->pane[i].view == view)
            return true;
    return false;
}

static enum view_index view_of(const struct tui *t, unsigned pane)
{
    enum view_index view = current->pane[pane].view;

    if (view != SWITCHED)
        return view;
    assert(t->shown < VIEW_COUNT);
    return has_place_of_its_own(t->shown) ? VIEW_explain : t->shown;
}

const struct view *tui_focused(const struct tui *t)
{
    return views[view_of(t, t->focus)];
}

void tui_focus_next(struct tui *t)
{
    t->focus = (t->focus + 1) % current->count;
}

void tui_show(struct tui *t, enum view_index view)
{
    t->large = false;
    if (t->plain) {
        t->shown = view;
        return;
    }
    for (t->focus = 0; t->focus < current->count; t->focus++)
        if (current->pane[t->focus].view == view)
            return;
    t->focus = current->count - 1;
    t->shown = view;
}

/* The same pane keeps the focus, if it is still there. */
static void choose_tier(struct tui *t, unsigned columns, unsigned rows)
{
    const struct tier *tier = tier_for(columns, rows, t->zoom);
    const struct view *focused = tui_focused(t);

    if (tier == current)
        return;
    current = tier;
    for (t->focus = 0; t->focus + 1 < tier->count; t->focus++)
        if (tui_focused(t) == focused)
            break;
}

/* --- drawing ----------------------------------------------------------- */

static void draw_title(struct tui *t, struct canvas *c, const struct view *view,
                       bool focus)
{
    enum style style = focus ? STYLE_FOCUS : STYLE_TITLE;
    char note[100];

    for (unsigned i = 0; i < c->columns; i++)
        canvas_text(c, 0, i, STYLE_PLAIN, "-");
    canvas_text(c, 0, 1, style, "%s%s%s", focus ? "[" : " ", view->title,
                focus ? "]" : " ");
    if (view->note) {
        note[0] = '\0';
        view->note(t, focus, note, sizeof(note));
        if (note[0])
            canvas_text(c, 0, (unsigned)strlen(view->title) + 4, STYLE_PLAIN,
                        " %s ", note);
    }
}

static void draw_pane(struct tui *t, struct canvas place,
                      const struct view *view, bool focus)
{
    struct canvas inside;

    if (!place.rows || !place.columns)
        return;
    draw_title(t, &place, view, focus);
    inside = canvas_part(&place, 1, 0, place.rows - 1, place.columns);
    if (inside.rows)
        view->draw(t, &inside);
}

static unsigned part(unsigned whole, unsigned hundredths)
{
    return (whole * hundredths + 50) / 100;
}

static void draw_body(struct tui *t, const struct canvas *body)
{
    if (t->large || body->rows < ROWS_FOR_TWO ||
        body->columns < COLUMNS_FOR_TWO) {
        draw_pane(t, *body, tui_focused(t), true);
        return;
    }
    for (unsigned i = 0; i < current->count; i++) {
        const struct pane *p = &current->pane[i];
        unsigned top = part(body->rows, p->row);
        unsigned left = part(body->columns, p->column);
        unsigned end = part(body->rows, p->row + p->rows);
        unsigned right = part(body->columns, p->column + p->columns);
        unsigned gap = right < body->columns ? 1 : 0;

        draw_pane(t,
                  canvas_part(body, top, left, end - top, right - left - gap),
                  views[view_of(t, i)], i == t->focus);
    }
}

/* The digits, and the panes that they show. */
static void draw_panes(struct canvas *c)
{
    unsigned column = 0;

    for (unsigned i = 0; i < 10; i++) {
        const char *name = views[VIEW_timeline + i]->name;
        unsigned length = (unsigned)strlen(name) + 2;

        if (column + length > c->columns)
            return;
        canvas_text(c, 0, column, STYLE_PLAIN, "%u %s", i, name);
        column += length + 1;
    }
}

/* The keys that matter now. */
static void draw_foot(struct tui *t, struct canvas *c, const char *line)
{
    const char *keys = "s/S step n/N over c/C continue [ ] event < > phase "
                       "+/- zoom g go z large ? keys";

    if (line)
        keys = t->message[0]
                   ? t->message
                   : "Enter does it   Esc leaves   Tab completes   Up: before";
    else if (t->typing)
        keys = "The keyboard is the guest's. Esc Esc leaves.";
    if (line)
        canvas_text(c, 0, 0, STYLE_PLAIN, ":%s_", line);
    else if (t->message[0])
        canvas_text(c, 0, 0, STYLE_CHANGED, "%s", t->message);
    else if (c->rows > 1)
        draw_panes(c);
    else
        canvas_text(c, 0, 0, STYLE_TITLE, "%s", "? keys  q quit");
    canvas_text(c, 1, 0, STYLE_TITLE, "%*s", (int)c->columns, "");
    canvas_text(c, 1, 0, STYLE_TITLE, " %s", keys);
}

void tui_draw(struct tui *t, struct canvas *c, const char *line)
{
    unsigned head, feet = c->rows < ROWS_FOR_TWO ? 1 : FOOT_ROWS;
    struct canvas body, foot;

    choose_tier(t, c->columns, c->rows);
    canvas_clear(c);
    if (!t->typing)
        event_list_update(&t->list, &t->milestones, t->session, t->zoom);
    head = tui_head(t, c);
    if (head == 1 && !t->message[0] && session_end(t->session) != END_NOT_YET)
        tui_where(t, t->message, sizeof(t->message));
    if (c->rows > head + feet) {
        body = canvas_part(c, head, 0, c->rows - head - feet, c->columns);
        draw_body(t, &body);
    }
    if (c->rows >= feet) {
        foot = canvas_part(c, c->rows - feet, 0, feet, c->columns);
        canvas_clear(&foot);
        draw_foot(t, &foot, line);
    }
}
