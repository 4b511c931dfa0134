/* SPDX-License-Identifier: MIT
 *
 * Tests of the closer look (sim/inspect.h): who wrote a byte last, against a
 * plain forward trace; registers, page walks and code against what the
 * program put there.
 */
#include "sim/inspect.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#include <string.h>

/* --- who wrote a byte last --------------------------------------------- */

/*  0  xor ax, ax; mov ss, ax; mov sp, 1002h; mov ds, ax; mov es, ax
 *  B  vector 0 to F000:0042, vector 21h to F000:0041
 * 23  mov byte [500h], 1; mov byte [500h], 2; mov word [2FFFh], 1234h
 * 33  mov di, 600h; mov cx, 16; rep stosb
 * 3B  int 21h; div ch; push ax; hlt
 * 41  iret
 * 42  push bp; mov bp, sp; add word [bp+2], 2; pop bp; iret               */
static const char writes[] =
    "31 C0 8E D0 BC 02 10 8E D8 8E C0 C7 06 00 00 42 00 C7 06 02 00 00 F0 "
    "C7 06 84 00 41 00 C7 06 86 00 00 F0 C6 06 00 05 01 C6 06 00 05 02 "
    "C7 06 FF 2F 34 12 BF 00 06 B9 10 00 F3 AA CD 21 F6 F5 50 F4 CF "
    "55 89 E5 83 46 02 02 5D CF";

static struct vm *writer_vm(void)
{
    struct vm *vm = vm_rom(writes);
    struct error err;

    vm_trace(vm, KEEP(EV_MEM_WRITE), true);
    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    vm_run(vm, 1);
    return vm;
}

/* What the forward trace says: the last store over the byte before `now`. */
static const struct event *last_in_trace(const struct vm *vm, uint32_t address,
                                         uint64_t now)
{
    const struct event *last = NULL;

    for (size_t i = 0; i < vm->kept_count; i++)
        if (vm->kept[i].tick < now &&
            address - vm->kept[i].arg[0] < vm->kept[i].arg[3])
            last = &vm->kept[i];
    return last;
}

static struct last_write ask(struct vm *vm, uint32_t address)
{
    struct last_write w;
    uint64_t now = session_now(vm->session);
    uint64_t hash = session_hash(vm->session);

    EXPECT(session_last_write(vm->session, address, NULL, NULL, &w), "%X",
           address);
    CU_ASSERT_EQUAL(session_now(vm->session), now);
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    return w;
}

static void the_last_writer_is_that_of_the_forward_trace(void)
{
    static const struct {
        uint32_t from, to;
    } parts[] = {{0, 0x90},
                 {0x4f8, 0x508},
                 {0x5f8, 0x618},
                 {0xff0, 0x1008},
                 {0x2ff8, 0x3008}};
    struct vm *vm = writer_vm();
    size_t count = vm->kept_count;

    for (unsigned p = 0; p < ARRAY_LEN(parts); p++)
        for (uint32_t a = parts[p].from; a < parts[p].to; a++) {
            const struct event *e =
                last_in_trace(vm, a, session_now(vm->session));
            struct last_write w = ask(vm, a);

            EXPECT((e != NULL) == (w.by >= WRITTEN_INSTRUCTION), "%X", a);
            EXPECT(!e || (w.event.tick == e->tick && w.event.eip == e->eip &&
                          w.event.arg[0] == e->arg[0]),
                   "%X: %u", a, w.event.eip);
        }
    CU_ASSERT(count > 30);
    CU_ASSERT_EQUAL(vm->kept_count, count); /* the listener heard nothing */
    vm_close(vm);
}

static void the_kind_of_writer_is_told(void)
{
    struct vm *vm = writer_vm();

    CU_ASSERT_EQUAL(ask(vm, 0x500).by, WRITTEN_INSTRUCTION);
    CU_ASSERT_STRING_EQUAL(ask(vm, 0x500).code, "mov byte ptr [500h], 02h");
    CU_ASSERT_STRING_EQUAL(ask(vm, 0x60f).code, "rep stosb");
    CU_ASSERT_EQUAL(ask(vm, 0x60f).by, WRITTEN_INSTRUCTION);
    CU_ASSERT_STRING_EQUAL(ask(vm, 0x3000).code, "mov word ptr [2FFFh], 1234h");
    CU_ASSERT_STRING_EQUAL(ask(vm, 0x1000).code, "push ax");
    CU_ASSERT_EQUAL(ask(vm, 0xffe).by, WRITTEN_DELIVERY); /* DIV: CS */
    CU_ASSERT_EQUAL(ask(vm, 0xffc).by, WRITTEN_INSTRUCTION);
    CU_ASSERT_STRING_EQUAL(ask(vm, 0xffa).code, "push bp");
    CU_ASSERT_EQUAL(ask(vm, 0x501).by, WRITTEN_NEVER); /* beside */
    CU_ASSERT_EQUAL(ask(vm, 0x5000).by, WRITTEN_NEVER);
    CU_ASSERT_EQUAL(ask(vm, 0xf0000).by, WRITTEN_ROM);
    vm_close(vm);
}

