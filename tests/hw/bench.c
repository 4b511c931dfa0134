/* SPDX-License-Identifier: MIT
 *
 * tests/hw/bench.c - a test bench: the functions of hw/board.h, recorded.
 */
#include "tests/hw/bench.h"

#include <string.h>

#define DRIVES      DRIVE_COUNT
#define MEMORY      0x40000u /* bytes of it; the rest reads as zeros */
#define EVENTS_KEPT 4096
#define OUTPUT_KEPT 4096

struct port_range {
    uint16_t first, last;
};

#define NO_PORTS                                                               \
    {                                                                          \
        1, 0                                                                   \
    }
#define DEVICE(id, type, unit, ...)                                            \
    static const struct port_range id##_ports[] = {__VA_ARGS__};
#include "hw/devices.def"
#undef DEVICE

static const struct {
    const struct port_range *range;
    unsigned ranges;
    unsigned unit;
} plan[DEV_COUNT] = {
#define DEVICE(id, type, unit, ...) {id##_ports, ARRAY_LEN(id##_ports), unit},
#include "hw/devices.def"
#undef DEVICE
};

#define SHADOW_PIECES (0x40000u / SHADOW_PIECE)

struct board {
    struct board_config config;
    uint64_t now;
    struct {
        const struct device_ops *ops;
        void *state;
        uint64_t deadline;
    } device[DEV_COUNT];
    struct {
        bool level;
        unsigned rises;
    } line[LINE_COUNT];
    struct bench_event event[EVENTS_KEPT];
    unsigned events[EV_COUNT];
    unsigned events_kept;
    struct {
        uint8_t image[BENCH_DISK_SECTORS * SECTOR_SIZE];
        bool fails;
        uint32_t fail_lba;
        unsigned reads, writes;
    } disk[DRIVES];
    struct {
        char byte[OUTPUT_KEPT + 1];
        size_t length;
    } output[STREAM_COUNT];
    uint8_t memory[MEMORY];
    unsigned shadow[SHADOW_PIECES];
    uint32_t video_place;
    bool video_written;
    unsigned resets[2];
    unsigned power_offs;
    unsigned unanswered;
    unsigned fails[256]; /* how often a weak part still fails */
};

static struct board bench;
static uint8_t video[VIDEO_MEMORY_BYTES];

struct board *bench_new(void)
{
    if (bench.video_written)
        memset(video, 0, sizeof video);
    memset(&bench, 0, sizeof bench);
    bench.config.ram_bytes = 16u << 20;
    bench.config.boot_order[0] = 2;
    for (unsigned i = 0; i < DEV_COUNT; i++)
        bench.device[i].deadline = BOARD_NEVER;
    return &bench;
}

struct board_config *bench_config(struct board *b)
{
    return &b->config;
}

void bench_power_on(struct board *b, enum device_id id,
                    const struct device_ops *ops, void *state)
{
    b->device[id].ops = ops;
    b->device[id].state = state;
    if (ops->power_on)
        ops->power_on(b, state, plan[id].unit);
    if (ops->reset)
        ops->reset(b, state);
}

void bench_reset(struct board *b)
{
    for (unsigned i = 0; i < DEV_COUNT; i++) {
        if (b->device[i].ops && b->device[i].ops->reset)
            b->device[i].ops->reset(b, b->device[i].state);
    }
}

/* Time */

static unsigned bench_next(const struct board *b)
{
    unsigned next = 0;

    for (unsigned i = 1; i < DEV_COUNT; i++) {
        if (b->device[i].deadline < b->device[next].deadline)
            next = i;
    }
    return next;
}

void bench_until(struct board *b, uint64_t when)
{
    for (;;) {
        unsigned id = bench_next(b);
        uint64_t deadline = b->device[id].deadline;

        if (deadline > when || deadline == BOARD_NEVER)
            break;
        if (deadline > b->now)
            b->now = deadline;
        b->device[id].deadline = BOARD_NEVER;
        b->device[id].ops->expire(b, b->device[id].state);
    }
    if (when > b->now)
        b->now = when;
}

void bench_wait(struct board *b, uint64_t ns)
{
    bench_until(b, b->now + ns);
}

uint64_t bench_deadline(const struct board *b, enum device_id id)
{
    return b->device[id].deadline;
}

uint64_t board_now(const struct board *b)
{
    return b->now;
}

void board_deadline(struct board *b, enum device_id dev, uint64_t when)
{
    b->device[dev].deadline = when;
}

/* Ports and memory windows */

