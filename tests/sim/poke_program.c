/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_program.c - bytes become device accesses, as code.
 */
#include "tests/sim/poke_program.h"

#include <string.h>

#include "sim/base.h"

#define CODE_END   0xfc00u
#define HANDLER    0xfe00u
#define BUS_MASTER 0xc000u /* where the IDE bus master is put */

struct writer {
    uint8_t *rom;
    uint32_t at;
    const uint8_t *bytes;
    size_t left;
};

static uint8_t take(struct writer *w)
{
    if (!w->left)
        return 0;
    w->left--;
    return *w->bytes++;
}

static uint32_t take_word(struct writer *w)
{
    uint32_t low = take(w);

    return low | (uint32_t)take(w) << 8;
}

static uint32_t take_dword(struct writer *w)
{
    uint32_t low = take_word(w);

    return low | take_word(w) << 16;
}

/* --- code ----------------------------------------------------------------- */

static void emit(struct writer *w, unsigned bytes, uint32_t value)
{
    for (; bytes > 0; bytes--, value >>= 8)
        w->rom[w->at++] = (uint8_t)value;
}

static void emit_port(struct writer *w, uint32_t port)
{
    emit(w, 1, 0xba); /* mov dx, port */
    emit(w, 2, port);
}

static void out8(struct writer *w, uint32_t port, uint32_t value)
{
    emit_port(w, port);
    emit(w, 1, 0xb0); /* mov al, value */
    emit(w, 1, value);
    emit(w, 1, 0xee);
}

static void out16(struct writer *w, uint32_t port, uint32_t value)
{
    emit_port(w, port);
    emit(w, 1, 0xb8); /* mov ax, value */
    emit(w, 2, value);
    emit(w, 1, 0xef);
}

static void out32(struct writer *w, uint32_t port, uint32_t value)
{
    emit_port(w, port);
    emit(w, 2, 0xb866); /* mov eax, value */
    emit(w, 4, value);
    emit(w, 2, 0xef66);
}

static void store32(struct writer *w, uint32_t offset, uint32_t value)
{
    emit(w, 3, 0x06c766); /* mov dword [offset], value */
    emit(w, 2, offset);
    emit(w, 4, value);
}

/* ES:DI or DS:SI, and a count. */
static void emit_block(struct writer *w, uint32_t segment, uint32_t offset,
                       uint32_t count)
{
    emit(w, 1, 0xb8); /* mov ax, segment; mov es, ax */
    emit(w, 2, segment);
    emit(w, 2, 0xc08e);
    emit(w, 1, 0xbf); /* mov di, offset; mov si, di */
    emit(w, 2, offset);
    emit(w, 2, 0xfe89);
    emit(w, 1, 0xb9); /* mov cx, count */
    emit(w, 2, count);
}

/* --- what a program can do ------------------------------------------------ */

static uint32_t known_port(struct writer *w)
{
    static const uint16_t ports[] = {
        0x00,  0x08,  0x0a,  0x0b,  0x0c,   0x0d,  0x20,  0x21,  0x40,  0x43,
        0x60,  0x61,  0x64,  0x70,  0x71,   0x80,  0x81,  0x87,  0x92,  0xa0,
        0xa1,  0xc0,  0xd0,  0xd6,  0xde,   0xe9,  0xf0,  0x170, 0x177, 0x1f0,
        0x1f7, 0x2f8, 0x376, 0x3b4, 0x3c0,  0x3c4, 0x3c7, 0x3ce, 0x3d4, 0x3da,
        0x3f0, 0x3f2, 0x3f4, 0x3f5, 0x3f6,  0x3f7, 0x3f8, 0x3fc, 0x402, 0x4d0,
        0x510, 0x511, 0x514, 0x518, 0xb000, 0xb2,  0xcf8, 0xcf9, 0xcfc, 0xc000};

    return ports[take(w) % ARRAY_LEN(ports)] + (take(w) & 7u);
}

static void poke_port(struct writer *w)
{
    uint32_t how = take(w);
    uint32_t port = how & 0x80 ? take_word(w) : known_port(w);

    switch (how & 7) {
    case 0:
        emit_port(w, port);
        emit(w, 1, 0xec + (how >> 3 & 1)); /* in al or ax, dx */
        break;
    case 1:
        emit_port(w, port);
        emit(w, 2, 0xed66); /* in eax, dx */
        break;
    case 2:
        out16(w, port, take_word(w));
        break;
    case 3:
        out32(w, port, take_dword(w));
        break;
    default:
        out8(w, port, take(w));
        break;
    }
}

