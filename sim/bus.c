/* SPDX-License-Identifier: MIT
 *
 * sim/bus.c - memory and ports as the processor sees them (sim/bus.h): the
 * second-level table, VM exits to device models, and what the recogniser of
 * phases is told.
 */
#include <string.h>

#include "sim/board.h"
#include "sim/broken_memory.h"
#include "sim/port_state.h"

/* --- set-up ------------------------------------------------------------ */

bool board_wire(struct board *b)
{
    memset(b->port_device, DEV_NONE, sizeof b->port_device);
    for (unsigned i = 0; i < DEV_COUNT; i++)
        for (unsigned r = 0; r < DEVICE_RANGES && board_has(b, i) &&
                             device_rows[i].ports[r].last;
             r++)
            for (unsigned port = device_rows[i].ports[r].first;
                 port <= device_rows[i].ports[r].last; port++)
                b->port_device[port] = (uint8_t)i;
    return b->bare || memory_map_vga(b, true);
}

bool board_remove(struct board *b, enum device_id device)
{
    if (!device_rows[device].ports[0].last)
        return false;
    for (unsigned port = 0; port < ARRAY_LEN(b->port_device); port++)
        if (b->port_device[port] == device)
            b->port_device[port] = DEV_NONE;
    if (device == DEV_vga)
        memory_map_vga(b, false);
    vcpu_flush(&b->cpu);
    return true;
}

bool board_plugged(const struct board *b, enum device_id dev)
{
    const struct port_range *ports = device_rows[dev].ports;

    return board_has(b, dev) &&
           (!ports[0].last || b->port_device[ports[0].first] == (uint8_t)dev);
}

bool board_init(struct board *b, struct frame_pool *pool,
                const struct board_config *config, const uint8_t *rom,
                uint32_t rom_bytes)
{
    b->pool = pool;
    b->config = *config;
    return vcpu_init(&b->cpu, b, config->ram_bytes) &&
           memory_map_init(b, rom, rom_bytes) && board_wire(b);
}

void board_free(struct board *b)
{
    vcpu_free(&b->cpu);
    second_level_free(&b->memory);
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        disk_close(&b->disk[i]);
}

/* --- what the recogniser hears ----------------------------------------- */

static void enter_step(struct board *b, unsigned from, uint32_t a, uint32_t c)
{
    const uint32_t args[] = {from, b->s.recogniser.step, a, c};

    b->steps_changed++;
    if (tracing(&b->tracer))
        board_trace(b, EV_PHASE, args, ARRAY_LEN(args));
    vcpu_flush(&b->cpu);
    if (b->stop_on_step)
        vcpu_stop(&b->cpu);
}

static void sight(struct board *b, struct sighting s)
{
    unsigned from = b->s.recogniser.step;

    s.user = b->cpu.s.cpl == 3 && vcpu_mode(&b->cpu) != MODE_V86;
    s.code32 = vcpu_mode(&b->cpu) == MODE_PROTECTED32;
    s.eax = b->cpu.s.r[EAX].d;
    s.now = vcpu_now(&b->cpu);
    if (recognise(&b->s.recogniser, &s))
        enter_step(b, from, s.a, s.b);
}

void board_sight_time(struct board *b)
{
    const struct recogniser *r = &b->s.recogniser;

    if (recogniser_due(r) <= board_now(b))
        sight(b, (struct sighting){
                     .kind = SAW_TIME, .a = r->alone_at, .b = r->alone_origin});
}

void board_enter_step(struct board *b, enum step step, uint32_t evidence)
{
    unsigned from = b->s.recogniser.step;

    recogniser_reset(&b->s.recogniser, step);
    enter_step(b, from, evidence, 0);
}

void board_dirty(struct board *b, uint32_t address)
{
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);

    if (entry_backing(entry) == BACKING_FRAME)
        b->pool->dirty[entry_value(entry)] = 1;
}

void bus_signal(struct board *b, enum bus_signal signal, uint32_t a, uint32_t c)
{
    static const enum sighting_kind kinds[] = {
        [SIGNAL_FETCH] = SAW_FETCH, [SIGNAL_STORE] = SAW_STORE,
        [SIGNAL_INT] = SAW_INT,     [SIGNAL_INTERRUPT] = SAW_INTERRUPT,
        [SIGNAL_CR0] = SAW_CR0,     [SIGNAL_WALK] = SAW_STORE,
        [SIGNAL_CLOCK] = SAW_READ,
    };
    struct sighting s = {.kind = kinds[signal], .a = a, .b = c};

    if (signal == SIGNAL_STORE || signal == SIGNAL_WALK)
        board_dirty(b, a);
    if (signal == SIGNAL_CLOCK)
        b->s.accesses++;
    if (signal == SIGNAL_WALK || signal == SIGNAL_CLOCK)
        return;
    s.origin = signal == SIGNAL_FETCH ? c : vcpu_origin(&b->cpu);
    sight(b, s);
}

