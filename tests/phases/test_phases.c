/* SPDX-License-Identifier: MIT
 *
 * tests/phases/test_phases.c - the phases of real boots: the bundled PC says
 * itself where it is, and a boot sector of ours that says nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "phases/images.h"
#include "sim/origin.h"
#include "tests/sim/vm.h"
#include "tests/sim/volume.h"
#include "tests/test.h"

#define PROMPT "screen:bootscope$"

/* A step begins so many instructions around its marker. Before the first
 * access to a chip, the BIOS may set up registers for it. */
#define NEAR 128

/* The k-th event of this kind; NULL: there are not so many. */
static const struct event *nth(const struct vm *vm, enum event_kind kind,
                               size_t k)
{
    for (size_t i = 0; i < vm->kept_count; i++)
        if (vm->kept[i].kind == kind && k-- == 0)
            return &vm->kept[i];
    return NULL;
}

static size_t count_of(const struct vm *vm, enum event_kind kind)
{
    size_t count = 0;

    while (nth(vm, kind, count))
        count++;
    return count;
}

static struct vm *boot_to_prompt(struct event_set keep)
{
    struct vm *vm = vm_bundled();

    vm_trace(vm, keep, false);
    vm_until(vm, PROMPT);
    EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s", vm_sentence(vm));
    return vm;
}

/* --- the bundled PC ---------------------------------------------------- */

static void every_marker_is_a_phase_and_every_phase_a_marker(void)
{
    struct vm *vm = boot_to_prompt(KEEP(EV_PHASE, EV_MARKER));
    size_t markers = count_of(vm, EV_MARKER);

    /* The guest cannot mark what happens before its first instruction. */
    CU_ASSERT_EQUAL_FATAL(count_of(vm, EV_PHASE), markers + 1);
    CU_ASSERT_EQUAL_FATAL(markers, STEP_COUNT - STEP_RESET_VECTOR);
    for (size_t i = 0; i < markers; i++) {
        const struct event *marker = nth(vm, EV_MARKER, i);
        const struct event *phase = nth(vm, EV_PHASE, i + 1);
        uint64_t apart = marker->icount > phase->icount
                             ? marker->icount - phase->icount
                             : phase->icount - marker->icount;

        EXPECT(step_info[phase->arg[1]].marker == marker->arg[0],
               "phase %s, but marker %02Xh", step_info[phase->arg[1]].name,
               marker->arg[0]);
        EXPECT(phase->arg[0] == nth(vm, EV_PHASE, i)->arg[1],
               "%s does not follow what came before",
               step_info[phase->arg[1]].name);
        EXPECT(apart <= NEAR, "%s: %llu instructions from its marker",
               step_info[phase->arg[1]].name, (unsigned long long)apart);
    }
    vm_close(vm);
}

static void replace_markers(uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (bytes[i] == 0xe6 && bytes[i + 1] == 0xb5) {
            bytes[i] = 0x66; /* one NOP of two bytes, so that time stays */
            bytes[i + 1] = 0x90;
        }
}

static bool read_bytes(void *context, uint64_t lba, uint32_t count,
                       uint8_t *bytes)
{
    memcpy(bytes, (const uint8_t *)context + lba * 512, (size_t)count * 512);
    return true;
}

/* ROM and disk without a single OUT to the marker port. */
static struct vm *boot_without_markers(uint8_t **rom, uint8_t **disk)
{
    size_t rom_bytes = (size_t)(bundled_bios_end - bundled_bios);
    size_t disk_bytes = (size_t)(bundled_disk_end - bundled_disk);
    struct vm *vm = vm_bundled();
    uint8_t sum = 0;

    *rom = malloc(rom_bytes);
    *disk = malloc(disk_bytes);
    CU_ASSERT_FATAL(*rom && *disk);
    memcpy(*rom, bundled_bios, rom_bytes);
    memcpy(*disk, bundled_disk, disk_bytes);
    replace_markers(*rom, rom_bytes);
    replace_markers(*disk, disk_bytes);
    for (size_t i = 0; i < rom_bytes; i++)
        sum = (uint8_t)(sum + (*rom)[i]);
    (*rom)[rom_bytes - 1] = (uint8_t)((*rom)[rom_bytes - 1] - sum);
    vm->config.rom = *rom;
    vm->config.rom_bytes = (uint32_t)rom_bytes;
    vm->config.bundled_disk = false;
    vm->config.disk[0] =
        (struct session_disk){disk_bytes / 512, read_bytes, *disk};
    vm_trace(vm, KEEP(EV_PHASE, EV_MARKER), false);
    vm_until(vm, PROMPT);
    EXPECT(vm_run(vm, 60000) == END_UNTIL, "%s", vm_sentence(vm));
    return vm;
}

