/* SPDX-License-Identifier: MIT
 *
 * sim/inspect_devices.c - the registers of the devices in words: what each
 * chip is set to do now. The fields are those of the chips' headers in hw/.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/inspect.h"
#include "sim/inspect_devices.h"
#include "sim/session_state.h"

/* --- interrupts -------------------------------------------------------- */

static void pins(struct words *w, const char *title, unsigned bits)
{
    words_add(w, "  %-12s", title);
    if (!bits)
        words_add(w, " none");
    for (unsigned pin = 0; pin < 8; pin++)
        if (bits & BIT(pin))
            words_add(w, " IR%u", pin);
    words_add(w, "\n");
}

static void say_pic(struct words *w, const struct board *b, const void *state)
{
    const struct pic *pic = state;

    (void)b;
    if (!pic->ready) {
        words_add(w, "  not initialised yet: no interrupt passes\n");
        return;
    }
    words_add(w, "  vectors      %02Xh to %02Xh%s\n", (unsigned)pic->icw2,
              pic->icw2 + 7u, pic->icw4 & BIT(1) ? ", automatic EOI" : "");
    pins(w, "requested", pic->irr);
    pins(w, "in service", pic->isr);
    pins(w, "masked", pic->imr);
}

/* --- time -------------------------------------------------------------- */

static void say_pit(struct words *w, const struct board *b, const void *state)
{
    static const char *const uses[] = {"IRQ0", "refresh", "speaker"};
    const struct pit *pit = state;

    (void)b;
    for (unsigned i = 0; i < 3; i++) {
        const struct pit_counter *c = &pit->counter[i];

        words_add(w, "  counter %u (%s)", i, uses[i]);
        if (!c->armed) {
            words_add(w, ": not programmed\n");
            continue;
        }
        words_add(w, ": mode %s", words_pit_mode(pit_counter_mode(c)));
        words_add(w, ", reload %u, OUT is %s\n", (unsigned)c->reload,
                  c->out ? "high" : "low");
        if (c->reload && (pit_counter_mode(c) == PIT_RATE ||
                          pit_counter_mode(c) == PIT_SQUARE))
            words_add(w, "      %u.%u times a second\n",
                      (unsigned)(PIT_HERTZ / c->reload),
                      (unsigned)(PIT_HERTZ * 10 / c->reload % 10));
    }
}

static void say_rtc(struct words *w, const struct board *b, const void *state)
{
    const struct rtc *rtc = state;
    const uint8_t *cell = rtc->cell;
    const char *form = cell[RTC_B] & RTC_B_DM
                           ? "20%02u-%02u-%02u %02u:%02u:%02u"
                           : "20%02X-%02X-%02X %02X:%02X:%02X";

    (void)b;
    words_add(w, "  date         ");
    words_add(w, form, (unsigned)cell[RTC_YEAR], (unsigned)cell[RTC_MONTH],
              (unsigned)cell[RTC_DAY], (unsigned)cell[RTC_HOURS],
              (unsigned)cell[RTC_MINUTES], (unsigned)cell[RTC_SECONDS]);
    words_add(w, "\n  index        cell %02Xh, NMI %s\n", (unsigned)rtc->index,
              rtc->nmi_masked ? "masked" : "not masked");
    words_add(w, "  interrupts  %s%s%s%s\n",
              cell[RTC_B] & RTC_B_PIE ? " periodic" : "",
              cell[RTC_B] & RTC_B_AIE ? " alarm" : "",
              cell[RTC_B] & RTC_B_UIE ? " update" : "",
              cell[RTC_B] & (RTC_B_PIE | RTC_B_AIE | RTC_B_UIE) ? "" : " none");
    words_add(w, "  battery      %s\n",
              cell[RTC_D] & RTC_D_VRT ? "good" : "dead");
}

/* --- keyboard, ports --------------------------------------------------- */

static void say_mouse_state(struct words *w, const struct ps2_mouse *mouse)
{
    if (mouse->unplugged) {
        words_add(w, "  mouse        none on the cable\n");
        return;
    }
    words_add(w, "  mouse        number %u, %s\n", (unsigned)mouse->id,
              mouse->wrap      ? "sends every byte back"
              : mouse->remote  ? "tells moves when asked"
              : mouse->enabled ? "tells moves of its own accord"
                               : "tells no moves");
    words_add(w, "      %u packets a second, %u counts a millimetre, %s\n",
              (unsigned)mouse->rate, 1u << mouse->resolution,
              mouse->twice ? "scaling 2:1" : "scaling 1:1");
}

