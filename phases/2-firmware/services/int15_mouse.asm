; SPDX-License-Identifier: MIT
; INT 15h AH=C2h: the PS/2 mouse. See int15.asm for where we are.
;
; While the mouse is spoken to, the 8042 holds the keyboard's cable and raises
; no interrupt, so that the next byte is the mouse's answer. A function ends
; with AH = 0, or CF=1 and what was wrong.
; Source: IBM PS/2 and PC BIOS Interface Technical Reference, "Interrupt 15H",
; "Pointing Device".

MOUSE_NO_FUNCTION       equ 01h         ; AH
MOUSE_NO_INPUT          equ 02h
MOUSE_INTERFACE_ERROR   equ 03h
MOUSE_RESEND            equ 04h
MOUSE_NO_HANDLER        equ 05h

MOUSE_SCALING_1         equ 0e6h
MOUSE_SCALING_2         equ 0e7h
MOUSE_SET_RESOLUTION    equ 0e8h
MOUSE_STATUS            equ 0e9h
MOUSE_IDENTIFY          equ 0f2h
MOUSE_SET_RATE          equ 0f3h
MOUSE_ENABLE            equ 0f4h
MOUSE_DISABLE           equ 0f5h
MOUSE_REFUSED           equ 0feh        ; its answer

PIC_MASK_MOUSE          equ 10h         ; on the second controller

int15_mouse:
        mov     CALLER_AH, 0
        mov     si, [BDA_EBDA_SEG]
        mov     fs, si
        mov     ah, MOUSE_NO_FUNCTION
        cmp     al, (mouse_functions.end - mouse_functions) / 2
        jae     mouse_failed
        movzx   si, al
        shl     si, 1
        jmp     [cs:mouse_functions + si]

; Each finds FS = EBDA.
mouse_functions:
        dw      mouse_on_off            ; 00h
        dw      mouse_reset             ; 01h
        dw      mouse_rate              ; 02h
        dw      mouse_resolution        ; 03h
        dw      mouse_type              ; 04h
        dw      mouse_initialise        ; 05h
        dw      mouse_extended          ; 06h
        dw      mouse_set_handler       ; 07h
.end:

mouse_bad_input:
        mov     ah, MOUSE_NO_INPUT
mouse_failed:
        mov     CALLER_AH, ah
        jmp     service_carry

; AL=00h: BH = 0: no packets, 1: packets go to the handler.
mouse_on_off:
        cmp     bh, 1
        ja      mouse_bad_input
        mov     al, MOUSE_DISABLE
        jb      mouse_simple
        mov     ah, MOUSE_NO_HANDLER
        test    byte [fs:EBDA_MOUSE_FLAGS], MOUSE_HAS_HANDLER
        jz      mouse_failed
        call    mouse_begin
        jc      mouse_end
        mov     al, MOUSE_ENABLE
        call    mouse_command
        jc      mouse_end
        mov     byte [fs:EBDA_MOUSE_INDEX], 0
        or      byte [fs:EBDA_MOUSE_FLAGS], MOUSE_TALKS
        in      al, PIC2_DATA
        and     al, ~PIC_MASK_MOUSE & 0ffh
        out     PIC2_DATA, al
        clc
        jmp     mouse_end

; A command without more, in AL.
mouse_simple:
        mov     cl, al
        call    mouse_begin
        jc      mouse_end
        cmp     cl, MOUSE_DISABLE
        jne     .say
        and     byte [fs:EBDA_MOUSE_FLAGS], ~MOUSE_TALKS
.say:   mov     al, cl
        call    mouse_command
        jmp     mouse_end

; AL=01h: reset. BL = AAh: it passed its test, BH = its number.
mouse_reset:
        call    mouse_begin
        jc      mouse_end
        call    mouse_restart
        jc      mouse_end
        mov     CALLER_BX, bx
        jmp     mouse_end

; AL=05h: the same, and packets have BH bytes from now on, 1 to 8.
mouse_initialise:
        mov     cl, bh
        dec     cl
        cmp     cl, MOUSE_LAST
        ja      mouse_bad_input
        and     byte [fs:EBDA_MOUSE_FLAGS], ~MOUSE_LAST
        or      [fs:EBDA_MOUSE_FLAGS], cl
        call    mouse_begin
        jc      mouse_end
        call    mouse_restart
        jmp     mouse_end

; AL=02h: BH = 0 to 6: 10, 20, 40, 60, 80, 100, 200 packets a second.
mouse_rate:
        cmp     bh, mouse_rates.end - mouse_rates
        jae     mouse_bad_input
        movzx   si, bh
        mov     ch, [cs:mouse_rates + si]
        mov     cl, MOUSE_SET_RATE
        jmp     mouse_set

; AL=03h: BH = 0 to 3: 1, 2, 4, 8 counts a millimetre.
mouse_resolution:
        cmp     bh, 3
        ja      mouse_bad_input
        mov     ch, bh
        mov     cl, MOUSE_SET_RESOLUTION

