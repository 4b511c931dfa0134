/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_memory.c - what the guest finds at which address, and which
 * host memory stands behind it.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/sim/vm.h"
#include "tests/test.h"

#define MIB (UINT64_C(1) << 20)

static void expect_byte(const struct vm *vm, uint32_t address, uint8_t value)
{
    EXPECT(vm_byte(vm, address) == value, "%Xh holds %02Xh, not %02Xh", address,
           vm_byte(vm, address), value);
}

static void run_to_halt(struct vm *vm)
{
    EXPECT(vm_run(vm, 100) == END_HALTED, "%s", vm_sentence(vm));
}

/* --- ROM --------------------------------------------------------------- */

static void rom_cannot_be_written(void)
{
    /* DS = 0; mov byte [cs:200h], 99h; ES = E000h; mov byte [es:200h], 98h;
     * rep stosb of 8 bytes there; mov al, [cs:200h]; mov [500h], al;
     * mov byte [cs:x + 1], 55h; x: mov al, 11h; mov [501h], al; hlt */
    struct vm *vm =
        vm_rom("31 C0 8E D8 2E C6 06 00 02 99 B8 00 E0 8E C0 26 C6 06 00 02 98 "
               "BF 00 03 B9 08 00 B0 97 F3 AA 2E A0 00 02 A2 00 05 2E C6 06 2D "
               "00 55 B0 11 A2 01 05 F4");

    vm_bytes(vm, 0x200, "AB");
    run_to_halt(vm);
    expect_byte(vm, 0x500, 0xab);
    expect_byte(vm, 0x501, 0x11);
    for (uint32_t i = 0; i < ROM_BYTES; i++)
        if (vm_byte(vm, 0xf0000 + i) != vm->rom[i] ||
            vm_byte(vm, 0xffff0000 + i) != vm->rom[i])
            EXPECT(false, "byte %Xh of the ROM has changed", i);
    vm_close(vm);
}

/* A ROM of any allowed size, with this code in its last 64 KiB. */
static struct vm *big_rom(const char *code, uint32_t bytes, uint8_t **rom)
{
    struct vm *vm = vm_rom(code);

    *rom = malloc(bytes);
    CU_ASSERT_PTR_NOT_NULL_FATAL(*rom);
    for (uint32_t i = 0; i < bytes; i++)
        (*rom)[i] = (uint8_t)(1 + i % 251);
    memcpy(*rom + bytes - ROM_BYTES, vm->rom, ROM_BYTES);
    vm->config.rom = *rom;
    vm->config.rom_bytes = bytes;
    return vm;
}

static void a_rom_lies_below_4_gib_and_its_end_below_1_mib(void)
{
    static const uint32_t sizes[] = {64, 128, 192, 1024, 16 * 1024};

    for (unsigned i = 0; i < ARRAY_LEN(sizes); i++) {
        uint32_t bytes = sizes[i] << 10;
        uint32_t seen = bytes < 0x20000 ? bytes : 0x20000;
        uint8_t *rom;
        struct vm *vm = big_rom("FA F4", bytes, &rom);

        run_to_halt(vm);
        for (uint32_t at = 0; at < bytes; at += 4093)
            expect_byte(vm, 0 - bytes + at, rom[at]);
        for (uint32_t at = 0; at < seen; at += 127)
            expect_byte(vm, 0x100000 - seen + at, rom[bytes - seen + at]);
        expect_byte(vm, 0 - bytes - 1, 0xff);
        expect_byte(vm, 0x100000 - seen - 1, 0xff);
        vm_close(vm);
        free(rom);
    }
}

/* --- holes ------------------------------------------------------------- */

/* lgdt [cs:100h]; CR0.PE = 1; DS = flat */
#define FLAT "2E 66 0F 01 16 00 01 0F 20 C0 0C 01 0F 22 C0 B8 08 00 8E D8 "

static void put_gdt(struct vm *vm)
{
    vm_bytes(vm, 0x100, "0F 00 10 01 0F 00");
    vm_bytes(vm, 0x110, "00 00 00 00 00 00 00 00 FF FF 00 00 00 93 CF 00");
}

static void expect_bytes(const struct vm *vm, uint32_t address,
                         const char *bytes, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        expect_byte(vm, address + i, (uint8_t)bytes[i]);
}

