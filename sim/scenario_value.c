/* SPDX-License-Identifier: MIT
 *
 * sim/scenario_value.c - the values that a scenario is made of, checked.
 */
#include "sim/scenario_value.h"
#include "sim/nearest.h"

#include <string.h>

static void wrong_kind(struct problems *problems, const struct yaml_node *n,
                       const char *wanted)
{
    bool nothing = n->kind == YAML_TEXT && !*n->text;

    problem_add(problems, n->line, n->column,
                "%s stands here, where %s is wanted",
                nothing ? "nothing" : yaml_kind_name(n->kind), wanted);
}

bool value_is(struct problems *problems, const struct yaml_node *n,
              enum yaml_kind kind)
{
    if (n->kind != kind)
        wrong_kind(problems, n, yaml_kind_name(kind));
    return n->kind == kind;
}

void value_wrong(struct problems *problems, const struct yaml_node *n,
                 const struct error *err)
{
    problem_add(problems, n->line, n->column, "%s", err->text);
}

const char *value_text(struct problems *problems, const struct yaml_node *n)
{
    if (!value_is(problems, n, YAML_TEXT))
        return "";
    if (!*n->text)
        problem_add(problems, n->line, n->column, "a text is missing");
    return n->text;
}

/* --- words ------------------------------------------------------------- */

/* One space for each stretch of spaces and line ends, none at the end. */
static void fold(char *text)
{
    char *to = text;

    for (const char *from = text; *from;) {
        size_t spaces = strspn(from, " \t\n\r");

        from += spaces;
        if (spaces && to != text && *from)
            *to++ = ' ';
        if (*from)
            *to++ = *from++;
    }
    *to = '\0';
}

/* A character that a terminal would obey, as C0, DEL or C1; 0: none. */
static unsigned find_control(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (c[0] < ' ' || c[0] == 0x7f)
            return c[0];
        else if (c[0] == 0xc2 && c[1] < 0xa0)
            return c[1];
    return 0;
}

const char *value_prose(struct problems *problems, const struct yaml_node *n)
{
    unsigned control;

    if (n->kind == YAML_TEXT)
        fold(n->text);
    if (!*value_text(problems, n))
        return "";
    control = find_control(n->text);
    if (control)
        problem_add(problems, n->line, n->column,
                    "the control character %02Xh is not allowed here", control);
    return n->text;
}

/* --- the guest's screen ------------------------------------------------ */

/* The character in UTF-8 at *text, which libyaml has checked. */
static uint32_t next_character(const char **text)
{
    const unsigned char *c = (const unsigned char *)*text;
    unsigned more = c[0] < 0x80 ? 0 : c[0] < 0xe0 ? 1 : c[0] < 0xf0 ? 2 : 3;
    uint32_t character = more ? c[0] & (0x3fu >> more) : c[0];

    for (unsigned i = 1; i <= more; i++)
        character = character << 6 | (c[i] & 0x3fu);
    *text += 1 + more;
    return character;
}

/* 0: the screen has no such character. */
static uint8_t cell_of(uint32_t character)
{
    for (unsigned i = 1; i < 256; i++)
        if (cp437_unicode((uint8_t)i) == character)
            return (uint8_t)i;
    return 0;
}

void value_cells(struct problems *problems, const struct yaml_node *n,
                 char *cells, size_t size)
{
    size_t used = 0;

    cells[0] = '\0';
    for (const char *p = n->kind == YAML_TEXT ? n->text : ""; *p;) {
        const char *at = p;
        uint8_t cell = cell_of(next_character(&p));

        if (!cell || used + 1 == size) {
            problem_add(problems, n->line, n->column,
                        cell ? "the text is longer than a row of the screen"
                             : "the screen has no character \"%.*s\"; it has "
                               "those of code page 437",
                        (int)(p - at), at);
            return;
        }
        cells[used++] = (char)cell;
        cells[used] = '\0';
    }
}

/* --- numbers ----------------------------------------------------------- */

/* Decimal digits, with underscores between them. */
static bool read_decimal(const char *text, uint64_t most, uint64_t *value)
{
    bool digit = false;

    for (*value = 0; *text; text++) {
        if (*text == '_' && digit)
            continue;
        if (*text < '0' || *text > '9' || *value > most / 10)
            return false;
        *value = 10 * *value + (uint64_t)(*text - '0');
        digit = true;
    }
    return digit && *value <= most;
}

uint64_t value_number(struct problems *problems, const struct yaml_node *n,
                      uint64_t least, uint64_t most)
{
    uint64_t value;

    if (!value_is(problems, n, YAML_TEXT))
        return least;
    if (read_decimal(n->text, most, &value) && value >= least)
        return value;
    problem_add(problems, n->line, n->column,
                "\"%.40s\": a number from %llu to %llu is wanted", n->text,
                (unsigned long long)least, (unsigned long long)most);
    return least;
}

static bool read_hex(const char *text, uint64_t most, uint64_t *value)
{
    static const char digits[] = "0123456789ABCDEFabcdef";
    const char *start = text;

    for (*value = 0; *text; text++) {
        const char *at = strchr(digits, *text);
        uint64_t digit = at ? (uint64_t)(at - digits) : 0;

        if (!at || *value > most)
            return false;
        *value = *value << 4 | (digit < 16 ? digit : digit - 6);
    }
    return text != start && *value <= most;
}

uint64_t value_hex(struct problems *problems, const struct yaml_node *n,
                   uint64_t most)
{
    uint64_t value;

    if (!value_is(problems, n, YAML_TEXT))
        return 0;
    if (read_hex(n->text, most, &value))
        return value;
    problem_add(problems, n->line, n->column,
                "\"%.40s\": a number in hexadecimal up to %llX is wanted",
                n->text, (unsigned long long)most);
    return 0;
}

/* --- points in the run ------------------------------------------------- */

bool value_moment(struct problems *problems, const struct yaml_node *n,
                  struct moment *m)
{
    struct error err;

    if (!value_is(problems, n, YAML_TEXT))
        return false;
    if (moment_parse(n->text, m, &err))
        return true;
    value_wrong(problems, n, &err);
    return false;
}

uint64_t value_steps(struct problems *problems, const struct yaml_node *n)
{
    struct nearest near = {.word = n->kind == YAML_TEXT ? n->text : ""};
    uint64_t steps;
    char hint[96];

    if (!value_is(problems, n, YAML_TEXT))
        return 0;
    steps = moment_steps(n->text, strlen(n->text));
    if (steps)
        return steps;
    for (unsigned i = 0; i < STEP_COUNT; i++)
        nearest_try(&near, step_info[i].name);
    for (unsigned i = 0; i < PHASE_COUNT; i++)
        nearest_try(&near, phase_info[i].name);
    problem_add(problems, n->line, n->column,
                "unknown phase or step \"%.40s\"%s", n->text,
                nearest_text(&near, hint));
    return 0;
}
