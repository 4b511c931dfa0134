/* SPDX-License-Identifier: MIT
 *
 * ui/explain.c - `bootscope explain`: a port, a code, a phase, an event, a
 * term, in plain words.
 */
#include "phases/explain.h"

#include <stdio.h>
#include <string.h>

#include "ui/arguments.h"
#include "ui/command.h"
#include "ui/complain.h"
#include "ui/output.h"
#include "ui/wrap.h"

#define QUESTION    200
#define LIST_COLUMN 32 /* where second columns of lists may begin */

struct question {
    char text[QUESTION]; /* the words with blanks between them */
};

static const char about[] =
    "Explains what you meet in a boot, in plain words. Without a word it lists "
    "what\ncan be explained. Examples:\n\n"
    "  bootscope explain a20          a term\n"
    "  bootscope explain 1F7h         a port\n"
    "  bootscope explain post 1Ah     a POST code\n"
    "  bootscope explain int 13h 42h  a BIOS service\n"
    "  bootscope explain event io.in  a kind of event\n"
    "  bootscope explain menu         a phase or step";

static bool add_word(void *settings, const char *word, struct error *err)
{
    struct question *q = settings;
    size_t used = strlen(q->text);

    if (used + strlen(word) + 2 > sizeof(q->text))
        return error_set(err, "the question is too long");
    snprintf(q->text + used, sizeof(q->text) - used, "%s%s", used ? " " : "",
             word);
    return true;
}

/* Where the second column of a list begins; 0: the line is no list. */
static unsigned second_column(const char *line, size_t length)
{
    size_t end = length < LIST_COLUMN ? length : LIST_COLUMN;

    for (size_t i = end; i > 2; i--)
        if (line[i - 1] == ' ' && line[i - 2] == ' ' && i < length)
            return line[i] == ' ' ? 0 : (unsigned)i;
    return 0;
}

static void print_labelled(const char *label, const char *text)
{
    char line[EXPLAIN_LINE + 16];

    if (!*text)
        return;
    snprintf(line, sizeof(line), "%s%s", label, text);
    wrap_print(line, strlen(line), 0, (unsigned)strlen(label));
}

static void print_explanation(const struct explanation *e)
{
    output_text("%s\n\n", e->title);
    for (const char *line = e->text; *line;) {
        size_t length = strcspn(line, "\n");

        wrap_print(line, length, 0, second_column(line, length));
        line += length + (line[length] == '\n');
    }
    if (e->next[0] || e->source[0])
        output_text("\n");
    print_labelled("Next: ", e->next);
    print_labelled("Source: ", e->source);
}

static enum exit_status not_found(const char *word)
{
    char similar[80];

    if (explain_suggest(word, similar, sizeof(similar)))
        complain("nothing is known about \"%s\"; did you mean %s?", word,
                 similar);
    else
        complain("nothing is known about \"%s\" (bootscope explain lists what "
                 "is)",
                 word);
    return EXIT_USAGE;
}

enum exit_status explain_command(char **words)
{
    static const struct arguments arguments = {
        .command = "explain",
        .usage = "[WORD...]",
        .about = about,
        .word = add_word,
    };
    struct question question = {""};
    enum exit_status status;
    struct explanation e;

    if (!arguments_read(&arguments, words, &question, &status))
        return status;
    if (!explain_find(question.text, &e))
        return not_found(question.text);
    print_explanation(&e);
    return EXIT_OK;
}
