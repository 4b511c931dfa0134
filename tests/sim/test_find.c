/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_find.c - moments found in a real run, forward and backward:
 * the same positions, and those that a full trace of the run has.
 */
#include <stdio.h>

#include "sim/inspect.h"
#include "sim/session_state.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#define MS    UINT64_C(1000000)
#define MANY  64

#define START -10000000 /* before the run, for at_us() */

static struct vm *recorded(uint64_t ms)
{
    struct vm *vm = vm_bundled();
    struct error err;

    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    session_run(vm->session, ms * MS);
    return vm;
}

static void go(struct vm *vm, uint64_t tick)
{
    CU_ASSERT(session_seek(vm->session, tick, NULL, NULL));
}

static bool find(struct vm *vm, const char *text, bool back)
{
    struct moment m;
    struct error err;
    const struct moment_search what = {&m, 1, back};
    unsigned which;

    EXPECT(moment_parse(text, &m, &err), "%s: %s", text, err.text);
    return session_find(vm->session, &what, NULL, NULL, &which) == FIND_FOUND;
}

/* When the boot sector begins, in the boot below. */
static uint64_t sector;

/* The bundled boot up to the menu; for all tests. */
static struct vm *boot(void)
{
    static struct vm *vm;

    if (!vm) {
        vm = recorded(0);
        CU_ASSERT_FATAL(find(vm, "phase:boot-sector", false));
        sector = session_now(vm->session);
        session_run(vm->session, sector + 109 * MS);
    }
    return vm;
}

/* Microseconds before or after that moment, as a time of the run. */
static uint64_t at_us(int64_t us)
{
    int64_t tick = (int64_t)sector + us * 1000;

    return tick < 0 ? 0 : (uint64_t)tick;
}

/* --- what the trace says ----------------------------------------------- */

typedef bool wanted_fn(const struct event *e);

struct list {
    wanted_fn *wanted;
    uint64_t after, before;
    uint64_t tick[MANY];
    unsigned count;
};

static void on_event(void *context, const struct event *e)
{
    struct list *list = context;

    if (e->tick <= list->after || e->tick >= list->before ||
        list->count == MANY || !list->wanted(e))
        return;
    if (!list->count || list->tick[list->count - 1] != e->tick)
        list->tick[list->count++] = e->tick;
}

static struct list traced(struct vm *vm, wanted_fn *wanted, uint64_t after,
                          uint64_t before)
{
    struct list list = {.wanted = wanted, .after = after, .before = before};

    CU_ASSERT(session_events(vm->session, after, before, true,
                             (struct event_sink){on_event, &list}));
    return list;
}

/* Between two positions: forward, then back over the same ones. */
static void compare(struct vm *vm, const char *text, const struct list *list)
{
    uint64_t hash[MANY];
    unsigned count = 0;

    go(vm, list->after);
    while (count < list->count && find(vm, text, false)) {
        EXPECT(session_now(vm->session) == list->tick[count],
               "%s: %u. is at %llu, not %llu", text, count,
               (unsigned long long)session_now(vm->session),
               (unsigned long long)list->tick[count]);
        hash[count++] = session_hash(vm->session);
    }
    EXPECT(count == list->count, "%s: %u of %u", text, count, list->count);
    EXPECT(count > 0, "%s: none", text);
    if (!count)
        return;
    go(vm, list->tick[count - 1] + 1);
    while (count-- && find(vm, text, true)) {
        EXPECT(session_now(vm->session) == list->tick[count],
               "%s: back, %u. is at %llu, not %llu", text, count,
               (unsigned long long)session_now(vm->session),
               (unsigned long long)list->tick[count]);
        EXPECT(session_hash(vm->session) == hash[count], "%s: hash", text);
    }
}

/* --- what instructions do ---------------------------------------------- */

static bool is_post(const struct event *e)
{
    return e->kind == EV_POST_CODE;
}

static bool is_7c00(const struct event *e)
{
    return e->kind == EV_INSN && e->linear == 0x7c00;
}

static bool is_far(const struct event *e)
{
    return e->kind == EV_INSN && e->cs == 0 && e->eip == 0x7c05;
}

static bool is_write(const struct event *e)
{
    return e->kind == EV_MEM_WRITE && e->arg[0] < 0x604 &&
           e->arg[0] + e->arg[3] > 0x600;
}

static bool is_read_of_2(const struct event *e)
{
    return e->kind == EV_MEM_READ && e->arg[1] == 0x46c && e->arg[3] == 2;
}

static bool is_port(const struct event *e)
{
    return (e->kind == EV_IO_IN || e->kind == EV_IO_OUT) &&
           e->arg[0] >= 0x1f0 && e->arg[0] <= 0x1f7;
}

