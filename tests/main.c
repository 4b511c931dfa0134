/* SPDX-License-Identifier: MIT
 *
 * tests/main.c - runs the suites of tests/suites.def.
 *
 *     build/run-tests              all of them
 *     build/run-tests pit kbc      these
 *     build/run-tests -scripts     all but this one
 */
#include "tests/test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUITE(name) extern CU_TestInfo name##_tests[];
#include "tests/suites.def"
#undef SUITE

static const struct {
    const char *name;
    CU_TestInfo *tests;
} suites[] = {
#define SUITE(name) {#name, name##_tests},
#include "tests/suites.def"
#undef SUITE
};

#define SUITE_COUNT (sizeof(suites) / sizeof(suites[0]))

static unsigned passed, failed, skipped;
static const char *skip_reason;

void test_skip(const char *why)
{
    skip_reason = why;
    longjmp(*CU_get_current_test()->pJumpBuf, 1);
}

void test_fail(const char *file, int line, const char *format, ...)
{
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    CU_assertImplementation(CU_FALSE, (unsigned)line, text, file, "", CU_FALSE);
}

static void test_ended(const CU_pTest test, const CU_pSuite suite,
                       const CU_pFailureRecord failures)
{
    if (failures) {
        failed++;
        printf("FAILED  %s: %s\n", suite->pName, test->pName);
        for (CU_pFailureRecord f = failures; f; f = f->pNext)
            printf("    %s:%u: %s\n", f->strFileName, f->uiLineNumber,
                   f->strCondition);
    } else if (skip_reason) {
        skipped++;
        printf("skipped %s: %s: %s\n", suite->pName, test->pName, skip_reason);
    } else {
        passed++;
    }
    skip_reason = NULL;
    fflush(stdout);
}

/* Named on the command line, or not excluded by it. */
static bool is_wanted(const char *suite, char **args)
{
    bool by_name = false;

    for (; *args; args++) {
        if ((*args)[0] == '-' && !strcmp(*args + 1, suite))
            return false;
        if (!strcmp(*args, suite))
            return true;
        by_name |= (*args)[0] != '-';
    }
    return !by_name;
}

static bool is_suite(const char *name)
{
    for (size_t i = 0; i < SUITE_COUNT; i++)
        if (!strcmp(suites[i].name, name))
            return true;
    return false;
}

static void run_suite(const char *name, CU_TestInfo *tests)
{
    unsigned passed_before = passed;
    CU_pSuite suite = CU_add_suite(name, NULL, NULL);

    for (; tests->pName; tests++)
        CU_add_test(suite, tests->pName, tests->pTestFunc);
    CU_run_suite(suite);
    printf("%-7s %s: %u of %u\n",
           passed - passed_before == suite->uiNumberOfTests ? "ok" : "", name,
           passed - passed_before, suite->uiNumberOfTests);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!is_suite(argv[i] + (argv[i][0] == '-'))) {
            fprintf(stderr, "run-tests: no suite is named %s\n", argv[i]);
            return 2;
        }
    }
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_set_error_action(CUEA_IGNORE);
    CU_set_test_complete_handler(test_ended);
    for (size_t i = 0; i < SUITE_COUNT; i++)
        if (is_wanted(suites[i].name, argv + 1))
            run_suite(suites[i].name, suites[i].tests);
    CU_cleanup_registry();
    printf("%u passed, %u failed, %u skipped\n", passed, failed, skipped);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
