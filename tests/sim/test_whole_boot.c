/* SPDX-License-Identifier: MIT
 *
 * Time travel, the whole of it: from the prompt of the shell back to the reset
 * vector, over every instruction, iteration of REP, interrupt and wait, each
 * state equal to that of a machine that never went back.
 *
 * The boot is cut into parts of equal length, one for each processor of the
 * host.
 */
#include "tests/sim/walk.h"
#include "tests/test.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PARTS_MAX 16

struct part {
    uint64_t from, to; /* instructions retired */
    uint64_t prompt;   /* virtual ns */
};

static void walk_part(const struct part *p, struct walk *w)
{
    struct vm *vm = vm_bundled();

    vm_open(vm);
    while (session_icount(vm->session) < p->from &&
           session_forward(vm->session))
        continue;
    walk_forward(w, vm, p->to, UINT64_MAX);
    vm_close(vm);

    vm = vm_bundled();
    vm_open(vm);
    session_record(vm->session, 0, &vm->error);
    session_run(vm->session, p->prompt + NS_PER_SECOND);
    walk_back(w, vm);
    vm_close(vm);
}

/* --- all parts at once ------------------------------------------------- */

static uint64_t prompt(uint64_t *instructions)
{
    struct vm *vm = vm_bundled();
    uint64_t tick;

    vm_open(vm);
    session_until(vm->session, &moment_shell_prompt);
    vm_run(vm, 20000);
    CU_ASSERT_EQUAL_FATAL(session_end(vm->session), END_UNTIL);
    *instructions = session_icount(vm->session);
    tick = session_now(vm->session);
    vm_close(vm);
    return tick;
}

/* In a process of its own, which tells what is wrong through the pipe. */
static int begin_part(struct part p)
{
    struct walk w = {0};
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    fflush(stdout);
    if (fork() == 0) {
        walk_part(&p, &w);
        _exit(write(ends[1], w.wrong, sizeof w.wrong) < 0);
    }
    close(ends[1]);
    return ends[0];
}

static void every_step_back_finds_the_state_that_was(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned parts = processors < 1           ? 1
                     : processors > PARTS_MAX ? PARTS_MAX
                                              : (unsigned)processors;
    uint64_t instructions, tick = prompt(&instructions);
    int result[PARTS_MAX];

    EXPECT(instructions > 10000000, "only %llu instructions",
           (unsigned long long)instructions);
    for (unsigned i = 0; i < parts; i++)
        result[i] = begin_part((struct part){
            instructions * i / parts, instructions * (i + 1) / parts, tick});
    for (unsigned i = 0; i < parts; i++) {
        char wrong[sizeof((struct walk *)0)->wrong] = "no end";
        ssize_t n = read(result[i], wrong, sizeof wrong);

        EXPECT(n == sizeof wrong && !wrong[0], "part %u of %u: %s", i + 1,
               parts, wrong);
        close(result[i]);
        wait(NULL);
    }
}

CU_TestInfo whole_boot_tests[] = {
    TEST(every_step_back_finds_the_state_that_was),
    CU_TEST_INFO_NULL,
};
