/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_life.c - how the life of a machine ends, and how the end is
 * told. The guests are a few instructions in a ROM.
 */
#include <string.h>

#include "tests/sim/vm.h"
#include "tests/test.h"

/* The end of a ROM that starts with `code`, after at most `ms`. */
static void expect_end(const char *code, enum session_end end, uint64_t ms,
                       const char *sentence)
{
    struct vm *vm = vm_rom(code);

    EXPECT(vm_run(vm, ms) == end, "%s: %s", code, vm_sentence(vm));
    EXPECT(strstr(vm_sentence(vm), sentence), "%s: %s", code, vm_sentence(vm));
    vm_close(vm);
}

/* Both interrupt controllers set up, vectors 08h and 70h: ICW1 11h, ICW2, ICW3
 * 4 and 2, ICW4 1. Until then none of them can interrupt. */
#define PICS                                                                   \
    "B0 11 E6 20 E6 A0 B0 08 E6 21 B0 70 E6 A1 B0 04 E6 21 B0 02 E6 A1 "       \
    "B0 01 E6 21 E6 A1 "

/* --- halted ------------------------------------------------------------ */

static void halt_without_interrupts_is_halted(void)
{
    /* cli; hlt */
    expect_end("FA F4", END_HALTED, 10, "halted: HLT before F000:00000002");
}

static void halt_with_all_lines_masked_is_halted(void)
{
    /* mov al, FFh; out 21h, al; sti; a: hlt; jmp a */
    expect_end(PICS "B0 FF E6 21 FB F4 EB FD", END_HALTED, 10, "halted");
    /* Only the line to the second controller is open, which is shut itself:
     * mov al, FBh; out 21h, al; mov al, FFh; out A1h, al; sti; a: hlt; jmp a */
    expect_end(PICS "B0 FB E6 21 B0 FF E6 A1 FB F4 EB FD", END_HALTED, 10,
               "halted");
}

static void halt_that_an_interrupt_can_end_goes_on(void)
{
    /* The same with line 14 open: mov al, BFh; out A1h, al */
    expect_end(PICS "B0 FB E6 21 B0 BF E6 A1 FB F4 EB FD", END_NOT_YET, 3000,
               "running");
    /* mov al, FEh; out 21h, al; sti; a: hlt; jmp a */
    expect_end(PICS "B0 FE E6 21 FB F4 EB FD", END_NOT_YET, 3000, "running");
}

static void waiting_is_idle_time(void)
{
    struct vm *vm = vm_rom(PICS "B0 FE E6 21 FB F4 EB FD");

    vm_run(vm, 3000);
    EXPECT(session_now(vm->session) == UINT64_C(3000000000), "now is %llu",
           (unsigned long long)session_now(vm->session));
    EXPECT(session_idle(vm->session) > UINT64_C(2999900000), "idle for %llu",
           (unsigned long long)session_idle(vm->session));
    EXPECT(session_icount(vm->session) < 100, "%llu instructions",
           (unsigned long long)session_icount(vm->session));
    vm_close(vm);
}

/* --- hung -------------------------------------------------------------- */

static void expect_hung(const char *code)
{
    expect_end(code, END_HUNG, 3000, "hung: an endless loop at F000:");
}

static void expect_not_hung(const char *code)
{
    expect_end(code, END_NOT_YET, 3000, "running");
}

static void a_jump_to_itself_is_hung(void)
{
    expect_hung("FA EB FE"); /* cli; jmp $ */
    /* mov al, FFh; out 21h, al; sti; jmp $ */
    expect_hung(PICS "B0 FF E6 21 FB EB FE");
}

static void a_jump_to_itself_that_an_interrupt_can_end_is_not_hung(void)
{
    /* mov al, FEh; out 21h, al; sti; jmp $ */
    expect_not_hung(PICS "B0 FE E6 21 FB EB FE");
}

static void a_loop_in_a_loop_is_hung(void)
{
    /* cli; a: mov cx, 0; loop $; jmp a */
    expect_hung("FA B9 00 00 E2 FE EB F9");
}

static void a_loop_that_only_looks_at_memory_is_hung(void)
{
    /* xor ax, ax; mov ds, ax; a: mov eax, [500h]; add eax, [504h];
     * test eax, eax; jz a; hlt */
    expect_hung("31 C0 8E D8 66 A1 00 05 66 03 06 04 05 66 85 C0 74 F2 F4");
}

