/* SPDX-License-Identifier: MIT
 *
 * Time travel, the whole of it: from the prompt of the shell back to the reset
 * vector, over every instruction, iteration of REP, interrupt and wait, each
 * state equal to that of a machine that never went back.
 *
 * The boot is cut into parts of equal length, one for each processor of the
 * host.
 */
#include "sim/session_state.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PARTS_MAX 16

/* The reference keeps what it has hashed this often. */
#define KEEP_EVERY 64

/* One state in so many is also hashed afresh, byte by byte. */
#define AFRESH_EVERY 20011

struct part {
    uint64_t from, to; /* instructions retired */
    uint64_t first;    /* where it begins, virtual ns */
    uint64_t last;     /* where it ends */
    uint64_t *hashes;  /* of each position, in order */
    uint64_t positions, room;
    char wrong[200]; /* the first thing that is; "": nothing */
};

#define WRONG(p, ...)                                                          \
    do {                                                                       \
        if (!(p)->wrong[0])                                                    \
            snprintf((p)->wrong, sizeof(p)->wrong, __VA_ARGS__);               \
    } while (0)

/* --- the machine that never goes back ---------------------------------- */

static void note(struct part *p, const struct key_frame_store *store)
{
    if (p->positions == p->room) {
        p->room = p->room ? 2 * p->room : 1u << 20;
        p->hashes = realloc(p->hashes, p->room * sizeof p->hashes[0]);
    }
    if (!p->hashes)
        _exit(2);
    p->hashes[p->positions] = key_frame_hash(store);
    if (p->positions % AFRESH_EVERY == 0 &&
        key_frame_hash_afresh(store) != p->hashes[p->positions])
        WRONG(p, "position %llu: what changed is not all of it",
              (unsigned long long)p->positions);
    p->positions++;
}

static void go_forward(struct part *p)
{
    struct vm *vm = vm_bundled();
    struct key_frame_store store;
    struct session *s;

    vm_open(vm);
    s = vm->session;
    while (session_icount(s) < p->from && session_forward(s))
        continue;
    if (!key_frame_store_init(&store, &s->machine,
                              (struct companion){&s->play, sizeof s->play}))
        _exit(2);
    p->first = session_now(s);
    for (;; session_forward(s)) {
        if (p->positions % KEEP_EVERY == 0)
            key_frame_drop(&store, key_frame_take(&store));
        note(p, &store);
        if (session_icount(s) >= p->to)
            break;
    }
    p->last = session_now(s);
    key_frame_store_free(&store);
    vm_close(vm);
}

/* --- the one that does ------------------------------------------------- */

static bool at_key_frame(const struct session *s)
{
    return timeline_before(&s->timeline, session_icount(s))->tick ==
           session_now(s);
}

static void compare(struct part *p, const struct session *s, uint64_t position)
{
    const struct key_frame_store *store = &s->timeline.store;
    uint64_t hash = key_frame_hash(store);

    if (hash != p->hashes[position])
        WRONG(p, "%llu instructions, %llu ns: another state",
              (unsigned long long)session_icount(s),
              (unsigned long long)session_now(s));
    if ((position % AFRESH_EVERY == 0 || at_key_frame(s)) &&
        key_frame_hash_afresh(store) != hash)
        WRONG(p, "%llu instructions: what changed is not all of it",
              (unsigned long long)session_icount(s));
}

static void go_back(struct part *p, uint64_t prompt)
{
    struct vm *vm = vm_bundled();
    struct session *s;

    vm_open(vm);
    s = vm->session;
    if (!session_record(s, 0, &vm->error))
        _exit(2);
    session_run(s, prompt + NS_PER_SECOND);
    session_seek(s, p->last, NULL, NULL);
    for (uint64_t n = p->positions; n-- > 0 && !p->wrong[0];) {
        compare(p, s, n);
        if (n && !session_back(s))
            WRONG(p, "%llu instructions: there is no step back",
                  (unsigned long long)session_icount(s));
    }
    if (session_now(s) != p->first)
        WRONG(p, "the way back is not as long as the way forward");
    if (p->from == 0 && session_back(s))
        WRONG(p, "there is something before the reset vector");
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
static int begin_part(struct part p, uint64_t prompt)
{
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    fflush(stdout);
    if (fork() == 0) {
        go_forward(&p);
        go_back(&p, prompt);
        _exit(write(ends[1], p.wrong, sizeof p.wrong) < 0);
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
        result[i] =
            begin_part((struct part){.from = instructions * i / parts,
                                     .to = instructions * (i + 1) / parts},
                       tick);
    for (unsigned i = 0; i < parts; i++) {
        char wrong[200] = "the part did not end";
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