static bool bench_has_port(unsigned id, uint16_t port)
{
    for (unsigned r = 0; r < plan[id].ranges; r++) {
        if (port >= plan[id].range[r].first && port <= plan[id].range[r].last)
            return true;
    }
    return false;
}

static unsigned bench_at_port(const struct board *b, uint16_t port)
{
    for (unsigned i = 0; i < DEV_COUNT; i++) {
        if (b->device[i].ops && bench_has_port(i, port))
            return i;
    }
    for (unsigned i = 0; i < DEV_COUNT; i++) {
        if (b->device[i].ops && b->device[i].ops->claims &&
            b->device[i].ops->claims(b->device[i].state, port))
            return i;
    }
    return DEV_NONE;
}

uint32_t bench_in_wide(struct board *b, uint16_t port, unsigned bytes)
{
    unsigned id = bench_at_port(b, port);
    uint32_t value = 0;

    if (id != DEV_NONE && b->device[id].ops->in &&
        (bytes == 1 || b->device[id].ops->wide))
        return b->device[id].ops->in(b, b->device[id].state, port, bytes);
    if (bytes == 1) {
        b->unanswered++;
        return 0xff;
    }
    for (unsigned i = 0; i < bytes; i++)
        value |= bench_in_wide(b, (uint16_t)(port + i), 1) << (8 * i);
    return value;
}

void bench_out_wide(struct board *b, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    unsigned id = bench_at_port(b, port);

    if (id != DEV_NONE && b->device[id].ops->out &&
        (bytes == 1 || b->device[id].ops->wide)) {
        b->device[id].ops->out(b, b->device[id].state, port, bytes, value);
    } else if (bytes == 1) {
        b->unanswered++;
    } else {
        for (unsigned i = 0; i < bytes; i++)
            bench_out_wide(b, (uint16_t)(port + i), 1,
                           (value >> (8 * i)) & 0xff);
    }
}

uint8_t bench_in(struct board *b, uint16_t port)
{
    return (uint8_t)bench_in_wide(b, port, 1);
}

void bench_out(struct board *b, uint16_t port, uint8_t value)
{
    bench_out_wide(b, port, 1, value);
}

unsigned bench_unanswered(const struct board *b)
{
    return b->unanswered;
}

uint8_t bench_mem_read(struct board *b, enum device_id id, uint32_t address)
{
    return b->device[id].ops->mem_read(b, b->device[id].state, address);
}

void bench_mem_write(struct board *b, enum device_id id, uint32_t address,
                     uint8_t value)
{
    b->device[id].ops->mem_write(b, b->device[id].state, address, value);
}

/* Wires */

void board_line(struct board *b, enum line line, bool level)
{
    if (b->line[line].level == level)
        return;
    b->line[line].level = level;
    b->line[line].rises += level;
    for (unsigned i = 0; i < DEV_COUNT; i++) {
        if (b->device[i].ops && b->device[i].ops->line)
            b->device[i].ops->line(b, b->device[i].state, line, level);
    }
}

bool board_level(struct board *b, enum line line)
{
    const struct device_ops *pit = b->device[DEV_pit].ops;

    if (line == LINE_OUT2 && pit && pit->level)
        return pit->level(b, b->device[DEV_pit].state, line);
    return b->line[line].level;
}

bool bench_line(const struct board *b, enum line line)
{
    return b->line[line].level;
}

unsigned bench_rises(const struct board *b, enum line line)
{
    return b->line[line].rises;
}

/* Events */

void board_event(struct board *b, enum event_kind kind, uint32_t a, uint32_t c,
                 uint32_t d, uint32_t e)
{
    b->events[kind]++;
    b->event[b->events_kept++ % EVENTS_KEPT] =
        (struct bench_event){b->now, kind, {a, c, d, e}};
}

unsigned bench_events(const struct board *b, enum event_kind kind)
{
    return b->events[kind];
}

const struct bench_event *bench_last(const struct board *b,
                                     enum event_kind kind)
{
    unsigned oldest =
        b->events_kept > EVENTS_KEPT ? b->events_kept - EVENTS_KEPT : 0;

    for (unsigned i = b->events_kept; i-- > oldest;) {
        if (b->event[i % EVENTS_KEPT].kind == kind)
            return &b->event[i % EVENTS_KEPT];
    }
    return NULL;
}

/* The host */

uint8_t *bench_disk(struct board *b, unsigned drive, uint64_t sectors)
{
    b->config.disk_sectors[drive] = sectors;
    return b->disk[drive].image;
}

