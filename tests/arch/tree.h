/* SPDX-License-Identifier: MIT
 *
 * tests/arch/tree.h - reading the source tree, and the tables of its docs.
 */
#ifndef TESTS_ARCH_TREE_H
#define TESTS_ARCH_TREE_H

#include <stdbool.h>

/* C sources that become the program, as arguments of find(1). */
#define PROGRAM_SOURCES                                                        \
    "sim hw phases ui -name '*.[ch]' -not -path 'phases/[0-9]*' "              \
    "-not -path 'phases/common/*'"

typedef void tree_line(const char *path, unsigned number, const char *line);

/* Call `visit` for each line of each file that find(1) lists, without the
 * line end; and once more at the end of a file, with line NULL. */
void tree_lines(const char *find_arguments, tree_line *visit);

/* A table of a Markdown page: the names in `backticks` of its first two
 * columns. */
#define TABLE_ROWS  60
#define TABLE_NAMES 24

struct table_row {
    char *left[TABLE_NAMES + 1]; /* ends with NULL */
    char *right[TABLE_NAMES + 1];
};

struct table {
    unsigned count;
    struct table_row rows[TABLE_ROWS];
};

/* Read the table under the heading `## title`. Fails the test if there is
 * none. */
void table_read(struct table *table, const char *page, const char *title);
void table_free(struct table *table);

/* True if a pattern in `names` fits the path: a file, a wildcard, or a folder
 * that ends in a slash. */
bool table_fits(char *const names[], const char *path);

#endif