; Command CL with argument CH.
mouse_set:
        call    mouse_begin
        jc      mouse_end
        mov     al, cl
        call    mouse_command
        jc      mouse_end
        mov     al, ch
        call    mouse_command
        jmp     mouse_end

; AL=04h: BH = its number: 0, a mouse.
mouse_type:
        call    mouse_begin
        jc      mouse_end
        mov     al, MOUSE_IDENTIFY
        call    mouse_command
        jc      mouse_end
        call    mouse_answer
        jc      mouse_end
        mov     CALLER_BH, al
        jmp     mouse_end

; AL=06h: BH = 0: BL = status, CL = resolution, DL = rate; 1, 2: scaling 1:1,
; 2:1.
mouse_extended:
        mov     al, MOUSE_SCALING_1
        cmp     bh, 1
        je      mouse_simple
        mov     al, MOUSE_SCALING_2
        cmp     bh, 2
        je      mouse_simple
        ja      mouse_bad_input
        call    mouse_begin
        jc      mouse_end
        mov     al, MOUSE_STATUS
        call    mouse_command
        jc      mouse_end
        call    mouse_answer
        jc      mouse_end
        mov     CALLER_BL, al
        call    mouse_answer
        jc      mouse_end
        mov     CALLER_CL, al
        call    mouse_answer
        jc      mouse_end
        mov     CALLER_DL, al
        jmp     mouse_end

; AL=07h: ES:BX = what is called with each packet; 0:0: nothing.
mouse_set_handler:
        mov     [fs:EBDA_MOUSE_HANDLER], bx
        mov     [fs:EBDA_MOUSE_HANDLER + 2], es
        and     byte [fs:EBDA_MOUSE_FLAGS], ~MOUSE_HAS_HANDLER & 0ffh
        mov     ax, es
        or      ax, bx
        jz      service_ok
        or      byte [fs:EBDA_MOUSE_FLAGS], MOUSE_HAS_HANDLER
        jmp     service_ok

; --- speaking with the mouse ------------------------------------------------

; The 8042 listens to the mouse alone, and interrupts are as the caller had
; them. CF=1, AH: POST found no mouse. AX is lost.
mouse_begin:
        test    word [BDA_EQUIPMENT], EQUIP_MOUSE
        mov     ah, MOUSE_INTERFACE_ERROR
        stc
        jz      .done
        call    service_interrupts      ; a key that came goes to INT 09h
        mov     ah, KBC_MOUSE_ONLY
        call    kbc_set_command_byte
        push    cx
        call    kbc_wait_free
        call    kbc_flush               ; the rest of a packet
        pop     cx
        clc
.done:  ret

; CF, AH = how it went. Keyboard and mouse go on as before.
mouse_end:
        jnc     .fine
        mov     CALLER_AH, ah
        or      CALLER_FLAGS, FLAG_CF
        jmp     .listen
.fine:  and     CALLER_FLAGS, ~FLAG_CF
.listen:
        test    word [BDA_EQUIPMENT], EQUIP_MOUSE
        jnz     mouse_listen
        ret

; The 8042 listens to the keyboard again, and to a mouse that talks.
mouse_listen:
        mov     ah, KBC_NORMAL
        test    byte [fs:EBDA_MOUSE_FLAGS], MOUSE_TALKS
        jz      kbc_set_command_byte
        mov     ah, KBC_WITH_MOUSE
        jmp     kbc_set_command_byte

; Byte AL to the mouse, which must acknowledge it. CF=1, AH: it does not. AL is
; lost.
mouse_command:
        call    mouse_write
        jc      mouse_silent
        call    mouse_answer
        jc      .done
        cmp     al, MOUSE_ACK
        je      .done                   ; CF=0: equal
        mov     ah, MOUSE_RESEND
        cmp     al, MOUSE_REFUSED
        je      .refused
        mov     ah, MOUSE_INTERFACE_ERROR
.refused:
        stc
.done:  ret

; AL = next byte from the mouse. CF=1, AH: none came.
mouse_answer:
        push    cx
        mov     cx, MOUSE_ANSWER_MS
        call    kbc_read
        pop     cx
        jnc     mouse_answered
mouse_silent:
        mov     ah, MOUSE_INTERFACE_ERROR
        stc
mouse_answered:
        ret

; Reset: no packets until AL=00h. BL, BH = result of its test, its number.
; CF=1, AH: it did not end. AL, CX are lost.
mouse_restart:
        and     byte [fs:EBDA_MOUSE_FLAGS], ~MOUSE_TALKS
        mov     al, MOUSE_RESET
        call    mouse_command
        jc      .done
        mov     cx, MOUSE_TEST_MS
        call    kbc_read
        jc      mouse_silent
        mov     bl, al
        call    mouse_answer
        mov     bh, al
.done:  ret

mouse_rates:
        db      10, 20, 40, 60, 80, 100, 200
.end:
