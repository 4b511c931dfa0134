; SPDX-License-Identifier: MIT
; Keys that POST listens to while it works.

; Scratch in EBDA_POST.
EBDA_SETUP_WANTED       equ EBDA_POST   ; byte: F2 or Del was pressed
EBDA_ESCAPE             equ EBDA_POST + 1 ; byte: Esc was pressed

; Take all waiting keys: Esc, and F2 or Del, leave a flag; others are lost.
poll_keys:
        push    ax
.next:
        mov     ah, 01h
        int     16h
        jz      .end
        xor     ah, ah
        int     16h
        cmp     ah, KEY_ESC
        je      .escape
        cmp     ah, KEY_F2
        je      .setup
        cmp     ah, KEY_DEL
        jne     .next
.setup:
        mov     byte [es:EBDA_SETUP_WANTED], 1
        jmp     .next
.escape:
        mov     byte [es:EBDA_ESCAPE], 1
        jmp     .next
.end:
        pop     ax
        ret

; Scan codes.
KEY_ESC         equ 01h
KEY_F1          equ 3bh
KEY_F2          equ 3ch
KEY_F10         equ 44h
KEY_UP          equ 48h
KEY_DOWN        equ 50h
KEY_DEL         equ 53h
