/* SPDX-License-Identifier: MIT
 *
 * tests/phases/test_post.c - the power-on self-test of the bundled BIOS: for
 * each step of phases/2-firmware/README.md a machine in which it fails, and
 * what the BIOS says then.
 */
#include <stdio.h>
#include <string.h>

#include "tests/phases/post_bench.h"
#include "tests/test.h"

/* --- the machine that is whole ----------------------------------------- */

static const uint8_t codes[] = {
#define POST_CODE(code, ...) code,
#include "phases/2-firmware/post_codes.def"
#undef POST_CODE
};

static void a_good_machine_passes_every_step_without_a_beep(void)
{
    struct vm *vm = broken_vm(&(struct failure){.faults = {NULL}});
    size_t at = 0;

    vm_open(vm);
    expect_boot(vm, "a good machine");
    CU_ASSERT_EQUAL(beeps_of(vm), 0);
    for (size_t i = 0; i < ARRAY_LEN(codes) && codes[i] != 0x5f; i++, at++)
        EXPECT(at < vm->kept_count && vm->kept[at].arg[0] == codes[i],
               "code %02Xh is missing", codes[i]);
    CU_ASSERT_EQUAL(at, vm->kept_count);
    vm_close(vm);
}

/* --- without RAM ------------------------------------------------------- */

static void run_instructions(struct machine *m, unsigned count)
{
    const struct cpu_state *s = &m->board.cpu.s;
    uint64_t end = s->icount + count;

    while (machine_alive(m) && s->icount < end)
        machine_run(m, s->tick + (end - s->icount) * s->ns_per_instruction);
}

/* Run `count` instructions past the OUT of a POST code. */
static void run_past(struct vm *vm, uint8_t code, unsigned count)
{
    struct machine *m = &vm->session->machine;

    while (vm_board(vm)->s.devices.post.code != code && machine_alive(m))
        run_instructions(m, 1);
    run_instructions(m, count);
}

/* One bit of the CPU flips `after` instructions behind a POST code. Does the
 * step find out, with five beeps? (-1: it stops in another way.) */
static int finds_flip(uint8_t code, unsigned after, const char *fault)
{
    struct vm *vm = broken_vm(&(struct failure){.faults = {NULL}});
    struct machine *m;
    struct fault f;
    struct error err;
    int found = 0;

    vm_open(vm);
    m = &vm->session->machine;
    run_past(vm, code, after);
    read_fault(&f, fault, NULL);
    EXPECT(fault_act(m, &f, 1, true, &err), "%s: %s", fault, err.text);
    while (machine_alive(m) && vm_board(vm)->s.devices.post.code <= code &&
           beeps_of(vm) == 0 && session_icount(vm->session) < 1000000)
        machine_run(m, machine_now(m) + 1000000);
    if (beeps_of(vm)) {
        vm_run(vm, 30000);
        found = beeps_of(vm) == 5 && session_end(vm->session) == END_HALTED &&
                        vm_board(vm)->s.devices.post.code == code
                    ? 1
                    : -1;
    }
    vm_close(vm);
    return found;
}

/* There is a moment in the step at which it finds the flip. */
static void expect_flip_found(uint8_t code, unsigned length, const char *fault)
{
    for (unsigned after = 0; after < length; after++)
        if (finds_flip(code, after, fault) == 1)
            return;
    EXPECT(false, "step %02Xh never finds: %s", code, fault);
}

static void step_01_finds_a_wrong_flag(void)
{
    static const unsigned bits[] = {0, 2, 4, 6, 7, 10, 11};

    for (unsigned i = 0; i < ARRAY_LEN(bits); i++) {
        char fault[60];

        snprintf(fault, sizeof fault, "register-bit register=eflags bit=%u",
                 bits[i]);
        expect_flip_found(0x01, 36, fault);
    }
}

static void step_02_finds_a_wrong_register(void)
{
    static const char *const names[] = {"eax", "ebx", "ecx", "edx",
                                        "esi", "edi", "ebp", "esp"};

    for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
        char fault[60];

        snprintf(fault, sizeof fault, "register-bit register=%s bit=%u",
                 names[i], i * 4);
        expect_flip_found(0x02, 24, fault);
        snprintf(fault, sizeof fault, "register-bit register=%s bit=31",
                 names[i]);
        expect_flip_found(0x02, 24, fault);
    }
    expect_flip_found(0x02, 112, "register-bit register=cr0 bit=0");
}

