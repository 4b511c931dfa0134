/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_moments.c - points in the run that have a name: stopping at
 * them, typing at them; and the keyboard behind the typing.
 */
#include <stdio.h>
#include <string.h>

#include "sim/inspect.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

/* --- reading ----------------------------------------------------------- */

static void expect_refused(const char *text, const char *why)
{
    struct moment m;
    struct error err = {""};

    EXPECT(!moment_parse(text, &m, &err), "\"%s\" is taken", text);
    EXPECT(strstr(err.text, why), "\"%s\": %s", text, err.text);
}

static void what_is_no_moment_is_refused(void)
{
    char text[MOMENT_TEXT + 20];

    expect_refused("", "is no moment");
    expect_refused("boot", "is no moment");
    expect_refused("phase:", "unknown phase or step");
    expect_refused("phase:bios", "unknown phase or step");
    expect_refused("phase:firmware.menu", "unknown phase or step");
    expect_refused("phase:firmware.", "unknown phase or step");
    expect_refused("screen:", "wants the text");
    expect_refused("insn:", "a number of instructions is wanted");
    expect_refused("insn:12x", "a number of instructions is wanted");
    expect_refused("insn:-1", "a number of instructions is wanted");
    expect_refused("insn:99999999999999999999999", "a number of instr");
    snprintf(text, sizeof text, "screen:%0*d", MOMENT_TEXT, 0);
    expect_refused(text, "is longer than 127");
}

static void a_count_may_have_underscores(void)
{
    struct moment m;
    struct error err;

    CU_ASSERT(moment_parse("insn:1_000_000", &m, &err));
    CU_ASSERT_EQUAL(m.term[0].value, 1000000);
    CU_ASSERT(moment_parse("insn:18446744073709551", &m, &err));
    CU_ASSERT_EQUAL(m.term[0].value, UINT64_C(18446744073709551));
}

static void a_phase_stands_for_all_its_steps(void)
{
    struct moment phase, step;
    struct error err;

    CU_ASSERT(moment_parse("phase:firmware", &phase, &err));
    CU_ASSERT(moment_parse("phase:firmware.video", &step, &err));
    CU_ASSERT_EQUAL(step.term[0].value, UINT64_C(1) << STEP_VIDEO);
    CU_ASSERT((phase.term[0].value & step.term[0].value) != 0);
    CU_ASSERT(moment_parse("phase:video", &step, &err));
    CU_ASSERT_EQUAL(step.term[0].value, UINT64_C(1) << STEP_VIDEO);
}

/* --- stopping ---------------------------------------------------------- */

static void an_instruction_is_met_exactly(void)
{
    /* In code, in a REP loop of POST (the first stores), in the tests of all
     * memory, while waiting for keys. */
    static const uint64_t counts[] = {1,      2,       77,      66000,  300001,
                                      500123, 1000003, 2000000, 2600000};

    for (unsigned i = 0; i < ARRAY_LEN(counts); i++) {
        struct vm *vm = vm_bundled();
        char moment[40];

        snprintf(moment, sizeof moment, "insn:%llu",
                 (unsigned long long)counts[i]);
        vm_until(vm, moment);
        EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s", vm_sentence(vm));
        EXPECT(session_icount(vm->session) == counts[i], "%llu, not %llu",
               (unsigned long long)session_icount(vm->session),
               (unsigned long long)counts[i]);
        EXPECT(strstr(vm_sentence(vm), "stopped: the moment was reached"), "%s",
               vm_sentence(vm));
        vm_close(vm);
    }
}

static void a_limit_ends_the_run_exactly(void)
{
    struct vm *vm = vm_bundled();

    vm_open(vm);
    session_limit(vm->session, 1234567);
    EXPECT(vm_run(vm, 60000) == END_LIMIT, "%s", vm_sentence(vm));
    EXPECT(session_icount(vm->session) == 1234567, "%s", vm_sentence(vm));
    EXPECT(strncmp(vm_sentence(vm), "limit: stopped at", 17) == 0, "%s",
           vm_sentence(vm));
    EXPECT(!session_run(vm->session, UINT64_C(60000000000)), "it runs on");
    vm_close(vm);
}

static void each_step_of_the_boot_can_be_stopped_at(void)
{
    for (unsigned step = STEP_RELEASE + 1; step < STEP_COUNT; step++) {
        struct vm *vm = vm_bundled();
        char moment[80];

        snprintf(moment, sizeof moment, "phase:%s.%s",
                 phase_info[step_info[step].phase].name, step_info[step].name);
        vm_until(vm, moment);
        EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s: %s", moment,
               vm_sentence(vm));
        EXPECT(session_step(vm->session) == step, "%s: %s", moment,
               vm_sentence(vm));
        vm_close(vm);
    }
}

