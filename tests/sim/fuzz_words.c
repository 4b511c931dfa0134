/* SPDX-License-Identifier: MIT
 *
 * tests/sim/fuzz_words.c - any text as what a user can say in an option: a
 * moment, keys, a move of the mouse, a disc, a filter of a trace. It is taken
 * or refused with a reason; what is taken is used on a machine. For libFuzzer:
 * `make fuzz`.
 */
#include <stdlib.h>
#include <string.h>

#include "sim/inspect.h"
#include "tests/sim/poke_program.h"
#include "ui/filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define PAST  UINT64_C(2000000) /* virtual ns that are recorded */
#define LOOKS 4u                /* how often a search reports before it ends */

static struct session *machine;

/* A guest that uses many devices: the same as long as this runs. */
static void make_machine(void)
{
    static uint8_t rom[POKE_ROM_BYTES];
    const struct session_config config = {
        .model = MODEL_486,
        .ram_bytes = UINT64_C(2) << 20,
        .rom = rom,
        .rom_bytes = sizeof rom,
    };
    uint8_t bytes[600];
    struct error err;

    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * i >> 3 ^ i);
    poke_program(rom, bytes, sizeof bytes);
    machine = session_open(&config, &err);
    if (!machine || !session_record(machine, 0, &err))
        __builtin_trap();
    session_run(machine, PAST);
}

static bool few(void *context, uint64_t now, uint64_t goal)
{
    unsigned *left = context;

    (void)now, (void)goal;
    return *left > 0 && --*left > 0;
}

static void look_for(const struct moment *m, bool back)
{
    struct moment pair[2] = {*m, *m};
    const struct moment_search what = {pair, 1, back};
    unsigned left = LOOKS, which;

    session_seek(machine, back ? PAST : PAST / 2, NULL, NULL);
    session_find(machine, &what, few, &left, &which);
}

static void say_moment(const char *text, struct error *err)
{
    struct moment m, again;

    memset(&m, 0x55, sizeof m);
    memset(&again, 0xaa, sizeof again);
    if (!moment_parse(text, &m, err))
        return;
    if (!moment_parse(text, &again, err) || memcmp(&m, &again, sizeof m) != 0)
        __builtin_trap(); /* a text with two meanings */
    look_for(&m, false);
    look_for(&m, true);
}

static void refused(const struct error *err)
{
    if (!err->text[0])
        __builtin_trap(); /* without a reason */
}

static void say(unsigned what, const char *text)
{
    static struct filter filter;
    struct error err = {""};
    bool taken = false;

    memset(&filter, 0, sizeof filter);
    switch (what % 8) {
    case 0:
        taken = session_check_keys(text, &err);
        break;
    case 1:
        taken = session_check_move(text, &err);
        break;
    case 2:
        taken = filter_add_phase(&filter, text, &err);
        break;
    case 3:
        taken = filter_add_kind(&filter, text, &err);
        break;
    case 4:
        taken = filter_add_address(&filter, text, &err);
        break;
    case 5:
        taken = filter_set_position(&filter, text, &err);
        break;
    case 6:
        taken = session_check_disc(text, &err);
        break;
    default:
        say_moment(text, &err);
        taken = !err.text[0];
        break;
    }
    if (!taken)
        refused(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    char *text;

    if (!machine)
        make_machine();
    if (!count)
        return 0;
    text = malloc(count); /* so that its end is watched */
    if (!text)
        return 0;
    memcpy(text, bytes + 1, count - 1);
    text[count - 1] = '\0';
    say(bytes[0], text);
    free(text);
    return 0;
}