static void poke_pci(struct writer *w)
{
    uint32_t where = take_word(w);

    out32(w, 0xcf8, 0x80000000u | (where & 0x1fff));
    if (where & 0x8000)
        out8(w, 0xcfc + (where >> 13 & 3), take(w));
    else
        out32(w, 0xcfc, take_dword(w));
}

static void poke_dma(struct writer *w)
{
    static const uint8_t page[] = {0x87, 0x83, 0x81, 0x82,
                                   0x8f, 0x8b, 0x89, 0x8a};
    uint32_t channel = take(w) & 7, base = channel < 4 ? 0 : 0xc0;
    uint32_t step = channel < 4 ? 1 : 2, in_chip = channel & 3;

    out8(w, base + 0x0a * step, 4 | in_chip);
    out8(w, base + 0x0c * step, 0);
    out8(w, base + 0x0b * step, (take(w) & 0xfcu) | in_chip);
    for (unsigned i = 0; i < 4; i++)
        out8(w, base + (2 * in_chip + i / 2) * step, take(w));
    out8(w, page[channel], take(w));
    out8(w, base + 0x0a * step, in_chip);
}

static void poke_floppy(struct writer *w)
{
    static const uint8_t commands[] = {0x46, 0x45, 0xe6, 0x4a, 0x07, 0x0f,
                                       0x4d, 0x08, 0x03, 0x04, 0x42, 0x13};
    uint32_t command = take(w), count = 1 + take(w) % 9;

    if (command < 0xf0)
        command = commands[command % ARRAY_LEN(commands)];
    out8(w, 0x3f2, 0x1c | (take(w) & 0xf3u));
    out8(w, 0x3f5, command);
    for (; count > 0; count--)
        out8(w, 0x3f5, take(w) & 0x1f);
}

static void poke_ata(struct writer *w)
{
    static const uint8_t commands[] = {
        0x20, 0x24, 0x25, 0x30, 0x34, 0x35, 0x40, 0x91, 0xa0, 0xa1, 0xc4,
        0xc5, 0xc6, 0xc8, 0xca, 0xe7, 0xec, 0xef, 0x08, 0x90, 0x10, 0x70};
    uint32_t how = take(w), base = how & 1 ? 0x170 : 0x1f0;
    uint32_t command = take(w);

    out8(w, base + 6, 0xa0 | (how & 0x50));
    for (unsigned i = 1; i < 6; i++)
        out8(w, base + i, how & 0x80 ? take(w) : take(w) & 3);
    if (command < 0xf0)
        command = commands[command % ARRAY_LEN(commands)];
    out8(w, base + 7, command);
}

static void poke_packet(struct writer *w)
{
    static const uint8_t commands[] = {0x00, 0x03, 0x12, 0x1b, 0x1e, 0x25,
                                       0x28, 0x43, 0x46, 0x4a, 0x51, 0x5a,
                                       0xa8, 0xbe, 0xad, 0x2b};
    uint32_t how = take(w), base = how & 1 ? 0x1f0 : 0x170;
    uint32_t command = take(w), low = take(w);

    if (command < 0xf0)
        command = commands[command % ARRAY_LEN(commands)];
    out8(w, base + 6, 0xa0 | (how & 0x10));
    out16(w, base + 4, take_word(w));
    out8(w, base + 1, how >> 1 & 1);
    out8(w, base + 7, 0xa0);
    out16(w, base, command | low << 8);
    for (unsigned i = 0; i < 5; i++)
        out16(w, base, take_word(w) & (how & 0x80 ? 0xffff : 0x0f00));
}

/* REP INS or OUTS of a data port. */
static void poke_data(struct writer *w)
{
    static const uint16_t ports[] = {0x1f0, 0x170, 0x511, 0x3f5};
    uint32_t how = take(w);

    emit_block(w, take_word(w), take_word(w), take_word(w) & 0x3ff);
    emit_port(w, ports[how & 3]);
    emit(w, 2, 0x6cf3u | (how & 0x0c) << 6); /* insb insw outsb outsw */
}

/* A table of the bus master at 0000:0600, and its start. */
static void poke_bus_master(struct writer *w)
{
    uint32_t channel = (take(w) & 1) * 8;

    out32(w, 0xcf8, 0x80000920);
    out32(w, 0xcfc, BUS_MASTER | 1);
    out32(w, 0xcf8, 0x80000904);
    out32(w, 0xcfc, 5);
    store32(w, 0x600, take_dword(w));
    store32(w, 0x604, take_dword(w));
    store32(w, 0x608, take_dword(w) & 0xffffff);
    store32(w, 0x60c, take_dword(w) | 0x80000000);
    out32(w, BUS_MASTER + channel + 4, 0x600);
    out8(w, BUS_MASTER + channel + 2, take(w));
    out8(w, BUS_MASTER + channel, take(w));
}

