/* SPDX-License-Identifier: MIT
 *
 * tests/hw/bench.h - a test bench: the functions of hw/board.h for one
 * device, or for a few wired together, with every wire and event recorded.
 *
 *     struct board *b = bench_new();
 *     struct pit pit = {0};
 *
 *     bench_power_on(b, DEV_pit, &pit_ops, &pit);
 *     bench_out(b, 0x43, 0x34);
 *     bench_wait(b, 1000);
 *     CU_ASSERT_EQUAL(bench_in(b, 0x40), 0xff);
 */
#ifndef TESTS_HW_BENCH_H
#define TESTS_HW_BENCH_H

#include "hw/device.h"

struct bench_event {
    uint64_t when;
    enum event_kind kind;
    uint32_t arg[4];
};

#define BENCH_DISK_SECTORS 512

/* An empty bench at time 0: 16 MiB of RAM, no drive. There is one bench; it
 * is cleared by this call. */
struct board *bench_new(void);

/* The configuration; change it before bench_power_on(). */
struct board_config *bench_config(struct board *b);

/* Put a device on the bench (its state all zero) and switch it on. */
void bench_power_on(struct board *b, enum device_id id,
                    const struct device_ops *ops, void *state);

/* Pulse RESET to all devices on the bench. */
void bench_reset(struct board *b);

/* Let time pass, to a moment or by some ns; deadlines fire in order. */
void bench_until(struct board *b, uint64_t when);
void bench_wait(struct board *b, uint64_t ns);

/* The deadline that a device has set; BOARD_NEVER: none. */
uint64_t bench_deadline(const struct board *b, enum device_id id);

/* Access to the port map of hw/devices.def, with claims() and wide bus. An
 * unanswered read gives all ones and counts in bench_unanswered(). */
uint8_t bench_in(struct board *b, uint16_t port);
void bench_out(struct board *b, uint16_t port, uint8_t value);
uint32_t bench_in_wide(struct board *b, uint16_t port, unsigned bytes);
void bench_out_wide(struct board *b, uint16_t port, unsigned bytes,
                    uint32_t value);
unsigned bench_unanswered(const struct board *b);

/* Memory window of one device, one byte at a time. */
uint8_t bench_mem_read(struct board *b, enum device_id id, uint32_t address);
void bench_mem_write(struct board *b, enum device_id id, uint32_t address,
                     uint8_t value);

/* A wire: its level as last driven, how often it has risen. A test may drive
 * a wire itself with board_line(). */
bool bench_line(const struct board *b, enum line line);
unsigned bench_rises(const struct board *b, enum line line);

/* Recorded events: how many of a kind; the newest of a kind, NULL: none. */
unsigned bench_events(const struct board *b, enum event_kind kind);
const struct bench_event *bench_last(const struct board *b,
                                     enum event_kind kind);

/* Give drive 0..3 `sectors` sectors (set in the configuration too). The
 * first BENCH_DISK_SECTORS are kept in the returned image, the others read
 * as zeros. A sector set to fail is one that the host cannot deliver. */
uint8_t *bench_disk(struct board *b, unsigned drive, uint64_t sectors);
void bench_disk_fail(struct board *b, unsigned drive, uint32_t lba);
unsigned bench_disk_reads(const struct board *b, unsigned drive);
unsigned bench_disk_writes(const struct board *b, unsigned drive);

/* What left the machine on a stream, as a string, and its length. */
const char *bench_output(const struct board *b, enum host_stream stream);
size_t bench_output_length(const struct board *b, enum host_stream stream);

/* What board_shadow() said last of the piece at an address: bit 0, reads go
 * to RAM; bit 1, stores do. */
unsigned bench_shadow(const struct board *b, uint32_t address);

/* Where the linear frame buffer is seen; 0: nowhere. */
uint32_t bench_video_place(const struct board *b);

/* A weak part of this number fails the next `times` times it is used. */
void bench_weaken(struct board *b, uint8_t number, unsigned times);

/* Resets and power-offs that devices asked for. */
unsigned bench_resets(const struct board *b, enum reset_kind kind);
unsigned bench_power_offs(const struct board *b);

#endif
