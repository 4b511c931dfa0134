/* SPDX-License-Identifier: MIT
 *
 * tests/hw/test_faults.c - what the guest sees of a device that suffers from
 * one of hw/faults.def.
 */
#include "hw/fault.h"

#include <string.h>

#include "hw/kbc.h"
#include "hw/pic.h"
#include "hw/pit.h"
#include "hw/rtc.h"
#include "tests/hw/ata_bench.h"
#include "tests/hw/vga_modes.h"
#include "tests/test.h"

#define NUMBER 7
#define MS     UINT64_C(1000000)

static uint64_t param[FAULT_PARAMS];

static const char *suffer(struct board *b, device_fault_fn *fault, bool on)
{
    const struct fault_call call = {param, NUMBER, on};

    return fault(b, &call);
}

static void parameters(enum fault_param a, uint64_t a_value, enum fault_param c,
                       uint64_t c_value)
{
    memset(param, 0, sizeof param);
    param[a] = a_value;
    param[c] = c_value;
}

/* --- 8042 and keyboard: IBM PC AT Technical Reference, "Keyboard
 * Controller"; IBM PS/2 Hardware Interface, "Keyboards" -------------------- */

static struct kbc kbc;

static struct board *controller(void)
{
    struct board *b = bench_new();

    memset(&kbc, 0, sizeof kbc);
    bench_power_on(b, DEV_kbc, &kbc_ops, &kbc);
    return b;
}

/* The next byte within a second; -1: none. */
static int answer(struct board *b)
{
    for (unsigned i = 0; i < 1000; i++) {
        if (bench_in(b, 0x64) & 1)
            return bench_in(b, 0x60);
        bench_wait(b, MS);
    }
    return -1;
}

static int ask(struct board *b, uint16_t port, uint8_t command)
{
    bench_out(b, port, command);
    return answer(b);
}

static void a_controller_that_fails_its_test_does_not_say_55(void)
{
    struct board *b = controller();

    bench_weaken(b, NUMBER, 1);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KBC_TEST, true));
    CU_ASSERT_EQUAL(ask(b, 0x64, 0xaa), 0xfc);
    CU_ASSERT_EQUAL(ask(b, 0x64, 0xaa), 0x55);
    bench_weaken(b, NUMBER, 1);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KBC_TEST, false));
    CU_ASSERT_EQUAL(ask(b, 0x64, 0xaa), 0x55);
}

static void a_controller_that_hangs_keeps_its_input_buffer_full(void)
{
    struct board *b = controller();

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KBC_HUNG, true));
    CU_ASSERT_EQUAL(ask(b, 0x64, 0xaa), -1);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & 3, 2);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KBC_HUNG, false));
    CU_ASSERT_EQUAL(answer(b), 0x55);
    CU_ASSERT_EQUAL(bench_in(b, 0x64) & 3, 0);
}

static void a_keyboard_that_fails_its_test_says_fc(void)
{
    struct board *b = controller();

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KEYBOARD_TEST, true));
    bench_weaken(b, NUMBER, 1);
    CU_ASSERT_EQUAL(ask(b, 0x60, 0xff), 0xfa);
    CU_ASSERT_EQUAL(answer(b), 0xfc);
    CU_ASSERT_EQUAL(ask(b, 0x60, 0xff), 0xfa);
    CU_ASSERT_EQUAL(answer(b), 0xaa);
}

static void a_keyboard_that_is_plugged_in_tests_itself(void)
{
    struct board *b = controller();

    bench_out(b, 0x64, 0xae);
    CU_ASSERT_EQUAL(answer(b), 0xaa);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KEYBOARD_UNPLUGGED, true));
    CU_ASSERT_EQUAL(ask(b, 0x60, 0xee), 0xfe);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_KEYBOARD_UNPLUGGED, false));
    CU_ASSERT_EQUAL(answer(b), 0xaa);
    CU_ASSERT_EQUAL(ask(b, 0x60, 0xee), 0xee);
}