static void poke_vga(struct writer *w)
{
    static const uint16_t ports[] = {0x3c4, 0x3ce, 0x3d4, 0x3d4};
    uint32_t how = take(w);

    if (how & 0x80) { /* the attribute controller */
        emit_port(w, 0x3da);
        emit(w, 1, 0xec);
        out8(w, 0x3c0, take(w) & 0x3f);
        out8(w, 0x3c0, take(w));
    } else {
        out16(w, ports[how & 3], (how >> 2 & 0x1f) | (uint32_t)take(w) << 8);
    }
}

/* Memory of the VGA and beyond: filled, or copied in itself. */
static void poke_window(struct writer *w)
{
    uint32_t how = take(w);

    emit_block(w, 0xa000 + (take_word(w) & 0x5fff), take_word(w),
               take_word(w) & 0xfff);
    if (how & 1)
        emit(w, 3, 0xa4f326); /* rep movsb from ES */
    else
        emit(w, 2, how & 2 ? 0xabf3 : 0xaaf3);
}

static void poke_timer(struct writer *w)
{
    uint32_t mode = take(w);

    out8(w, 0x43, mode);
    out8(w, 0x40 + (mode >> 6 & 3), take(w));
    out8(w, 0x40 + (mode >> 6 & 3), take(w));
}

static void poke_cmos(struct writer *w)
{
    out8(w, 0x70, take(w));
    out8(w, 0x71, take(w));
}

static void poke_keyboard(struct writer *w)
{
    out8(w, 0x64, take(w));
    out8(w, 0x60, take(w));
}

/* fw_cfg: a selector, and its DMA with a block at 0000:0700. */
static void poke_fw_cfg(struct writer *w)
{
    uint32_t how = take(w);

    out16(w, 0x510, how & 0x3f);
    if (!(how & 0x80))
        return;
    store32(w, 0x700, take_dword(w));
    store32(w, 0x704, take_dword(w));
    store32(w, 0x708, 0);
    store32(w, 0x70c, take_dword(w));
    out32(w, 0x514, 0);
    out32(w, 0x518, 0x00070000);
}

/* Time passes, and interrupts come. */
static void poke_wait(struct writer *w)
{
    uint32_t how = take(w);

    emit(w, 1, how & 1 ? 0xfb : 0xfa);
    if (how & 2)
        emit(w, 1, 0xf4);
    emit(w, 1, 0xb9); /* mov cx, n; loop $ */
    emit(w, 2, take_word(w) & 0xfff);
    emit(w, 2, 0xfee2);
}

static void poke_code(struct writer *w)
{
    for (uint32_t count = take(w) % 16; count > 0; count--)
        emit(w, 1, take(w));
}

static void (*const pokes[])(struct writer *w) = {
    poke_port,   poke_port,     poke_port, poke_pci,        poke_dma,
    poke_floppy, poke_ata,      poke_ata,  poke_packet,     poke_data,
    poke_data,   poke_vga,      poke_vga,  poke_bus_master, poke_window,
    poke_timer,  poke_keyboard, poke_cmos, poke_fw_cfg,     poke_wait,
    poke_wait,   poke_code,
};

/* A stack, and every vector leads to an end of interrupt. */
static void begin(struct writer *w)
{
    static const uint8_t start[] = {
        0xfa, 0xfc, 0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xc0, /* cli; ds = es = 0 */
        0x8e, 0xd0, 0xbc, 0x00, 0x70, 0x31, 0xff,       /* ss:sp; di = 0 */
        0xb9, 0x00, 0x01,                               /* mov cx, 256 */
        0xb8, 0x00, 0xfe, 0xab, 0xb8, 0x00, 0xf0, 0xab, /* F000:FE00 */
        0xe2, 0xf6,                                     /* loop */
    };
    static const uint8_t handler[] = {
        0x50, 0xb0, 0x20, 0xe6, 0xa0, 0xe6, 0x20, 0x58, 0xcf,
    };
    static const uint8_t reset[] = {0xea, 0x00, 0x00, 0x00, 0xf0};

    memcpy(w->rom, start, sizeof start);
    w->at = sizeof start;
    memcpy(w->rom + HANDLER, handler, sizeof handler);
    memcpy(w->rom + 0xfff0, reset, sizeof reset);
}

void poke_program(uint8_t rom[POKE_ROM_BYTES], const uint8_t *bytes,
                  size_t count)
{
    struct writer w = {.rom = rom, .bytes = bytes, .left = count};

    memset(rom, 0xf4, POKE_ROM_BYTES);
    begin(&w);
    while (w.left && w.at < CODE_END)
        pokes[take(&w) % ARRAY_LEN(pokes)](&w);
    emit(&w, 4, 0xfdebf4fb); /* sti; hlt; again */
}