static void sight_port(struct board *b, uint16_t port, uint32_t value,
                       bool write)
{
    if (recogniser_wants_port(port))
        sight(b, (struct sighting){.kind = SAW_PORT,
                                   .a = port,
                                   .b = value,
                                   .origin = vcpu_origin(&b->cpu),
                                   .write = write});
}

/* --- VM exits ---------------------------------------------------------- */

/* The guest needs the hypervisor: what follows is caused by this exit.
 * Returns the cause to put back afterwards. */
static uint64_t vm_exit(struct board *b, enum exit_reason reason,
                        unsigned device, uint32_t what, bool write)
{
    const uint32_t args[] = {reason, device, what, write};

    if (!tracing(&b->tracer))
        return 0;
    return trace_because(&b->tracer,
                         board_trace(b, EV_EXIT, args, ARRAY_LEN(args)));
}

static uint32_t known(const struct board *b, unsigned device, uint32_t port)
{
    return tracing(&b->tracer) ? port_state(b, device, (uint16_t)port) : 0;
}

static uint32_t known_memory(const struct board *b, unsigned device)
{
    return tracing(&b->tracer) ? memory_state(b, device) : 0;
}

static void access_event(struct board *b, enum event_kind kind, uint32_t at,
                         uint32_t value, unsigned bytes, unsigned device,
                         uint32_t before)
{
    const uint32_t args[] = {at, value, bytes, device, before};

    if (tracing(&b->tracer))
        board_trace(b, kind, args, ARRAY_LEN(args));
}

static void unhandled(struct board *b, enum unhandled what, uint64_t number,
                      uint32_t value, unsigned bytes, bool write)
{
    const uint32_t args[] = {what,  (uint32_t)number,        value, bytes,
                             write, (uint32_t)(number >> 32)};

    if (tracing(&b->tracer))
        board_trace(b, EV_UNHANDLED, args, ARRAY_LEN(args));
}

void bus_event(struct board *b, enum event_kind kind, const uint32_t *args,
               unsigned count)
{
    uint64_t before = b->tracer.cause, id;

    if (!tracing(&b->tracer))
        return;
    if (kind == EV_HLT)
        before = vm_exit(b, EXIT_HLT, DEV_NONE, args[0], false);
    else if (kind == EV_CPUID)
        before = vm_exit(b, EXIT_CPUID, DEV_NONE, args[0], false);
    else if (kind == EV_TRIPLE_FAULT)
        before = vm_exit(b, EXIT_TRIPLE_FAULT, DEV_NONE, args[0], false);
    else if (kind == EV_NMI)
        trace_because(&b->tracer, b->tracer.nmi_cause);
    id = board_trace(b, kind, args, count);
    if (kind == EV_SOFT_INT)
        bios_calls_enter(b, args[0], id);
    trace_because(&b->tracer, kind == EV_INTR ? 0 : before);
}

void bus_block(struct board *b)
{
    if (b->bios_calls.depth)
        bios_calls_look(b);
}

void bus_instruction(struct board *b, unsigned length)
{
    const struct vcpu *v = &b->cpu;
    uint32_t args[5] = {0, 0, 0, 0, length};
    uint64_t address = v->block->address + v->op->start;
    uint8_t *bytes = (uint8_t *)args;

    for (unsigned i = 0; i < length; i++)
        board_peek(b, address + i, &bytes[i]);
    board_trace(b, EV_INSN, args, ARRAY_LEN(args));
}

/* --- memory ------------------------------------------------------------ */

uint32_t board_first_touch(struct board *b, uint32_t guest_frame)
{
    uint64_t before =
        vm_exit(b, EXIT_FIRST_TOUCH, DEV_NONE, guest_frame, false);
    uint32_t index = frame_take(b->pool);

    if (index == FRAME_NONE || !memory_map_give(b, guest_frame, index)) {
        b->out_of_frames = true;
        index = FRAME_NONE;
    } else {
        board_event(b, EV_HOST_FRAME, guest_frame, index, 0, 0);
    }
    trace_because(&b->tracer, before);
    if (index == FRAME_NONE)
        vcpu_abandon(&b->cpu);
    return index;
}

