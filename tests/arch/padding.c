/* SPDX-License-Identifier: MIT
 *
 * tests/arch/padding.c - state has no padding, so that equal states are equal
 * byte by byte. The compiler is the test.
 */
#include "hw/device.h"
#include "tests/test.h"

#pragma GCC diagnostic error "-Wpadded"
#include "hw/ata.h"
#include "hw/debugcon.h"
#include "hw/dma_page.h"
#include "hw/i440fx.h"
#include "hw/kbc.h"
#include "hw/marker.h"
#include "hw/pci.h"
#include "hw/pic.h"
#include "hw/piix_isa.h"
#include "hw/piix_pm.h"
#include "hw/pit.h"
#include "hw/port92.h"
#include "hw/post.h"
#include "hw/rtc.h"
#include "hw/sysport.h"
#include "hw/uart.h"
#include "hw/vga.h"

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

CU_TestInfo padding_tests[] = {
    TEST(every_device_has_a_state),
    CU_TEST_INFO_NULL,
};
