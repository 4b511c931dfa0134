/* SPDX-License-Identifier: MIT
 *
 * phases/2-firmware/font/make_font.c - turns font.txt into font.inc: 256
 * glyphs of 16 bytes, a byte a row, bit 7 left, under the label font_8x16.
 *
 * Drawn letters come from the text; frames, blocks and shades of code page
 * 437 follow the rules below. A glyph that nobody made is an error.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GLYPHS = 256, ROWS = 16, BAND = 8, LINE = 160, PARTS = 16, NAME = 24 };

struct glyph {
    bool made;
    uint8_t row[ROWS];
};

struct part {
    char name[NAME];
    struct glyph glyph;
};

struct font {
    struct glyph glyph[GLYPHS];
    struct part part[PARTS];
    int parts;
    int line; /* of font.txt, for messages */
};

static void fail(const struct font *font, const char *what)
{
    fprintf(stderr, "font.txt:%d: %s\n", font->line, what);
    exit(1);
}

static bool next_line(struct font *font, FILE *in, char line[LINE])
{
    if (!fgets(line, LINE, in))
        return false;
    font->line++;
    line[strcspn(line, "\n")] = '\0';
    return true;
}

static struct glyph *find_glyph(struct font *font, const char *name)
{
    for (int i = 0; i < font->parts; i++) {
        if (strcmp(font->part[i].name, name) == 0)
            return &font->part[i].glyph;
    }

    char *end;
    unsigned long code = strtoul(name, &end, 16);

    if (*end || code >= GLYPHS)
        fail(font, "no such glyph or part");
    return &font->glyph[code];
}

static struct glyph *add_part(struct font *font, const char *name)
{
    if (font->parts == PARTS || strlen(name) >= NAME)
        fail(font, "too many parts, or a name too long");

    struct part *part = &font->part[font->parts++];

    strcpy(part->name, name);
    return &part->glyph;
}

/* One row of a drawing: 8 characters, # is ink. */
static uint8_t read_ink(const struct font *font, const char *text)
{
    uint8_t row = 0;

    for (int x = 0; x < 8; x++) {
        if (text[x] != '#' && text[x] != '.')
            fail(font, "a row must be 8 characters of # and .");
        row = (uint8_t)(row << 1 | (text[x] == '#'));
    }
    return row;
}

/* Up to BAND drawings side by side; their names are the words in `names`. */
static void read_band(struct font *font, FILE *in, char *names, bool parts)
{
    struct glyph *band[BAND];
    char line[LINE];
    int count = 0;

    for (char *word = strtok(names, " "); word; word = strtok(NULL, " ")) {
        if (count == BAND)
            fail(font, "more than 8 drawings side by side");
        band[count++] =
            parts ? add_part(font, word) : find_glyph(font, word);
    }
    for (int y = 0; y < ROWS; y++) {
        if (!next_line(font, in, line) || strlen(line) != (size_t)count * 9 - 1)
            fail(font, "a drawing must have 16 rows of 8 characters");
        for (int i = 0; i < count; i++) {
            band[i]->row[y] = read_ink(font, line + i * 9);
            band[i]->made = true;
        }
    }
}

/* A capital makes room for its accent: the first two rows that repeat the
 * one before go, the rest moves down to the base line. */
static void squeeze(struct glyph *letter)
{
    int drop = 2;
    int to = 11;

    for (int y = 11; y >= 2; y--) {
        if (drop && letter->row[y] == letter->row[y - 1]) {
            drop--;
            continue;
        }
        letter->row[to--] = letter->row[y];
    }
    while (to >= 2)
        letter->row[to--] = 0;
}

static void join(struct font *font, char *words)
{
    char *code = strtok(words, " ");
    char *base = strtok(NULL, " ");
    char *mark = strtok(NULL, " ");

    if (!mark)
        fail(font, "join needs a code, a base and a part");

    struct glyph letter = *find_glyph(font, base);
    const struct glyph *accent = find_glyph(font, mark);
    int lift = 0;

    if (!letter.made || !accent->made)
        fail(font, "join needs drawings that come before it");
    if (letter.row[3] && !accent->row[12]) {
        squeeze(&letter);
        lift = 1;
    }
    for (int y = 0; y + lift < ROWS; y++)
        letter.row[y] |= accent->row[y + lift];
    *find_glyph(font, code) = letter;
}

