/* SPDX-License-Identifier: MIT
 *
 * services/terminal.c - the login, and a shell for who logged in.
 *
 * It waits until init says that the boot is over, so that the login line
 * comes last. When the shell ends, the next login follows.
 */
#include "print.h"
#include "service.h"
#include "system.h"

#define SHELL "/BIN/SHELL.ELF"

enum { RETRY_MS = 3000 };

static void run_shell(void)
{
    int status, pid = system_spawn(SHELL, "shell");

    if (pid < 0) {
        print("terminal: cannot start %s: %s\n", SHELL, error_text(pid));
        system_sleep(RETRY_MS);
        return;
    }
    system_wait(pid, &status, 0);
}

int main(void)
{
    struct message go;
    int mailbox = system_mailbox(MAILBOX_TERMINAL, true);

    if (mailbox < 0)
        return 1;
    service_ready();
    system_receive(mailbox, &go, WAIT_FOREVER_MS);
    for (;;) {
        print("\nbootscope login: guest (automatic)\n");
        service_log("guest logged in");
        run_shell();
    }
}
