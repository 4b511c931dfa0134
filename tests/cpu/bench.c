/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/bench.c - memory, ports and pins of the bench, and its runs.
 */
#include "tests/cpu/bench.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sim/origin.h"
#include "tests/cpu/coverage.h"

struct bench bench;

/* The halves of memory: at 0 and at 1 MiB. */
static uint8_t ram[2 * BENCH_RAM];
static uint32_t marks[2 * BENCH_RAM >> LINE_SHIFT];

/* All that a run can change. */
struct moment {
    struct cpu_state s;
    struct port_write outs[ARRAY_LEN(bench.outs)];
    uint32_t out_count, acknowledged;
    uint8_t ram[sizeof ram];
};
static struct moment before, first_end;

static bool is_ram(uint32_t address)
{
    return (address & ~BENCH_HIGH) < BENCH_RAM;
}

static uint32_t index_of(uint32_t address)
{
    return address < BENCH_HIGH ? address : address - BENCH_HIGH + BENCH_RAM;
}

uint8_t *bench_memory(uint32_t address)
{
    return &ram[index_of(address)];
}

uint32_t bench_peek(uint32_t address, unsigned bytes)
{
    uint32_t value = 0;

    memcpy(&value, bench_memory(address), bytes);
    return value;
}

void bench_poke(uint32_t address, unsigned bytes, uint32_t value)
{
    memcpy(bench_memory(address), &value, bytes);
}

/* --- the bus ------------------------------------------------------------ */

void bus_event(struct board *b, enum event_kind kind, const uint32_t *args,
               unsigned count)
{
    (void)b;
    (void)args;
    (void)count;
    if (kind == EV_EXCEPTION)
        coverage_fault();
}

void bus_instruction(struct board *b, unsigned length)
{
    const struct cpu_state *s = cpu();
    uint32_t address = s->seg[CS].base + s->eip + bench.cpu.op->start;

    (void)b;
    if (!(s->cr0 & CR0_PG) && is_ram(address) && is_ram(address + length))
        coverage_begin(bench_memory(address), length,
                       s->seg[CS].access & ACC_BIG);
}

void bus_block(struct board *b)
{
    (void)b;
}

struct page_view bus_page(struct board *b, uint64_t address)
{
    uint32_t at = index_of((uint32_t)address & ~(FRAME_SIZE - 1));

    (void)b;
    if (address >> 32 || !is_ram((uint32_t)address))
        return (struct page_view){0};
    return (struct page_view){&ram[at], &marks[at >> LINE_SHIFT], true};
}

/* Nothing answers outside of memory. */
uint32_t bus_read(struct board *b, uint64_t address, unsigned bytes)
{
    (void)b;
    (void)address;
    EXPECT(bytes != 3, "a bus access of 3 bytes");
    return 0xffffffffu >> (32 - 8 * bytes);
}

void bus_write(struct board *b, uint64_t address, unsigned bytes,
               uint32_t value)
{
    (void)b;
    (void)address;
    (void)value;
    EXPECT(bytes != 3, "a bus access of 3 bytes");
}

uint32_t bus_peek(const struct board *b, uint64_t address, unsigned bytes)
{
    (void)b;
    (void)address;
    return 0xffffffffu >> (32 - 8 * bytes);
}

void bus_poke(struct board *b, uint64_t address, unsigned bytes, uint32_t value)
{
    (void)b;
    (void)address;
    (void)bytes;
    (void)value;
}

/* A port answers with its number in each byte, plus 0, 1, 2, 3. */
uint32_t bus_in(struct board *b, uint16_t port, unsigned bytes)
{
    uint32_t value = (port & 0xffu) * 0x01010101u + 0x03020100u;

    (void)b;
    return value & 0xffffffffu >> (32 - 8 * bytes);
}

void bus_out(struct board *b, uint16_t port, unsigned bytes, uint32_t value)
{
    (void)b;
    if (bench.out_count < ARRAY_LEN(bench.outs))
        bench.outs[bench.out_count++] = (struct port_write){port, bytes, value};
    if (port == PORT_INTR) {
        bench.vector = (uint8_t)value;
        vcpu_intr(&bench.cpu, true);
    } else if (port == PORT_NMI) {
        vcpu_nmi(&bench.cpu);
    } else if (port == PORT_A20) {
        vcpu_a20(&bench.cpu, value & 1);
    }
}

void bus_unhandled_msr(struct board *b, uint32_t number)
{
    (void)b;
    (void)number;
}

struct event bus_here(const struct board *b)
{
    (void)b;
    return (struct event){0};
}

uint32_t bus_port_origin(struct board *b, uint16_t port)
{
    (void)b;
    (void)port;
    return 0;
}

void bus_fpu_error(struct board *b, bool level)
{
    (void)b;
    bench.fpu_error = level;
}

uint8_t bus_acknowledge(struct board *b)
{
    (void)b;
    bench.acknowledged++;
    vcpu_intr(&bench.cpu, false);
    return bench.vector;
}

void bus_signal(struct board *b, enum bus_signal signal, uint32_t a, uint32_t c)
{
    (void)b;
    (void)signal;
    (void)a;
    (void)c;
}

/* --- programs ------------------------------------------------------------ */

static unsigned digit(char c)
{
    return isdigit((unsigned char)c) ? (unsigned)(c - '0')
                                     : ((unsigned)c & 15) + 9;
}

uint32_t bench_code_at(uint32_t address, const char *text)
{
    while (*text) {
        if (isxdigit((unsigned char)text[0])) {
            *bench_memory(address++) =
                (uint8_t)(digit(text[0]) << 4 | digit(text[1]));
            text += 2;
        } else if (*text == ';') {
            text += strcspn(text, "\n");
        } else {
            text++;
        }
    }
    return address;
}

