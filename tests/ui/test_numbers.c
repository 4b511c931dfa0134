/* SPDX-License-Identifier: MIT
 *
 * tests/ui/test_numbers.c - numbers and words as users write them.
 */
#include "ui/numbers.h"

#include <string.h>

#include "sim/nearest.h"
#include "tests/test.h"
#include "ui/pace.h"

static uint64_t number(const char *text, uint64_t kilo)
{
    uint64_t value;

    return number_parse(text, kilo, &value) ? value : UINT64_MAX;
}

static void numbers_may_have_underscores_and_a_unit(void)
{
    CU_ASSERT_EQUAL(number("0", 1000), 0);
    CU_ASSERT_EQUAL(number("1_000_000", 1000), 1000000);
    CU_ASSERT_EQUAL(number("5M", 1000), 5000000);
    CU_ASSERT_EQUAL(number("64m", 1024), 64 << 20);
    CU_ASSERT_EQUAL(number("2G", 1024), UINT64_C(2) << 30);
}

static void what_is_no_number_is_refused(void)
{
    static const char *const wrong[] = {"",
                                        "M",
                                        "-1",
                                        "1x",
                                        "1MM",
                                        "0x1",
                                        "1 ",
                                        "_1",
                                        "1.5M",
                                        "99999999999999999999",
                                        "99999999999999999G"};

    for (unsigned i = 0; i < ARRAY_LEN(wrong); i++)
        EXPECT(number(wrong[i], 1024) == UINT64_MAX, "\"%s\"", wrong[i]);
}

static void addresses_are_hexadecimal(void)
{
    const char *end;
    uint32_t value;

    CU_ASSERT(number_parse_hex("7c00h", &value, &end));
    CU_ASSERT(value == 0x7c00 && *end == '\0');
    CU_ASSERT(number_parse_hex("0xFFFFFFFF-1", &value, &end));
    CU_ASSERT(value == 0xffffffff && *end == '-');
    CU_ASSERT_FALSE(number_parse_hex("100000000", &value, &end));
    CU_ASSERT_FALSE(number_parse_hex("h", &value, &end));
}

static void thousands_are_set_apart(void)
{
    CU_ASSERT_STRING_EQUAL(number_grouped(0), "0");
    CU_ASSERT_STRING_EQUAL(number_grouped(999), "999");
    CU_ASSERT_STRING_EQUAL(number_grouped(1234567), "1,234,567");
    CU_ASSERT_STRING_EQUAL(number_grouped(UINT64_MAX),
                           "18,446,744,073,709,551,615");
}

static void a_speed_is_a_decimal_or_max(void)
{
    struct error err;
    uint64_t speed;

    CU_ASSERT(speed_parse("1", &speed, &err) && speed == SPEED_ONE);
    CU_ASSERT(speed_parse("0.25", &speed, &err) && speed == SPEED_ONE / 4);
    CU_ASSERT(speed_parse("10.5", &speed, &err) && speed == 10500);
    CU_ASSERT(speed_parse("max", &speed, &err) && speed == SPEED_MAX);
    CU_ASSERT_FALSE(speed_parse("0", &speed, &err));
    CU_ASSERT_FALSE(speed_parse("", &speed, &err));
    CU_ASSERT_FALSE(speed_parse("1e3", &speed, &err));
    CU_ASSERT_FALSE(speed_parse("99999999999999", &speed, &err));
}

static const char *meant(const char *word)
{
    struct nearest s = {.word = word};

    nearest_try(&s, "--headless");
    nearest_try(&s, "--help");
    nearest_try(&s, "--ram");
    return s.best ? s.best : "";
}

static void a_mistyped_word_is_recognised(void)
{
    CU_ASSERT_STRING_EQUAL(meant("--hedless"), "--headless");
    CU_ASSERT_STRING_EQUAL(meant("--halp"), "--help");
    CU_ASSERT_STRING_EQUAL(meant("--rma"), "--ram");
    CU_ASSERT_STRING_EQUAL(meant("--ran"), "--ram");
    CU_ASSERT_STRING_EQUAL(meant("--something-else"), "");
}

static void virtual_time_follows_the_speed(void)
{
    struct pace p;
    uint64_t target;

    pace_start(&p, 2 * SPEED_ONE, 1000);
    p.wall -= 50000000;
    target = pace_target(&p, 1000);
    CU_ASSERT(target >= 100001000 && target < 400001000);
    pace_start(&p, SPEED_MAX, 0);
    CU_ASSERT_EQUAL(pace_target(&p, 5), UINT64_MAX);
}

static void lost_time_is_given_up(void)
{
    struct pace p;

    pace_start(&p, SPEED_ONE, 0);
    p.wall -= 3600 * NS_PER_SECOND;
    CU_ASSERT_EQUAL(pace_target(&p, 7), 7);
    CU_ASSERT(pace_target(&p, 7) < NS_PER_SECOND);
}

CU_TestInfo numbers_tests[] = {
    TEST(numbers_may_have_underscores_and_a_unit),
    TEST(what_is_no_number_is_refused),
    TEST(addresses_are_hexadecimal),
    TEST(thousands_are_set_apart),
    TEST(a_speed_is_a_decimal_or_max),
    TEST(a_mistyped_word_is_recognised),
    TEST(virtual_time_follows_the_speed),
    TEST(lost_time_is_given_up),
    CU_TEST_INFO_NULL,
};
