/* SPDX-License-Identifier: MIT
 *
 * ui/big_letters.c - letters of five pixels in height, two pixels in a cell.
 */
#include "ui/big_letters.h"

#include <ctype.h>
#include <string.h>

#define PIXEL_ROWS 5u

#define UPPER_HALF 0xdf /* code page 437 */
#define LOWER_HALF 0xdc
#define BOTH       0xdb

struct letter {
    char character;
    const char *row[PIXEL_ROWS];
};

/* clang-format off */
static const struct letter letters[] = {
    {'A', {".##.", "#..#", "####", "#..#", "#..#"}},
    {'B', {"###.", "#..#", "###.", "#..#", "###."}},
    {'C', {".###", "#...", "#...", "#...", ".###"}},
    {'D', {"###.", "#..#", "#..#", "#..#", "###."}},
    {'E', {"####", "#...", "###.", "#...", "####"}},
    {'F', {"####", "#...", "###.", "#...", "#..."}},
    {'G', {".###", "#...", "#.##", "#..#", ".###"}},
    {'H', {"#..#", "#..#", "####", "#..#", "#..#"}},
    {'I', {"###", ".#.", ".#.", ".#.", "###"}},
    {'J', {"..##", "...#", "...#", "#..#", ".##."}},
    {'K', {"#..#", "#.#.", "##..", "#.#.", "#..#"}},
    {'L', {"#...", "#...", "#...", "#...", "####"}},
    {'M', {"#...#", "##.##", "#.#.#", "#...#", "#...#"}},
    {'N', {"#..#", "##.#", "#.##", "#..#", "#..#"}},
    {'O', {".##.", "#..#", "#..#", "#..#", ".##."}},
    {'P', {"###.", "#..#", "###.", "#...", "#..."}},
    {'Q', {".##.", "#..#", "#..#", "#.##", ".###"}},
    {'R', {"###.", "#..#", "###.", "#.#.", "#..#"}},
    {'S', {".###", "#...", ".##.", "...#", "###."}},
    {'T', {"#####", "..#..", "..#..", "..#..", "..#.."}},
    {'U', {"#..#", "#..#", "#..#", "#..#", ".##."}},
    {'V', {"#...#", "#...#", "#...#", ".#.#.", "..#.."}},
    {'W', {"#...#", "#...#", "#.#.#", "##.##", "#...#"}},
    {'X', {"#...#", ".#.#.", "..#..", ".#.#.", "#...#"}},
    {'Y', {"#...#", ".#.#.", "..#..", "..#..", "..#.."}},
    {'Z', {"####", "...#", ".##.", "#...", "####"}},
    {'0', {".##.", "#..#", "#..#", "#..#", ".##."}},
    {'1', {".#.", "##.", ".#.", ".#.", "###"}},
    {'2', {"###.", "...#", ".##.", "#...", "####"}},
    {'3', {"###.", "...#", ".##.", "...#", "###."}},
    {'4', {"#..#", "#..#", "####", "...#", "...#"}},
    {'5', {"####", "#...", "###.", "...#", "###."}},
    {'6', {".##.", "#...", "###.", "#..#", ".##."}},
    {'7', {"####", "...#", "..#.", ".#..", ".#.."}},
    {'8', {".##.", "#..#", ".##.", "#..#", ".##."}},
    {'9', {".##.", "#..#", ".###", "...#", ".##."}},
    {' ', {"..", "..", "..", "..", ".."}},
    {'-', {"...", "...", "###", "...", "..."}},
    {'.', {".", ".", ".", ".", "#"}},
    {',', {"..", "..", "..", ".#", "#."}},
    {':', {".", "#", ".", "#", "."}},
    {'/', {"..#", "..#", ".#.", "#..", "#.."}},
    {'+', {"...", ".#.", "###", ".#.", "..."}},
    {'?', {"###.", "...#", ".##.", "....", ".#.."}},
};
/* clang-format on */

/* What has no letter is shown as a question mark. */
static const struct letter *find(char character)
{
    const struct letter *end = letters + ARRAY_LEN(letters), *l = letters;

    while (l < end && l->character != toupper((unsigned char)character))
        l++;
    return l < end ? l : end - 1;
}

unsigned big_letters_columns(const char *text)
{
    unsigned columns = 0;

    for (; *text; text++)
        columns += (unsigned)strlen(find(*text)->row[0]) + 1;
    return columns ? columns - 1 : 0;
}

static bool pixel(const struct letter *l, unsigned row, unsigned column)
{
    return row < PIXEL_ROWS && l->row[row][column] == '#';
}

static void draw_letter(struct canvas *c, unsigned row, unsigned column,
                        const struct letter *l)
{
    static const uint8_t cells[2][2] = {{' ', LOWER_HALF}, {UPPER_HALF, BOTH}};

    for (unsigned y = 0; y < BIG_LETTERS_ROWS; y++)
        for (unsigned x = 0; l->row[0][x]; x++)
            canvas_put(
                c, row + y, column + x,
                (struct cell){
                    .character =
                        cells[pixel(l, 2 * y, x)][pixel(l, 2 * y + 1, x)],
                    .style = STYLE_CHANGED,
                });
}

void big_letters(struct canvas *c, unsigned row, unsigned column,
                 const char *text)
{
    for (; *text; text++) {
        const struct letter *l = find(*text);

        draw_letter(c, row, column, l);
        column += (unsigned)strlen(l->row[0]) + 1;
    }
}
