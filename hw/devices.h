/* SPDX-License-Identifier: MIT
 *
 * hw/devices.h - all devices of the board: their state, and a row for each.
 */
#ifndef HW_DEVICES_H
#define HW_DEVICES_H

#include "hw/ata.h"
#include "hw/debugcon.h"
#include "hw/device.h"
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

/* Each member starts on 8 bytes, whatever the size of the one before. */
struct devices {
#define DEVICE(id, type, unit, ...) _Alignas(8) struct type id;
#include "hw/devices.def"
#undef DEVICE
};

struct port_range {
    uint16_t first, last;
};

#define DEVICE_RANGES 4

struct device_row {
    const char *name;
    const struct device_ops *ops;
    size_t offset; /* of its state in struct devices */
    size_t size;
    unsigned unit;
    struct port_range ports[DEVICE_RANGES]; /* first > last: no ports */
};

extern const struct device_row device_rows[DEV_COUNT];

#endif
