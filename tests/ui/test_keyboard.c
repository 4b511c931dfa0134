/* SPDX-License-Identifier: MIT
 *
 * tests/ui/test_keyboard.c - what terminals send, as keys of a PC.
 */
#include "ui/keyboard.h"

#include <string.h>

#include "sim/session.h"
#include "tests/test.h"

/* All keys of a text, up to 16. */
struct keys {
    uint32_t key[16];
    unsigned count;
    size_t left; /* bytes that wait for more */
};

static struct keys keys_of(const char *text, bool final)
{
    struct keys keys = {.left = strlen(text)};
    size_t used;

    while (keys.count < 16 &&
           (used = keyboard_read((const uint8_t *)text, keys.left, final,
                                 &keys.key[keys.count]))) {
        text += used;
        keys.left -= used;
        keys.count++;
    }
    return keys;
}

static void expect_key(const char *text, uint32_t key)
{
    struct keys keys = keys_of(text, false);

    EXPECT(keys.count == 1 && keys.key[0] == key && keys.left == 0,
           "\"%s\": %u keys, the first %Xh", text + 1, keys.count,
           (unsigned)keys.key[0]);
}

static void characters_and_control_codes_are_themselves(void)
{
    struct keys keys = keys_of("aZ \r\t\x7f\x03\x1d", false);

    CU_ASSERT_EQUAL(keys.count, 8);
    CU_ASSERT_EQUAL(keys.key[0], 'a');
    CU_ASSERT_EQUAL(keys.key[3], '\r');
    CU_ASSERT_EQUAL(keys.key[6], 3);
    CU_ASSERT_EQUAL(keys.key[7], 0x1d);
}

static void every_family_of_terminals_has_its_arrows(void)
{
    expect_key("\033[A", SESSION_KEY_UP);
    expect_key("\033OB", SESSION_KEY_DOWN);
    expect_key("\033[C", SESSION_KEY_RIGHT);
    expect_key("\033OD", SESSION_KEY_LEFT);
    expect_key("\033[1~", SESSION_KEY_HOME);
    expect_key("\033OF", SESSION_KEY_END);
    expect_key("\033[5~", SESSION_KEY_PAGE_UP);
    expect_key("\033[6~", SESSION_KEY_PAGE_DOWN);
    expect_key("\033[2~", SESSION_KEY_INSERT);
    expect_key("\033[3~", SESSION_KEY_DELETE);
}

static void function_keys_count_from_f1(void)
{
    expect_key("\033OP", SESSION_KEY_F1);
    expect_key("\033[[B", SESSION_KEY_F1 + 1);
    expect_key("\033[15~", SESSION_KEY_F1 + 4);
    expect_key("\033[24~", SESSION_KEY_F1 + 11);
}

static void an_unknown_sequence_is_swallowed_whole(void)
{
    struct keys keys = keys_of("\033[1;5Ax", false);

    CU_ASSERT_EQUAL(keys.count, 2);
    CU_ASSERT_EQUAL(keys.key[0], 0);
    CU_ASSERT_EQUAL(keys.key[1], 'x');
}

static void a_sequence_may_come_in_pieces(void)
{
    CU_ASSERT_EQUAL(keys_of("\033", false).left, 1);
    CU_ASSERT_EQUAL(keys_of("\033[", false).left, 2);
    CU_ASSERT_EQUAL(keys_of("\033[1", false).left, 3);
    CU_ASSERT_EQUAL(keys_of("\033[[", false).left, 3);
}

static void a_lone_escape_is_the_escape_key(void)
{
    struct keys keys = keys_of("\033", true);

    CU_ASSERT_EQUAL(keys.count, 1);
    CU_ASSERT_EQUAL(keys.key[0], 0x1b);
    keys = keys_of("\033x", false);
    CU_ASSERT_EQUAL(keys.count, 2);
    CU_ASSERT_EQUAL(keys.key[0], 0x1b);
    CU_ASSERT_EQUAL(keys.key[1], 'x');
}

static void a_letter_that_is_not_ascii_is_no_key(void)
{
    struct keys keys = keys_of("\xc3\xa4z\xe2\x82\xac", false);

    CU_ASSERT_EQUAL(keys.count, 3);
    CU_ASSERT_EQUAL(keys.key[0], 0);
    CU_ASSERT_EQUAL(keys.key[1], 'z');
    CU_ASSERT_EQUAL(keys.key[2], 0);
    CU_ASSERT_EQUAL(keys_of("\xe2\x82", false).left, 2);
}

CU_TestInfo keyboard_tests[] = {
    TEST(characters_and_control_codes_are_themselves),
    TEST(every_family_of_terminals_has_its_arrows),
    TEST(function_keys_count_from_f1),
    TEST(an_unknown_sequence_is_swallowed_whole),
    TEST(a_sequence_may_come_in_pieces),
    TEST(a_lone_escape_is_the_escape_key),
    TEST(a_letter_that_is_not_ascii_is_no_key),
    CU_TEST_INFO_NULL,
};
