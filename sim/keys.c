/* SPDX-License-Identifier: MIT
 *
 * sim/keys.c - the US keyboard: which key makes which character.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Keyboard", scan
 * code set 2.
 */
#include "sim/keys.h"

#include <string.h>

#define BREAK    0xf0
#define EXTENDED 0xe0
#define SHIFT    0x12
#define CONTROL  0x14

struct key {
    uint8_t code; /* make code in set 2 */
    char plain, shifted;
};

static const struct key keys[] = {
    {0x0e, '`', '~'},  {0x16, '1', '!'},  {0x1e, '2', '@'}, {0x26, '3', '#'},
    {0x25, '4', '$'},  {0x2e, '5', '%'},  {0x36, '6', '^'}, {0x3d, '7', '&'},
    {0x3e, '8', '*'},  {0x46, '9', '('},  {0x45, '0', ')'}, {0x4e, '-', '_'},
    {0x55, '=', '+'},  {0x15, 'q', 'Q'},  {0x1d, 'w', 'W'}, {0x24, 'e', 'E'},
    {0x2d, 'r', 'R'},  {0x2c, 't', 'T'},  {0x35, 'y', 'Y'}, {0x3c, 'u', 'U'},
    {0x43, 'i', 'I'},  {0x44, 'o', 'O'},  {0x4d, 'p', 'P'}, {0x54, '[', '{'},
    {0x5b, ']', '}'},  {0x5d, '\\', '|'}, {0x1c, 'a', 'A'}, {0x1b, 's', 'S'},
    {0x23, 'd', 'D'},  {0x2b, 'f', 'F'},  {0x34, 'g', 'G'}, {0x33, 'h', 'H'},
    {0x3b, 'j', 'J'},  {0x42, 'k', 'K'},  {0x4b, 'l', 'L'}, {0x4c, ';', ':'},
    {0x52, '\'', '"'}, {0x1a, 'z', 'Z'},  {0x22, 'x', 'X'}, {0x21, 'c', 'C'},
    {0x2a, 'v', 'V'},  {0x32, 'b', 'B'},  {0x31, 'n', 'N'}, {0x3a, 'm', 'M'},
    {0x41, ',', '<'},  {0x49, '.', '>'},  {0x4a, '/', '?'}, {0x29, ' ', ' '},
    {0x5a, '\r', 0},   {0x5a, '\n', 0},   {0x66, '\b', 0},  {0x66, 0x7f, 0},
    {0x0d, '\t', 0},   {0x76, 0x1b, 0},
};

/* In the order of enum special_key; bit 8: the key has the prefix E0h. */
static const uint16_t special_codes[] = {
    0x175, 0x172, 0x16b, 0x174, 0x16c, 0x169, 0x17d, 0x17a, 0x170, 0x171, 0x05,
    0x06,  0x04,  0x0c,  0x03,  0x0b,  0x83,  0x0a,  0x01,  0x09,  0x78,  0x07,
};

static const struct key *find(char c)
{
    for (unsigned i = 0; i < ARRAY_LEN(keys); i++)
        if (c && (keys[i].plain == c || keys[i].shifted == c))
            return &keys[i];
    return NULL;
}

static void put(struct key_queue *q, uint8_t byte)
{
    q->bytes[(q->first + q->count++) % KEY_QUEUE] = byte;
}

static void press(struct key_queue *q, unsigned code)
{
    if (code & 0x100)
        put(q, EXTENDED);
    put(q, (uint8_t)code);
}

static void release(struct key_queue *q, unsigned code)
{
    if (code & 0x100)
        put(q, EXTENDED);
    put(q, BREAK);
    put(q, (uint8_t)code);
}

static void stroke(struct key_queue *q, unsigned code, unsigned modifier)
{
    if (modifier)
        press(q, modifier);
    press(q, code);
    release(q, code);
    if (modifier)
        release(q, modifier);
}

bool keys_type(struct key_queue *q, uint32_t key)
{
    const struct key *k = key < 0x80 ? find((char)key) : NULL;

    if (q->count + 10 > KEY_QUEUE)
        return false;
    if (key >= KEY_UP_ARROW && key - KEY_UP_ARROW < ARRAY_LEN(special_codes)) {
        stroke(q, special_codes[key - KEY_UP_ARROW], 0);
    } else if (k) {
        stroke(q, k->code, k->plain == (char)key ? 0 : SHIFT);
    } else if (key >= 1 && key <= 26) {
        stroke(q, find((char)('a' + key - 1))->code, CONTROL);
    } else {
        return false;
    }
    return true;
}