void bench_disk_fail(struct board *b, unsigned drive, uint32_t lba)
{
    b->disk[drive].fails = true;
    b->disk[drive].fail_lba = lba;
}

unsigned bench_disk_reads(const struct board *b, unsigned drive)
{
    return b->disk[drive].reads;
}

unsigned bench_disk_writes(const struct board *b, unsigned drive)
{
    return b->disk[drive].writes;
}

static bool bench_sector_works(const struct board *b, unsigned drive,
                               uint32_t lba)
{
    return drive < DRIVES && lba < b->config.disk_sectors[drive] &&
           !(b->disk[drive].fails && b->disk[drive].fail_lba == lba);
}

bool board_disk_read(struct board *b, unsigned drive, uint32_t lba,
                     uint8_t sector[SECTOR_SIZE])
{
    if (!bench_sector_works(b, drive, lba))
        return false;
    b->disk[drive].reads++;
    if (lba < BENCH_DISK_SECTORS)
        memcpy(sector, b->disk[drive].image + (size_t)lba * SECTOR_SIZE,
               SECTOR_SIZE);
    else
        memset(sector, 0, SECTOR_SIZE);
    return true;
}

bool board_disk_write(struct board *b, unsigned drive, uint32_t lba,
                      const uint8_t sector[SECTOR_SIZE])
{
    if (!bench_sector_works(b, drive, lba))
        return false;
    b->disk[drive].writes++;
    if (lba < BENCH_DISK_SECTORS)
        memcpy(b->disk[drive].image + (size_t)lba * SECTOR_SIZE, sector,
               SECTOR_SIZE);
    return true;
}

void board_output(struct board *b, enum host_stream stream, uint8_t byte)
{
    if (b->output[stream].length < OUTPUT_KEPT)
        b->output[stream].byte[b->output[stream].length++] = (char)byte;
}

const char *bench_output(const struct board *b, enum host_stream stream)
{
    return b->output[stream].byte;
}

size_t bench_output_length(const struct board *b, enum host_stream stream)
{
    return b->output[stream].length;
}

const struct board_config *board_config(const struct board *b)
{
    return &b->config;
}

void board_reset(struct board *b, enum reset_kind kind)
{
    b->resets[kind]++;
}

unsigned bench_resets(const struct board *b, enum reset_kind kind)
{
    return b->resets[kind];
}

uint8_t board_memory_read(struct board *b, uint32_t address)
{
    return address < MEMORY ? b->memory[address] : 0;
}

void board_memory_write(struct board *b, uint32_t address, uint8_t byte,
                        uint32_t origin)
{
    (void)origin;
    if (address < MEMORY)
        b->memory[address] = byte;
}

void board_shadow(struct board *b, uint32_t address, uint32_t bytes, bool read,
                  bool write)
{
    for (uint32_t at = address; at < address + bytes; at += SHADOW_PIECE)
        b->shadow[(at - UPPER_MEMORY) / SHADOW_PIECE] = read + 2u * write;
}

unsigned bench_shadow(const struct board *b, uint32_t address)
{
    return b->shadow[(address - UPPER_MEMORY) / SHADOW_PIECE];
}

void board_video_place(struct board *b, uint32_t place)
{
    b->video_place = place;
}

uint32_t bench_video_place(const struct board *b)
{
    return b->video_place;
}

void board_video_read(const struct board *b, uint32_t offset, uint8_t *bytes,
                      uint32_t count)
{
    (void)b;
    for (uint32_t i = 0; i < count; i++)
        bytes[i] = offset + i < sizeof video ? video[offset + i] : 0;
}

void board_video_write(struct board *b, uint32_t offset, uint8_t byte)
{
    b->video_written = true;
    if (offset < sizeof video)
        video[offset] = byte;
}

void board_video_clear(struct board *b, uint32_t bytes)
{
    (void)b;
    memset(video, 0, bytes < sizeof video ? bytes : sizeof video);
}

bool board_plugged(const struct board *b, enum device_id dev)
{
    return b->device[dev].ops != NULL;
}

void board_power_off(struct board *b)
{
    b->power_offs++;
}

unsigned bench_power_offs(const struct board *b)
{
    return b->power_offs;
}

void *board_device(struct board *b, enum device_id dev)
{
    return b->device[dev].state;
}

/* Weak parts */

void bench_weaken(struct board *b, uint8_t number, unsigned times)
{
    b->fails[number] = times;
}

bool board_fails(struct board *b, uint8_t number)
{
    if (!b->fails[number])
        return false;
    b->fails[number]--;
    return true;
}