static void step_03_finds_a_changed_rom(void)
{
    EXPECT_FAILURE({"rom-byte address=0F8123h mask=1"}, NULL, 0x03, 9, NULL,
                   HALTS);
    EXPECT_FAILURE({"rom-byte address=0FFFFEh mask=80h"}, NULL, 0x03, 9, NULL,
                   HALTS);
}

static void step_04_finds_a_cmos_that_keeps_nothing(void)
{
    EXPECT_FAILURE({"chip-missing device=rtc"}, NULL, 0x04, 10, NULL, HALTS);
}

/* A program asked for a reset, to get out of protected mode: with this code
 * in the CMOS, 0040:0067 says where it goes on. No POST: memory stays. */
static void expect_resumed(const char *code, const char *at_2000)
{
    char fault[60];
    struct failure failure = {.faults = {fault}};
    struct vm *vm;

    snprintf(fault, sizeof fault, "cmos-byte offset=0Fh value=%s", code);
    vm = broken_vm(&failure);
    vm_open(vm);
    vm_poke(vm, 0x467, *at_2000 ? "00 20 00 00" : "00 10 00 00");
    vm_poke(vm, 0x1000, "FA F4"); /* cli; hlt */
    vm_poke(vm, 0x2000, at_2000);
    EXPECT(vm_run(vm, 1000) == END_HALTED, "%s: %s", code, vm_sentence(vm));
    EXPECT(strstr(vm_sentence(vm), "HLT before 0000:00001002"), "%s: %s", code,
           vm_sentence(vm));
    CU_ASSERT_EQUAL(vm_board(vm)->s.devices.rtc.cell[0x0f], 0);
    CU_ASSERT_EQUAL(vm_byte(vm, 0x1000), 0xfa);
    vm_close(vm);
}

static void step_04_goes_on_where_a_program_asked_for_it(void)
{
    expect_resumed("05h", "");
    expect_resumed("0Ah", "");
    expect_resumed("0Bh", "00 10 00 00 02 00"); /* IRET: IP, CS, FLAGS */
    expect_resumed("0Ch", "00 10 00 00");       /* RETF: IP, CS */
    /* Any other code means the whole POST. */
    EXPECT_FAILURE({"cmos-byte offset=0Fh value=0x42"}, NULL, 0, 0, NULL,
                   GOES_ON);
}

static void step_05_finds_an_empty_battery(void)
{
    EXPECT_FAILURE({"cmos-byte offset=13 value=0"}, NULL, 0x48, 1,
                   "CMOS battery is empty", WAITS);
}

static void step_06_finds_settings_that_changed(void)
{
    EXPECT_FAILURE({"cmos-checksum"}, NULL, 0x48, 1, "CMOS checksum is wrong",
                   WAITS);
    EXPECT_FAILURE({"cmos-byte offset=2Dh value=77"}, NULL, 0x48, 1,
                   "CMOS checksum is wrong", WAITS);
    /* A CMOS that never had a checksum gets one. */
    EXPECT_FAILURE(
        {"cmos-byte offset=2Eh value=0", "cmos-byte offset=2Fh value=0"}, NULL,
        0, 0, "had no checksum yet, one was made", GOES_ON);
}

static void step_07_finds_a_counter_that_stands_still(void)
{
    EXPECT_FAILURE({"timer-dead channel=0"}, NULL, 0x07, 4, NULL, HALTS);
    EXPECT_FAILURE({"timer-dead channel=1"}, NULL, 0x07, 4, NULL, HALTS);
    /* Counter 2 makes the beeps: without it there are none. */
    EXPECT_FAILURE({"timer-dead channel=2"}, NULL, 0x07, 0, NULL, HALTS);
    EXPECT_FAILURE({"chip-missing device=pit"}, NULL, 0x07, 0, NULL, HALTS);
}

static void step_08_finds_missing_dma_page_registers(void)
{
    EXPECT_FAILURE({"chip-missing device=dma_page"}, NULL, 0x08, 7, NULL,
                   HALTS);
}

