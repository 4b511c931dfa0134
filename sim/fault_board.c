/* SPDX-License-Identifier: MIT
 *
 * sim/fault_board.c - faults of the bus, its lines, the devices on it, and of
 * what the host gives.
 */
#include <string.h>

#include "hw/rtc.h"
#include "sim/fault.h"

#define CMOS_FIRST    0x0e /* cells behind those of the clock */
#define CMOS_SUM      0x2e
#define LOW           1
#define HIGH          2
#define ATA_BUSY_ONLY 0x80
#define ISA_HOLE      0xa0u  /* frames that are no RAM: from here */
#define HIGH_MEMORY   0x100u /* to here */

/* --- the bus ----------------------------------------------------------- */

/* From now on the wire has this level. */
static bool hold(struct machine *m, enum line line, bool level)
{
    board_line(&m->board, line, level);
    m->board.s.held[line] = level ? HIGH : LOW;
    return true;
}

/* The lines that a chip drives; a missing one drives none. */
static const struct {
    enum device_id device;
    enum line line;
} outputs[] = {
    {DEV_pic1, LINE_INTR},     {DEV_pit, LINE_IRQ0},
    {DEV_kbc, LINE_IRQ0 + 1},  {DEV_kbc, LINE_IRQ0 + 12},
    {DEV_com2, LINE_IRQ0 + 3}, {DEV_com1, LINE_IRQ0 + 4},
    {DEV_rtc, LINE_IRQ0 + 8},  {DEV_ata, LINE_IRQ0 + 14},
};

bool fault_CHIP_MISSING(struct machine *m, const struct fault *f,
                        struct error *err)
{
    enum device_id device = (enum device_id)f->param[PARAM_DEVICE];

    if (!board_remove(&m->board, device))
        return error_set(err, "%s is part of another chip",
                         device_rows[device].name);
    for (unsigned i = 0; i < ARRAY_LEN(outputs); i++)
        if (outputs[i].device == device)
            hold(m, outputs[i].line, false);
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
                          struct error *err)
{
    struct board *b = &m->board;
    uint32_t first, count = bank(m, f, &first);

    if (!count)
        return error_set(err, "the machine has no memory there");
    for (uint32_t i = first; i < first + count; i++)
        if (is_ram(b, i))
            second_level_map(&b->memory, i, 1, BACKING_NONE, 0);
    vcpu_flush(&b->cpu);
    return true;
}

bool fault_MEMORY_STUCK(struct machine *m, const struct fault *f,
                        struct error *err)
{
    struct board *b = &m->board;
    uint32_t address =
        (uint32_t)(f->param[PARAM_ADDRESS] + f->param[PARAM_BIT] / 8);
    struct page_view page = bus_page(b, address);
    uint32_t frame = address >> FRAME_SHIFT;
    uint32_t entry = second_level_entry(&b->memory, frame);

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

bool fault_LINE_LOW(struct machine *m, const struct fault *f, struct error *err)
{
    (void)err;
    return hold(m, (enum line)f->param[PARAM_LINE], false);
}

bool fault_LINE_HIGH(struct machine *m, const struct fault *f,
                     struct error *err)
{
    (void)err;
    return hold(m, (enum line)f->param[PARAM_LINE], true);
}

bool fault_A20_STUCK(struct machine *m, const struct fault *f,
                     struct error *err)
{
    (void)f, (void)err;
    return hold(m, LINE_A20_KBC, false) && hold(m, LINE_A20_FAST, false);
}

bool fault_IRQ_LOST(struct machine *m, const struct fault *f, struct error *err)
{
    (void)err;
    return hold(m, (enum line)(LINE_IRQ0 + f->param[PARAM_IRQ]), false);
}

bool fault_IRQ_SPURIOUS(struct machine *m, const struct fault *f,
                        struct error *err)
{
    unsigned irq = (unsigned)f->param[PARAM_IRQ];
    bool level = m->board.s.line[LINE_IRQ0 + irq];

    (void)err;
    board_irq(&m->board, irq, !level);
    board_irq(&m->board, irq, level);
    return true;
}

bool fault_NMI(struct machine *m, const struct fault *f, struct error *err)
{
    (void)f, (void)err;
    board_line(&m->board, LINE_NMI, true);
    board_line(&m->board, LINE_NMI, false);
    return true;
}

/* --- devices ----------------------------------------------------------- */

bool fault_CMOS_BATTERY(struct machine *m, const struct fault *f,
                        struct error *err)
{
    uint8_t *cell = m->board.s.devices.rtc.cell;