void bench_code(const char *text)
{
    bench_code_at(cpu()->seg[CS].base + ENTRY, text);
}

/* --- power-on --------------------------------------------------------------
 */

void bench_clear(enum cpu_model model)
{
    struct vcpu *v = &bench.cpu;

    if (!v->arena && !vcpu_init(v, NULL, BENCH_HIGH + BENCH_RAM))
        test_skip("no memory");
    memset(ram, 0, sizeof ram);
    memset(marks, 0, sizeof marks);
    memset(bench_memory(CS_BASE), 0xf4, DS_BASE - CS_BASE);
    bench.out_count = 0;
    bench.acknowledged = 0;
    vcpu_trace(v, false, false);
    vcpu_power_on(v, model, cpu_models[model].ns_per_instruction);
}

/* --- runs -------------------------------------------------------------------
 */

static void save(struct moment *m)
{
    m->s = *cpu();
    memcpy(m->outs, bench.outs, sizeof m->outs);
    m->out_count = bench.out_count;
    m->acknowledged = bench.acknowledged;
    memcpy(m->ram, ram, sizeof ram);
}

static void restore(const struct moment *m)
{
    *cpu() = m->s;
    memcpy(bench.outs, m->outs, sizeof m->outs);
    bench.out_count = m->out_count;
    bench.acknowledged = m->acknowledged;
    memcpy(ram, m->ram, sizeof ram);
    memset(marks, 0, sizeof marks);
    vcpu_restored(&bench.cpu);
}

static void run_to(uint64_t end, uint64_t step)
{
    uint64_t then;

    do {
        then = cpu()->tick;
        vcpu_run(&bench.cpu, then + step < end ? then + step : end);
    } while (cpu()->tick != then && cpu()->tick < end &&
             cpu()->activity != CPU_SHUTDOWN);
}

/* Once more from `before`; it must end as the first run did. */
static void run_again(const char *how, uint64_t end, uint64_t step)
{
    static struct moment again;

    restore(&before);
    run_to(end, step);
    save(&again);
    EXPECT(!memcmp(&again.s, &first_end.s, sizeof again.s),
           "registers differ %s: EIP %x, not %x", how, again.s.eip,
           first_end.s.eip);
    EXPECT(!memcmp(again.ram, first_end.ram, sizeof again.ram),
           "memory differs %s", how);
    EXPECT(again.out_count == first_end.out_count &&
               again.acknowledged == first_end.acknowledged &&
               !memcmp(again.outs, first_end.outs, sizeof again.outs),
           "the bus differs %s", how);
}

void bench_run_for(unsigned instructions)
{
    uint64_t ns = cpu()->ns_per_instruction;
    uint64_t end = cpu()->tick + instructions * ns;

    cpu_settle(cpu());
    save(&before);
    restore(&before);
    run_to(end, end);
    save(&first_end);
    run_again("one instruction at a time", end, ns);
    vcpu_trace(&bench.cpu, true, true);
    run_again("when traced", end, end);
    vcpu_trace(&bench.cpu, false, false);
}

void bench_run(void)
{
    bench_run_for(1000);
    EXPECT(cpu()->activity != CPU_RUNNING, "no end: EIP %x", cpu()->eip);
}

uint32_t bench_halted_at(void)
{
    return cpu()->activity == CPU_HALTED ? cpu()->eip - 1 : 0xffffffff;
}

/* --- expectations ------------------------------------------------------------
 */

struct fault_frame bench_frame(bool has_error)
{
    const struct cpu_state *s = cpu();
    uint32_t at = s->seg[SS].base + s->r[ESP].d;
    struct fault_frame f = {0};

    memcpy(has_error ? &f.error : &f.eip, bench_memory(at),
           has_error ? sizeof f : sizeof f - sizeof f.error);
    return f;
}

void bench_expect_equal(const char *file, int line, const char *what,
                        uint32_t is, uint32_t should)
{
    if (is != should)
        test_fail(file, line, "%s is %X, not %X", what, is, should);
}

void bench_expect_halt(const char *file, int line, uint32_t eip)
{
    uint32_t at = bench_halted_at();

    if (at == eip)
        return;
    if (at >= HANDLER && at < HANDLER + 0x400)
        test_fail(file, line, "vector %u, error %X at %X: should halt at %X",
                  (at - HANDLER) / 4, bench_frame(true).error,
                  bench_frame(true).eip, eip);
    else
        test_fail(file, line, "EIP %X, not halted at %X%s", cpu()->eip, eip,
                  cpu()->activity == CPU_SHUTDOWN ? " but shut down" : "");
}

void bench_expect_fault(const char *file, int line, unsigned vector,
                        uint32_t error)
{
    uint32_t at = bench_halted_at();
    bool has_error = error != NO_ERROR;

    if (at != HANDLER + 4 * vector)
        bench_expect_halt(file, line, HANDLER + 4 * vector);
    else if (has_error && bench_frame(true).error != error)
        test_fail(file, line, "vector %u: error code %X, not %X", vector,
                  bench_frame(true).error, error);
}

void bench_expect_fault_at(const char *file, int line, unsigned vector,
                           uint32_t error, uint32_t eip)
{
    uint32_t is = bench_frame(error != NO_ERROR).eip;

    bench_expect_fault(file, line, vector, error);
    if (bench_halted_at() == HANDLER + 4 * vector && is != eip)
        test_fail(file, line, "vector %u: points at %X, not %X", vector, is,
                  eip);
}