static void the_last_writer_depends_on_where_the_run_stands(void)
{
    struct vm *vm = writer_vm();
    uint64_t second = ask(vm, 0x500).event.tick;

    session_seek(vm->session, second, NULL, NULL);
    CU_ASSERT_EQUAL(vm_byte(vm, 0x500), 1);
    CU_ASSERT_STRING_EQUAL(ask(vm, 0x500).code, "mov byte ptr [500h], 01h");
    session_seek(vm->session, ask(vm, 0x500).event.tick, NULL, NULL);
    CU_ASSERT_EQUAL(ask(vm, 0x500).by, WRITTEN_NEVER);
    CU_ASSERT_STRING_EQUAL(ask(vm, 0x84).code, "mov word ptr [84h], 41h");
    vm_close(vm);
}

static bool no_further(void *context, uint64_t now, uint64_t goal)
{
    (void)context, (void)now, (void)goal;
    return false;
}

static void a_search_can_be_broken_off(void)
{
    struct vm *vm = writer_vm();
    uint64_t hash = session_hash(vm->session);
    struct last_write w;

    CU_ASSERT_FALSE(
        session_last_write(vm->session, 0x500, no_further, NULL, &w));
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    vm_close(vm);
}

/* --- the rest ---------------------------------------------------------- */

/* Tables at 1000h and 2000h, then protected mode and paging:
 *  0  xor ax, ax; mov ds, ax
 *  4  mov dword [1000h], 2027h; mov dword [1004h], 400083h
 *     mov dword [2000h], 3; mov dword [200Ch], 5041h; mov dword [2010h], 6
 *     mov dword [23C0h], F0003h
 * 3A  lgdt [cs:70h]; mov eax, 1000h; mov cr3, eax
 *     mov eax, cr4; or al, 10h; mov cr4, eax
 *     mov eax, 80000001h; mov cr0, eax; mov ax, 10h; mov ds, ax; hlt
 * 70  limit 17h, base F0080h
 * 80  null; code base 0 limit FFFFF pages 32-bit; data base 12345678h limit
 *     00ABCh bytes 16-bit, DPL 3, grows down                              */
static struct vm *paging_vm(void)
{
    struct vm *vm = vm_rom(
        "31 C0 8E D8 66 C7 06 00 10 27 20 00 00 66 C7 06 04 10 83 00 40 00 "
        "66 C7 06 00 20 03 00 00 00 66 C7 06 0C 20 41 50 00 00 "
        "66 C7 06 10 20 06 00 00 00 66 C7 06 C0 23 03 00 0F 00 "
        "66 2E 0F 01 16 70 00 66 B8 00 10 00 00 0F 22 D8 "
        "0F 20 E0 0C 10 0F 22 E0 66 B8 01 00 00 80 0F 22 C0 "
        "B8 10 00 8E D8 F4");
    struct error err;

    vm_bytes(vm, 0x70, "17 00 80 00 0F 00");
    vm_bytes(vm, 0x80,
             "00 00 00 00 00 00 00 00 FF FF 00 00 00 9A CF 00 "
             "BC 0A 78 56 34 F6 00 12");
    vm->config.model = MODEL_PENTIUM; /* for pages of 4 MiB */
    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    vm_run(vm, 1);
    return vm;
}

static void a_page_walk_shows_each_table(void)
{
    struct vm *vm = paging_vm();
    struct page_steps p;

    session_walk(vm->session, 0x3123, &p);
    CU_ASSERT(p.paging && p.present && !p.large);
    CU_ASSERT_EQUAL(p.directory_at, 0x1000);
    CU_ASSERT_EQUAL(p.directory_entry, 0x2027);
    CU_ASSERT_EQUAL(p.table_at, 0x200c);
    CU_ASSERT_EQUAL(p.table_entry, 0x5041);
    CU_ASSERT_EQUAL(p.physical, 0x5123);
    session_walk(vm->session, 0x4000, &p);
    CU_ASSERT(p.paging && !p.present);
    CU_ASSERT_EQUAL(p.table_entry, 6);
    session_walk(vm->session, 0x7fffff, &p);
    CU_ASSERT(p.present && p.large);
    CU_ASSERT_EQUAL(p.physical, 0x7fffff);
    session_walk(vm->session, 0x800000, &p);
    CU_ASSERT(!p.present && p.directory_entry == 0);
    session_walk(vm->session, 0xf0000, &p);
    CU_ASSERT(p.present && p.backed);
    CU_ASSERT_STRING_EQUAL(p.backing, "ROM");
    vm_close(vm);
}

