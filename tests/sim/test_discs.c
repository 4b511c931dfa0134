/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_discs.c - discs that are put into the CD-ROM drive while the
 * machine runs: now, at a moment, again after a rewind, in another future.
 */
#include <string.h>

#include "tests/sim/vm.h"
#include "tests/test.h"

#define MS UINT64_C(1000000)

/* Reads sector 0 of the disc again and again. SEEN is its first byte, FAILED
 * the Error register of the last packet that failed. */
#define READER                                                                 \
    "C6 06 10 06 28 C6 06 18 06 01 BA 76 01 B0 A0 EE BA 77 01 EC A8 88 75 FB " \
    "BA 74 01 B0 00 EE 42 B0 08 EE BA 77 01 B0 A0 EE EC A8 08 74 FB BE 10 06 " \
    "B9 06 00 BA 70 01 F3 6F BA 77 01 EC A8 80 75 FB A8 01 75 13 BA 70 01 B9 " \
    "00 04 BF 00 07 F3 6D A0 00 07 A2 00 06 EB B9 BA 71 01 EC A2 01 06 EB B0"
#define SEEN      0x600
#define FAILED    0x601

#define ATTENTION 0x64 /* sense key 6, and ABRT */
#define NOT_READY 0x24

/* A disc is full of one letter. */
static bool read_letter(void *context, uint64_t lba, uint32_t count,
                        uint8_t *bytes)
{
    (void)lba;
    memset(bytes, *(const char *)context, (size_t)count * 512);
    return true;
}

static struct vm *closed_reader(void)
{
    static char letters[] = "ABC";
    struct vm *vm = vm_rom(READER);

    for (unsigned i = 0; i < 3; i++)
        vm->config.cdrom[i] =
            (struct session_disk){UINT64_C(40) << i, read_letter, &letters[i]};
    vm_trace(vm, KEEP(EV_DISC), false);
    return vm;
}

static struct vm *reader(void)
{
    struct vm *vm = closed_reader();
    struct error err;

    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    return vm;
}

static void run(struct vm *vm, uint64_t ms)
{
    session_run(vm->session, session_now(vm->session) + ms * MS);
}

static void put(struct vm *vm, const char *text)
{
    struct error err;

    EXPECT(session_disc(vm->session, text, &err), "%s", err.text);
}

static void expect_refused(struct vm *vm, const char *text, const char *why)
{
    struct error err;

    EXPECT(!session_disc(vm->session, text, &err), "%s was put in", text);
    EXPECT(strstr(err.text, why), "%s: %s", text, err.text);
}

static void another_disc_is_told_and_read(void)
{
    struct vm *vm = reader();

    run(vm, 200);
    CU_ASSERT(vm_byte(vm, SEEN) == 'A' && vm_byte(vm, FAILED) == 0);
    put(vm, "2");
    run(vm, 200);
    CU_ASSERT(vm_byte(vm, SEEN) == 'B' && vm_byte(vm, FAILED) == ATTENTION);
    put(vm, "eject");
    run(vm, 200);
    CU_ASSERT(vm_byte(vm, SEEN) == 'B' && vm_byte(vm, FAILED) == NOT_READY);
    put(vm, "3");
    run(vm, 200);
    CU_ASSERT(vm_byte(vm, SEEN) == 'C' && vm_byte(vm, FAILED) == ATTENTION);
    CU_ASSERT_EQUAL(vm->kept_count, 3);
    CU_ASSERT(vm->kept[0].arg[1] == 2 && vm->kept[1].arg[1] == 0);
    vm_close(vm);
}

static void a_rewind_takes_a_disc_back_and_puts_it_in_again(void)
{
    struct vm *vm = reader();
    uint64_t before, after, now;

    run(vm, 200);
    now = session_now(vm->session);
    before = session_hash(vm->session);
    put(vm, "3");
    run(vm, 300);
    after = session_hash(vm->session);
    session_seek(vm->session, now, NULL, NULL);
    session_seek(vm->session, now - MS, NULL, NULL);
    CU_ASSERT(vm_byte(vm, SEEN) == 'A');
    session_seek(vm->session, now + 300 * MS, NULL, NULL);
    CU_ASSERT_EQUAL(session_hash(vm->session), after);
    CU_ASSERT(vm_byte(vm, SEEN) == 'C');
    CU_ASSERT_NOT_EQUAL(before, after);
    vm_close(vm);
}

static void another_disc_in_the_past_is_another_future(void)
{
    struct vm *vm = reader();
    uint64_t now;
    struct branch_view branch;

    run(vm, 100);
    now = session_now(vm->session);
    run(vm, 100);
    put(vm, "2");
    run(vm, 200);
    session_seek(vm->session, now, NULL, NULL);
    put(vm, "3");
    run(vm, 300);
    CU_ASSERT(vm_byte(vm, SEEN) == 'C');
    CU_ASSERT_EQUAL_FATAL(session_branches(vm->session), 1);
    session_branch(vm->session, 0, &branch);
    CU_ASSERT_STRING_EQUAL(branch.typed, " disc ");
    CU_ASSERT(session_switch(vm->session, 0));
    session_seek(vm->session, now + 300 * MS, NULL, NULL);
    CU_ASSERT(vm_byte(vm, SEEN) == 'B');
    vm_close(vm);
}

static void a_disc_comes_at_its_moment(void)
{
    struct vm *vm = closed_reader();
    struct moment moment;
    struct error err;

    vm_open(vm);
    EXPECT(moment_parse("time:50ms", &moment, &err), "%s", err.text);
    EXPECT(session_add_disc(vm->session, &moment, "2", &err), "%s", err.text);
    CU_ASSERT_FALSE(session_add_disc(vm->session, &moment, "4", &err));
    vm_run(vm, 49);
    CU_ASSERT(vm_byte(vm, SEEN) == 'A');
    vm_run(vm, 100);
    CU_ASSERT(vm_byte(vm, SEEN) == 'B');
    vm_close(vm);
}

static void what_is_not_there_is_not_put_in(void)
{
    struct vm *vm = reader();

    run(vm, 10);
    expect_refused(vm, "4", "there is no disc 4");
    expect_refused(vm, "5", "wanted is eject");
    expect_refused(vm, "0", "wanted is eject");
    expect_refused(vm, "12", "wanted is eject");
    expect_refused(vm, "", "wanted is eject");
    vm_close(vm);
    vm = vm_rom("EB FE");
    vm_open(vm);
    expect_refused(vm, "1", "no CD-ROM drive");
    expect_refused(vm, "eject", "no CD-ROM drive");
    vm_close(vm);
}

CU_TestInfo discs_tests[] = {
    TEST(another_disc_is_told_and_read),
    TEST(a_rewind_takes_a_disc_back_and_puts_it_in_again),
    TEST(another_disc_in_the_past_is_another_future),
    TEST(a_disc_comes_at_its_moment),
    TEST(what_is_not_there_is_not_put_in),
    CU_TEST_INFO_NULL,
};
