/* SPDX-License-Identifier: MIT
 *
 * user/shell/shell.c - reads commands and runs them.
 *
 * A few commands are the shell's own; every other name is a program in /BIN,
 * run as a child. While it runs, Ctrl-C ends it.
 */
#include "line.h"
#include "print.h"
#include "string.h"
#include "system.h"

#define PROMPT "bootscope$ "

struct builtin {
    const char *name;
    void (*run)(const char *rest);
};

static void run_help(const char *rest)
{
    static const char *const lines[] = {
        "ps          processes             mem        memory in use",
        "ls [DIR]    list a directory      cat FILE   show a file",
        "uptime      time since start      date       date and time",
        "lspci       devices on PCI        irq        interrupts so far",
        "log         the system log        echo TEXT  print the text",
        "kill PID    end a process         clear      empty the screen",
        "sector LBA [TEXT]                 show or write a disk sector",
        "crash [null|div|priv]             break a program, see the report",
        "crash kernel|stack                break the kernel: it will halt",
        "spin [SECONDS]                    keep the processor busy",
        "reboot      start again           poweroff   switch off",
        "exit        log out               COMMAND &  do not wait for it",
    };

    (void)rest;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        print("%s\n", lines[i]);
}

static void run_echo(const char *rest)
{
    print("%s\n", rest);
}

static void run_clear(const char *rest)
{
    (void)rest;
    print("\033[2J\033[H");
}

static void run_exit(const char *rest)
{
    (void)rest;
    system_exit(0);
}

static const struct builtin builtins[] = {
    {"help", run_help},
    {"echo", run_echo},
    {"clear", run_clear},
    {"exit", run_exit},
};

static bool run_builtin(const char *name, const char *rest)
{
    for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++)
        if (text_equal(builtins[i].name, name)) {
            builtins[i].run(rest);
            return true;
        }
    return false;
}

/* "ps" becomes "/BIN/PS.ELF"; false if no file can have that name. */
static bool make_path(char *path, const char *name)
{
    static const char folder[] = "/BIN/", extension[] = ".ELF";
    size_t length = strlen(name);

    if (length > 8)
        return false;
    for (size_t i = 0; i < length; i++)
        if (name[i] == '/' || name[i] == '.')
            return false;
    memcpy(path, folder, sizeof folder - 1);
    memcpy(path + sizeof folder - 1, name, length);
    memcpy(path + sizeof folder - 1 + length, extension, sizeof extension);
    return true;
}

static void run_program(const char *name, const char *line, bool wait)
{
    char path[PATH_BYTES];
    int pid = -ERROR_NOT_FOUND, status;

    if (make_path(path, name))
        pid = system_spawn(path, line);
    if (pid == -ERROR_NOT_FOUND) {
        print("%s: no such command; try help\n", name);
        return;
    }
    if (pid < 0) {
        print("%s: %s\n", name, error_text(pid));
        return;
    }
    if (!wait) {
        print("pid %d\n", pid);
        return;
    }
    system_foreground(pid);
    system_wait(pid, &status, 0);
    system_foreground(0);
    if (status & STATUS_KILLED)
        print("\n%s: killed\n", name);
}

/* An & at the end: do not wait. It is taken off the line. */
static bool shall_wait(char *line)
{
    size_t length = strlen(line);

    while (length && line[length - 1] == ' ')
        length--;
    if (!length || line[length - 1] != '&')
        return true;
    line[length - 1] = '\0';
    return false;
}

static void collect_background(void)
{
    int status, pid;

    while ((pid = system_wait(0, &status, WAIT_POLL)) > 0)
        print("pid %d ended\n", pid);
}

static void run_line(char *line)
{
    bool wait = shall_wait(line);

    char name[LINE_BYTES];
    size_t length = 0;

    while (*line == ' ')
        line++;
    while (line[length] && line[length] != ' ')
        length++;
    if (length == 0)
        return;
    memcpy(name, line, length);
    name[length] = '\0';
    if (!run_builtin(name, line[length] ? line + length + 1 : ""))
        run_program(name, line, wait);
}

int main(void)
{
    char line[LINE_BYTES];

    print("Type help for a list of commands.\n");
    for (;;) {
        collect_background();
        line_read(PROMPT, line);
        run_line(line);
    }
}