/* --- 8259A: data sheet, "Interrupt Request Register (IRR) and In-Service
 * Register (ISR)", "Fully Nested Mode" ------------------------------------- */

static struct pic master, slave;

static struct board *pics(void)
{
    static const uint8_t words[2][4] = {{0x11, 0x08, 0x04, 0x01},
                                        {0x11, 0x70, 0x02, 0x01}};
    struct board *b = bench_new();

    memset(&master, 0, sizeof master);
    memset(&slave, 0, sizeof slave);
    bench_power_on(b, DEV_pic1, &pic_ops, &master);
    bench_power_on(b, DEV_pic2, &pic_ops, &slave);
    for (unsigned i = 0; i < 2; i++) {
        uint16_t port = i ? 0xa0 : 0x20;

        bench_out(b, port, words[i][0]);
        for (unsigned n = 1; n < 4; n++)
            bench_out(b, port + 1, words[i][n]);
    }
    return b;
}

static void a_stuck_request_comes_again_after_each_end_of_interrupt(void)
{
    struct board *b = pics();

    parameters(PARAM_IRQ, 5, PARAM_IRQ, 5);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_REQUEST_STUCK, true));
    for (unsigned i = 0; i < 3; i++) {
        CU_ASSERT(bench_line(b, LINE_INTR));
        CU_ASSERT_EQUAL(pic_acknowledge(b, &master, &slave), 0x0d);
        CU_ASSERT(!bench_line(b, LINE_INTR));
        bench_out(b, 0x20, 0x20);
    }
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_REQUEST_STUCK, false));
    CU_ASSERT(!bench_line(b, LINE_INTR));
}

static void a_stuck_request_of_the_slave_comes_through_line_2(void)
{
    struct board *b = pics();

    parameters(PARAM_IRQ, 12, PARAM_IRQ, 12);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_REQUEST_STUCK, true));
    CU_ASSERT_EQUAL(pic_acknowledge(b, &master, &slave), 0x74);
}

static void a_stuck_service_holds_back_lower_lines_only(void)
{
    struct board *b = pics();

    parameters(PARAM_IRQ, 3, PARAM_IRQ, 3);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_SERVICE_STUCK, true));
    bench_out(b, 0x20, 0x20);
    bench_out(b, 0x20, 0x63); /* the EOI that names line 3 */
    bench_out(b, 0x20, 0x0b);
    CU_ASSERT_EQUAL(bench_in(b, 0x20), 0x08);
    board_irq(b, 4, true);
    CU_ASSERT(!bench_line(b, LINE_INTR));
    board_irq(b, 1, true);
    CU_ASSERT_EQUAL(pic_acknowledge(b, &master, &slave), 0x09);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_SERVICE_STUCK, false));
    bench_out(b, 0x20, 0x61);
    bench_out(b, 0x20, 0x63);
    CU_ASSERT_EQUAL(pic_acknowledge(b, &master, &slave), 0x0c);
}

static void a_mask_and_a_lost_end_of_interrupt_keep_requests_waiting(void)
{
    struct board *b = pics();

    parameters(PARAM_IRQ, 1, PARAM_IRQ, 1);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_MASKED, true));
    CU_ASSERT_EQUAL(bench_in(b, 0x21), 0x02);
    board_irq(b, 1, true);
    CU_ASSERT(!bench_line(b, LINE_INTR));
    bench_out(b, 0x21, 0);
    CU_ASSERT(bench_line(b, LINE_INTR));

    b = pics();
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIC_IN_SERVICE, true));
    board_irq(b, 1, true);
    CU_ASSERT(!bench_line(b, LINE_INTR));
    bench_out(b, 0x20, 0x20);
    CU_ASSERT(bench_line(b, LINE_INTR));
}

/* --- 8254 and CMOS ---------------------------------------------------------
 */

