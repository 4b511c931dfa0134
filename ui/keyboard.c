/* SPDX-License-Identifier: MIT
 *
 * ui/keyboard.c - what a terminal sends for a key, as a key of the guest.
 *
 * The sequences are those of VT100, VT220, xterm, rxvt, tmux and the Linux
 * console. A sequence that means nothing to a PC is swallowed as a whole.
 *
 * Source: ECMA-48, "Control sequences"; XTerm Control Sequences, "PC-Style
 *         Function Keys".
 */
#include "ui/keyboard.h"

#include <string.h>

#include "sim/session.h"

#define ESCAPE 0x1b
#define F(n)   (SESSION_KEY_F1 + (n)-1)

static const struct {
    const char *sequence; /* after ESC */
    uint32_t key;
} sequences[] = {
    {"[A", SESSION_KEY_UP},
    {"OA", SESSION_KEY_UP},
    {"[B", SESSION_KEY_DOWN},
    {"OB", SESSION_KEY_DOWN},
    {"[C", SESSION_KEY_RIGHT},
    {"OC", SESSION_KEY_RIGHT},
    {"[D", SESSION_KEY_LEFT},
    {"OD", SESSION_KEY_LEFT},
    {"[H", SESSION_KEY_HOME},
    {"OH", SESSION_KEY_HOME},
    {"[F", SESSION_KEY_END},
    {"OF", SESSION_KEY_END},
    {"[1~", SESSION_KEY_HOME},
    {"[7~", SESSION_KEY_HOME},
    {"[4~", SESSION_KEY_END},
    {"[8~", SESSION_KEY_END},
    {"[2~", SESSION_KEY_INSERT},
    {"[3~", SESSION_KEY_DELETE},
    {"[5~", SESSION_KEY_PAGE_UP},
    {"[6~", SESSION_KEY_PAGE_DOWN},
    {"OP", F(1)},
    {"[[A", F(1)},
    {"[11~", F(1)},
    {"OQ", F(2)},
    {"[[B", F(2)},
    {"[12~", F(2)},
    {"OR", F(3)},
    {"[[C", F(3)},
    {"[13~", F(3)},
    {"OS", F(4)},
    {"[[D", F(4)},
    {"[14~", F(4)},
    {"[15~", F(5)},
    {"[[E", F(5)},
    {"[17~", F(6)},
    {"[18~", F(7)},
    {"[19~", F(8)},
    {"[20~", F(9)},
    {"[21~", F(10)},
    {"[23~", F(11)},
    {"[24~", F(12)},
    {"OM", '\r'},
    {"[Z", '\t'},
};

/* Length of the escape sequence at the front, with ESC; 0: not whole yet. */
static size_t sequence_length(const uint8_t *bytes, size_t count)
{
    size_t i = 2;

    if (count < 3)
        return 0;
    if (bytes[1] == 'O')
        return 3;
    if (bytes[2] == '[') /* the Linux console's F1 to F5 */
        return count >= 4 ? 4 : 0;
    while (i < count && bytes[i] >= 0x20 && bytes[i] < 0x40)
        i++;
    return i < count ? i + 1 : 0;
}

static uint32_t sequence_key(const uint8_t *bytes, size_t length)
{
    for (unsigned i = 0; i < ARRAY_LEN(sequences); i++)
        if (strlen(sequences[i].sequence) == length &&
            !memcmp(sequences[i].sequence, bytes, length))
            return sequences[i].key;
    return 0;
}

/* Bytes of the UTF-8 character that begins with this byte. */
static size_t character_length(uint8_t first)
{
    if (first < 0xc0)
        return 1;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

size_t keyboard_read(const uint8_t *bytes, size_t count, bool final,
                     uint32_t *key)
{
    size_t length;

    *key = 0;
    if (!count)
        return 0;
    if (bytes[0] != ESCAPE) {
        length = character_length(bytes[0]);
        if (bytes[0] < 0x80)
            *key = bytes[0];
        return length <= count ? length : final ? count : 0;
    }
    if (count == 1 || (bytes[1] != '[' && bytes[1] != 'O')) {
        *key = ESCAPE;
        return count > 1 || final ? 1 : 0;
    }
    length = sequence_length(bytes, count);
    if (length) {
        *key = sequence_key(bytes + 1, length - 1);
        return length;
    }
    *key = ESCAPE;
    return final ? 1 : 0;
}
