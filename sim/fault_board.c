/* SPDX-License-Identifier: MIT
 *
 * sim/fault_board.c - faults of the bus and its lines, and of what the host
 * gives.
 */
#include "sim/fault.h"

#define ISA_HOLE    0xa0u  /* frames that are no RAM: from here */
#define HIGH_MEMORY 0x100u /* to here */

/* --- the bus ----------------------------------------------------------- */

/* The lines that a chip drives; a missing one drives none. */
static const struct {
    enum device_id device;
    enum line line;
} outputs[] = {
    {DEV_pic1, LINE_INTR},      {DEV_pit, LINE_IRQ0},
    {DEV_kbc, LINE_IRQ0 + 1},   {DEV_kbc, LINE_IRQ0 + 12},
    {DEV_com2, LINE_IRQ0 + 3},  {DEV_com1, LINE_IRQ0 + 4},
    {DEV_rtc, LINE_IRQ0 + 8},   {DEV_ata, LINE_IRQ0 + 14},
    {DEV_ata2, LINE_IRQ0 + 15},
};

bool fault_CHIP_MISSING(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    enum device_id device = (enum device_id)f->param[PARAM_DEVICE];

    if (call->on && !board_remove(&m->board, device))
        return error_set(err, "%s is part of another chip",
                         device_rows[device].name);
    for (unsigned i = 0; i < ARRAY_LEN(outputs); i++)
        if (outputs[i].device == device)
            board_hold(&m->board, outputs[i].line,
                       call->on ? HELD_LOW : HELD_NOT);
    return true;
}

/* The frames of RAM that the bank has. */
static uint32_t bank(const struct machine *m, const struct fault *f,
                     uint32_t *first)
{
    uint64_t end = f->param[PARAM_ADDRESS] + f->param[PARAM_SIZE];
    uint64_t ram = m->board.config.ram_bytes;

    *first = (uint32_t)(f->param[PARAM_ADDRESS] >> FRAME_SHIFT);
    end = (end < ram ? end : ram) >> FRAME_SHIFT;
    return end > *first ? (uint32_t)end - *first : 0;
}

static bool is_ram(const struct board *b, uint32_t guest_frame)
{
    enum backing backing =
        entry_backing(second_level_entry(&b->memory, guest_frame));

    return backing == BACKING_RAM || backing == BACKING_FRAME;
}

bool fault_MEMORY_MISSING(struct machine *m, const struct fault *f,
                          const struct fault_call *call, struct error *err)
{
    struct board *b = &m->board;
    uint32_t first, count = bank(m, f, &first);

    if (!call->on)
        return true;
    if (!count)
        return error_set(err, "the machine has no memory there");
    for (uint32_t i = first; i < first + count; i++)
        if (is_ram(b, i))
            second_level_map(&b->memory, i, 1, BACKING_NONE, 0);
    vcpu_flush(&b->cpu);
    return true;
}

bool fault_MEMORY_STUCK(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    struct board *b = &m->board;
    uint32_t address =
        (uint32_t)(f->param[PARAM_ADDRESS] + f->param[PARAM_BIT] / 8);
    struct page_view page = bus_page(b, address);
    uint32_t frame = address >> FRAME_SHIFT;
    uint32_t entry = second_level_entry(&b->memory, frame);

    if (!call->on)
        return true;
    if (!page.bytes || !page.writable || b->broken.mask)
        return error_set(err,
                         b->broken.mask ? "only one bit of memory can be stuck"
                                        : "there is no memory at address %Xh",
                         address);
    b->broken = (struct broken_memory){
        address, (uint8_t)BIT(f->param[PARAM_BIT] % 8),
        f->param[PARAM_VALUE] ? (uint8_t)BIT(f->param[PARAM_BIT] % 8) : 0};
    second_level_map(&b->memory, frame, 1, BACKING_BROKEN, entry_value(entry));
    vcpu_flush(&b->cpu);
    return true;
}

/* --- lines ------------------------------------------------------------- */

static bool hold(struct machine *m, enum line line, enum held level,
                 const struct fault_call *call)
{
    board_hold(&m->board, line, call->on ? level : HELD_NOT);
    return true;
}

bool fault_LINE_LOW(struct machine *m, const struct fault *f,
                    const struct fault_call *call, struct error *err)
{
    (void)err;
    return hold(m, (enum line)f->param[PARAM_LINE], HELD_LOW, call);
}

bool fault_LINE_HIGH(struct machine *m, const struct fault *f,
                     const struct fault_call *call, struct error *err)
{
    (void)err;
    return hold(m, (enum line)f->param[PARAM_LINE], HELD_HIGH, call);
}

