/* SPDX-License-Identifier: MIT
 *
 * phases/explain.h - what a word means, in plain words: events, phases and
 * steps, devices and ports, POST codes, BIOS services, terms.
 *
 * The texts are the rows ENTRY(kind, words, title, text, next, source) of the
 * files explain*.def of each phase; POST codes and BIOS services are explained
 * out of their own tables.
 */
#ifndef PHASES_EXPLAIN_H
#define PHASES_EXPLAIN_H

#include "sim/base.h"

enum explain_kind {
    EXPLAIN_TERM,
    EXPLAIN_PHASE,
    EXPLAIN_STEP,
    EXPLAIN_DEVICE,
    EXPLAIN_EVENT,
    EXPLAIN_POST,
    EXPLAIN_SERVICE,
    EXPLAIN_LIST,
};

#define EXPLAIN_LINE 320
#define EXPLAIN_TEXT 8192

struct explanation {
    enum explain_kind kind;
    char title[EXPLAIN_LINE];
    char text[EXPLAIN_TEXT];   /* lines, each ends with \n */
    char next[EXPLAIN_LINE];   /* what to look at next; may be empty */
    char source[EXPLAIN_LINE]; /* manual and section; may be empty */
};

/* Find the explanation of a word: "a20", "event io.out", "step menu", "port
 * 1F7h", "1F7h", "post 1Ah", "int 13h 42h"; "events", "phases", "devices",
 * "ports", "post codes", "bios services", "terms" give lists, an empty word
 * the list of these. Upper and lower case are the same. False: not known. */
bool explain_find(const char *word, struct explanation *e);

/* The known word that is most like this one. False: none is. */
bool explain_suggest(const char *word, char *text, size_t size);

/* The name of a POST code of the bundled BIOS, and what it means if it is the
 * last one. NULL: not a code of it. */
const char *explain_post_name(unsigned code);
const char *explain_post_meaning(unsigned code);

/* Row `i` of the tables, for references and tests. False: past the end. */
struct explain_entry {
    enum explain_kind kind;
    const char *words; /* separated by ", " */
    const char *title;
    const char *text;
    const char *next;
    const char *source;
};
extern const struct explain_entry explain_entries[];
extern const unsigned explain_entry_count;

/* For the files of explain only. */

struct explain_text {
    char *text;
    size_t size, used;
};
void explain_add(struct explain_text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads "80h", "0x80", or plain hexadecimal if `bare`; to the end or to a
 * space. NULL: no number there. */
const char *explain_number(const char *text, bool bare, unsigned *number);

bool explain_post(const char *word, struct explanation *e);
bool explain_service(const char *word, struct explanation *e);
void explain_post_list(struct explain_text *t);
void explain_service_list(struct explain_text *t, unsigned vector);

#endif
