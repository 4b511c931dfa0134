/* SPDX-License-Identifier: MIT
 *
 * sim/cpu/vcpu.h - the virtual processor: its state, and the caches around it
 * that can be dropped at any instruction without changing the run.
 */
#ifndef SIM_CPU_VCPU_H
#define SIM_CPU_VCPU_H

#include <setjmp.h>

#include "sim/bus.h"
#include "sim/cpu/state.h"
#include "sim/event.h"

struct vcpu;
struct op;

typedef void op_fn(struct vcpu *v, const struct op *op);

/* One decoded instruction. */
struct op {
    op_fn *fn;
    uint32_t imm;
    uint32_t disp;     /* displacement; far pointers: the offset is in imm */
    uint32_t mask;     /* address size: FFFFh or FFFFFFFFh */
    uint16_t selector; /* far pointers; ENTER: nesting level */
    uint8_t reg;       /* ModRM.reg, or the register in the opcode */
    uint8_t rm;        /* register operand when ModRM.mod is 3 */
    uint8_t base, index, scale;
    uint8_t seg;    /* segment of the memory operand */
    uint8_t start;  /* offset of the instruction in its block, in bytes */
    uint8_t length; /* in bytes; 0: the end mark of the block */
    uint8_t flags;  /* OP_* */
    uint8_t number; /* position in the block */
};

#define OP_MEMORY BIT(0) /* the E operand is in memory */
#define OP_ADDR32 BIT(1)
#define OP_DATA32 BIT(2)
#define OP_REPE   BIT(3) /* F3 */
#define OP_REPNE  BIT(4) /* F2 */
#define OP_BY_CL  BIT(5) /* shift count in CL, not in imm */
#define OP_LOCK   BIT(6)

#define BLOCK_OPS 32

/* A run of instructions that is entered at the top and decoded once. */
struct block {
    uint64_t address; /* guest-physical, of the first byte */
    uint32_t origin;  /* of the line it starts on */
    uint32_t store_mark;
    uint16_t bytes;
    uint8_t count; /* instructions */
    uint8_t mode;  /* BLOCK_* */
    struct block *next_in_page;
    struct op ops[]; /* count, then the end mark */
};

#define BLOCK_CODE32 BIT(0)
#define BLOCK_USER   BIT(1)

#define TLB_ENTRIES  4096

/* Tag: linear page | generation. A tag that differs sends the access down the
 * slow path. */
struct tlb_entry {
    uint32_t read_tag;
    uint32_t write_tag;
    uint32_t address;  /* guest-physical page, its bits 31:12 */
    uint16_t high;     /* ... and 35:32 */
    uint16_t writable; /* 0: ROM */
    uint8_t *bytes;    /* NULL: a device model or nothing */
    uint32_t *marks;
};

/* Which block begins at an EIP. It holds as long as v->age is the same: until
 * a block is dropped, or anything changes that makes an address of EIP. */
struct way {
    uint32_t eip;
    uint32_t age;
    struct block *block;
};

#define WAYS 1024

#define SCRATCH_BYTES                                                          \
    (sizeof(struct block) + (BLOCK_OPS + 1) * sizeof(struct op))

/* One exception of a chain that ended in a triple fault. */
struct fault_record {
    uint32_t error;
    uint32_t eip;
    uint32_t cr2;
    uint16_t cs;
    uint8_t vector;
    bool has_error;
};

#define FAULT_CHAIN 5

#define BLOCK_SLOTS 16384
#define ARENA_BYTES (8u << 20)

/* Why the loop must look up before the next block. */
#define ATTEND_INTR     BIT(0)
#define ATTEND_NMI      BIT(1)
#define ATTEND_SHADOW   BIT(2)
#define ATTEND_TRAP     BIT(3) /* TF, RF */
#define ATTEND_DEBUG    BIT(4) /* DR7 enables something */
#define ATTEND_DEADLINE BIT(5) /* the board moved a deadline closer */
#define ATTEND_STOP     BIT(6) /* the board wants the CPU to stop */
#define ATTEND_ACTIVITY BIT(7) /* halted or shut down */
#define ATTEND_CODE     BIT(8) /* the running code was overwritten */

struct vcpu {
    struct cpu_state s;

    struct board *board;
    uint32_t attend; /* ATTEND_* */
    uint32_t store_mark;
    uint32_t tlb_generation;
    uint32_t a20_mask;
    uint32_t stack_mask;    /* FFFFh or FFFFFFFFh by SS.B */
    struct block *block;    /* running now, or NULL */
    const struct op *op;    /* set where the slow path begins */
    struct tlb_entry *tlb;  /* the table in use: by privilege */
    uint64_t fetch_address; /* guest-physical page of the last fetch */
    uint32_t fetch_tag;     /* its linear page | generation */
    uint32_t age;           /* of v->ways */

    /* Time: `budget` instruction times are left, those of the running block
     * not yet taken off; it reaches 0 at end_tick. */
    int64_t budget;
    uint64_t end_tick;
    uint64_t end_icount;

    /* A read-modify-write in flight: where the write goes. */
    uint8_t *rmw_bytes;
    uint32_t rmw_linear;

    /* The exception in flight between raise() and its delivery. */
    uint32_t raised_error;
    uint8_t raised_vector;
    bool raised_has_error;

