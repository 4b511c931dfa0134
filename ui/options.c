/* SPDX-License-Identifier: MIT
 *
 * ui/options.c - the options that describe a machine and how long it runs.
 */
#include "ui/options.h"

#include <string.h>

#include "sim/nearest.h"
#include "ui/numbers.h"

#define OPTION_MOMENT 512

/* --- what the machine is made of --------------------------------------- */

static bool set_machine(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    for (unsigned i = 0; i < VM_MACHINES; i++)
        if (!strcmp(value, vm_machine_name[i])) {
            o->machine = (enum vm_machine)i;
            return true;
        }
    return error_set(err, "--machine %.40s: it is pc or isa", value);
}

static bool add_disk(struct machine_options *o, const char *path,
                     struct error *err)
{
    if (o->disks + (o->image != NULL) >= SESSION_DISKS)
        return error_set(err, "at most %d disks are possible", SESSION_DISKS);
    o->disk[o->disks++] = path;
    return true;
}

static bool set_disk(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    if (strcmp(value, "none") != 0)
        return add_disk(o, value, err);
    o->no_disk = true;
    return true;
}

static bool set_cdrom(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    if (o->discs == SESSION_DISCS)
        return error_set(err, "at most %d discs are possible", SESSION_DISCS);
    o->cdrom[o->discs++] = value;
    return true;
}

static bool set_floppy(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    if (o->floppies == SESSION_FLOPPIES)
        return error_set(err, "at most %d floppy disks are possible",
                         SESSION_FLOPPIES);
    o->floppy[o->floppies++] = value;
    return true;
}

bool machine_option_image(void *settings, const char *word, struct error *err)
{
    struct machine_options *o = settings;

    if (o->image)
        return error_set(err, "two images to boot: %.80s and %.80s", o->image,
                         word);
    if (o->disks == SESSION_DISKS)
        return error_set(err, "at most %d disks are possible", SESSION_DISKS);
    o->image = word;
    return true;
}

static bool set_ram(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    if (!number_parse(value, 1024, &o->ram_bytes))
        return error_set(err, "--ram %.40s: not a size; write 64M or 1G",
                         value);
    if (o->ram_bytes < SESSION_RAM_MIN || o->ram_bytes > SESSION_RAM_MAX)
        return error_set(err,
                         "--ram %.40s: possible are 1M to 2G (K, M and G are "
                         "binary; without one it is bytes)",
                         value);
    if (o->ram_bytes % FRAME_SIZE)
        return error_set(err, "--ram %.40s: not a multiple of 4K", value);
    return true;
}

static bool set_cpu(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;
    struct nearest s = {.word = value};
    char hint[96];

    for (unsigned i = 0; i < MODEL_COUNT; i++) {
        if (!strcmp(value, vm_model_name[i])) {
            o->model = (enum vm_model)i;
            return true;
        }
        nearest_try(&s, vm_model_name[i]);
    }
    return error_set(err,
                     "--cpu %.40s: unknown model%s (386, 486, pentium, i686)",
                     value, nearest_text(&s, hint));
}

/* --- boot order -------------------------------------------------------- */

static const struct {
    const char *name;
    enum boot_device device;
    char letter; /* as in QEMU's -boot */
} boot_devices[] = {
    {"floppy", BOOT_FLOPPY, 'a'},
    {"disk", BOOT_DISK, 'c'},
    {"cdrom", BOOT_CDROM, 'd'},
    {"network", BOOT_NETWORK, 'n'},
};

static bool add_boot(struct machine_options *o, unsigned *count, unsigned row,
                     struct error *err)
{
    enum boot_device device = boot_devices[row].device;

    if (memchr(o->boot_order, (int)device, *count))
        return error_set(err, "--boot: %s is named twice",
                         boot_devices[row].name);
    if (*count == ARRAY_LEN(o->boot_order))
        return error_set(err, "--boot: at most 3 devices");
    o->boot_order[(*count)++] = (uint8_t)device;
    return true;
}

static bool add_boot_name(struct machine_options *o, unsigned *count,
                          const char *name, size_t length, struct error *err)
{
    for (unsigned i = 0; i < ARRAY_LEN(boot_devices); i++)
        if (strlen(boot_devices[i].name) == length &&
            !strncmp(boot_devices[i].name, name, length))
            return add_boot(o, count, i, err);
    for (size_t at = 0; at < length; at++) {
        unsigned row = 0;

        while (row < ARRAY_LEN(boot_devices) &&
               boot_devices[row].letter != name[at])
            row++;
        if (row == ARRAY_LEN(boot_devices))
            return error_set(err,
                             "--boot: unknown device \"%.*s\" (floppy, disk, "
                             "cdrom, network, or the letters a, c, d, n)",
                             (int)(length > 40 ? 40 : length), name);
        if (!add_boot(o, count, row, err))
            return false;
    }
    return length > 0 || error_set(err, "--boot: a name is missing");
}

static bool set_boot(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;
    unsigned count = 0;

    memset(o->boot_order, 0, sizeof(o->boot_order));
    for (;;) {
        size_t length = strcspn(value, ",");

        if (!add_boot_name(o, &count, value, length, err))
            return false;
        if (!value[length])
            return true;
        value += length + 1;
    }
}