struct page_view bus_page(struct board *b, uint64_t physical)
{
    uint32_t address = (uint32_t)physical;
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);
    struct frame *f;

    if (physical >> 32)
        return (struct page_view){0};
    if (entry_backing(entry) == BACKING_RAM) {
        if (board_first_touch(b, address >> FRAME_SHIFT) == FRAME_NONE)
            return (struct page_view){0};
        entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);
    }
    if (!entry_has_frame(entry) || entry_backing(entry) == BACKING_BROKEN)
        return (struct page_view){0};
    f = frame_at(b->pool, entry_value(entry));
    return (struct page_view){f->bytes, f->marks,
                              entry_backing(entry) == BACKING_FRAME};
}

static bool device_answers(const struct board *b, uint32_t address,
                           unsigned *device)
{
    uint32_t entry = second_level_entry(&b->memory, address >> FRAME_SHIFT);

    *device =
        entry_backing(entry) == BACKING_DEVICE ? entry_value(entry) : DEV_NONE;
    return *device != DEV_NONE;
}

static bool is_rom(const struct board *b, uint32_t address)
{
    enum backing backing =
        entry_backing(second_level_entry(&b->memory, address >> FRAME_SHIFT));

    return backing == BACKING_ROM || backing == BACKING_PROTECTED;
}

/* A store to upper memory that reads as ROM, but is written as RAM. */
static void write_behind(struct board *b, uint32_t address, unsigned bytes,
                         uint32_t value)
{
    uint32_t n = (address - UPPER_MEMORY) >> FRAME_SHIFT;
    struct frame *f;

    if (!b->s.upper.ram[n] &&
        board_first_touch(b, address >> FRAME_SHIFT) == FRAME_NONE)
        return;
    f = frame_at(b->pool, b->s.upper.ram[n] - 1);
    for (unsigned i = 0; i < bytes; i++)
        f->bytes[(address + i) & (FRAME_SIZE - 1)] =
            (uint8_t)(value >> (8 * i));
    f->marks[(address & (FRAME_SIZE - 1)) >> LINE_SHIFT] =
        origin_of_store(vcpu_origin(&b->cpu));
    b->pool->dirty[b->s.upper.ram[n] - 1] = 1;
}

/* No memory and no device answers above 4 GiB. */
static bool beyond(struct board *b, uint64_t address, uint32_t value,
                   unsigned bytes, bool write)
{
    if (!(address >> 32))
        return false;
    b->s.accesses++;
    b->s.unhandled.memory++;
    unhandled(b, UNHANDLED_MEMORY, address, value, bytes, write);
    return true;
}

uint32_t bus_read(struct board *b, uint64_t physical, unsigned bytes)
{
    uint32_t address = (uint32_t)physical;
    uint32_t value = 0xffffffffu >> (32 - 8 * bytes);
    unsigned device;
    bool answered = device_answers(b, address, &device);
    const uint8_t *broken = answered ? NULL : broken_page(b, address);
    uint64_t before;
    uint32_t state;

    if (beyond(b, physical, value, bytes, false))
        return value;
    if (broken) {
        b->s.accesses++;
        return broken_read(b, broken, address, bytes);
    }
    before = vm_exit(b, EXIT_MMIO, device, address, false);
    state = known_memory(b, device);
    b->s.accesses++;
    sight(b, (struct sighting){.kind = SAW_READ,
                               .a = address,
                               .origin = vcpu_origin(&b->cpu)});
    if (answered) {
        value = 0;
        for (unsigned i = 0; i < bytes; i++)
            value |= (uint32_t)device_rows[device].ops->mem_read(
                         b, board_device(b, device), address + i)
                     << (8 * i);
    } else {
        b->s.unhandled.memory++;
        unhandled(b, UNHANDLED_MEMORY, address, value, bytes, false);
    }
    access_event(b, EV_MMIO_READ, address, value, bytes, device, state);
    trace_because(&b->tracer, before);
    return value;
}

void bus_write(struct board *b, uint64_t physical, unsigned bytes,
               uint32_t value)
{
    uint32_t address = (uint32_t)physical;
    unsigned device;
    bool answered = device_answers(b, address, &device);
    uint8_t *broken = answered ? NULL : broken_page(b, address);
    uint64_t before;

    if (beyond(b, physical, value, bytes, true))
        return;
    if (broken) {
        b->s.accesses++;
        broken_write(b, broken, address, bytes, value);
        return;
    }
    if (memory_map_write_only(b, address)) {
        write_behind(b, address, bytes, value);
        return;
    }
    before = vm_exit(b, EXIT_MMIO, device, address, true);
    b->s.accesses++;
    access_event(b, EV_MMIO_WRITE, address, value, bytes, device,
                 answered ? known_memory(b, device) : is_rom(b, address));
    if (answered) {
        b->memory_written = true;
        for (unsigned i = 0; i < bytes; i++)
            device_rows[device].ops->mem_write(b, board_device(b, device),
                                               address + i,
                                               (uint8_t)(value >> (8 * i)));
    } else {
        b->s.unhandled.memory++;
        unhandled(b, is_rom(b, address) ? UNHANDLED_ROM : UNHANDLED_MEMORY,
                  address, value, bytes, true);
    }
    trace_because(&b->tracer, before);
}

