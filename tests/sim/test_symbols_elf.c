/* SPDX-License-Identifier: MIT
 *
 * tests/sim/test_symbols_elf.c - ELF files with line tables: made by hand in
 * every form, damaged in every byte, and made by gcc, where addr2line says
 * what is right.
 */
#include "sim/symbols_store.h"
#include "tests/sim/elf_maker.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- code of the file itself as memory --------------------------------- */

struct shown {
    const struct code_image *image;
    uint32_t distance; /* it lies so much higher */
};

static bool peek(const void *context, uint32_t linear, uint8_t *byte)
{
    const struct shown *shown = context;

    for (unsigned i = 0; i < shown->image->parts; i++) {
        const struct code_part *part = &shown->image->part[i];
        uint32_t at = linear - shown->distance - part->address;

        if (at < part->count) {
            *byte = part->bytes[at];
            return true;
        }
    }
    return false;
}

/* Without the bundled ones. */
static struct symbols *no_symbols(void)
{
    struct symbols *s = calloc(1, sizeof *s);

    if (!s)
        test_skip("no memory");
    return s;
}

static bool place_at(const struct symbols *s, uint32_t linear,
                     uint32_t distance, struct code_place *place)
{
    const struct shown shown = {&s->image[s->images - 1], distance};
    const struct code_memory memory = {peek, &shown};

    return symbols_place(s, &memory, linear, place);
}

/* --- made by hand ------------------------------------------------------ */

static const struct {
    uint32_t offset, line;
    const char *file, *symbol;
    uint32_t in_symbol;
} wanted[] = {
    {0, 10, "/src/a.c", "begin", 0},
    {3, 10, "/src/a.c", "begin", 3},
    {4, 11, "/src/a.c", "begin", 4},
    {15, 11, "/src/a.c", "begin", 15},
    {16, 9, "/src/a.c", "middle", 0},
    {19, 9, "/src/a.c", "middle", 3},
    {20, 300, "/src/b.h", "middle", 4},
    {27, 300, "/src/b.h", "middle", 11},
    {28, 300, "/src/b.h", "", 0},
    {39, 300, "/src/b.h", "tail", 7},
    {40, 0, "", "tail", 8},
    {47, 0, "", "tail", 15},
};

static void check_made(struct made_how how, uint64_t bias)
{
    struct symbols *s = no_symbols();
    struct made made;
    struct error err = {""};

    elf_make(&made, how);
    if (!symbols_add_elf(s, "made", made.bytes, made.count, bias, &err))
        CU_FAIL_FATAL("refused");
    for (unsigned i = 0; i < ARRAY_LEN(wanted); i++) {
        uint32_t at = MADE_ADDRESS + (uint32_t)bias + wanted[i].offset;
        struct code_place p;

        EXPECT(place_at(s, at, 0, &p) && p.line == wanted[i].line &&
                   !strcmp(p.file, wanted[i].file) &&
                   !strcmp(p.symbol, wanted[i].symbol) &&
                   p.offset == wanted[i].in_symbol && !p.text[0],
               "version %u, %s: +%u is %s+%u %s:%u", how.version,
               how.wide ? "64 bits" : "32 bits", wanted[i].offset, p.symbol,
               p.offset, p.file, p.line);
    }
    symbols_close(s);
}

static void every_version_is_read(void)
{
    for (unsigned version = 2; version <= 5; version++)
        for (unsigned how = 0; how < 4; how++) {
            if (how & 2 && version == 2)
                continue; /* 64-bit DWARF came with version 3 */
            check_made((struct made_how){.wide = how & 1,
                                         .version = version,
                                         .wide_lengths = (how & 2) != 0},
                       0);
        }
}

static void all_moves_by_the_bias(void)
{
    check_made((struct made_how){.version = 5}, 0xc0000000);
    check_made((struct made_how){.wide = true, .version = 3}, 0x1000);
    check_made((struct made_how){.version = 4}, UINT64_MAX - 0xfff);
}

static void without_lines_there_are_symbols(void)
{
    struct symbols *s = no_symbols();
    struct made made;
    struct error err;
    struct code_place p;

    elf_make(&made, (struct made_how){.version = 0});
    CU_ASSERT_TRUE(symbols_add_elf(s, "made", made.bytes, made.count, 0, &err));
    CU_ASSERT_TRUE(place_at(s, MADE_ADDRESS + 17, 0, &p));
    CU_ASSERT_STRING_EQUAL(p.symbol, "middle");
    CU_ASSERT_EQUAL(p.line, 0);
    CU_ASSERT_FALSE(place_at(s, MADE_ADDRESS + 28, 0, &p)); /* behind it */
    symbols_close(s);
}

