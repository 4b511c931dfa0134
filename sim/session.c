/* SPDX-License-Identifier: MIT
 *
 * sim/session.c - one machine on one host: opening and running it.
 */
#include <stdlib.h>
#include <string.h>

#include "hw/floppy_media.h"
#include "phases/images.h"
#include "sim/boot_disk.h"
#include "sim/session_state.h"

#define FLOPPY_1440 2880u
#define FLOPPY_2880 5760u

const char *const vm_model_name[MODEL_COUNT] = {
    [MODEL_386] = "386",
    [MODEL_486] = "486",
    [MODEL_PENTIUM] = "pentium",
    [MODEL_I686] = "i686",
};

const char *const vm_machine_name[VM_MACHINES] = {
    [VM_PC] = "pc",
    [VM_ISA] = "isa",
};

/* --- opening ----------------------------------------------------------- */

static bool read_bundled(void *context, uint64_t lba, uint32_t count,
                         uint8_t *bytes)
{
    (void)context;
    memcpy(bytes, bundled_disk + lba * DISK_SECTOR,
           (size_t)count * DISK_SECTOR);
    return true;
}

/* A byte left the machine: hand it on, and look for the texts waited for. */
static void on_output(void *context, enum host_stream stream, uint8_t byte)
{
    struct session *s = context;

    if (stream == STREAM_COM1) {
        output_tail_add(&s->play.tail, byte);
        watch_look(s, LOOK_OUTPUT);
    }
    /* What was handed on before a rewind is not handed on again. */
    if (++s->play.out_count[stream] <= s->out_delivered[stream])
        return;
    s->out_delivered[stream]++;
    if (s->output)
        s->output(s->output_context, (enum session_stream)stream, byte);
}

/* Where the CD-ROM drive is: the master of the second channel, if it is free.
 */
static uint8_t cd_place(const struct session_config *c)
{
    static const uint8_t places[] = {2, 3, 1};

    for (unsigned i = 0; i < ARRAY_LEN(places); i++)
        if (!c->disk[places[i]].sectors)
            return places[i];
    return SESSION_DISKS;
}

static bool check_config(const struct session_config *c, struct error *err)
{
    if (c->ram_bytes &&
        (c->ram_bytes < SESSION_RAM_MIN || c->ram_bytes > SESSION_RAM_MAX ||
         c->ram_bytes % FRAME_SIZE))
        return error_set(err, "RAM is 1 MiB to 2 GiB, in units of 4 KiB");
    if (c->rom &&
        (c->rom_bytes < SESSION_ROM_MIN || c->rom_bytes > SESSION_ROM_MAX ||
         c->rom_bytes % SESSION_ROM_UNIT))
        return error_set(err,
                         "a BIOS image is 64 KiB to 16 MiB long, in units "
                         "of 64 KiB; this one has %u bytes",
                         c->rom_bytes);
    if (c->vga_rom && (!c->vga_rom_bytes || c->vga_rom_bytes > SESSION_VGA_MAX))
        return error_set(err, "a VGA BIOS has at most 64 KiB");
    if (c->cdrom[0].sectors && cd_place(c) == SESSION_DISKS)
        return error_set(err, "with four disks there is no place for a CD-ROM "
                              "drive");
    return true;
}

static void set_disks(struct machine_config *m, const struct session_config *c)
{
    for (unsigned i = 0; i < SESSION_DISKS; i++)
        m->disk[i] = (struct disk_source){c->disk[i].sectors, c->disk[i].read,
                                          c->disk[i].context};
    for (unsigned i = 0; i < SESSION_FLOPPIES; i++)
        m->disk[DRIVE_FLOPPY + i] = (struct disk_source){
            c->floppy[i].sectors, c->floppy[i].read, c->floppy[i].context};
    for (unsigned i = 0; i < SESSION_DISCS; i++)
        m->disk[DRIVE_CD + i] = (struct disk_source){
            c->cdrom[i].sectors, c->cdrom[i].read, c->cdrom[i].context};
    m->board.cd_place = cd_place(c);
    if (c->bundled_disk)
        m->disk[0] = (struct disk_source){
            (uint64_t)(bundled_disk_end - bundled_disk) / DISK_SECTOR,
            read_bundled, NULL};
}

