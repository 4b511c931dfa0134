/* SPDX-License-Identifier: MIT
 *
 * hw/ps2_mouse.c - the PS/2 mouse at the end of the second cable.
 *
 *   command  meaning                          answer
 *   E6h      scaling 1:1                      FAh
 *   E7h      scaling 2:1 (in stream mode)     FAh
 *   E8h      resolution, 1 argument           FAh, FAh
 *   E9h      status request                   FAh, 3 bytes
 *   EAh      stream mode                      FAh
 *   EBh      read data                        FAh, a packet
 *   ECh      end of wrap mode                 FAh
 *   EEh      wrap mode: bytes come back       FAh
 *   F0h      remote mode: packets by EBh      FAh
 *   F2h      identify                         FAh, 00h (03h: with a wheel)
 *   F3h      packets a second, 1 argument     FAh, FAh
 *   F4h      send packets                     FAh
 *   F5h      do not                           FAh
 *   F6h      defaults                         FAh
 *   FEh      resend                           the last answer or packet
 *   FFh      reset and self-test (BAT)        FAh; then AAh, 00h (FCh: failed)
 *   others                                    FEh; the second time FCh
 *
 * A packet, bit 7 first; its counts have 9 bits:
 *
 *   byte 1   Y over  X over  Y sign  X sign  1  middle  right  left
 *   byte 2   X, to the right        byte 3   Y, away from the user
 *   byte 4   turns of the wheel, towards the user (id 3 alone)
 *
 * A mouse that is told the rates 200, 100, 80 in a row and has a wheel becomes
 * id 3; to any other driver it stays a mouse with three bytes a packet.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Mouse"; Microsoft
 * IntelliMouse, "PS/2 Protocol" (Windows hardware design notes).
 * Not modelled: deafness during the self-test, wear.
 */
#include "hw/ps2_mouse.h"

#include <string.h>

#define MOUSE_THINK_NS   UINT64_C(1000000)   /* receive and look at a byte */
#define MOUSE_BAT_NS     UINT64_C(400000000) /* 300 to 500 ms */
#define MOUSE_SECOND     UINT64_C(1000000000)

#define MOUSE_RATE       100
#define MOUSE_4_PER_MM   2
#define MOUSE_FINEST     3    /* 8 counts a millimetre */
#define MOUSE_WAY_MOST   4096 /* in 1/8 mm: more than any packet tells */
#define MOUSE_COUNT_MOST 255

/* First byte of a packet; its buttons are PS2_LEFT and so on. */
#define PACKET_Y_OVER BIT(7)
#define PACKET_X_OVER BIT(6)
#define PACKET_Y_SIGN BIT(5)
#define PACKET_X_SIGN BIT(4)
#define PACKET_ALWAYS BIT(3)

/* First byte of the status: other places for the buttons. */
#define STATUS_REMOTE  BIT(6)
#define STATUS_ENABLED BIT(5)
#define STATUS_TWICE   BIT(4)
#define STATUS_LEFT    BIT(2)
#define STATUS_MIDDLE  BIT(1)
#define STATUS_RIGHT   BIT(0)

enum mouse_byte {
    MOUSE_ID_PLAIN = 0x00,
    MOUSE_ID_WHEEL = 0x03,
    MOUSE_BAT_PASSED = 0xaa,
    MOUSE_SCALE_1 = 0xe6, /* the first command; below are arguments */
    MOUSE_SCALE_2 = 0xe7,
    MOUSE_SET_RESOLUTION = 0xe8,
    MOUSE_STATUS = 0xe9,
    MOUSE_STREAM = 0xea,
    MOUSE_READ = 0xeb,
    MOUSE_UNWRAP = 0xec,
    MOUSE_WRAP = 0xee,
    MOUSE_REMOTE = 0xf0,
    MOUSE_IDENTIFY = 0xf2,
    MOUSE_SET_RATE = 0xf3,
    MOUSE_ENABLE = 0xf4,
    MOUSE_DISABLE = 0xf5,
    MOUSE_DEFAULTS = 0xf6,
    MOUSE_ACK = 0xfa,
    MOUSE_FAILED = 0xfc,
    MOUSE_RESEND = 0xfe, /* both ways */
    MOUSE_RESET = 0xff,
};

static void mouse_say(struct ps2_mouse *m, uint8_t byte)
{
    m->message[m->length++] = byte;
}

static void mouse_forget_way(struct ps2_mouse *m)
{
    m->x = 0;
    m->y = 0;
    m->wheel = 0;
    m->told = m->buttons;
}

static void mouse_defaults(struct ps2_mouse *m)
{
    m->rate = MOUSE_RATE;
    m->resolution = MOUSE_4_PER_MM;
    m->twice = 0;
    m->remote = 0;
    m->enabled = 0;
    mouse_forget_way(m);
}

static void mouse_self_test(struct ps2_mouse *m, uint64_t now)
{
    mouse_defaults(m);
    m->wrap = 0;
    m->id = MOUSE_ID_PLAIN;
    m->rates[0] = m->rates[1] = 0;
    m->bat_ns = now + MOUSE_BAT_NS;
}

void ps2_mouse_power_on(struct ps2_mouse *m, uint64_t now)
{
    m->length = m->sent = 0;
    m->expects = 0;
    mouse_self_test(m, now);
}

/* Packets */

static bool mouse_streams(const struct ps2_mouse *m)
{
    return m->enabled && !m->remote && !m->wrap && !m->expects;
}

/* Eighths of a millimetre a count. */
static int mouse_step(const struct ps2_mouse *m)
{
    return 8 >> m->resolution;
}

static bool mouse_has_news(const struct ps2_mouse *m)
{
    int step = mouse_step(m);

    return m->x / step || m->y / step || m->buttons != m->told ||
           (m->id == MOUSE_ID_WHEEL && m->wheel);
}

/* Scaling 2:1: small steps stay fine, long ones count twice. */
static int mouse_scale(int count)
{
    static const uint8_t fine[] = {0, 1, 1, 3, 6, 9};
    int way = count < 0 ? -count : count;

    way = way < (int)ARRAY_LEN(fine) ? fine[way] : 2 * way;
    return count < 0 ? -way : way;
}

/* What one axis tells: 9 bits. What does not fit is lost. */
static int mouse_count(const struct ps2_mouse *m, int16_t *way, bool twice,
                       bool *over)
{
    int step = mouse_step(m), count = *way / step;

    *way = (int16_t)(*way % step);
    if (twice)
        count = mouse_scale(count);
    *over = count > MOUSE_COUNT_MOST || count < -MOUSE_COUNT_MOST;
    if (*over)
        count = count < 0 ? -MOUSE_COUNT_MOST : MOUSE_COUNT_MOST;
    return count;
}

static void mouse_packet(struct ps2_mouse *m, bool twice)
{
    bool x_over, y_over;
    int x = mouse_count(m, &m->x, twice, &x_over);
    int y = mouse_count(m, &m->y, twice, &y_over);

    mouse_say(
        m,
        (uint8_t)(PACKET_ALWAYS | m->buttons | (x < 0 ? PACKET_X_SIGN : 0) |
                  (y < 0 ? PACKET_Y_SIGN : 0) | (x_over ? PACKET_X_OVER : 0) |
                  (y_over ? PACKET_Y_OVER : 0)));
    mouse_say(m, (uint8_t)x);
    mouse_say(m, (uint8_t)y);
    if (m->id == MOUSE_ID_WHEEL)
        mouse_say(m, (uint8_t)m->wheel);
    m->wheel = 0;
    m->told = m->buttons;
}

static int16_t mouse_further(int16_t way, int8_t by)
{
    int sum = way + 2 * by; /* quarters to eighths */

    if (sum > MOUSE_WAY_MOST)
        sum = MOUSE_WAY_MOST;
    if (sum < -MOUSE_WAY_MOST)
        sum = -MOUSE_WAY_MOST;
    return (int16_t)sum;
}

bool ps2_mouse_move(struct ps2_mouse *m, const struct ps2_move *move,
                    uint64_t now)
{
    bool listens = m->enabled || m->remote;

    if (m->unplugged)
        return true;
    if (m->bat_ns > now || (mouse_streams(m) && mouse_has_news(m)))
        return false;
    m->buttons = move->buttons & (PS2_LEFT | PS2_RIGHT | PS2_MIDDLE);
    if (!listens) {
        mouse_forget_way(m);
        return true;
    }
    m->x = mouse_further(m->x, move->dx);
    m->y = mouse_further(m->y, move->dy);
    m->wheel = move->wheel;
    if (m->ready_ns < now)
        m->ready_ns = now;
    return true;
}

/* Commands */

static bool mouse_rate_exists(uint8_t rate)
{
    static const uint8_t rates[] = {10, 20, 40, 60, 80, 100, 200};

    return memchr(rates, rate, sizeof rates) != NULL;
}

static void mouse_set_rate(struct ps2_mouse *m, uint8_t rate)
{
    if (m->rates[0] == 200 && m->rates[1] == 100 && rate == 80)
        m->id = MOUSE_ID_WHEEL;
    m->rates[0] = m->rates[1];
    m->rates[1] = rate;
    m->rate = rate;
}

/* What was too little for a coarse count is not told in fine ones. */
static void mouse_set_resolution(struct ps2_mouse *m, uint8_t resolution)
{
    m->resolution = resolution;
    m->x = 0;
    m->y = 0;
}

static void mouse_refuse(struct ps2_mouse *m)
{
    m->message[0] = m->wrong ? MOUSE_FAILED : MOUSE_RESEND;
    m->wrong = !m->wrong;
}

