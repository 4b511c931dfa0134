/* SPDX-License-Identifier: MIT
 *
 * tests/sim/poke_program.c - bytes become device accesses, as code.
 */
#include "tests/sim/poke_program.h"

#include <string.h>

#include "sim/base.h"
#include "tests/sim/poke_writer.h"

#define CODE_END   (TABLES - 0x200u) /* behind which an act may still go */
#define BUS_MASTER 0xc000u           /* where the IDE bus master is put */

uint8_t take(struct writer *w)
{
    if (!w->left)
        return 0;
    w->left--;
    return *w->bytes++;
}

uint32_t take_word(struct writer *w)
{
    uint32_t low = take(w);

    return low | (uint32_t)take(w) << 8;
}

uint32_t take_dword(struct writer *w)
{
    uint32_t low = take_word(w);

    return low | take_word(w) << 16;
}

/* --- code ----------------------------------------------------------------- */

void emit(struct writer *w, unsigned bytes, uint32_t value)
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

void store32(struct writer *w, uint32_t offset, uint32_t value)
{
    emit(w, 3, 0x06c766); /* mov dword [offset], value */
    emit(w, 2, offset);
    emit(w, 4, value);
}

/* Some 20 microseconds, or until the next interrupt. */
static void wait_short(struct writer *w)
{
    emit(w, 1, 0xb9); /* mov cx, 400; loop $ */
    emit(w, 2, 400);
    emit(w, 2, 0xfee2);
}

static void wait_long(struct writer *w)
{
    emit(w, 3, 0xfaf4fb); /* sti; hlt; cli */
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
    wait_long(w);
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
    if (how & 0x20)
        wait_long(w);
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
    wait_short(w);
    out16(w, base, command | low << 8);
    for (unsigned i = 0; i < 5; i++)
        out16(w, base, take_word(w) & (how & 0x80 ? 0xffff : 0x0f00));
    if (how & 0x20)
        wait_long(w);
}

