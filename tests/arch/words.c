/* SPDX-License-Identifier: MIT
 *
 * tests/arch/words.c - some calls belong to some files only; some words
 * belong nowhere.
 */
#include "tests/arch/tree.h"
#include "tests/test.h"

#include <ctype.h>
#include <string.h>

static struct table table;

/* Find `word` where it is not the tail or the head of a longer name. */
static bool has_word(const char *line, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = line; (at = strstr(at, word)); at++) {
        bool starts = at == line || (!isalnum(at[-1]) && at[-1] != '_');
        bool ends = word[length - 1] == '(' ||
                    (!isalnum(at[length]) && at[length] != '_');

        if (starts && ends)
            return true;
    }
    return false;
}

/* Copy a line without its comments and the text of its strings. */
static void copy_code(char *code, size_t room, const char *line)
{
    bool string = false;
    char before = ' ';

    line += strspn(line, " ");
    if (line[0] == '*')
        line = "";
    for (; *line && strncmp(line, "/*", 2) && room > 1; before = *line++) {
        if (*line == '"' && before != '\'' && before != '\\')
            string = !string;
        else if (!string)
            *code++ = *line, room--;
    }
    *code = '\0';
}

static void check_calls(const char *path, unsigned number, const char *line)
{
    char code[400];

    if (!line)
        return;
    copy_code(code, sizeof(code), line);
    for (unsigned i = 0; i < table.count; i++) {
        const struct table_row *row = &table.rows[i];

        for (unsigned j = 0; row->left[j]; j++)
            EXPECT(!has_word(code, row->left[j]) ||
                       table_fits(row->right, path),
                   "%s:%u: %s", path, number, row->left[j]);
    }
}

static void calls_stay_in_their_files(void)
{
    table_read(&table, "docs/layers.md", "Words");
    CU_ASSERT(table.count > 0);
    tree_lines(PROGRAM_SOURCES, check_calls);
    table_free(&table);
}

static void check_unfinished(const char *path, unsigned number,
                             const char *line)
{
    static const char *const words[] = {"TODO", "FIXME", "XXX", "HACK"};

    for (unsigned i = 0; line && i < sizeof(words) / sizeof(words[0]); i++)
        EXPECT(!has_word(line, words[i]), "%s:%u: %s", path, number, words[i]);
}

static void nothing_is_left_for_later(void)
{
    tree_lines("sim hw phases ui scenarios docs Makefile -type f "
               "-not -path 'phases/images/*'",
               check_unfinished);
}

CU_TestInfo words_tests[] = {
    TEST(calls_stay_in_their_files),
    TEST(nothing_is_left_for_later),
    CU_TEST_INFO_NULL,
};