static void the_guest_sees_the_edges_of_a_16_mib_rom(void)
{
    /* mov al, [FF000000h]; mov [500h], al; mov al, [FEFFFFFFh];
     * mov [501h], al; mov eax, [FEFFFFFFh]; mov [504h], eax;
     * mov eax, [FFFFFFh]; mov [508h], eax; hlt */
    uint8_t *rom;
    struct vm *vm = big_rom(
        FLAT "67 A0 00 00 00 FF A2 00 05 67 A0 FF FF FF FE A2 01 05 66 67 A1 "
             "FF FF FF FE 66 A3 04 05 66 67 A1 FF FF FF 00 66 A3 08 05 F4",
        16 << 20, &rom);

    put_gdt(vm);
    memcpy(rom + (16 << 20) - ROM_BYTES, vm->rom, ROM_BYTES);
    run_to_halt(vm);
    expect_bytes(vm, 0x500, "\x01\xff", 2);
    expect_bytes(vm, 0x504, "\xff\x01\x02\x03", 4);
    /* The end of 16 MiB of RAM: zero, then nothing. */
    expect_bytes(vm, 0x508, "\x00\xff\xff\xff", 4);
    vm_close(vm);
    free(rom);
}

static void a_hole_reads_as_ones_and_loses_stores(void)
{
    /* DS = 0, ES = C000h; mov byte [es:0], 12h; mov al, [es:0];
     * mov [500h], al; mov ax, [es:1]; mov [502h], ax; mov eax, [es:4];
     * mov [504h], eax; hlt */
    struct vm *vm =
        vm_rom("31 C0 8E D8 B8 00 C0 8E C0 26 C6 06 00 00 12 26 A0 00 00 A2 00 "
               "05 26 A1 01 00 A3 02 05 26 66 A1 04 00 66 A3 04 05 F4");

    vm_trace(vm, KEEP(EV_UNHANDLED), false);
    run_to_halt(vm);
    expect_bytes(vm, 0x500, "\xff\x00\xff\xff\xff\xff\xff\xff", 8);
    expect_byte(vm, 0xc0000, 0xff);
    EXPECT(vm->kept_count == 4, "%zu accesses are reported as unanswered",
           vm->kept_count);
    EXPECT(strstr(vm_sentence(vm), "4 memory"), "%s", vm_sentence(vm));
    vm_close(vm);
}

/* --- RAM of every size ------------------------------------------------- */

/* Boot the bundled PC with so much RAM, until COM1 or the screen says this. */
static struct vm *boot_with(uint64_t ram, const char *moment)
{
    struct vm *vm = vm_bundled();

    vm->config.ram_bytes = ram;
    vm_until(vm, moment);
    EXPECT(vm_run(vm, 60000) == END_UNTIL, "%llu KiB: %s",
           (unsigned long long)(ram >> 10), vm_sentence(vm));
    return vm;
}

static void one_mib_is_too_little_for_the_kernel_and_the_loader_says_so(void)
{
    struct vm *vm = boot_with(MIB, "screen:which this machine does not have");

    EXPECT(!vm_shows(vm, "CMOS says"), "POST finds another size");
    vm_close(vm);
}

static void small_and_odd_sizes_boot(void)
{
    static const uint64_t sizes[] = {2 * MIB, 3 * MIB + 4096, 17 * MIB,
                                     65 * MIB + 65536};

    for (unsigned i = 0; i < ARRAY_LEN(sizes); i++)
        vm_close(boot_with(sizes[i], "screen:bootscope$"));
}

static void two_gib_cost_what_is_touched(void)
{
    struct vm *vm = boot_with(2048 * MIB, "screen:bootscope$");
    uint32_t used = vm->session->pool.used;

    /* POST tests 64 MiB in full, then 16 KiB of each MiB. */
    EXPECT(used > 16384 && used < 32768, "%u frames", used);
    vm_close(vm);
}

/* --- the second-level table -------------------------------------------- */

#define RUNS 4096

/* The runs of the table are all of 4 GiB, once. */
static unsigned read_runs(const struct vm *vm, struct memory_run *runs)
{
    unsigned count = session_memory_map(vm->session, runs, RUNS);
    uint64_t next = 0;

    CU_ASSERT_FATAL(count <= RUNS);
    for (unsigned i = 0; i < count; i++) {
        EXPECT(runs[i].first == next && runs[i].last > runs[i].first,
               "run %u begins at %llXh", i, (unsigned long long)runs[i].first);
        next = runs[i].last + 1;
    }
    EXPECT(next == UINT64_C(1) << 32, "the runs end at %llXh",
           (unsigned long long)next);
    return count;
}

