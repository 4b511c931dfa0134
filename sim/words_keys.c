/* SPDX-License-Identifier: MIT
 *
 * sim/words_keys.c - the keys of a US keyboard by their scan code.
 *
 * Source: IBM PS/2 Hardware Interface Technical Reference, "Keyboards", scan
 * code set 1; IBM PC AT Technical Reference, "Keyboard Controller".
 */
#include "sim/words.h"

#include "hw/scancode.h"

static const char *const keys[] = {
    [0x01] = "Esc",         [0x02] = "1",         [0x03] = "2",
    [0x04] = "3",           [0x05] = "4",         [0x06] = "5",
    [0x07] = "6",           [0x08] = "7",         [0x09] = "8",
    [0x0a] = "9",           [0x0b] = "0",         [0x0c] = "-",
    [0x0d] = "=",           [0x0e] = "Backspace", [0x0f] = "Tab",
    [0x10] = "Q",           [0x11] = "W",         [0x12] = "E",
    [0x13] = "R",           [0x14] = "T",         [0x15] = "Y",
    [0x16] = "U",           [0x17] = "I",         [0x18] = "O",
    [0x19] = "P",           [0x1a] = "[",         [0x1b] = "]",
    [0x1c] = "Enter",       [0x1d] = "Ctrl",      [0x1e] = "A",
    [0x1f] = "S",           [0x20] = "D",         [0x21] = "F",
    [0x22] = "G",           [0x23] = "H",         [0x24] = "J",
    [0x25] = "K",           [0x26] = "L",         [0x27] = ";",
    [0x28] = "'",           [0x29] = "`",         [0x2a] = "left Shift",
    [0x2b] = "\\",          [0x2c] = "Z",         [0x2d] = "X",
    [0x2e] = "C",           [0x2f] = "V",         [0x30] = "B",
    [0x31] = "N",           [0x32] = "M",         [0x33] = ",",
    [0x34] = ".",           [0x35] = "/",         [0x36] = "right Shift",
    [0x37] = "keypad *",    [0x38] = "Alt",       [0x39] = "Space",
    [0x3a] = "Caps Lock",   [0x3b] = "F1",        [0x3c] = "F2",
    [0x3d] = "F3",          [0x3e] = "F4",        [0x3f] = "F5",
    [0x40] = "F6",          [0x41] = "F7",        [0x42] = "F8",
    [0x43] = "F9",          [0x44] = "F10",       [0x45] = "Num Lock",
    [0x46] = "Scroll Lock", [0x47] = "keypad 7",  [0x48] = "keypad 8",
    [0x49] = "keypad 9",    [0x4a] = "keypad -",  [0x4b] = "keypad 4",
    [0x4c] = "keypad 5",    [0x4d] = "keypad 6",  [0x4e] = "keypad +",
    [0x4f] = "keypad 1",    [0x50] = "keypad 2",  [0x51] = "keypad 3",
    [0x52] = "keypad 0",    [0x53] = "keypad .",  [0x57] = "F11",
    [0x58] = "F12",
};

static const struct name extended_keys[] = {
    {0x1c, "keypad Enter"}, {0x1d, "right Ctrl"}, {0x35, "keypad /"},
    {0x38, "right Alt"},    {0x47, "Home"},       {0x48, "Up"},
    {0x49, "Page Up"},      {0x4b, "Left"},       {0x4d, "Right"},
    {0x4f, "End"},          {0x50, "Down"},       {0x51, "Page Down"},
    {0x52, "Insert"},       {0x53, "Delete"},     {0, NULL},
};

const char *words_key(uint32_t code, bool extended)
{
    if (extended)
        return name_find(extended_keys, code);
    return code < ARRAY_LEN(keys) ? keys[code] : NULL;
}

/* The bytes of set 2 that the keyboard got, the last one in bits 7:0. */
void say_key(struct words *w, const struct event *e)
{
    uint32_t codes = e->arg[0];
    bool up = (codes >> 8 & 0xff) == SCANCODE_RELEASE;
    uint32_t prefix = codes >> (up ? 16 : 8) & 0xff;
    uint8_t release = 0, set1 = 0;
    const char *key = NULL;

    if (scancode_translate((uint8_t)codes, &release, &set1))
        key = words_key(set1, prefix == 0xe0);
    if (key)
        words_add(w, "The key %s goes %s", key, up ? "up" : "down");
    else
        words_add(w, "A key goes %s", up ? "up" : "down");
    words_add(w, ": the keyboard queues scan code %Xh.", codes);
}
