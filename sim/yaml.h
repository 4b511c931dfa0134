/* SPDX-License-Identifier: MIT
 *
 * sim/yaml.h - a YAML file as a small tree of texts, lists and maps that know
 * their line and column.
 *
 * What we do not need is refused, so that reading takes bounded time and
 * memory whatever the file holds: anchors and aliases, tags, a second
 * document, duplicate keys, more than the limits below.
 */
#ifndef SIM_YAML_H
#define SIM_YAML_H

#include "sim/problems.h"

#define YAML_BYTES_MAX (256u << 10)
#define YAML_NODES_MAX 8192u
#define YAML_DEPTH_MAX 12u

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    unsigned line, column; /* from 1 */
    char *text;            /* YAML_TEXT */

    /* As an entry of a map. */
    const char *key;
    unsigned key_line, key_column;

    struct yaml_node *first; /* of a list or map */
    struct yaml_node *next;
};

struct yaml_tree {
    struct yaml_node *root; /* NULL: the file is empty */
    struct yaml_node *nodes;
    unsigned count, room;
    char *texts;
    size_t texts_used, texts_size;
};

/* False: see *problems; the tree is empty then. Free it in either case. */
bool yaml_tree_read(struct yaml_tree *t, const char *bytes, size_t count,
                    struct problems *problems);
void yaml_tree_free(struct yaml_tree *t);

/* "a text", "a list", "a map". */
const char *yaml_kind_name(enum yaml_kind kind);

/* The entry of a map; NULL: there is none. */
const struct yaml_node *yaml_entry(const struct yaml_node *map,
                                   const char *key);

#endif
