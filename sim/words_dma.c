/* SPDX-License-Identifier: MIT
 *
 * sim/words_dma.c - the words for the two DMA controllers and their page
 * registers.
 *
 * Source: Intel 8237A data sheet, "Register Description", "Software Commands";
 * IBM PC AT Technical Reference, "DMA Controller", "DMA Page Registers".
 */
#include "sim/words.h"

#include "hw/dma.h"

#define SECOND_PORTS 0xc0u
#define CHANNEL      FIELD(1, 0)
#define SET          BIT(2)

/* See sim/port_state.h. */
#define BASE(before) ((before)&0xffff)
#define HIGH_NEXT    BIT(16)

static const char *const channels[8] = {
    "channel 0", "channel 1", "channel 2", "channel 3",
    "channel 4", "channel 5", "channel 6", "channel 7",
};

const char *words_dma_transfer(uint32_t mode)
{
    switch (mode & DMA_TRANSFER) {
    case DMA_WRITE:
        return "to memory";
    case DMA_READ:
        return "from memory";
    case DMA_VERIFY:
        return "verify, no data moves";
    default:
        return "in no direction that exists";
    }
}

/* --- page registers ---------------------------------------------------- */

static const struct name pages[] = {
    {0x81, "2"}, {0x82, "3"}, {0x83, "1"}, {0x87, "0"},
    {0x89, "6"}, {0x8a, "7"}, {0x8b, "5"}, {0, NULL},
};

static void say_page(struct words *w, const struct access *a)
{
    const char *channel = name_find(pages, a->port);

    if (!channel && a->port == 0x8f)
        words_add(w, "DMA page register of the memory refresh");
    else if (!channel)
        words_add(w, "DMA page register %02Xh, for no channel", a->port);
    else if (a->port < 0x88)
        words_add(w, "DMA channel %s: address bits 23:16 are %02Xh", channel,
                  a->value);
    else
        words_add(w, "DMA channel %s: address bits 23:17 are those of %02Xh",
                  channel, a->value);
}

/* --- addresses and counts ---------------------------------------------- */

/* The high byte makes the number whole. */
static void say_whole(struct words *w, const struct access *a, bool count,
                      const char *unit)
{
    uint32_t whole = (a->value & 0xff) << 8 | (a->before & 0xff);

    words_add(w, ": %04Xh", whole);
    if (count) {
        words_add(w, ", which means ");
        words_count(w, whole + 1, unit);
    } else if (*unit == 'w') {
        words_add(w, " words from the start of its page");
    }
}

static void say_half(struct words *w, const struct access *a, unsigned channel,
                     bool count)
{
    bool high = a->before & HIGH_NEXT;

    words_add(w, "DMA channel %u: %s byte of the %s", channel,
              high ? "high" : "low", count ? "count" : "address");
    if (!a->write)
        words_add(w, " as it stands now");
    else if (high)
        say_whole(w, a, count, channel < 4 ? "byte" : "word");
}

/* --- the other registers ----------------------------------------------- */

static void say_channels(struct words *w, uint32_t bits, unsigned first,
                         const char *none)
{
    words_bits(w, bits & 15, channels + first, 4, none);
}

static void say_status(struct words *w, uint32_t value, unsigned first)
{
    words_add(w, ", status: terminal count of ");
    say_channels(w, value, first, "none");
    words_add(w, "; requests of ");
    say_channels(w, value >> 4, first, "none");
}

static void say_channel_mode(struct words *w, uint32_t value)
{
    static const char *const kinds[4] = {"on demand", "single", "in blocks",
                                         "cascade"};

    words_add(w, "mode %s", kinds[value >> 6 & 3]);
    if ((value & DMA_KIND) == DMA_CASCADE) {
        words_add(w, ", for the controller behind it");
        return;
    }
    words_add(w, ", %s, address %s%s", words_dma_transfer(value),
              value & DMA_DOWN ? "downwards" : "upwards",
              value & DMA_AGAIN ? ", begins anew at its end" : "");
}

/* Registers 9, A and B begin with the channel that they are for. */
static void say_one(struct words *w, uint32_t value, unsigned reg,
                    unsigned first)
{
    words_add(w, "DMA channel %u: ", (value & CHANNEL) + first);
    if (reg == 0xb)
        say_channel_mode(w, value);
    else if (reg == 0x9)
        words_add(w, "a request by software %s",
                  value & SET ? "is made" : "is taken back");
    else
        words_add(w, "%s",
                  value & SET ? "masked, it takes no requests"
                              : "it takes requests");
}

static void say_all(struct words *w, const struct access *a, unsigned reg,
                    unsigned first)
{
    words_add(w, "DMA controller %u", first ? 2 : 1);
    switch (reg) {
    case 0x8:
        if (a->write)
            words_add(w, ", command: the controller is %s",
                      a->value & DMA_COMMAND_OFF ? "off" : "on");
        else
            say_status(w, a->value, first);
        break;
    case 0xc:
        words_add(w, ": the next byte of an address or count is a low one");
        break;
    case 0xd:
        words_add(w, "%s",
                  a->write ? ": master clear, all channels masked"
                           : ", temporary register");
        break;
    case 0xe:
        words_add(w, ": all channels take requests");
        break;
    default:
        words_add(w, ": requests are taken from ");
        say_channels(w, ~a->value, first, "no channel");
    }
}

void words_dma(struct words *w, const struct access *a)
{
    bool second = a->port >= SECOND_PORTS;
    unsigned reg = second ? (a->port - SECOND_PORTS) / 2 : a->port;
    unsigned first = second ? 4 : 0;

    if (a->port >= 0x80 && a->port <= 0x8f)
        say_page(w, a);
    else if (reg < 8)
        say_half(w, a, reg / 2 + first, reg & 1);
    else if (!a->write && reg != 0x8 && reg != 0xd)
        words_add(w, "DMA controller %u: this register cannot be read",
                  second ? 2 : 1);
    else if (reg >= 0x9 && reg <= 0xb)
        say_one(w, a->value, reg, first);
    else
        say_all(w, a, reg, first);
}

void say_dma_channel(struct words *w, const struct event *e)
{
    bool words = e->arg[0] >= 4;

    if (e->arg[0] >= 8) {
        words_bus_master_data(w, e);
        return;
    }
    words_add(w, "DMA channel %u takes requests", e->arg[0]);
    if ((e->arg[3] & DMA_KIND) == DMA_CASCADE) {
        words_add(w, " for the controller behind it.");
        return;
    }
    words_add(w, ": ");
    words_count(w, e->arg[2], words ? "word" : "byte");
    words_add(w, " at %06Xh, %s.", e->arg[1], words_dma_transfer(e->arg[3]));
}
