/* SPDX-License-Identifier: MIT
 *
 * ui/guest.c - the machine that the options describe, with its open files.
 */
#include "ui/guest.h"

#include <stdlib.h>

#include "ui/complain.h"
#include "ui/output.h"
#include "ui/signals.h"

#define SLICE_NS UINT64_C(10000000)

/* --- power-on ---------------------------------------------------------- */

static bool open_disk(struct guest *g, unsigned number, const char *path,
                      bool bootable, struct error *err)
{
    if (!disk_image_open(&g->disk[number], path, bootable, err))
        return false;
    g->config.disk[number] = disk_image_view(&g->disk[number]);
    return true;
}

static bool open_floppies(struct guest *g, const struct machine_options *o,
                          struct error *err)
{
    for (unsigned i = 0; i < o->floppies; i++) {
        struct session_disk *view = &g->config.floppy[i];

        if (!disk_image_open(&g->floppy[i], o->floppy[i], false, err))
            return false;
        *view = disk_image_view(&g->floppy[i]);
        view->sectors = session_floppy_sectors(g->floppy[i].bytes);
        if (!view->sectors)
            return error_set(err,
                             "%s: too long for a floppy disk, which holds at "
                             "most 2880 KiB",
                             o->floppy[i]);
    }
    return true;
}

static bool open_cdroms(struct guest *g, const struct machine_options *o,
                        struct error *err)
{
    for (unsigned i = 0; i < o->discs; i++) {
        struct session_disk *view = &g->config.cdrom[i];

        if (!disk_image_open(&g->cdrom[i], o->cdrom[i], false, err))
            return false;
        *view = disk_image_view(&g->cdrom[i]);
        view->sectors = (view->sectors + 3) / 4 * 4;
    }
    return true;
}

/* The first disk is the image, or the first --disk, or the bundled one. */
static bool open_disks(struct guest *g, const struct machine_options *o,
                       struct error *err)
{
    bool own = o->image || o->disks || o->no_disk;
    bool changed = o->kernel || o->append;
    unsigned number = 0;

    if (changed && (o->image || o->no_disk))
        return error_set(err, "--kernel and --append are for the bundled disk");
    g->config.bundled_disk = !own || changed;
    if (g->config.bundled_disk)
        number++;
    if (o->image && !open_disk(g, number++, o->image, true, err))
        return false;
    for (unsigned i = 0; i < o->disks; i++) {
        if (number == SESSION_DISKS)
            return error_set(err, "at most %d disks are possible",
                             SESSION_DISKS);
        if (!open_disk(g, number++, o->disk[i], false, err))
            return false;
    }
    return true;
}

static bool open_images(struct guest *g, const struct machine_options *o,
                        struct error *err)
{
    struct session_config *c = &g->config;

    if (o->bios && !bios_image_load(o->bios, &g->bios, &c->rom_bytes, err))
        return false;
    if (o->vgabios &&
        !vga_image_load(o->vgabios, &g->vga, &c->vga_rom_bytes, err))
        return false;
    if (o->kernel &&
        !kernel_image_load(o->kernel, &g->kernel, &c->kernel_bytes, err))
        return false;
    c->rom = g->bios;
    c->vga_rom = g->vga;
    c->kernel = g->kernel;
    return open_disks(g, o, err) && open_floppies(g, o, err) &&
           open_cdroms(g, o, err);
}

/* What comes at a moment, with the names of code that it may have. */
static bool add_moments(struct guest *g, const struct machine_options *o,
                        struct error *err)
{
    const struct symbols *symbols = g->symbols.table;
    struct moment until = o->until;

    for (unsigned i = 0; i < o->keys_count; i++) {
        struct moment m = o->keys[i].moment;

        if (!moment_resolve(&m, symbols, err) ||
            !session_add_keys(g->session, &m, o->keys[i].text, err))
            return false;
    }
    if (!o->has_until)
        return true;
    if (!moment_resolve(&until, symbols, err))
        return false;
    session_until(g->session, &until);
    return true;
}

static bool power_on(struct guest *g, const struct machine_options *o,
                     struct error *err)
{
    struct session_config *c = &g->config;

    if (!open_images(g, o, err))
        return false;
    c->model = o->model;
    c->machine = o->machine;
    c->ram_bytes = o->ram_bytes;
    c->append = o->append;
    c->reset_on_triple_fault = o->reset_on_triple_fault;
    for (unsigned i = 0; i < ARRAY_LEN(c->boot_order); i++)
        c->boot_order[i] = o->boot_order[i];
    g->session = session_open(c, err);
    if (!g->session)
        return false;
    if (!add_moments(g, o, err))
        return false;
    if (o->limit)
        session_limit(g->session, o->limit);
    return true;
}

bool guest_open(struct guest *g, const struct machine_options *options)
{
    struct error err;

    for (unsigned i = 0; i < SESSION_DISKS; i++)
        g->disk[i].file = -1;
    for (unsigned i = 0; i < SESSION_FLOPPIES; i++)
        g->floppy[i].file = -1;
    for (unsigned i = 0; i < SESSION_DISCS; i++)
        g->cdrom[i].file = -1;
    if (symbol_files_open(&g->symbols, options, &err) &&
        power_on(g, options, &err))
        return true;
    complain("%s", err.text);
    return false;
}

void guest_close(struct guest *g)
{
    session_close(g->session);
    symbol_files_close(&g->symbols);
    for (unsigned i = 0; i < SESSION_DISKS; i++)
        disk_image_close(&g->disk[i]);
    for (unsigned i = 0; i < SESSION_FLOPPIES; i++)
        disk_image_close(&g->floppy[i]);
    for (unsigned i = 0; i < SESSION_DISCS; i++)
        disk_image_close(&g->cdrom[i]);
    free(g->bios);
    free(g->vga);
    free(g->kernel);
}

/* --- running ----------------------------------------------------------- */

void guest_run(struct guest *g, const bool *enough)
{
    struct session *s = g->session;

    signals_watch();
    while (session_run(s, session_now(s) + SLICE_NS))
        if (*enough || output_failed() || signals_came())
            return;
}

void guest_report(const struct guest *g)
{
    char text[512];

    session_describe(g->session, text, sizeof(text));
    complain("%s", text);
}

enum exit_status guest_status(const struct guest *g)
{
    switch (session_end(g->session)) {
    case END_HUNG:
    case END_CRASHED:
    case END_NO_MEMORY:
        return EXIT_GUEST;
    case END_LIMIT:
        return EXIT_LIMIT;
    default:
        return EXIT_OK;
    }
}
