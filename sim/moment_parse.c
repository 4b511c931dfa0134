/* SPDX-License-Identifier: MIT
 *
 * sim/moment_parse.c - reading a moment: its terms, and what joins them.
 */
#include <string.h>

#include "sim/moment_read.h"
#include "sim/nearest.h"
#include "sim/problems.h"

const struct moment moment_shell_prompt = {
    .terms = 1,
    .term = {{.kind = MOMENT_SCREEN}},
    .text = "bootscope$",
};

struct reader {
    struct moment *m;
    const char *at; /* what is still to be read */
    struct error *err;
};

static void skip_spaces(struct reader *r)
{
    r->at += strspn(r->at, " \t\n");
}

/* The next word, up to a space or #. */
static struct word peek(struct reader *r)
{
    skip_spaces(r);
    return (struct word){r->at, strcspn(r->at, " \t\n#")};
}

static bool is_link(struct word w)
{
    return word_is(w, "and") || word_is(w, "or") || word_is(w, "then");
}

/* --- the text of a screen ---------------------------------------------- */

/* A text without quotes goes on to the end; another moment behind it is most
 * likely not meant to be part of it. */
static bool hides_moment(struct word text, struct error *err)
{
    static const char *const links[] = {" and ", " or ", " then "};

    for (unsigned i = 0; i < ARRAY_LEN(links); i++) {
        const char *found = strstr(text.at, links[i]);

        if (found && moment_has_form(found + strlen(links[i])))
            return !error_set(
                err,
                "the text before \"%.40s\" must stand in quotes: "
                "screen:\"%.*s\"",
                found + 1, (int)(found - text.at > 40 ? 40 : found - text.at),
                text.at);
    }
    return false;
}

static bool read_text(struct reader *r, struct word *text)
{
    const char *end;

    *text = (struct word){r->at, strlen(r->at)};
    if (*r->at != '"') {
        r->at += text->length;
        return !hides_moment(*text, r->err);
    }
    end = strchr(r->at + 1, '"');
    if (!end)
        return error_set(r->err, "screen:%.40s: the second quote is missing",
                         text->at);
    *text = (struct word){r->at + 1, (size_t)(end - r->at - 1)};
    r->at = end + 1;
    if (*r->at && !strchr(" \t\n#", *r->at))
        return error_set(r->err, "after the text in quotes a space is wanted");
    return true;
}

/* --- terms ------------------------------------------------------------- */

static bool unknown_form(struct word name, struct error *err)
{
    char word[41], list[200] = "", hint[96];
    struct nearest near = {.word = word};
    struct moment_form form;

    name.length = name.length < sizeof word ? name.length : sizeof word - 1;
    memcpy(word, name.at, name.length);
    word[name.length] = '\0';
    for (unsigned i = 0; moment_form(i, &form); i++) {
        nearest_try(&near, form.name);
        strcat(list, i ? " " : "");
        strcat(list, form.name);
    }
    return error_set(err, "\"%s:\" is no moment%s; allowed are %s", word,
                     nearest_text(&near, hint), list);
}

static bool read_form(struct reader *r, struct moment_term *t, struct word w)
{
    const char *colon = memchr(w.at, ':', w.length);
    struct word form = {w.at, colon ? (size_t)(colon - w.at) : 0}, argument;
    uint64_t number;

    if (colon && form_known(form)) {
        r->at = colon + 1;
        if (!word_is(form, "screen")) {
            argument = (struct word){r->at, w.length - form.length - 1};
            r->at += argument.length;
        } else if (!read_text(r, &argument)) {
            return false;
        }
        return form_read_term(r->m, t, form, argument, r->err);
    }
    if (colon && !word_number(form, true, &number) && !word_is(form, "phys"))
        return unknown_form(form, r->err);
    r->at += w.length;
    return form_bare(r->m, t, w, r->err);
}