    (void)f, (void)err;
    memset(cell + CMOS_FIRST, 0, RTC_CELLS - CMOS_FIRST);
    cell[RTC_D] = 0;
    return true;
}

bool fault_CMOS_CHECKSUM(struct machine *m, const struct fault *f,
                         struct error *err)
{
    (void)f, (void)err;
    m->board.s.devices.rtc.cell[CMOS_SUM] ^= 0xff;
    return true;
}

bool fault_CMOS_BYTE(struct machine *m, const struct fault *f,
                     struct error *err)
{
    if (f->param[PARAM_OFFSET] >= RTC_CELLS || f->param[PARAM_VALUE] > 0xff)
        return error_set(err, "the CMOS has 128 cells of 8 bits");
    m->board.s.devices.rtc.cell[f->param[PARAM_OFFSET]] =
        (uint8_t)f->param[PARAM_VALUE];
    return true;
}

bool fault_PIT_DEAD(struct machine *m, const struct fault *f, struct error *err)
{
    struct pit_counter *c =
        &m->board.s.devices.pit.counter[f->param[PARAM_CHANNEL]];

    (void)err;
    pit_counter_gate(c, false);
    if (f->param[PARAM_CHANNEL] == 2)
        return hold(m, LINE_GATE2, false);
    return true;
}

static struct pic *pic_of(struct machine *m, const struct fault *f)
{
    struct devices *d = &m->board.s.devices;

    return f->param[PARAM_IRQ] < 8 ? &d->pic1 : &d->pic2;
}

bool fault_PIC_MASKED(struct machine *m, const struct fault *f,
                      struct error *err)
{
    (void)err;
    pic_of(m, f)->imr |= (uint8_t)BIT(f->param[PARAM_IRQ] % 8);
    return true;
}

bool fault_PIC_IN_SERVICE(struct machine *m, const struct fault *f,
                          struct error *err)
{
    (void)err;
    pic_of(m, f)->isr |= (uint8_t)BIT(f->param[PARAM_IRQ] % 8);
    return true;
}

bool fault_KEYBOARD_UNPLUGGED(struct machine *m, const struct fault *f,
                              struct error *err)
{
    (void)f, (void)err;
    m->board.s.devices.kbc.keyboard.unplugged = 1;
    return true;
}

static struct ata_drive *drive_of(struct machine *m, const struct fault *f)
{
    return &m->board.s.devices.ata.drive[f->param[PARAM_DRIVE]];
}

bool fault_ATA_GONE(struct machine *m, const struct fault *f, struct error *err)
{
    struct ata_drive *drive = drive_of(m, f);

    if (!drive->capacity)
        return error_set(err, "the machine has no such drive");
    memset(drive, 0, sizeof *drive);
    return true;
}

bool fault_ATA_BUSY(struct machine *m, const struct fault *f, struct error *err)
{
    struct ata_drive *drive = drive_of(m, f);

    if (!drive->capacity)
        return error_set(err, "the machine has no such drive");
    drive->status = ATA_BUSY_ONLY;
    drive->stage = ATA_EXECUTING;
    board_deadline(&m->board, DEV_ata, BOARD_NEVER);
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
                       struct error *err)
{
    (void)err;
    limit_frames(m, f);
    return true;
}

bool fault_VCPU_STARVED(struct machine *m, const struct fault *f,
                        struct error *err)
{
    struct cpu_state *s = &m->board.cpu.s;

    if (!f->param[PARAM_FACTOR])
        return error_set(err, "the factor is 1 to 1000");
    s->ns_per_instruction *= (uint32_t)f->param[PARAM_FACTOR];
    return true;
}

bool fault_RESET_BUTTON(struct machine *m, const struct fault *f,
                        struct error *err)
{
    (void)f, (void)err;
    board_reset(&m->board, RESET_BOARD);
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

/* Does the fault live in the wiring, which a key frame does not keep? */
static bool is_wiring(const struct fault *f)
{
    return f->kind == FAULT_CHIP_MISSING || f->kind == FAULT_MEMORY_MISSING ||
           f->kind == FAULT_MEMORY_STUCK;
}

void fault_rewire(struct machine *m, const struct fault_wiring *w,
                  const struct fault *faults, unsigned count,
                  const struct fault_play *play)
{
    board_wire(&m->board);
    m->pool->limit =
        play->frame_limit ? (uint32_t)play->frame_limit : w->frame_limit;
    for (unsigned i = 0; i < count; i++)
        repair(m, &faults[i]);
    for (unsigned i = 0; i < count; i++)
        if (play->acted & UINT64_C(1) << i && is_wiring(&faults[i]))
            fault_repeat(m, &faults[i]);
    vcpu_flush(&m->board.cpu);
}