static void a_loop_that_writes_what_is_there_is_hung(void)
{
    /* xor ax, ax; mov ds, ax; a: mov word [500h], 1234h; jmp a */
    expect_hung("31 C0 8E D8 C7 06 00 05 34 12 EB F8");
}

static void a_loop_that_changes_a_bit_to_and_fro_is_hung(void)
{
    /* xor ax, ax; mov ds, ax; a: xor byte [500h], 1; jmp a */
    expect_hung("31 C0 8E D8 80 36 00 05 01 EB F9");
}

static void a_loop_that_counts_in_memory_is_not_hung(void)
{
    /* xor ax, ax; mov ds, ax; a: inc dword [500h]; jmp a */
    expect_not_hung("31 C0 8E D8 66 FF 06 00 05 EB F9");
}

static void a_loop_that_asks_a_device_is_not_hung(void)
{
    expect_not_hung("E4 64 EB FC"); /* a: in al, 64h; jmp a */
    /* mov ax, B800h; mov ds, ax; a: mov al, [0]; jmp a */
    expect_not_hung("B8 00 B8 8E D8 A0 00 00 EB FB");
}

/* The time stamp counter says another thing each time, even if the loop does
 * not keep it: cli; a: rdtsc; and eax, 40000000h; jz a; hlt */
static void a_loop_that_asks_the_time_is_not_hung(void)
{
    static const char *const loops[] = {
        "FA 0F 31 66 25 00 00 00 40 74 F6 F4",
        /* The same by mov ecx, 10h; a: rdmsr */
        "FA 66 B9 10 00 00 00 0F 32 66 25 00 00 00 40 74 F6 F4",
    };

    for (unsigned i = 0; i < ARRAY_LEN(loops); i++) {
        struct vm *vm = vm_rom(loops[i]);

        vm->config.model = MODEL_PENTIUM;
        EXPECT(vm_run(vm, 3000) == END_NOT_YET, "%s: %s", loops[i],
               vm_sentence(vm));
        vm_close(vm);
    }
}

static void a_loop_that_ends_is_not_hung(void)
{
    /* cli; mov ecx, 12000000; a: dec ecx; jnz a; hlt */
    expect_end("FA 66 B9 00 1B B7 00 66 49 75 FC F4", END_HALTED, 3000,
               "halted");
}

/* --- crashed ----------------------------------------------------------- */

/* lidt [cs:40h]; int3 - there is no vector 3, nor 13, nor 8. */
#define TRIPLE_FAULT "2E 0F 01 1E 40 00 CC"

static void a_triple_fault_is_a_crash_that_tells_its_chain(void)
{
    struct vm *vm = vm_rom(TRIPLE_FAULT);
    const char *text;

    vm_trace(vm, KEEP(EV_TRIPLE_FAULT, EV_EXIT, EV_VM_STATE), false);
    EXPECT(vm_run(vm, 10) == END_CRASHED, "%s", vm_sentence(vm));
    text = vm_sentence(vm);
    EXPECT(strstr(text, "crashed: triple fault: #GP, general protection"), "%s",
           text);
    EXPECT(strstr(text, "at F000:00000006; its delivery raised #GP, general "
                        "protection; the double fault's delivery raised #GP"),
           "%s", text);
    EXPECT(vm->kept_count >= 3 &&
               vm->kept[vm->kept_count - 1].kind == EV_VM_STATE &&
               vm->kept[vm->kept_count - 1].arg[1] == VM_CRASHED,
           "the crash is not in the trace");
    vm_close(vm);
}

/* A #UD that cannot be delivered is not yet a double fault: the #GP that says
 * so is delivered in its place (SDM Vol. 3A, "Conditions for Generating a
 * Double Fault"). What came first is still told. */
/* lgdt [cs:40h], limit 0Fh; mov eax, cr0; inc ax; mov cr0, eax; then CS from
 * a selector that the table does not have, and no IDT for what follows (SDM
 * Vol. 3A, "Error Code": EXT, IDT, TI, index). */
static void the_chain_names_the_selectors_to_blame(void)
{
    struct vm *vm = vm_rom("2E 0F 01 16 40 00 2E 0F 01 1E 50 00 0F 20 C0 40 "
                           "0F 22 C0 EA 00 00 18 00");
    const char *text;

    vm_bytes(vm, 0x40, "0F 00 60 00 0F 00");
    EXPECT(vm_run(vm, 10) == END_CRASHED, "%s", vm_sentence(vm));
    text = vm_sentence(vm);
    EXPECT(strstr(text, "error 0018h (selector 0018h of the GDT) at"), "%s",
           text);
    EXPECT(strstr(text, "error 006Bh (gate 0Dh of the IDT); the double"), "%s",
           text);
    vm_close(vm);
}

