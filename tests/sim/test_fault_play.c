/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_fault_play.c - faults over time, on the bus, as causes; and
 * the bounds of what they can be told.
 */
#include <stdio.h>
#include <string.h>

#include "tests/phases/post_bench.h"
#include "tests/test.h"

#define MS 1000000

/* JMP $ at F000:0000, interrupts off: nothing happens but the faults. */
#define SPIN "EB FE"

static struct fault faults[2];

static struct vm *spin(const char *fault, uint64_t seed)
{
    struct vm *vm = vm_rom(SPIN);

    read_fault(&faults[0], fault, "insn:1000");
    vm->config.faults = faults;
    vm->config.fault_count = 1;
    vm->config.seed = seed;
    vm_trace(vm, KEEP(EV_FAULT), false);
    vm_open(vm);
    return vm;
}

/* --- turns ------------------------------------------------------------- */

/* What is told, and when after the moment, in ms; 50 ns are an instruction. */
static void expect_turns(const char *fault, const char *wanted)
{
    struct vm *vm = spin(fault, 0);
    char seen[200] = "";

    vm_run(vm, 20);
    for (size_t i = 0; i < vm->kept_count; i++) {
        const struct event *e = &vm->kept[i];
        uint64_t at = e->tick - vm->kept[0].tick;
        size_t used = strlen(seen);

        snprintf(seen + used, sizeof seen - used, "%s%s%llu%s", used ? " " : "",
                 e->arg[2] == FAULT_OVER ? "-" : "+",
                 (unsigned long long)(at / MS), at % MS >= 100 ? "?" : "");
    }
    EXPECT(strcmp(seen, wanted) == 0, "%s: %s, not %s", fault, seen, wanted);
    vm_close(vm);
}

static void a_fault_happens_as_often_as_it_should(void)
{
    expect_turns("nmi", "+0");
    expect_turns("nmi times=3 every=2ms", "+0 +2 +4");
    expect_turns("nmi times=0 every=6ms", "+0 +6 +12 +18");
    expect_turns("nmi chance=0 times=0 every=1ms", "");
}

static void what_lasts_is_over_after_its_time(void)
{
    expect_turns("line-high line=irq5", "+0");
    expect_turns("line-high line=irq5 for=3ms", "+0 -3");
    expect_turns("line-high line=irq5 for=3ms times=2 every=5ms",
                 "+0 -3 +5 -8");
    expect_turns("line-high line=irq5 for=7ms times=2 every=2ms",
                 "+0 -7 +7 -14");
    expect_turns("irq-spurious irq=5 times=2 every=4ms", "+0 -0? +4 -4?");
}

static void turns_do_not_depend_on_how_the_run_is_cut(void)
{
    uint64_t hash[2];

    for (unsigned i = 0; i < 2; i++) {
        struct vm *vm =
            spin("vcpu-starved factor=3 for=1ms times=0 every=1700us", 0);

        for (uint64_t to = i ? MS : 20 * MS; to <= 20 * MS; to += MS)
            session_run(vm->session, to);
        hash[i] = session_hash(vm->session);
        vm_close(vm);
    }
    CU_ASSERT_EQUAL(hash[0], hash[1]);
}

/* How often in 200 turns. */
static unsigned by_chance(const char *chance, uint64_t seed, uint64_t *hash)
{
    char fault[80];
    struct vm *vm;
    unsigned count;

    snprintf(fault, sizeof fault, "nmi times=0 every=50us chance=%s", chance);
    vm = spin(fault, seed);
    vm_run(vm, 10);
    count = (unsigned)vm->kept_count;
    *hash = vm->events_hash;
    vm_close(vm);
    return count;
}

static void chance_is_reproducible_from_the_seed(void)
{
    uint64_t one, again, other;

    CU_ASSERT(by_chance("100", 1, &one) >= 198);
    CU_ASSERT_EQUAL(by_chance("0", 1, &one), 0);
    by_chance("30", 1, &one);
    by_chance("30", 1, &again);
    by_chance("30", 2, &other);
    CU_ASSERT_EQUAL(one, again);
    CU_ASSERT_NOT_EQUAL(one, other);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        unsigned count = by_chance("30", seed, &one);

        EXPECT(count > 35 && count < 85, "seed %u: %u of 200", (unsigned)seed,
               count);
    }
}