static bool is_command(const struct event *e)
{
    return e->kind == EV_IO_OUT && e->arg[0] == 0x1f7 && e->arg[1] == 0x20;
}

static bool is_drq(const struct event *e)
{
    return e->kind == EV_IO_IN && e->arg[0] == 0x1f7 && (e->arg[1] & 8);
}

static bool is_int13(const struct event *e)
{
    return e->kind == EV_SOFT_INT && e->arg[0] == 0x13 && e->arg[3] >= 0x4200;
}

static bool is_irq14(const struct event *e)
{
    return e->kind == EV_IRQ_LINE && e->arg[0] == 14 && e->arg[1] == 1;
}

static bool is_vector_76(const struct event *e)
{
    return (e->kind == EV_INTR || e->kind == EV_SOFT_INT || e->kind == EV_NMI ||
            e->kind == EV_EXCEPTION) &&
           e->arg[0] == 0x76;
}

static bool is_loader(const struct event *e)
{
    return e->kind == EV_SOFT_INT && e->step == STEP_VOLUME_BOOT_RECORD;
}

static bool is_protected(const struct event *e)
{
    return e->kind == EV_MODE && e->arg[1] == MODE_PROTECTED16;
}

static void what_instructions_do_is_found_both_ways(void)
{
    static const struct {
        const char *text;
        wanted_fn *wanted;
        int64_t after, before; /* us from the boot sector on */
    } rows[] = {
        {"event:post", is_post, START, -1000000},
        {"exec:7C00", is_7c00, -290000, 109000},
        {"0:7C05", is_far, -290000, 109000},
        {"write:600+4", is_write, -920, 9080},
        {"read:phys:46C bytes=2", is_read_of_2, -2000, 109000},
        {"port:1F0+8", is_port, -20, 280},
        {"out:1F7 value=0x20", is_command, -290000, 109000},
        {"in:1F7 value&8", is_drq, -290000, 109000},
        {"int:13 ax>=0x4200", is_int13, -2000, 109000},
        {"irq:14", is_irq14, -290000, 109000},
        {"vector:76", is_vector_76, -290000, 109000},
        {"int:10 step=volume-boot-record or int:13 step=volume-boot-record "
         "or event:int step=volume-boot-record",
         is_loader, -2000, 109000},
        {"mode:protected16", is_protected, START, 109000},
    };
    struct vm *vm = boot();

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        struct list list = {0};

        list = traced(vm, rows[i].wanted, at_us(rows[i].after),
                      at_us(rows[i].before));
        compare(vm, rows[i].text, &list);
    }
}

static void what_never_happens_is_not_found(void)
{
    struct vm *vm = boot();
    uint64_t at;

    go(vm, at_us(60000));
    at = session_now(vm->session);
    CU_ASSERT(!find(vm, "exec:FFFF:0", true));
    CU_ASSERT_EQUAL(session_now(vm->session), at);
    CU_ASSERT(!find(vm, "int:13 ax=0x4242", true));
    CU_ASSERT(!find(vm, "post:21#2", true));
    CU_ASSERT(!find(vm, "phase:kernel-entry", true));
    CU_ASSERT_EQUAL(session_now(vm->session), at);
}

/* --- registers --------------------------------------------------------- */

/* The positions before the steps over which `value` changes. */
static struct list changes(struct vm *vm, uint32_t (*value)(struct vm *vm),
                           uint64_t after, uint64_t before)
{
    struct list list = {.after = after, .before = before};

    go(vm, after);
    while (session_now(vm->session) < before && list.count < MANY) {
        uint64_t at = session_now(vm->session);
        uint32_t was = value(vm);

        session_forward(vm->session);
        if (value(vm) != was && at > after)
            list.tick[list.count++] = at;
    }
    return list;
}

static uint32_t cs_of(struct vm *vm)
{
    return vm_cpu(vm)->seg[CS].selector;
}

static uint32_t if_of(struct vm *vm)
{
    return vm_cpu(vm)->eflags >> 9 & 1;
}

static uint32_t dl_of(struct vm *vm)
{
    return vm_cpu(vm)->r[EDX].d & 0xff;
}

static uint32_t limit_of(struct vm *vm)
{
    return vm_cpu(vm)->seg[DS].limit;
}

/* The disk's interrupt ends a HLT within these 2 ms: deliveries and an idle
 * wait are among the steps. */