static void the_table_tells_the_board_before_the_first_touch(void)
{
    static const struct {
        uint64_t last;
        const char *backing;
    } board[] = {
        {0x9ffff, "RAM, not touched yet"},
        {0xbffff, "device model"},
        {0xeffff, "nothing"},
        {0xfffff, "ROM"},
        {0xffffff, "RAM, not touched yet"},
        {0xfffeffff, "nothing"},
        {0xffffffff, "ROM"},
    };
    static struct memory_run runs[RUNS];
    struct vm *vm = vm_rom("FA F4");

    vm_open(vm);
    CU_ASSERT_EQUAL_FATAL(read_runs(vm, runs), ARRAY_LEN(board));
    for (unsigned i = 0; i < ARRAY_LEN(board); i++) {
        EXPECT(runs[i].last == board[i].last, "run %u ends at %llXh", i,
               (unsigned long long)runs[i].last);
        EXPECT(strcmp(runs[i].backing, board[i].backing) == 0,
               "run %u is \"%s\"", i, runs[i].backing);
    }
    EXPECT(runs[3].host_frame == runs[6].host_frame,
           "the two places of the ROM have frames of their own");
    vm_close(vm);
}

static void a_touch_gives_one_frame(void)
{
    static struct memory_run runs[RUNS];
    /* DS = 0; mov byte [5123h], 1; mov al, [7000h]; hlt */
    struct vm *vm = vm_rom("31 C0 8E D8 C6 06 23 51 01 A0 00 70 F4");
    uint32_t before;

    vm_trace(vm, KEEP(EV_HOST_FRAME, EV_EXIT), false);
    vm_open(vm);
    before = vm->session->pool.used;
    run_to_halt(vm);
    EXPECT(vm->session->pool.used == before + 2, "%u frames",
           vm->session->pool.used - before);
    read_runs(vm, runs);
    EXPECT(runs[1].first == 0x5000 && runs[1].last == 0x5fff &&
               runs[1].backed && runs[1].host_frame == before,
           "5000h is %s", runs[1].backing);
    EXPECT(runs[3].first == 0x7000 && runs[3].host_frame == before + 1,
           "7000h is %s", runs[3].backing);
    EXPECT(vm->kept[0].kind == EV_EXIT &&
               vm->kept[0].arg[0] == EXIT_FIRST_TOUCH &&
               vm->kept[0].arg[2] == 5,
           "no exit for the first touch");
    EXPECT(vm->kept[1].kind == EV_HOST_FRAME && vm->kept[1].arg[0] == 5 &&
               vm->kept[1].arg[1] == before &&
               vm->kept[1].cause == vm->kept[0].id,
           "no frame because of this exit");
    vm_close(vm);
}

static void every_frame_given_out_is_in_the_table_once(void)
{
    static struct memory_run runs[RUNS];
    struct vm *vm = boot_with(16 * MIB, "screen:bootscope$");
    unsigned count = read_runs(vm, runs);
    uint64_t frames = 0;

    for (unsigned i = 0; i < count; i++)
        if (strcmp(runs[i].backing, "RAM in host frames") == 0)
            frames += (runs[i].last + 1 - runs[i].first) >> FRAME_SHIFT;
    EXPECT(frames == vm->session->pool.used - (ROM_BYTES >> FRAME_SHIFT),
           "%llu frames in the table, %u given out", (unsigned long long)frames,
           vm->session->pool.used);
    vm_close(vm);
}

/* --- when the host has no more ----------------------------------------- */

/* DS = 0; a: mov byte [si], 1; add si, 1000h; jmp a */
#define TOUCH "31 C0 8E D8 BE 00 00 C6 04 01 81 C6 00 10 EB F7"

