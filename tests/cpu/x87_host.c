/* SPDX-License-Identifier: MIT
 *
 * tests/cpu/x87_host.c - the host's floating-point unit as an oracle: a piece
 * of code that loads all its state, executes the instruction, and stores it.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "tests/cpu/x87_host.h"

#if defined(__x86_64__)
#include <string.h>
#include <sys/mman.h>

#include "sim/cpu/x87_unit.h"

#define OPCODE_AT 7
#define FLAGS     (BIT(0) | BIT(2) | BIT(4) | BIT(6) | BIT(7) | BIT(11))

/* FNSAVE, 32-bit protected mode format. */
struct image {
    uint16_t control, spare0, status, spare1, tag, spare2;
    uint32_t code, code_cs, data, data_segment;
    uint8_t registers[8][10];
};

static uint8_t *code;

static const uint8_t template[] = {
    0x52,                   /* push rdx: flags before */
    0x9d,                   /* popfq */
    0x48, 0x89, 0xc8,       /* mov rax, rcx */
    0xdd, 0x27,             /* frstor [rdi] */
    0x90, 0x90,             /* here comes the instruction, on [rsi] */
    0xdd, 0x37,             /* fnsave [rdi] */
    0x9c,                   /* pushfq */
    0x5a,                   /* pop rdx */
    0x48, 0xc1, 0xe2, 0x10, /* shl rdx, 16: flags above AX */
    0x0f, 0xb7, 0xc0,       /* movzx eax, ax */
    0x48, 0x09, 0xd0,       /* or rax, rdx */
    0xc3,                   /* ret */
};

bool x87_host_open(void)
{
    if (!code) {
        code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (code == MAP_FAILED)
            code = NULL;
        else
            memcpy(code, template, sizeof template);
    }
    return code;
}

static void to_image(struct image *image, const struct x87 *x)
{
    unsigned top = (x->status & X87_TOP) >> 11;

    memset(image, 0, sizeof *image);
    image->control = x->control;
    image->status = x->status;
    image->tag = x87_tag_word(x);
    for (unsigned i = 0; i < 8; i++) {
        memcpy(image->registers[i], &x->significand[(top + i) & 7], 8);
        memcpy(image->registers[i] + 8, &x->exponent[(top + i) & 7], 2);
    }
}

static void from_image(struct x87 *x, const struct image *image)
{
    unsigned top = (image->status & X87_TOP) >> 11;

    x->control = image->control;
    x->status = image->status;
    x87_set_tag_word(x, image->tag);
    for (unsigned i = 0; i < 8; i++) {
        memcpy(&x->significand[(top + i) & 7], image->registers[i], 8);
        memcpy(&x->exponent[(top + i) & 7], image->registers[i] + 8, 2);
    }
}

void x87_host_run(struct x87_world *w, unsigned opcode)
{
    uint64_t (*run)(void *image, void *memory, uint64_t flags, uint64_t ax);
    uint64_t result;
    struct image image;

    if (!X87_REGISTERS(opcode))
        opcode = (opcode & 0x738) | 6; /* [rsi] */
    to_image(&image, &w->x);
    code[OPCODE_AT] = (uint8_t)(0xd8 | opcode >> 8);
    code[OPCODE_AT + 1] = (uint8_t)opcode;
    memcpy(&run, &code, sizeof run);
    result = run(&image, w->memory, w->flags | BIT(1), w->ax);
    w->ax = (uint16_t)result;
    w->flags = (uint32_t)(result >> 16) & FLAGS;
    from_image(&w->x, &image);
}

#else

bool x87_host_open(void)
{
    return false;
}

void x87_host_run(struct x87_world *w, unsigned opcode)
{
    (void)w, (void)opcode;
}

#endif
