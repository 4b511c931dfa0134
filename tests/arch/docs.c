/* SPDX-License-Identifier: MIT
 *
 * tests/arch/docs.c - the links in our pages lead somewhere, and the files that
 * they name are there.
 */
#include "sim/base.h"
#include "tests/arch/tree.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PAGES ". -name '*.md' -not -path './build/*'"

/* The file that a link in `page` names, relative to the root folder. */
static void resolve(const char *page, const char *link, char path[static 400])
{
    const char *slash = strrchr(page, '/');
    int folder = slash ? (int)(slash - page) + 1 : 0;

    snprintf(path, 400, "%.*s%.*s", folder, page, (int)strcspn(link, ")#"),
             link);
}

static void check_links(const char *page, unsigned number, const char *line)
{
    char path[400];

    for (const char *at = line; at && (at = strstr(at, "](")); at += 2) {
        const char *link = at + 2;

        if (*link == '#' || strstr(link, "://"))
            continue;
        resolve(page, link, path);
        EXPECT(access(path, R_OK) == 0, "%s:%u: no file %s", page, number,
               path);
    }
}

static void links_lead_to_files(void)
{
    tree_lines(PAGES, check_links);
}

/* `hw/pit.c`: from the root folder on, and nothing to be filled in. */
static bool is_path(const char *name)
{
    static const char *const folders[] = {"sim/",  "hw/",    "phases/",   "ui/",
                                          "docs/", "tests/", "scenarios/"};

    for (unsigned i = 0; i < ARRAY_LEN(folders); i++)
        if (!strncmp(name, folders[i], strlen(folders[i])))
            return !strpbrk(name, " *") && !strstr(name, "NAME") &&
                   !strstr(name, "XX");
    return false;
}

static void check_names(const char *page, unsigned number, const char *line)
{
    char name[200];

    for (const char *at = line; at && (at = strchr(at, '`'));) {
        size_t length = strcspn(++at, "`");

        snprintf(name, sizeof name, "%.*s", (int)length, at);
        EXPECT(!is_path(name) || access(name, R_OK) == 0, "%s:%u: no file %s",
               page, number, name);
        at += length + (at[length] == '`');
    }
}

static void named_files_are_there(void)
{
    tree_lines(PAGES, check_names);
}

CU_TestInfo docs_tests[] = {
    TEST(links_lead_to_files),
    TEST(named_files_are_there),
    CU_TEST_INFO_NULL,
};
