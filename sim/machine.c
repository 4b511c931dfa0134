/* SPDX-License-Identifier: MIT
 *
 * sim/machine.c - the life of a virtual machine.
 */
#include "sim/machine.h"

#include "sim/words.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define WATCH_EVERY_NS UINT64_C(200000000)
#define WATCH_SHORT    1024u
#define WATCH_LONG     (1024u * 1024u)
#define WATCH_SHARE    256u /* at most one instruction in 256 is watched */
#define WATCH_RETURNS  4u   /* each costs a hash of RAM */
#define PIC_CASCADE    BIT(2)
#define KEY_RETRY_NS   UINT64_C(1000000)

/* Did the guest bring it about, by the event that the tracer remembers? */
static bool has_cause(enum vm_reason reason)
{
    return reason >= REASON_SOFT_OFF && reason <= REASON_HALT_FOREVER;
}

static void set_state(struct machine *m, enum vm_state state,
                      enum vm_reason reason)
{
    struct tracer *t = &m->board.tracer;
    uint64_t before = trace_because(t, has_cause(reason) ? t->life_cause : 0);

    board_event(&m->board, EV_VM_STATE, m->life.state, state, reason, 0);
    trace_because(t, before);
    m->life.state = state;
    m->life.reason = reason;
}

/* --- power-on ---------------------------------------------------------- */

static bool open_disks(struct machine *m, const struct machine_config *config,
                       struct error *err)
{
    struct board *b = &m->board;

    for (unsigned i = 0; i < BOARD_DISKS; i++) {
        if (!disk_open(&b->disk[i], &config->disk[i]))
            return error_set(err, "%s: the image cannot be read",
                             words_drive(i));
        b->config.disk_sectors[i] = config->disk[i].sectors;
        if (config->disk[i].sectors)
            board_event(b, EV_HOST_IMAGE, i, (uint32_t)config->disk[i].sectors,
                        (uint32_t)(b->disk[i].hash >> 32),
                        (uint32_t)b->disk[i].hash);
    }
    return true;
}

static void announce(struct machine *m)
{
    struct board *b = &m->board;

    board_event(b, EV_HOST_VCPU, b->cpu.s.model, b->cpu.s.ns_per_instruction, 0,
                0);
    for (unsigned i = 0; i < DEV_COUNT; i++)
        if (board_has(b, i))
            board_event(b, EV_HOST_DEVICE, i, 0, 0, 0);
}

bool machine_create(struct machine *m, struct frame_pool *pool,
                    const struct machine_config *config, struct error *err)
{
    struct board *b = &m->board;
    uint32_t ns = config->ns_per_instruction
                      ? config->ns_per_instruction
                      : cpu_models[config->model].ns_per_instruction;

    memset(m, 0, sizeof *m);
    m->pool = pool;
    m->reset_on_triple_fault = config->reset_on_triple_fault;
    m->life.watch.next = WATCH_EVERY_NS;
    m->life.watch.length = WATCH_SHORT;
    b->bare = config->bare;
    b->host = config->host;
    b->tracer.sink = config->sink;
    if (!board_init(b, pool, &config->board, config->rom, config->rom_bytes))
        return error_set(err, "the host has no memory for this machine");
    vcpu_trace(&b->cpu, config->sink.event != NULL, config->detail);
    vcpu_power_on(&b->cpu, config->model, ns);
    recogniser_reset(&b->s.recogniser, STEP_ALLOCATE);
    board_event(b, EV_HOST_MEMORY, (uint32_t)(config->board.ram_bytes >> 10), 0,
                0, 0);
    if (!open_disks(m, config, err))
        return false;
    board_power_on(b);
    if (!memory_map_power_on(b))
        return error_set(err, "the host has no memory for this machine");
    announce(m);
    return true;
}

void machine_destroy(struct machine *m)
{
    board_free(&m->board);
}

void machine_start(struct machine *m)
{
    board_enter_step(&m->board, STEP_RELEASE, 0);
    set_state(m, VM_RUNNING, REASON_POWER_ON);
}

/* --- the end of an instruction ----------------------------------------- */

static void reset(struct machine *m, enum reset_kind kind,
                  enum vm_reason reason)
{
    set_state(m, VM_RESET, reason);
    board_pulse_reset(&m->board, kind);
    board_enter_step(&m->board, STEP_RELEASE, kind);
    set_state(m, VM_RUNNING, reason);
}

static void triple_fault(struct machine *m)
{
    if (m->reset_on_triple_fault)
        reset(m, RESET_CPU, REASON_TRIPLE_FAULT);
    else
        set_state(m, VM_CRASHED, REASON_TRIPLE_FAULT);
}

/* Can an interrupt reach the processor at all? */
static bool interrupts_possible(const struct machine *m)
{
    const struct pic *master = &m->board.s.devices.pic1;
    const struct pic *slave = &m->board.s.devices.pic2;
    unsigned open = master->ready ? ~master->imr & 0xffu : 0;

    if (!slave->ready || slave->imr == 0xff)
        open &= ~PIC_CASCADE;
    return (m->board.cpu.s.eflags & FLAG_IF) && open;
}