static uint16_t count(struct board *b, uint16_t port)
{
    uint16_t low;

    bench_out(b, 0x43, (uint8_t)((port - 0x40) << 6));
    low = bench_in(b, port);
    return (uint16_t)(low | bench_in(b, port) << 8);
}

static void a_dead_counter_keeps_its_count(void)
{
    static struct pit pit;
    struct board *b = bench_new();
    uint16_t before;

    memset(&pit, 0, sizeof pit);
    bench_power_on(b, DEV_pit, &pit_ops, &pit);
    for (uint16_t port = 0x40; port <= 0x41; port++) {
        bench_out(b, 0x43, (uint8_t)((port - 0x40) << 6 | 0x34));
        bench_out(b, port, 0);
        bench_out(b, port, 0);
    }
    bench_wait(b, MS);
    parameters(PARAM_CHANNEL, 0, PARAM_CHANNEL, 0);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIT_DEAD, true));
    before = count(b, 0x40);
    bench_wait(b, MS);
    CU_ASSERT_EQUAL(count(b, 0x40), before);
    CU_ASSERT(count(b, 0x41) < before);
    CU_ASSERT_EQUAL(bench_deadline(b, DEV_pit), BOARD_NEVER);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_PIT_DEAD, false));
    bench_wait(b, MS);
    CU_ASSERT(count(b, 0x40) < before);
    CU_ASSERT(bench_deadline(b, DEV_pit) != BOARD_NEVER);
}

static uint8_t cell(struct board *b, uint8_t index)
{
    bench_out(b, 0x70, index);
    return bench_in(b, 0x71);
}

/* MC146818 data sheet, "Register D": VRT is 0 when the battery failed. */
static void an_empty_battery_loses_the_settings(void)
{
    static struct rtc rtc;
    struct board *b = bench_new();
    uint8_t sum;

    memset(&rtc, 0, sizeof rtc);
    bench_power_on(b, DEV_rtc, &rtc_ops, &rtc);
    sum = cell(b, 0x2e);
    CU_ASSERT_EQUAL(cell(b, 0x0d), 0x80);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CMOS_CHECKSUM, true));
    CU_ASSERT_NOT_EQUAL(cell(b, 0x2e), sum);
    parameters(PARAM_OFFSET, 0x7f, PARAM_VALUE, 0xa5);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CMOS_BYTE, true));
    CU_ASSERT_EQUAL(cell(b, 0x7f), 0xa5);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_CMOS_BATTERY, true));
    CU_ASSERT_EQUAL(cell(b, 0x0d), 0);
    for (unsigned i = 0x0e; i < 0x80; i++)
        CU_ASSERT_EQUAL(cell(b, (uint8_t)i), 0);
}

/* --- VGA -------------------------------------------------------------------
 */

static void stuck_video_memory_keeps_its_bit_in_its_part_of_a_plane(void)
{
    static struct vga vga;
    struct board *b = vga_bench(&vga);

    vga_program(b, MODE_03);
    bench_mem_write(b, DEV_vga, 0xb8000, ' ');
    bench_mem_write(b, DEV_vga, 0xb8001, 0x1e);
    parameters(PARAM_PLANE, 0, PARAM_VALUE, 1);
    param[PARAM_OFFSET] = 0;
    param[PARAM_SIZE] = 4; /* two cells: odd/even mode uses even bytes */
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_VIDEO_MEMORY, true));
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb8000), '!');
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb8001), 0x1e);
    bench_mem_write(b, DEV_vga, 0xb8002, 'b');
    bench_mem_write(b, DEV_vga, 0xb8004, 'b');
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb8002), 'c');
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb8004), 'b');
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_VIDEO_MEMORY, true));
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_VIDEO_MEMORY, false));
    bench_mem_write(b, DEV_vga, 0xb8002, 'b');
    CU_ASSERT_EQUAL(bench_mem_read(b, DEV_vga, 0xb8002), 'b');
}