static void without_the_markers_the_phases_are_the_same(void)
{
    uint8_t *rom, *disk;
    struct vm *marked = boot_to_prompt(KEEP(EV_PHASE));
    struct vm *silent = boot_without_markers(&rom, &disk);

    CU_ASSERT_EQUAL(count_of(silent, EV_MARKER), 0);
    CU_ASSERT_EQUAL_FATAL(silent->kept_count, marked->kept_count);
    for (size_t i = 0; i < silent->kept_count; i++) {
        const struct event *a = &marked->kept[i], *b = &silent->kept[i];

        EXPECT(a->arg[1] == b->arg[1] && a->icount == b->icount &&
                   a->tick == b->tick,
               "%s at instruction %llu, without markers %s at %llu",
               step_info[a->arg[1]].name, (unsigned long long)a->icount,
               step_info[b->arg[1]].name, (unsigned long long)b->icount);
    }
    vm_close(marked);
    vm_close(silent);
    free(rom);
    free(disk);
}

/* What the evidence of a step has to be: its first number is in here. */
static const struct {
    enum step step;
    uint32_t first, last;
} evidence[] = {
    {STEP_RESET_VECTOR, 0xfffffff0, 0xfffffff0},
    {STEP_SELF_TEST, 0x80, 0x80},
    {STEP_CMOS, 0x71, 0x71},
    {STEP_TIMER, 0x40, 0x43},
    {STEP_DMA, 0x81, 0x8f},
    {STEP_BASE_MEMORY, 0, 0x9ffff},
    {STEP_INTERRUPT_CONTROLLERS, 0x20, 0xa1},
    {STEP_KEYBOARD, 0x60, 0x64},
    {STEP_VIDEO, 0x3b0, 0x3df},
    {STEP_MEMORY, 0x100000, 0xffffff},
    {STEP_DISKS, 0x1f0, 0x3f6},
    {STEP_OPTION_ROMS, 0xc0000, 0xdffff},
    {STEP_BOOT_SEARCH, 0x19, 0x19},
    {STEP_BOOT_SECTOR, 0x7c00, 0x7c00},
    {STEP_VOLUME_BOOT_RECORD, 0x7c00, 0x7c00},
    {STEP_SECOND_STAGE, 0x500, 0x9ffff},
    {STEP_MENU, 0x16, 0x16},
    {STEP_PROTECTED_MODE, 0, 0xfffffffe},
    {STEP_KERNEL_ENTRY, 0x100000, 0xffffffff},
    {STEP_MEMORY_MANAGEMENT, 1, 0xffffffff},
    {STEP_INTERRUPTS, 0x20, 0xff},
    {STEP_DRIVERS, 0x1f0, 0xcff},
    {STEP_SERVICES, 1, 0xbfffffff},
    {STEP_SYSTEM_CALLS, 0x80, 0x80},
    {STEP_USER_SPACE, 0x21, 0x3f9},
};

static void each_phase_carries_its_evidence(void)
{
    struct vm *vm = boot_to_prompt(KEEP(EV_PHASE));

    CU_ASSERT_EQUAL_FATAL(vm->kept_count, ARRAY_LEN(evidence) + 1);
    for (unsigned i = 0; i < ARRAY_LEN(evidence); i++) {
        const struct event *e = &vm->kept[i + 1];

        EXPECT(e->arg[1] == evidence[i].step, "%s comes where %s should",
               step_info[e->arg[1]].name, step_info[evidence[i].step].name);
        EXPECT(e->arg[2] >= evidence[i].first && e->arg[2] <= evidence[i].last,
               "%s: evidence %Xh", step_info[e->arg[1]].name, e->arg[2]);
        EXPECT(e->step == e->arg[1], "%s is tagged as %s",
               step_info[e->arg[1]].name, step_info[e->step].name);
    }
    /* Bit 0 of CR0 (PE) and bit 31 (PG) go from 0 to 1; the boot sector is
     * LBA 0, the volume boot record the first sector of the partition. */
    EXPECT(~vm->kept[18].arg[2] & vm->kept[18].arg[3] & BIT(0), "PE");
    EXPECT(~vm->kept[20].arg[2] & vm->kept[20].arg[3] & BIT(31), "PG");
    CU_ASSERT_EQUAL(vm->kept[14].arg[3], origin_disk(0, 0));
    CU_ASSERT_EQUAL(vm->kept[15].arg[3], origin_disk(0, 63));
    vm_close(vm);
}

