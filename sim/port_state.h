/* SPDX-License-Identifier: MIT
 *
 * sim/port_state.h - what a device knew just before an access: without it
 * nobody can tell what a byte to an indexed port meant.
 *
 *   port         what port_state() tells
 *   00h-07h C0h-CEh  15:0 base address or count   16 its high byte is next
 *   20h A0h      read: PORT_PIC_*
 *   21h A1h      7:0 enum pic_expects   15:8 the mask
 *   40h-42h      5:0 control word   8 high byte next to write   9: to read
 *                15:10 what is latched (PIT_LATCHED_*)
 *   60h          7:0 command of the 8042 that waits for a byte
 *                15:8 command of the keyboard (mouse) that does
 *                23:16 status
 *                31:24 enum kbc_source of the byte in the output buffer
 *   61h 92h      the byte as it was
 *   70h 71h      the cell that port 71h reaches
 *   1F0h 170h    read of a sector: bit 31, 30 slave, 29 of a CD, 27:0 its LBA
 *   1F0h-1F7h    else: 7:0 Device/Head   15:8 status   23:16 command
 *   170h-177h      24 it is a CD-ROM drive
 *   2F8h-2FFh, 3F8h-3FFh  the line control register; bit 7 is DLAB
 *   3C0h         4:0 index   8: the next byte is data
 *   3C9h         7:0 colour   9:8 component
 *   3xxh         index registers of the VGA, and their data: the index
 *   3F2h         the byte as it was
 *   3F5h         1:0 enum fdc_phase   5:2 bytes of the command or result before
 *                7:6 enum fdc_direction   15:8 first byte of the command
 *                16 it is in reset, or stands still
 *   510h 511h    15:0 item   31:16 next byte of it
 *   CFCh-CFFh    CONFIG_ADDRESS
 *   the blocks of power management and of the bus master: their base
 *
 * Nothing here changes the machine.
 */
#ifndef SIM_PORT_STATE_H
#define SIM_PORT_STATE_H

#include "sim/board.h"

enum { PORT_PIC_IRR, PORT_PIC_ISR, PORT_PIC_POLL };

uint32_t port_state(const struct board *b, unsigned device, uint16_t port);

/* For device memory: 7:0 columns, 15:8 rows, 31:16 first cell of a text
 * screen at B8000h; 0: the device shows none. Without a device: 1: ROM. */
uint32_t memory_state(const struct board *b, unsigned device);

#endif