static void text_on_com1_stops_at_its_last_byte(void)
{
    struct vm *vm = vm_bundled();

    vm_until(vm, "screen:Loading /BOOT/KERN");
    EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s", vm_sentence(vm));
    EXPECT(vm->com1_count > 18 && strcmp(vm->com1 + vm->com1_count - 18,
                                         "Loading /BOOT/KERN") == 0,
           "COM1 ends in \"%s\"", vm->com1 + vm->com1_count - 18);
    vm_close(vm);
}

static void text_on_the_screen_is_found_within_10_ms(void)
{
    struct vm *vm = vm_bundled();

    vm_until(vm, "screen:Memory test");
    EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s", vm_sentence(vm));
    EXPECT(vm_shows(vm, "Memory test"), "it is not there");
    EXPECT(!strstr(vm->com1, "Memory test"), "COM1 has it too");
    EXPECT(session_step(vm->session) < STEP_DISKS, "%s", vm_sentence(vm));
    vm_close(vm);
}

static void slices_do_not_move_a_moment(void)
{
    static const char *const moments[] = {"screen:Memory test", "screen:[ok]",
                                          "phase:disks", "insn:1234567"};

    for (unsigned i = 0; i < ARRAY_LEN(moments); i++) {
        uint64_t at[2], to = 0;

        for (int sliced = 0; sliced <= 1; sliced++) {
            struct vm *vm = vm_bundled();

            vm_until(vm, moments[i]);
            while (sliced && session_run(vm->session, to))
                to = session_now(vm->session) + 33333;
            EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s", vm_sentence(vm));
            at[sliced] = session_icount(vm->session);
            vm_close(vm);
        }
        EXPECT(at[0] == at[1], "%s: %llu and %llu", moments[i],
               (unsigned long long)at[0], (unsigned long long)at[1]);
    }
}

static void a_moment_that_never_comes_does_not_stop(void)
{
    struct vm *vm = vm_rom("FA F4");

    vm_until(vm, "screen:never");
    EXPECT(vm_run(vm, 10) == END_HALTED, "%s", vm_sentence(vm));
    vm_close(vm);
}

static void what_an_instruction_does_is_done_when_it_stops(void)
{
    struct vm *vm = vm_bundled();

    vm_until(vm, "change:cr0.pe new=1");
    vm_run(vm, 60000);
    CU_ASSERT(vm_cpu(vm)->cr0 & CR0_PE);
    vm_close(vm);
    vm = vm_bundled();
    vm_until(vm, "exec:0:7C00");
    vm_run(vm, 60000);
    CU_ASSERT_EQUAL(vm_cpu(vm)->eip, 0x7c02); /* MOV AL, imm8: two bytes */
    vm_close(vm);
    vm = vm_bundled();
    vm_until(vm, "post:5 then insn:+1");
    vm_run(vm, 60000);
    CU_ASSERT_EQUAL(session_post_code(vm->session), 5);
    vm_close(vm);
}

/* --- watching ---------------------------------------------------------- */

static int watch(struct vm *vm, const char *text)
{
    struct moment m;
    struct error err;

    EXPECT(moment_parse(text, &m, &err), "%s: %s", text, err.text);
    return session_watch(vm->session, &m);
}

static bool came(struct vm *vm, int n, uint64_t *tick)
{
    return session_came(vm->session, (unsigned)n, tick);
}

static void who_waits_does_not_change_the_run(void)
{
    static const char *const texts[] = {
        "change:eax#99999",
        "exec:7C00 and write:600",
        "port:80 value&0x80 then irq:0#3 then change:cs",
        "screen:\"never\" or phase:any#99",
    };
    uint64_t hash[2];

    for (unsigned i = 0; i < 2; i++) {
        struct vm *vm = vm_bundled();

        vm_open(vm);
        for (unsigned n = 0; i && n < ARRAY_LEN(texts); n++)
            watch(vm, texts[n]);
        vm_run(vm, 370);
        hash[i] = session_hash(vm->session);
        vm_close(vm);
    }
    CU_ASSERT_EQUAL(hash[0], hash[1]);
}

