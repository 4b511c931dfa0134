/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_yaml.c - the tree of a YAML file, and what is refused.
 */
#include "sim/yaml.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct problems problems;

static bool read_bytes(struct yaml_tree *t, const char *bytes, size_t count)
{
    problems.count = 0;
    return yaml_tree_read(t, bytes, count, &problems);
}

static bool read_text(struct yaml_tree *t, const char *text)
{
    return read_bytes(t, text, strlen(text));
}

/* The text is refused with exactly one problem, at this place. */
static void refused(const char *text, unsigned line, unsigned column,
                    const char *words)
{
    struct yaml_tree t;

    EXPECT(!read_text(&t, text), "%s: was read", text);
    EXPECT(problems.count == 1, "%s: %u problems", text, problems.count);
    EXPECT(problems.row[0].line == line && problems.row[0].column == column,
           "%s: at %u:%u", text, problems.row[0].line, problems.row[0].column);
    EXPECT(strstr(problems.row[0].text, words), "%s: says %s", text,
           problems.row[0].text);
    CU_ASSERT_PTR_NULL(t.root);
    yaml_tree_free(&t);
}

static void nodes_know_their_place(void)
{
    struct yaml_tree t;
    const struct yaml_node *list;

    CU_ASSERT_FATAL(read_text(&t, "title: A\nfaults:\n  - kind: nmi\n"));
    list = yaml_entry(t.root, "faults");
    CU_ASSERT_PTR_NOT_NULL_FATAL(list);
    CU_ASSERT_EQUAL(list->kind, YAML_LIST);
    CU_ASSERT_EQUAL(list->key_line, 2);
    CU_ASSERT_EQUAL(list->first->first->line, 3);
    CU_ASSERT_EQUAL(list->first->first->column, 11);
    CU_ASSERT_STRING_EQUAL(list->first->first->text, "nmi");
    yaml_tree_free(&t);
}

static void an_empty_file_has_no_root(void)
{
    struct yaml_tree t;

    CU_ASSERT(read_text(&t, "# nothing\n"));
    CU_ASSERT_PTR_NULL(t.root);
    yaml_tree_free(&t);
}

static void what_we_do_not_need_is_refused(void)
{
    refused("a: &x 1\n", 1, 4, "anchors");
    refused("a: *x\n", 1, 4, "aliases");
    refused("*x : 1\n", 1, 1, "aliases");
    refused("a: !int 1\n", 1, 4, "tags");
    refused("[a]: 1\n", 1, 1, "a key is a word");
    refused("a: 1\n---\nb: 2\n", 2, 1, "second document");
    refused("a: \"x\\0y\"\n", 1, 4, "character 0");
}

static void a_duplicate_key_is_refused(void)
{
    refused("a: 1\nb: 2\na: 3\n", 3, 1, "second time; the first is at line 1");
}

static void a_syntax_error_comes_alone(void)
{
    refused("a: [1, 2\nb: 3\n", 2, 2, "not YAML");
    refused("a: @\n", 1, 4, "not YAML");
    refused("a: 'b\n", 2, 1, "not YAML");
}

static void a_tab_is_called_a_tab(void)
{
    refused("a: 1\n\tb: 2\n", 2, 1, "begins with a tab");
    refused("a:\n  b: 1\n  \tc: 2\n", 3, 3, "begins with a tab");
}

static void a_byte_order_mark_does_not_count(void)
{
    struct yaml_tree t;

    CU_ASSERT_FATAL(read_text(&t, "\xef\xbb\xbf"
                                  "a: 1\n"));
    CU_ASSERT_EQUAL(t.root->column, 1);
    yaml_tree_free(&t);
    CU_ASSERT(read_text(&t, "\xef\xbb\xbf"));
    CU_ASSERT_PTR_NULL(t.root);
    yaml_tree_free(&t);
    refused("\xff\xfe"
            "a\0:\0",
            1, 1, "UTF-8");
}

static void bytes_that_are_not_utf8_are_refused(void)
{
    refused("a: 1\nb: \xff\n", 2, 4, "UTF-8");
    refused("a: 1\nb: \x01\n", 2, 4, "UTF-8");
}

static void deep_nesting_is_refused(void)
{
    char text[4000];

    memset(text, '[', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    refused(text, 1, YAML_DEPTH_MAX + 2, "too deep");
}

static void too_many_entries_are_refused(void)
{
    size_t size = YAML_NODES_MAX * 4;
    char *text = calloc(1, size + 1);
    struct yaml_tree t;

    for (size_t i = 0; i < size; i += 4)
        memcpy(text + i, "- 1\n", 4);
    CU_ASSERT(!read_text(&t, text));
    CU_ASSERT_PTR_NOT_NULL(strstr(problems.row[0].text, "too many"));
    yaml_tree_free(&t);
    free(text);
}

static void a_large_file_is_not_even_looked_at(void)
{
    struct yaml_tree t;

    CU_ASSERT(!read_bytes(&t, "", (size_t)100 << 20));
    CU_ASSERT_PTR_NOT_NULL(strstr(problems.row[0].text, "104857600 bytes"));
    yaml_tree_free(&t);
}

static void problems_stay_in_the_order_of_the_lines(void)
{
    problems.count = 0;
    problem_add(&problems, 5, 1, "b");
    problem_add(&problems, 2, 7, "a");
    problem_add(&problems, 5, 2, "c");
    CU_ASSERT_STRING_EQUAL(problems.row[0].text, "a");
    CU_ASSERT_STRING_EQUAL(problems.row[1].text, "b");
    CU_ASSERT_STRING_EQUAL(problems.row[2].text, "c");
}

CU_TestInfo yaml_tests[] = {
    TEST(nodes_know_their_place),
    TEST(an_empty_file_has_no_root),
    TEST(what_we_do_not_need_is_refused),
    TEST(a_duplicate_key_is_refused),
    TEST(a_syntax_error_comes_alone),
    TEST(a_tab_is_called_a_tab),
    TEST(a_byte_order_mark_does_not_count),
    TEST(bytes_that_are_not_utf8_are_refused),
    TEST(deep_nesting_is_refused),
    TEST(too_many_entries_are_refused),
    TEST(a_large_file_is_not_even_looked_at),
    TEST(problems_stay_in_the_order_of_the_lines),
    CU_TEST_INFO_NULL,
};
