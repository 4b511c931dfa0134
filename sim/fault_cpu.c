/* SPDX-License-Identifier: MIT
 *
 * sim/fault_cpu.c - faults of the processor and of memory between two
 * instructions.
 *
 * Source: Intel SDM Vol. 3A, "Segment Descriptors", "Paging".
 */
#include <string.h>

#include "sim/bus.h"
#include "sim/cpu/x87_stack.h"
#include "sim/fault.h"

/* --- registers --------------------------------------------------------- */

/* A register of 32 bits as a place in struct cpu_state. EFLAGS has its own
 * way, because the arithmetic flags are worked out late. */
#define PLACE(field) offsetof(struct cpu_state, field)

static const struct {
    const char *name;
    size_t place;
} registers[] = {
    {"eax", PLACE(r[EAX])},
    {"ecx", PLACE(r[ECX])},
    {"edx", PLACE(r[EDX])},
    {"ebx", PLACE(r[EBX])},
    {"esp", PLACE(r[ESP])},
    {"ebp", PLACE(r[EBP])},
    {"esi", PLACE(r[ESI])},
    {"edi", PLACE(r[EDI])},
    {"eip", PLACE(eip)},
    {"eflags", PLACE(eflags)},
    {"cr0", PLACE(cr0)},
    {"cr3", PLACE(cr3)},
    {"gdtr-base", PLACE(gdtr_base)},
    {"gdtr-limit", PLACE(gdtr_limit)},
    {"idtr-base", PLACE(idtr_base)},
    {"idtr-limit", PLACE(idtr_limit)},
};

/* Behind them, ST0 to ST7. */
#define FIRST_ST ARRAY_LEN(registers)

bool fault_set_register(struct fault *f, const char *text, struct error *err)
{
    if (strncmp(text, "st", 2) == 0 && text[2] >= '0' && text[2] <= '7' &&
        !text[3]) {
        f->param[PARAM_REGISTER] = FIRST_ST + (uint64_t)(text[2] - '0');
        return true;
    }
    for (unsigned i = 0; i < ARRAY_LEN(registers); i++)
        if (strcmp(registers[i].name, text) == 0) {
            f->param[PARAM_REGISTER] = i;
            return true;
        }
    return error_set(err,
                     "unknown register \"%.20s\"; allowed are eax ecx edx ebx "
                     "esp ebp esi edi eip eflags cr0 cr3 gdtr-base gdtr-limit "
                     "idtr-base idtr-limit st0 to st7",
                     text);
}

static uint32_t get(const struct machine *m, const struct fault *f)
{
    const struct cpu_state *s = &m->board.cpu.s;
    size_t place = registers[f->param[PARAM_REGISTER]].place;
    uint32_t value;

    if (place == PLACE(eflags))
        return cpu_eflags(s);
    memcpy(&value, (const uint8_t *)s + place, sizeof value);
    return value;
}

static bool set(struct machine *m, const struct fault *f, uint32_t value)
{
    struct cpu_state *s = &m->board.cpu.s;
    size_t place = registers[f->param[PARAM_REGISTER]].place;

    if (place == PLACE(eflags))
        cpu_set_eflags(s, value & cpu_models[s->model].flags_mask);
    else
        memcpy((uint8_t *)s + place, &value, sizeof value);
    vcpu_restored(&m->board.cpu);
    return true;
}

/* Bits 0 to 63 are the significand, 64 to 78 the exponent, 79 the sign. */
static bool flip_st(struct x87 *x, unsigned st, unsigned bit, struct error *err)
{
    unsigned n = x87_number(x, st);

    if (x87_is_empty(x, st))
        return error_set(err, "st%u is empty at this moment", st);
    if (bit < 64)
        x->significand[n] ^= UINT64_C(1) << bit;
    else
        x->exponent[n] ^= (uint16_t)BIT(bit - 64);
    return true;
}

bool fault_REGISTER(struct machine *m, const struct fault *f,
                    const struct fault_call *call, struct error *err)
{
    (void)call;
    if (f->param[PARAM_REGISTER] >= FIRST_ST)
        return error_set(err, "st0 to st7 take a register-bit alone");
    return set(m, f, (uint32_t)f->param[PARAM_VALUE]);
}

bool fault_REGISTER_BIT(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    uint64_t bit = f->param[PARAM_BIT];

    (void)call;
    if (f->param[PARAM_REGISTER] >= FIRST_ST)
        return flip_st(&m->board.cpu.s.x87,
                       (unsigned)(f->param[PARAM_REGISTER] - FIRST_ST),
                       (unsigned)bit, err);
    if (bit > 31)
        return error_set(err, "this register has the bits 0 to 31");
    return set(m, f, get(m, f) ^ BIT(bit));
}

