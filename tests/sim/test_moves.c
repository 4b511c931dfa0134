/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_moves.c - moves of the mouse: as text, on their way to a
 * guest, in the log of inputs, and in scenarios.
 */
#include "sim/mouse.h"
#include "sim/scenario.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#include <string.h>

#define MS UINT64_C(1000000)

/* Tells the mouse to send packets (D4h, F4h), and stores all that comes from
 * port 60h at 0000:0600 on. */
#define LISTENER                                                               \
    "B0 D4 E6 64 B0 F4 E6 60 BF 00 06 "                                        \
    "E4 64 A8 01 74 FA E4 60 88 05 47 EB F3"
#define HEARD 0x600

static struct vm *listener(void)
{
    struct vm *vm = vm_rom(LISTENER);
    struct error err;

    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    return vm;
}

static void run(struct vm *vm, uint64_t ms)
{
    session_run(vm->session, session_now(vm->session) + ms * MS);
}

static void move(struct vm *vm, const char *text)
{
    struct error err;

    EXPECT(session_move(vm->session, text, &err), "%s", err.text);
}

static void heard(const struct vm *vm, unsigned from, const uint8_t *bytes,
                  unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        EXPECT(vm_byte(vm, HEARD + from + i) == bytes[i],
               "byte %u is %02X, not %02X", from + i,
               vm_byte(vm, HEARD + from + i), bytes[i]);
}

static void good_texts_are_read(void)
{
    static const struct {
        const char *text;
        struct ps2_move move;
    } good[] = {
        {"0 0", {0, 0, 0, 0}},
        {"10 -5", {10, -5, 0, 0}},
        {" 127  -127 l", {127, -127, 0, PS2_LEFT}},
        {"0 0 rml", {0, 0, 0, PS2_LEFT | PS2_RIGHT | PS2_MIDDLE}},
        {"0 0 -", {0, 0, 0, 0}},
        {"-1 1 - -7", {-1, 1, -7, 0}},
        {"1 1 m 7 ", {1, 1, 7, PS2_MIDDLE}},
    };

    for (unsigned i = 0; i < ARRAY_LEN(good); i++) {
        struct ps2_move got;
        struct error err;

        EXPECT(mouse_read(good[i].text, &got, &err), "%s", err.text);
        EXPECT(!memcmp(&got, &good[i].move, sizeof got), "%s", good[i].text);
        got = mouse_unpack(mouse_pack(&got));
        EXPECT(!memcmp(&got, &good[i].move, sizeof got), "%s", good[i].text);
    }
}

static void bad_texts_are_refused_with_what_is_allowed(void)
{
    static const char *const bad[] = {
        "",          "5",   "128 0",   "0 -128",   "1 1 x",
        "1 1 lx",    "a b", "1 1 l 8", "1 1 l x",  "1x 1",
        "1 1 l 1 1", "1,1", "0 0 --",  "1 1 - -8", "99999999999999999999 0",
    };

    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        struct ps2_move got;
        struct error err;

        EXPECT(!mouse_read(bad[i], &got, &err), "\"%s\" was read", bad[i]);
        EXPECT(strstr(err.text, "RIGHT UP [BUTTONS [WHEEL]]"), "%s", err.text);
    }
}

static void moves_reach_the_guest_one_packet_each(void)
{
    static const uint8_t told[] = {0xfa, 0xaa, 0x00};
    static const uint8_t packets[] = {0x29, 10,   0xfb, 0x08, 0, 0,
                                      0x19, 0xff, 0,    0x08, 0, 0};
    struct vm *vm = listener();

    run(vm, 600);
    heard(vm, 0, told, sizeof told);
    move(vm, "10 -5 l");
    move(vm, "0 0");
    move(vm, "-1 0 l");
    move(vm, "0 0");
    run(vm, 100);
    heard(vm, 3, packets, sizeof packets);
    CU_ASSERT(vm_byte(vm, HEARD + 3 + sizeof packets) == 0);
    vm_close(vm);
}

static void so_many_moves_wait_and_no_more(void)
{
    struct vm *vm = listener();
    struct error err;

    run(vm, 600);
    for (unsigned i = 0; i < MOUSE_QUEUE; i++)
        move(vm, "1 0");
    EXPECT(!session_move(vm->session, "1 0", &err), "one too many");
    EXPECT(strstr(err.text, "wait for the mouse"), "%s", err.text);
    run(vm, 2000);
    CU_ASSERT(vm_byte(vm, HEARD + 3 + 3 * MOUSE_QUEUE - 2) == 1);
    CU_ASSERT(vm_byte(vm, HEARD + 3 + 3 * MOUSE_QUEUE) == 0);
    vm_close(vm);
}