static void the_chain_begins_with_the_first_exception(void)
{
    struct vm *vm = vm_rom("2E 0F 01 1E 40 00 0F 0B"); /* lidt, ud2 */
    const char *text;

    EXPECT(vm_run(vm, 10) == END_CRASHED, "%s", vm_sentence(vm));
    text = vm_sentence(vm);
    EXPECT(strstr(text, "triple fault: #UD, invalid opcode at F000:00000006; "
                        "its delivery raised #GP, general protection; its "
                        "delivery raised #GP, general protection; the double "
                        "fault's delivery raised #GP"),
           "%s", text);
    vm_close(vm);
}

/* --- reset ------------------------------------------------------------- */

/* xor ax, ax; mov ds, ax; cmp byte [500h], 2; je (past the code);
 * inc byte [500h] - so that it resets twice, then halts. */
#define TWICE(length) "31 C0 8E D8 80 3E 00 05 02 74 " length " FE 06 00 05 "

/* Two resets of this kind and reason, then the HLT. */
static void expect_two_resets(const char *code, enum vm_reason reason,
                              bool on_triple_fault)
{
    struct vm *vm = vm_rom(code);
    unsigned resets = 0;

    vm->config.reset_on_triple_fault = on_triple_fault;
    vm_trace(vm, KEEP(EV_VM_STATE), false);
    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s: %s", code, vm_sentence(vm));
    EXPECT(vm_byte(vm, 0x500) == 2, "%s: %u resets", code, vm_byte(vm, 0x500));
    for (size_t i = 0; i < vm->kept_count; i++) {
        const uint32_t *arg = vm->kept[i].arg;

        if (arg[1] != VM_RESET)
            continue;
        resets++;
        EXPECT(arg[0] == VM_RUNNING && arg[2] == reason,
               "%s: reason %u, not %u", code, arg[2], reason);
    }
    EXPECT(resets == 2, "%s: %u resets in the trace", code, resets);
    vm_close(vm);
}

static void a_triple_fault_resets_if_asked(void)
{
    expect_two_resets(TWICE("0B") "2E 0F 01 1E 40 00 CC F4",
                      REASON_TRIPLE_FAULT, true);
}

static void the_keyboard_controller_resets(void)
{
    /* mov al, FEh; out 64h, al; jmp $ */
    expect_two_resets(TWICE("0A") "B0 FE E6 64 EB FE F4", REASON_RESET_CPU,
                      false);
}

/* The machine looks for endless loops at 0.2 s; 7 us before, the 8042 is told
 * to pull RESET in 10 us: mov ecx, 1999930; a: dec ecx; jnz a;
 * mov al, FEh; out 64h, al; jmp $ */
static void a_loop_that_a_reset_will_end_is_not_hung(void)
{
    expect_two_resets(TWICE("14") "66 B9 3A 84 1E 00 66 49 75 FC B0 FE E6 64 "
                                  "EB FE F4",
                      REASON_RESET_CPU, false);
}

static void port_92_resets(void)
{
    /* in al, 92h; and al, FEh; out 92h, al; or al, 1; out 92h, al; jmp $ */
    expect_two_resets(TWICE("10") "E4 92 24 FE E6 92 0C 01 E6 92 EB FE F4",
                      REASON_RESET_CPU, false);
}

static void port_cf9_resets(void)
{
    /* mov dx, CF9h; mov al, 2; out dx, al; mov al, 6; out dx, al; jmp $ */
    expect_two_resets(TWICE("0F") "BA F9 0C B0 02 EE B0 06 EE EB FE F4",
                      REASON_RESET_BOARD, false);
    /* The same for the processor alone, with 0 and 4. */
    expect_two_resets(TWICE("0F") "BA F9 0C B0 00 EE B0 04 EE EB FE F4",
                      REASON_RESET_CPU, false);
}

static void a_board_reset_reaches_the_devices(void)
{
    /* Once: mov al, 2; out 92h, al; and a reset by port CF9h. Then: hlt. */
    struct vm *vm = vm_rom("31 C0 8E D8 80 3E 00 05 01 74 13 FE 06 00 05 "
                           "B0 02 E6 92 BA F9 0C B0 02 EE B0 06 EE EB FE F4");

    EXPECT(vm_run(vm, 100) == END_HALTED, "%s", vm_sentence(vm));
    EXPECT(vm_board(vm)->s.devices.port92.control == 0, "port 92h kept %02Xh",
           vm_board(vm)->s.devices.port92.control);
    vm_close(vm);
}

