; SPDX-License-Identifier: MIT
; INT 08h, IRQ0: the timer tick, 18.2 times a second.
;
; It counts the ticks since midnight for INT 1Ah and calls INT 1Ch, where
; programs may hang on. A day has 1573040 ticks. The motors of floppy drives
; that nobody uses go off here.
; Source: IBM PC AT Technical Reference, "ROM BIOS", TIMER_INT.

TICKS_A_DAY     equ 1573040

int08_handler:
        push    eax
        push    dx                      ; INT 1Ch may change AX, DX and DS
        push    ds
        push    BDA_SEG
        pop     ds
        mov     eax, [BDA_TICKS]
        inc     eax
        cmp     eax, TICKS_A_DAY
        jb      .same_day
        xor     eax, eax
        mov     byte [BDA_MIDNIGHT], 1
.same_day:
        mov     [BDA_TICKS], eax
        cmp     byte [BDA_FLOPPY_MOTOR_TICKS], 0
        je      .motors_off
        dec     byte [BDA_FLOPPY_MOTOR_TICKS]
        jnz     .motors_off
        mov     byte [BDA_FLOPPY_MOTOR], 0
        mov     dx, FDC_OUTPUT
        mov     al, FDC_RUNNING
        out     dx, al
.motors_off:
        int     1ch
        cli
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        pop     ds
        pop     dx
        pop     eax
        iret
