/* SPDX-License-Identifier: MIT
 *
 * ui/options.h - the options that describe a machine and how long it runs;
 * all commands that boot share them.
 */
#ifndef UI_OPTIONS_H
#define UI_OPTIONS_H

#include "sim/session.h"
#include "ui/arguments.h"

#define OPTION_KEYS    64
#define OPTION_SYMBOLS 8

struct typed_keys {
    struct moment moment;
    const char *text;
};

struct machine_options {
    const char *image; /* a bare file that boots */
    const char *bios, *vgabios, *kernel, *append;
    const char *disk[SESSION_DISKS];
    unsigned disks;
    const char *symbols[OPTION_SYMBOLS]; /* FILE or FILE@ADDRESS */
    unsigned symbols_count;
    const char *floppy[SESSION_FLOPPIES];
    unsigned floppies;
    const char *cdrom[SESSION_DISCS];
    unsigned discs;
    bool no_disk;
    uint64_t ram_bytes;
    enum vm_model model;
    enum vm_machine machine;
    uint8_t boot_order[3];
    bool reset_on_triple_fault;
    struct typed_keys keys[OPTION_KEYS];
    unsigned keys_count;
    struct moment until;
    bool has_until;
    uint64_t limit;
};

#define MACHINE_OPTIONS_DEFAULT                                                \
    {                                                                          \
        .model = MODEL_486                                                     \
    }

/* The table; its settings are a struct machine_options. */
extern const struct option machine_option_rows[];

/* Unless it is told when to stop: at the shell's prompt. */
void machine_options_end_at_prompt(struct machine_options *o);

/* A word that is no option: the image to boot. */
bool machine_option_image(void *settings, const char *word, struct error *err);

#endif