/* REP INS or OUTS of a data port. */
static void poke_data(struct writer *w)
{
    static const uint16_t ports[] = {0x1f0, 0x170, 0x511, 0x3f5};
    uint32_t how = take(w);

    emit_block(w, take_word(w), take_word(w), take_word(w) & 0x1ff);
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

static void set_vga(struct writer *w, uint32_t port, const uint8_t *values,
                    uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        out16(w, port, i | (uint32_t)values[i] << 8);
}

/* A mode with a picture: 640 x 480 pixels of 16 colours, or what a few other
 * values make of it, text among them. */
static void poke_vga_mode(struct writer *w)
{
    static const struct {
        uint8_t misc, memory, mode, window, attribute, scan;
    } modes[] = {{0xe3, 0x06, 0x00, 0x05, 0x01, 0x40},
                 {0x67, 0x02, 0x10, 0x0e, 0x0c, 0x4f},
                 {0x63, 0x0e, 0x40, 0x05, 0x41, 0x41},
                 {0x63, 0x02, 0x30, 0x0f, 0x01, 0xc1}};
    const uint8_t how = take(w), m = how & 3;
    const uint8_t sequencer[] = {3, how >> 2 & 1, 0x0f, 0, modes[m].memory};
    const uint8_t crtc[] = {0x5f, 0x4f, 0x50,          0x82, 0x54, 0x80, 0x0b,
                            0x3e, 0,    modes[m].scan, 0x0d, 0x0e, 0,    0,
                            0,    0,    0xea,          0x0c, 0xdf, 0x28, 0,
                            0xe7, 0x04, 0xe3,          0xff};
    const uint8_t graphics[] = {
        0, 0, 0, how >> 3, 0, modes[m].mode, modes[m].window, 0x0f, 0xff};

    out8(w, 0x3c2, modes[m].misc);
    out16(w, 0x3d4, 0x0011);
    set_vga(w, 0x3c4, sequencer, sizeof sequencer);
    set_vga(w, 0x3d4, crtc, sizeof crtc);
    set_vga(w, 0x3ce, graphics, sizeof graphics);
    emit_port(w, 0x3da);
    emit(w, 1, 0xec);
    for (unsigned i = 0x10; i < 0x15; i++) {
        out8(w, 0x3c0, i);
        out8(w, 0x3c0, i == 0x10 ? modes[m].attribute : i == 0x12 ? 15 : 0);
    }
    out8(w, 0x3c0, 0x20);
}

/* Memory of the VGA and beyond: filled, or copied in itself. */
static void poke_window(struct writer *w)
{
    uint32_t how = take(w);

    emit_block(w, 0xa000 + (take_word(w) & 0x5fff), take_word(w),
               take_word(w) & 0x1ff);
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

    if (how & 2)
        wait_long(w);
    emit(w, 1, how & 1 ? 0xfb : 0xfa);
    emit(w, 1, 0xb9); /* mov cx, n; loop $ */
    emit(w, 2, take_word(w) & 0x3ff);
    emit(w, 2, 0xfee2);
}

static void poke_code(struct writer *w)
{
    for (uint32_t count = take(w) % 16; count > 0; count--)
        emit(w, 1, take(w));
}

static void (*const pokes[])(struct writer *w) = {
    poke_port,   poke_port,     poke_port,     poke_pci,      poke_dma,
    poke_floppy, poke_vga_mode, poke_ata,      poke_ata,      poke_packet,
    poke_data,   poke_data,     poke_vga,      poke_vga,      poke_bus_master,
    poke_window, poke_timer,    poke_keyboard, poke_cmos,     poke_fw_cfg,
    poke_wait,   poke_wait,     poke_code,     poke_mode,     poke_mode,
    poke_task,   poke_x87,      poke_x87,      poke_register, poke_register,
    poke_code,
};

/* Handlers for the vectors of real mode, and for 32-bit gates. A fault, and a
 * tick of the timer, ends what is being done: the next thing is. */
static void put_handlers(uint8_t *rom)
{
    static const uint8_t tick[] = {0xb0, 0x20, 0xe6, 0x20}; /* end of it */
    static const uint8_t real[] = {
        0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xc0, 0x8e, 0xd0, /* ds, es, ss = 0 */
        0xbc, 0x00, 0x70, 0xff, 0x26, 0xf0, 0x04};      /* jmp [04f0h] */
    static const uint8_t gate[] = {0xb8, 0x10, 0x00, 0x8e, 0xd8, 0x8e,
                                   0xc0, 0x8e, 0xd0, 0xbc, 0x00, 0x70,
                                   0xff, 0x26, 0xf0, 0x04};
    static const uint8_t irq[] = {0x50, 0xb0, 0x20, 0xe6, 0xa0,
                                  0xe6, 0x20, 0x58, 0xcf};
    static const uint8_t irq_gate[] = {0x50, 0xb0, 0x20, 0xe6, 0xa0,
                                       0xe6, 0x20, 0x58, 0x66, 0xcf};

    memcpy(rom + TICK_HANDLER, tick, sizeof tick);
    memcpy(rom + FAULT_HANDLER, real, sizeof real);
    memcpy(rom + IRQ_HANDLER, irq, sizeof irq);
    memcpy(rom + GATES + TICK_HANDLER, tick, sizeof tick);
    memcpy(rom + GATES + FAULT_HANDLER, gate, sizeof gate);
    memcpy(rom + GATES + IRQ_HANDLER, irq_gate, sizeof irq_gate);
}

/* Interrupt controllers with vectors 8 and 70h, a tick every 40 us. */
static void begin_interrupts(struct writer *w)
{
    static const uint8_t ports[][2] = {
        {0x20, 0x11}, {0x21, 0x08}, {0x21, 0x04}, {0x21, 0x01}, {0x21, 0x00},
        {0xa0, 0x11}, {0xa1, 0x70}, {0xa1, 0x02}, {0xa1, 0x01}, {0xa1, 0x00},
        {0x43, 0x34}, {0x40, 0x30}, {0x40, 0x00}};

    for (unsigned i = 0; i < ARRAY_LEN(ports); i++)
        out8(w, ports[i][0], ports[i][1]);
}

/* A stack, and vectors: 0 to 7 are faults, 8 is the timer, the rest are other
 * IRQs. After a reset the guest goes on with what comes next. */
static void begin(struct writer *w)
{
    static const uint8_t start[] = {
        0xfa, 0xfc, 0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xc0, /* cli; ds = es = 0 */
        0x8e, 0xd0, 0xbc, 0x00, 0x70, 0x31, 0xff,       /* ss:sp; di = 0 */
        0xb9, 0x08, 0x00,                               /* mov cx, 8 */
        0xb8, 0x00, 0xfd, 0xab, 0xb8, 0x00, 0xf0, 0xab, /* F000:FD00 */
        0xe2, 0xf6, 0xb9, 0xf8, 0x00,                   /* loop; mov cx, 248 */
        0xb8, 0x80, 0xfd, 0xab, 0xb8, 0x00, 0xf0, 0xab, /* F000:FD80 */
        0xe2, 0xf6,                                     /* loop */
        0xc7, 0x06, 0x20, 0x00, 0xfc, 0xfc,             /* vector 8: tick */
        0xc7, 0x06, 0x34, 0x00, 0x00, 0xfd,             /* 0Dh: a fault */
    };
    static const uint8_t reset[] = {0xea, 0x00, 0x00, 0x00, 0xf0};

    memcpy(w->rom, start, sizeof start);
    w->at = sizeof start;
    put_handlers(w->rom);
    memcpy(w->rom + 0xfff0, reset, sizeof reset);
    processor_tables(w);
    begin_interrupts(w);
    emit(w, 3, 0x04f0a1); /* mov ax, [04f0h]; or ax, ax; jz +2; jmp ax */
    emit(w, 2, 0xc00b);
    emit(w, 2, 0x0274);
    emit(w, 2, 0xe0ff);
}

/* With interrupts on, and where to go on if it fails: behind it. */
static void write_poke(struct writer *w)
{
    uint32_t behind = w->at + 5;

    emit(w, 1, 0xfb);
    emit(w, 4, 0x04f006c7); /* mov word [04f0h], behind */
    emit(w, 2, 0);
    pokes[take(w) % ARRAY_LEN(pokes)](w);
    w->rom[behind] = (uint8_t)w->at;
    w->rom[behind + 1] = (uint8_t)(w->at >> 8);
}

void poke_program(uint8_t rom[POKE_ROM_BYTES], const uint8_t *bytes,
                  size_t count)
{
    struct writer w = {.rom = rom, .bytes = bytes, .left = count};

    memset(rom, 0xf4, POKE_ROM_BYTES);
    begin(&w);
    while (w.left && w.at < CODE_END)
        write_poke(&w);
    emit(&w, 4, 0xfdebf4fb); /* sti; hlt; again */
}
