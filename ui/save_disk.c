/* SPDX-License-Identifier: MIT
 *
 * ui/save_disk.c - the first disk as the guest left it, to a file: written
 * beside its place under another name, and renamed when it is whole.
 */
#include "ui/save_disk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512

static bool write_sector(void *context, const uint8_t *sector)
{
    return fwrite(sector, 1, SECTOR, context) == SECTOR;
}

/* Rights as a new file gets them; mkstemp() gives them to the owner alone. */
static void give_rights(int file)
{
    mode_t mask = umask(0);

    umask(mask);
    if (fchmod(file, 0666 & ~mask) < 0)
        errno = 0; /* some file systems have no rights */
}

static bool write_all(struct session *s, int file)
{
    FILE *f = fdopen(file, "wb");
    bool ok;

    if (!f) {
        close(file);
        return false;
    }
    errno = 0;
    give_rights(file);
    ok = session_save_disk(s, 0, write_sector, f) && fflush(f) == 0 &&
         fsync(file) == 0;
    if (ok)
        return fclose(f) == 0;
    file = errno;
    fclose(f);
    errno = file;
    return false;
}

/* A device or a pipe would be gone, with a file in its place. */
static bool can_be_replaced(const char *path)
{
    struct stat there;

    return stat(path, &there) < 0 || S_ISREG(there.st_mode);
}

bool save_disk(struct session *s, const char *path, struct error *err)
{
    size_t length = strlen(path);
    char *temporary;
    int file;

    if (!can_be_replaced(path))
        return error_set(err, "%s: there is something else than a file", path);
    temporary = malloc(length + sizeof(".XXXXXX"));
    if (!temporary)
        return error_set(err, "%s: the host has no memory", path);
    memcpy(temporary, path, length);
    memcpy(temporary + length, ".XXXXXX", sizeof(".XXXXXX"));
    file = mkstemp(temporary);
    if (file < 0) {
        error_set(err, "%s: %s", path, strerror(errno));
        free(temporary);
        return false;
    }
    if (!write_all(s, file) || rename(temporary, path) < 0) {
        error_set(err, "%s: %s", path,
                  errno ? strerror(errno) : "a sector cannot be read");
        unlink(temporary);
        free(temporary);
        return false;
    }
    free(temporary);
    return true;
}
