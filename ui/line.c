/* SPDX-License-Identifier: MIT
 *
 * ui/line.c - the command line of the TUI.
 */
#include "ui/line.h"

#include <stdio.h>
#include <string.h>

#define ESCAPE    0x1b
#define CTRL_C    0x03
#define CTRL_U    0x15
#define BACKSPACE 0x08
#define DELETE    0x7f
#define LINES     16u

/* There is one command line. */
static struct {
    char text[LINE];
    bool open, letter;
    char before[LINES][LINE]; /* a ring of those that were done */
    unsigned done, shown;     /* how many; which of them is seen */
} line;

void line_open(const char *text, bool letter)
{
    snprintf(line.text, sizeof(line.text), "%s", text);
    line.open = true;
    line.letter = letter;
    line.shown = line.done;
}

const char *line_text(void)
{
    return line.open ? line.text : NULL;
}

static void enter(struct tui *t)
{
    line.open = false;
    if (line.text[0])
        memcpy(line.before[line.done++ % LINES], line.text, LINE);
    tui_command(t, line.text);
}

/* An older or a newer line; after the newest an empty one. */
static void recall(bool older)
{
    unsigned oldest = line.done > LINES ? line.done - LINES : 0;

    if (older && line.shown > oldest)
        line.shown--;
    else if (!older && line.shown < line.done)
        line.shown++;
    if (line.shown < line.done)
        memcpy(line.text, line.before[line.shown % LINES], LINE);
    else
        line.text[0] = '\0';
}

static void append(struct tui *t, char letter)
{
    size_t length = strlen(line.text);

    if (length + 1 >= sizeof(line.text))
        return;
    line.text[length] = letter;
    line.text[length + 1] = '\0';
    if (line.letter)
        enter(t);
}

void line_key(struct tui *t, uint32_t key)
{
    size_t length = strlen(line.text);

    t->message[0] = '\0';
    switch (key) {
    case '\r':
    case '\n':
        enter(t);
        break;
    case ESCAPE:
    case CTRL_C:
        line.open = false;
        break;
    case '\t':
        line_complete(t, line.text, sizeof(line.text));
        break;
    case SESSION_KEY_UP:
    case SESSION_KEY_DOWN:
        recall(key == SESSION_KEY_UP);
        break;
    case CTRL_U:
        line.text[0] = '\0';
        break;
    case BACKSPACE:
    case DELETE:
        if (length)
            line.text[length - 1] = '\0';
        else
            line.open = false;
        break;
    default:
        if (key >= ' ' && key < DELETE)
            append(t, (char)key);
        break;
    }
}
