/* SPDX-License-Identifier: MIT
 *
 * tests/sim/vm.c - whole machines for tests.
 */
#include "tests/sim/vm.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "tests/test.h"

static void on_output(void *context, enum session_stream stream, uint8_t byte)
{
    struct vm *vm = context;

    if (stream == OUT_COM1 && vm->com1_count < COM1_BYTES - 1)
        vm->com1[vm->com1_count++] = (char)byte;
}

static void on_event(void *context, const struct event *e)
{
    struct vm *vm = context;

    vm->events++;
    vm->events_hash = XXH3_64bits_withSeed(e, sizeof *e, vm->events_hash);
    if (event_set_has(&vm->keep, e->kind) && vm->kept_count < KEPT_MAX)
        vm->kept[vm->kept_count++] = *e;
}

static struct vm *new_vm(void)
{
    struct vm *vm = calloc(1, sizeof *vm);

    CU_ASSERT_PTR_NOT_NULL_FATAL(vm);
    vm->config.model = MODEL_486;
    vm->config.output = on_output;
    vm->config.output_context = vm;
    return vm;
}

struct vm *vm_bundled(void)
{
    struct vm *vm = new_vm();

    vm->config.bundled_disk = true;
    return vm;
}

struct vm *vm_rom(const char *code)
{
    struct vm *vm = new_vm();

    vm->config.rom = vm->rom;
    vm->config.rom_bytes = ROM_BYTES;
    vm_bytes(vm, 0, code);
    vm_bytes(vm, 0xfff0, "EA 00 00 00 F0"); /* jmp F000:0000 */
    return vm;
}

/* The next byte of a text like "CD 10"; false at its end. */
static bool next_byte(const char **hex, uint8_t *byte)
{
    char *end;
    unsigned long value;

    while (**hex == ' ')
        (*hex)++;
    if (!**hex)
        return false;
    value = strtoul(*hex, &end, 16);
    CU_ASSERT_FATAL(end == *hex + 2 && value <= 0xff);
    *byte = (uint8_t)value;
    *hex = end;
    return true;
}

void vm_bytes(struct vm *vm, uint32_t offset, const char *hex)
{
    for (uint8_t byte; next_byte(&hex, &byte); offset++) {
        CU_ASSERT_FATAL(offset < ROM_BYTES);
        vm->rom[offset] = byte;
    }
}

struct event_set vm_kinds(const unsigned *kind, size_t count)
{
    struct event_set s = {0};

    while (count--)
        event_set_add(&s, *kind++);
    return s;
}

void vm_trace(struct vm *vm, struct event_set keep, bool detail)
{
    vm->keep = keep;
    vm->kept = calloc(KEPT_MAX, sizeof *vm->kept);
    CU_ASSERT_PTR_NOT_NULL_FATAL(vm->kept);
    vm->config.sink = (struct event_sink){on_event, vm};
    vm->config.detail = detail;
}

void vm_open(struct vm *vm)
{
    vm->session = session_open(&vm->config, &vm->error);
    if (!vm->session)
        test_fail(__FILE__, __LINE__, "no machine: %s", vm->error.text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(vm->session);
}

enum session_end vm_run(struct vm *vm, uint64_t ms)
{
    if (!vm->session)
        vm_open(vm);
    session_run(vm->session, session_now(vm->session) + ms * 1000000);
    return session_end(vm->session);
}

void vm_jump_about(struct vm *vm, uint64_t ns)
{
    uint64_t ticks[400], hashes[ARRAY_LEN(ticks)];
    struct error err;
    unsigned count = 0;

    vm_open(vm);
    EXPECT(session_record(vm->session, 0, &err), "%s", err.text);
    do {
        ticks[count] = session_now(vm->session);
        hashes[count++] = session_hash(vm->session);
        session_run(vm->session, session_now(vm->session) + ns);
    } while (count < ARRAY_LEN(ticks) &&
             session_end(vm->session) == END_NOT_YET);
    EXPECT(session_end(vm->session) == END_HALTED, "%s", vm_sentence(vm));
    for (unsigned i = 0; i < count; i++) {
        unsigned n = i * 7 % count;

        session_seek(vm->session, ticks[n], NULL, NULL);
        EXPECT(session_hash(vm->session) == hashes[n], "position %u", n);
    }
}

size_t vm_run_to_text(struct vm *vm, size_t from, const char *text)
{
    const char *at = NULL;

    for (unsigned i = 0; i < 3000 && !at; i++) {
        vm_run(vm, 10);
        at = from <= vm->com1_count ? strstr(vm->com1 + from, text) : NULL;
    }
    EXPECT(at, "no \"%s\": %s", text, vm_sentence(vm));
    return at ? (size_t)(at - vm->com1) + strlen(text) : vm->com1_count;
}

static struct moment read_moment(const char *text)
{
    struct moment m;
    struct error err;

    CU_ASSERT_FATAL(moment_parse(text, &m, &err));
    return m;
}

void vm_keys(struct vm *vm, const char *moment, const char *text)
{
    struct moment m = read_moment(moment);

    if (!vm->session)
        vm_open(vm);
    CU_ASSERT_FATAL(session_add_keys(vm->session, &m, text, &vm->error));
}

void vm_until(struct vm *vm, const char *moment)
{
    struct moment m = read_moment(moment);

    if (!vm->session)
        vm_open(vm);
    session_until(vm->session, &m);
}

const char *vm_sentence(const struct vm *vm)
{
    static char text[512];

    session_describe(vm->session, text, sizeof text);
    return text;
}

bool vm_shows(const struct vm *vm, const char *text)
{
    return screen_contains(&vm->session->machine, text);
}

uint8_t vm_byte(const struct vm *vm, uint32_t address)
{
    uint8_t byte;

    board_peek(&vm->session->machine.board, address, &byte);
    return byte;
}

void vm_poke(struct vm *vm, uint32_t address, const char *hex)
{
    struct board *b = vm_board(vm);

    for (uint8_t byte; next_byte(&hex, &byte); address++) {
        struct page_view page = bus_page(b, address);

        CU_ASSERT_PTR_NOT_NULL_FATAL(page.bytes);
        page.bytes[address % FRAME_SIZE] = byte;
        vcpu_memory_written(&b->cpu, address, 1);
    }
}

void vm_close(struct vm *vm)
{
    session_close(vm->session);
    free(vm->kept);
    free(vm);
}
