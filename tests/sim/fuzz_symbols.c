/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_symbols.c - any bytes as a file with symbols: it is read or
 * refused, and nothing else happens. For libFuzzer: `make fuzz`.
 */
#include <stdlib.h>
#include <string.h>

#include "sim/symbols_store.h"
#include "tests/sim/elf_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static bool peek(const void *context, uint32_t linear, uint8_t *byte)
{
    (void)context;
    *byte = made_code(linear - MADE_ADDRESS);
    return true;
}

/* A sound file, changed: where, two bytes, and to what, one, again and
 * again. */
static void change(struct made *m, uint8_t how, const uint8_t *bytes,
                   size_t count)
{
    elf_make(m, (struct made_how){.wide = how & 1,
                                  .wide_lengths = how >> 1 & 1,
                                  .version = how >> 2 & 7});
    for (; count >= 3; bytes += 3, count -= 3)
        m->bytes[(bytes[0] | (size_t)bytes[1] << 8) % m->count] = bytes[2];
}

static void read_file(const uint8_t *bytes, size_t count)
{
    const struct code_memory memory = {peek, NULL};
    struct symbols *s = calloc(1, sizeof *s);
    struct error err = {""};
    struct code_place place;

    if (!s)
        return;
    if (symbols_add_elf(s, "file", bytes, count, 0, &err))
        for (uint32_t at = 0; at < MADE_CODE; at++)
            symbols_place(s, &memory, MADE_ADDRESS + at, &place);
    else if (!err.text[0])
        __builtin_trap(); /* refused without a reason */
    symbols_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    uint8_t *copy;
    struct made m;

    if (count && !(bytes[0] & 0x80)) {
        change(&m, bytes[0], bytes + 1, count - 1);
        bytes = m.bytes;
        count = m.count;
    } else if (count) {
        bytes++;
        count--;
    }
    copy = malloc(count ? count : 1); /* so that its end is watched */
    if (!copy)
        return 0;
    memcpy(copy, bytes, count);
    read_file(copy, count);
    free(copy);
    return 0;
}