/* --- ports ------------------------------------------------------------- */

/* Who answers at this port now. */
static unsigned port_owner(struct board *b, uint16_t port)
{
    unsigned device = b->port_device[port];

    if (device != DEV_NONE || b->bare)
        return device;
    for (unsigned i = 0; i < DEV_COUNT; i++)
        if (device_rows[i].ops->claims &&
            device_rows[i].ops->claims(board_device(b, i), port))
            return i;
    return DEV_NONE;
}

/* Ones, where nobody answers or the port is for writing alone. */
static uint32_t in_device(struct board *b, unsigned device, uint16_t port,
                          unsigned bytes)
{
    uint32_t value = UINT32_MAX;

    if (device != DEV_NONE && device_rows[device].ops->in)
        value = device_rows[device].ops->in(b, board_device(b, device), port,
                                            bytes);
    return value & 0xffffffffu >> (32 - 8 * bytes);
}

static void out_byte(struct board *b, uint16_t port, uint8_t value)
{
    unsigned device = port_owner(b, port);

    if (device != DEV_NONE)
        device_rows[device].ops->out(b, board_device(b, device), port, 1,
                                     value);
}

/* Does the device take the access as it is? */
static bool is_whole(unsigned device, unsigned bytes)
{
    return device != DEV_NONE && (bytes == 1 || device_rows[device].ops->wide);
}

uint32_t bus_in(struct board *b, uint16_t port, unsigned bytes)
{
    unsigned device = port_owner(b, port);
    uint64_t before = vm_exit(b, EXIT_IO, device, port, false);
    uint32_t value = 0, state = known(b, device, port);

    b->s.accesses++;
    if (is_whole(device, bytes))
        value = in_device(b, device, port, bytes);
    else
        for (unsigned i = 0; i < bytes; i++) {
            uint16_t next = (uint16_t)(port + i);

            value |= in_device(b, port_owner(b, next), next, 1) << (8 * i);
        }
    if (device == DEV_NONE) {
        b->s.unhandled.port++;
        unhandled(b, UNHANDLED_PORT, port, value, bytes, false);
    }
    access_event(b, EV_IO_IN, port, value, bytes, device, state);
    sight_port(b, port, value, false);
    trace_because(&b->tracer, before);
    return value;
}

void bus_out(struct board *b, uint16_t port, unsigned bytes, uint32_t value)
{
    unsigned device = port_owner(b, port);
    uint64_t before = vm_exit(b, EXIT_IO, device, port, true);

    b->s.accesses++;
    sight_port(b, port, value, true);
    access_event(b, EV_IO_OUT, port, value, bytes, device,
                 known(b, device, port));
    if (is_whole(device, bytes))
        device_rows[device].ops->out(b, board_device(b, device), port, bytes,
                                     value);
    else
        for (unsigned i = 0; i < bytes; i++)
            out_byte(b, (uint16_t)(port + i), (uint8_t)(value >> (8 * i)));
    if (device == DEV_NONE) {
        b->s.unhandled.port++;
        unhandled(b, UNHANDLED_PORT, port, value, bytes, true);
    }
    trace_because(&b->tracer, before);
}

uint32_t bus_port_origin(struct board *b, uint16_t port)
{
    switch (b->port_device[port]) {
    case DEV_ata:
        return ata_origin(&b->s.devices.ata);
    case DEV_ata2:
        return ata_origin(&b->s.devices.ata2);
    default:
        return 0;
    }
}

void bus_unhandled_msr(struct board *b, uint32_t number)
{
    (void)number;
    b->s.unhandled.msr++;
}

void bus_fpu_error(struct board *b, bool level)
{
    board_line(b, LINE_FERR, level);
}

uint8_t bus_acknowledge(struct board *b)
{
    struct pic *master = &b->s.devices.pic1;
    struct pic *slave = &b->s.devices.pic2;
    uint8_t vector = pic_acknowledge(b, master, slave);
    unsigned irq = vector & 7;
    const uint32_t entry[] = {1, vector};

    if ((vector & 0xf8) == (slave->icw2 & 0xf8))
        irq += 8;
    trace_because(&b->tracer, b->tracer.irq_cause[irq]);
    vm_exit(b, EXIT_EXTERNAL_INTERRUPT, DEV_NONE, irq, false);
    if (tracing(&b->tracer))
        trace_because(&b->tracer,
                      board_trace(b, EV_ENTRY, entry, ARRAY_LEN(entry)));
    return vector;
}