static void mouse_argument(struct ps2_mouse *m, uint8_t command, uint8_t byte)
{
    bool is_rate = command == MOUSE_SET_RATE;

    if (is_rate ? !mouse_rate_exists(byte) : byte > MOUSE_FINEST) {
        m->expects = m->wrong ? 0 : command;
        mouse_refuse(m);
        return;
    }
    m->wrong = 0;
    if (is_rate)
        mouse_set_rate(m, byte);
    else
        mouse_set_resolution(m, byte);
}

static void mouse_tell_status(struct ps2_mouse *m)
{
    mouse_say(m, (uint8_t)((m->remote ? STATUS_REMOTE : 0) |
                           (m->enabled ? STATUS_ENABLED : 0) |
                           (m->twice ? STATUS_TWICE : 0) |
                           (m->buttons & PS2_LEFT ? STATUS_LEFT : 0) |
                           (m->buttons & PS2_MIDDLE ? STATUS_MIDDLE : 0) |
                           (m->buttons & PS2_RIGHT ? STATUS_RIGHT : 0)));
    mouse_say(m, m->resolution);
    mouse_say(m, m->rate);
}

/* Commands that only set something. */
static void mouse_set(struct ps2_mouse *m, uint8_t byte)
{
    switch (byte) {
    case MOUSE_SCALE_1:
    case MOUSE_SCALE_2:
        m->twice = byte == MOUSE_SCALE_2;
        break;
    case MOUSE_STREAM:
    case MOUSE_REMOTE:
        m->remote = byte == MOUSE_REMOTE;
        mouse_forget_way(m);
        break;
    case MOUSE_WRAP:
    case MOUSE_UNWRAP:
        m->wrap = byte == MOUSE_WRAP;
        break;
    case MOUSE_ENABLE:
    case MOUSE_DISABLE:
        m->enabled = byte == MOUSE_ENABLE;
        mouse_forget_way(m);
        break;
    case MOUSE_DEFAULTS:
        mouse_defaults(m);
        break;
    default:
        mouse_refuse(m);
        return;
    }
    m->wrong = 0;
}

/* The last message again, without its acknowledge. */
static void mouse_resend(struct ps2_mouse *m, uint8_t length)
{
    if (length > 1 && m->message[0] == MOUSE_ACK && !m->packet)
        memmove(&m->message[0], &m->message[1], --length);
    if (length == 0)
        m->message[0] = MOUSE_ACK;
    m->length = length ? length : 1;
}

static void mouse_obey(struct ps2_mouse *m, uint8_t byte, uint64_t now)
{
    switch (byte) {
    case MOUSE_SET_RESOLUTION:
    case MOUSE_SET_RATE:
        m->expects = byte;
        break;
    case MOUSE_STATUS:
        mouse_tell_status(m);
        break;
    case MOUSE_READ:
        mouse_packet(m, false);
        break;
    case MOUSE_IDENTIFY:
        mouse_say(m, m->id);
        break;
    case MOUSE_RESET:
        mouse_self_test(m, now);
        break;
    default:
        mouse_set(m, byte);
        return;
    }
    m->wrong = 0;
}

/* An argument lies below all commands; a command in its place takes over. */
void ps2_mouse_command(struct ps2_mouse *m, uint8_t byte, uint64_t now)
{
    uint8_t command = m->expects, length = m->length;
    bool echo = m->wrap && byte != MOUSE_RESET && byte != MOUSE_UNWRAP;

    m->expects = 0;
    m->sent = 0;
    m->ready_ns = now + MOUSE_THINK_NS;
    if (m->bat_ns && m->bat_ns <= now)
        m->bat_ns = 0;
    if (!echo && byte == MOUSE_RESEND) {
        mouse_resend(m, length);
        return;
    }
    m->packet = 0;
    m->length = 0;
    mouse_say(m, echo ? byte : MOUSE_ACK);
    if (echo)
        return;
    if (command && byte < MOUSE_SCALE_1)
        mouse_argument(m, command, byte);
    else
        mouse_obey(m, byte, now);
}

/* Sending: answers first, then the end of a self-test, then packets. */

uint64_t ps2_mouse_when(const struct ps2_mouse *m)
{
    if (m->unplugged)
        return PS2_MOUSE_NEVER;
    if (m->sent < m->length)
        return m->ready_ns;
    if (m->bat_ns)
        return m->bat_ns;
    if (mouse_streams(m) && mouse_has_news(m))
        return m->ready_ns > m->sample_ns ? m->ready_ns : m->sample_ns;
    return PS2_MOUSE_NEVER;
}

uint8_t ps2_mouse_send(struct board *b, struct ps2_mouse *m)
{
    if (m->sent == m->length) {
        m->sent = m->length = 0;
        m->packet = !m->bat_ns;
        if (m->bat_ns) {
            mouse_say(m, board_fails(b, m->weak_bat) ? MOUSE_FAILED
                                                     : MOUSE_BAT_PASSED);
            mouse_say(m, m->id);
            m->bat_ns = 0;
        } else {
            mouse_packet(m, m->twice);
            m->sample_ns = board_now(b) + MOUSE_SECOND / m->rate;
        }
    }
    return m->message[m->sent++];
}
