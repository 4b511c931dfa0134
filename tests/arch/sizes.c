/* SPDX-License-Identifier: MIT
 *
 * tests/arch/sizes.c - files and functions are short enough to read.
 */
#include "tests/arch/tree.h"
#include "tests/test.h"

#include <string.h>

#define FILE_LINES     600
#define FUNCTION_LINES 50
#define OUR_C          "sim hw phases ui tests -name '*.[ch]'"

static struct table exceptions;
static unsigned function_start;

static bool is_exception(const char *path)
{
    for (unsigned i = 0; i < exceptions.count; i++)
        if (table_fits(exceptions.rows[i].left, path))
            return true;
    return false;
}

static void check_file(const char *path, unsigned number, const char *line)
{
    if (!line)
        EXPECT(number <= FILE_LINES || is_exception(path), "%s has %u lines",
               path, number);
}

/* In our style a brace in the first column opens or closes a function. */
static void check_function(const char *path, unsigned number, const char *line)
{
    if (!line || number == 1)
        function_start = 0;
    if (line && !strcmp(line, "{"))
        function_start = number;
    if (line && !strcmp(line, "}") && function_start) {
        unsigned lines = number - function_start - 1;

        EXPECT(lines <= FUNCTION_LINES || is_exception(path),
               "%s:%u: a function of %u lines", path, function_start, lines);
        function_start = 0;
    }
}

static void files_are_short(void)
{
    table_read(&exceptions, "docs/layers.md", "Sizes");
    tree_lines(OUR_C, check_file);
    table_free(&exceptions);
}

static void functions_are_short(void)
{
    table_read(&exceptions, "docs/layers.md", "Sizes");
    tree_lines(OUR_C, check_function);
    table_free(&exceptions);
}

CU_TestInfo sizes_tests[] = {
    TEST(files_are_short),
    TEST(functions_are_short),
    CU_TEST_INFO_NULL,
};