static void changes_are_found_both_ways(void)
{
    static const struct {
        const char *text;
        uint32_t (*value)(struct vm *vm);
        int64_t after, before; /* us from the boot sector on */
    } rows[] = {
        {"change:cs", cs_of, -920, 1080},
        {"change:eflags.if", if_of, -920, 1080},
        {"change:dl", dl_of, -520, 80},
        {"change:ds.limit", limit_of, -1040000, -1038000},
    };
    struct vm *vm = boot();

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        const struct list list = changes(
            vm, rows[i].value, at_us(rows[i].after), at_us(rows[i].before));

        compare(vm, rows[i].text, &list);
    }
}

static void a_change_can_be_asked_what_it_was(void)
{
    struct vm *vm = boot();

    go(vm, 1 * MS);
    CU_ASSERT(find(vm, "change:cr0.pe new=1", false));
    CU_ASSERT_EQUAL(vm_cpu(vm)->cr0 & CR0_PE, 0);
    session_forward(vm->session);
    CU_ASSERT_EQUAL(vm_cpu(vm)->cr0 & CR0_PE, CR0_PE);
    CU_ASSERT(find(vm, "change:cr0.pe old=1", false));
    CU_ASSERT_EQUAL(vm_cpu(vm)->cr0 & CR0_PE, CR0_PE);
}

/* --- steps, counts, time, text ----------------------------------------- */

static void steps_are_found_where_they_are_marked(void)
{
    struct vm *vm = boot();
    struct step_mark marks[40];
    unsigned count = session_marks(vm->session, marks, ARRAY_LEN(marks));
    uint64_t end = session_frontier(vm->session);

    CU_ASSERT_FATAL(count > 15 && count <= ARRAY_LEN(marks));
    go(vm, 0);
    for (unsigned i = 0; i < count; i++) {
        CU_ASSERT(marks[i].tick == 0 || find(vm, "phase:any", false));
        CU_ASSERT_EQUAL(session_now(vm->session), marks[i].tick);
    }
    go(vm, end);
    for (unsigned i = count; i-- > 2;) {
        char text[60];

        CU_ASSERT(find(vm, "phase:any", true));
        CU_ASSERT_EQUAL(session_now(vm->session), marks[i].tick);
        snprintf(text, sizeof text, "phase:%s", step_info[marks[i].step].name);
        go(vm, 0);
        CU_ASSERT(find(vm, text, false));
        CU_ASSERT_EQUAL(session_now(vm->session), marks[i].tick);
        snprintf(text, sizeof text, "left:%s",
                 step_info[marks[i - 1].step].name);
        CU_ASSERT(session_forward(vm->session) && find(vm, text, true));
        CU_ASSERT_EQUAL(session_now(vm->session), marks[i].tick);
    }
}

static void counts_and_times_are_one_point(void)
{
    struct vm *vm = boot();

    for (unsigned back = 0; back < 2; back++) {
        go(vm, back ? at_us(99000) : 5 * MS);
        CU_ASSERT(find(vm, "insn:1234567", back));
        CU_ASSERT_EQUAL(session_icount(vm->session), 1234567);
        CU_ASSERT(!find(vm, "insn:1234567", true));
        go(vm, back ? at_us(99000) : 5 * MS);
        CU_ASSERT(find(vm, "time:0.5s", back));
        CU_ASSERT(session_now(vm->session) - 500 * MS < 50);
        go(vm, back ? at_us(99000) : 5 * MS);
        CU_ASSERT(find(vm, "post:21 then insn:+1000", back));
        CU_ASSERT(session_step(vm->session) == STEP_MEMORY);
    }
}

static void text_is_found_when_it_appears(void)
{
    struct vm *vm = boot();
    uint64_t at;

    go(vm, 3 * MS);
    CU_ASSERT(find(vm, "screen:Memory test", false));
    at = session_now(vm->session);
    CU_ASSERT(vm_shows(vm, "Memory test"));
    CU_ASSERT(at % (10 * MS) < 50);
    go(vm, at - 10 * MS);
    CU_ASSERT(!vm_shows(vm, "Memory test"));
    for (unsigned i = 1; i < 40; i++) { /* from anywhere within 10 ms */
        go(vm, at - i * 300000);
        CU_ASSERT(find(vm, "screen:Memory test", false));
        CU_ASSERT_EQUAL(session_now(vm->session), at);
        go(vm, at + i * 7777777);
        CU_ASSERT(find(vm, "screen:Memory test", true));
        CU_ASSERT_EQUAL(session_now(vm->session), at);
    }
}

/* --- joined ------------------------------------------------------------ */