bool fault_A20_STUCK(struct machine *m, const struct fault *f,
                     const struct fault_call *call, struct error *err)
{
    (void)f, (void)err;
    return hold(m, LINE_A20_KBC, HELD_LOW, call) &&
           hold(m, LINE_A20_FAST, HELD_LOW, call);
}

bool fault_ADDRESS_LINE(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    struct vcpu *v = &m->board.cpu;
    uint32_t line = BIT(f->param[PARAM_BIT]);
    uint32_t low = v->s.lines_low & ~line, high = v->s.lines_high & ~line;

    (void)err;
    if (call->on && f->param[PARAM_VALUE])
        high |= line;
    else if (call->on)
        low |= line;
    vcpu_address_lines(v, low, high);
    return true;
}

bool fault_IRQ_LOST(struct machine *m, const struct fault *f,
                    const struct fault_call *call, struct error *err)
{
    (void)err;
    m->board.s.weak_irq[f->param[PARAM_IRQ]] = fault_mark(call);
    return true;
}

/* A pulse that ends before the acknowledge is lost: Intel 8259A data sheet,
 * "Interrupt Request Register". */
bool fault_IRQ_SPURIOUS(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    (void)err;
    return hold(m, (enum line)(LINE_IRQ0 + f->param[PARAM_IRQ]), HELD_HIGH,
                call);
}

bool fault_NMI(struct machine *m, const struct fault *f,
               const struct fault_call *call, struct error *err)
{
    (void)f, (void)call, (void)err;
    board_line(&m->board, LINE_NMI, true);
    board_line(&m->board, LINE_NMI, false);
    return true;
}

/* --- the host ---------------------------------------------------------- */

static void limit_frames(struct machine *m, const struct fault *f)
{
    uint64_t limit = m->pool->used + (f->param[PARAM_SIZE] >> FRAME_SHIFT);

    if (limit < m->pool->limit)
        m->pool->limit = (uint32_t)limit;
}

bool fault_HOST_MEMORY(struct machine *m, const struct fault *f,
                       const struct fault_call *call, struct error *err)
{
    (void)err;
    if (call->on)
        limit_frames(m, f);
    return true;
}

bool fault_VCPU_STARVED(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    struct cpu_state *s = &m->board.cpu.s;

    (void)err;
    if (call->on)
        s->ns_per_instruction *= (uint32_t)f->param[PARAM_FACTOR];
    else
        s->ns_per_instruction /= (uint32_t)f->param[PARAM_FACTOR];
    return true;
}

bool fault_RESET_BUTTON(struct machine *m, const struct fault *f,
                        const struct fault_call *call, struct error *err)
{
    (void)f, (void)call, (void)err;
    board_reset(&m->board, RESET_BOARD);
    machine_settle(m);
    return true;
}

/* --- after a rewind ---------------------------------------------------- */

/* These guest frames as they are without faults: host frames that were given
 * are there. */
static void repair_memory(struct machine *m, uint32_t first, uint32_t count)
{
    struct board *b = &m->board;

    for (uint32_t i = first; i < first + count; i++)
        if (i < ISA_HOLE || i >= HIGH_MEMORY)
            second_level_map(&b->memory, i, 1, BACKING_RAM, 0);
    for (uint32_t i = b->rom_frames; i < m->pool->used; i++)
        if (m->pool->guest[i] >= first && m->pool->guest[i] < first + count)
            second_level_map(&b->memory, m->pool->guest[i], 1, BACKING_FRAME,
                             i);
    memory_map_upper(b);
}

static void repair(struct machine *m, const struct fault *f)
{
    struct broken_memory *broken = &m->board.broken;
    uint32_t first, count;

    if (f->kind == FAULT_MEMORY_MISSING) {
        count = bank(m, f, &first);
        repair_memory(m, first, count);
    }
    if (f->kind == FAULT_MEMORY_STUCK && broken->mask) {
        repair_memory(m, broken->address >> FRAME_SHIFT, 1);
        *broken = (struct broken_memory){0};
    }
}

bool fault_is_wiring(const struct fault *f)
{
    return f->kind == FAULT_CHIP_MISSING || f->kind == FAULT_MEMORY_MISSING ||
           f->kind == FAULT_MEMORY_STUCK || f->kind == FAULT_HOST_MEMORY;
}

void fault_unwire(struct machine *m, const struct fault *list, unsigned count)
{
    board_wire(&m->board);
    for (unsigned i = 0; i < count; i++)
        repair(m, &list[i]);
}
