/* SPDX-License-Identifier: MIT
 *
 * tests/arch/padding.c - state has no padding, so that equal states are equal
 * byte by byte. The compiler is the test.
 */
#include "hw/device.h"
#include "hw/pci_config.h"
#include "sim/event.h"
#include "tests/test.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "hw/ata.h"
#include "hw/debugcon.h"
#include "hw/dma.h"
#include "hw/dma_page.h"
#include "hw/fdc.h"
#include "hw/fw_cfg.h"
#include "hw/fpu_error.h"
#include "hw/i440fx.h"
#include "hw/kbc.h"
#include "hw/marker.h"
#include "hw/pci.h"
#include "hw/pic.h"
#include "hw/piix_ide.h"
#include "hw/piix_isa.h"
#include "hw/piix_pm.h"
#include "hw/pit.h"
#include "hw/port92.h"
#include "hw/post.h"
#include "hw/rtc.h"
#include "hw/sysport.h"
#include "hw/uart.h"
#include "hw/vga.h"
#include "sim/cpu/state.h"
#pragma GCC diagnostic pop

#include "sim/board.h"

/* An incomplete type here: a device whose header is missing above. */
static const size_t device_sizes[] = {
#define DEVICE(id, type, unit, ...) sizeof(struct type),
#include "hw/devices.def"
#undef DEVICE
};

static void every_device_has_a_state(void)
{
    for (size_t i = 0; i < ARRAY_LEN(device_sizes); i++)
        CU_ASSERT(device_sizes[i] > 0);
}

/* Headers that hold more than state: there the fields are added up. */
#define SIZE(type, field) sizeof(((struct type *)NULL)->field)

static void the_recogniser_has_no_padding(void)
{
    CU_ASSERT_EQUAL(
        sizeof(struct recogniser),
        SIZE(recogniser, entered) + SIZE(recogniser, alone_since) +
            SIZE(recogniser, boot_origin) + SIZE(recogniser, vbr_origin) +
            SIZE(recogniser, step) + SIZE(recogniser, pic_mask) +
            SIZE(recogniser, uart_enable) + SIZE(recogniser, stored) +
            SIZE(recogniser, alone_at) + SIZE(recogniser, alone_origin) +
            SIZE(recogniser, spare));
}

static void the_board_has_no_padding(void)
{
    CU_ASSERT_EQUAL(
        sizeof(struct board_state),
        SIZE(board_state, devices) + SIZE(board_state, deadline) +
            SIZE(board_state, idle_ns) + SIZE(board_state, accesses) +
            SIZE(board_state, unhandled) + SIZE(board_state, upper) +
            SIZE(board_state, video) + SIZE(board_state, recogniser) +
            SIZE(board_state, line) + SIZE(board_state, driven) +
            SIZE(board_state, weak_irq) + SIZE(board_state, spare) +
            SIZE(board_state, reset_asked) +
            SIZE(board_state, power_off_asked) + SIZE(board_state, held));
}

CU_TestInfo padding_tests[] = {
    TEST(every_device_has_a_state),
    TEST(the_recogniser_has_no_padding),
    TEST(the_board_has_no_padding),
    CU_TEST_INFO_NULL,
};
