/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_disk.c - bundled disk, a CD and a floppy whose bytes were
 * changed: the host's reader of FAT16 survives them, and so does a machine
 * that boots from them, while each event is told in words. For libFuzzer:
 * `make fuzz`.
 */
#include <stdlib.h>
#include <string.h>

#include "phases/images.h"
#include "sim/boot_disk.h"
#include "sim/fat16.h"
#include "sim/session.h"
#include "sim/inspect.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define SEARCH_NS UINT64_C(3000000000) /* the boot search has begun by then */
#define BOOT_NS   UINT64_C(2500000000) /* how long it may boot */
#define BOOT_MAX  1500000u             /* instructions */
#define CD_BYTES  (24u * 2048u)
#define FLOPPY    (2880u * 512u)

enum medium { DISK, CD, FLOPPY_DISK, MEDIA };

/* What lies in the drive, as it is for this input. */
static struct medium_bytes {
    uint8_t *sound, *now;
    uint32_t count;
} media[MEDIA];

static struct session *machines[MEDIA];
static uint64_t starts[MEDIA];

static bool read_medium(void *context, uint64_t lba, uint32_t count,
                        uint8_t *bytes)
{
    const struct medium_bytes *m = context;

    memcpy(bytes, m->now + lba * 512, (size_t)count * 512);
    return true;
}

static void put32(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

/* A boot record, a catalog with its default entry, and a program: jmp $. */
static void make_cd(uint8_t *cd)
{
    uint8_t *volume = cd + 16 * 2048, *record = cd + 17 * 2048;
    uint8_t *catalog = cd + 19 * 2048, *image = cd + 20 * 2048;

    memcpy(volume, "\001CD001\001", 7);
    memcpy(record, "\0CD001\001EL TORITO SPECIFICATION", 30);
    put32(record + 0x47, 19);
    catalog[0] = 1;
    catalog[0x1c] = 0xaa;
    catalog[0x1d] = 0x55;
    catalog[0x1e] = 0x55;
    catalog[0x1f] = 0xaa;
    catalog[0x20] = 0x88;
    catalog[0x26] = 4;
    put32(catalog + 0x28, 20);
    memcpy(image, "\xeb\xfe", 2);
    memcpy(image + 510, "\x55\xaa", 2);
}

/* Boot sector: read the next sector to 0000:0600, start again. */
static void make_floppy(uint8_t *floppy)
{
    static const uint8_t code[] = {0xb8, 0x01, 0x02, 0xb9, 0x02, 0x00,
                                   0xba, 0x00, 0x00, 0xbb, 0x00, 0x06,
                                   0xcd, 0x13, 0xcd, 0x19};

    memcpy(floppy, code, sizeof code);
    memcpy(floppy + 510, "\x55\xaa", 2);
}

static void make_media(void)
{
    const uint32_t disk = (uint32_t)(bundled_disk_end - bundled_disk);
    const uint32_t counts[MEDIA] = {disk, CD_BYTES, FLOPPY};

    for (unsigned i = 0; i < MEDIA; i++) {
        media[i].count = counts[i];
        media[i].sound = calloc(1, counts[i]);
        media[i].now = calloc(1, counts[i]);
        if (!media[i].sound || !media[i].now)
            __builtin_trap();
    }
    memcpy(media[DISK].sound, bundled_disk, disk);
    make_cd(media[CD].sound);
    make_floppy(media[FLOPPY_DISK].sound);
    for (unsigned i = 0; i < MEDIA; i++)
        memcpy(media[i].now, media[i].sound, media[i].count);
}

/* A machine that is about to look for something to boot from. */
static void make_machine(enum medium m)
{
    static const uint8_t device[MEDIA] = {BOOT_DISK, BOOT_CDROM, BOOT_FLOPPY};
    struct session_config config = {.model = MODEL_486,
                                    .boot_order = {device[m]}};
    struct session_disk view = {media[m].count / 512, read_medium, &media[m]};
    struct moment search;
    struct error err;

    *(m == DISK ? &config.disk[0]
      : m == CD ? &config.cdrom[0]
                : &config.floppy[0]) = view;
    machines[m] = session_open(&config, &err);
    if (!machines[m] || !session_record(machines[m], 0, &err) ||
        !moment_parse("phase:boot-search", &search, &err))
        __builtin_trap();
    while (session_step(machines[m]) != STEP_BOOT_SEARCH)
        if (!session_run_to_step(machines[m], SEARCH_NS))
            __builtin_trap();
    starts[m] = session_now(machines[m]);
}

/* The sectors that mean something, by a byte. */
static uint32_t place(enum medium m, uint8_t what)
{
    static const uint16_t cd[] = {16, 17, 19, 19, 20};

    if (m == CD)
        return cd[what % ARRAY_LEN(cd)] * 2048u;
    return what % 128 * 512u;
}

/* Four bytes an act: which sector, where in it, to what. */
static void change(enum medium m, const uint8_t *bytes, size_t count,
                   bool change_not_back)
{
    for (; count >= 4; bytes += 4, count -= 4) {
        uint32_t at = place(m, bytes[0]) + (bytes[1] | bytes[2] % 8u << 8);

        at %= media[m].count;
        media[m].now[at] = change_not_back ? bytes[3] : media[m].sound[at];
    }
}

/* --- the host's reader ------------------------------------------------------
 */

static void read_files(struct fat16 *f)
{
    struct fat16_file file;
    struct error err = {""};
    uint64_t lba;

    if (!fat16_find(f, "BOOT/KERNEL.ELF", &file, &err)) {
        if (!err.text[0])
            __builtin_trap();
        return;
    }
    for (uint32_t n = 1; n; n *= 2)
        fat16_sector(f, &file, n - 1, &lba);
    fat16_link(f, file.cluster, 0xffff, &err);
}

static void read_on_host(void)
{
    static const uint8_t kernel[20000];
    struct disk disk = {
        .source = {media[DISK].count / 512, read_medium, &media[DISK]}};
    struct error err = {""};
    struct fat16 f;

    if (fat16_open(&f, &disk, &err))
        read_files(&f);
    if (!boot_disk_change(&disk, kernel, sizeof kernel, "words", &err) &&
        !err.text[0])
        __builtin_trap(); /* refused without a reason */
    disk_close(&disk);
}

/* --- the guest --------------------------------------------------------------
 */

static uint32_t letters;

static void hear(void *context, const struct event *e)
{
    char text[400];

    (void)context;
    event_sentence(e, text, sizeof text);
    letters += (uint32_t)strlen(text);
}

static void boot(enum medium m, bool told)
{
    struct session *s = machines[m];
    uint64_t icount = session_icount(s);

    if (told)
        session_listen(s, (struct event_sink){hear, NULL}, false);
    while (session_now(s) < starts[m] + BOOT_NS &&
           session_icount(s) < icount + BOOT_MAX &&
           session_run(s, session_now(s) + BOOT_NS / 100))
        continue;
    session_listen(s, (struct event_sink){0}, false);
    session_seek(s, starts[m], NULL, NULL);
    session_forget(s, starts[m]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    enum medium m = count ? bytes[0] % 0x80 % MEDIA : DISK;

    if (!media[DISK].now)
        make_media();
    if (!machines[m])
        make_machine(m);
    if (!count)
        return 0;
    change(m, bytes + 1, count - 1, true);
    if (m == DISK)
        read_on_host();
    boot(m, bytes[0] & 0x80);
    change(m, bytes + 1, count - 1, false);
    return 0;
}
