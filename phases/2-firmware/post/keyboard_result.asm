; SPDX-License-Identifier: MIT
; POST step 12: did the keyboard pass its own test?
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on, only
; the timer unmasked. The keyboard was reset in post/keyboard.asm. From here
; on its keys arrive by IRQ1.

KEYBOARD_PATIENCE       equ 19          ; ticks: one second

post_keyboard_result:
        POST_STEP KEYBOARD_RESULT
        cmp     byte [es:EBDA_KEYBOARD_OK], 0
        je      post_mouse
        mov     cx, KEYBOARD_PATIENCE
.look:
        in      al, KBC_STATUS
        test    al, KBC_OUTPUT_FULL
        jnz     .read
        hlt
        loop    .look
        jmp     .failed
.read:
        in      al, KBC_DATA
        cmp     al, KBD_PASSED
        je      post_mouse
        cmp     al, KBD_FAILED
        loopne  .look

.failed:
        mov     byte [es:EBDA_KEYBOARD_OK], 0
        or      word [es:EBDA_POST_ERRORS], POST_ERR_KEYBOARD
        mov     si, error_keyboard_test
        call    print_error
        jmp     post_mouse

; Even without a good keyboard: one plugged in later shall work.
keyboard_listen:
        mov     ah, KBC_NORMAL
        call    kbc_set_command_byte
        in      al, PIC1_DATA
        and     al, 0fdh                ; IRQ1
        out     PIC1_DATA, al
        jmp     post_memory

error_keyboard_test:
        db      "Keyboard failed its test.", 13, 10, 0