/* --- ATA/ATAPI-4: "Error register", "Status register", "READ SECTOR(S)",
 * "WRITE SECTOR(S)", "Software reset protocol" ------------------------------
 */

static struct ata ata;

static void spot(uint32_t lba, uint32_t sectors, uint8_t error)
{
    parameters(PARAM_LBA, lba, PARAM_SECTORS, sectors);
    param[PARAM_ERROR] = error;
    param[PARAM_OFFSET] = 1;
    param[PARAM_MASK] = 0x80;
}

static void a_bad_sector_ends_the_command_with_its_error(void)
{
    static const uint8_t errors[] = {0x01, 0x04, 0x10, 0x40, 0x80};

    for (unsigned i = 0; i < ARRAY_LEN(errors); i++) {
        struct board *b = ata_bench(&ata, 100, 0);

        spot(20, 2, errors[i]);
        CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_READ_ERROR, true));
        bench_weaken(b, NUMBER, 1);
        CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 19, 4), 0x58);
        CU_ASSERT_EQUAL(ata_take(b), 19);
        CU_ASSERT_EQUAL(ata_wait(b), 0x51); /* DRDY, DSC, ERR; no DRQ */
        CU_ASSERT_EQUAL(bench_in(b, 0x1f1), errors[i]);
        CU_ASSERT_EQUAL(bench_in(b, 0x1f3), 20); /* where it stopped */
        CU_ASSERT(bench_line(b, LINE_IRQ0 + 14));
        CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 20, 1), 0x58);
    }
}

static void sectors_beside_the_bad_ones_can_be_read(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    spot(20, 2, 0x40);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_READ_ERROR, true));
    bench_weaken(b, NUMBER, 1000);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 19, 1), 0x58);
    ata_take(b);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 22, 1), 0x58);
    ata_take(b);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x40, 21, 1), 0x51);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_READ_ERROR, false));
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x40, 21, 1), 0x50);
}

static void a_sector_that_cannot_be_written_is_a_device_fault(void)
{
    struct board *b = ata_bench(&ata, 100, 0);
    uint8_t *image = bench_disk(b, 0, 100);

    spot(5, 1, 0x04);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_WRITE_ERROR, true));
    bench_weaken(b, NUMBER, 1);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x30, 5, 1), 0x58);
    ata_give(b, 0x1234);
    CU_ASSERT_EQUAL(ata_wait(b), 0x71); /* DRDY, DF, DSC, ERR */
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
    CU_ASSERT_EQUAL(image[5 * SECTOR_SIZE], 5);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 5, 1), 0x58); /* reading is fine */
}

static void wrong_data_come_without_an_error(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    spot(5, 1, 0);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_WRONG_DATA, true));
    bench_weaken(b, NUMBER, 1);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 5, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 0x8005); /* bit 7 of the second byte */
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x50);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 5, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 0x0005);
}

/* A reset is what gets the drive back. */
static void expect_busy_until_reset(struct board *b)
{
    bench_wait(b, 60 * NS_PER_SECOND);
    CU_ASSERT(bench_in(b, 0x3f6) & 0x80);
    CU_ASSERT(!bench_line(b, LINE_IRQ0 + 14));
    bench_out(b, 0x3f6, 0x0c);
    bench_out(b, 0x3f6, 0x08);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 9, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 9);
}

static void a_command_that_never_ends_stays_busy_until_a_reset(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    parameters(PARAM_DRIVE, 0, PARAM_DRIVE, 0);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_TIMEOUT, true));
    bench_weaken(b, NUMBER, 1);
    ata_start(b, 0, 0x20, 9, 1);
    expect_busy_until_reset(b);

    b = ata_bench(&ata, 100, 0);
    ata_start(b, 0, 0x20, 9, 1);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_BUSY, true));
    expect_busy_until_reset(b);
}

