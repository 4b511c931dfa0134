/* SPDX-License-Identifier: MIT
 *
 * ui/guest.h - the machine that the options describe, with its open files.
 */
#ifndef UI_GUEST_H
#define UI_GUEST_H

#include "ui/exits.h"
#include "ui/images.h"
#include "ui/options.h"
#include "ui/symbol_files.h"

struct guest {
    struct session *session;
    struct session_config config; /* filled in by guest_open() */
    struct symbol_files symbols;  /* of the guest's code */
    struct disk_image disk[SESSION_DISKS];
    struct disk_image floppy[SESSION_FLOPPIES];
    struct disk_image cdrom[SESSION_DISCS];
    uint8_t *bios, *vga, *kernel;
};

/* Power-on. The caller may have set config.sink, .detail and .output before.
 * What is wrong is told on standard error. Close it in either case. */
bool guest_open(struct guest *g, const struct machine_options *options);
void guest_close(struct guest *g);

/* Runs at full speed until the end, or *enough, or standard output fails, or
 * the user interrupts. */
void guest_run(struct guest *g, const bool *enough);

/* How the run ended: on standard error, and as the exit status. */
void guest_report(const struct guest *g);
enum exit_status guest_status(const struct guest *g);

#endif
