; SPDX-License-Identifier: MIT
; keyboard.asm - one stream of keys from the keyboard and from COM1.
;
; A key is what INT 16h AH=00h returns: AL = ASCII, AH = scan code. A terminal
; sends an arrow key as ESC [ A or ESC [ B; it is turned into the same codes.
;
; Source: IBM PC AT Technical Reference, "Keyboard", scan code set 1; ECMA-48,
; "CUU" and "CUD".

        bits    16

KEY_UP         equ 4800h
KEY_DOWN       equ 5000h
ASCII_BACK     equ 08h
ASCII_ENTER    equ 0dh
ASCII_ESCAPE   equ 1bh
ASCII_DELETE   equ 7fh

; The rest of an escape sequence follows within this many timer ticks; else it
; was the Esc key.
SEQUENCE_TICKS equ 2

; Out: CF = 0, AX = the next key; CF = 1 if there is none.
key_poll:
        cmp     byte [key_asked], 0
        jne     .keyboard
        mov     byte [key_asked], 1
        MARK    MARK_MENU
.keyboard:
        mov     ah, 01h
        int     16h
        jz      .serial
        xor     ah, ah
        int     16h
        clc
        ret
.serial:
        call    serial_getc
        jc      .done
        cmp     al, ASCII_ESCAPE
        je      .sequence
        cmp     al, 10
        jne     .not_lf
        mov     al, ASCII_ENTER
.not_lf:
        cmp     al, ASCII_DELETE
        jne     .plain
        mov     al, ASCII_BACK
.plain:
        xor     ah, ah
        clc
.done:
        ret
.sequence:
        call    key_follows
        jc      .escape
        cmp     al, '['
        jne     .escape
        call    key_follows
        jc      .escape
        mov     bx, KEY_UP
        cmp     al, 'A'
        je      .arrow
        mov     bx, KEY_DOWN
        cmp     al, 'B'
        je      .arrow
.escape:
        mov     bx, ASCII_ESCAPE
.arrow:
        mov     ax, bx
        clc
        ret

; Out: CF = 0, AL = the next byte of a sequence; CF = 1 if none follows.
key_follows:
        mov     cx, SEQUENCE_TICKS
.wait:
        call    serial_getc
        jnc     .done
        sti
        hlt
        loop    .wait
        call    serial_getc
.done:
        ret

; Out: AX = the next key. The timer wakes the CPU to look at COM1 again.
key_wait:
        call    key_poll
        jnc     .done
        sti
        hlt
        jmp     key_wait
.done:
        ret

section .bss
key_asked:      resb 1                  ; 1 once the user was listened to
                alignb 4
section .text