static void a_rewind_takes_a_moment_back(void)
{
    static const char *const texts[] = {"post:5 then port:21#2 then insn:+10",
                                        "change:ss#3", "phase:dma",
                                        "post:3 or post:4#1"};
    struct vm *vm = vm_bundled();
    uint64_t end = 300 * 1000000ull, tick[4], again;

    vm_open(vm);
    CU_ASSERT_FATAL(session_record(vm->session, 0, &vm->error));
    for (unsigned i = 0; i < ARRAY_LEN(texts); i++)
        watch(vm, texts[i]);
    session_run(vm->session, end);
    for (unsigned i = 0; i < ARRAY_LEN(texts); i++)
        EXPECT(came(vm, (int)i, &tick[i]), "%s", texts[i]);
    for (unsigned i = 0; i < ARRAY_LEN(texts); i++) {
        session_seek(vm->session, tick[i] - 100, NULL, NULL);
        EXPECT(!came(vm, (int)i, &again), "%s stays", texts[i]);
        session_seek(vm->session, end, NULL, NULL);
        EXPECT(came(vm, (int)i, &again) && again == tick[i], "%s", texts[i]);
    }
    vm_close(vm);
}

static void traced_only_while_something_needs_it(void)
{
    struct vm *vm = vm_bundled();

    vm_open(vm);
    watch(vm, "phase:menu or left:firmware or insn:5 or time:1s or screen:a");
    vm_run(vm, 5);
    CU_ASSERT(!vm_board(vm)->cpu.traced);
    watch(vm, "post:5 then exec:1234 and read:5678");
    vm_run(vm, 1);
    CU_ASSERT(vm_board(vm)->cpu.traced && !vm_board(vm)->cpu.detail);
    vm_run(vm, 5);
    CU_ASSERT(vm_board(vm)->cpu.traced && vm_board(vm)->cpu.detail);
    vm_close(vm);
    vm = vm_bundled();
    vm_open(vm);
    watch(vm, "post:2");
    vm_run(vm, 1);
    vm_run(vm, 1);
    CU_ASSERT(!vm_board(vm)->cpu.traced);
    vm_close(vm);
}

static void an_interrupt_table_is_found_where_it_lies(void)
{
    struct vm *vm = vm_bundled();
    uint64_t vector, descriptor = 0, lgdt = 0;
    int n[3];

    vm_open(vm);
    n[0] = watch(vm, "write:idt:1C"); /* real mode: 0:70 */
    n[1] = watch(vm, "read:gdt:08");  /* by the first load of selector 8 */
    n[2] = watch(vm, "event:gdtr");
    vm_run(vm, 1400);
    CU_ASSERT(came(vm, n[0], &vector) && vector < 20000000);
    CU_ASSERT(came(vm, n[1], &descriptor) && came(vm, n[2], &lgdt));
    CU_ASSERT(descriptor > lgdt);
    vm_close(vm);
}

/* --- typing ------------------------------------------------------------ */

static void keys_are_typed_in_their_order_at_their_moments(void)
{
    struct vm *vm = vm_bundled();

    vm_keys(vm, "phase:menu", "2");
    vm_keys(vm, "screen:bootscope$", "uptime\\n");
    vm_keys(vm, "insn:1", "ls /boot\\n");
    vm_keys(vm, "screen:KERNEL.ELF", "poweroff\\n");
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    EXPECT(strstr(vm->com1, "bootscope$ uptime"), "uptime was not typed");
    EXPECT(strstr(vm->com1, "bootscope$ ls /boot"), "ls was not typed");
    vm_close(vm);
}

static void refuse_keys(struct vm *vm, const char *text, const char *why)
{
    struct moment m = moment_shell_prompt;
    struct error err = {""};

    EXPECT(!session_add_keys(vm->session, &m, text, &err), "\"%s\" is taken",
           text);
    EXPECT(strstr(err.text, why), "\"%s\": %s", text, err.text);
}

static void keys_that_no_keyboard_has_are_refused(void)
{
    struct vm *vm = vm_bundled();

    vm_open(vm);
    refuse_keys(vm, "a\\q", "allowed after a backslash");
    refuse_keys(vm, "a\\", "allowed after a backslash");
    refuse_keys(vm, "\\x", "allowed after a backslash");
    refuse_keys(vm, "\\x4", "allowed after a backslash");
    refuse_keys(vm, "\\xzz", "allowed after a backslash");
    refuse_keys(vm, "\\x00", "no key for character 00h");
    refuse_keys(vm, "\xc3\xa4", "no key for character C3h");
    refuse_keys(vm, "\\x1f", "no key for character 1Fh");
    vm_close(vm);
}

