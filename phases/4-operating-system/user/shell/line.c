/* SPDX-License-Identifier: MIT
 *
 * user/shell/line.c - a line of input, with editing and a history.
 */
#include "line.h"

#include "print.h"
#include "string.h"
#include "system.h"

enum { HISTORY = 8 };
enum { CONTROL_C = 3, CONTROL_L = 12, CONTROL_U = 21, ESCAPE = 27 };

static char history[HISTORY][LINE_BYTES];
static int history_count;

static char next_char(void)
{
    static char input[32];
    static int used, count;

    while (used == count) {
        used = 0;
        count = system_read(FILE_INPUT, input, sizeof input);
        if (count < 0)
            system_exit(1);
    }
    return input[used++];
}

static void erase(size_t characters)
{
    while (characters--)
        print("\b \b");
}

static void replace(char *line, size_t *length, const char *with)
{
    erase(*length);
    text_copy(line, with, LINE_BYTES);
    *length = strlen(line);
    print("%s", line);
}

/* The rest of an arrow key: "[A" is Up, "[B" is Down. */
static void recall(char *line, size_t *length, int *position)
{
    char letter;

    if (next_char() != '[')
        return;
    letter = next_char();
    if (letter == 'A' && *position > 0)
        --*position;
    else if (letter == 'B' && *position < history_count)
        ++*position;
    else
        return;
    replace(line, length, *position < history_count ? history[*position] : "");
}

static void remember(const char *line)
{
    if (!*line ||
        (history_count && text_equal(line, history[history_count - 1])))
        return;
    if (history_count == HISTORY) {
        memmove(history[0], history[1], (HISTORY - 1) * LINE_BYTES);
        history_count--;
    }
    text_copy(history[history_count++], line, LINE_BYTES);
}

static void add(char *line, size_t *length, char c)
{
    if (c < ' ' || c > '~' || *length == LINE_BYTES - 1)
        return;
    line[(*length)++] = c;
    line[*length] = '\0';
    print("%c", c);
}

void line_read(const char *prompt, char *line)
{
    size_t length = 0;
    int position = history_count;
    char c;

    line[0] = '\0';
    print("%s", prompt);
    while ((c = next_char()) != '\n') {
        switch (c) {
        case '\b':
            if (length) {
                erase(1);
                line[--length] = '\0';
            }
            break;
        case CONTROL_C:
            print("^C\n%s", prompt);
            line[length = 0] = '\0';
            position = history_count;
            break;
        case CONTROL_U:
            replace(line, &length, "");
            break;
        case CONTROL_L:
            print("\033[2J\033[H%s%s", prompt, line);
            break;
        case ESCAPE:
            recall(line, &length, &position);
            break;
        default:
            add(line, &length, c);
        }
    }
    print("\n");
    remember(line);
}