static void joined_moments_are_found_both_ways(void)
{
    static const char *const texts[] = {
        "read:7C00 and write:600",
        "phase:boot-sector then int:13",
        "phase:boot-sector then int:13#2",
        "post:21 then out:1F7 then irq:14#2 then in:1F7",
        "int:13 ax>=0x4200#3",
        "screen:\"Memory\" then phase:disks then screen:boot",
        "phase:menu or phase:boot-sector#1",
        "change:cr0.pe new=1 then change:cr0.pe new=0 and exec:F0000+10000",
    };
    struct vm *vm = boot();

    for (unsigned i = 0; i < ARRAY_LEN(texts); i++) {
        uint64_t at;

        go(vm, 0);
        EXPECT(find(vm, texts[i], false), "%s: not found", texts[i]);
        at = session_now(vm->session);
        go(vm, at - at / 100);
        EXPECT(find(vm, texts[i], false) && session_now(vm->session) == at,
               "%s: later", texts[i]);
        go(vm, at + MS);
        while (session_now(vm->session) > at && find(vm, texts[i], true))
            ;
        EXPECT(session_now(vm->session) == at, "%s: back", texts[i]);
    }
}

static void the_nth_is_counted_from_the_beginning(void)
{
    struct vm *vm = boot();
    const struct list list = traced(vm, is_int13, 0, at_us(109000));

    CU_ASSERT_FATAL(list.count > 4);
    for (unsigned i = 0; i < list.count; i++) {
        char text[60];

        snprintf(text, sizeof text, "int:13 ax>=0x4200#%u", i + 1);
        go(vm, i % 2 ? at_us(108000) : 0);
        EXPECT(find(vm, text, i % 2), "%s", text);
        CU_ASSERT_EQUAL(session_now(vm->session), list.tick[i]);
    }
}

static void the_first_of_several_is_told(void)
{
    struct moment m[3];
    struct error err;
    const struct moment_search ahead = {m, 3, false}, back = {m, 3, true};
    struct vm *vm = boot();
    unsigned which;

    moment_parse("phase:menu", &m[0], &err);
    moment_parse("phase:disks", &m[1], &err);
    moment_parse("phase:second-stage", &m[2], &err);
    go(vm, 0);
    CU_ASSERT(session_find(vm->session, &ahead, NULL, NULL, &which) ==
              FIND_FOUND);
    CU_ASSERT_EQUAL(which, 1);
    CU_ASSERT(session_find(vm->session, &ahead, NULL, NULL, &which) ==
              FIND_FOUND);
    CU_ASSERT_EQUAL(which, 2);
    CU_ASSERT(session_find(vm->session, &back, NULL, NULL, &which) ==
              FIND_FOUND);
    CU_ASSERT_EQUAL(which, 1);
}

/* --- searching has no effect ------------------------------------------- */

static bool stop_at_once(void *context, uint64_t now, uint64_t goal)
{
    (void)now, (void)goal;
    ++*(unsigned *)context;
    return false;
}

static void a_search_can_be_broken_off(void)
{
    struct vm *vm = boot();
    struct moment m;
    struct error err;
    const struct moment_search back = {&m, 1, true};
    unsigned which, asked = 0;
    uint64_t hash;

    moment_parse("exec:FFFF:0", &m, &err);
    go(vm, at_us(9000));
    hash = session_hash(vm->session);
    CU_ASSERT(session_find(vm->session, &back, stop_at_once, &asked, &which) ==
              FIND_BROKEN_OFF);
    CU_ASSERT_EQUAL(asked, 1);
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
}

static void a_search_beyond_what_was_reached_leaves_the_run_as_it_is(void)
{
    struct vm *vm = recorded(100), *plain = vm_bundled();

    CU_ASSERT(find(vm, "exec:7C00", false));
    CU_ASSERT_EQUAL(vm_cpu(vm)->eip, 0x7c00);
    CU_ASSERT_EQUAL(session_frontier(vm->session), session_now(vm->session));
    vm_open(plain);
    session_run(plain->session, session_now(vm->session));
    CU_ASSERT_EQUAL(session_hash(plain->session), session_hash(vm->session));
    vm_close(plain);
    vm_close(vm);
}

CU_TestInfo find_tests[] = {
    TEST(what_instructions_do_is_found_both_ways),
    TEST(what_never_happens_is_not_found),
    TEST(changes_are_found_both_ways),
    TEST(a_change_can_be_asked_what_it_was),
    TEST(steps_are_found_where_they_are_marked),
    TEST(counts_and_times_are_one_point),
    TEST(text_is_found_when_it_appears),
    TEST(joined_moments_are_found_both_ways),
    TEST(the_nth_is_counted_from_the_beginning),
    TEST(the_first_of_several_is_told),
    TEST(a_search_can_be_broken_off),
    TEST(a_search_beyond_what_was_reached_leaves_the_run_as_it_is),
    CU_TEST_INFO_NULL,
};