static void read_text(struct font *font, FILE *in)
{
    char line[LINE];

    while (next_line(font, in, line)) {
        if (line[0] == '#' || line[0] == '\0')
            continue;
        if (strncmp(line, "glyphs ", 7) == 0)
            read_band(font, in, line + 7, false);
        else if (strncmp(line, "part ", 5) == 0)
            read_band(font, in, line + 5, true);
        else if (strncmp(line, "join ", 5) == 0)
            join(font, line + 5);
        else
            fail(font, "expected glyphs, part or join");
    }
}

/* Frames. Four arms leave the centre; each is absent, a single line or a
 * double one. An upright single line has columns 3-4, a double one 1-2 and
 * 5-6; a level single line has row 7, a double one rows 6 and 8. */
struct frame {
    uint8_t up, right, down, left;
};

static const struct frame frames[] = {
    /* B3 */ {1, 0, 1, 0}, {1, 0, 1, 1}, {1, 0, 1, 2}, {2, 0, 2, 1},
    /* B7 */ {0, 0, 2, 1}, {0, 0, 1, 2}, {2, 0, 2, 2}, {2, 0, 2, 0},
    /* BB */ {0, 0, 2, 2}, {2, 0, 0, 2}, {2, 0, 0, 1}, {1, 0, 0, 2},
    /* BF */ {0, 0, 1, 1}, {1, 1, 0, 0}, {1, 1, 0, 1}, {0, 1, 1, 1},
    /* C3 */ {1, 1, 1, 0}, {0, 1, 0, 1}, {1, 1, 1, 1}, {1, 2, 1, 0},
    /* C7 */ {2, 1, 2, 0}, {2, 2, 0, 0}, {0, 2, 2, 0}, {2, 2, 0, 2},
    /* CB */ {0, 2, 2, 2}, {2, 2, 2, 0}, {0, 2, 0, 2}, {2, 2, 2, 2},
    /* CF */ {1, 2, 0, 2}, {2, 1, 0, 1}, {0, 2, 1, 2}, {0, 1, 2, 1},
    /* D3 */ {2, 1, 0, 0}, {1, 2, 0, 0}, {0, 2, 1, 0}, {0, 1, 2, 0},
    /* D7 */ {2, 1, 2, 1}, {1, 2, 1, 2}, {1, 0, 0, 1}, {0, 1, 1, 0},
};

/* How far a line of an arm reaches past the centre: -1 it stops before the
 * crossing lines, 0 it meets the opposite arm, 1 it goes on to the far side
 * of them. `beside` are the crossing arms that touch it, `other` the one on
 * the far side of its twin. */
static int reach(bool beside, bool other, bool opposite, bool single)
{
    if (single)
        return opposite ? 0 : beside && other ? -1 : 1;
    return beside ? -1 : opposite ? 0 : 1;
}

/* The last row (or column) of a line that comes from `from` (0 or the high
 * edge): `step` is the half width of a double crossing, `twice` whether the
 * crossing is double. */
static int line_end(int centre, int step, int from, int beyond, bool twice)
{
    int towards = from < centre ? 1 : -1;

    return twice ? centre + towards * beyond * step : centre;
}

static void draw_upright(struct glyph *g, int column, int from, int end)
{
    for (int y = from < end ? from : end; y <= (from < end ? end : from); y++)
        g->row[y] |= (uint8_t)(0xc0 >> column);
}

static void draw_level(struct glyph *g, int row, int from, int end)
{
    for (int x = from < end ? from : end; x <= (from < end ? end : from); x++)
        g->row[row] |= (uint8_t)(0x80 >> x);
}