/* The set 2 bytes of one key. */
static void expect_codes(uint32_t key, const char *codes, unsigned count)
{
    struct key_queue q = {.first = KEY_QUEUE - 2};

    EXPECT(keys_type(&q, key), "no key %Xh", key);
    EXPECT(q.count == count, "key %Xh: %u bytes", key, q.count);
    for (unsigned i = 0; i < count; i++)
        EXPECT(q.bytes[(q.first + i) % KEY_QUEUE] == (uint8_t)codes[i],
               "key %Xh: byte %u is %02Xh", key, i,
               q.bytes[(q.first + i) % KEY_QUEUE]);
}

static void each_key_is_pressed_and_released(void)
{
    expect_codes('a', "\x1c\xf0\x1c", 3);
    expect_codes('A', "\x12\x1c\xf0\x1c\xf0\x12", 6);
    expect_codes('\n', "\x5a\xf0\x5a", 3);
    expect_codes('\t', "\x0d\xf0\x0d", 3);
    expect_codes('\b', "\x66\xf0\x66", 3);
    expect_codes(0x1b, "\x76\xf0\x76", 3);
    expect_codes(3, "\x14\x21\xf0\x21\xf0\x14", 6); /* Ctrl-C */
    expect_codes(SESSION_KEY_UP, "\xe0\x75\xe0\xf0\x75", 5);
    expect_codes(SESSION_KEY_F1, "\x05\xf0\x05", 3);
    expect_codes(SESSION_KEY_F1 + 11, "\x07\xf0\x07", 3);
}

static void all_of_ascii_has_keys(void)
{
    for (uint32_t c = ' '; c < 0x7f; c++) {
        struct key_queue q = {.first = 0};

        EXPECT(keys_type(&q, c), "no key for %c", (int)c);
    }
}

static void a_full_queue_takes_no_key_and_breaks_none(void)
{
    struct vm *vm = vm_bundled();
    unsigned typed = 0;

    vm_open(vm);
    while (session_key(vm->session, 'a') && typed < 100000)
        typed++;
    EXPECT(typed * 3 <= KEY_QUEUE && typed > 1000, "%u keys", typed);
    EXPECT(!session_key(vm->session, SESSION_KEY_UP), "one more");
    EXPECT(!session_key(vm->session, 0x110100), "no such key");
    vm_close(vm);
}

/* A long text waits until the guest has read what came before. */
static void a_long_text_is_typed_whole(void)
{
    static char text[2 * KEY_QUEUE + 20];
    struct vm *vm = vm_bundled();

    for (unsigned i = 0; i < KEY_QUEUE; i++)
        strcpy(text + 2 * i, "\\b");
    strcat(text, "poweroff\\n");
    vm_keys(vm, "screen:bootscope$", text);
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    vm_close(vm);
}

static void bytes_on_com1_reach_the_shell(void)
{
    struct vm *vm = vm_bundled();
    const char *text = "poweroff\r";

    vm_run_to_text(vm, 0, "bootscope$");
    for (unsigned i = 0; i < 1000 && *text; i++)
        if (session_serial(vm->session, (uint8_t)*text))
            text++;
        else
            vm_run(vm, 1);
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    vm_close(vm);
}

CU_TestInfo moments_tests[] = {
    TEST(what_is_no_moment_is_refused),
    TEST(a_count_may_have_underscores),
    TEST(a_phase_stands_for_all_its_steps),
    TEST(an_instruction_is_met_exactly),
    TEST(a_limit_ends_the_run_exactly),
    TEST(each_step_of_the_boot_can_be_stopped_at),
    TEST(text_on_com1_stops_at_its_last_byte),
    TEST(text_on_the_screen_is_found_within_10_ms),
    TEST(slices_do_not_move_a_moment),
    TEST(a_moment_that_never_comes_does_not_stop),
    TEST(what_an_instruction_does_is_done_when_it_stops),
    TEST(who_waits_does_not_change_the_run),
    TEST(a_rewind_takes_a_moment_back),
    TEST(traced_only_while_something_needs_it),
    TEST(an_interrupt_table_is_found_where_it_lies),
    TEST(keys_are_typed_in_their_order_at_their_moments),
    TEST(keys_that_no_keyboard_has_are_refused),
    TEST(each_key_is_pressed_and_released),
    TEST(all_of_ascii_has_keys),
    TEST(a_full_queue_takes_no_key_and_breaks_none),
    TEST(a_long_text_is_typed_whole),
    TEST(bytes_on_com1_reach_the_shell),
    CU_TEST_INFO_NULL,
};
