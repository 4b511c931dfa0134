/* SPDX-License-Identifier: MIT
 *
 * sim/yaml.c - libyaml's events made into a tree. The only file that knows
 * libyaml.
 *
 * Source: YAML 1.1, "Information Models"; libyaml's yaml.h.
 */
#include "sim/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct reading {
    yaml_parser_t parser;
    yaml_event_t event;
    struct yaml_tree *tree;
    struct problems *problems;
    const char *bytes;
    size_t count;
};

const char *yaml_kind_name(enum yaml_kind kind)
{
    static const char *const names[] = {"a text", "a list", "a map"};

    return names[kind];
}

/* --- problems ---------------------------------------------------------- */

static unsigned line_of(yaml_mark_t mark)
{
    return (unsigned)mark.line + 1;
}

static unsigned column_of(yaml_mark_t mark)
{
    return (unsigned)mark.column + 1;
}

static bool complain(struct reading *r, const char *text)
{
    problem_add(r->problems, line_of(r->event.start_mark),
                column_of(r->event.start_mark), "%s", text);
    return false;
}

/* The reader of bytes knows an offset only. */
static void byte_problem(struct reading *r)
{
    size_t at = r->parser.problem_offset;
    unsigned line = 1, column = 1;

    for (size_t i = 0; i < at && i < r->count; i++) {
        column++;
        if (r->bytes[i] == '\n') {
            line++;
            column = 1;
        }
    }
    problem_add(r->problems, line, column,
                "this byte is not text in UTF-8 (%s)", r->parser.problem);
}

/* Is the line indented with a tab? */
static bool has_tab(const struct reading *r, size_t line)
{
    const char *p = r->bytes, *end = r->bytes + r->count;

    for (; line > 0 && p < end; p++)
        line -= *p == '\n';
    while (p < end && *p == ' ')
        p++;
    return p < end && *p == '\t';
}

static bool syntax_problem(struct reading *r)
{
    const yaml_parser_t *p = &r->parser;

    if (p->error == YAML_SCANNER_ERROR && has_tab(r, p->problem_mark.line))
        problem_add(r->problems, line_of(p->problem_mark),
                    column_of(p->problem_mark),
                    "this line begins with a tab; YAML is indented with "
                    "spaces");
    else if (p->error == YAML_READER_ERROR)
        byte_problem(r);
    else if (p->error == YAML_MEMORY_ERROR)
        problem_add(r->problems, 0, 0, "the host has no memory for this file");
    else if (p->context)
        problem_add(r->problems, line_of(p->problem_mark),
                    column_of(p->problem_mark),
                    "this is not YAML: %s (%s at line %u)", p->problem,
                    p->context, line_of(p->context_mark));
    else
        problem_add(r->problems, line_of(p->problem_mark),
                    column_of(p->problem_mark), "this is not YAML: %s",
                    p->problem ? p->problem : "it ends too early");
    return false;
}

/* --- the tree ---------------------------------------------------------- */

static bool next_event(struct reading *r)
{
    yaml_event_delete(&r->event);
    memset(&r->event, 0, sizeof r->event);
    return yaml_parser_parse(&r->parser, &r->event) || syntax_problem(r);
}

static struct yaml_node *new_node(struct reading *r, enum yaml_kind kind)
{
    struct yaml_node *n;

    if (r->tree->count == r->tree->room) {
        complain(r, "the file has too many entries; at most 8192 are allowed");
        return NULL;
    }
    n = &r->tree->nodes[r->tree->count++];
    n->kind = kind;
    n->line = line_of(r->event.start_mark);
    n->column = column_of(r->event.start_mark);
    return n;
}

/* A copy of the scalar of the present event; NULL: refused. */
static char *keep_text(struct reading *r)
{
    struct yaml_tree *t = r->tree;
    size_t length = r->event.data.scalar.length;
    char *text = t->texts + t->texts_used;

    if (memchr(r->event.data.scalar.value, 0, length)) {
        complain(r, "a text cannot hold the character 0");
        return NULL;
    }
    if (length >= t->texts_size - t->texts_used) {
        complain(r, "the texts of the file are too long");
        return NULL;
    }
    memcpy(text, r->event.data.scalar.value, length);
    text[length] = '\0';
    t->texts_used += length + 1;
    return text;
}

static bool has_properties(struct reading *r)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;

    switch (r->event.type) {
    case YAML_SCALAR_EVENT:
        anchor = r->event.data.scalar.anchor;
        tag = r->event.data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = r->event.data.sequence_start.anchor;
        tag = r->event.data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = r->event.data.mapping_start.anchor;
        tag = r->event.data.mapping_start.tag;
        break;
    default:
        break;
    }
    if (anchor)
        complain(r, "anchors (&name) are not allowed; write the value out");
    else if (tag)
        complain(r, "tags (!name) are not allowed");
    return anchor || tag;
}

static struct yaml_node *read_node(struct reading *r, unsigned depth);

static bool read_list(struct reading *r, struct yaml_node *list, unsigned depth)
{
    struct yaml_node **end = &list->first;

    while (next_event(r)) {
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            return true;
        *end = read_node(r, depth + 1);
        if (!*end)
            return false;
        end = &(*end)->next;
    }
    return false;
}

