/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_symbols_boot.c - every instruction of the bundled boot has
 * a name and a source line; where the line is assembly language, it is this
 * instruction. A breakpoint by name comes where the name is.
 */
#include "sim/inspect.h"
#include "tests/sim/vm.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#define SEEN (1u << 16) /* different places; there are fewer */

struct check {
    struct session *session;
    struct symbols *symbols;
    uint64_t *seen;
    unsigned places, nameless, compared;
    unsigned of_bios, of_loader, of_kernel, of_programs;
};

/* --- mnemonics --------------------------------------------------------- */

/* One operation has several names; those of NASM's sources, and Zydis's. */
static const char *const same[][2] = {
    {"je", "jz"},       {"jne", "jnz"},       {"jc", "jb"},
    {"jnae", "jb"},     {"jnc", "jnb"},       {"jae", "jnb"},
    {"jna", "jbe"},     {"ja", "jnbe"},       {"jge", "jnl"},
    {"jg", "jnle"},     {"jng", "jle"},       {"jnge", "jl"},
    {"jpe", "jp"},      {"jpo", "jnp"},       {"sal", "shl"},
    {"loopz", "loope"}, {"loopnz", "loopne"}, {"setc", "setb"},
    {"sete", "setz"},   {"setne", "setnz"},   {"setnc", "setnb"},
    {"retn", "ret"},    {"iretw", "iret"},    {"xlatb", "xlat"},
    {"setae", "setnb"}, {"retf", "ret"},
};

static bool is_prefix(const char *word)
{
    static const char *const prefixes[] = {
        "rep", "repe", "repne", "lock", "o16", "o32",  "a16",   "a32", "es",
        "cs",  "ss",   "ds",    "fs",   "gs",  "repz", "repnz", "far"};

    for (unsigned i = 0; i < ARRAY_LEN(prefixes); i++)
        if (!strcmp(word, prefixes[i]))
            return true;
    return false;
}

/* The first word that is neither a label nor a prefix. */
static void mnemonic(const char *text, char word[static 40])
{
    do {
        size_t length;

        text += strspn(text, " \t");
        length = strcspn(text, " \t;");
        snprintf(word, 40, "%.*s", (int)length, text);
        text += length;
    } while (*text && (is_prefix(word) || word[strlen(word) - 1] == ':'));
    for (unsigned i = 0; i < ARRAY_LEN(same); i++)
        if (!strcmp(word, same[i][0]))
            strcpy(word, same[i][1]);
}

/* A line that uses a macro stands for more than one instruction. */
static bool is_macro(const char *word)
{
    return word[0] < 'a' || word[0] > 'z';
}

static void compare(struct check *c, const struct event *e,
                    const struct code_place *p)
{
    char said[400], wanted[40], found[40];
    const char *dot = strrchr(p->file, '.');

    if (!dot || (strcmp(dot, ".asm") && strcmp(dot, ".inc")))
        return;
    mnemonic(p->text, wanted);
    if (is_macro(wanted))
        return;
    event_sentence(e, said, sizeof said);
    mnemonic(said, found);
    c->compared++;
    EXPECT(!strncmp(wanted, found, strlen(wanted)), "%08X, %s:%u: %s is no %s",
           e->linear, p->file, p->line, said, p->text);
}

/* --- the boot ---------------------------------------------------------- */

static bool is_new(struct check *c, const struct event *e)
{
    uint64_t key = (uint64_t)e->owner << 32 | e->linear;
    uint32_t at = (e->linear * 2654435761u ^ e->owner) % SEEN;

    while (c->seen[at] && c->seen[at] != key)
        at = (at + 1) % SEEN;
    if (c->seen[at] || c->places + 1 >= SEEN)
        return false;
    c->seen[at] = key;
    c->places++;
    return true;
}