static void moves_happen_again_after_a_rewind(void)
{
    struct vm *vm = listener();
    uint64_t with, hash, start, end;
    struct branch_view branch;

    run(vm, 600);
    start = session_now(vm->session);
    move(vm, "10 -5 l");
    move(vm, "3 3");
    run(vm, 100);
    end = session_now(vm->session);
    with = session_hash(vm->session);
    session_seek(vm->session, start - 100 * MS, NULL, NULL);
    session_seek(vm->session, end, NULL, NULL);
    CU_ASSERT(session_hash(vm->session) == with);

    /* Another move in the past makes another future; the first one is kept. */
    session_seek(vm->session, start - 20 * MS, NULL, NULL);
    move(vm, "1 1 r");
    run(vm, 200);
    hash = session_hash(vm->session);
    CU_ASSERT(hash != with);
    CU_ASSERT(session_branches(vm->session) == 1);
    session_branch(vm->session, 0, &branch);
    EXPECT(!strcmp(branch.typed, " mouse  mouse "), "\"%s\"", branch.typed);
    CU_ASSERT_TRUE(session_switch(vm->session, 0));
    session_seek(vm->session, end, NULL, NULL);
    CU_ASSERT(session_hash(vm->session) == with);
    vm_close(vm);
}

static void a_move_is_the_cause_of_its_interrupt(void)
{
    static const char code[] = "B0 60 E6 64 B0 02 E6 60 " LISTENER;
    struct vm *vm = vm_rom(code);
    uint64_t cause = 0;

    vm_trace(vm, KEEP(EV_MOUSE, EV_IRQ_LINE), false);
    vm_open(vm);
    vm_run(vm, 600);
    move(vm, "1 1");
    vm_run(vm, 100);
    for (size_t i = 0; i < vm->kept_count; i++) {
        const struct event *e = &vm->kept[i];

        if (e->kind == EV_MOUSE)
            cause = e->id;
        else if (cause && e->arg[0] == 12 && e->arg[1] == 1) {
            CU_ASSERT(e->cause == cause);
            break;
        }
    }
    CU_ASSERT(cause != 0);
    vm_close(vm);
}

#define HEAD                                                                   \
    "title: t\nteaches: t\nphase: firmware\ninputs:\n  - at: time:600ms\n"
#define TAIL "expect:\n  - end: limit\n"

static struct scenario *read(const char *text, struct problems *problems)
{
    const struct scenario_source source = {
        .name = "test.yaml", .bytes = text, .count = strlen(text)};

    problems->count = problems->lost = 0;
    return scenario_read(&source, NULL, problems);
}

static void scenarios_move_the_mouse(void)
{
    static const uint8_t packet[] = {0x0a, 7, 9};
    static struct problems problems;
    static struct scenario_run play;
    struct scenario *s = read(HEAD "    mouse: 7 9 r\n" TAIL, &problems);
    struct vm *vm = vm_rom(LISTENER);
    struct error err;

    EXPECT(s, "%s", problems.row[0].text);
    vm_open(vm);
    EXPECT(scenario_begin(&play, s, vm->session, &err), "%s", err.text);
    run(vm, 700);
    heard(vm, 3, packet, sizeof packet);
    vm_close(vm);
    scenario_free(s);

    CU_ASSERT_PTR_NULL(read(HEAD "    mouse: up\n" TAIL, &problems));
    EXPECT(strstr(problems.row[0].text, "RIGHT UP"), "%s",
           problems.row[0].text);
    CU_ASSERT_PTR_NULL(read(HEAD TAIL, &problems));
    EXPECT(strstr(problems.row[0].text, "keys, mouse or disc"), "%s",
           problems.row[0].text);
}

CU_TestInfo moves_tests[] = {
    TEST(good_texts_are_read),
    TEST(bad_texts_are_refused_with_what_is_allowed),
    TEST(moves_reach_the_guest_one_packet_each),
    TEST(so_many_moves_wait_and_no_more),
    TEST(moves_happen_again_after_a_rewind),
    TEST(a_move_is_the_cause_of_its_interrupt),
    TEST(scenarios_move_the_mouse),
    CU_TEST_INFO_NULL,
};