bool machine_is_idle(const struct machine *m)
{
    const struct cpu_state *s = &m->board.cpu.s;

    return s->activity == CPU_HALTED && !s->nmi_pending &&
           !(s->intr && (s->eflags & FLAG_IF));
}

uint64_t machine_input_due(const struct machine *m)
{
    const struct machine_life *life = &m->life;
    uint64_t keys = life->keys.count ? life->keys_after : UINT64_MAX;
    uint64_t moves = life->moves.count ? life->moves_after : UINT64_MAX;

    return keys < moves ? keys : moves;
}

/* HLT: time jumps to the next thing that can happen. */
static void idle(struct machine *m, uint64_t until)
{
    struct board *b = &m->board;
    struct cpu_state *s = &b->cpu.s;
    uint64_t next = board_next_deadline(b);

    if (!interrupts_possible(m) && !(s->intr && (s->eflags & FLAG_IF)) &&
        !s->nmi_pending) {
        set_state(m, VM_HALTED, REASON_HALT_FOREVER);
        return;
    }
    if (!machine_is_idle(m))
        return;
    if (machine_input_due(m) < next)
        next = machine_input_due(m);
    if (next > until)
        next = until;
    if (next > s->tick) {
        b->s.idle_ns += next - s->tick;
        s->tick = next;
        b->cpu.end_tick = next;
    }
}

/* The processor has stopped for good, but the serial ports still send what
 * they hold. */
static void drain_serial(struct machine *m)
{
    static const enum device_id ports[] = {DEV_com1, DEV_com2};
    struct board *b = &m->board;

    for (unsigned i = 0; i < ARRAY_LEN(ports); i++)
        for (unsigned n = 0;
             n < 2 * UART_FIFO && b->s.deadline[ports[i]] != BOARD_NEVER; n++) {
            if (b->s.deadline[ports[i]] > machine_now(m))
                b->cpu.s.tick = b->cpu.end_tick = b->s.deadline[ports[i]];
            b->s.deadline[ports[i]] = BOARD_NEVER;
            device_rows[ports[i]].ops->expire(b, board_device(b, ports[i]));
        }
}

/* What the instruction or the devices asked for. */
static void settle(struct machine *m, uint64_t until)
{
    struct board *b = &m->board;

    if (b->out_of_frames)
        set_state(m, VM_PAUSED, REASON_NO_HOST_MEMORY);
    else if (b->s.power_off_asked)
        set_state(m, VM_SHUT_DOWN, REASON_SOFT_OFF);
    else if (b->s.reset_asked)
        reset(m, (enum reset_kind)(b->s.reset_asked - 1),
              b->s.reset_asked == 1 + RESET_CPU ? REASON_RESET_CPU
                                                : REASON_RESET_BOARD);
    else if (b->cpu.s.activity == CPU_SHUTDOWN)
        triple_fault(m);
    else if (b->cpu.s.activity == CPU_HALTED)
        idle(m, until);
}

void machine_settle(struct machine *m)
{
    settle(m, machine_now(m));
}

/* --- keys and the mouse ------------------------------------------------ */

/* Offer the next key code, with its prefixes, to the keyboard. */
static void offer_key(struct machine *m)
{
    struct key_queue *q = &m->life.keys;
    uint8_t code[3];
    unsigned n = 0;
    bool taken;

    do {
        code[n] = q->bytes[(q->first + n) % KEY_QUEUE];
    } while (n < 2 && n + 1 < q->count &&
             (code[n] == 0xe0 || code[n] == 0xf0) && ++n);
    n++;
    m->life.keys_after = machine_now(m) + KEY_RETRY_NS;
    taken = kbc_key(&m->board, &m->board.s.devices.kbc, code, n);
    trace_because(&m->board.tracer, 0);
    if (!taken)
        return;
    q->first = (q->first + n) % KEY_QUEUE;
    q->count -= n;
}

static void offer_move(struct machine *m)
{
    struct mouse_queue *q = &m->life.moves;
    bool taken = kbc_move(&m->board, &m->board.s.devices.kbc,
                          &q->moves[q->first % MOUSE_QUEUE]);

    m->life.moves_after = machine_now(m) + KEY_RETRY_NS;
    trace_because(&m->board.tracer, 0);
    if (!taken)
        return;
    q->first = (q->first + 1) % MOUSE_QUEUE;
    q->count--;
}

/* --- endless loops ----------------------------------------------------- */

static void hash_memory(const struct machine *m, XXH3_state_t *state)
{
    const struct frame_pool *pool = m->pool;

    for (uint32_t i = m->board.rom_frames; i < pool->used; i++) {
        const struct frame *f = frame_at(pool, i);
        uint32_t marks[LINES_PER_FRAME];

        for (unsigned n = 0; n < LINES_PER_FRAME; n++)
            marks[n] = f->marks[n] & ~ORIGIN_CODE;
        XXH3_64bits_update(state, &pool->guest[i], sizeof pool->guest[i]);
        XXH3_64bits_update(state, f->bytes, sizeof f->bytes);
        XXH3_64bits_update(state, marks, sizeof marks);
    }
}