static void a_host_without_frames_pauses_the_machine(void)
{
    for (int traced = 0; traced <= 1; traced++) {
        struct vm *vm = vm_rom(TOUCH);

        if (traced)
            vm_trace(vm, KEEP(EV_VM_STATE), false);
        vm_open(vm);
        vm->session->pool.limit = vm->session->pool.used + 3;
        EXPECT(vm_run(vm, 10) == END_NO_MEMORY, "%s", vm_sentence(vm));
        EXPECT(strstr(vm_sentence(vm), "paused: the host has no frame left"),
               "%s", vm_sentence(vm));
        /* The jump to the ROM's start, three instructions, and three for each
         * of the pages 0, 1 and 2. The store into page 3 did not happen. */
        EXPECT(session_icount(vm->session) == 13, "%llu instructions",
               (unsigned long long)session_icount(vm->session));
        EXPECT(vm_cpu(vm)->r[ESI].d == 0x3000 && vm_cpu(vm)->eip == 7,
               "stopped with SI = %Xh at %Xh", vm_cpu(vm)->r[ESI].d,
               vm_cpu(vm)->eip);
        EXPECT(!session_run(vm->session, 1000000000), "it runs on");
        vm_close(vm);
    }
}

/* The hash of the bundled PC when so many frames are used up. */
static uint64_t pause_after(uint32_t frames, bool traced, uint64_t slice)
{
    struct vm *vm = vm_bundled();
    uint64_t hash, to = 0;

    if (traced)
        vm_trace(vm, KEEP_NONE, true);
    vm_open(vm);
    vm->session->pool.limit = vm->session->pool.used + frames;
    while (slice && session_run(vm->session, to))
        to = session_now(vm->session) + slice;
    EXPECT(vm_run(vm, 60000) == END_NO_MEMORY, "%u frames: %s", frames,
           vm_sentence(vm));
    hash = session_hash(vm->session);
    vm_close(vm);
    return hash;
}

static void the_bundled_pc_pauses_at_the_same_point_however_it_is_run(void)
{
    for (uint32_t frames = 0; frames < 400; frames += 41) {
        uint64_t plain = pause_after(frames, false, 0);

        EXPECT(pause_after(frames, true, 0) == plain, "%u frames, traced",
               frames);
        EXPECT(pause_after(frames, false, 77777) == plain, "%u frames, slices",
               frames);
    }
}

/* --- what is refused --------------------------------------------------- */

static void expect_refused(uint64_t ram, uint32_t rom, const char *why)
{
    struct vm *vm = vm_rom("F4");
    uint8_t *bytes = calloc(1, (size_t)rom + 1);

    vm->config.ram_bytes = ram;
    vm->config.rom = bytes;
    vm->config.rom_bytes = rom;
    vm->session = session_open(&vm->config, &vm->error);
    EXPECT(!vm->session, "RAM of %llu, ROM of %u bytes are taken",
           (unsigned long long)ram, rom);
    EXPECT(strstr(vm->error.text, why), "%s", vm->error.text);
    vm_close(vm);
    free(bytes);
}

static void sizes_that_no_board_has_are_refused(void)
{
    expect_refused(MIB - 4096, 65536, "RAM is 1 MiB to 2 GiB");
    expect_refused(MIB + 1, 65536, "RAM is 1 MiB to 2 GiB");
    expect_refused(2048 * MIB + 4096, 65536, "RAM is 1 MiB to 2 GiB");
    expect_refused(UINT64_MAX & ~UINT64_C(4095), 65536, "RAM is 1 MiB to 2");
    expect_refused(MIB, 0, "this one has 0 bytes");
    expect_refused(MIB, 32768, "this one has 32768 bytes");
    expect_refused(MIB, 65537, "this one has 65537 bytes");
    expect_refused(MIB, (16 << 20) + 65536, "this one has 16842752 bytes");
}

CU_TestInfo memory_tests[] = {
    TEST(rom_cannot_be_written),
    TEST(a_rom_lies_below_4_gib_and_its_end_below_1_mib),
    TEST(the_guest_sees_the_edges_of_a_16_mib_rom),
    TEST(a_hole_reads_as_ones_and_loses_stores),
    TEST(one_mib_is_too_little_for_the_kernel_and_the_loader_says_so),
    TEST(small_and_odd_sizes_boot),
    TEST(two_gib_cost_what_is_touched),
    TEST(the_table_tells_the_board_before_the_first_touch),
    TEST(a_touch_gives_one_frame),
    TEST(every_frame_given_out_is_in_the_table_once),
    TEST(a_host_without_frames_pauses_the_machine),
    TEST(the_bundled_pc_pauses_at_the_same_point_however_it_is_run),
    TEST(sizes_that_no_board_has_are_refused),
    CU_TEST_INFO_NULL,
};