/* A form and its conditions. */
static bool read_term(struct reader *r, enum moment_link link)
{
    struct moment *m = r->m;
    struct moment_term *t = &m->term[m->terms];
    struct word w = peek(r);

    if (!w.length || is_link(w))
        return error_set(r->err,
                         m->terms ? "after \"and\", \"or\" and \"then\" a "
                                    "moment is wanted"
                                  : "this is no moment: it is empty, or begins "
                                    "with \"and\", \"or\" or \"then\"");
    if (m->terms == MOMENT_TERMS)
        return error_set(r->err, "at most %d moments can be joined",
                         MOMENT_TERMS);
    m->terms++;
    t->link = (uint8_t)link;
    t->first = (uint8_t)m->conditions;
    if (!read_form(r, t, w))
        return false;
    for (w = peek(r); w.length && !is_link(w); w = peek(r)) {
        r->at += w.length;
        if (!condition_read(m, t, w, r->err))
            return false;
    }
    return conditions_agree(m, t, r->err);
}

/* --- joining them ------------------------------------------------------ */

static bool by_instruction(const struct moment_term *t)
{
    return t->kind == MOMENT_EVENT || t->kind == MOMENT_CHANGE;
}

/* #N at the end of a group. */
static bool read_nth(struct reader *r, struct moment_term *first)
{
    struct word w;
    uint64_t nth;

    skip_spaces(r);
    if (*r->at != '#')
        return true;
    r->at++;
    w = (struct word){r->at, strcspn(r->at, " \t\n#")};
    r->at += w.length;
    if (!word_number(w, false, &nth) || nth == 0 || nth > UINT32_MAX)
        return error_set(r->err,
                         "after # a number from 1 up is wanted, such as #3");
    if (first->kind == MOMENT_INSTRUCTION || first->kind == MOMENT_TIME)
        return error_set(r->err,
                         "a count or a time comes only once: #%llu "
                         "can never come",
                         (unsigned long long)nth);
    first->nth = (uint32_t)nth;
    w = peek(r);
    if ((w.length && !is_link(w)) || *r->at == '#')
        return error_set(r->err,
                         "#%llu ends a moment; after it comes and, or, then",
                         (unsigned long long)nth);
    return true;
}

/* The same instruction cannot be at two places. */
static bool can_be_joined(const struct reader *r, unsigned first)
{
    const struct moment *m = r->m;
    bool at_a_place = false;

    for (unsigned i = first; i < m->terms; i++) {
        const struct moment_term *t = &m->term[i];

        if (!by_instruction(t))
            return error_set(r->err,
                             "only what one instruction does can be joined by "
                             "\"and\"; phase, left, screen, insn and time "
                             "cannot: \"A then B\" waits for one after the "
                             "other, and step=NAME is a condition");
        if (event_set_is(&t->events, EV_INSN) && at_a_place)
            return error_set(r->err, "one instruction is not at two places: "
                                     "the moment can never come");
        at_a_place = at_a_place || event_set_is(&t->events, EV_INSN);
    }
    return true;
}

static bool read_group(struct reader *r, enum moment_link link)
{
    unsigned first = r->m->terms;

    while (read_term(r, link)) {
        if (!word_is(peek(r), "and")) {
            if (first + 1 < r->m->terms && !can_be_joined(r, first))
                return false;
            return read_nth(r, &r->m->term[first]);
        }
        r->at += strlen("and");
        link = LINK_AND;
    }
    return false;
}

bool moment_parse(const char *text, struct moment *m, struct error *err)
{
    struct reader r = {m, text, err};
    enum moment_link link = LINK_THEN;

    *m = (struct moment){0};
    for (;;) {
        struct word w;

        if (!read_group(&r, link))
            return false;
        w = peek(&r);
        if (!w.length)
            return true;
        if (word_is(w, "and"))
            return error_set(err, "#N counts all that \"and\" joins: it comes "
                                  "at the end");
        link = word_is(w, "or") ? LINK_OR : LINK_THEN;
        r.at += w.length;
    }
}

bool moment_has_form(const char *text)
{
    return form_known((struct word){text, strcspn(text, ": ")}) &&
           text[strcspn(text, ": ")] == ':';
}

bool moment_is_counted(const struct moment *m)
{
    for (unsigned i = 0; i < m->terms; i++)
        if (m->term[i].nth || m->term[i].relative ||
            (i > 0 && m->term[i].link == LINK_THEN))
            return true;
    return false;
}
