/* SPDX-License-Identifier: MIT
 *
 * tests/ui/fuzz_command.c - any text as lines of commands for the TUI, and any
 * bytes as the guest that it looks at: each command ends, and the screen can be
 * drawn after it, however small or large. For libFuzzer: `make fuzz`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/poke_program.h"
#include "ui/line.h"
#include "ui/tui.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define LINES 24u /* of an input that are done */
#define LOOKS 6u  /* how often a long way reports before it ends */

static unsigned looks;

static bool few(void *context, uint64_t now, uint64_t goal)
{
    (void)context, (void)now, (void)goal;
    return looks > 0 && --looks > 0;
}

static bool read_zeros(void *context, uint64_t lba, uint32_t count,
                       uint8_t *bytes)
{
    (void)context, (void)lba;
    memset(bytes, 0, (size_t)count * 512);
    return true;
}

static bool power_on(struct tui *t, const uint8_t *bytes, size_t count)
{
    static uint8_t rom[POKE_ROM_BYTES];
    static const struct machine_options options = MACHINE_OPTIONS_DEFAULT;
    struct session_config *config = &t->guest.config;
    struct error err;

    for (unsigned i = 0; i < SESSION_DISKS; i++)
        t->guest.disk[i].file = -1;
    for (unsigned i = 0; i < SESSION_FLOPPIES; i++)
        t->guest.floppy[i].file = -1;
    for (unsigned i = 0; i < SESSION_DISCS; i++)
        t->guest.cdrom[i].file = -1;
    poke_program(rom, bytes, count);
    config->model = (enum vm_model)(count % MODEL_COUNT);
    config->ram_bytes = UINT64_C(2) << 20;
    config->rom = rom;
    config->rom_bytes = sizeof rom;
    config->bundled_disk = true;
    for (unsigned i = 0; i < 2; i++)
        config->cdrom[i] = (struct session_disk){40, read_zeros, NULL};
    config->sink = (struct event_sink){milestones_opening, &t->milestones};
    if (!symbol_files_open(&t->guest.symbols, &options, &err))
        return false;
    t->guest.session = session_open(config, &err);
    t->progress = few;
    return t->guest.session && tui_start(t, &err);
}

/* It would write a file; a count of many digits only takes long. */
static bool is_tame(const char *line)
{
    const char *word = line + strspn(line, " ");
    unsigned digits = 0;

    for (const char *p = line; *p; p++)
        digits += *p >= '0' && *p <= '9';
    return word[0] != 'p' && strncmp(word, "screenshot", 10) != 0 &&
           (digits < 4 || strchr("gwbm/", word[0]));
}

static void draw(struct tui *t, unsigned how)
{
    static struct cell cells[CANVAS_COLUMNS * CANVAS_ROWS];
    struct canvas canvas = {cells, CANVAS_COLUMNS, 80, 24};

    if (how % 4 == 0) {
        canvas.columns = 1 + how * 7 % CANVAS_COLUMNS;
        canvas.rows = 1 + how * 3 % CANVAS_ROWS;
    }
    tui_draw(t, &canvas, how % 8 == 1 ? "goto " : NULL);
    for (unsigned row = 0; row < canvas.rows; row++)
        for (unsigned i = 0; i < canvas.columns; i++)
            if (!cells[row * canvas.stride + i].character)
                __builtin_trap(); /* not drawn */
}

static void do_line(struct tui *t, const char *line, unsigned how)
{
    char text[LINE];
    const struct view *pane = tui_focused(t);

    snprintf(text, sizeof text, "%s", line);
    if (!is_tame(text))
        return;
    looks = LOOKS;
    if (how % 8 == 2)
        line_complete(t, text, sizeof text);
    else if (how % 8 == 3 && pane->key)
        pane->key(t, (uint8_t)text[0]);
    else
        tui_command(t, text);
    if (strnlen(t->message, sizeof t->message) == sizeof t->message)
        __builtin_trap();
    draw(t, how);
}

static void do_lines(struct tui *t, char *lines)
{
    char *rest = NULL;
    unsigned done = 0;

    for (char *line = strtok_r(lines, "\n", &rest); line && done < LINES;
         line = strtok_r(NULL, "\n", &rest))
        do_line(t, line, ++done + (uint8_t)line[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    const uint8_t *end = memchr(bytes, 0, count);
    size_t length = end ? (size_t)(end - bytes) : count;
    struct tui *t = calloc(1, sizeof *t);
    char *lines = malloc(length + 1);

    if (t && lines) {
        memcpy(lines, bytes, length);
        lines[length] = '\0';
        if (power_on(t, bytes + length, count - length))
            do_lines(t, lines);
        tui_close(t);
    }
    free(lines);
    free(t);
    return 0;
}