static bool read_entry(struct reading *r, struct yaml_node *map,
                       struct yaml_node **end, unsigned depth)
{
    unsigned line = line_of(r->event.start_mark);
    unsigned column = column_of(r->event.start_mark);
    const struct yaml_node *same;
    const char *key;

    if (r->event.type == YAML_ALIAS_EVENT)
        return complain(r, "aliases (*name) are not allowed; write the value "
                           "out");
    if (r->event.type != YAML_SCALAR_EVENT)
        return complain(r, "a key is a word, not a list or a map");
    if (has_properties(r))
        return false;
    key = keep_text(r);
    if (!key || !next_event(r))
        return false;
    same = yaml_entry(map, key);
    if (same)
        problem_add(r->problems, line, column,
                    "\"%.60s\" is here for the second time; the first is at "
                    "line %u",
                    key, same->key_line);
    *end = read_node(r, depth + 1);
    if (!*end)
        return false;
    (*end)->key = key;
    (*end)->key_line = line;
    (*end)->key_column = column;
    return true;
}

static bool read_map(struct reading *r, struct yaml_node *map, unsigned depth)
{
    struct yaml_node **end = &map->first;

    while (next_event(r)) {
        if (r->event.type == YAML_MAPPING_END_EVENT)
            return true;
        if (!read_entry(r, map, end, depth))
            return false;
        end = &(*end)->next;
    }
    return false;
}

/* The node that the present event begins. */
static struct yaml_node *read_node(struct reading *r, unsigned depth)
{
    struct yaml_node *n = NULL;

    if (depth > YAML_DEPTH_MAX) {
        complain(r, "too deep: at most 12 lists and maps inside each other");
        return NULL;
    }
    if (has_properties(r))
        return NULL;
    switch (r->event.type) {
    case YAML_SCALAR_EVENT:
        n = new_node(r, YAML_TEXT);
        if (n)
            n->text = keep_text(r);
        return n && n->text ? n : NULL;
    case YAML_SEQUENCE_START_EVENT:
        n = new_node(r, YAML_LIST);
        return n && read_list(r, n, depth) ? n : NULL;
    case YAML_MAPPING_START_EVENT:
        n = new_node(r, YAML_MAP);
        return n && read_map(r, n, depth) ? n : NULL;
    case YAML_ALIAS_EVENT:
        complain(r, "aliases (*name) are not allowed; write the value out");
        return NULL;
    default:
        complain(r, "a value is missing");
        return NULL;
    }
}

/* --- the file ---------------------------------------------------------- */

static bool read_stream(struct reading *r)
{
    if (!next_event(r) || !next_event(r))
        return false;
    if (r->event.type == YAML_STREAM_END_EVENT)
        return true;
    if (!next_event(r))
        return false;
    r->tree->root = read_node(r, 0);
    if (!r->tree->root || !next_event(r) || !next_event(r))
        return false;
    return r->event.type == YAML_STREAM_END_EVENT ||
           complain(r, "a second document begins here; only one is allowed");
}

static bool tree_init(struct yaml_tree *t, size_t count)
{
    /* Of a character there is at most one entry, and the root. */
    *t = (struct yaml_tree){
        .room = count < YAML_NODES_MAX ? (unsigned)count + 1 : YAML_NODES_MAX,
        .texts_size = 2 * count + 1,
    };
    t->nodes = calloc(t->room, sizeof t->nodes[0]);
    t->texts = malloc(t->texts_size);
    return t->nodes && t->texts;
}

/* Some editors put the byte order mark at the beginning, even in UTF-8. */
#define BYTE_ORDER_MARK 3

static bool has_mark(const char *bytes, size_t count)
{
    return count >= BYTE_ORDER_MARK && count <= YAML_BYTES_MAX &&
           memcmp(bytes, "\xef\xbb\xbf", BYTE_ORDER_MARK) == 0;
}

bool yaml_tree_read(struct yaml_tree *t, const char *bytes, size_t count,
                    struct problems *problems)
{
    size_t mark = has_mark(bytes, count) ? BYTE_ORDER_MARK : 0;
    struct reading r = {.tree = t,
                        .problems = problems,
                        .bytes = bytes + mark,
                        .count = count - mark};
    unsigned before = problems->count;
    bool ok;

    *t = (struct yaml_tree){0};
    if (count > YAML_BYTES_MAX) {
        problem_add(problems, 0, 0,
                    "the file has %zu bytes; at most %u are allowed", count,
                    YAML_BYTES_MAX);
        return false;
    }
    if (!tree_init(t, count) || !yaml_parser_initialize(&r.parser)) {
        problem_add(problems, 0, 0, "the host has no memory for this file");
        return false;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.bytes,
                                 r.count);
    ok = read_stream(&r) && problems->count == before;
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    if (!ok)
        t->root = NULL;
    return ok;
}

void yaml_tree_free(struct yaml_tree *t)
{
    free(t->nodes);
    free(t->texts);
    *t = (struct yaml_tree){0};
}

const struct yaml_node *yaml_entry(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = map->first;

    while (n && (!n->key || strcmp(n->key, key) != 0))
        n = n->next;
    return n;
}
