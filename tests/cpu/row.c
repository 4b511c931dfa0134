/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/row.c - reads the items of a row, runs it, compares everything.
 */
#include "tests/cpu/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLAG_LETTERS "OSZAPCDIT"

static const uint32_t flag_bits[] = {FLAG_OF, FLAG_SF, FLAG_ZF,
                                     FLAG_AF, FLAG_PF, FLAG_CF,
                                     FLAG_DF, FLAG_IF, FLAG_TF};
static const char *const registers[] = {"eax", "ecx", "edx", "ebx",
                                        "esp", "ebp", "esi", "edi"};
static const char *const segments[] = {"es", "cs", "ss", "ds", "fs", "gs"};
static const char *const vectors[] = {"#DE", "#DB", "#NMI", "#BP", "#OF",
                                      "#BR", "#UD", "#NM",  "#DF", "#9",
                                      "#TS", "#NP", "#SS",  "#GP", "#PF"};

/* What must be there after the row. */
struct expected {
    struct cpu_state s;
    uint32_t undefined; /* flags that may have any value */
    int vector;         /* -1: none */
    uint32_t error;
    struct port_write out;
    uint8_t ram[BENCH_RAM];
};
static struct expected expected;

static const char *file;
static const struct row *row;

#define FAIL(...) test_fail(file, 0, __VA_ARGS__)

static int index_in(const char *const *names, size_t count, const char *item,
                    size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && !memcmp(names[i], item, length))
            return (int)i;
    return -1;
}

#define INDEX(names, item, length)                                             \
    index_in(names, ARRAY_LEN(names), item, length)

static uint32_t hex(const char *text)
{
    return (uint32_t)strtoul(text, NULL, 16);
}

static void read_flags(const char *letters, uint32_t *set, uint32_t *named)
{
    *set = *named = 0;
    for (; *letters > ' '; letters++) {
        const char *upper = FLAG_LETTERS "osza"
                                         "pcdit";
        const char *at = strchr(upper, *letters);
        size_t n = at ? (size_t)(at - upper) : 0;

        if (!at)
            FAIL("%s: flag %c?", row->code, *letters);
        *named |= flag_bits[n % 9];
        if (n < 9)
            *set |= flag_bits[n];
    }
}

/* seg:offset=bytes, into `memory`. */
static void read_memory(const char *item, uint8_t *memory)
{
    int seg = INDEX(segments, item, 2);
    const char *value = strchr(item, '=') + 1;
    uint32_t at = cpu()->seg[seg].base + hex(item + 3);

    for (; *value > ' '; value += 2) {
        char byte[3] = {value[0], value[1], 0};

        memory[at++] = (uint8_t)hex(byte);
    }
}

static void read_exception(const char *item)
{
    size_t name = strcspn(item, "( ");

    expected.vector = INDEX(vectors, item, name);
    expected.error = item[name] == '(' ? hex(item + name + 1) : NO_ERROR;
    if (expected.vector < 0)
        FAIL("%s: %s?", row->code, item);
}

/* One item that both sides may have. */
static bool read_common(const char *item, struct cpu_state *s, uint8_t *memory)
{
    size_t name = strcspn(item, "=: ");
    const char *value = strchr(item, '=');
    int n;

    if (item[name] == ':' && INDEX(segments, item, name) >= 0) {
        read_memory(item, memory);
        return true;
    }
    n = INDEX(registers, item, name);
    if (n >= 0)
        s->r[n].d = hex(value + 1);
    return n >= 0;
}

static void read_before(const char *items)
{
    uint32_t set, named;

    for (const char *at = items; *at; at += strspn(at, " ")) {
        if (read_common(at, cpu(), bench_memory(0)))
            ;
        else if (!strncmp(at, "f=", 2)) {
            read_flags(at + 2, &set, &named);
            cpu_set_eflags(cpu(), set);
        } else {
            FAIL("%s: before: %s?", row->code, at);
        }
        at += strcspn(at, " ");
    }
}

static void read_after(const char *items)
{
    struct cpu_state *s = &expected.s;
    uint32_t set, named;
    int n;

    for (const char *at = items; *at; at += strspn(at, " ")) {
        if (*at == '#')
            read_exception(at);
        else if (!strncmp(at, "f=", 2)) {
            read_flags(at + 2, &set, &named);
            expected.undefined = FLAGS_ARITH & ~named;
            s->eflags = (s->eflags & ~named) | set;
        } else if (!strncmp(at, "eip=", 4))
            s->eip = hex(at + 4);
        else if (!strncmp(at, "out:", 4))
            expected.out = (struct port_write){
                hex(at + 4), (uint32_t)strcspn(strchr(at, '=') + 1, " ") / 2,
                hex(strchr(at, '=') + 1)};
        else if (!read_common(at, s, expected.ram)) {
            n = INDEX(segments, at, strcspn(at, "= "));
            if (n < 0)
                FAIL("%s: after: %s?", row->code, at);
            else
                s->seg[n].selector = (uint16_t)hex(at + 3);
        }
        at += strcspn(at, " ");
    }
}

