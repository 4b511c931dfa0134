/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/state.h - everything inside the processor that a program can see
 * or that decides what it does next. Plain data, no padding: it is hashed and
 * saved as it lies.
 *
 * Source: Intel SDM Vol. 3A, "System Architecture Overview"; i486 Programmer's
 * Reference Manual, "Architecture".
 */
#ifndef SIM_CPU_STATE_H
#define SIM_CPU_STATE_H

#include "sim/base.h"
#include "sim/cpu/msr.h"
#include "sim/cpu/x87.h"

enum cpu_model { CPU_386, CPU_486, CPU_PENTIUM, CPU_I686, CPU_MODELS };

/* General registers in encoding order. Slot 8 is always zero: it stands for
 * "no base" and "no index" in an address. */
enum { EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI, REG_ZERO };

enum segment_index { ES, CS, SS, DS, FS, GS, SEG_COUNT };

union reg {
    uint32_t d;
    uint16_t w;
    uint8_t b[4];
};

/* Access rights as in bytes 5 and 6 of a descriptor (SDM Vol. 3A, "Segment
 * Descriptors"): bits 7:0 = P DPL S TYPE, bits 15:12 = G D/B - AVL. */
#define ACC_TYPE     FIELD(3, 0)
#define ACC_ACCESSED BIT(0)
#define ACC_WRITE    BIT(1) /* data: writable;    code: readable */
#define ACC_DOWN     BIT(2) /* data: expand-down; code: conforming */
#define ACC_EXECUTE  BIT(3) /* code segment */
#define ACC_S        BIT(4) /* 1: code or data  0: system */
#define ACC_DPL      FIELD(6, 5)
#define ACC_PRESENT  BIT(7)
#define ACC_BIG      BIT(14) /* D/B: 32-bit default */
#define ACC_GRANULAR BIT(15)

/* A segment register with its hidden part. */
struct segment {
    uint16_t selector;
    uint16_t access;
    uint32_t base;
    uint32_t limit;    /* last byte, in bytes */
    uint32_t unusable; /* 1: loaded with a null selector */
    int64_t read_max;  /* last offset readable without a closer look, or -1 */
    int64_t write_max;
};

/* EFLAGS (SDM Vol. 1, "EFLAGS Register"). */
#define FLAG_CF     BIT(0)
#define FLAG_ONE    BIT(1)
#define FLAG_PF     BIT(2)
#define FLAG_AF     BIT(4)
#define FLAG_ZF     BIT(6)
#define FLAG_SF     BIT(7)
#define FLAG_TF     BIT(8)
#define FLAG_IF     BIT(9)
#define FLAG_DF     BIT(10)
#define FLAG_OF     BIT(11)
#define FLAG_IOPL   FIELD(13, 12)
#define FLAG_NT     BIT(14)
#define FLAG_RF     BIT(16)
#define FLAG_VM     BIT(17)
#define FLAG_AC     BIT(18)
#define FLAG_VIF    BIT(19)
#define FLAG_VIP    BIT(20)
#define FLAG_ID     BIT(21)
#define FLAGS_ARITH (FLAG_CF | FLAG_PF | FLAG_AF | FLAG_ZF | FLAG_SF | FLAG_OF)

#define CR0_PE      BIT(0)
#define CR0_MP      BIT(1)
#define CR0_EM      BIT(2)
#define CR0_TS      BIT(3)
#define CR0_ET      BIT(4)
#define CR0_NE      BIT(5)
#define CR0_WP      BIT(16)
#define CR0_AM      BIT(18)
#define CR0_NW      BIT(29)
#define CR0_CD      BIT(30)
#define CR0_PG      BIT(31)

#define CR3_32BIT   (FIELD(31, 12) | BIT(4) | BIT(3)) /* frame, PCD, PWT */
#define CR3_PAE     FIELD(31, 3) /* the table of pointers has 32 bytes */

#define CR4_VME     BIT(0)
#define CR4_PVI     BIT(1)
#define CR4_TSD     BIT(2)
#define CR4_DE      BIT(3)
#define CR4_PSE     BIT(4)
#define CR4_PAE     BIT(5)
#define CR4_MCE     BIT(6)
#define CR4_PGE     BIT(7)
#define CR4_PCE     BIT(8)
#define CR4_OSFXSR  BIT(9)

#define DR6_BS      BIT(14)
#define DR6_BT      BIT(15)
#define DR6_BD      BIT(13)
#define DR7_GD      BIT(13)

enum activity { CPU_RUNNING, CPU_HALTED, CPU_SHUTDOWN };

/* Interrupts are held off for one instruction after STI, MOV SS, POP SS. */
enum shadow { SHADOW_NONE, SHADOW_STI, SHADOW_SS };

struct cpu_state {
    union reg r[9];
    uint32_t eip;
    uint32_t eflags; /* arithmetic flags are valid only after cpu_settle() */
    uint32_t flag_result; /* lazy arithmetic flags: sim/cpu/flags.h */
    uint32_t flag_aux;
    uint32_t cr0, cr2, cr3, cr4;
    uint32_t dr[8];
    uint32_t test[8]; /* TR3 to TR7 of a 386 and 486 */
    uint32_t ns_per_instruction;
    struct segment seg[SEG_COUNT];
    struct segment ldtr;
    struct segment tr;
    uint32_t gdtr_base, gdtr_limit;
    uint32_t idtr_base, idtr_limit;
    uint8_t cpl;
    uint8_t activity;    /* enum activity */
    uint8_t shadow;      /* enum shadow */
    uint8_t nmi_blocked; /* 1: until the next IRET */
    uint8_t nmi_pending;
    uint8_t intr;            /* level of the INTR pin */
    uint8_t model;           /* enum cpu_model */
    uint8_t a20_closed;      /* 1: address bit 20 is forced to 0 */
    uint32_t lines_low;      /* address pins that are stuck at 0 */
    uint32_t lines_high;     /* ... at 1 */
    uint32_t debug_trap;     /* DR6 bits to report when the instruction ends */
    uint32_t store_mark;     /* of stores by event delivery: the last code's */
    uint64_t pdpte[4];       /* PAE: as CR3 was loaded, or paging turned on */
    uint64_t tick;           /* virtual nanoseconds since power-on */
    uint64_t icount;         /* instructions retired since power-on */
    uint64_t tsc_base;       /* added to the time stamp counter by WRMSR */
    uint64_t msr[MSR_COUNT]; /* but the time stamp counter: tsc_base */
    struct x87 x87;
};

#endif