static void say_kbc(struct words *w, const struct board *b, const void *state)
{
    const struct kbc *kbc = state;

    (void)b;
    words_add(w, "  output       %s%02Xh\n",
              kbc->status & BIT(0) ? "full, " : "empty, last ",
              (unsigned)kbc->output);
    words_add(w, "  input        %s\n",
              kbc->status & BIT(1) ? "full, not taken yet" : "empty");
    words_add(w, "  self-test    %s\n",
              kbc->status & BIT(2) ? "passed" : "not passed yet");
    words_add(w, "  IRQ1         %s\n",
              kbc->ram[0] & BIT(0) ? "enabled" : "disabled");
    words_add(w, "  keyboard     %s, translation %s\n",
              kbc->ram[0] & BIT(4) ? "disabled" : "enabled",
              kbc->ram[0] & BIT(6) ? "on" : "off");
    words_add(w, "  IRQ12        %s\n",
              kbc->ram[0] & BIT(1) ? "enabled" : "disabled");
    words_add(w, "  mouse port   %s\n",
              kbc->ram[0] & BIT(5) ? "disabled" : "enabled");
    say_mouse_state(w, &kbc->mouse);
    words_add(w, "  A20 gate     %s\n",
              kbc->output_port & BIT(1) ? "open" : "closed");
}

static void say_sysport(struct words *w, const struct board *b,
                        const void *state)
{
    const struct sysport *port = state;

    (void)b;
    words_add(w, "  timer gate 2 %s\n",
              port->control & BIT(0) ? "open" : "closed");
    if (port->hertz)
        words_add(w, "  speaker      %u Hz\n", (unsigned)port->hertz);
    else
        words_add(w, "  speaker      silent\n");
}

static void say_port92(struct words *w, const struct board *b,
                       const void *state)
{
    const struct port92 *port = state;

    words_add(w, "  fast A20     %s\n",
              port->control & BIT(1) ? "open" : "closed");
    words_add(w, "  A20 line     %s\n",
              b->cpu.s.a20_closed ? "closed: address bit 20 is 0" : "open");
}

static void say_post(struct words *w, const struct board *b, const void *state)
{
    const struct post *post = state;

    (void)b;
    words_add(w, "  digits       %02X", (unsigned)post->code);
    words_post_code(w, post->code);
    words_add(w, "\n");
}

/* --- serial ports, video ----------------------------------------------- */

static void say_uart(struct words *w, const struct board *b, const void *state)
{
    const struct uart *uart = state;

    (void)b;
    if (uart->divisor)
        words_add(w, "  speed        %u bit/s\n",
                  115200u / (unsigned)uart->divisor);
    words_add(w, "  sending      ");
    words_count(w, uart->tx.count, "byte");
    words_add(w, "\n  received     ");
    words_count(w, uart->rx.count, "byte");
    words_add(w, "\n");
    words_add(w, "  interrupts   %s (IER %02Xh)\n",
              uart->ier & 15 ? "enabled" : "none", (unsigned)uart->ier);
}

static void say_dispi(struct words *w, const struct board *b,
                      const struct dispi *d)
{
    words_add(w, "  VBE          %u bits a pixel, %u pixels to the next line\n",
              (unsigned)d->bpp, (unsigned)d->virt_width);
    words_add(w, "  begins at    column %u, line %u of the memory\n",
              (unsigned)d->x_offset, (unsigned)d->y_offset);
    if (b->s.video.base)
        words_add(w, "  memory       16 MiB at %08Xh, bank %u at A0000h\n",
                  (unsigned)b->s.video.base, (unsigned)d->bank);
    else
        words_add(w, "  memory       16 MiB, bank %u at A0000h\n",
                  (unsigned)d->bank);
}

static void say_vga(struct words *w, const struct board *b, const void *state)
{
    const struct vga *vga = state;

    if (!vga->shown_columns)
        words_add(w, "  screen       dark\n");
    else if (vga->shown_graphics)
        words_add(w, "  screen       graphics, %u x %u pixels\n",
                  (unsigned)vga->shown_columns, (unsigned)vga->shown_rows);
    else
        words_add(w, "  screen       text, %u columns, %u rows\n",
                  (unsigned)vga->shown_columns, (unsigned)vga->shown_rows);
    if (vga->shown_bits) {
        say_dispi(w, b, &vga->dispi);
        return;
    }
    words_add(w, "  cursor       cell %u\n",
              (unsigned)(vga->crtc[14] << 8 | vga->crtc[15]));
    words_add(w, "  start        cell %u\n",
              (unsigned)(vga->crtc[12] << 8 | vga->crtc[13]));
}

/* --- small ones -------------------------------------------------------- */