/* Two pages of guest memory that are one: an address line is stuck. */
static void short_address_line(struct vm *vm, unsigned line)
{
    struct board *b = vm_board(vm);
    uint32_t frame;

    bus_page(b, 0);
    frame = entry_value(second_level_entry(&b->memory, 0));
    second_level_map(&b->memory, 1u << (line - FRAME_SHIFT), 1, BACKING_FRAME,
                     frame);
    vcpu_flush(&b->cpu);
}

static void step_09_finds_a_dead_line_of_the_first_memory(void)
{
    const struct failure failure = {{NULL}, NULL, 0x09, 3, NULL, HALTS};

    EXPECT_FAILURE({"memory-missing address=0 size=64K"}, NULL, 0x09, 3, NULL,
                   HALTS);
    EXPECT_FAILURE({"memory-stuck address=0 bit=17 value=0"}, NULL, 0x09, 3,
                   NULL, HALTS);
    for (unsigned line = 12; line <= 15; line++) {
        struct vm *vm = broken_vm(&failure);

        vm_open(vm);
        short_address_line(vm, line);
        expect_on(vm, &failure);
        vm_close(vm);
    }
}

static void step_0a_finds_a_bad_cell_of_the_first_memory(void)
{
    EXPECT_FAILURE({"memory-stuck address=5678h bit=3 value=1"}, NULL, 0x0a, 3,
                   NULL, HALTS);
    EXPECT_FAILURE({"memory-stuck address=0FFFFh bit=0 value=0"}, NULL, 0x0a, 3,
                   NULL, HALTS);
    EXPECT_FAILURE({"memory-missing address=5000h size=4K"}, NULL, 0x0a, 3,
                   NULL, HALTS);
}

/* --- with a stack, without a screen ------------------------------------ */

static void step_0b_finds_a_dead_interrupt_controller(void)
{
    EXPECT_FAILURE({"chip-missing device=pic1"}, NULL, 0x0b, 11, NULL, HALTS);
    EXPECT_FAILURE({"chip-missing device=pic2"}, NULL, 0x0b, 11, NULL, HALTS);
}

static void step_0c_finds_a_stray_interrupt(void)
{
    const struct failure failure = {{NULL}, NULL, 0x0c, 11, NULL, HALTS};
    struct vm *vm = broken_vm(&failure);
    struct fault nmi;
    struct error err;

    vm_open(vm);
    run_past(vm, 0x0c, 1000);
    fault_init(&nmi, FAULT_NMI);
    CU_ASSERT(fault_act(&vm->session->machine, &nmi, 1, true, &err));
    expect_on(vm, &failure);
    vm_close(vm);

    /* A line that never falls must not keep POST there for ever. */
    EXPECT_FAILURE({"line-high line=intr"}, "post:0C", 0x0c, 11, NULL, HALTS);
}

static void step_0d_finds_a_bad_cell_of_the_ebda(void)
{
    EXPECT_FAILURE({"memory-stuck address=9FC80h bit=7 value=1"}, NULL, 0x0d, 3,
                   NULL, HALTS);
    EXPECT_FAILURE({"memory-missing address=9F000h size=4K"}, NULL, 0x0d, 3,
                   NULL, HALTS);
}

static void step_10_finds_a_missing_keyboard_controller(void)
{
    EXPECT_FAILURE({"chip-missing device=kbc"}, NULL, 0x10, 6,
                   "Keyboard controller failed its test.", GOES_ON);
}

static void step_11_finds_a_keyboard_controller_that_dies(void)
{
    EXPECT_FAILURE({"chip-missing device=kbc"}, "post:11", 0x11, 6,
                   "Keyboard controller failed its test.", GOES_ON);
}

static void step_12_finds_that_there_is_no_keyboard(void)
{
    EXPECT_FAILURE({"keyboard-unplugged"}, NULL, 0x12, 0,
                   "No keyboard answered; going on without one.", GOES_ON);
}

static void step_18_finds_a_missing_video_adapter(void)
{
    EXPECT_FAILURE({"chip-missing device=vga"}, NULL, 0x18, 8, NULL, GOES_ON);
}

/* The registers answer, the memory behind them does not. */
static void step_18_finds_missing_video_memory(void)
{
    const struct failure failure = {{NULL}, NULL, 0x18, 8, NULL, GOES_ON};
    struct vm *vm = broken_vm(&failure);

    vm_open(vm);
    second_level_map(&vm_board(vm)->memory, 0xa0, 0x20, BACKING_NONE, 0);
    expect_on(vm, &failure);
    vm_close(vm);
}

