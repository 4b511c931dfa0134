/* SPDX-License-Identifier: MIT
 *
 * tests/test.h - for every test file.
 *
 * A test is a function without arguments, named as a sentence. A file of
 * tests ends with its list, and has one line in tests/suites.def:
 *
 *     CU_TestInfo pit_tests[] = {
 *         TEST(mode_3_gives_a_square_wave),
 *         CU_TEST_INFO_NULL,
 *     };
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <CUnit/CUnit.h>
#include <stdbool.h>

/* clang-format off */
#define TEST(function) {#function, function}
/* clang-format on */

/* End the running test here: counted and shown as skipped, with the reason. */
_Noreturn void test_skip(const char *why);

/* Fail the running test with a message; goes on. */
void test_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Like CU_ASSERT, with a message (as for printf) that tells the facts. */
#define EXPECT(condition, ...)                                                 \
    do {                                                                       \
        if (!(condition))                                                      \
            test_fail(__FILE__, __LINE__, __VA_ARGS__);                        \
    } while (0)

#endif