/* Through the vector of real mode or a 32-bit gate in ring 0: the frame on
 * the stack is part of what is expected. */
static void expect_exception(void)
{
    struct cpu_state *s = &expected.s;
    bool real = !(s->cr0 & CR0_PE);
    bool has_error = !real && expected.error != NO_ERROR;
    bool fault = expected.vector != 3 && expected.vector != 4;
    uint32_t flags = s->eflags | (fault && !real ? FLAG_RF : 0);
    uint32_t frame[] = {expected.error, s->eip, s->seg[CS].selector, flags};
    uint32_t size = real ? 2 : 4, count = has_error ? 4 : 3;
    uint32_t esp = s->r[ESP].d;

    s->r[ESP].d -= size * count;
    for (unsigned i = 0; i < count; i++)
        memcpy(&expected.ram[s->seg[SS].base + esp - size * (count - i)],
               &frame[4 - count + i], size);
    s->eip = HANDLER + 4 * (uint32_t)expected.vector;
    if (!real)
        s->seg[CS].selector = SEL_CODE32(0);
    s->eflags &= ~(FLAG_IF | FLAG_TF);
}

static void compare_registers(void)
{
    const struct cpu_state *is = cpu(), *should = &expected.s;
    uint32_t flags = is->eflags ^ should->eflags;

    for (unsigned i = 0; i < 8; i++)
        if (is->r[i].d != should->r[i].d)
            FAIL("%s [%s]: %s is %X, not %X", row->code, row->before,
                 registers[i], is->r[i].d, should->r[i].d);
    for (unsigned i = 0; i < SEG_COUNT; i++)
        if (is->seg[i].selector != should->seg[i].selector)
            FAIL("%s [%s]: %s is %X, not %X", row->code, row->before,
                 segments[i], is->seg[i].selector, should->seg[i].selector);
    if (bench_halted_at() != should->eip)
        FAIL("%s [%s]: goes on at %X, not %X", row->code, row->before,
             is->activity == CPU_HALTED ? is->eip - 1 : is->eip, should->eip);
    if (flags & ~(uint32_t)(expected.undefined | FLAG_RF))
        FAIL("%s [%s]: flags are %X, not %X", row->code, row->before,
             is->eflags, should->eflags);
}

static void compare_memory(void)
{
    const uint8_t *is = bench_memory(0);

    for (uint32_t at = 0; at < BENCH_RAM; at++)
        if (is[at] != expected.ram[at]) {
            FAIL("%s [%s]: byte at %X is %02X, not %02X", row->code,
                 row->before, at, is[at], expected.ram[at]);
            return;
        }
}

static void compare_port(void)
{
    const struct port_write *is = &bench.outs[0], *should = &expected.out;

    if (should->bytes == 0 && bench.out_count)
        FAIL("%s: writes to port %X", row->code, is->port);
    if (should->bytes &&
        (bench.out_count != 1 || is->port != should->port ||
         is->bytes != should->bytes || is->value != should->value))
        FAIL("%s: wrote %X (%u bytes) to port %X, %u writes", row->code,
             is->value, is->bytes, is->port, bench.out_count);
}

void row_run(const char *of_file, const struct row *of_row)
{
    uint32_t entry = cpu()->seg[CS].base + ENTRY, end;

    file = of_file;
    row = of_row;
    end = bench_code_at(entry, row->code);
    read_before(row->before);
    cpu_settle(cpu());
    memset(&expected.out, 0, sizeof expected.out);
    expected.s = *cpu();
    expected.undefined = 0;
    expected.vector = -1;
    expected.s.eip += end - entry;
    memcpy(expected.ram, bench_memory(0), BENCH_RAM);
    read_after(row->after);
    if (expected.vector >= 0) {
        if (!strstr(row->after, "eip="))
            expected.s.eip = ENTRY;
        expect_exception();
    }
    bench_run();
    compare_registers();
    compare_memory();
    compare_port();
}

void rows_run(const char *of_file, const struct row *rows, size_t count,
              enum cpu_model model, unsigned bits)
{
    for (size_t i = 0; i < count; i++) {
        if (bits == 16)
            bench_real(model);
        else
            bench_protected(model, bits, 0);
        row_run(of_file, &rows[i]);
    }
}
