/* SPDX-License-Identifier: MIT
 *
 * ui/cpu_test.c - `bootscope cpu-test`: answers questions about single
 * instructions, so that the CPU can be compared with others.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/session.h"
#include "ui/arguments.h"
#include "ui/command.h"
#include "ui/complain.h"
#include "ui/output.h"

static const char about[] =
    "Reads questions on standard input and answers each on standard output:\n\n"
    "  T ID MODE CODE ; TEXT   a test; mode r16 (real) or u32 (protected, "
    "flat,\n"
    "                          privilege level 3); code as hexadecimal bytes\n"
    "  I 16 NUMBERS            EAX ECX EDX EBX ESP EBP ESI EDI EIP EFLAGS\n"
    "                          ES CS SS DS FS GS, in hexadecimal\n"
    "  M ADDRESS:BYTE ...      memory before; all else is 0\n\n"
    "The answer is T ID, F with the registers after, W with the bytes that\n"
    "differ, and X with the vector if an exception or interrupt was taken; or\n"
    "T ID and U if the question cannot be answered.";

struct lines {
    char *text; /* of getline() */
    size_t room;
    bool failed;
};

/* The next line without its newline. */
static const char *next_line(void *context)
{
    struct lines *lines = context;
    ssize_t length;

    if (output_failed())
        return NULL;
    errno = 0;
    length = getline(&lines->text, &lines->room, stdin);
    if (length < 0) {
        lines->failed = ferror(stdin) != 0;
        return NULL;
    }
    lines->text[strcspn(lines->text, "\r\n")] = '\0';
    return lines->text;
}

static void answer(void *context, const char *text)
{
    (void)context;
    output_text("%s\n", text);
}

enum exit_status cpu_test_command(char **words)
{
    static const struct arguments arguments = {
        .command = "cpu-test",
        .usage = "< QUESTIONS",
        .about = about,
    };
    struct lines lines = {0};
    struct error err;
    bool ok;
    enum exit_status status;

    if (!arguments_read(&arguments, words, NULL, &status))
        return status;
    ok = session_cpu_test(next_line, answer, &lines, &err);
    free(lines.text);
    if (lines.failed) {
        complain("cannot read standard input: %s", strerror(errno));
        return EXIT_USAGE;
    }
    if (ok)
        return EXIT_OK;
    complain("%s", err.text);
    return EXIT_USAGE;
}
