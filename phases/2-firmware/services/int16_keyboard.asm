; SPDX-License-Identifier: MIT
; INT 16h: what the keyboard itself is asked (AH=03h, 0Ah). See int16.asm for
; where we are. Its keys wait meanwhile, and it raises no interrupt.

KBC_KEYBOARD_ONLY       equ 64h         ; command byte: no mouse, no interrupt
KBD_SET_RATE            equ 0f3h
KBD_IDENTIFY            equ 0f2h
KBD_RATE_DEFAULT        equ 2bh         ; 10.9 a second after 500 ms
KEY_RATE_DEFAULT        equ 00h         ; AL of AH=03h
KEY_RATE_SET            equ 05h

; AH=03h AL=05h: BH = 0 to 3: repeat after 250 to 1000 ms, BL = 0 to 1Fh: 30 to
; 2 times a second. AL=00h: as after power-on.
int16_rate:
        mov     cl, KBD_RATE_DEFAULT
        cmp     al, KEY_RATE_DEFAULT
        je      .set
        cmp     al, KEY_RATE_SET
        jne     .done
        cmp     bh, 3
        ja      .done
        cmp     bl, 1fh
        ja      .done
        shl     bh, 5
        or      bl, bh
        mov     cl, bl
.set:   mov     al, KBD_SET_RATE
        call    keyboard_ask
        jc      .listen
        mov     al, cl
        call    keyboard_say
.listen:
        jmp     keyboard_answered
.done:  ret

; AH=0Ah: BX = the number of the keyboard, as the 8042 translates it; 0: none.
int16_identify:
        mov     CALLER_BX, 0
        mov     al, KBD_IDENTIFY
        call    keyboard_ask
        jc      keyboard_answered
        mov     cx, KBD_ANSWER_MS
        call    kbc_read
        jc      keyboard_answered
        mov     CALLER_BL, al
        mov     cx, KBD_ANSWER_MS
        call    kbc_read
        jc      keyboard_answered
        mov     CALLER_BH, al

; Keyboard and mouse go on as before.
keyboard_answered:
        mov     fs, [BDA_EBDA_SEG]
        jmp     mouse_listen

; Command AL; the keyboard must acknowledge it. CF=1: it does not. AX, DL are
; lost.
keyboard_ask:
        push    ax
        call    service_interrupts      ; a key that came goes to INT 09h
        mov     ah, KBC_KEYBOARD_ONLY
        call    kbc_set_command_byte
        call    kbc_wait_free
        push    cx
        call    kbc_flush
        pop     cx
        pop     ax

; The same for an argument.
keyboard_say:
        call    kbc_write
        jc      .done
        push    cx
        mov     dl, KBD_ACK
        mov     cx, KBD_ANSWER_MS
        call    keyboard_expect
        pop     cx
.done:  ret