static void on_instruction(void *context, const struct event *e)
{
    struct check *c = context;
    struct code_place p;

    if (e->kind != EV_INSN || !is_new(c, e))
        return;
    if (!session_place(c->session, c->symbols, e->linear, &p) || !p.file[0] ||
        !p.text[0]) {
        EXPECT(c->nameless++ >= 20, "%04X:%X (%08X) has no name", e->cs, e->eip,
               e->linear);
        return;
    }
    c->of_bios += !strcmp(p.image, "bios");
    c->of_kernel += !strcmp(p.image, "kernel");
    c->of_loader += !strcmp(p.image, "mbr") || !strcmp(p.image, "vbr") ||
                    !strcmp(p.image, "stage2");
    c->of_programs += e->linear >> 16 == 0x804;
    compare(c, e, &p);
}

static void every_instruction_of_the_boot_has_its_line(void)
{
    struct check c = {.seen = calloc(SEEN, sizeof *c.seen),
                      .symbols = symbols_open()};
    struct vm *vm = vm_bundled();

    CU_ASSERT_FATAL(c.seen && c.symbols);
    vm->config.sink = (struct event_sink){on_instruction, &c};
    vm->config.detail = true;
    vm_open(vm);
    c.session = vm->session;
    vm_until(vm, "screen:bootscope$");
    CU_ASSERT_EQUAL(vm_run(vm, 60000), END_UNTIL);
    EXPECT(!c.nameless, "%u of %u places have no name", c.nameless, c.places);
    EXPECT(c.of_bios > 2000 && c.of_loader > 800 && c.of_kernel > 3000 &&
               c.of_programs > 500,
           "%u of the BIOS, %u of the loader, %u of the kernel, %u of programs",
           c.of_bios, c.of_loader, c.of_kernel, c.of_programs);
    EXPECT(c.compared > 2500, "%u compared", c.compared);
    vm_close(vm);
    symbols_close(c.symbols);
    free(c.seen);
}

/* --- by name ----------------------------------------------------------- */

static void until_name(const char *text, const char *image, const char *symbol)
{
    struct symbols *symbols = symbols_open();
    struct vm *vm = vm_bundled();
    struct code_place p = {.symbol = ""};
    struct moment m;
    struct error err;

    vm_open(vm);
    CU_ASSERT_FATAL(moment_parse(text, &m, &err));
    CU_ASSERT_FATAL(moment_resolve(&m, symbols, &err));
    session_until(vm->session, &m);
    CU_ASSERT_EQUAL(vm_run(vm, 20000), END_UNTIL);
    CU_ASSERT(session_place(vm->session, symbols,
                            vm_cpu(vm)->seg[CS].base + vm_cpu(vm)->eip, &p));
    EXPECT(!strcmp(p.image, image) && (!symbol || !strcmp(p.symbol, symbol)),
           "%s: %s in %s", text, p.symbol, p.image);
    vm_close(vm);
    symbols_close(symbols);
}

/* The first instruction of a main() may be a call: then only the program is
 * known. */
static void a_name_is_reached(void)
{
    until_name("exec:post_timer", "bios", "post_timer");
    until_name("exec:shell/main", "shell", NULL);
    until_name("exec:clock/main", "clock", NULL);
}

/* HEARTBT begins at the same address, with the same instruction; UPTIME does
 * not run. */
static void a_name_is_not_reached_in_another_program(void)
{
    struct symbols *symbols = symbols_open();
    struct vm *vm = vm_bundled();
    struct moment m;
    struct error err;

    vm_open(vm);
    CU_ASSERT_FATAL(moment_parse("exec:uptime/program_entry", &m, &err));
    CU_ASSERT_FATAL(moment_resolve(&m, symbols, &err));
    session_until(vm->session, &m);
    CU_ASSERT_EQUAL(vm_run(vm, 5000), END_NOT_YET);
    vm_close(vm);
    symbols_close(symbols);
}

CU_TestInfo symbols_boot_tests[] = {
    TEST(every_instruction_of_the_boot_has_its_line),
    TEST(a_name_is_reached),
    TEST(a_name_is_not_reached_in_another_program),
    CU_TEST_INFO_NULL,
};