/* A disk that was put into a drive is meant to be booted. */
static void default_order(uint8_t order[3], const struct session_config *c)
{
    if (c->floppy[0].sectors)
        *order++ = BOOT_FLOPPY;
    if (c->cdrom[0].sectors)
        *order++ = BOOT_CDROM;
    *order = BOOT_DISK;
}

/* Software that is shorter than a disk is on a 1.44 MB disk. */
uint64_t session_floppy_sectors(uint64_t bytes)
{
    uint64_t sectors = (bytes + DISK_SECTOR - 1) / DISK_SECTOR;

    if (floppy_media(sectors))
        return sectors;
    if (sectors <= FLOPPY_1440)
        return FLOPPY_1440;
    return sectors <= FLOPPY_2880 ? FLOPPY_2880 : 0;
}

static struct machine_config machine_of(struct session *s,
                                        const struct session_config *c)
{
    struct machine_config m = {
        .model = (enum cpu_model)c->model,
        .rom = c->rom ? c->rom : bundled_bios,
        .rom_bytes =
            c->rom ? c->rom_bytes : (uint32_t)(bundled_bios_end - bundled_bios),
        .reset_on_triple_fault = c->reset_on_triple_fault,
        .host = {on_output, faults_fail, s},
        .sink = {c->sink.event ? watch_event : NULL, s},
        .detail = c->detail,
    };

    m.board.ram_bytes = c->ram_bytes ? c->ram_bytes : 16u << 20;
    m.board.machine = c->machine;
    m.board.vga_rom = c->vga_rom;
    m.board.vga_rom_bytes = c->vga_rom ? c->vga_rom_bytes : 0;
    m.board.rtc_seconds = SESSION_RTC_START;
    memcpy(m.board.boot_order, c->boot_order, sizeof m.board.boot_order);
    if (!c->boot_order[0])
        default_order(m.board.boot_order, c);
    set_disks(&m, c);
    return m;
}

struct session *session_open(const struct session_config *config,
                             struct error *err)
{
    struct session *s;
    struct machine_config m;
    uint32_t frames;

    if (!check_config(config, err))
        return NULL;
    s = calloc(1, sizeof *s);
    if (!s) {
        error_set(err, "the host has no memory for a session");
        return NULL;
    }
    s->output = config->output;
    s->output_context = config->output_context;
    s->sink = config->sink;
    s->detail = config->detail;
    m = machine_of(s, config);
    frames = (uint32_t)((m.board.ram_bytes + m.rom_bytes + VIDEO_MEMORY_BYTES +
                         m.board.vga_rom_bytes + FRAME_SIZE - 1) >>
                        FRAME_SHIFT);
    if (!frame_pool_init(&s->pool, frames)) {
        error_set(err, "the host has no memory for the frame pool");
        free(s);
        return NULL;
    }
    if (!machine_create(&s->machine, &s->pool, &m, err) ||
        !boot_disk_change(&s->machine.board.disk[0], config->kernel,
                          config->kernel_bytes, config->append, err) ||
        !faults_power_on(s, config, err)) {
        session_close(s);
        return NULL;
    }
    machine_start(&s->machine);
    s->machine.board.stop_on_step = true;
    s->play.step = session_step(s);
    return s;
}

void session_close(struct session *s)
{
    if (!s)
        return;
    for (unsigned i = 0; i < s->typing_count; i++)
        free(s->typing[i].values);
    timeline_stop(&s->timeline);
    machine_destroy(&s->machine);
    frame_pool_free(&s->pool);
    free(s->typing);
    free(s);
}

/* --- moments ----------------------------------------------------------- */

void session_until(struct session *s, const struct moment *m)
{
    s->until = *m;
    s->has_until = true;
    s->play.until = (struct moment_play){0};
}

void session_limit(struct session *s, uint64_t icount)
{
    s->limit = icount;
}

static const struct typing *next_typing(const struct session *s)
{
    return s->play.typed < s->typing_count ? &s->typing[s->play.typed] : NULL;
}

/* What a moment waits for may be so already. */
static void look_now(struct session *s)
{
    watch_tap(s);
    watch_look(s, LOOK_POSITION);
}

static bool type_next(struct session *s, const struct typing *t)
{
    const struct input in = {session_now(s), t->kind,
                             t->values[s->play.position]};

    return session_apply(s, &in);
}

