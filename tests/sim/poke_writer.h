/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_writer.h - writes the code of a guest that pokes, as the
 * bytes of an input say. The code is 16-bit code in the ROM at F000:0000; it
 * runs in real mode, in protected mode, and in virtual-8086 mode.
 *
 *   04F0 where to go on after a fault
 *   0600 a table of the bus master   0700 a block of fw_cfg's DMA
 *   7000 the end of the stack        8000 what processor_tables() made
 */
#ifndef TESTS_SIM_POKE_WRITER_H
#define TESTS_SIM_POKE_WRITER_H

#include <stddef.h>
#include <stdint.h>

struct writer {
    uint8_t *rom;
    uint32_t at;
    const uint8_t *bytes;
    size_t left;
};

/* Of the input; 0 when it is used up. */
uint8_t take(struct writer *w);
uint32_t take_word(struct writer *w);
uint32_t take_dword(struct writer *w);

/* Code: the low byte of `value` first. */
void emit(struct writer *w, unsigned bytes, uint32_t value);

/* mov dword [offset], value */
void store32(struct writer *w, uint32_t offset, uint32_t value);

/* --- the processor (poke_processor.c) ------------------------------------- */

#define TABLES     0xf000u /* in the ROM, */
#define TABLES_RAM 0x8000u /* and where they are used */
#define TABLES_END 0xfa80u

/* Handlers in the ROM. */
#define TICK_HANDLER  0xfcfcu /* goes on in the next one */
#define FAULT_HANDLER 0xfd00u
#define IRQ_HANDLER   0xfd80u
#define GATES         0x100u /* so much higher: for 32-bit gates */

/* Descriptor tables, task states and page tables, copied to RAM by the first
 * instructions of the guest. */
void processor_tables(struct writer *w);

/* Another mode, the floating-point unit, a model-specific or a control
 * register, a task. */
void poke_mode(struct writer *w);
void poke_task(struct writer *w);
void poke_x87(struct writer *w);
void poke_register(struct writer *w);

#endif
