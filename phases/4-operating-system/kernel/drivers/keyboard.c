/* SPDX-License-Identifier: MIT
 *
 * kernel/drivers/keyboard.c - the PS/2 keyboard.
 *
 *   port  read    write
 *   60h   data    data
 *   64h   status  command
 *
 * The 8042 translates what the keyboard sends into scan code set 1: a code
 * when a key goes down, the same with bit 7 set when it comes up.
 *
 * Source: IBM AT Technical Reference, "Keyboard"; US English layout.
 * Not modelled: layouts of other countries, Alt, the keyboard's lights.
 */
#include "drivers/keyboard.h"

#include <stdbool.h>
#include <stdint.h>

#include "drivers/power.h"
#include "drivers/terminal.h"
#include "interrupts/irq.h"
#include "interrupts/pic.h"
#include "log.h"
#include "port.h"

#define KEYBOARD_DATA    0x60
#define KEYBOARD_STATUS  0x64
#define KEYBOARD_COMMAND 0x64

#define STATUS_OUTPUT    0x01 /* a byte waits for us at 60h */
#define STATUS_INPUT     0x02 /* the chip has not yet taken our byte */
#define COMMAND_READ     0x20 /* read the command byte */
#define COMMAND_WRITE    0x60
#define BYTE_INTERRUPT   0x01
#define BYTE_DISABLED    0x10
#define BYTE_TRANSLATE   0x40

#define KEY_EXTENDED     0xe0
#define KEY_RELEASED     0x80
#define KEY_CONTROL      0x1d
#define KEY_LEFT_SHIFT   0x2a
#define KEY_RIGHT_SHIFT  0x36
#define KEY_ALT          0x38
#define KEY_CAPS_LOCK    0x3a
#define KEY_DELETE       0x53

enum { KEYBOARD_LINE = 1, POLL_LIMIT = 10000 };

/* By scan code; 0: no character. */
static const char plain[] = "\0\033"
                            "1234567890-=\b\tqwertyuiop[]\n\0"
                            "asdfghjkl;'`\0\\zxcvbnm,./\0*\0 ";
static const char shifted[] = "\0\033"
                              "!@#$%^&*()_+\b\tQWERTYUIOP{}\n\0"
                              "ASDFGHJKL:\"~\0|ZXCVBNM<>?\0*\0 ";

static bool extended, shift, control, alt, caps_lock;

static bool wait_status(uint8_t mask, uint8_t value)
{
    for (int i = 0; i < POLL_LIMIT; i++)
        if ((port_in8(KEYBOARD_STATUS) & mask) == value)
            return true;
    return false;
}

static void forget_old_keys(void)
{
    for (int i = 0; i < 16 && port_in8(KEYBOARD_STATUS) & STATUS_OUTPUT; i++)
        port_in8(KEYBOARD_DATA);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void key_down(uint8_t code)
{
    char c;

    if (code >= sizeof plain - 1)
        return;
    c = shift ? shifted[code] : plain[code];
    if (caps_lock && is_letter(c))
        c ^= 0x20;
    if (control && is_letter(c))
        c &= 0x1f;
    if (c)
        terminal_input(c);
}

/* Arrow keys become what a terminal on COM1 would send. */
static void extended_key_down(uint8_t code)
{
    static const struct {
        uint8_t code;
        char letter;
    } arrows[] = {{0x48, 'A'}, {0x50, 'B'}, {0x4d, 'C'}, {0x4b, 'D'}};

    if (code == KEY_DELETE && control && alt)
        power_reboot();
    for (unsigned i = 0; i < sizeof arrows / sizeof arrows[0]; i++)
        if (arrows[i].code == code) {
            terminal_input('\033');
            terminal_input('[');
            terminal_input(arrows[i].letter);
        }
    if (code == 0x1c) /* Enter */
        terminal_input('\n');
    if (code == 0x35) /* the / of the number block */
        terminal_input('/');
}

/* True if the key only changes what other keys mean. */
static bool note_modifier(uint8_t code, bool down)
{
    switch (code) {
    case KEY_LEFT_SHIFT:
    case KEY_RIGHT_SHIFT:
        if (!extended)
            shift = down;
        return true;
    case KEY_CONTROL:
        control = down;
        return true;
    case KEY_ALT:
        alt = down;
        return true;
    case KEY_CAPS_LOCK:
        caps_lock ^= down;
        return true;
    }
    return false;
}

static void keyboard_interrupt(void)
{
    uint8_t code = port_in8(KEYBOARD_DATA);
    bool down = !(code & KEY_RELEASED);

    if (code == KEY_EXTENDED) {
        extended = true;
        return;
    }
    code &= (uint8_t)~KEY_RELEASED;
    if (!note_modifier(code, down) && down) {
        if (extended)
            extended_key_down(code);
        else
            key_down(code);
    }
    extended = false;
}

void keyboard_init(void)
{
    uint8_t byte;

    irq_register(KEYBOARD_LINE, "keyboard", keyboard_interrupt);
    forget_old_keys();
    port_out8(KEYBOARD_COMMAND, COMMAND_READ);
    if (!wait_status(STATUS_OUTPUT, STATUS_OUTPUT)) {
        log_failed("keyboard", "the 8042 does not answer");
        return;
    }
    byte = port_in8(KEYBOARD_DATA);
    byte |= BYTE_INTERRUPT | BYTE_TRANSLATE;
    byte &= (uint8_t)~BYTE_DISABLED;
    port_out8(KEYBOARD_COMMAND, COMMAND_WRITE);
    wait_status(STATUS_INPUT, 0);
    port_out8(KEYBOARD_DATA, byte);
    wait_status(STATUS_INPUT, 0);
    log_ok("keyboard", "PS/2, scan code set 1; silent until a program reads");
}

void keyboard_listen(void)
{
    forget_old_keys();
    pic_unmask(KEYBOARD_LINE);
}
