; SPDX-License-Identifier: MIT
; POST step 18: the last chance to look, then boot.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; If a test failed in a way that a person should know, POST waits for F1
; (F2 or Del go to the setup). Without a keyboard nobody could press it, so
; the boot goes on. Otherwise there is half a second for F2 or Del.

SETUP_WINDOW            equ 9           ; ticks: half a second

post_finish:
        POST_STEP ERRORS
        test    word [es:EBDA_POST_ERRORS], POST_ERR_WAIT
        jz      .window
        mov     bl, BEEPS_NOTICE
        call    beep
        cmp     byte [es:EBDA_KEYBOARD_OK], 0
        je      .window
        PRINT   text_press_f1
.wait_f1:
        xor     ah, ah
        int     16h
        cmp     ah, KEY_F1
        je      .setup
        cmp     ah, KEY_F2
        je      .setup_wanted
        cmp     ah, KEY_DEL
        jne     .wait_f1
.setup_wanted:
        mov     byte [es:EBDA_SETUP_WANTED], 1
        jmp     .setup

.window:
        mov     ebx, [BDA_TICKS]
.tick:
        call    poll_keys
        cmp     byte [es:EBDA_SETUP_WANTED], 0
        jne     .setup
        cmp     byte [es:EBDA_ESCAPE], 0
        jne     .setup
        mov     eax, [BDA_TICKS]
        sub     eax, ebx
        cmp     eax, SETUP_WINDOW       ; midnight ends the window, too
        jae     .setup
        hlt
        jmp     .tick

.setup:
        POST_STEP SETUP
        cmp     byte [es:EBDA_SETUP_WANTED], 0
        je      .boot
        call    setup
.boot:
        call    smbios_make
        mov     word [BDA_WARM_BOOT], 0
        int     19h

text_press_f1:
        db      13, 10, "Press F1 to continue, F2 for setup.", 13, 10, 0
