/* SPDX-License-Identifier: MIT
 *
 * hw/sysport.c - system control port B: port 61h and the speaker.
 *
 *   port  bit  access  meaning
 *   61h    7   read    1: memory parity error    always 0
 *          6   read    1: error on an adapter    always 0
 *          5   read    OUT 2 of the 8254
 *          4   read    toggles with each memory refresh, every 15.085 us
 *          3   r/w     0: adapter errors raise NMI
 *          2   r/w     0: parity errors raise NMI
 *          1   r/w     speaker data: 1 lets OUT 2 reach the speaker
 *          0   r/w     GATE 2 of the 8254
 *
 * The BIOS beeps through bits 1 and 0 when there is no screen to complain on,
 * and counts the toggles of bit 4 to wait without a timer interrupt.
 *
 * Source: IBM PC AT Technical Reference, "System Control", "Speaker".
 * Not modelled: errors that raise NMI; sound made by moving bit 1 by hand.
 */
#include "hw/sysport.h"
#include "hw/pit.h"

#define SYSPORT_GATE2   BIT(0)
#define SYSPORT_SPEAKER BIT(1)
#define SYSPORT_WRITTEN FIELD(3, 0)
#define SYSPORT_REFRESH BIT(4)
#define SYSPORT_OUT2    BIT(5)

/* One refresh: 18 pulses of the 8254. */
#define SYSPORT_REFRESH_NS 15085

void sysport_tone(struct board *b)
{
    struct sysport *sysport = board_device(b, DEV_sysport);
    const struct pit *pit = board_device(b, DEV_pit);
    uint32_t hertz = 0;

    if (!sysport || !pit)
        return;
    if (sysport->control & SYSPORT_SPEAKER)
        hertz = pit_tone(pit);
    if (hertz == sysport->hertz)
        return;
    sysport->hertz = hertz;
    board_event(b, EV_SPEAKER, hertz != 0, hertz, 0, 0);
}

static uint32_t sysport_in(struct board *b, void *dev, uint16_t port,
                           unsigned bytes)
{
    const struct sysport *sysport = dev;
    uint32_t value = sysport->control;

    (void)port, (void)bytes;
    if (board_now(b) / SYSPORT_REFRESH_NS & 1)
        value |= SYSPORT_REFRESH;
    if (board_level(b, LINE_OUT2))
        value |= SYSPORT_OUT2;
    return value;
}

static void sysport_drive(struct board *b, struct sysport *sysport)
{
    board_line(b, LINE_GATE2, sysport->control & SYSPORT_GATE2);
    board_line(b, LINE_SPEAKER, sysport->control & SYSPORT_SPEAKER);
    sysport_tone(b);
}

static void sysport_out(struct board *b, void *dev, uint16_t port,
                        unsigned bytes, uint32_t value)
{
    struct sysport *sysport = dev;

    (void)port, (void)bytes;
    sysport->control = value & SYSPORT_WRITTEN;
    sysport_drive(b, sysport);
}

static void sysport_reset(struct board *b, void *dev)
{
    struct sysport *sysport = dev;

    sysport->control = 0;
    sysport_drive(b, sysport);
}

const struct device_ops sysport_ops = {
    .part = "system control port B and speaker",
    .reset = sysport_reset,
    .in = sysport_in,
    .out = sysport_out,
};
