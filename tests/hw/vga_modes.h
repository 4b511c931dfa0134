/* SPDX-License-Identifier: MIT
 *
 * tests/hw/vga_modes.h - the standard modes as a BIOS programs them, for the
 * tests of the video card.
 */
#ifndef TESTS_HW_VGA_MODES_H
#define TESTS_HW_VGA_MODES_H

#include "hw/vga.h"
#include "tests/hw/bench.h"

enum vga_test_mode {
    MODE_01, /* text 40 x 25 */
    MODE_03, /* text 80 x 25 */
    MODE_04, /* graphics 320 x 200, 4 colours */
    MODE_12, /* graphics 640 x 480, 16 colours */
    MODE_13, /* graphics 320 x 200, 256 colours */
};

/* A bench with a card at power-on. */
struct board *vga_bench(struct vga *vga);

void vga_program(struct board *b, enum vga_test_mode mode);

/* Write an indexed register: port is that of the index. */
void vga_set(struct board *b, uint16_t port, uint8_t index, uint8_t value);
uint8_t vga_get(struct board *b, uint16_t port, uint8_t index);

/* Write a register of the attribute controller; the screen stays on. */
void vga_set_attribute(struct board *b, uint8_t index, uint8_t value);

#endif
