/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_fault_kinds.c - of every kind of fault: it changes the run, a
 * rewind takes it back, the way forward makes it happen again, and it is told
 * in a sentence.
 */
#include <stdio.h>
#include <string.h>

#include "tests/phases/post_bench.h"
#include "tests/test.h"

#define EARLY    "insn:200000" /* the BIOS tests the first 64 KiB */

#define ROM_SEEN 0xf0000 /* the ROM is not part of the hash, this byte is */

/* The fault, when it begins, and how long the run then goes on, in ms. */
static const struct row {
    const char *fault, *moment;
    unsigned ms;
} rows[] = {
    {"disk-bytes lba=9 bytes=01", EARLY, 1},
    {"boot-signature", EARLY, 1},
    {"partition-table", EARLY, 1},
    {"partition-not-active", EARLY, 1},
    {"fat-chain-cut file=BOOT/KERNEL.ELF", EARLY, 1},
    {"fat-chain-loop file=BOOT/KERNEL.ELF", EARLY, 1},
    {"file-missing file=README.TXT", EARLY, 1},
    {"file-truncated file=README.TXT size=1", EARLY, 1},
    {"file-bytes file=README.TXT offset=3 bytes=EB", EARLY, 1},
    {"multiboot-header", EARLY, 1},
    {"rom-byte address=0xF0000", EARLY, 1},
    {"chip-missing device=kbc", "post:0D", 20},
    {"chip-missing device=vga for=2ms", "post:18", 20},
    {"memory-missing address=64K size=64K", "post:21", 50},
    {"memory-missing address=2M size=1M", "post:21", 100},
    {"memory-stuck address=0x80000 bit=1 value=1", "post:21", 100},
    {"memory-stuck address=0x80000 bit=1 value=1 for=50ms", "post:21", 100},
    {"line-low line=irq0", "post:19", 20},
    {"line-high line=intr for=1ms", "post:1A", 20},
    {"a20-stuck", EARLY, 1},
    {"address-line bit=13", EARLY, 1},
    {"address-line bit=15 value=1 for=1ms", EARLY, 3},
    {"irq-lost irq=0", "post:1A", 60},
    {"irq-spurious irq=3 for=900ms", EARLY, 3},
    {"nmi", EARLY, 1},
    {"cmos-battery", EARLY, 1},
    {"cmos-checksum", EARLY, 1},
    {"cmos-byte offset=127 value=255", EARLY, 1},
    {"timer-dead channel=1 for=5ms", EARLY, 20},
    {"irq-masked irq=0", "post:1B", 60},
    {"eoi-lost irq=8", "post:1A", 20},
    {"irq-stuck irq=0 for=5ms", "post:1A", 20},
    {"in-service-stuck irq=0", "post:1A", 20},
    {"controller-test-fails", EARLY, 20},
    {"controller-hung for=100ms", "post:10", 200},
    {"keyboard-test-fails", "post:10", 400},
    {"keyboard-unplugged for=100ms", "post:10", 200},
    {"mouse-test-fails", EARLY, 20},
    {"mouse-unplugged for=100ms", EARLY, 20},
    {"mouse-line-stuck", EARLY, 20},
    {"video-memory-stuck plane=0 bit=5 for=10ms", "post:18", 60},
    {"dma-channel-dead for=10ms", EARLY, 5},
    {"dma-page-stuck bit=0 value=1", EARLY, 1},
    {"floppy-no-disk for=1s", EARLY, 5},
    {"floppy-changed", "event:floppy.done", 1},
    {"floppy-write-protected", EARLY, 1},
    {"floppy-no-track-0 times=1", "phase:boot-search", 600},
    {"floppy-step-lost", "phase:boot-search", 600},
    {"floppy-read-error lba=0 error=address-mark", "phase:boot-search", 900},
    {"floppy-controller-hung for=2s", EARLY, 700},
    {"drive-gone for=1s", EARLY, 5},
    {"drive-not-ready", EARLY, 3},
    {"drive-busy", EARLY, 1},
    {"drive-timeout times=1", "phase:disks", 30},
    {"disk-read-error lba=0 error=id-not-found", "phase:disks", 600},
    {"disk-write-error lba=0 error=abort", EARLY, 1},
    {"disk-wrong-data lba=0 offset=510", "phase:disks", 600},
    {"cd-no-disc for=1s", EARLY, 5},
    {"cd-changed", EARLY, 1},
    {"cd-spins-up for=100ms", EARLY, 200},
    {"cd-read-error lba=17", "phase:boot-search", 100},
    {"cd-wrong-data lba=16 offset=1", EARLY, 1},
    {"cd-refuses command=0x43", EARLY, 1},
    {"cd-packet-hangs times=1", "phase:boot-search", 100},
    {"cd-drq-stuck", EARLY, 1},
    {"cd-no-signature", EARLY, 1},
    {"register register=edi value=0x12345678", EARLY, 1},
    {"register-bit register=eflags bit=10", EARLY, 1},
    {"register-bit register=st3 bit=79", EARLY, 1},
    {"fpu-missing", EARLY, 1},
    {"fpu-error", EARLY, 1},
    {"idt-limit", EARLY, 1},
    {"memory-bit address=0x500 bit=7", EARLY, 1},
    {"memory-bytes address=0x500 bytes=01", EARLY, 1},
    {"descriptor-bit selector=8 bit=63", "post:21", 1},
    {"page-entry-bit address=0xC0100000 bit=9", "phase:memory-management", 1},
    {"host-memory size=8K", "post:21", 10},
    {"vcpu-starved factor=3 for=1ms", EARLY, 3},
    {"reset-button", EARLY, 1},
};

