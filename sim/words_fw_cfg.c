/* SPDX-License-Identifier: MIT
 *
 * sim/words_fw_cfg.c - the words for the channel between firmware and
 * hypervisor.
 *
 * Source: QEMU documentation, "QEMU Firmware Configuration (fw_cfg) Device".
 */
#include "sim/words.h"

static const struct name items[] = {
    {0x0000, "the signature"},       {0x0001, "its features"},
    {0x0003, "the size of RAM"},     {0x0005, "the number of processors"},
    {0x000f, "the most processors"}, {0x0019, "the directory of files"},
    {0x0020, "the first file"},      {0, NULL},
};

void words_fw_cfg_item(struct words *w, uint32_t item)
{
    const char *name = name_find(items, item);

    words_add(w, "%04Xh", item);
    if (name)
        words_add(w, ", %s", name);
}

/* 510h chooses an item, 511h gives its bytes. before: see sim/port_state.h. */
void words_fw_cfg(struct words *w, const struct access *a)
{
    words_add(w, "firmware configuration: ");
    if (a->port == 0x510) {
        words_add(w, a->write ? "choose item " : "cannot be read, item ");
        words_fw_cfg_item(w, a->write ? a->value : a->before & 0xffff);
    } else if (a->write) {
        words_add(w, "items cannot be written");
    } else {
        words_add(w, "byte %u of item ", a->before >> 16);
        words_fw_cfg_item(w, a->before & 0xffff);
    }
}
