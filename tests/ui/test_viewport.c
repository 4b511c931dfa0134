/* SPDX-License-Identifier: MIT
 *
 * tests/ui/test_viewport.c - a guest's screen on a smaller terminal, and its
 * colours on one with fewer.
 */
#include "ui/viewport.h"

#include <string.h>

#include "tests/test.h"
#include "ui/ascii.h"
#include "ui/colours.h"

static struct screen screen;

/* 80 x 25, blank, the cursor at row and column. */
static void blank_screen(unsigned row, unsigned column)
{
    memset(&screen, 0, sizeof(screen));
    screen.columns = 80;
    screen.rows = 25;
    screen.cursor_shown = true;
    screen.cursor = (uint16_t)(row * 80 + column);
    for (unsigned i = 0; i < 80 * 25; i++)
        screen.cell[i] = (struct screen_cell){' ', 0x07};
}

static void put(unsigned row, char character)
{
    screen.cell[row * 80].character = (uint8_t)character;
}

static void a_large_terminal_shows_all(void)
{
    struct viewport v;

    blank_screen(24, 79);
    v = viewport_place(&screen, 100, 30);
    CU_ASSERT(v.left == 0 && v.top == 0 && v.columns == 80 && v.rows == 25);
}

static void on_24_rows_the_empty_last_one_is_left_out(void)
{
    struct viewport v;

    blank_screen(3, 0);
    put(0, 'x');
    v = viewport_place(&screen, 80, 24);
    CU_ASSERT(v.top == 0 && v.rows == 24);
}

static void on_24_rows_a_full_screen_shows_its_last(void)
{
    struct viewport v;

    blank_screen(24, 12);
    put(0, 'x');
    v = viewport_place(&screen, 80, 24);
    CU_ASSERT(v.top == 1 && v.rows == 24);
    blank_screen(0, 0);
    screen.cursor_shown = false;
    put(24, 'x');
    CU_ASSERT_EQUAL(viewport_place(&screen, 80, 24).top, 1);
}

static void the_cursor_is_always_in_sight(void)
{
    struct viewport v;

    blank_screen(2, 70);
    put(24, 'x');
    v = viewport_place(&screen, 40, 10);
    CU_ASSERT(v.top <= 2 && 2 < v.top + v.rows);
    CU_ASSERT(v.left <= 70 && 70 < v.left + v.columns);
}

static void a_coloured_row_is_not_empty(void)
{
    blank_screen(0, 0);
    screen.cell[24 * 80 + 5].attribute = 0x17;
    CU_ASSERT_EQUAL(viewport_place(&screen, 80, 24).top, 0);
    screen.cursor_shown = false;
    CU_ASSERT_EQUAL(viewport_place(&screen, 80, 24).top, 1);
}

static void a_free_last_row_is_room_for_a_status(void)
{
    blank_screen(3, 0);
    put(22, 'x');
    CU_ASSERT(viewport_has_room(&screen, 24));
    put(23, 'x');
    CU_ASSERT_FALSE(viewport_has_room(&screen, 24));
    CU_ASSERT(viewport_has_room(&screen, 26));
    blank_screen(23, 0);
    CU_ASSERT_FALSE(viewport_has_room(&screen, 24));
}

static void a_picture_keeps_its_shape(void)
{
    unsigned width, height;

    viewport_picture(80, 24, &width, &height);
    CU_ASSERT(width == 64 && height == 48);
    viewport_picture(40, 50, &width, &height);
    CU_ASSERT(width == 40 && height == 30);
}

static void the_usual_palette_is_the_terminal_s_own(void)
{
    CU_ASSERT_EQUAL(colour_of_palette(4, 0xaa0000, 256), 1);
    CU_ASSERT_EQUAL(colour_of_palette(1, 0x0000a8, 16), 4);
    CU_ASSERT_EQUAL(colour_of_palette(6, 0xaa5500, 256), 3);
    CU_ASSERT_EQUAL(colour_of_palette(15, 0xffffff, 256), 15);
    CU_ASSERT_EQUAL(colour_of_palette(12, 0xff5555, 8), 1);
}

static void other_colours_become_the_nearest(void)
{
    CU_ASSERT_EQUAL(colour_of_palette(4, 0x5f87af, 256), 67);
    CU_ASSERT_EQUAL(colour_nearest(0xff0000, 256), 196);
    CU_ASSERT_EQUAL(colour_nearest(0x808080, 256), 244);
    CU_ASSERT_EQUAL(colour_nearest(0xfe0101, 8), 1);
    CU_ASSERT_EQUAL(colour_nearest(0x000000, 256), 16);
}

static void every_character_has_an_ascii_one(void)
{
    for (unsigned i = 0; i < 256; i++) {
        char c = ascii_for((uint8_t)i);

        EXPECT(c >= ' ' && c <= '~', "character %u", i);
    }
    CU_ASSERT_EQUAL(ascii_for('A'), 'A');
    CU_ASSERT_EQUAL(ascii_for(0xc4), '-');
    CU_ASSERT_EQUAL(ascii_for(0xb3), '|');
    CU_ASSERT_EQUAL(ascii_for(0xda), '+');
    CU_ASSERT_EQUAL(ascii_for(0xdb), '#');
    CU_ASSERT_EQUAL(ascii_for(0x18), '^');
}

CU_TestInfo viewport_tests[] = {
    TEST(a_large_terminal_shows_all),
    TEST(on_24_rows_the_empty_last_one_is_left_out),
    TEST(on_24_rows_a_full_screen_shows_its_last),
    TEST(the_cursor_is_always_in_sight),
    TEST(a_coloured_row_is_not_empty),
    TEST(a_free_last_row_is_room_for_a_status),
    TEST(a_picture_keeps_its_shape),
    TEST(the_usual_palette_is_the_terminal_s_own),
    TEST(other_colours_become_the_nearest),
    TEST(every_character_has_an_ascii_one),
    CU_TEST_INFO_NULL,
};