static void a_reset_begins_the_story_again(void)
{
    struct vm *vm = vm_bundled();
    size_t at, first;

    vm_trace(vm, KEEP(EV_PHASE), false);
    at = vm_run_to_text(vm, 0, "bootscope$");
    first = vm->kept_count;
    for (const char *key = "reboot\n"; *key; key++)
        session_key(vm->session, (uint8_t)*key);
    vm_run_to_text(vm, at, "bootscope$");
    CU_ASSERT_EQUAL_FATAL(vm->kept_count, 2 * first);
    for (size_t i = 0; i < first; i++)
        EXPECT(vm->kept[first + i].arg[1] == vm->kept[i].arg[1],
               "%s comes where %s did",
               step_info[vm->kept[first + i].arg[1]].name,
               step_info[vm->kept[i].arg[1]].name);
    EXPECT(vm->kept[first].arg[1] == STEP_RELEASE &&
               vm->kept[first].arg[0] == STEP_USER_SPACE,
           "the second story does not begin with RESET");
    vm_close(vm);
}

/* --- whose code -------------------------------------------------------- */

static uint32_t mark_at(struct vm *vm, uint32_t address)
{
    struct page_view page = bus_page(vm_board(vm), address);

    return page.marks[address % FRAME_SIZE >> LINE_SHIFT] & ~ORIGIN_CODE;
}

static void an_mbr_that_moves_keeps_its_sector(void)
{
    struct vm *vm = vm_bundled();

    vm_until(vm, "phase:volume-boot-record");
    vm_run(vm, 60000);
    CU_ASSERT_EQUAL(mark_at(vm, 0x600), origin_disk(0, 0) | ORIGIN_COPIED);
    CU_ASSERT_EQUAL(mark_at(vm, 0x7c00), origin_disk(0, 63));
    vm_close(vm);
}

/* Is this the mark of a line that came from a sector of the file? */
static bool is_of(const struct volume_file *file, uint32_t mark)
{
    return origin_kind(mark) == ORIGIN_DISK && origin_drive(mark) == 0 &&
           volume_has(file, origin_lba(mark));
}

/* All that the kernel did until the prompt was done by code of its file, and
 * what init did by code of that one. */
static void code_belongs_to_the_sectors_of_its_file(void)
{
    static struct volume_file kernel, init;
    struct volume v;
    struct vm *vm =
        boot_to_prompt(KEEP(EV_IRET, EV_CR3, EV_HLT, EV_DISK_REQUEST));
    unsigned of_kernel = 0, strange = 0;

    volume_open(&v, bundled_disk);
    CU_ASSERT_FATAL(volume_find(&v, "BOOT       ", "KERNEL  ELF", &kernel));
    CU_ASSERT_FATAL(volume_find(&v, "BIN        ", "INIT    ELF", &init));
    for (size_t i = 0; i < vm->kept_count; i++) {
        const struct event *e = &vm->kept[i];

        if (e->step > STEP_KERNEL_ENTRY && e->cpl == 0 &&
            e->eip >= 0xc0000000) {
            of_kernel++;
            strange += !is_of(&kernel, e->owner);
        }
    }
    EXPECT(of_kernel > 300, "only %u events of the kernel", of_kernel);
    EXPECT(strange == 0, "%u events with a strange owner", strange);
    vm_close(vm);

    vm = boot_to_prompt(KEEP(EV_PHASE));
    for (size_t i = 0; i < vm->kept_count; i++)
        if (vm->kept[i].arg[1] == STEP_SERVICES)
            EXPECT(is_of(&init, vm->kept[i].arg[3]), "first user code: %Xh",
                   vm->kept[i].arg[3]);
    vm_close(vm);
}

/* The kernel in memory: each line is marked with the sector that holds it. */
static void the_marks_of_the_kernel_name_the_right_sectors(void)
{
    static struct volume_file kernel;
    unsigned lines = 0, wrong = 0;
    struct volume v;
    struct vm *vm = vm_bundled();

    vm_until(vm, "phase:kernel-entry");
    vm_run(vm, 60000);
    volume_open(&v, bundled_disk);
    CU_ASSERT_FATAL(volume_find(&v, "BOOT       ", "KERNEL  ELF", &kernel));
    for (uint32_t at = 0x100000; at < 0x110000; at += 64) {
        uint32_t mark = mark_at(vm, at);
        const uint8_t *sector = bundled_disk + origin_lba(mark) * 512;
        const uint8_t *bytes = bus_page(vm_board(vm), at).bytes + at % 4096;
        bool found = false;

        if (!is_of(&kernel, mark))
            continue;
        lines++;
        /* A line may begin in the sector before: then its end is here. */
        for (unsigned i = 0; i <= 512 - 32 && !found; i++)
            found = memcmp(bytes, sector + i, 32) == 0 ||
                    memcmp(bytes + 32, sector + i, 32) == 0;
        wrong += !found;
    }
    EXPECT(lines > 400, "only %u lines are the kernel's", lines);
    EXPECT(wrong == 0, "%u of %u lines are not in their sector", wrong, lines);
    vm_close(vm);
}