bool fault_IDT_LIMIT(struct machine *m, const struct fault *f,
                     const struct fault_call *call, struct error *err)
{
    (void)call, (void)err;
    m->board.cpu.s.idtr_limit = f->param[PARAM_VALUE] & 0xffff;
    return true;
}

/* --- the floating-point unit --------------------------------------------- */

bool fault_FPU_MISSING(struct machine *m, const struct fault *f,
                       const struct fault_call *call, struct error *err)
{
    struct x87 *x = &m->board.cpu.s.x87;

    (void)f;
    if (m->board.cpu.s.model == CPU_386)
        return error_set(err, "a 386 has no floating-point unit");
    if (call->on && x->error_pin)
        bus_fpu_error(&m->board, false);
    x->error_pin = 0;
    x->missing = call->on;
    return true;
}

/* SDM Vol. 1, "x87 FPU Exception Handling": with CR0.NE the next instruction
 * of the unit raises exception 16, without it FERR# is driven. */
bool fault_FPU_ERROR(struct machine *m, const struct fault *f,
                     const struct fault_call *call, struct error *err)
{
    struct cpu_state *s = &m->board.cpu.s;

    (void)f, (void)call;
    if (s->x87.missing)
        return error_set(err, "there is no floating-point unit");
    s->x87.control &= (uint16_t)~X87_IE;
    s->x87.status |= X87_IE | X87_ES | X87_BUSY;
    if (!(s->cr0 & CR0_NE) && !s->x87.error_pin) {
        s->x87.error_pin = 1;
        bus_fpu_error(&m->board, true);
    }
    return true;
}

/* --- memory ------------------------------------------------------------ */

bool fault_flip(struct machine *m, uint32_t address, uint8_t mask,
                struct error *err)
{
    struct board *b = &m->board;
    struct page_view page = bus_page(b, address);
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);

    if (!page.bytes)
        return error_set(err, "there is no memory at address %Xh", address);
    page.bytes[address & (FRAME_SIZE - 1)] ^= mask;
    b->pool->dirty[entry_value(entry)] = 1;
    vcpu_flush(&b->cpu);
    return true;
}

bool fault_MEMORY_BIT(struct machine *m, const struct fault *f,
                      const struct fault_call *call, struct error *err)
{
    uint64_t bit = f->param[PARAM_BIT];

    (void)call;
    return fault_flip(m, (uint32_t)(f->param[PARAM_ADDRESS] + bit / 8),
                      (uint8_t)BIT(bit % 8), err);
}

bool fault_MEMORY_BYTES(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    for (unsigned i = 0; i < f->byte_count; i++) {
        uint32_t address = (uint32_t)f->param[PARAM_ADDRESS] + i;
        uint8_t now = 0;

        (void)call;
        board_peek(&m->board, address, &now);
        if (!fault_flip(m, address, now ^ f->bytes[i], err))
            return false;
    }
    return true;
}

/* --- tables in memory -------------------------------------------------- */

/* Where the entry of the last level for a linear address lies. */
static bool find_entry(const struct machine *m, uint32_t linear,
                       uint32_t *address, struct error *err)
{
    const struct page_walk w = board_walk(&m->board, linear);

    if (!(m->board.cpu.s.cr0 & CR0_PG))
        return error_set(err, "paging is off at this moment");
    if (!w.large && !w.table_at)
        return error_set(err, "no page table covers address %Xh", linear);
    *address = (uint32_t)(w.large ? w.directory_at : w.table_at);
    return true;
}

static bool flip_bit(struct machine *m, uint32_t address, uint64_t bit,
                     struct error *err)
{
    return fault_flip(m, (uint32_t)(address + bit / 8), (uint8_t)BIT(bit % 8),
                      err);
}

bool fault_PAGE_ENTRY_BIT(struct machine *m, const struct fault *f,
                          const struct fault_call *call, struct error *err)
{
    uint32_t address = 0;

    (void)call;
    return find_entry(m, (uint32_t)f->param[PARAM_ADDRESS], &address, err) &&
           flip_bit(m, address, f->param[PARAM_BIT], err);
}

bool fault_DESCRIPTOR_BIT(struct machine *m, const struct fault *f,
                          const struct fault_call *call, struct error *err)
{
    uint32_t linear =
        m->board.cpu.s.gdtr_base + ((uint32_t)f->param[PARAM_SELECTOR] & ~7u);
    const struct page_walk w = board_walk(&m->board, linear);

    (void)call;
    if (w.end != WALK_PAGE)
        return error_set(err, "no page is mapped at address %Xh", linear);
    return flip_bit(m, (uint32_t)w.physical, f->param[PARAM_BIT], err);
}