    bool traced;    /* which of the two instances of the core runs */
    bool detail;    /* traced: every instruction and memory access as well */
    bool running;   /* vcpu_run() is at work */
    bool stop;      /* leave vcpu_run() before the next instruction */
    bool single;    /* one instruction, or one REP iteration, at a time */
    bool step_trap; /* TF was set when the instruction began */
    uint32_t debug_before; /* s.debug_trap when the instruction began */
    uint8_t delivering;    /* exceptions being delivered: 0, 1, 2 (double) */
    uint8_t first_vector;  /* the fault whose delivery failed */
    struct fault_record
        chain[FAULT_CHAIN]; /* the exceptions of this delivery */
    uint8_t chain_length;
    bool external; /* EXT: an event outside the program is delivered */
    enum cpu_mode traced_mode; /* last one reported */
    uint32_t traced_origin;    /* of the last block that ran */
    const struct event
        *place; /* of an event that is told afterwards, or NULL */
    jmp_buf fault;

    struct tlb_entry tlb_supervisor[TLB_ENTRIES];
    struct tlb_entry tlb_user[TLB_ENTRIES];
    struct tlb_entry tlb_none[TLB_ENTRIES]; /* never hits */
    struct block *slots[BLOCK_SLOTS];
    struct way ways[WAYS];
    struct block **page_blocks; /* first block of each RAM page */
    uint8_t *page_tables;       /* 1: the TLB used entries of this RAM page */
    uint32_t page_count;
    bool far_tables; /* the TLB used entries in memory that is not RAM */
    uint8_t *arena;
    uint32_t arena_used;
    uint64_t flushes; /* how often all blocks were dropped */
    /* A block that is not kept. */
    _Alignas(struct block) uint8_t scratch[SCRATCH_BYTES];
};

/* ram_bytes: how much memory may hold code worth finding again. False: no
 * host memory. */
bool vcpu_init(struct vcpu *v, struct board *board, uint64_t ram_bytes);
void vcpu_free(struct vcpu *v);

/* Power-on values; RESET. The time goes on over a reset. */
void vcpu_power_on(struct vcpu *v, enum cpu_model model,
                   uint32_t ns_per_instruction);
void vcpu_reset(struct vcpu *v);

/* Execute until the clock stands at or after `end` (virtual ns) at an
 * instruction boundary, or until the CPU stops: HLT, shutdown or vcpu_stop().
 * The state is exact on return. */
void vcpu_run(struct vcpu *v, uint64_t end);

/* Leave vcpu_run() before the next instruction; callable from the bus. */
void vcpu_stop(struct vcpu *v);

/* The same at once, from the bus: the running instruction did not happen.
 * Returns only if no instruction is running. */
void vcpu_abandon(struct vcpu *v);

/* Exact time inside an instruction; call from the bus only. */
uint64_t vcpu_now(const struct vcpu *v);
uint64_t vcpu_icount(const struct vcpu *v);

/* The next deadline moved to `when`: do not run past it. */
void vcpu_deadline(struct vcpu *v, uint64_t when);

/* Pins. */
void vcpu_intr(struct vcpu *v, bool level);
void vcpu_nmi(struct vcpu *v);
void vcpu_a20(struct vcpu *v, bool open);
void vcpu_ignore_fpu_errors(struct vcpu *v, bool level); /* IGNNE# */

/* Address pins that are stuck, as bits of the address. */
void vcpu_address_lines(struct vcpu *v, uint32_t low, uint32_t high);

/* What the address pins make of a physical address. */
static inline uint64_t vcpu_pins(const struct vcpu *v, uint64_t physical)
{
    return (physical & ~(uint64_t)~v->a20_mask) | v->s.lines_high;
}

/* EFLAGS with the arithmetic flags worked out; and set whole. */
uint32_t cpu_eflags(const struct cpu_state *s);
void cpu_set_eflags(struct cpu_state *s, uint32_t eflags);

/* Make the state canonical (flags settled), as for hashing and saving. */
void cpu_settle(struct cpu_state *s);

/* After the state was loaded from outside: drop and derive again all that
 * depends on it. */
void vcpu_restored(struct vcpu *v);

/* The same when the state, after the pages that became what they were, is that
 * of a time when `flushes` was this. If all blocks were dropped since, what is
 * decoded now may be known to a recogniser that is further on. */
void vcpu_page_restored(struct vcpu *v, uint32_t guest_frame);
void vcpu_rewound(struct vcpu *v, uint64_t flushes);

/* The same when the state alone is new: what was decoded still holds. */
void vcpu_state_set(struct vcpu *v);

/* Choose the instance of the core: quiet, traced, traced in full detail. */
void vcpu_trace(struct vcpu *v, bool traced, bool detail);

/* Drop every decoded block and cached translation. */
void vcpu_flush(struct vcpu *v);

/* Let the next store into each page take the slow path again. */
void vcpu_forget_writes(struct vcpu *v);

/* A device or the host wrote guest memory: drop blocks on these lines. */
void vcpu_memory_written(struct vcpu *v, uint32_t address, uint32_t bytes);

/* The code that runs now: its origin mark; 0 between blocks. */
uint32_t vcpu_origin(const struct vcpu *v);

enum cpu_mode vcpu_mode(const struct vcpu *v);

/* CPUID features and model data. */
#define FEATURE_FPU BIT(0)

struct cpu_model_info {
    const char *name;
    uint32_t ns_per_instruction;
    uint32_t signature; /* EDX after RESET, CPUID leaf 1 EAX */
    uint32_t cpuid_max; /* highest leaf; CPUID absent: 0 and !has_cpuid */
    uint32_t features;  /* CPUID leaf 1 EDX */
    uint32_t cr0_mask;  /* writable bits */
    uint32_t cr3_mask;
    uint32_t cr4_mask;
    uint32_t flags_mask; /* EFLAGS bits that exist */
    bool has_cpuid;
};
extern const struct cpu_model_info cpu_models[CPU_MODELS];

#endif