/* The arm up (from = 0) or down (from = 15). */
static void draw_upright_arm(struct glyph *g, const struct frame *f, int from)
{
    int lines = from ? f->down : f->up;
    bool opposite = from ? f->up : f->down;

    for (int i = 0; i < lines; i++) {
        bool single = lines == 1;
        int near = i ? f->right : f->left;
        int far = i ? f->left : f->right;
        int beyond = reach(near, far, opposite, single);
        int cross = near > far ? near : far;

        if (!single && near)
            cross = near;
        draw_upright(g, single ? 3 : i ? 5 : 1, from,
                     line_end(7, 1, from, beyond, cross == 2));
    }
}

/* The arm to the left (from = 0) or right (from = 7). Upright lines are two
 * columns wide, so the ends differ from side to side. */
static void draw_level_arm(struct glyph *g, const struct frame *f, int from)
{
    int lines = from ? f->right : f->left;
    bool opposite = from ? f->left : f->right;

    for (int i = 0; i < lines; i++) {
        bool single = lines == 1;
        int near = i ? f->down : f->up;
        int far = i ? f->up : f->down;
        int beyond = reach(near, far, opposite, single);
        int cross = near > far ? near : far;

        if (!single && near)
            cross = near;
        draw_level(g, single ? 7 : i ? 8 : 6, from,
                   line_end(from ? 3 : 4, 2, from, beyond, cross == 2));
    }
}

static void make_frames(struct font *font)
{
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct glyph *g = &font->glyph[0xb3 + i];

        draw_upright_arm(g, &frames[i], 0);
        draw_upright_arm(g, &frames[i], ROWS - 1);
        draw_level_arm(g, &frames[i], 0);
        draw_level_arm(g, &frames[i], 7);
        g->made = true;
    }
}

/* Even rows, odd rows. */
static void fill(struct font *font, int code, int even, int odd, int first,
                 int last)
{
    struct glyph *g = &font->glyph[code];

    for (int y = first; y <= last; y++)
        g->row[y] = (uint8_t)(y & 1 ? odd : even);
    g->made = true;
}

static void invert(struct font *font, int code, int of)
{
    for (int y = 0; y < ROWS; y++)
        font->glyph[code].row[y] = (uint8_t)~font->glyph[of].row[y];
    font->glyph[code].made = true;
}

static void make_by_rule(struct font *font)
{
    make_frames(font);
    fill(font, 0xb0, 0x22, 0x88, 0, 15); /* a quarter of the dots */
    fill(font, 0xb1, 0x55, 0xaa, 0, 15); /* half */
    fill(font, 0xb2, 0xdd, 0x77, 0, 15); /* three quarters */
    fill(font, 0xdb, 0xff, 0xff, 0, 15); /* full block */
    fill(font, 0xdc, 0xff, 0xff, 8, 15); /* lower half */
    fill(font, 0xdd, 0xf0, 0xf0, 0, 15); /* left half */
    fill(font, 0xde, 0x0f, 0x0f, 0, 15); /* right half */
    fill(font, 0xdf, 0xff, 0xff, 0, 7);  /* upper half */
    invert(font, 0x08, 0x07);
    invert(font, 0x0a, 0x09);
    font->glyph[0x00].made = true; /* blank, like 20h and FFh */
    font->glyph[0xff].made = true;
}

static void print_font(const struct font *font)
{
    puts("font_8x16:");
    for (int code = 0; code < GLYPHS; code++) {
        const struct glyph *g = &font->glyph[code];

        if (!g->made) {
            fprintf(stderr, "font.txt: nothing drawn for %02Xh\n",
                    (unsigned)code);
            exit(1);
        }
        printf("        db      ");
        for (int y = 0; y < ROWS; y++)
            printf("%s0x%02x", y ? "," : "", (unsigned)g->row[y]);
        printf(" ; %02Xh\n", (unsigned)code);
    }
}

int main(int argc, char **argv)
{
    static struct font font;
    FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;

    if (!in) {
        fprintf(stderr, "usage: make_font FONT.TXT > FONT.INC\n");
        return 2;
    }
    read_text(&font, in);
    fclose(in);
    make_by_rule(&font);
    print_font(&font);
    return 0;
}