/* A kernel that is linked high runs low before it pages. */
static void a_segment_is_known_at_its_physical_address(void)
{
    struct symbols *s = no_symbols();
    struct made made;
    struct error err;
    struct code_place p;

    elf_make(&made, (struct made_how){.version = 4, .physical = 0x100000});
    CU_ASSERT_TRUE(symbols_add_elf(s, "made", made.bytes, made.count, 0, &err));
    CU_ASSERT_TRUE(place_at(s, 0x100004, 0x100000 - MADE_ADDRESS, &p) &&
                   p.line == 11);
    CU_ASSERT_TRUE(place_at(s, MADE_ADDRESS + 4, 0, &p) && p.line == 11);
    CU_ASSERT_FALSE(place_at(s, 0x300004, 0x300000 - MADE_ADDRESS, &p));
    symbols_close(s);
}

static void expect_refusal(const struct made *made, uint64_t bias,
                           const char *why)
{
    struct symbols *s = no_symbols();
    struct error err = {""};

    CU_ASSERT_FALSE(
        symbols_add_elf(s, "x.elf", made->bytes, made->count, bias, &err));
    EXPECT(strstr(err.text, "x.elf") && strstr(err.text, why), "%s", err.text);
    symbols_close(s);
}

static void what_cannot_serve_is_refused_with_the_reason(void)
{
    struct made good, bad;

    elf_make(&good, (struct made_how){.version = 4});
    bad = good;
    bad.bytes[0] = 'M';
    expect_refusal(&bad, 0, "not an ELF file");
    bad = good;
    bad.count = 40;
    expect_refusal(&bad, 0, "not an ELF file");
    bad = good;
    bad.bytes[18] = 40;
    expect_refusal(&bad, 0, "not for an x86");
    bad = good;
    bad.bytes[5] = 2;
    expect_refusal(&bad, 0, "not for an x86");
    bad = good;
    bad.bytes[16] = 1;
    expect_refusal(&bad, 0, "not linked");
    bad = good;
    bad.bytes[48] = 0; /* no sections */
    expect_refusal(&bad, 0, "stripped");
    expect_refusal(&good, UINT64_C(0x100000000), "below 4 GiB");
    elf_make(&bad, (struct made_how){.version = 4, .compressed = true});
    expect_refusal(&bad, 0, "compressed");
}

/* --- damaged ----------------------------------------------------------- */

/* Nothing is expected but an answer, and that the sanitizers are content. */
static void read_copy(const uint8_t *bytes, size_t count)
{
    struct symbols *s = no_symbols();
    uint8_t *copy = malloc(count ? count : 1);
    struct code_place p;
    struct error err;

    memcpy(copy, bytes, count);
    if (symbols_add_elf(s, "made", copy, count, 0, &err))
        for (uint32_t at = 0; at < MADE_CODE; at += 7)
            place_at(s, MADE_ADDRESS + at, 0, &p);
    symbols_close(s);
    free(copy);
}

static void damage_is_survived(void)
{
    static const struct made_how hows[] = {
        {.version = 5}, {.wide = true, .version = 3, .wide_lengths = true}};
    struct made made;

    for (unsigned i = 0; i < ARRAY_LEN(hows); i++) {
        elf_make(&made, hows[i]);
        for (size_t count = 0; count < made.count; count += 3)
            read_copy(made.bytes, count);
        for (size_t at = 0; at < made.count; at++) {
            uint8_t byte = made.bytes[at];

            made.bytes[at] = byte ? 0 : 0xff;
            read_copy(made.bytes, made.count);
            made.bytes[at] = byte;
        }
    }
}

/* --- made by gcc ------------------------------------------------------- */

static const char program[] = "volatile int sum;\n"
                              "static inline int twice(int n)\n"
                              "{\n"
                              "    return n + n;\n"
                              "}\n"
                              "int other(int n)\n"
                              "{\n"
                              "    for (int i = 0; i < n; i++)\n"
                              "        sum += twice(i);\n"
                              "    return sum;\n"
                              "}\n"
                              "void _start(void)\n"
                              "{\n"
                              "#line 70000 \"else/where.c\"\n"
                              "    sum = other(3);\n"
                              "    for (;;)\n"
                              "        ;\n"
                              "}\n";

static char folder[] = "/tmp/bootscope-symbols-XXXXXX";

static bool run(const char *command)
{
    return system(command) == 0;
}

/* Compile the program; false: this compiler cannot. */
static bool compile(unsigned version, unsigned bits)
{
    char command[400];
    char path[80];
    FILE *file;

    snprintf(path, sizeof path, "%s/a.c", folder);
    file = fopen(path, "w");
    if (!file)
        return false;
    fputs(program, file);
    fclose(file);
    snprintf(command, sizeof command,
             "cd %s && gcc -m%u -O1 -g -gdwarf-%u -ffreestanding -nostdlib "
             "-static -fno-pic -no-pie -Wl,--build-id=none "
             "-Wl,-Ttext=0x300000 -o a.elf a.c 2>/dev/null",
             folder, bits, version);
    return run(command);
}

