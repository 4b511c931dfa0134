/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/bench.h - a processor with some memory and nothing else: the
 * functions of sim/bus.h, and helpers to put a program and its tables there.
 *
 *     bench_protected(CPU_386, 32, 0);
 *     bench_code("B8 28 00 00 00  ; mov eax, 28h\n"
 *                "0F 00 D0        ; lldt ax\n");
 *     bench_run();
 *     EXPECT_FAULT(VECTOR_GP, 0x28);
 *
 * All that no program fills is HLT, and every vector leads to a HLT too: a
 * run ends there, and where it ended is what came of it. Each run is made
 * three times, by the quiet core, by the traced core and one instruction at a
 * time; they must agree in every bit.
 */
#ifndef TESTS_CPU_BENCH_H
#define TESTS_CPU_BENCH_H

#include "sim/cpu/raise.h"
#include "sim/cpu/segment.h"
#include "sim/cpu/vcpu.h"
#include "tests/test.h"

/* Memory: BENCH_RAM bytes at 0, and as many again at 1 MiB. */
#define BENCH_RAM  0x30000u
#define BENCH_HIGH 0x100000u

/* Where things lie, in every mode. Segment bases differ, so that a wrong
 * segment shows. */
#define GDT_BASE       0x1000u
#define IDT_BASE       0x1800u
#define LDT_BASE       0x2000u
#define TSS_BASE       0x2400u /* of the running task, with an I/O bit map */
#define TSS2_BASE      0x2800u
#define TSS16_BASE     0x2c00u
#define PAGE_DIRECTORY 0x3000u
#define PAGE_TABLE     0x4000u /* of the first 4 MiB */
#define CS_BASE        0x8000u
#define DS_BASE        0x10000u
#define ES_BASE        0x12000u
#define FS_BASE        0x14000u
#define GS_BASE        0x16000u
#define SS_BASE        0x18000u

/* Offsets in the code segment. */
#define ENTRY   0x100u
#define HANDLER 0x4000u /* 4 bytes for each vector */

/* Where the stack of each ring begins. */
#define STACK_TOP(cpl) (0x8000u - 0x1000u * (cpl))

/* Selectors. Each ring has the same set. */
#define SEL_FLAT            0x08 /* ring 0, 4 GiB */
#define SEL_ES              0x13
#define SEL_FS              0x1b
#define SEL_GS              0x23
#define SEL_LDT             0x28
#define SEL_TSS             0x30
#define SEL_TSS2            0x38
#define SEL_TSS16           0x40
#define SEL_CODE32(cpl)     (0x80 + 0x40 * (cpl) + (cpl))
#define SEL_CODE16(cpl)     (SEL_CODE32(cpl) + 0x08)
#define SEL_DATA(cpl)       (SEL_CODE32(cpl) + 0x10)
#define SEL_STACK32(cpl)    (SEL_CODE32(cpl) + 0x18)
#define SEL_STACK16(cpl)    (SEL_CODE32(cpl) + 0x20)
#define SEL_CONFORMING(cpl) (SEL_CODE32(cpl) + 0x28)
#define SEL_READ_ONLY(cpl)  (SEL_CODE32(cpl) + 0x30)
#define SEL_SPARE           0x180 /* from here on: for the test itself */
#define GDT_LIMIT           0x2ffu

/* Access rights, with DPL 0. */
#define CODE   (ACC_PRESENT | ACC_S | ACC_EXECUTE | ACC_WRITE | ACC_ACCESSED)
#define DATA   (ACC_PRESENT | ACC_S | ACC_WRITE | ACC_ACCESSED)
#define DPL(n) ((unsigned)(n) << 5)

/* Page table entries. */
#define PAGE_P BIT(0)
#define PAGE_W BIT(1)
#define PAGE_U BIT(2)
#define PAGE_A BIT(5)
#define PAGE_D BIT(6)

/* OUT to these pulls a pin of the processor. */
#define PORT_INTR 0xe0 /* the byte is the vector */
#define PORT_NMI  0xe1
#define PORT_A20  0xe2 /* bit 0: open */

struct port_write {
    uint32_t port, bytes, value;
};

struct bench {
    struct vcpu cpu;
    struct port_write outs[16];
    uint32_t out_count;
    uint32_t acknowledged; /* interrupt acknowledge cycles */
    uint8_t vector;        /* that the next one is answered with */
    bool fpu_error;        /* level of FERR# */
};
extern struct bench bench;

/* The registers, for short. */
static inline struct cpu_state *cpu(void)
{
    return &bench.cpu.s;
}

/* Power on, clear all memory, and begin in a mode. */
void bench_real(enum cpu_model model);
void bench_protected(enum cpu_model model, unsigned bits, unsigned cpl);
void bench_v86(enum cpu_model model, unsigned iopl);

/* Turn paging on: every page where it is, for all, writable. */
void bench_paging(void);
void bench_page(uint32_t linear, uint32_t entry);
uint32_t bench_page_entry(uint32_t linear);

/* Tables in memory. */
struct descriptor bench_segment(uint32_t base, uint32_t limit, unsigned access);
struct descriptor bench_gate(enum system_type type, unsigned dpl,
                             unsigned selector, uint32_t offset);
void bench_descriptor(unsigned selector, struct descriptor d);
struct descriptor bench_descriptor_of(unsigned selector);
void bench_vector(unsigned vector, struct descriptor gate);
void bench_tss(uint32_t base, uint32_t eip, unsigned cpl);

/* Load a segment register without the processor's help. */
void bench_load(unsigned segment, unsigned selector);

/* A program: bytes in hexadecimal, the rest of a line after ; is for the
 * reader. At ENTRY, or at a physical address. */
void bench_code(const char *text);
uint32_t bench_code_at(uint32_t address, const char *text); /* the end */

/* Physical memory. */
uint8_t *bench_memory(uint32_t address);
uint32_t bench_peek(uint32_t address, unsigned bytes);
void bench_poke(uint32_t address, unsigned bytes, uint32_t value);

/* Run to the HLT that nothing ends, to shutdown, or for so many
 * instructions. */
void bench_run(void);
void bench_run_for(unsigned instructions);

/* Where it halted: the EIP of the HLT. */
uint32_t bench_halted_at(void);

/* What a handler finds on its stack (32-bit gates). */
struct fault_frame {
    uint32_t error, eip, cs, eflags, esp, ss, es, ds, fs, gs;
};
struct fault_frame bench_frame(bool has_error);

#define NO_ERROR 0xffffffffu

/* The run ended in the handler of `vector`, entered with this error code. */
#define EXPECT_FAULT(vector, error)                                            \
    bench_expect_fault(__FILE__, __LINE__, vector, error)
/* ... and points at the instruction at `eip`. */
#define EXPECT_FAULT_AT(vector, error, eip)                                    \
    bench_expect_fault_at(__FILE__, __LINE__, vector, error, eip)
/* The run ended at the HLT at this offset: no fault. */
#define EXPECT_HALT(eip) bench_expect_halt(__FILE__, __LINE__, eip)
#define EXPECT_EQUAL(a, b)                                                     \
    bench_expect_equal(__FILE__, __LINE__, #a, (uint32_t)(a), (uint32_t)(b))

void bench_expect_fault(const char *file, int line, unsigned vector,
                        uint32_t error);
void bench_expect_fault_at(const char *file, int line, unsigned vector,
                           uint32_t error, uint32_t eip);
void bench_expect_halt(const char *file, int line, uint32_t eip);
void bench_expect_equal(const char *file, int line, const char *what,
                        uint32_t is, uint32_t should);

#endif
