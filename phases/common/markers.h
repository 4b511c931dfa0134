/* SPDX-License-Identifier: MIT
 *
 * phases/common/markers.h - phase markers for guest C code (markers.inc is
 * the same list for NASM).
 */
#ifndef MARKERS_H
#define MARKERS_H

enum marker {
    MARK_KERNEL_ENTRY = 0x40,
    MARK_MEMORY_MANAGEMENT = 0x41,
    MARK_INTERRUPTS = 0x42,
    MARK_DRIVERS = 0x43,
    MARK_SERVICES = 0x44,
    MARK_SYSTEM_CALLS = 0x45,
    MARK_USER_SPACE = 0x46,
};

/* Always OUT imm8, AL (E6 B5), so that a test can replace it by NOPs. */
static inline void mark(enum marker step)
{
    __asm__ volatile("outb %%al, $0xb5" : : "a"((unsigned char)step));
}

#endif