static uint8_t *read_whole(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 20);

    *count = file && bytes ? fread(bytes, 1, 1 << 20, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Each byte of the code, against what addr2line says of it. */
static void compare(const char *path, const struct symbols *s)
{
    const struct code_part *part = &s->image[0].part[0];
    char command[300], line[400], function[200];
    unsigned compared = 0;
    FILE *said;

    snprintf(command, sizeof command,
             "for n in $(seq %u %u); do printf '%%x\\n' $n; done | "
             "addr2line -f -e %s",
             part->address, part->address + part->count - 1, path);
    said = popen(command, "r");
    for (uint32_t at = part->address;
         said && fgets(function, sizeof function, said) &&
         fgets(line, sizeof line, said);
         at++) {
        char *colon = strrchr(line, ':');
        struct code_place p = {.symbol = ""};
        bool known = place_at(s, at, 0, &p);

        function[strcspn(function, "\n")] = '\0';
        if (!colon || colon[1] == '?' || colon[1] == '0')
            continue;
        *colon = '\0';
        EXPECT(known && !strcmp(p.symbol, function) &&
                   p.line == (uint32_t)strtoul(colon + 1, NULL, 10) &&
                   !strcmp(last_part(p.file), last_part(line)),
               "%s: %X is %s %s:%u, not %s %s:%s", path, at, p.symbol, p.file,
               p.line, function, line, colon + 1);
        compared++;
    }
    if (said)
        pclose(said);
    EXPECT(compared > 40, "%s: only %u compared", path, compared);
}

static void compare_file(const char *path)
{
    struct symbols *s = no_symbols();
    struct error err;
    size_t count;
    uint8_t *bytes = read_whole(path, &count);

    if (symbols_add_elf(s, path, bytes, count, 0, &err))
        compare(path, s);
    else
        test_fail(__FILE__, __LINE__, "%s", err.text);
    symbols_close(s);
    free(bytes);
}

static void gcc_and_addr2line_agree(void)
{
    unsigned made = 0;
    char path[80], command[80];

    if (!run("command -v gcc >/dev/null && command -v addr2line >/dev/null") ||
        !mkdtemp(folder))
        test_skip("gcc or addr2line is not here");
    snprintf(path, sizeof path, "%s/a.elf", folder);
    for (unsigned version = 2; version <= 5; version++)
        for (unsigned bits = 32; bits <= 64; bits += 32)
            if (compile(version, bits)) {
                compare_file(path);
                made++;
            }
    snprintf(command, sizeof command, "rm -r %s", folder);
    run(command);
    if (made < 4)
        test_skip("gcc makes no such programs here");
}

/* --- the bundled kernel ------------------------------------------------ */

/* Two ways from one file: binutils and awk to the table, our reader here. */
static void the_table_and_the_kernels_own_lines_agree(void)
{
    struct error err = {""};
    size_t count;
    uint8_t *bytes = read_whole("build/guest/kernel.debug.elf", &count);
    struct symbols *table, *own;
    const struct code_image *kernel;

    if (!count) {
        free(bytes);
        test_skip("no build/guest/kernel.debug.elf: run make guest");
    }
    own = no_symbols();
    table = symbols_open();
    if (!table)
        test_skip("no memory");
    kernel = table->image;
    if (!symbols_add_elf(own, "kernel", bytes, count, 0, &err))
        CU_FAIL_FATAL("the kernel is refused");
    while (kernel->name.length != 6 || memcmp(kernel->name.at, "kernel", 6))
        kernel++;
    for (uint32_t i = 0; i < kernel->rows; i++) {
        struct code_place a, b = {.symbol = ""};
        const struct shown shown = {kernel, 0};
        const struct code_memory memory = {peek, &shown};
        uint32_t at = kernel->row[i].address;

        if (kernel->row[i].file == NO_FILE)
            continue;
        EXPECT(symbols_place(table, &memory, at, &a) &&
                   place_at(own, at, 0, &b) && a.line == b.line &&
                   !strcmp(a.symbol, b.symbol) && a.offset == b.offset &&
                   !strcmp(last_part(a.file), last_part(b.file)),
               "%X: %s+%X %s:%u; %s+%X %s:%u", at, a.symbol, a.offset, a.file,
               a.line, b.symbol, b.offset, b.file, b.line);
    }
    symbols_close(table);
    symbols_close(own);
    free(bytes);
}

CU_TestInfo symbols_elf_tests[] = {
    TEST(every_version_is_read),
    TEST(all_moves_by_the_bias),
    TEST(without_lines_there_are_symbols),
    TEST(a_segment_is_known_at_its_physical_address),
    TEST(what_cannot_serve_is_refused_with_the_reason),
    TEST(damage_is_survived),
    TEST(gcc_and_addr2line_agree),
    TEST(the_table_and_the_kernels_own_lines_agree),
    CU_TEST_INFO_NULL,
};