static unsigned told(const struct vm *vm, enum fault_told what)
{
    unsigned count = 0;

    for (size_t i = 0; i < vm->kept_count; i++)
        count += vm->kept[i].kind == EV_FAULT && vm->kept[i].arg[2] == what;
    return count;
}

static void a_weak_part_fails_when_it_is_used(void)
{
    struct vm *vm = broken_vm(
        &(struct failure){.faults = {"disk-read-error lba=0 times=2"}});

    event_set_add(&vm->keep, EV_FAULT);
    expect_boot(vm, "two errors");
    CU_ASSERT_EQUAL(told(vm, FAULT_BEGINS), 1);
    CU_ASSERT_EQUAL(told(vm, FAULT_STRIKES), 2);
    vm_close(vm);
}

/* The first request of the timer is lost; the next one comes. */
static void a_lost_request_is_not_seen_by_the_8259a(void)
{
    struct vm *vm =
        broken_vm(&(struct failure){.faults = {"irq-lost irq=0 times=1"}});

    event_set_add(&vm->keep, EV_FAULT);
    expect_boot(vm, "one lost interrupt");
    CU_ASSERT_EQUAL(told(vm, FAULT_STRIKES), 1);
    vm_close(vm);
}

/* --- wires and address lines ------------------------------------------- */

static void a_wire_that_is_let_go_has_the_level_of_its_driver(void)
{
    struct vm *vm = vm_rom(SPIN);
    struct board *b;

    vm_open(vm);
    b = vm_board(vm);
    board_hold(b, LINE_IRQ0 + 5, HELD_LOW);
    board_irq(b, 5, true);
    CU_ASSERT(!board_level(b, LINE_IRQ0 + 5));
    CU_ASSERT_EQUAL(b->s.devices.pic1.lines & 0x20, 0);
    board_hold(b, LINE_IRQ0 + 5, HELD_NOT);
    CU_ASSERT(board_level(b, LINE_IRQ0 + 5));
    CU_ASSERT_EQUAL(b->s.devices.pic1.lines & 0x20, 0x20);
    board_hold(b, LINE_IRQ0 + 5, HELD_HIGH);
    board_irq(b, 5, false);
    CU_ASSERT(board_level(b, LINE_IRQ0 + 5));
    board_hold(b, LINE_IRQ0 + 5, HELD_NOT);
    CU_ASSERT(!board_level(b, LINE_IRQ0 + 5));
    vm_close(vm);
}

/* DS = 0; [3000h] = 55h; [1000h] = AAh; AL = [3000h], AH = [1000h]; HLT. */
#define TWO_CELLS                                                              \
    "31 C0 8E D8 C6 06 00 30 55 C6 06 00 10 AA A0 00 30 8A 26 00 10 F4"

static void expect_cells(const char *fault, uint16_t ax)
{
    struct vm *vm = vm_rom(TWO_CELLS);

    vm_bytes(vm, 0x2000, TWO_CELLS); /* where a line that is 1 leads */
    read_fault(&faults[0], fault, "insn:1");
    vm->config.faults = faults;
    vm->config.fault_count = 1;
    vm_run(vm, 1);
    EXPECT(vm_cpu(vm)->r[EAX].w == ax, "%s: AX = %04X", fault,
           vm_cpu(vm)->r[EAX].w);
    vm_close(vm);
}

/* Intel486 data sheet, "Address Lines (A31-A2, BE0#-BE3#)". */
static void a_stuck_address_line_makes_two_addresses_one(void)
{
    expect_cells("address-line bit=14", 0xaa55);
    expect_cells("address-line bit=13", 0xaaaa);
    expect_cells("address-line bit=13 value=1", 0xaaaa);
    expect_cells("memory-stuck address=0x3000 bit=1 value=1", 0xaa57);
    expect_cells("memory-stuck address=0x3000 bit=0 value=0", 0xaa54);
    expect_cells("memory-missing address=0x3000 size=4K", 0xaaff);
    expect_cells("memory-missing address=0 size=640K", 0xffff);
}

static void a_stuck_line_can_take_the_first_fetch_away(void)
{
    struct vm *vm = vm_rom(SPIN);

    read_fault(&faults[0], "a20-stuck", NULL);
    vm->config.faults = faults;
    vm->config.fault_count = 1;
    vm_trace(vm, KEEP(EV_UNHANDLED), false);
    vm_run(vm, 1);
    CU_ASSERT_FATAL(vm->kept_count > 0);
    CU_ASSERT_EQUAL(vm->kept[0].arg[1], 0xffeffff0);
    vm_close(vm);
}

