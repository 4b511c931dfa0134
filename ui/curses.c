/* SPDX-License-Identifier: MIT
 *
 * ui/curses.c - the host's terminal by ncurses: sixteen colours, true cell by
 * cell where the terminal has them, else bold, reverse and blinking text.
 */
#define NCURSES_WIDECHAR 1
#include <curses.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/ascii.h"
#include "ui/colours.h"
#include "ui/display.h"
#include "ui/rescue.h"
#include "ui/terminfo.h"
#include "ui/viewport.h"

#define ATTRIBUTE_BRIGHT     0x08
#define ATTRIBUTE_BACKGROUND FIELD(6, 4)
#define ATTRIBUTE_BLINK      0x80
#define UPPER_HALF           0x2580

/* There is one terminal. */
static SCREEN *terminal;
static unsigned colours; /* 0: none are used */
static char leave[128];  /* what ends the alternate screen */

/* --- taking and giving back -------------------------------------------- */

/* The user's character set; without one, UTF-8, as most terminals are, but
 * not those that are older. */
static void set_character_set(void)
{
    const char *name = getenv("TERM");

    setlocale(LC_CTYPE, "");
    if (MB_CUR_MAX == 1 && !strcmp(setlocale(LC_CTYPE, NULL), "C") &&
        strncmp(name ? name : "", "vt", 2) != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static unsigned usable_colours(void)
{
    const char *refused = getenv("NO_COLOR");

    if ((refused && *refused) || !has_colors() || start_color() == ERR ||
        COLORS < 8 || COLOR_PAIRS < 64)
        return 0;
    return COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : 8;
}

static bool has_string(const char *capability)
{
    const char *text = tigetstr(capability);

    return text && (intptr_t)text != -1;
}

static void remember_leave(void)
{
    static const char *const capabilities[] = {"sgr0", "cnorm", "rmcup"};

    leave[0] = '\0';
    for (unsigned i = 0; i < ARRAY_LEN(capabilities); i++)
        if (has_string(capabilities[i]))
            strncat(leave, tigetstr(capabilities[i]),
                    sizeof(leave) - strlen(leave) - 1);
}

bool display_open(struct error *err)
{
    const char *name = getenv("TERM");

    set_character_set();
    terminal = terminfo_is_there() ? newterm(NULL, stdout, stdin) : NULL;
    if (!terminal)
        return error_set(err, "no description of the terminal TERM=%s",
                         name ? name : "");
    if (!has_string("cup")) {
        display_close();
        return error_set(err, "the terminal TERM=%s cannot place a cursor",
                         name ? name : "");
    }
    remember_leave();
    reset_shell_mode();
    rescue_arm(leave);
    reset_prog_mode();
    raw();
    noecho();
    nonl();
    colours = usable_colours();
    return true;
}

void display_close(void)
{
    if (!terminal)
        return;
    rescue_disarm();
    endwin();
    delscreen(terminal);
    terminal = NULL;
}

void display_resize(void)
{
    endwin();
    refresh();
    clearok(curscr, TRUE);
}

struct display_size display_size(void)
{
    return (struct display_size){(unsigned)COLS, (unsigned)LINES};
}

/* --- cells ------------------------------------------------------------- */

static wchar_t glyph(uint8_t character)
{
    uint16_t code = cp437_unicode(character ? character : ' ');

    if (MB_CUR_MAX > 1)
        return code == 0xa0 ? L' ' : (wchar_t)code;
    return (wchar_t)ascii_for(character);
}

static void put(int row, int column, wchar_t character, attr_t attributes,
                int pair)
{
    const wchar_t text[2] = {character, 0};
    cchar_t cell;

    setcchar(&cell, text, attributes, 0, &pair);
    mvadd_wch(row, column, &cell);
}

static attr_t plain_attributes(const struct screen *screen, uint8_t attribute)
{
    attr_t attributes = A_NORMAL;

    if (attribute & ATTRIBUTE_BRIGHT)
        attributes |= A_BOLD;
    if (attribute & ATTRIBUTE_BACKGROUND)
        attributes |= A_REVERSE;
    if (attribute & ATTRIBUTE_BLINK && screen->blink)
        attributes |= A_BLINK;
    return attributes;
}

static void put_cell(int row, int column, const struct screen *screen,
                     const struct screen_cell *cell)
{
    unsigned front = cell->attribute & 15;
    unsigned back = cell->attribute >> 4 & (screen->blink ? 7 : 15);
    attr_t attributes = A_NORMAL;
    int pair;

    if (!colours) {
        put(row, column, glyph(cell->character),
            plain_attributes(screen, cell->attribute), 0);
        return;
    }
    pair = alloc_pair(
        (int)colour_of_palette(front, screen->colour[front], colours),
        (int)colour_of_palette(back, screen->colour[back], colours));
    if (colours == 8 && cell->attribute & ATTRIBUTE_BRIGHT)
        attributes |= A_BOLD;
    if (screen->blink && cell->attribute & ATTRIBUTE_BLINK)
        attributes |= A_BLINK;
    put(row, column, glyph(cell->character), attributes, pair > 0 ? pair : 0);
}

static void place_cursor(const struct screen *screen, const struct viewport *v)
{
    unsigned row, column;

    curs_set(0);
    if (!screen->cursor_shown)
        return;
    row = screen->cursor / screen->columns - v->top;
    column = screen->cursor % screen->columns - v->left;
    if (row >= v->rows || column >= v->columns)
        return;
    move((int)row, (int)column);
    curs_set(1);
}

/* --- drawing ----------------------------------------------------------- */

void display_text(const struct screen *screen)
{
    struct viewport v = viewport_place(screen, (unsigned)COLS, (unsigned)LINES);

    erase();
    for (unsigned row = 0; row < v.rows; row++) {
        const struct screen_cell *cells =
            &screen->cell[(row + v.top) * screen->columns + v.left];

        for (unsigned column = 0; column < v.columns; column++)
            put_cell((int)row, (int)column, screen, &cells[column]);
    }
    place_cursor(screen, &v);
}

/* Without colours: the more ink, the brighter. */
static wchar_t shade(uint32_t upper, uint32_t lower)
{
    static const char ink[] = " .:-=+*#%@";
    unsigned bright = (colour_brightness(upper) + colour_brightness(lower)) / 2;

    return (wchar_t)ink[bright * (sizeof(ink) - 2) / 255];
}

static void put_halves(int row, int column, uint32_t upper, uint32_t lower)
{
    int pair;

    if (!colours || MB_CUR_MAX == 1) {
        put(row, column, shade(upper, lower), A_NORMAL, 0);
        return;
    }
    pair = alloc_pair((int)colour_nearest(upper, colours),
                      (int)colour_nearest(lower, colours));
    put(row, column, UPPER_HALF, A_NORMAL, pair > 0 ? pair : 0);
}

/* In the middle of the terminal. */
void display_picture(const uint32_t *pixels, unsigned columns, unsigned rows)
{
    int left = COLS > (int)columns ? (COLS - (int)columns) / 2 : 0;

    erase();
    curs_set(0);
    for (unsigned row = 0; row + 1 < rows; row += 2) {
        const uint32_t *upper = pixels + (size_t)row * columns;
        const uint32_t *lower = upper + columns;

        for (unsigned x = 0; x < columns; x++)
            put_halves((int)row / 2, left + (int)x, upper[x], lower[x]);
    }
}

/* What a style is on this terminal; colour only for the guest's screen. */
static attr_t style_attributes(const struct cell *cell)
{
    static const attr_t attributes[] = {
        [STYLE_TITLE] = A_REVERSE,
        [STYLE_FOCUS] = A_REVERSE | A_BOLD,
        [STYLE_HERE] = A_REVERSE,
        [STYLE_CHANGED] = A_BOLD,
    };

    if (cell->style == STYLE_GUEST && !colours)
        return (cell->attribute & 0x08 ? A_BOLD : A_NORMAL) |
               (cell->attribute & 0x70 ? A_REVERSE : A_NORMAL);
    return cell->style < ARRAY_LEN(attributes) ? attributes[cell->style]
                                               : A_NORMAL;
}

static void put_styled(int row, int column, const struct cell *cell)
{
    int pair = 0;

    if (cell->style == STYLE_PICTURE) {
        put_halves(row, column, cell->front, cell->back);
        return;
    }
    if (cell->style == STYLE_GUEST && colours)
        pair = alloc_pair(
            (int)colour_of_palette(cell->attribute & 15, cell->front, colours),
            (int)colour_of_palette(cell->attribute >> 4, cell->back, colours));
    put(row, column, glyph(cell->character), style_attributes(cell),
        pair > 0 ? pair : 0);
}

void display_canvas(const struct canvas *canvas)
{
    erase();
    curs_set(0);
    for (unsigned row = 0; row < canvas->rows; row++)
        for (unsigned column = 0; column < canvas->columns; column++)
            put_styled((int)row, (int)column,
                       &canvas->cells[row * canvas->stride + column]);
}

void display_status(const char *text)
{
    int row, column;

    getyx(stdscr, row, column);
    mvhline(LINES - 1, 0, ' ', COLS);
    mvaddnstr(LINES - 1, 0, text, COLS - 1);
    mvchgat(LINES - 1, 0, -1, A_REVERSE, 0, NULL);
    move(row, column);
}

void display_update(void)
{
    refresh();
}

const char *display_library(void)
{
    return curses_version();
}
