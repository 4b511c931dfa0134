/* SPDX-License-Identifier: MIT
 *
 * services/init.c - pid 1: starts the services and keeps them alive.
 *
 * A service counts as started when it says "ready". One that dies is started
 * again if the start list says so, but not after three quick deaths in a row.
 */
#include "exception_names.h"
#include "format.h"
#include "print.h"
#include "service.h"
#include "start_list.h"
#include "string.h"
#include "system.h"

#define START_LIST "/ETC/INIT.CFG"

enum { READY_POLLS = 30, READY_POLL_MS = 100 }; /* 3 s to get ready */
enum { QUICK_SECONDS = 5, QUICK_DEATHS = 3 };

static struct service services[SERVICES];
static int service_count;
static int mailbox;
static bool boot_is_over;

static unsigned ticks_now(void)
{
    struct system_info info;

    system_system_info(&info);
    return info.ticks;
}

static void describe_death(int status, char *text, size_t size)
{
    if (status & STATUS_FAULT)
        format(text, size, "died of a %s",
               exception_name((unsigned)status & STATUS_CODE));
    else if (status & STATUS_KILLED)
        format(text, size, "was killed");
    else
        format(text, size, "ended with status %d", status);
}

/* True when it is ready; else the reason. */
static bool wait_until_ready(int pid, char *reason, size_t size)
{
    struct message message;
    int status;

    for (int i = 0; i < READY_POLLS; i++) {
        if (system_receive(mailbox, &message, READY_POLL_MS) == 0) {
            if (message.from == pid)
                return true;
        } else if (system_wait(pid, &status, WAIT_POLL) == pid) {
            describe_death(status, reason, size);
            return false;
        }
    }
    system_kill(pid);
    system_wait(pid, &status, 0);
    format(reason, size, "was not ready in time");
    return false;
}

/* The terminal waits for this before it lets anyone log in. */
static void tell_boot_is_over(const struct service *service)
{
    int box = system_mailbox(service->name, false);

    if (text_equal(service->name, MAILBOX_TERMINAL) && box >= 0)
        system_send(box, "go");
}

static void start(struct service *service)
{
    char reason[64];
    int pid = system_spawn(service->path, service->name);

    service->pid = 0;
    if (pid < 0) {
        print("[failed] %s: %s: %s\n", service->name, service->path,
              error_text(pid));
        return;
    }
    service->started_ticks = ticks_now();
    if (!wait_until_ready(pid, reason, sizeof reason)) {
        print("[failed] %s: %s\n", service->name, reason);
        return;
    }
    service->pid = pid;
    print("[ok] %s (pid %d)\n", service->name, pid);
    if (boot_is_over)
        tell_boot_is_over(service);
}

static void start_all(void)
{
    int running = 0;

    for (int i = 0; i < service_count; i++) {
        start(&services[i]);
        running += services[i].pid != 0;
        system_progress((unsigned)((i + 1) * 99 / service_count));
    }
    service_log("%d of %d services run", running, service_count);
    system_progress(100);
    boot_is_over = true;
    for (int i = 0; i < service_count; i++)
        tell_boot_is_over(&services[i]);
}

static bool may_restart(struct service *service)
{
    unsigned lived = ticks_now() - service->started_ticks;

    if (!service->restart)
        return false;
    if (lived < QUICK_SECONDS * TICKS_PER_SECOND)
        service->quick_deaths++;
    else
        service->quick_deaths = 0;
    if (service->quick_deaths < QUICK_DEATHS)
        return true;
    print("[failed] %s: died %d times in a row, given up\n", service->name,
          QUICK_DEATHS);
    service_log("%s given up", service->name);
    return false;
}

static void service_died(int pid, int status)
{
    char reason[64];

    for (int i = 0; i < service_count; i++) {
        if (services[i].pid != pid)
            continue;
        services[i].pid = 0;
        describe_death(status, reason, sizeof reason);
        print("\ninit: %s %s\n", services[i].name, reason);
        service_log("%s %s", services[i].name, reason);
        if (may_restart(&services[i]))
            start(&services[i]);
    }
}

int main(void)
{
    int status, pid;

    mailbox = system_mailbox(MAILBOX_INIT, true);
    service_count = start_list_read(START_LIST, services);
    if (service_count <= 0)
        print("[failed] init: %s: %s\n", START_LIST,
              service_count ? error_text(service_count) : "names no service");
    else
        start_all();
    for (;;) {
        pid = system_wait(0, &status, 0);
        if (pid > 0)
            service_died(pid, status);
        else
            system_sleep(1000); /* no child is left */
    }
}
