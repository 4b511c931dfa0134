/* SPDX-License-Identifier: MIT
 *
 * tests/arch/tree.c - reading the source tree, and the tables of its docs.
 */
#include "tests/arch/tree.h"
#include "tests/test.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void visit_file(const char *path, tree_line *visit)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    unsigned number = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    while (getline(&line, &room, file) != -1) {
        line[strcspn(line, "\n")] = '\0';
        visit(path, ++number, line);
    }
    visit(path, number, NULL);
    free(line);
    fclose(file);
}

void tree_lines(const char *find_arguments, tree_line *visit)
{
    char command[400];
    char path[400];
    FILE *list;
    unsigned files = 0;

    snprintf(command, sizeof(command), "find %s | LC_ALL=C sort",
             find_arguments);
    list = popen(command, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(list);
    while (fgets(path, sizeof(path), list)) {
        path[strcspn(path, "\n")] = '\0';
        visit_file(path, visit);
        files++;
    }
    EXPECT(pclose(list) == 0 && files > 0, "no files: %s", command);
}

/* Collect the names in backticks of one cell; where the next cell starts. */
static const char *read_cell(const char *cell, char *names[])
{
    const char *end = cell + strcspn(cell, "|");
    unsigned count = 0;

    for (const char *open = strchr(cell, '`'); open && open < end;) {
        const char *close = strchr(open + 1, '`');

        CU_ASSERT_FATAL(close && close < end && count < TABLE_NAMES);
        names[count++] = strndup(open + 1, (size_t)(close - open - 1));
        open = strchr(close + 1, '`');
    }
    return *end ? end + 1 : end;
}

void table_read(struct table *table, const char *page, const char *title)
{
    FILE *file = fopen(page, "r");
    char *line = NULL;
    size_t room = 0;
    bool here = false;

    memset(table, 0, sizeof(*table));
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    while (getline(&line, &room, file) != -1) {
        line[strcspn(line, "\n")] = '\0';
        if (!strncmp(line, "## ", 3))
            here = !strcmp(line + 3, title);
        if (here && !strncmp(line, "| `", 3)) {
            struct table_row *row = &table->rows[table->count++];

            CU_ASSERT_FATAL(table->count < TABLE_ROWS);
            read_cell(read_cell(line + 1, row->left), row->right);
        }
    }
    free(line);
    fclose(file);
}

static void free_names(char *names[])
{
    for (; *names; names++)
        free(*names);
}

void table_free(struct table *table)
{
    for (unsigned i = 0; i < table->count; i++) {
        free_names(table->rows[i].left);
        free_names(table->rows[i].right);
    }
}

bool table_fits(char *const names[], const char *path)
{
    for (; *names; names++) {
        size_t length = strlen(*names);
        bool folder = length > 0 && (*names)[length - 1] == '/';

        if (folder ? !strncmp(*names, path, length)
                   : !fnmatch(*names, path, FNM_PATHNAME))
            return true;
    }
    return false;
}
