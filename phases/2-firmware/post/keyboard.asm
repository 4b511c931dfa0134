; SPDX-License-Identifier: MIT
; POST step 9: the 8042 keyboard controller and the keyboard behind it.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts off.
; A server may have no keyboard: no failure here stops the boot, the screen
; tells about it later (post/video.asm). A dead controller beeps six times.
; A keyboard may take 300 ms or more to test itself; POST goes on meanwhile and
; asks for the result in post/keyboard_result.asm.
; Source: IBM PC AT Technical Reference, "Keyboard Controller".

KBC_SELF_TEST           equ 0aah        ; answers 55h
KBC_INTERFACE_TEST      equ 0abh        ; answers 00h
KBC_WRITE_COMMAND_BYTE  equ 60h
KBC_OUTPUT_FULL         equ 01h         ; status bits
KBC_INPUT_FULL          equ 02h
KBC_QUIET               equ 64h         ; translate, no mouse, no interrupt
KBC_NORMAL              equ 65h         ; the same with IRQ1
KBD_RESET               equ 0ffh
KBD_ACK                 equ 0fah
KBD_PASSED              equ 0aah        ; the keyboard's own test went well
KBD_FAILED              equ 0fch
REFRESHES_PER_MS        equ 66

post_keyboard:
        MARK    MARK_KEYBOARD
        POST_STEP KEYBOARD_CONTROLLER
        call    kbc_flush
        mov     al, KBC_SELF_TEST
        call    kbc_command
        jc      .controller_failed
        mov     cx, 500
        call    kbc_read
        jc      .controller_failed
        cmp     al, 55h
        jne     .controller_failed

        POST_STEP KEYBOARD_INTERFACE
        mov     al, KBC_INTERFACE_TEST
        call    kbc_command
        jc      .controller_failed
        mov     cx, 500
        call    kbc_read
        jc      .controller_failed
        test    al, al
        jnz     .controller_failed

        POST_STEP KEYBOARD_RESET
        mov     ah, KBC_QUIET
        call    kbc_set_command_byte
        jc      .controller_failed
        mov     al, KBD_RESET
        call    kbc_write
        jc      .controller_failed
        mov     dl, KBD_ACK
        mov     cx, 50
        call    keyboard_expect
        jc      .keyboard_failed
        mov     byte [es:EBDA_KEYBOARD_OK], 1
        jmp     post_video
.keyboard_failed:
        or      word [es:EBDA_POST_ERRORS], POST_ERR_KEYBOARD
        jmp     post_video

.controller_failed:
        or      word [es:EBDA_POST_ERRORS], POST_ERR_KBC
        mov     bl, BEEPS_KEYBOARD
        call    beep
        jmp     post_video

; Throw away what the controller still holds.
kbc_flush:
        mov     cx, 32
.next:
        in      al, KBC_STATUS
        test    al, KBC_OUTPUT_FULL
        jz      .empty
        in      al, KBC_DATA
        loop    .next
.empty:
        ret

; AL = command to the controller. CF = 1: it never became free.
kbc_command:
        call    kbc_wait_free
        jc      .end
        out     KBC_CMD, al
.end:
        ret

; AL = byte to the keyboard or argument. CF = 1: it never became free.
kbc_write:
        call    kbc_wait_free
        jc      .end
        out     KBC_DATA, al
.end:
        ret

; AH = new command byte.
kbc_set_command_byte:
        mov     al, KBC_WRITE_COMMAND_BYTE
        call    kbc_command
        jc      .end
        mov     al, ah
        call    kbc_write
.end:
        ret

kbc_wait_free:
        push    ax
        push    cx
        mov     cx, 100 * REFRESHES_PER_MS
.poll:
        in      al, KBC_STATUS
        test    al, KBC_INPUT_FULL
        jz      .end
        call    wait_refresh
        loop    .poll
        stc
.end:
        pop     cx
        pop     ax
        ret

; AL = next byte from the controller, CX = patience in ms. CF = 1: none came.
kbc_read:
        push    dx
.millisecond:
        mov     dx, REFRESHES_PER_MS
.look:
        in      al, KBC_STATUS
        test    al, KBC_OUTPUT_FULL
        jnz     .ready
        call    wait_refresh
        dec     dx
        jnz     .look
        loop    .millisecond
        stc
        pop     dx
        ret
.ready:
        in      al, KBC_DATA
        clc
        pop     dx
        ret

; Read until DL comes, CX = patience in ms or bytes. CF = 1: it did not.
; A key pressed at this moment sends other bytes first.
keyboard_expect:
        call    kbc_read
        jc      .end
        cmp     al, dl
        je      .end                    ; CF = 0
        loop    keyboard_expect
        stc
.end:
        ret

; Wait about 1 ms. Keeps all registers.
wait_millisecond:
        push    cx
        mov     cx, REFRESHES_PER_MS
.next:
        call    wait_refresh
        loop    .next
        pop     cx
        ret

; Wait until the refresh bit toggles, 15 us at most. Keeps all registers.
wait_refresh:
        push    ax
        push    cx
        in      al, SYSTEM_B
        mov     ah, al
        mov     cx, 100
.poll:
        in      al, SYSTEM_B
        xor     al, ah
        test    al, 10h
        loopz   .poll
        pop     cx
        pop     ax
        ret
