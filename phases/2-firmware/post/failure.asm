; SPDX-License-Identifier: MIT
; How POST says that something is broken.
;
; A fatal failure keeps the step's code on port 80h, beeps, writes a line if
; the screen works, and stops the CPU. Beeps a teacher can count:
;    3 memory    4 timer    5 CPU    6 keyboard controller    7 DMA pages
;    8 video     9 ROM     10 CMOS  11 interrupt controllers
;    1 look at the screen

BEEP_HALF_PERIOD        equ 8000        ; refresh toggles: 0.12 s
POST_BEEP_DIVISOR            equ 1193        ; 1193182 Hz / 1193 = 1 kHz

; BL = beeps. No RAM needed, CS = SS = F000h or a stack; does not return.
fatal_without_ram:
        cli                             ; the stack is about to be in ROM
        mov     ax, cs
        mov     ss, ax
        ROM_CALL beep
; The end: only a reset or a non-maskable interrupt could go on.
halt_forever:
        cli
        hlt
        jmp     halt_forever

; CS:SI = the message, BL = beeps. Does not return.
fatal:
        push    bx
        call    print_error
        mov     si, message_halted
        call    print
        pop     bx
        jmp     fatal_without_ram

; BL = beeps. Uses registers only; works under ROM_CALL and CALL.
; Uses AX, BL, CX, DX, SI, DI.
beep:
        mov     al, 0b6h                ; counter 2, square wave
        out     PIT_CTL, al
        mov     al, POST_BEEP_DIVISOR & 0ffh
        out     PIT_2, al
        mov     al, POST_BEEP_DIVISOR >> 8
        out     PIT_2, al
.next:
        in      al, SYSTEM_B
        or      al, 03h
        mov     di, .sounds
        jmp     .switch
.sounds:
        in      al, SYSTEM_B
        and     al, 0fch
        mov     di, .silent
        jmp     .switch
.silent:
        dec     bl
        jnz     .next
        ret

        ; Set the speaker, wait, go on at DI. Refresh toggles bit 4 of the
        ; port every 15 us; if it is dead, the poll limit ends the wait.
.switch:
        out     SYSTEM_B, al
        mov     si, BEEP_HALF_PERIOD
        in      al, SYSTEM_B
        mov     ah, al
.toggle:
        mov     dx, 32
.poll:
        mov     cx, 100
        loop    $
        in      al, SYSTEM_B
        xor     al, ah
        test    al, 10h
        jnz     .toggled
        dec     dx
        jnz     .poll
.toggled:
        xor     ah, 10h
        dec     si
        jnz     .toggle
        jmp     di

message_halted:
        db      "The machine is halted.", 13, 10, 0