/* --- causes ------------------------------------------------------------ */

static const struct event *cause_of(const struct vm *vm, const struct event *e)
{
    for (size_t i = 0; e && i < vm->kept_count; i++)
        if (vm->kept[i].id == e->cause)
            return &vm->kept[i];
    return NULL;
}

/* Does a fault stand at the begin of a chain to an event of this kind? */
static bool fault_behind(const struct vm *vm, enum event_kind kind)
{
    for (size_t i = 0; i < vm->kept_count; i++) {
        const struct event *e = &vm->kept[i];

        while (e && e->kind != EV_FAULT)
            e = cause_of(vm, e);
        if (e && vm->kept[i].kind == kind)
            return true;
    }
    return false;
}

static void expect_cause(const char *fault, const char *moment,
                         enum event_kind effect)
{
    struct vm *vm = vm_bundled();

    read_fault(&faults[0], fault, moment);
    vm->config.faults = faults;
    vm->config.fault_count = 1;
    vm_trace(vm, KEEP(EV_FAULT, effect), false);
    vm_run(vm, 1400);
    EXPECT(fault_behind(vm, effect), "%s is not the cause of %s", fault,
           event_info[effect].tag);
    vm_close(vm);
}

static void what_follows_names_the_fault_as_its_cause(void)
{
    expect_cause("nmi", "insn:200000", EV_NMI);
    expect_cause("a20-stuck", "insn:200000", EV_A20);
    expect_cause("irq-spurious irq=5", "insn:200000", EV_IRQ_LINE);
    expect_cause("reset-button", "insn:200000", EV_RESET);
}

static void an_error_of_the_disk_names_the_weak_sector(void)
{
    struct vm *vm = vm_bundled();
    const struct event *e = NULL;

    read_fault(&faults[0], "disk-read-error lba=0", NULL);
    vm->config.faults = faults;
    vm->config.fault_count = 1;
    vm_trace(vm, KEEP(EV_FAULT, EV_DISK_DONE), false);
    vm_run(vm, 1400);
    for (size_t i = 0; i < vm->kept_count && !e; i++)
        if (vm->kept[i].kind == EV_DISK_DONE && vm->kept[i].arg[2] == 0x51)
            e = &vm->kept[i];
    e = cause_of(vm, e);
    EXPECT(e && e->kind == EV_FAULT && e->arg[2] == FAULT_STRIKES,
           "the error of the disk has another cause");
    vm_close(vm);
}

/* --- bounds ------------------------------------------------------------ */

static bool takes(enum fault_kind kind, enum fault_param param)
{
    bool must;

    return fault_takes(kind, param, &must);
}

static void every_number_has_bounds(void)
{
    for (unsigned kind = 0; kind < FAULT_KINDS; kind++)
        for (unsigned param = 0; param < FAULT_PARAMS; param++) {
            struct fault f;
            struct error err = {""};

            if (!takes(kind, param) || param == PARAM_FILE)
                continue;
            fault_init(&f, kind);
            EXPECT(!fault_set(&f, param, "99999999999999999999", &err) &&
                       strlen(err.text) > 20,
                   "%s takes %s=99999999999999999999", fault_info[kind].name,
                   fault_param_info[param].name);
            EXPECT(!fault_set(&f, param, "", &err) &&
                       !fault_set(&f, param, "-1", &err) &&
                       !fault_set(&f, param, "x1", &err),
                   "%s takes a bad %s", fault_info[kind].name,
                   fault_param_info[param].name);
        }
}