/* --- with a screen ----------------------------------------------------- */

static void step_1a_finds_a_timer_that_does_not_interrupt(void)
{
    EXPECT_FAILURE({"irq-lost irq=0"}, NULL, 0x1a, 4,
                   "Timer interrupt (IRQ0) does not arrive.", HALTS);
    EXPECT_FAILURE({"timer-dead channel=0"}, "post:1A", 0x1a, 4,
                   "Timer interrupt (IRQ0) does not arrive.", HALTS);
}

static void step_1b_finds_a_keyboard_that_does_not_end_its_test(void)
{
    EXPECT_FAILURE({"keyboard-unplugged"}, "post:18", 0x1b, 0,
                   "Keyboard failed its test.", GOES_ON);
}

static void step_1c_finds_a_stuck_mouse_port(void)
{
    EXPECT_FAILURE({"mouse-line-stuck"}, NULL, 0x1c, 0,
                   "Mouse port failed its test.", GOES_ON);
}

static void step_29_finds_a_mouse_that_fails_or_leaves(void)
{
    EXPECT_FAILURE({"mouse-test-fails"}, NULL, 0x29, 0,
                   "Mouse failed its test.", GOES_ON);
    EXPECT_FAILURE({"mouse-unplugged"}, "post:21", 0x29, 0,
                   "Mouse failed its test.", GOES_ON);
}

/* What INT 11h answers: bit 1, a floating-point unit; bit 2, a mouse. */
static void expect_equipment(const char *fault, enum vm_model model,
                             unsigned bits)
{
    struct vm *vm = broken_vm(&(struct failure){.faults = {fault}});

    vm->config.model = model;
    vm_until(vm, "post:50");
    CU_ASSERT(vm_run(vm, 5000) == END_UNTIL);
    EXPECT((vm_byte(vm, 0x410) & 6) == bits, "%s: %02X", fault ? fault : "good",
           vm_byte(vm, 0x410));
    vm_close(vm);
}

static void steps_29_and_2a_tell_what_is_there(void)
{
    expect_equipment(NULL, MODEL_486, 6);
    expect_equipment(NULL, MODEL_386, 4);
    expect_equipment("mouse-unplugged", MODEL_486, 2);
}

static void step_20_finds_that_a20_stays_closed(void)
{
    EXPECT_FAILURE({"a20-stuck"}, "post:20", 0x48, 1,
                   "Address line A20 stays closed", SUFFERS);
}

static void step_22_finds_address_lines_that_are_stuck(void)
{
    EXPECT_FAILURE({"address-line bit=23"}, "post:20", 0x48, 1,
                   "Address line 23 makes no difference: memory repeats after "
                   "8192 KB.",
                   WAITS);
}

static void step_21_finds_bad_memory_below_640_kib(void)
{
    EXPECT_FAILURE({"memory-stuck address=31234h bit=5 value=0"}, NULL, 0x21, 3,
                   "Bad memory at 00031234, read 55AA558A", HALTS);
    EXPECT_FAILURE({"memory-missing address=80000h size=64K"}, NULL, 0x21, 3,
                   "Base memory failed its test.", HALTS);
}

static void step_21_finds_bad_memory_above_1_mib(void)
{
    EXPECT_FAILURE({"memory-stuck address=812344h bit=0 value=1"}, NULL, 0x48,
                   1, "Bad memory at 00812344, read 55AA55AB", WAITS);
}

static void step_21_finds_less_memory_than_the_cmos_says(void)
{
    EXPECT_FAILURE({"memory-missing address=12M size=4M"}, NULL, 0x48, 1,
                   "Less memory than the CMOS says", WAITS);
}

static void step_28_lists_only_the_ports_that_answer(void)
{
    struct vm *vm = broken_vm(&(struct failure){.faults = {NULL}});

    vm_open(vm);
    EXPECT(wait_for(vm, "Ports        3F8h 2F8h"), "two ports are not listed");
    vm_close(vm);

    vm = broken_vm(&(struct failure){.faults = {"chip-missing device=com2"}});
    vm_open(vm);
    EXPECT(wait_for(vm, "Ports        3F8h"), "one port is not listed");
    EXPECT(wait_for(vm, "Primary master"), "%s", vm_sentence(vm));
    EXPECT(!vm_shows(vm, "2F8h"), "a port that is not there is listed");
    vm_close(vm);
}

