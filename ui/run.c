/* SPDX-License-Identifier: MIT
 *
 * ui/run.c - `bootscope run`: boot a machine and let it live.
 */
#include "ui/run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ui/command.h"
#include "ui/complain.h"
#include "ui/output.h"
#include "ui/pace.h"
#include "ui/save_disk.h"
#include "ui/screenshot.h"
#include "ui/scenario_file.h"
#include "ui/screen_text.h"

/* --- options ----------------------------------------------------------- */

static bool set_speed(void *settings, const char *value, struct error *err)
{
    struct run_options *o = settings;

    o->has_speed = true;
    return speed_parse(value, &o->speed, err);
}

static const struct option rows[] = {
    {"--headless", NULL,
     "no terminal: standard output carries the bytes of\nCOM1, standard input "
     "goes to COM1 (bundled disk:\nfrom the shell's prompt on); full speed",
     .at = offsetof(struct run_options, headless)},
    {"--screen", NULL, "print the last text screen at the end",
     .at = offsetof(struct run_options, screen)},
    {"--screenshot", "FILE", "write the last screen as a picture (PPM)",
     .at = offsetof(struct run_options, screenshot)},
    {"--debugcon", "FILE", "write the bytes of the debug console, port E9h",
     .at = offsetof(struct run_options, debugcon)},
    {"--save-disk", "FILE", "write the first disk as the guest left it",
     .at = offsetof(struct run_options, save_disk)},
    {"--speed", "N|max", "virtual seconds in a second [headless: max, else 1]",
     .set = set_speed},
    {0},
};

static const char about[] =
    "Boots a PC: without options the bundled one, or IMAGE, a boot sector or "
    "a\n"
    "raw disk image.\n\n"
    "On a terminal its screen is shown and the keyboard is its keyboard. "
    "Ctrl-C\n"
    "goes to the guest; Ctrl-] leaves, and so does Ctrl-C twice in a second.\n"
    "Without a terminal, standard output carries the bytes of COM1.\n\n"
    "Exit status: 0 the guest ended well, or was left; 1 it crashed or hung;\n"
    "2 wrong use, or an image that cannot be used; 3 the limit was reached.";

static const struct arguments arguments = {
    .command = "run",
    .usage = "[OPTIONS] [IMAGE]",
    .about = about,
    .tables = {{"Options", rows, 0},
               {"The machine", machine_option_rows,
                offsetof(struct run_options, machine)}},
    .word = machine_option_image,
    .word_at = offsetof(struct run_options, machine),
};

/* --- streams ----------------------------------------------------------- */

static void watch_prompt(struct run_streams *streams, uint8_t byte)
{
    const char *prompt = moment_shell_prompt.text;

    if ((char)byte == prompt[streams->prompt_matched])
        streams->prompt_matched++;
    else
        streams->prompt_matched = (char)byte == prompt[0];
    if (prompt[streams->prompt_matched])
        return;
    streams->prompt_seen = true;
    streams->prompt_matched = 0;
}

static void on_output(void *context, enum session_stream stream, uint8_t byte)
{
    struct run_streams *streams = context;

    if (stream == OUT_COM1) {
        watch_prompt(streams, byte);
        if (streams->com1_to_output)
            output_bytes(&byte, 1);
    } else if (stream == OUT_DEBUGCON && streams->debugcon) {
        fputc(byte, streams->debugcon);
    }
}

static bool open_debugcon(const struct run_options *o,
                          struct run_streams *streams)
{
    if (!o->debugcon)
        return true;
    streams->debugcon = fopen(o->debugcon, "wb");
    if (streams->debugcon)
        return true;
    complain("--debugcon %s: %s", o->debugcon, strerror(errno));
    return false;
}

static bool close_debugcon(const struct run_options *o,
                           struct run_streams *streams)
{
    bool failed;

    if (!streams->debugcon)
        return true;
    failed = ferror(streams->debugcon) != 0;
    if (fclose(streams->debugcon) == 0 && !failed)
        return true;
    complain("--debugcon %s: %s", o->debugcon, strerror(errno ? errno : EIO));
    return false;
}

/* --- the command ------------------------------------------------------- */

static bool has_terminal(const struct run_options *o)
{
    return !o->headless && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* What a crash left on the screen is worth reading. */
static bool wants_screen(const struct guest *g, const struct run_options *o)
{
    enum session_end end = session_end(g->session);

    return o->screen ||
           (has_terminal(o) &&
            (end == END_CRASHED || end == END_HUNG || end == END_HALTED));
}

static enum exit_status finish(struct guest *g, const struct run_options *o)
{
    enum exit_status status = guest_status(g);
    struct error err;

    if (wants_screen(g, o))
        screen_print(g->session);
    output_flush();
    guest_report(g);
    if (o->screenshot && !screenshot(g->session, o->screenshot, &err)) {
        complain("--screenshot %s", err.text);
        return status == EXIT_OK ? EXIT_GUEST : status;
    }
    if (o->save_disk && !save_disk(g->session, o->save_disk, &err)) {
        complain("--save-disk %s", err.text);
        return status == EXIT_OK ? EXIT_GUEST : status;
    }
    return status;
}

static enum exit_status run(struct guest *g, struct run_options *o)
{
    struct run_streams streams = {.com1_to_output = !has_terminal(o)};
    enum exit_status status;

    if (!open_debugcon(o, &streams))
        return EXIT_USAGE;
    g->config.output = on_output;
    g->config.output_context = &streams;
    if (!guest_open(g, &o->machine)) {
        close_debugcon(o, &streams);
        return EXIT_USAGE;
    }
    if (streams.com1_to_output || !run_terminal(g, o)) {
        streams.com1_to_output = true;
        o->headless = true;
        run_headless(g, o, &streams);
    }
    status = finish(g, o);
    if (!close_debugcon(o, &streams) && status == EXIT_OK)
        status = EXIT_GUEST;
    return status;
}

enum exit_status run_command(char **words)
{
    struct run_options o = {.machine = MACHINE_OPTIONS_DEFAULT};
    struct guest g = {0};
    enum exit_status status;

    for (char **word = words; *word; word++)
        if (scenario_file_is_named(*word))
            return scenario_command(words);
    if (!arguments_read(&arguments, words, &o, &status))
        return status;
    if (o.save_disk && o.machine.no_disk) {
        complain("--save-disk: there is no disk to save");
        return EXIT_USAGE;
    }
    status = run(&g, &o);
    guest_close(&g);
    return status;
}