/* 00  xor ax, ax; mov ds, ax; mov dword [1020h], 2001h
 *     mov dword [2000h], 83h; mov dword [2008h], 3027h
 *     mov dword [2010h], 80000083h; mov dword [2014h], 1
 *     mov dword [2018h], 2083h; mov dword [3018h], 5041h; mov eax, 1020h
 *     mov cr3, eax; mov eax, cr4; or al, 20h; mov cr4, eax
 *     mov eax, 80000001h; mov cr0, eax; hlt                              */
static struct vm *pae_vm(void)
{
    struct vm *vm = vm_rom(
        "31 C0 8E D8 66 C7 06 20 10 01 20 00 00 66 C7 06 00 20 83 00 00 00 "
        "66 C7 06 08 20 27 30 00 00 66 C7 06 10 20 83 00 00 80 "
        "66 C7 06 14 20 01 00 00 00 66 C7 06 18 20 83 20 00 00 "
        "66 C7 06 18 30 41 50 00 00 66 B8 20 10 00 00 0F 22 D8 "
        "0F 20 E0 0C 20 0F 22 E0 66 B8 01 00 00 80 0F 22 C0 F4");
    struct error err;

    vm->config.model = MODEL_I686;
    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    vm_run(vm, 1);
    return vm;
}

static void a_walk_of_three_levels_shows_each(void)
{
    struct vm *vm = pae_vm();
    struct page_steps p;
    uint8_t byte;

    session_walk(vm->session, 0x203123, &p);
    CU_ASSERT(p.paging && p.present && p.pae && !p.large);
    CU_ASSERT_EQUAL(p.pointer_entry, 0x2001);
    CU_ASSERT_EQUAL(p.directory_at, 0x2008);
    CU_ASSERT_EQUAL(p.directory_entry, 0x3027);
    CU_ASSERT_EQUAL(p.table_at, 0x3018);
    CU_ASSERT_EQUAL(p.table_entry, 0x5041);
    CU_ASSERT_EQUAL(p.physical, 0x5123);
    session_walk(vm->session, 0x1fffff, &p);
    CU_ASSERT(p.present && p.large);
    CU_ASSERT_EQUAL(p.physical, 0x1fffff);
    session_walk(vm->session, 0x412345, &p);
    CU_ASSERT(p.present && p.large && !p.backed);
    CU_ASSERT_EQUAL(p.physical, UINT64_C(0x180012345));
    CU_ASSERT(!session_peek_linear(vm->session, 0x412345, &byte));
    session_walk(vm->session, 0x600000, &p);
    CU_ASSERT(!p.present && p.reserved);
    session_walk(vm->session, 0x40000000, &p);
    CU_ASSERT(!p.present && !p.reserved && p.pointer_entry == 0);
    vm_close(vm);
}

static void registers_are_those_that_the_program_loaded(void)
{
    struct vm *vm = paging_vm();
    struct shown_cpu cpu;
    char words[80];

    session_cpu(vm->session, &cpu);
    CU_ASSERT_EQUAL(cpu.cr0, 0x80000011); /* ET is fixed */
    CU_ASSERT_EQUAL(cpu.cr3, 0x1000);
    CU_ASSERT_EQUAL(cpu.cr4, 0x10);
    CU_ASSERT_EQUAL(cpu.gdtr.base, 0xf0080);
    CU_ASSERT_EQUAL(cpu.gdtr.limit, 0x17);
    CU_ASSERT_EQUAL(cpu.segment[SHOWN_DS].selector, 0x10);
    CU_ASSERT_EQUAL(cpu.segment[SHOWN_DS].base, 0x12345678);
    CU_ASSERT_EQUAL(cpu.segment[SHOWN_DS].limit, 0xabc);
    segment_words(&cpu.segment[SHOWN_DS], words, sizeof words);
    CU_ASSERT_STRING_EQUAL(words, "data 16-bit writable down DPL3");
    CU_ASSERT(cpu.halted && cpu.mode == MODE_PROTECTED16);
    vm_close(vm);
}

static void looking_at_events_leaves_the_run_as_it_was(void)
{
    struct vm *vm = paging_vm();
    uint64_t hash = session_hash(vm->session);
    struct event_sink deaf = {0};

    EXPECT(session_events(vm->session, 0, session_now(vm->session) + 5000, true,
                          deaf),
           "%s", "came back");
    CU_ASSERT_EQUAL(session_hash(vm->session), hash);
    vm_close(vm);
}

CU_TestInfo inspect_tests[] = {
    TEST(the_last_writer_is_that_of_the_forward_trace),
    TEST(the_kind_of_writer_is_told),
    TEST(the_last_writer_depends_on_where_the_run_stands),
    TEST(a_search_can_be_broken_off),
    TEST(a_page_walk_shows_each_table),
    TEST(a_walk_of_three_levels_shows_each),
    TEST(registers_are_those_that_the_program_loaded),
    TEST(looking_at_events_leaves_the_run_as_it_was),
    CU_TEST_INFO_NULL,
};