/* --- a boot sector of somebody else ------------------------------------ */

/* cli; SS = DS = 0; SP = 7C00h; A20 by port 92h; lgdt; CR0.PE = 1;
 * jmp 8:start; DS = ES = flat; mov dword [100000h], F4FA9090h (nop; nop; cli;
 * hlt); 64 bytes of this sector with REP MOVSB to 101000h (nop ... ret);
 * call 101000h; jmp 8:100000h */
static const uint8_t foreign[] = {
    0xfa, 0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xd0, 0xbc, 0x00, 0x7c, 0xe4, 0x92,
    0x0c, 0x02, 0xe6, 0x92, 0x0f, 0x01, 0x16, 0x80, 0x7c, 0x0f, 0x20, 0xc0,
    0x0c, 0x01, 0x0f, 0x22, 0xc0, 0xea, 0x22, 0x7c, 0x08, 0x00, 0x66, 0xb8,
    0x10, 0x00, 0x8e, 0xd8, 0x8e, 0xc0, 0xc7, 0x05, 0x00, 0x00, 0x10, 0x00,
    0x90, 0x90, 0xfa, 0xf4, 0xbe, 0x60, 0x7c, 0x00, 0x00, 0xbf, 0x00, 0x10,
    0x10, 0x00, 0xb9, 0x40, 0x00, 0x00, 0x00, 0xf3, 0xa4, 0xb8, 0x00, 0x10,
    0x10, 0x00, 0xff, 0xd0, 0xea, 0x00, 0x00, 0x10, 0x00, 0x08, 0x00, 0x90,
    0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90,
    0x90, 0xc3, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0x00, 0x00, 0x00, 0x9b, 0xcf, 0x00,
    0xff, 0xff, 0x00, 0x00, 0x00, 0x93, 0xcf, 0x00, 0x17, 0x00, 0x68, 0x7c,
    0x00, 0x00};

static void a_foreign_boot_sector_gets_its_phases_and_owners(void)
{
    static const enum step story[] = {STEP_BOOT_SECTOR, STEP_PROTECTED_MODE,
                                      STEP_KERNEL_ENTRY};
    uint8_t disk[1024] = {0};
    struct vm *vm = vm_bundled();
    size_t count;

    memcpy(disk, foreign, sizeof foreign);
    memcpy(disk + 510, "\x55\xaa", 2);
    vm->config.bundled_disk = false;
    vm->config.disk[0] = (struct session_disk){2, read_bytes, disk};
    vm_trace(vm, KEEP(EV_PHASE, EV_HLT), false);
    EXPECT(vm_run(vm, 60000) == END_HALTED, "%s", vm_sentence(vm));
    count = count_of(vm, EV_PHASE);
    CU_ASSERT_FATAL(count > 3);
    for (unsigned i = 0; i < 3; i++) {
        const struct event *e = nth(vm, EV_PHASE, count - 3 + i);

        EXPECT(e->arg[1] == story[i], "%s comes, not %s",
               step_info[e->arg[1]].name, step_info[story[i]].name);
    }
    EXPECT(nth(vm, EV_PHASE, count - 1)->arg[3] ==
               (origin_disk(0, 0) | ORIGIN_COPIED),
           "what REP MOVSB moved is marked %Xh",
           nth(vm, EV_PHASE, count - 1)->arg[3]);
    EXPECT(vm->kept[vm->kept_count - 1].kind == EV_HLT &&
               origin_kind(vm->kept[vm->kept_count - 1].owner) == ORIGIN_GUEST,
           "the HLT that the guest made is marked %Xh",
           vm->kept[vm->kept_count - 1].owner);
    CU_ASSERT_EQUAL(mark_at(vm, 0x100000), origin_make(ORIGIN_GUEST));
    vm_close(vm);
}

CU_TestInfo phases_tests[] = {
    TEST(every_marker_is_a_phase_and_every_phase_a_marker),
    TEST(without_the_markers_the_phases_are_the_same),
    TEST(each_phase_carries_its_evidence),
    TEST(a_reset_begins_the_story_again),
    TEST(an_mbr_that_moves_keeps_its_sector),
    TEST(code_belongs_to_the_sectors_of_its_file),
    TEST(the_marks_of_the_kernel_name_the_right_sectors),
    TEST(a_foreign_boot_sector_gets_its_phases_and_owners),
    CU_TEST_INFO_NULL,
};
