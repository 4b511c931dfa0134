/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_device_words.c - the registers of the devices in words, after
 * a program has set them.
 *
 * Source: Intel 8237A and 82077AA data sheets, "Register Description",
 * "Register Set"; IBM PC AT Technical Reference, "DMA Controller".
 */
#include <string.h>

#include "sim/inspect.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

static void expect_words(struct vm *vm, enum device_id device, const char *line)
{
    char text[2000];

    session_device_words(vm->session, device, text, sizeof text);
    EXPECT(strstr(text, line), "\"%s\" is not in: %s", line, text);
}

/* Channel 2: masked, single mode to memory, 017C00h, 512 bytes, not masked;
 * channel 5: 1 2468h words on page 03h, which is odd; channel 4 is for the
 * cascade. */
static void a_dma_channel_is_told_with_its_whole_address(void)
{
    struct vm *vm = vm_rom("B0 06 E6 0A B0 46 E6 0B E6 0C B0 00 E6 04 B0 7C "
                           "E6 04 B0 01 E6 81 B0 FF E6 05 B0 01 E6 05 B0 02 "
                           "E6 0A B0 03 E6 8B B0 68 E6 C4 B0 24 E6 C4 B0 49 "
                           "E6 D6 B0 C0 E6 D6 B0 00 E6 D4 EB FE");

    vm_trace(vm, KEEP(EV_DMA_CHANNEL), false);
    vm_run(vm, 1);
    expect_words(vm, DEV_dma1,
                 "  channel 2    takes requests\n"
                 "      512 bytes to go, to memory, at 017C00h\n");
    expect_words(vm, DEV_dma1, "  channel 3    masked, not programmed\n");
    expect_words(vm, DEV_dma2,
                 "  channel 5    masked\n"
                 "      1 word to go, from memory, at 0248D0h\n");
    expect_words(vm, DEV_dma2,
                 "  channel 4    takes requests, for the controller behind "
                 "it\n");
    expect_words(vm, DEV_dma_page,
                 "  channel 2    address bits 23:16 are 01h\n");
    expect_words(vm, DEV_dma_page,
                 "  channel 5    address bits 23:17 are 03h\n");
    CU_ASSERT_EQUAL_FATAL(vm->kept_count, 2);
    CU_ASSERT_EQUAL(vm->kept[0].arg[0], 2);
    CU_ASSERT_EQUAL(vm->kept[0].arg[1], 0x17c00);
    CU_ASSERT_EQUAL(vm->kept[0].arg[2], 512);
    CU_ASSERT_EQUAL(vm->kept[1].arg[0], 4);
    vm_close(vm);
}

static bool no_data(void *context, uint64_t lba, uint32_t count, uint8_t *bytes)
{
    (void)context, (void)lba;
    memset(bytes, 0, (size_t)count * 512);
    return true;
}

/* mov dx, 3F2h; mov al, 1Ch; out dx, al (motor A, out of reset); mov dl, F7h;
 * mov al, 0; out dx, al; mov dl, F5h; mov al, 0Fh; out dx, al; mov al, 0;
 * out dx, al; then, with `to`, mov al, 5; out dx, al; jmp $ */
static struct vm *floppy_vm(const char *to)
{
    struct vm *vm = vm_rom("BA F2 03 B0 1C EE B2 F7 B0 00 EE B2 F5 B0 0F EE "
                           "B0 00 EE");

    vm_bytes(vm, 0x13, to);
    vm->config.floppy[0] = (struct session_disk){2880, no_data, NULL};
    vm_run(vm, 1);
    return vm;
}

static void a_floppy_command_is_told_while_it_is_given(void)
{
    struct vm *vm = floppy_vm("EB FE");

    expect_words(vm, DEV_fdc, "  state        SEEK: has 2 of 3 bytes\n");
    expect_words(vm, DEV_fdc,
                 "  drive A*    motor on, heads over cylinder 0\n"
                 "      a disk is in, changed since the last step\n");
    expect_words(vm, DEV_fdc, "  drive B     none\n");
    expect_words(vm, DEV_fdc, "  data rate    500 kbit/s\n");
    vm_close(vm);
}

static void a_seek_is_told_until_it_ends(void)
{
    struct vm *vm = floppy_vm("B0 05 EE EB FE");

    expect_words(vm, DEV_fdc, "heads over cylinder 0, seeking\n");
    vm_run(vm, 150);
    expect_words(vm, DEV_fdc, "heads over cylinder 5\n      a disk is in\n");
    expect_words(vm, DEV_fdc, "  IRQ6         asked for\n");
    vm_close(vm);
}

static void a_cd_rom_drive_is_told_from_a_disk(void)
{
    struct vm *vm = vm_rom("EB FE");

    vm->config.cdrom[0] = (struct session_disk){400, no_data, NULL};
    vm_run(vm, 10);
    expect_words(vm, DEV_ata2, "CD-ROM, 100 sectors of 2048 bytes; waits for");
    expect_words(vm, DEV_ata2, "      disc         1 is in\n");
    vm_close(vm);
}

/* What is told is the chipset's own, so an ISA machine has none of it. */
static void the_chipset_is_told_where_there_is_one(void)
{
    struct vm *vm = vm_rom("EB FE");
    char text[2000];

    vm_run(vm, 1);
    expect_words(vm, DEV_i440fx,
                 "  C0000-FFFFF  reads ROM or nothing, stores are lost\n");
    vm_close(vm);
    vm = vm_rom("EB FE");
    vm->config.machine = VM_ISA;
    vm_run(vm, 1);
    session_device_words(vm->session, DEV_i440fx, text, sizeof text);
    CU_ASSERT_STRING_EQUAL(text, "");
    vm_close(vm);
}

/* A row of memory every 15 us: 18 counts of 1.193182 MHz (IBM PC AT Technical
 * Reference, "System Timers"). */
static void post_leaves_counter_1_to_the_refresh(void)
{
    struct vm *vm = vm_bundled();

    vm_until(vm, "post:8");
    vm_run(vm, 1000);
    expect_words(
        vm, DEV_pit,
        "  counter 1 (refresh): mode 2, rate generator, reload 18, OUT "
        "is high\n      66287.8 times a second\n");
    vm_close(vm);
}

static void every_device_has_more_than_its_name(void)
{
    struct vm *vm = vm_rom("EB FE");

    vm_run(vm, 1);
    for (unsigned i = 0; i < session_devices(); i++) {
        char text[2000];
        const char *line;

        session_device_words(vm->session, i, text, sizeof text);
        line = strchr(text, '\n');
        EXPECT(line && !strncmp(line + 1, "  ", 2), "%s", text);
    }
    vm_close(vm);
}

CU_TestInfo device_words_tests[] = {
    TEST(a_dma_channel_is_told_with_its_whole_address),
    TEST(a_floppy_command_is_told_while_it_is_given),
    TEST(a_seek_is_told_until_it_ends),
    TEST(a_cd_rom_drive_is_told_from_a_disk),
    TEST(the_chipset_is_told_where_there_is_one),
    TEST(post_leaves_counter_1_to_the_refresh),
    TEST(every_device_has_more_than_its_name),
    CU_TEST_INFO_NULL,
};