/* Put as many of the due inputs into their queue as it takes. */
static void type_keys(struct session *s)
{
    const struct typing *t;

    while ((t = next_typing(s)) && s->play.typing.came) {
        while (s->play.position < t->count && type_next(s, t))
            s->play.position++;
        if (s->play.position < t->count)
            return;
        s->play.typed++;
        s->play.position = 0;
        s->play.typing = (struct moment_play){0};
        look_now(s);
    }
}

/* --- running ----------------------------------------------------------- */

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The end of the next instruction; of an idle wait, its end at the latest. */
static uint64_t next_boundary(const struct machine *m)
{
    uint64_t now = machine_now(m), next = now + 1;

    if (machine_is_idle(m)) {
        next = board_next_deadline(&m->board);
        next = earlier(next, machine_input_due(m));
    }
    return next > now ? next : now + 1;
}

/* Latest time to which the machine may run before somebody must look. */
static uint64_t next_look(const struct session *s, uint64_t until)
{
    const struct cpu_state *cpu = &s->machine.board.cpu.s;
    uint64_t icount = s->limit ? s->limit : UINT64_MAX;

    watch_next(s, &icount, &until);
    /* A text that is due, but did not fit into the queue of keys, goes there
     * before the keyboard has emptied it. */
    if ((s->waits & BIT(MOMENT_SCREEN)) || s->play.typing.came)
        until =
            earlier(until, (cpu->tick / SCREEN_EVERY_NS + 1) * SCREEN_EVERY_NS);
    until = earlier(until, fault_play_next(&s->faults));
    if (s->waits & BIT(MOMENT_CHANGE))
        until = earlier(until, next_boundary(&s->machine));
    until = earlier(until,
                    timeline_next(&s->timeline, &s->machine, s->play.inputs));
    if (icount <= cpu->icount || icount - cpu->icount > UINT32_MAX)
        return until;
    return earlier(until, cpu->tick +
                              (icount - cpu->icount) * cpu->ns_per_instruction);
}

/* Inputs of the log that belong to this position. */
static void apply_inputs(struct session *s)
{
    const struct input *in;

    while ((in = timeline_input(&s->timeline, s->play.inputs)) &&
           in->tick <= machine_now(&s->machine)) {
        s->play.inputs++;
        session_apply(s, in);
    }
}

void session_run_part(struct session *s, uint64_t until)
{
    struct machine *m = &s->machine;
    bool whole;

    apply_inputs(s);
    watch_tap(s);
    if (s->waits & BIT(MOMENT_CHANGE))
        s->before = m->board.cpu.s;
    faults_act(s);
    machine_run(m, next_look(s, until));
    whole =
        machine_now(m) % SCREEN_EVERY_NS < m->board.cpu.s.ns_per_instruction;
    watch_changes(s);
    watch_look(s, whole ? LOOK_SCREEN : LOOK_POSITION);
    type_keys(s);
    timeline_reached(&s->timeline);
}

static bool is_found(const struct session *s)
{
    return s->search && s->search->first && s->search->found;
}

bool session_run(struct session *s, uint64_t until)
{
    look_now(s);
    while (session_end(s) == END_NOT_YET && session_now(s) < until &&
           !is_found(s))
        session_run_part(s, until);
    return session_end(s) == END_NOT_YET;
}

enum session_end session_end(const struct session *s)
{
    static const enum session_end ends[] = {
        [VM_HALTED] = END_HALTED,       [VM_HUNG] = END_HUNG,
        [VM_SHUT_DOWN] = END_SHUT_DOWN, [VM_CRASHED] = END_CRASHED,
        [VM_PAUSED] = END_NO_MEMORY,
    };

    if (!machine_alive(&s->machine))
        return ends[s->machine.life.state];
    if (s->play.until.came)
        return END_UNTIL;
    if (s->limit && session_icount(s) >= s->limit)
        return END_LIMIT;
    return END_NOT_YET;
}

uint64_t session_now(const struct session *s)
{
    return s->machine.board.cpu.s.tick;
}

uint64_t session_idle(const struct session *s)
{
    return s->machine.board.s.idle_ns;
}

uint64_t session_icount(const struct session *s)
{
    return s->machine.board.cpu.s.icount;
}

enum step session_step(const struct session *s)
{
    return (enum step)s->machine.board.s.recogniser.step;
}

uint64_t session_hash(const struct session *s)
{
    return machine_hash(&s->machine);
}