static const struct {
    enum fault_kind kind;
    enum fault_param param;
    const char *good[2], *bad[2], *words;
} bounds[] = {
    {FAULT_NMI, PARAM_CHANCE, {"0", "100"}, {"101", "-1"}, "from 0 to 100"},
    {FAULT_NMI, PARAM_EVERY, {"1ns", "3s"}, {"0", "5"}, "in ns, us, ms or s"},
    {FAULT_LINE_LOW, PARAM_FOR, {"0", "2us"}, {"2m", "ms"}, "in ns, us"},
    {FAULT_ADDRESS_LINE, PARAM_BIT, {"12", "31"}, {"11", "32"}, "12 to 31"},
    {FAULT_REGISTER_BIT, PARAM_BIT, {"0", "79"}, {"80", "x"}, "0 to 79"},
    {FAULT_DESCRIPTOR_BIT, PARAM_BIT, {"0", "63"}, {"64", "x"}, "0 to 63"},
    {FAULT_CMOS_BYTE, PARAM_OFFSET, {"0", "7Fh"}, {"128", "80h"}, "to 127"},
    {FAULT_CMOS_BYTE, PARAM_VALUE, {"0", "0xFF"}, {"256", ""}, "to 255"},
    {FAULT_VIDEO_MEMORY, PARAM_PLANE, {"0", "3"}, {"4", "x"}, "to 3"},
    {FAULT_VIDEO_MEMORY, PARAM_SIZE, {"1", "64K"}, {"0", "65K"}, "1 to 65536"},
    {FAULT_VCPU_STARVED, PARAM_FACTOR, {"1", "1000"}, {"0", "1001"}, "1 to"},
    {FAULT_ATA_READ_ERROR,
     PARAM_ERROR,
     {"abort", "bad-block"},
     {"crc", "4"},
     "id-not-found"},
    {FAULT_IRQ_LOST, PARAM_IRQ, {"0", "15"}, {"16", "irq0"}, "0 to 15"},
    {FAULT_LINE_LOW, PARAM_LINE, {"irq15", "nmi"}, {"irq16", "a20"}, "gate2"},
    {FAULT_DISK_BYTES, PARAM_OFFSET, {"0", "511"}, {"512", "1M"}, "to 511"},
    {FAULT_MEMORY_MISSING, PARAM_SIZE, {"1", "1M"}, {"0", "4G"}, "from 1"},
    {FAULT_ROM_BYTE, PARAM_MASK, {"1", "255"}, {"0", "256"}, "1 to 255"},
};

static void bounds_are_named_when_they_are_passed(void)
{
    for (unsigned i = 0; i < ARRAY_LEN(bounds); i++) {
        struct fault f;
        struct error err;

        fault_init(&f, bounds[i].kind);
        for (unsigned n = 0; n < 2; n++) {
            EXPECT(fault_set(&f, bounds[i].param, bounds[i].good[n], &err),
                   "%s: %s", bounds[i].good[n], err.text);
            EXPECT(!fault_set(&f, bounds[i].param, bounds[i].bad[n], &err) &&
                       strstr(err.text, bounds[i].words),
                   "%s %s: %s", fault_info[bounds[i].kind].name,
                   bounds[i].bad[n], err.text);
        }
    }
}

static void defaults_are_within_their_bounds(void)
{
    for (unsigned kind = 0; kind < FAULT_KINDS; kind++) {
        struct fault f;

        fault_init(&f, kind);
        CU_ASSERT_EQUAL(f.param[PARAM_CHANCE], 100);
        EXPECT(f.param[PARAM_TIMES] == (fault_info[kind].nature != FAULT_ASKED),
               "%s: times", fault_info[kind].name);
        EXPECT(fault_info[kind].nature == FAULT_ASKED ||
                   f.param[PARAM_EVERY] == NS_PER_SECOND,
               "%s: every", fault_info[kind].name);
    }
    fault_init(&faults[0], FAULT_IRQ_SPURIOUS);
    CU_ASSERT_EQUAL(faults[0].param[PARAM_FOR], 10000);
}

CU_TestInfo fault_play_tests[] = {
    TEST(a_fault_happens_as_often_as_it_should),
    TEST(what_lasts_is_over_after_its_time),
    TEST(turns_do_not_depend_on_how_the_run_is_cut),
    TEST(chance_is_reproducible_from_the_seed),
    TEST(a_weak_part_fails_when_it_is_used),
    TEST(a_lost_request_is_not_seen_by_the_8259a),
    TEST(a_wire_that_is_let_go_has_the_level_of_its_driver),
    TEST(a_stuck_address_line_makes_two_addresses_one),
    TEST(a_stuck_line_can_take_the_first_fetch_away),
    TEST(what_follows_names_the_fault_as_its_cause),
    TEST(an_error_of_the_disk_names_the_weak_sector),
    TEST(every_number_has_bounds),
    TEST(bounds_are_named_when_they_are_passed),
    TEST(defaults_are_within_their_bounds),
    CU_TEST_INFO_NULL,
};
