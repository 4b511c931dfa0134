/* SPDX-License-Identifier: MIT
 *
 * sim/board.c - power, wires and time: what devices ask of their board
 * (hw/board.h). Memory and ports are in sim/bus.c.
 *
 * The wiring of the PC, as far as chips share wires:
 *
 *   IRQ0..7    -> master 8259A       IRQ8..15 -> slave 8259A
 *   INTR, NMI  -> processor
 *   A20        open while the 8042 or port 92h (wired OR) opens it
 *   GATE2      port 61h bit 0 -> 8254 counter 2
 *   DMARQ      ATA channel -> bus master, which sees IRQ14 and IRQ15, too
 *   FERR       processor -> IRQ 13; IGNNE and back, by port F0h
 */
#include "sim/board.h"

#include <string.h>

static void *device_state(struct board *b, enum device_id id)
{
    return (uint8_t *)&b->s.devices + device_rows[id].offset;
}

void *board_device(struct board *b, enum device_id dev)
{
    return device_state(b, dev);
}

const struct board_config *board_config(const struct board *b)
{
    return &b->config;
}

uint64_t board_now(const struct board *b)
{
    return vcpu_now(&b->cpu);
}

bool board_has(const struct board *b, enum device_id device)
{
    return !b->bare && (b->config.machine == MACHINE_PC ||
                        !device_rows[device].ops->on_pci);
}

void board_power_on(struct board *b)
{
    memset(&b->s, 0, sizeof b->s);
    for (unsigned i = 0; i < DEV_COUNT; i++)
        b->s.deadline[i] = BOARD_NEVER;
    b->s.line[LINE_A20_KBC] = b->s.driven[LINE_A20_KBC] = 1;
    for (unsigned i = 0; i < DEV_COUNT; i++)
        if (board_has(b, i) && device_rows[i].ops->power_on)
            device_rows[i].ops->power_on(b, device_state(b, i),
                                         device_rows[i].unit);
    board_pulse_reset(b, RESET_BOARD);
}

void board_pulse_reset(struct board *b, enum reset_kind kind)
{
    b->s.reset_asked = 0;
    b->memory_written = true;
    for (unsigned i = 0; kind == RESET_BOARD && i < DEV_COUNT; i++)
        if (board_has(b, i) && device_rows[i].ops->reset)
            device_rows[i].ops->reset(b, device_state(b, i));
    vcpu_reset(&b->cpu);
}

/* --- time -------------------------------------------------------------- */

void board_deadline(struct board *b, enum device_id dev, uint64_t when)
{
    b->s.deadline[dev] = when;
    b->tracer.deadline_cause[dev] = b->tracer.cause;
    vcpu_deadline(&b->cpu, when);
}

uint64_t board_next_deadline(const struct board *b)
{
    uint64_t next = BOARD_NEVER;

    for (unsigned i = 0; i < DEV_COUNT; i++)
        if (b->s.deadline[i] < next)
            next = b->s.deadline[i];
    return next;
}

void board_expire(struct board *b)
{
    uint64_t now = board_now(b);

    for (unsigned i = 0; i < DEV_COUNT; i++) {
        uint64_t before;

        if (b->s.deadline[i] > now)
            continue;
        before = trace_because(&b->tracer, b->tracer.deadline_cause[i]);
        b->s.deadline[i] = BOARD_NEVER;
        device_rows[i].ops->expire(b, device_state(b, i));
        trace_because(&b->tracer, before);
    }
}

/* --- wires ------------------------------------------------------------- */

static void set_line(struct board *b, enum device_id dev, enum line line,
                     bool level)
{
    device_rows[dev].ops->line(b, device_state(b, dev), line, level);
}

static void irq_line(struct board *b, unsigned irq, bool level)
{
    const uint32_t args[] = {irq, level};
    uint64_t before, id = 0;

    if (tracing(&b->tracer))
        id = board_trace(b, EV_IRQ_LINE, args, ARRAY_LEN(args));
    if (level)
        b->tracer.irq_cause[irq] = id;
    before = trace_because(&b->tracer, id);
    if (!level || !board_fails(b, b->s.weak_irq[irq]))
        set_line(b, irq < 8 ? DEV_pic1 : DEV_pic2, (enum line)irq, level);
    if (irq >= LINE_IRQ14 && board_has(b, DEV_piix_ide))
        set_line(b, DEV_piix_ide, (enum line)irq, level);
    trace_because(&b->tracer, before);
}

static void a20_line(struct board *b)
{
    bool open = b->s.line[LINE_A20_KBC] || b->s.line[LINE_A20_FAST];

    if (open == !b->cpu.s.a20_closed)
        return;
    vcpu_a20(&b->cpu, open);
    board_event(b, EV_A20, open, 0, 0, 0);
}

