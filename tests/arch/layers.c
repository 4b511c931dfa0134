/* SPDX-License-Identifier: MIT
 *
 * tests/arch/layers.c - every #include is one that docs/layers.md allows.
 */
#include "tests/arch/tree.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

#define PAGE "docs/layers.md"

static struct table table;

/* The name between the quotes or brackets of an #include line. */
static bool included(const char *line, char quote, char name[static 100])
{
    return sscanf(line,
                  quote == '"' ? "#include \"%99[^\"]" : "#include <%99[^>]",
                  name) == 1;
}

/* The last row whose left column fits. */
static const struct table_row *rule_for(const char *path)
{
    for (unsigned i = table.count; i-- > 0;)
        if (table_fits(table.rows[i].left, path))
            return &table.rows[i];
    return NULL;
}

static void check_our_header(const char *path, unsigned number,
                             const char *line)
{
    const struct table_row *rule;
    char name[100];

    if (!line || !included(line, '"', name))
        return;
    rule = rule_for(path);
    EXPECT(rule && table_fits(rule->right, name), "%s:%u includes %s", path,
           number, name);
}

static void check_system_header(const char *path, unsigned number,
                                const char *line)
{
    const struct table_row *rule;
    char name[100];

    if (!line || !included(line, '<', name))
        return;
    rule = rule_for(name);
    EXPECT(rule && table_fits(rule->right, path), "%s:%u includes <%s>", path,
           number, name);
}

static void our_headers_point_down(void)
{
    table_read(&table, PAGE, "Our headers");
    CU_ASSERT(table.count > 0);
    tree_lines(PROGRAM_SOURCES, check_our_header);
    table_free(&table);
}

static void system_headers_stay_in_their_layer(void)
{
    table_read(&table, PAGE, "System headers");
    CU_ASSERT(table.count > 0);
    tree_lines(PROGRAM_SOURCES, check_system_header);
    table_free(&table);
}

CU_TestInfo layers_tests[] = {
    TEST(our_headers_point_down),
    TEST(system_headers_stay_in_their_layer),
    CU_TEST_INFO_NULL,
};
