/* SPDX-License-Identifier: MIT
 *
 * tests/sim/vm.h - whole machines for tests: the bundled PC, or a ROM of the
 * test's own bytes; what they printed, showed and did is kept.
 */
#ifndef TESTS_SIM_VM_H
#define TESTS_SIM_VM_H

#include "sim/session.h"
#include "sim/session_state.h"

#define ROM_BYTES  65536u
#define COM1_BYTES 65536u
#define KEPT_MAX   20000u

struct vm {
    struct session_config config; /* change it before vm_open() */
    struct session *session;
    struct error error; /* why there is no session */
    uint8_t rom[ROM_BYTES];
    char com1[COM1_BYTES]; /* what COM1 said, with a NUL */
    size_t com1_count;

    /* Every event goes into the hash and the count; those of the kinds in
     * `keep` are kept, until there is no room. */
    struct event_set keep;
    uint64_t events, events_hash;
    struct event *kept;
    size_t kept_count;
};

/* The bundled PC; or 64 KiB of ROM that start with `code` at F000:0000, in
 * hexadecimal with spaces. Not open yet. */
struct vm *vm_bundled(void);
struct vm *vm_rom(const char *code);

/* More bytes for the ROM. */
void vm_bytes(struct vm *vm, uint32_t offset, const char *hex);

/* Listen to the run: the traced core, in full detail if asked. */
void vm_trace(struct vm *vm, struct event_set keep, bool detail);

/* Power on; a machine that cannot be opened ends the test. */
void vm_open(struct vm *vm);

/* Power on with vm_open() if that was not done, and run until the end, but
 * not longer than `ms` of virtual time from now. */
enum session_end vm_run(struct vm *vm, uint64_t ms);

/* Power on, run in slices of `ns` until HLT ends it, and go back and forth
 * between where they ended: each is as it was. */
void vm_jump_about(struct vm *vm, uint64_t ns);

/* Run until COM1 has said `text` after its byte `from`; where that ends. */
size_t vm_run_to_text(struct vm *vm, size_t from, const char *text);

/* Type at a moment, in the syntax of moment_parse(). */
void vm_keys(struct vm *vm, const char *moment, const char *text);
void vm_until(struct vm *vm, const char *moment);

/* The end in a sentence; the same text until the next call. */
const char *vm_sentence(const struct vm *vm);

/* Is this text in a row of the screen? */
bool vm_shows(const struct vm *vm, const char *text);

/* Guest-physical memory, seen and changed by the host. */
uint8_t vm_byte(const struct vm *vm, uint32_t address);
void vm_poke(struct vm *vm, uint32_t address, const char *hex);
void vm_close(struct vm *vm);

/* KEEP(EV_IRET, EV_HLT): these kinds. */
#define KEEP_NONE vm_kinds(NULL, 0)
#define KEEP(...)                                                              \
    vm_kinds((const unsigned[]){__VA_ARGS__},                                  \
             sizeof((const unsigned[]){__VA_ARGS__}) / sizeof(unsigned))
struct event_set vm_kinds(const unsigned *kind, size_t count);

static inline struct board *vm_board(struct vm *vm)
{
    return &vm->session->machine.board;
}

static inline struct cpu_state *vm_cpu(struct vm *vm)
{
    return &vm->session->machine.board.cpu.s;
}

#endif