static void say_fpu_error(struct words *w, const struct board *b,
                          const void *state)
{
    const struct fpu_error *logic = state;

    words_add(w, "  FERR#        %s\n",
              logic->waits ? "an error of the coprocessor waits" : "no error");
    words_add(w, "  IRQ13        %s\n",
              b->s.line[LINE_IRQ0 + 13] ? "high" : "low");
    words_add(w, "  IGNNE#       %s\n",
              b->s.line[LINE_IGNNE] ? "the processor goes on in spite of it"
                                    : "not driven");
}

static void say_marker_port(struct words *w, const struct board *b,
                            const void *state)
{
    const struct marker *marker = state;

    (void)b;
    words_add(w, "  last marker  %02Xh", (unsigned)marker->step);
    words_marker(w, marker->step);
    words_add(w, "\n");
}

static void say_debugcon(struct words *w, const struct board *b,
                         const void *state)
{
    const struct debugcon *console = state;

    (void)b;
    words_add(w, "  last byte    ");
    words_character(w, console->last);
    words_add(w, "\n");
}

/* --- all --------------------------------------------------------------- */

static device_speaker *const speakers[DEV_COUNT] = {
    [DEV_dma1] = describe_dma,
    [DEV_pic1] = say_pic,
    [DEV_pit] = say_pit,
    [DEV_kbc] = say_kbc,
    [DEV_sysport] = say_sysport,
    [DEV_rtc] = say_rtc,
    [DEV_post] = say_post,
    [DEV_dma_page] = describe_dma_page,
    [DEV_port92] = say_port92,
    [DEV_pic2] = say_pic,
    [DEV_dma2] = describe_dma,
    [DEV_marker] = say_marker_port,
    [DEV_debugcon] = say_debugcon,
    [DEV_fpu_error] = say_fpu_error,
    [DEV_ata2] = describe_ata,
    [DEV_ata] = describe_ata,
    [DEV_com2] = say_uart,
    [DEV_vga] = say_vga,
    [DEV_fdc] = describe_fdc,
    [DEV_com1] = say_uart,
    [DEV_fw_cfg] = describe_fw_cfg,
    [DEV_pci] = describe_pci,
    [DEV_i440fx] = describe_i440fx,
    [DEV_piix_isa] = describe_piix_isa,
    [DEV_piix_ide] = describe_piix_ide,
    [DEV_piix_pm] = describe_piix_pm,
};

unsigned session_devices(void)
{
    return DEV_COUNT;
}

unsigned event_device(const struct event *e)
{
    switch (e->kind) {
    case EV_IO_IN:
    case EV_IO_OUT:
    case EV_MMIO_READ:
    case EV_MMIO_WRITE:
        return e->arg[3];
    case EV_EXIT:
        return e->arg[1];
    case EV_IRQ_LINE:
        return e->arg[2];
    case EV_HOST_DEVICE:
        return e->arg[0];
    case EV_POST_CODE:
        return DEV_post;
    case EV_MARKER:
        return DEV_marker;
    case EV_DISK_REQUEST:
    case EV_DISK_DONE:
        return e->arg[0] == 2 || e->arg[0] == 3 ? DEV_ata2 : DEV_ata;
    case EV_FLOPPY_REQUEST:
    case EV_FLOPPY_SEEK:
    case EV_FLOPPY_DONE:
        return DEV_fdc;
    case EV_DMA_CHANNEL:
        return e->arg[0] < 4   ? DEV_dma1
               : e->arg[0] < 8 ? DEV_dma2
                               : DEV_piix_ide;
    case EV_PIT_COUNTER:
        return DEV_pit;
    case EV_SPEAKER:
        return DEV_sysport;
    case EV_VIDEO_MODE:
        return DEV_vga;
    case EV_KEY:
    case EV_MOUSE:
        return DEV_kbc;
    case EV_SOFT_OFF:
        return DEV_piix_pm;
    default:
        return SESSION_NO_DEVICE;
    }
}

void session_device_words(const struct session *s, unsigned device, char *text,
                          size_t size)
{
    const struct board *b = &s->machine.board;
    const uint8_t *state = (const uint8_t *)&b->s.devices;
    struct words w = {text, size, 0};
    uint64_t due = b->s.deadline[device];

    text[0] = '\0';
    if (!board_has(b, (enum device_id)device))
        return;
    words_add(&w, "%s: %s\n", device_rows[device].name,
              device_rows[device].ops->part);
    if (speakers[device])
        speakers[device](&w, b, state + device_rows[device].offset);
    if (due != BOARD_NEVER && due > session_now(s))
        words_add(&w, "  next action  in %" PRIu64 ".%03" PRIu64 " us\n",
                  (due - session_now(s)) / 1000, (due - session_now(s)) % 1000);
}