static uint64_t memory_hash(const struct machine *m)
{
    XXH3_state_t *state = XXH3_createState();
    uint64_t hash;

    XXH3_64bits_reset(state);
    hash_memory(m, state);
    hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return hash;
}

/* The same state, but for the clocks. */
static bool same_cpu(const struct cpu_state *a, const struct cpu_state *b)
{
    struct cpu_state x;

    if (a->eip != b->eip)
        return false;
    x = *a;
    x.tick = b->tick;
    x.icount = b->icount;
    return memcmp(&x, b, sizeof x) == 0;
}

/* The 8042 may be about to pull RESET, which ends any loop. */
static bool reset_possible(const struct machine *m)
{
    return m->board.s.deadline[DEV_kbc] != BOARD_NEVER;
}

static void begin_watch(struct machine *m)
{
    struct loop_watch *w = &m->life.watch;
    const struct cpu_state *s = &m->board.cpu.s;

    w->next = s->tick + WATCH_EVERY_NS;
    if (interrupts_possible(m) || reset_possible(m) ||
        s->activity != CPU_RUNNING)
        return;
    w->next += (uint64_t)WATCH_SHARE * w->length * s->ns_per_instruction;
    w->cpu = *s;
    w->accesses = m->board.s.accesses;
    w->returns = 0;
    w->left = w->length;
}

/* The CPU is as it was when the watch began. RAM may take some rounds more. */
static void watch_return(struct machine *m)
{
    struct loop_watch *w = &m->life.watch;
    uint64_t memory = memory_hash(m);

    if (w->returns == 0)
        w->memory = memory;
    else if (memory == w->memory)
        set_state(m, VM_HUNG, REASON_LOOP_FOREVER);
    if (++w->returns > WATCH_RETURNS)
        w->left = 0;
}

static void watch(struct machine *m)
{
    struct loop_watch *w = &m->life.watch;

    w->left--;
    if (m->board.s.accesses != w->accesses || interrupts_possible(m)) {
        w->left = 0;
        w->length = WATCH_SHORT;
    } else if (same_cpu(&w->cpu, &m->board.cpu.s)) {
        watch_return(m);
    } else if (w->left == 0 && w->returns < 2 && w->length < WATCH_LONG) {
        w->length *= 4;
    }
}

/* --- running ----------------------------------------------------------- */

static uint64_t earliest(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

void machine_yield(struct machine *m)
{
    m->yield = true;
    vcpu_stop(&m->board.cpu);
}

/* How far the processor may run before someone else must have a look. */
static uint64_t next_stop(const struct machine *m, uint64_t until)
{
    uint64_t next;

    if (m->life.watch.left)
        return machine_now(m) + 1;
    next = earliest(until, board_next_deadline(&m->board));
    next = earliest(next, recogniser_due(&m->board.s.recogniser));
    next = earliest(next, machine_input_due(m));
    return earliest(next, m->life.watch.next);
}

/* Let the devices and the user have their turn. */
static void serve(struct machine *m)
{
    struct board *b = &m->board;

    if (board_next_deadline(b) <= machine_now(m)) {
        board_expire(b);
        settle(m, machine_now(m));
    }
    board_sight_time(b);
    if (m->life.keys.count && m->life.keys_after <= machine_now(m))
        offer_key(m);
    if (m->life.moves.count && m->life.moves_after <= machine_now(m))
        offer_move(m);
}

void machine_run(struct machine *m, uint64_t until)
{
    struct board *b = &m->board;
    uint64_t steps = b->steps_changed;

    m->yield = false;
    while (machine_alive(m) && machine_now(m) < until && !m->yield &&
           !(b->stop_on_step && steps != b->steps_changed) &&
           !(m->until_awake && !machine_is_idle(m))) {
        uint64_t next = next_stop(m, until), before = machine_now(m);

        vcpu_run(&b->cpu, next);
        if (machine_now(m) != before)
            m->life.busy_until = machine_now(m);
        settle(m, next);
        if (machine_alive(m))
            serve(m);
        if (!machine_alive(m))
            break;
        if (m->life.watch.left)
            watch(m);
        else if (machine_now(m) >= m->life.watch.next)
            begin_watch(m);
    }
    if (!machine_alive(m) && m->life.state != VM_SHUT_DOWN)
        drain_serial(m);
}

uint64_t machine_hash(const struct machine *m)
{
    const struct board *b = &m->board;
    XXH3_state_t *state = XXH3_createState();
    uint64_t hash;

    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, &b->cpu.s, sizeof b->cpu.s);
    XXH3_64bits_update(state, &b->s, sizeof b->s);
    hash_memory(m, state);
    for (unsigned i = 0; i < BOARD_DISKS; i++)
        for (uint32_t n = 0; n < b->disk[i].written_count; n++)
            XXH3_64bits_update(state, &b->disk[i].written[n],
                               sizeof b->disk[i].written[n]);
    hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return hash;
}