/* The drive takes IDENTIFY DEVICE (ECh), and is busy with it for ever. */
static void step_30_finds_a_drive_that_does_not_answer(void)
{
    EXPECT_FAILURE({"drive-busy"}, "event:io.out port=0x1f7 value=0xec", 0x30,
                   0, "Primary master: drive failed, error", GIVES_UP);
}

static bool read_empty(void *context, uint64_t lba, uint32_t count,
                       uint8_t *bytes)
{
    (void)context;
    (void)lba;
    memset(bytes, 0, (size_t)count * 512);
    return true;
}

/* With a disc that holds nothing in the drive. */
static void expect_with_cd(const struct failure *f)
{
    struct vm *vm = broken_vm(f);

    vm->config.cdrom[0] = (struct session_disk){80, read_empty, NULL};
    vm_open(vm);
    expect_on(vm, f);
    vm_close(vm);
}

static void step_31_finds_the_cd_rom_drive(void)
{
    expect_with_cd(&(struct failure){
        .faults = {NULL},
        .code = 0x50,
        .message = "Secondary master: BOOTSCOPE CD-ROM, CD drive E0h",
        .then = GOES_ON});
    expect_with_cd(
        &(struct failure){.faults = {"drive-busy drive=2"},
                          .moment = "event:io.out port=0x177 value=0xa1",
                          .code = 0x31,
                          .message = "Secondary master: drive failed, error",
                          .then = GOES_ON});
}

/* Why nothing was booted from the drive; then the next device has its turn. */
static void what_is_wrong_with_a_cd_is_said(void)
{
    static const struct {
        const char *fault, *words;
    } rows[] = {
        {"cd-no-disc", "CD... no disc in the drive"},
        {"cd-spins-up", "CD... the disc does not become ready"},
        {"cd-packet-hangs", "CD... the drive does not answer"},
        {"cd-drq-stuck", "CD... not present"},
        {"cd-read-error lba=17", "CD... read error, status 10h"},
        {"cd-read-error lba=17 error=id-not-found", "read error, status 20h"},
        {"cd-refuses command=0x28", "CD... read error, status 01h"},
        {"cd-changed", "CD... no El Torito boot record on the disc"},
        {"cd-spins-up for=3s", "CD... no El Torito boot record on the disc"},
        {"cd-packet-hangs times=1", "no El Torito boot record on the disc"},
        {"cd-read-error lba=17 times=2", "no El Torito boot record"},
    };

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        struct vm *vm = broken_vm(&(struct failure){.faults = {rows[i].fault}});

        vm->config.cdrom[0] = (struct session_disk){80, read_empty, NULL};
        vm_open(vm);
        vm_until(vm, "phase:volume-boot-record");
        EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s: no boot", rows[i].fault);
        EXPECT(vm_shows(vm, rows[i].words) &&
                   vm_shows(vm, "Boot from hard disk... ok"),
               "%s: %s", rows[i].fault, vm_sentence(vm));
        vm_close(vm);
    }
}

/* A ROM of 512 bytes at C8000h that writes "~" into the last cell of the
 * screen: 55h, AAh, 1; push ds; mov ax, B800h; mov ds, ax;
 * mov byte [F9Eh], "~"; pop ds; retf */
static void put_option_rom(struct vm *vm, uint8_t sum)
{
    static const uint8_t code[] = {0x55, 0xaa, 1,    0x1e, 0xb8, 0x00,
                                   0xb8, 0x8e, 0xd8, 0xc6, 0x06, 0x9e,
                                   0x0f, '~',  0x1f, 0xcb};
    struct board *b = vm_board(vm);
    uint32_t index = frame_take(b->pool);
    uint8_t *bytes = frame_at(b->pool, index)->bytes;

    memcpy(bytes, code, sizeof code);
    for (unsigned i = 0; i < 511; i++)
        sum = (uint8_t)(sum - bytes[i]);
    bytes[511] = sum;
    second_level_map(&b->memory, 0xc8, 1, BACKING_ROM, index);
}

