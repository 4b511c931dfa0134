/* SPDX-License-Identifier: MIT
 *
 * tests/phases/post_bench.c - breaking the bundled PC, and listening to its
 * BIOS: POST card, beeps, screen.
 */
#include "tests/phases/post_bench.h"

#include <stdio.h>
#include <string.h>

#include "tests/test.h"

/* --- breaking ---------------------------------------------------------- */

static enum fault_kind kind_named(const char *text)
{
    for (unsigned i = 0; i < FAULT_KINDS; i++) {
        size_t length = strlen(fault_info[i].name);

        if (strncmp(text, fault_info[i].name, length) == 0 &&
            (text[length] == ' ' || !text[length]))
            return (enum fault_kind)i;
    }
    EXPECT(false, "no fault is called %s", text);
    return FAULT_NMI;
}

static void set_param(struct fault *f, const char *name, const char *value)
{
    struct error err = {"unknown"};
    bool known = false;

    for (unsigned i = 0; i < FAULT_PARAMS; i++)
        if (strcmp(fault_param_info[i].name, name) == 0)
            known = fault_set(f, (enum fault_param)i, value, &err);
    EXPECT(known, "%s=%s: %s", name, value, err.text);
}

void read_fault(struct fault *f, const char *text, const char *moment)
{
    char words[200];
    struct error err;

    fault_init(f, kind_named(text));
    snprintf(words, sizeof words, "%s", text);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');

        if (value) {
            *value = '\0';
            set_param(f, word, value + 1);
        }
    }
    f->has_moment = moment != NULL;
    if (moment)
        EXPECT(moment_parse(moment, &f->moment, &err), "%s", err.text);
}

struct vm *broken_vm(const struct failure *failure)
{
    static struct fault faults[2];
    struct vm *vm = vm_bundled();

    for (unsigned i = 0; i < 2 && failure->faults[i]; i++) {
        read_fault(&faults[i], failure->faults[i], failure->moment);
        vm->config.fault_count = i + 1;
    }
    vm->config.faults = faults;
    vm_trace(vm, KEEP(EV_POST_CODE, EV_SPEAKER), false);
    return vm;
}

/* --- looking ----------------------------------------------------------- */

unsigned beeps_of(const struct vm *vm)
{
    unsigned count = 0;

    for (size_t i = 0; i < vm->kept_count; i++)
        count += vm->kept[i].kind == EV_SPEAKER && vm->kept[i].arg[0];
    return count;
}

/* What the POST card showed when the first beep came, or shows now. */
static uint32_t code_of(const struct vm *vm)
{
    uint32_t code = 0;

    for (size_t i = 0; i < vm->kept_count; i++) {
        if (vm->kept[i].kind == EV_SPEAKER && vm->kept[i].arg[0])
            break;
        if (vm->kept[i].kind == EV_POST_CODE)
            code = vm->kept[i].arg[0];
    }
    return code;
}

bool wait_for(struct vm *vm, const char *text)
{
    for (unsigned i = 0; i < 3000; i++) {
        if (vm->session && vm_shows(vm, text))
            return true;
        if (vm_run(vm, 20) != END_NOT_YET)
            return vm_shows(vm, text);
    }
    return false;
}

void expect_boot(struct vm *vm, const char *what)
{
    for (unsigned i = 0; i < 1000 && !strstr(vm->com1, "bootscope$"); i++)
        vm_run(vm, 20);
    EXPECT(strstr(vm->com1, "bootscope$"), "%s: no prompt: %s", what,
           vm_sentence(vm));
}

static void expect_wait_for_f1(struct vm *vm, const char *what)
{
    EXPECT(wait_for(vm, "Press F1 to continue"), "%s: no question: %s", what,
           vm_sentence(vm));
    vm_run(vm, 5000);
    EXPECT(vm_board(vm)->s.devices.post.code == 0x48,
           "%s: it does not wait: %s", what, vm_sentence(vm));
    session_key(vm->session, SESSION_KEY_F1);
}

static void expect_halt(struct vm *vm, const struct failure *f,
                        const char *what)
{
    EXPECT(vm_run(vm, 30000) == END_HALTED, "%s: %s", what, vm_sentence(vm));
    EXPECT(vm_board(vm)->s.devices.post.code == f->code,
           "%s: code %02Xh stays on the card", what,
           vm_board(vm)->s.devices.post.code);
    EXPECT(!f->message || vm_shows(vm, "The machine is halted."),
           "%s: it does not say that it halts", what);
}

void expect_on(struct vm *vm, const struct failure *f)
{
    const char *what = f->faults[0] ? f->faults[0] : "a fault";

    EXPECT(!f->message || wait_for(vm, f->message), "%s: no \"%s\": %s", what,
           f->message, vm_sentence(vm));
    if (f->then == HALTS)
        expect_halt(vm, f, what);
    else if (f->then == GIVES_UP)
        EXPECT(wait_for(vm, "No bootable device"), "%s: %s", what,
               vm_sentence(vm));
    if (f->then == WAITS || f->then == SUFFERS)
        expect_wait_for_f1(vm, what);
    if (f->then == SUFFERS)
        EXPECT(wait_for(vm, "bootscope loader"), "%s: %s", what,
               vm_sentence(vm));
    if (f->then == WAITS || f->then == GOES_ON)
        expect_boot(vm, what);
    EXPECT(beeps_of(vm) == f->beeps, "%s: %u beeps, not %u", what, beeps_of(vm),
           f->beeps);
    EXPECT(!f->beeps || code_of(vm) == f->code, "%s: it beeps at %02Xh", what,
           code_of(vm));
}

void expect_failure(const struct failure *failure)
{
    struct vm *vm = broken_vm(failure);

    vm_open(vm);
    expect_on(vm, failure);
    vm_close(vm);
}