/* --- symbols, triple fault --------------------------------------------- */

static bool set_symbols(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    if (o->symbols_count == OPTION_SYMBOLS)
        return error_set(err, "at most %d files with symbols are possible",
                         OPTION_SYMBOLS);
    o->symbols[o->symbols_count++] = value;
    return true;
}

static bool set_triple_fault(void *settings, const char *value,
                             struct error *err)
{
    struct machine_options *o = settings;

    o->reset_on_triple_fault = !strcmp(value, "reset");
    if (o->reset_on_triple_fault || !strcmp(value, "crash"))
        return true;
    return error_set(err, "--on-triple-fault %.40s: it is reset or crash",
                     value);
}

/* --- keys and ends ----------------------------------------------------- */

/* The "=" behind the moment of MOMENT=TEXT: the first one at which a whole
 * moment lies behind; conditions have some, too. NULL, with *err set: none. */
static const char *moment_end(const char *value, struct moment *m,
                              struct error *err)
{
    char text[OPTION_MOMENT];

    error_set(err, "=TEXT is missing");
    for (const char *end = strchr(value, '='); end;
         end = strchr(end + 1, '=')) {
        size_t length = (size_t)(end - value);

        if (length >= sizeof(text)) {
            error_set(err, "the moment is too long");
            return NULL;
        }
        memcpy(text, value, length);
        text[length] = '\0';
        if (moment_parse(text, m, err))
            return end;
    }
    return NULL;
}

/* [MOMENT=]TEXT */
static bool set_keys(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;
    struct typed_keys *keys = &o->keys[o->keys_count];
    struct error why;

    if (o->keys_count == OPTION_KEYS)
        return error_set(err, "at most %d times --keys", OPTION_KEYS);
    keys->moment = moment_shell_prompt;
    keys->text = value;
    if (moment_has_form(value)) {
        const char *end = moment_end(value, &keys->moment, &why);

        if (!end)
            return error_set(err, "--keys %.60s: %s", value, why.text);
        keys->text = end + 1;
    }
    o->keys_count++;
    return true;
}

static bool set_until(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    o->has_until = true;
    return moment_parse(value, &o->until, err);
}

static bool set_limit(void *settings, const char *value, struct error *err)
{
    struct machine_options *o = settings;

    if (number_parse(value, 1000, &o->limit) && o->limit)
        return true;
    return error_set(err,
                     "--limit %.40s: a number of instructions is wanted, such "
                     "as 5_000_000 or 5M",
                     value);
}

void machine_options_end_at_prompt(struct machine_options *o)
{
    if (o->has_until || o->limit)
        return;
    o->until = moment_shell_prompt;
    o->has_until = true;
}

const struct option machine_option_rows[] = {
    {"--bios", "FILE", "BIOS image, 64 KiB to 16 MiB [the bundled one]",
     .at = offsetof(struct machine_options, bios)},
    {"--disk", "FILE",
     "raw disk image, up to four times; never written;\n\"none\": no disk "
     "[the bundled one]",
     .set = set_disk},
    {"--floppy", "FILE",
     "raw floppy image, for drive A, then B; booted before\nthe disk",
     .set = set_floppy},
    {"--cdrom", "FILE",
     "image of a CD (ISO 9660), up to four times; the first is\nin the drive, "
     "and booted before the disk",
     .set = set_cdrom},
    {"--vgabios", "FILE",
     "BIOS of the VGA, up to 64 KiB [none: the BIOS serves it]",
     .at = offsetof(struct machine_options, vgabios)},
    {"--machine", "KIND",
     "pc: 440FX chipset and PCI bus; isa: an AT without PCI [pc]",
     .set = set_machine},
    {"--ram", "SIZE", "1M to 2G [16M]", .set = set_ram},
    {"--cpu", "MODEL", "386, 486, pentium or i686 [486]", .set = set_cpu},
    {"--boot", "ORDER", "disk,cdrom,floppy,network or letters: cda [disk]",
     .set = set_boot},
    {"--kernel", "FILE",
     "Multiboot kernel (ELF) on the bundled disk; then\n--disk adds further "
     "disks",
     .at = offsetof(struct machine_options, kernel)},
    {"--append", "TEXT", "kernel command line on the bundled disk",
     .at = offsetof(struct machine_options, append)},
    {"--symbols", "FILE[@ADDRESS]",
     "names and source lines of your own code: a linked\nELF file, moved up by "
     "ADDRESS; can be repeated",
     .set = set_symbols},
    {"--on-triple-fault", "DO", "reset or crash [crash]",
     .set = set_triple_fault},
    {"--keys", "[MOMENT=]TEXT",
     "type this when the moment comes [the shell's prompt];\nknows \\n \\t "
     "\\e \\b \\\\ \\xHH; can be repeated",
     .set = set_keys},
    {"--until", "MOMENT",
     "stop there: phase:NAME, screen:TEXT, insn:N, exec:ADDRESS ...\n"
     "(see bootscope help moments)",
     .set = set_until},
    {"--limit", "N", "stop after N instructions (5M), exit status 3",
     .set = set_limit},
    {0},
};