/* --- switched off ------------------------------------------------------ */

static void poweroff_shuts_down(void)
{
    struct vm *vm = vm_bundled();
    const struct event *last;

    vm_trace(vm, KEEP(EV_VM_STATE), false);
    vm_keys(vm, "screen:bootscope$", "poweroff\\n");
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    EXPECT(strstr(vm_sentence(vm), "shut down: the guest switched"), "%s",
           vm_sentence(vm));
    CU_ASSERT_FATAL(vm->kept_count == 2);
    EXPECT(vm->kept[0].arg[0] == VM_OFF && vm->kept[0].arg[1] == VM_RUNNING &&
               vm->kept[0].arg[2] == REASON_POWER_ON,
           "the life does not begin with power-on");
    last = &vm->kept[1];
    EXPECT(last->arg[1] == VM_SHUT_DOWN && last->arg[2] == REASON_SOFT_OFF,
           "state %u, reason %u", last->arg[1], last->arg[2]);
    vm_close(vm);
}

static void every_model_boots_and_shuts_down(void)
{
    for (unsigned model = 0; model < MODEL_COUNT; model++) {
        struct vm *vm = vm_bundled();

        vm->config.model = (enum vm_model)model;
        vm_keys(vm, "screen:bootscope$", "poweroff\\n");
        EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s: %s",
               vm_model_name[model], vm_sentence(vm));
        vm_close(vm);
    }
}

static void a_dead_machine_stays_dead(void)
{
    struct vm *vm = vm_rom("FA F4");
    uint64_t now, hash;

    vm_run(vm, 10);
    now = session_now(vm->session);
    hash = session_hash(vm->session);
    EXPECT(!session_run(vm->session, 1000000000), "it runs again");
    EXPECT(session_now(vm->session) == now, "its clock goes on");
    EXPECT(session_hash(vm->session) == hash, "its state changes");
    vm_close(vm);
}

static void reboot_boots_again(void)
{
    struct vm *vm = vm_bundled();
    size_t at;

    vm_trace(vm, KEEP(EV_VM_STATE), false);
    at = vm_run_to_text(vm, 0, "bootscope$");
    for (const char *key = "reboot\n"; *key; key++)
        session_key(vm->session, (uint8_t)*key);
    at = vm_run_to_text(vm, at, "bootscope$");
    EXPECT(vm->kept_count == 3 && vm->kept[1].arg[1] == VM_RESET,
           "%zu changes of state", vm->kept_count);
    for (const char *key = "poweroff\n"; *key; key++)
        session_key(vm->session, (uint8_t)*key);
    EXPECT(vm_run(vm, 60000) == END_SHUT_DOWN, "%s", vm_sentence(vm));
    vm_close(vm);
}

CU_TestInfo life_tests[] = {
    TEST(halt_without_interrupts_is_halted),
    TEST(halt_with_all_lines_masked_is_halted),
    TEST(halt_that_an_interrupt_can_end_goes_on),
    TEST(waiting_is_idle_time),
    TEST(a_jump_to_itself_is_hung),
    TEST(a_jump_to_itself_that_an_interrupt_can_end_is_not_hung),
    TEST(a_loop_in_a_loop_is_hung),
    TEST(a_loop_that_only_looks_at_memory_is_hung),
    TEST(a_loop_that_writes_what_is_there_is_hung),
    TEST(a_loop_that_changes_a_bit_to_and_fro_is_hung),
    TEST(a_loop_that_counts_in_memory_is_not_hung),
    TEST(a_loop_that_asks_a_device_is_not_hung),
    TEST(a_loop_that_asks_the_time_is_not_hung),
    TEST(a_loop_that_ends_is_not_hung),
    TEST(a_triple_fault_is_a_crash_that_tells_its_chain),
    TEST(the_chain_names_the_selectors_to_blame),
    TEST(the_chain_begins_with_the_first_exception),
    TEST(a_triple_fault_resets_if_asked),
    TEST(the_keyboard_controller_resets),
    TEST(a_loop_that_a_reset_will_end_is_not_hung),
    TEST(port_92_resets),
    TEST(port_cf9_resets),
    TEST(a_board_reset_reaches_the_devices),
    TEST(poweroff_shuts_down),
    TEST(every_model_boots_and_shuts_down),
    TEST(a_dead_machine_stays_dead),
    TEST(reboot_boots_again),
    CU_TEST_INFO_NULL,
};
