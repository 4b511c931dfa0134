/* SPDX-License-Identifier: MIT
 *
 * phases/explain.c - finds the explanation of a word.
 */
#include "phases/explain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/nearest.h"

const struct explain_entry explain_entries[] = {
#define ENTRY(kind, words, title, text, next, source)                          \
    {EXPLAIN_##kind, words, title, text, next, source},
#include "phases/1-power-on/explain.def"
#include "phases/2-firmware/explain.def"
#include "phases/3-bootloader/explain.def"
#include "phases/4-operating-system/explain.def"
#include "phases/common/explain_devices.def"
#include "phases/common/explain_events.def"
#undef ENTRY
};

const unsigned explain_entry_count = ARRAY_LEN(explain_entries);

#define WORD 80

/* --- text -------------------------------------------------------------- */

void explain_add(struct explain_text *t, const char *format, ...)
{
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(t->text + t->used, t->size - t->used, format, args);
    va_end(args);
    if (n < 0)
        return;
    t->used += (size_t)n;
    if (t->used >= t->size)
        t->used = t->size - 1;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Lower case, single spaces, none at the ends. */
static void normalise(const char *from, char word[WORD])
{
    size_t n = 0;

    for (; *from && n < WORD - 1; from++) {
        bool space = *from == ' ' || *from == '\t';

        if (space && (n == 0 || word[n - 1] == ' '))
            continue;
        word[n++] = space ? ' ' : lower(*from);
    }
    while (n && word[n - 1] == ' ')
        n--;
    word[n] = '\0';
}

const char *explain_number(const char *text, bool bare, unsigned *number)
{
    unsigned value = 0, digits = 0;
    bool marked = !strncmp(text, "0x", 2);

    if (marked)
        text += 2;
    for (; digits < 8; text++, digits++) {
        char c = lower(*text);

        if (c >= '0' && c <= '9')
            value = value << 4 | (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | (unsigned)(c - 'a' + 10);
        else
            break;
    }
    if (lower(*text) == 'h') {
        marked = true;
        text++;
    }
    if (!digits || !(marked || bare))
        return NULL;
    *number = value;
    return text;
}

/* --- entries ----------------------------------------------------------- */

/* "20h-21h" or "61h" */
static bool in_range(const char *range, unsigned port)
{
    unsigned first, last;
    const char *at = explain_number(range, true, &first);

    if (!at)
        return false;
    last = first;
    if (*at == '-' && !explain_number(at + 1, true, &last))
        return false;
    return port >= first && port <= last;
}

/* Is the word, or the port, in this list of words? */
static bool list_has(const char *words, const char *word, int port)
{
    size_t length = strlen(word);

    while (*words) {
        size_t n = strcspn(words, ",");

        if (port >= 0 ? !strncmp(words, "port ", 5) &&
                            in_range(words + 5, (unsigned)port)
                      : n == length && !strncmp(words, word, n))
            return true;
        words += n;
        words += strspn(words, ", ");
    }
    return false;
}

static void fill(const struct explain_entry *from, struct explanation *e)
{
    e->kind = from->kind;
    snprintf(e->title, sizeof e->title, "%s", from->title);
    snprintf(e->text, sizeof e->text, "%s", from->text);
    snprintf(e->next, sizeof e->next, "%s", from->next);
    snprintf(e->source, sizeof e->source, "%s", from->source);
}

/* kind: that kind only, or EXPLAIN_LIST for all, the terms first. */
static bool find_entry(const char *word, int port, enum explain_kind kind,
                       struct explanation *e)
{
    const struct explain_entry *best = NULL;

    for (unsigned i = 0; i < explain_entry_count; i++) {
        const struct explain_entry *entry = &explain_entries[i];

        if (kind != EXPLAIN_LIST && entry->kind != kind)
            continue;
        if (list_has(entry->words, word, port) &&
            (!best || entry->kind < best->kind))
            best = entry;
    }
    if (best)
        fill(best, e);
    return best != NULL;
}

static bool find_port(const char *word, struct explanation *e)
{
    bool prefix = !strncmp(word, "port ", 5);
    unsigned port;
    const char *end = explain_number(prefix ? word + 5 : word, prefix, &port);

    return end && !*end && port <= 0xffff &&
           find_entry("", (int)port, EXPLAIN_LIST, e);
}

/* "irq 14" is explained as "irq". */
static bool find_irq(const char *word, struct explanation *e)
{
    const char *rest;

    if (strncmp(word, "irq", 3))
        return false;
    rest = word + 3;
    rest += strspn(rest, " 0123456789");
    return !*rest && find_entry("irq", -1, EXPLAIN_TERM, e);
}

static const struct {
    const char *prefix;
    enum explain_kind kind;
} kinds[] = {
    {"event ", EXPLAIN_EVENT}, {"step ", EXPLAIN_STEP},
    {"phase ", EXPLAIN_PHASE}, {"device ", EXPLAIN_DEVICE},
    {"term ", EXPLAIN_TERM},   {"", EXPLAIN_LIST},
};

/* The kind that the word begins with; the last one if with none. */
static unsigned kind_of(const char *word)
{
    unsigned i = 0;

    while (strncmp(word, kinds[i].prefix, strlen(kinds[i].prefix)))
        i++;
    return i;
}

static bool find_kind(const char *word, struct explanation *e)
{
    unsigned i = kind_of(word);

    return find_entry(word + strlen(kinds[i].prefix), -1, kinds[i].kind, e);
}

/* --- lists ------------------------------------------------------------- */

static void first_word(const char *words, char word[WORD])
{
    snprintf(word, WORD, "%.*s", (int)strcspn(words, ","), words);
}

static void list_kind(struct explain_text *t, enum explain_kind kind)
{
    for (unsigned i = 0; i < explain_entry_count; i++) {
        const struct explain_entry *entry = &explain_entries[i];
        char word[WORD];

        if (entry->kind != kind)
            continue;
        first_word(entry->words, word);
        explain_add(t, "%-22s %s\n", word, entry->title);
    }
}

static void list_phases(struct explain_text *t)
{
    for (unsigned i = 0; i < explain_entry_count; i++) {
        const struct explain_entry *entry = &explain_entries[i];
        char word[WORD];

        first_word(entry->words, word);
        if (entry->kind == EXPLAIN_PHASE)
            explain_add(t, "%-24s %s\n", word, entry->title);
        else if (entry->kind == EXPLAIN_STEP)
            explain_add(t, "  %-22s %s\n", word, entry->title);
    }
}

static void list_ports(struct explain_text *t)
{
    for (unsigned i = 0; i < explain_entry_count; i++)
        if (strstr(explain_entries[i].words, "port ") &&
            strstr(explain_entries[i].title, "ort"))
            explain_add(t, "%s\n", explain_entries[i].title);
}

static void list_lists(struct explain_text *t)
{
    explain_add(t, "events          every kind of event in a trace\n"
                   "phases          the story: phases and their steps\n"
                   "devices         the chips of the board\n"
                   "ports           who answers at which I/O port\n"
                   "post codes      what the BIOS writes to port 80h\n"
                   "bios services   INT 10h to INT 1Ah\n"
                   "terms           words from A20 to VM exit\n");
}

static bool find_list(const char *word, struct explanation *e)
{
    struct explain_text t = {e->text, sizeof e->text, 0};

    e->text[0] = '\0';
    if (!strcmp(word, "events"))
        list_kind(&t, EXPLAIN_EVENT);
    else if (!strcmp(word, "phases") || !strcmp(word, "steps"))
        list_phases(&t);
    else if (!strcmp(word, "devices"))
        list_kind(&t, EXPLAIN_DEVICE);
    else if (!strcmp(word, "ports"))
        list_ports(&t);
    else if (!strcmp(word, "post codes"))
        explain_post_list(&t);
    else if (!strcmp(word, "bios services") || !strcmp(word, "int"))
        explain_service_list(&t, 0);
    else if (!strcmp(word, "terms"))
        list_kind(&t, EXPLAIN_TERM);
    else if (!*word || !strcmp(word, "list"))
        list_lists(&t);
    else
        return false;
    e->kind = EXPLAIN_LIST;
    snprintf(e->title, sizeof e->title, "%s",
             *word ? word : "Words that can be explained");
    snprintf(e->next, sizeof e->next, "explain, followed by one of the words");
    e->source[0] = '\0';
    return true;
}

static bool find_word(const char *word, struct explanation *e)
{
    return find_list(word, e) || find_kind(word, e) || find_irq(word, e) ||
           explain_post(word, e) || explain_service(word, e) ||
           find_port(word, e);
}

static void replace(char *word, char from, char to)
{
    word += strlen(kinds[kind_of(word)].prefix);
    while ((word = strchr(word, from)))
        *word = to;
}

/* "vm-exit" is "vm exit", "boot sector" may be "boot-sector". */
bool explain_find(const char *from, struct explanation *e)
{
    char word[WORD];

    normalise(from, word);
    if (find_word(word, e))
        return true;
    replace(word, '-', ' ');
    if (find_word(word, e))
        return true;
    replace(word, ' ', '-');
    return find_word(word, e);
}

/* --- suggestions ------------------------------------------------------- */

bool explain_suggest(const char *from, char *text, size_t size)
{
    char word[WORD], known[WORD];
    struct nearest near = {.word = word};

    normalise(from, word);
    text[0] = '\0';
    for (unsigned i = 0; i < explain_entry_count; i++) {
        const char *words = explain_entries[i].words;

        for (; *words; words += strspn(words, ", ")) {
            first_word(words, known);
            nearest_try(&near, known);
            if (near.best == known) {
                snprintf(text, size, "%s", known);
                near.best = text;
            }
            words += strlen(known);
        }
    }
    return near.best != NULL;
}