static void step_38_starts_only_option_roms_that_add_up(void)
{
    for (uint8_t sum = 0; sum <= 1; sum++) {
        struct vm *vm = broken_vm(&(struct failure){.faults = {NULL}});
        const char *text = sum ? "Option ROM has a wrong checksum, not "
                                 "started: C800:0000"
                               : "Option ROM   starts at C800:0000";

        vm_open(vm);
        put_option_rom(vm, sum);
        EXPECT(wait_for(vm, text), "no \"%s\"", text);
        EXPECT(sum || wait_for(vm, "~"), "the ROM did not run");
        EXPECT(!sum || !vm_shows(vm, "~"), "the bad ROM ran");
        expect_boot(vm, text);
        CU_ASSERT_EQUAL(beeps_of(vm), 0);
        vm_close(vm);
    }
}

/* --- the search for something to boot ---------------------------------- */

static void step_50_passes_over_what_cannot_be_booted(void)
{
    EXPECT_FAILURE({"boot-signature"}, NULL, 0, 0, "No bootable device",
                   GIVES_UP);
    EXPECT_FAILURE({"disk-read-error lba=0"}, NULL, 0, 0, "No bootable device",
                   GIVES_UP);
    EXPECT_FAILURE({"drive-gone"}, NULL, 0, 0, "No bootable device", GIVES_UP);
}

static void step_5f_tries_again_after_a_key(void)
{
    const struct failure failure = {
        .faults = {"disk-read-error lba=0 times=3"}};
    struct vm *vm = broken_vm(&failure);

    vm_open(vm);
    EXPECT(wait_for(vm, "No bootable device"), "%s", vm_sentence(vm));
    vm_run(vm, 5000);
    CU_ASSERT_EQUAL(vm_board(vm)->s.devices.post.code, 0x5f);
    session_key(vm->session, ' ');
    expect_boot(vm, "a disk that works at last");
    vm_close(vm);
}

CU_TestInfo post_tests[] = {
    TEST(a_good_machine_passes_every_step_without_a_beep),
    TEST(step_01_finds_a_wrong_flag),
    TEST(step_02_finds_a_wrong_register),
    TEST(step_03_finds_a_changed_rom),
    TEST(step_04_finds_a_cmos_that_keeps_nothing),
    TEST(step_04_goes_on_where_a_program_asked_for_it),
    TEST(step_05_finds_an_empty_battery),
    TEST(step_06_finds_settings_that_changed),
    TEST(step_07_finds_a_counter_that_stands_still),
    TEST(step_08_finds_missing_dma_page_registers),
    TEST(step_09_finds_a_dead_line_of_the_first_memory),
    TEST(step_0a_finds_a_bad_cell_of_the_first_memory),
    TEST(step_0b_finds_a_dead_interrupt_controller),
    TEST(step_0c_finds_a_stray_interrupt),
    TEST(step_0d_finds_a_bad_cell_of_the_ebda),
    TEST(step_10_finds_a_missing_keyboard_controller),
    TEST(step_11_finds_a_keyboard_controller_that_dies),
    TEST(step_12_finds_that_there_is_no_keyboard),
    TEST(step_18_finds_a_missing_video_adapter),
    TEST(step_18_finds_missing_video_memory),
    TEST(step_1a_finds_a_timer_that_does_not_interrupt),
    TEST(step_1b_finds_a_keyboard_that_does_not_end_its_test),
    TEST(step_1c_finds_a_stuck_mouse_port),
    TEST(step_29_finds_a_mouse_that_fails_or_leaves),
    TEST(steps_29_and_2a_tell_what_is_there),
    TEST(step_20_finds_that_a20_stays_closed),
    TEST(step_22_finds_address_lines_that_are_stuck),
    TEST(step_21_finds_bad_memory_below_640_kib),
    TEST(step_21_finds_bad_memory_above_1_mib),
    TEST(step_21_finds_less_memory_than_the_cmos_says),
    TEST(step_28_lists_only_the_ports_that_answer),
    TEST(step_30_finds_a_drive_that_does_not_answer),
    TEST(step_31_finds_the_cd_rom_drive),
    TEST(what_is_wrong_with_a_cd_is_said),
    TEST(step_38_starts_only_option_roms_that_add_up),
    TEST(step_50_passes_over_what_cannot_be_booted),
    TEST(step_5f_tries_again_after_a_key),
    CU_TEST_INFO_NULL,
};
