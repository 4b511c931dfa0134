/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_devices.h - who has the words for the registers of which device.
 */
#ifndef SIM_INSPECT_DEVICES_H
#define SIM_INSPECT_DEVICES_H

#include "sim/board.h"
#include "sim/words.h"

/* Lines of two spaces, a title of twelve characters, and what it is now. state:
 * the device's own, a struct of hw/. */
typedef void device_speaker(struct words *w, const struct board *b,
                            const void *state);

/* sim/inspect_drives.c */
device_speaker describe_ata, describe_fdc, describe_dma, describe_dma_page;

/* sim/inspect_bridges.c */
device_speaker describe_pci, describe_i440fx, describe_piix_isa,
    describe_piix_ide, describe_piix_pm, describe_fw_cfg;

#endif