static void change_line(struct board *b, enum line line, bool level)
{
    if (b->s.line[line] == level)
        return;
    b->s.line[line] = level;
    if (line <= LINE_IRQ15) {
        irq_line(b, line, level);
        return;
    }
    switch (line) {
    case LINE_INTR:
        vcpu_intr(&b->cpu, level);
        break;
    case LINE_NMI:
        if (level) {
            vcpu_nmi(&b->cpu);
            b->tracer.nmi_cause = b->tracer.cause;
        }
        break;
    case LINE_A20_KBC:
    case LINE_A20_FAST:
        a20_line(b);
        break;
    case LINE_GATE2:
        set_line(b, DEV_pit, line, level);
        break;
    case LINE_DMARQ1:
    case LINE_DMARQ2:
        if (board_has(b, DEV_piix_ide))
            set_line(b, DEV_piix_ide, line, level);
        break;
    case LINE_FERR:
        if (!b->bare)
            set_line(b, DEV_fpu_error, line, level);
        break;
    case LINE_IGNNE:
        vcpu_ignore_fpu_errors(&b->cpu, level);
        break;
    default:
        break;
    }
}

static void settle_line(struct board *b, enum line line)
{
    uint8_t held = b->s.held[line];

    change_line(b, line, held ? held == HELD_HIGH : b->s.driven[line]);
}

void board_line(struct board *b, enum line line, bool level)
{
    b->s.driven[line] = level;
    settle_line(b, line);
}

void board_hold(struct board *b, enum line line, enum held held)
{
    b->s.held[line] = (uint8_t)held;
    settle_line(b, line);
}

bool board_level(struct board *b, enum line line)
{
    if (line == LINE_OUT2)
        return device_rows[DEV_pit].ops->level(b, device_state(b, DEV_pit),
                                               line);
    return b->s.line[line];
}

void board_reset(struct board *b, enum reset_kind kind)
{
    board_event(b, EV_RESET, kind, 0, 0, 0);
    b->s.reset_asked = (uint8_t)(1 + kind);
    vcpu_stop(&b->cpu);
}

void board_power_off(struct board *b)
{
    b->s.power_off_asked = 1;
    vcpu_stop(&b->cpu);
}

/* --- host -------------------------------------------------------------- */

void board_output(struct board *b, enum host_stream stream, uint8_t byte)
{
    board_event(b, EV_HOST_OUTPUT, stream, byte, 0, 0);
    if (b->host.output)
        b->host.output(b->host.context, stream, byte);
}

bool board_fails(struct board *b, uint8_t number)
{
    return number && b->host.fails && b->host.fails(b->host.context, number);
}

static void disk_event(struct board *b, enum event_kind kind, unsigned drive,
                       uint32_t lba)
{
    uint64_t offset = (uint64_t)lba * SECTOR_SIZE;

    board_event(b, kind, drive, (uint32_t)(offset >> 32), (uint32_t)offset,
                SECTOR_SIZE);
}

bool board_disk_read(struct board *b, unsigned drive, uint32_t lba,
                     uint8_t sector[SECTOR_SIZE])
{
    if (!disk_read(&b->disk[drive], lba, sector))
        return false;
    disk_event(b, EV_HOST_READ, drive, lba);
    return true;
}

bool board_disk_write(struct board *b, unsigned drive, uint32_t lba,
                      const uint8_t sector[SECTOR_SIZE])
{
    if (!disk_write(&b->disk[drive], lba, sector))
        return false;
    disk_event(b, EV_HOST_WRITE, drive, lba);
    return true;
}

/* --- events ------------------------------------------------------------ */

/* What comes from outside is the cause of what follows, until the one who
 * brought it is done. */
void board_event(struct board *b, enum event_kind kind, uint32_t a, uint32_t c,
                 uint32_t d, uint32_t e)
{
    const uint32_t args[] = {a, c, d, e};
    uint64_t id;

    if (!tracing(&b->tracer))
        return;
    id = board_trace(b, kind, args, ARRAY_LEN(args));
    if (kind == EV_KEY || kind == EV_MOUSE || kind == EV_HOST_INPUT)
        trace_because(&b->tracer, id);
}

/* What may make the machine change its state when the instruction ends. */
static bool may_end_life(enum event_kind kind)
{
    return kind == EV_SOFT_OFF || kind == EV_RESET || kind == EV_TRIPLE_FAULT ||
           kind == EV_HLT;
}

struct event bus_here(const struct board *b)
{
    const struct vcpu *v = &b->cpu;
    struct event e = {
        .tick = vcpu_now(v),
        .icount = vcpu_icount(v),
        .mode = (uint8_t)vcpu_mode(v),
        .owner = v->block ? vcpu_origin(v) : v->traced_origin,
        .eip = v->s.eip + (v->block && v->op ? v->op->start : 0),
        .cs = v->s.seg[CS].selector,
        .cpl = v->s.cpl,
    };

    e.linear = v->s.seg[CS].base + e.eip;
    return e;
}

uint64_t board_trace(struct board *b, enum event_kind kind,
                     const uint32_t *args, unsigned count)
{
    struct event e = b->cpu.place ? *b->cpu.place : bus_here(b);
    uint64_t id;

    e.kind = (uint16_t)kind;
    e.step = b->s.recogniser.step;
    memcpy(e.arg, args, count * sizeof args[0]);
    id = trace_event(&b->tracer, &e);
    if (may_end_life(kind))
        b->tracer.life_cause = id;
    return id;
}
