/* SPDX-License-Identifier: MIT
 *
 * hw/fpu_error.h - the coprocessor error logic of the PC/AT.
 */
#ifndef HW_FPU_ERROR_H
#define HW_FPU_ERROR_H

#include "hw/device.h"

struct fpu_error {
    uint8_t waits; /* level of FERR# */
};

extern const struct device_ops fpu_error_ops;

#endif