static bool blank_disk(void *context, uint64_t lba, uint32_t count,
                       uint8_t *bytes)
{
    (void)context, (void)lba;
    memset(bytes, 0, (size_t)count * 512);
    return true;
}

/* With an empty floppy disk in drive A, and an empty disc. */
static struct vm *open_with(const struct fault *f)
{
    struct vm *vm = vm_bundled();

    vm->config.floppy[0] = (struct session_disk){2880, blank_disk, NULL};
    vm->config.cdrom[0] = (struct session_disk){400, blank_disk, NULL};
    vm->config.faults = f;
    vm->config.fault_count = f ? 1 : 0;
    vm_trace(vm, KEEP(EV_FAULT), false);
    vm_open(vm);
    CU_ASSERT_FATAL(session_record(vm->session, 0, &vm->error));
    return vm;
}

static unsigned told(const struct vm *vm, enum fault_told what)
{
    unsigned count = 0;

    for (size_t i = 0; i < vm->kept_count; i++)
        count += vm->kept[i].arg[2] == what;
    return count;
}

static uint64_t hash_at(struct vm *vm, uint64_t tick)
{
    session_seek(vm->session, tick, NULL, NULL);
    return session_hash(vm->session) ^ vm_byte(vm, ROM_SEEN);
}

static void is_taken_back(const struct row *row)
{
    struct fault f;
    struct vm *good = open_with(NULL), *bad;
    uint64_t begin, before, after;
    unsigned acts;

    read_fault(&f, row->fault, row->moment);
    bad = open_with(&f);
    for (unsigned ms = 0; ms < 5000 && !bad->kept_count; ms++)
        vm_run(bad, 1);
    begin = bad->kept_count ? bad->kept[0].tick : 0;
    EXPECT(begin > 2000000, "%s: begins at %llu ns", row->fault,
           (unsigned long long)begin);
    before = hash_at(good, begin - 1000000);
    after = hash_at(bad, begin + row->ms * UINT64_C(1000000));
    acts = told(bad, FAULT_BEGINS);
    EXPECT(acts == 1 && !told(bad, FAULT_CANNOT), "%s: it did not act",
           row->fault);
    EXPECT(!f.param[PARAM_FOR] ||
               f.param[PARAM_FOR] >= row->ms * UINT64_C(1000000) ||
               told(bad, FAULT_OVER) == 1,
           "%s: it did not end", row->fault);
    EXPECT(hash_at(good, begin + row->ms * UINT64_C(1000000)) != after,
           "%s: changes nothing", row->fault);
    EXPECT(hash_at(bad, begin - 1000000) == before, "%s: is not taken back",
           row->fault);
    EXPECT(hash_at(bad, begin + row->ms * UINT64_C(1000000)) == after,
           "%s: another future", row->fault);
    EXPECT(told(bad, FAULT_BEGINS) == 2, "%s: acts %u times", row->fault,
           told(bad, FAULT_BEGINS));
    vm_close(good);
    vm_close(bad);
}

static void every_fault_is_taken_back_by_a_rewind(void)
{
    for (unsigned i = 0; i < ARRAY_LEN(rows); i++)
        is_taken_back(&rows[i]);
}

static void every_kind_is_tested_here(void)
{
    bool seen[FAULT_KINDS] = {false};

    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        struct fault f;

        read_fault(&f, rows[i].fault, NULL);
        seen[f.kind] = true;
    }
    for (unsigned i = 0; i < FAULT_KINDS; i++)
        EXPECT(seen[i], "%s is not in the table", fault_info[i].name);
}

static void every_fault_is_told_in_a_sentence(void)
{
    for (uint32_t i = 0; i < FAULT_KINDS; i++) {
        char last[400] = "";

        for (uint32_t what = FAULT_CANNOT; what <= FAULT_STRIKES; what++) {
            const struct event e = {.kind = EV_FAULT, .arg = {i, 7, what}};
            char text[400];

            event_sentence(&e, text, sizeof text);
            EXPECT(strstr(text, fault_info[i].name) &&
                       text[strlen(text) - 1] == '.' && strcmp(text, last) != 0,
                   "%s: %s", fault_info[i].name, text);
            strcpy(last, text);
        }
    }
}

CU_TestInfo fault_kinds_tests[] = {
    TEST(every_kind_is_tested_here),
    TEST(every_fault_is_told_in_a_sentence),
    TEST(every_fault_is_taken_back_by_a_rewind),
    CU_TEST_INFO_NULL,
};
