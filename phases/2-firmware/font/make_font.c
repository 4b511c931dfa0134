/* SPDX-License-Identifier: MIT
 *
 * phases/2-firmware/font/make_font.c - turns font.txt into font.inc: 256
 * glyphs of 16 bytes, a byte a row, bit 7 left, under the label font_8x16, and
 * the same with 14 rows under font_8x14.
 *
 * Letters are drawn in the text, frames and blocks are made by rules.c. A
 * glyph that nobody made is an error.
 */
#include "font.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        band[count++] = parts ? add_part(font, word) : find_glyph(font, word);
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

static void check_complete(const struct font *font)
{
    for (int code = 0; code < GLYPHS; code++) {
        if (!font->glyph[code].made) {
            fprintf(stderr, "font.txt: nothing drawn for %02Xh\n",
                    (unsigned)code);
            exit(1);
        }
    }
}

/* Of 16 rows the last is left out and one more: the first, or for what has
 * ink there, one that repeats the row before it. */
static void shorten(struct glyph *glyph)
{
    int gone = 0;

    for (int y = 1; glyph->row[0] && !gone && y < ROWS - 1; y++) {
        if (glyph->row[y] == glyph->row[y - 1])
            gone = y;
    }
    memmove(glyph->row + gone, glyph->row + gone + 1,
            (size_t)(ROWS - 1 - gone));
}

static void print_font(const struct font *font, const char *label, int rows)
{
    printf("%s:\n", label);
    for (int code = 0; code < GLYPHS; code++) {
        printf("        db      ");
        for (int y = 0; y < rows; y++)
            printf("%s0x%02x", y ? "," : "",
                   (unsigned)font->glyph[code].row[y]);
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
    font_make_by_rule(&font);
    check_complete(&font);
    print_font(&font, "font_8x16", ROWS);
    for (int code = 0; code < GLYPHS; code++)
        shorten(&font.glyph[code]);
    print_font(&font, "font_8x14", ROWS - 2);
    return 0;
}
