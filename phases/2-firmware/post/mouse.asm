; SPDX-License-Identifier: MIT
; POST steps 1C and 29: the mouse port of the 8042 and the mouse behind it.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on. A PC
; works without a mouse, so one that does not answer is no failure. The mouse
; tests itself for up to half a second; its cable is held meanwhile, so that
; its answer does not stand in the way of the keys, and is asked for after the
; memory test.
; Source: IBM PS/2 Hardware Interface Technical Reference, "Keyboard/Auxiliary
; Device Controller", "Mouse".

KBC_AUX_TEST            equ 0a9h        ; answers 00h
KBC_TO_AUX              equ 0d4h        ; the next byte is for the mouse
KBC_AUX_FULL            equ 20h         ; status: the byte is the mouse's
KBC_MOUSE_ONLY          equ 54h         ; command byte: keyboard off, no IRQ
KBC_WITH_MOUSE          equ 47h         ; both on, IRQ1 and IRQ12

MOUSE_RESET             equ 0ffh
MOUSE_ACK               equ 0fah
MOUSE_PASSED            equ 0aah
MOUSE_ANSWER_MS         equ 50
MOUSE_TEST_MS           equ 1000
MOUSE_PATIENCE          equ 19          ; ticks: the same, asleep

post_mouse:
        POST_STEP MOUSE_PORT
        test    word [es:EBDA_POST_ERRORS], POST_ERR_KBC
        jnz     .done
        mov     ah, KBC_MOUSE_ONLY
        call    kbc_set_command_byte
        jc      .done
        call    kbc_flush
        mov     al, KBC_AUX_TEST
        call    kbc_command
        jc      .done
        mov     cx, MOUSE_ANSWER_MS
        call    kbc_read
        jc      .done                   ; a controller without such a port
        test    al, al
        jnz     .stuck
        mov     al, MOUSE_RESET
        call    mouse_write
        jc      .done
        mov     cx, MOUSE_ANSWER_MS
        call    kbc_read
        jc      .done
        cmp     al, MOUSE_ACK
        jne     .done
        mov     byte [es:EBDA_MOUSE_RESET], 1
        jmp     .done
.stuck:
        mov     si, error_mouse_port
        call    print_error
.done:
        jmp     keyboard_listen         ; holds the mouse's cable

post_mouse_result:
        POST_STEP MOUSE
        cmp     byte [es:EBDA_MOUSE_RESET], 0
        je      post_fpu
        mov     ah, KBC_MOUSE_ONLY
        call    kbc_set_command_byte
        mov     cx, MOUSE_PATIENCE
.look:
        in      al, KBC_STATUS
        test    al, KBC_OUTPUT_FULL
        jnz     .read
        hlt
        loop    .look
        jmp     .failed
.read:
        in      al, KBC_DATA
        cmp     al, MOUSE_PASSED
        je      .passed
        cmp     al, KBD_FAILED
        loopne  .look
.failed:
        mov     si, error_mouse_test
        call    print_error
        jmp     .done
.passed:
        mov     cx, MOUSE_ANSWER_MS
        call    kbc_read                ; its number
        jc      .failed
        or      word [BDA_EQUIPMENT], EQUIP_MOUSE
        PRINT   text_mouse
.done:
        mov     ah, KBC_NORMAL
        call    kbc_set_command_byte
        jmp     post_fpu

; AL = byte to the mouse. CF = 1: the controller never became free.
mouse_write:
        push    ax
        mov     al, KBC_TO_AUX
        call    kbc_command
        pop     ax
        jnc     kbc_write
        ret

text_mouse:
        db      "Mouse        PS/2", 13, 10, 0
error_mouse_port:
        db      "Mouse port failed its test.", 13, 10, 0
error_mouse_test:
        db      "Mouse failed its test.", 13, 10, 0