static void a_drive_that_is_not_ready_aborts_all_but_its_diagnostic(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_NOT_READY, true));
    CU_ASSERT_EQUAL(bench_in(b, 0x1f7), 0x10);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xec, 0, 0), 0x11);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x04);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x90, 0, 0), 0x10);
    CU_ASSERT_EQUAL(bench_in(b, 0x1f1), 0x01);
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_NOT_READY, false));
    CU_ASSERT_EQUAL(ata_do(b, 0, 0xec, 0, 0), 0x58);
}

static void a_drive_without_power_leaves_the_bus_floating(void)
{
    struct board *b = ata_bench(&ata, 100, 0);

    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_GONE, true));
    for (uint16_t port = 0x1f1; port <= 0x1f7; port++)
        CU_ASSERT_EQUAL(bench_in(b, port), 0x7f);
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_ATA_GONE, true));
    CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_GONE, false));
    CU_ASSERT_EQUAL(bench_in(b, 0x3f6), 0x80);
    CU_ASSERT_EQUAL(ata_wait(b), 0x50);
    CU_ASSERT_EQUAL(ata_do(b, 0, 0x20, 9, 1), 0x58);
    CU_ASSERT_EQUAL(ata_take(b), 9);
}

static void what_the_machine_does_not_have_cannot_suffer(void)
{
    static device_fault_fn *const faults[] = {
        device_fault_ATA_GONE,       device_fault_ATA_NOT_READY,
        device_fault_ATA_BUSY,       device_fault_ATA_TIMEOUT,
        device_fault_ATA_READ_ERROR, device_fault_ATA_WRITE_ERROR,
        device_fault_ATA_WRONG_DATA};
    struct board *b = ata_bench(&ata, 100, 0);

    for (unsigned i = 0; i < ARRAY_LEN(faults); i++) {
        spot(3, 1, 0x40);
        param[PARAM_DRIVE] = 1;
        CU_ASSERT_PTR_NOT_NULL(suffer(b, faults[i], true));
    }
    spot(100, 1, 0x40);
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_ATA_READ_ERROR, true));
    spot(99, 1, 0x40);
    for (unsigned i = 0; i < ATA_SPOTS; i++)
        CU_ASSERT_PTR_NULL(suffer(b, device_fault_ATA_READ_ERROR, true));
    CU_ASSERT_PTR_NOT_NULL(suffer(b, device_fault_ATA_READ_ERROR, true));
}

CU_TestInfo faults_tests[] = {
    TEST(a_controller_that_fails_its_test_does_not_say_55),
    TEST(a_controller_that_hangs_keeps_its_input_buffer_full),
    TEST(a_keyboard_that_fails_its_test_says_fc),
    TEST(a_keyboard_that_is_plugged_in_tests_itself),
    TEST(a_stuck_request_comes_again_after_each_end_of_interrupt),
    TEST(a_stuck_request_of_the_slave_comes_through_line_2),
    TEST(a_stuck_service_holds_back_lower_lines_only),
    TEST(a_mask_and_a_lost_end_of_interrupt_keep_requests_waiting),
    TEST(a_dead_counter_keeps_its_count),
    TEST(an_empty_battery_loses_the_settings),
    TEST(stuck_video_memory_keeps_its_bit_in_its_part_of_a_plane),
    TEST(a_bad_sector_ends_the_command_with_its_error),
    TEST(sectors_beside_the_bad_ones_can_be_read),
    TEST(a_sector_that_cannot_be_written_is_a_device_fault),
    TEST(wrong_data_come_without_an_error),
    TEST(a_command_that_never_ends_stays_busy_until_a_reset),
    TEST(a_drive_that_is_not_ready_aborts_all_but_its_diagnostic),
    TEST(a_drive_without_power_leaves_the_bus_floating),
    TEST(what_the_machine_does_not_have_cannot_suffer),
    CU_TEST_INFO_NULL,
};
