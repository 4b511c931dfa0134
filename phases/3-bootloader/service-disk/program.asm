; SPDX-License-Identifier: MIT
; service-disk/program.asm - what the service disk tries, a line each.
;
; Where we are: as in service-disk.asm, at PROGRAM; all of the first track is
; in memory.
;
; Source: IBM PC AT Technical Reference, "Math Coprocessor Control"; Intel SDM
; Vol. 1, "x87 FPU Exception Handling", "Numeric Exceptions"; Vol. 2, "FINIT".

CR0_NE          equ 5                   ; bit: errors by exception 16
CONTROL_DIVIDE  equ 037bh               ; all masked but division by zero
ERROR_VECTOR    equ 75h                 ; IRQ 13
ERROR_TICKS     equ 4                   ; of 55 ms, until it is late
TICK_VECTOR     equ 1ch
PIC2_MASK       equ 0a1h
PIC2_LINE_13    equ 20h

program:
        call    try_seek
        call    try_write
        call    try_coprocessor
        jmp     start_disk

; A sector far away is what it should be.
try_seek:
        mov     si, seek_name
        call    say
        mov     ax, 0201h
        mov     bx, BUFFER
        mov     cx, TEXT_CYLINDER << 8 | 1
        mov     dx, 0000h
        call    transfer
        jc      say_status
        mov     si, expected
        mov     di, BUFFER
        mov     cx, expected.end - expected
        repe cmpsb
        mov     si, words_ok
        je      say
        mov     si, words_other
        jmp     say

; The counter in the last sector of the track goes up by one.
try_write:
        mov     si, write_name
        call    say
        inc     dword [counter]
        mov     ax, 0301h
        mov     bx, COUNTER
        mov     cx, COUNTER_SECTOR
        mov     dx, 0000h
        call    transfer
        jc      say_status
        mov     si, words_ok
        jmp     say

; FNINIT and FNSTSW do nothing without a coprocessor.
try_coprocessor:
        mov     si, fpu_name
        call    say
        fninit
        mov     word [word_at], 5a5ah
        fnstsw  [word_at]
        mov     si, words_none
        cmp     word [word_at], 0
        jne     say
        call    divide
        mov     si, words_wrong
        jne     .told
        mov     si, words_ok
.told:  call    say
        jmp     try_error_line

; Divide and multiply again. ZF=1: nothing was lost. It lies at 0000:8000, so
; that a breakpoint can be set: at 800Ah the quotient is in ST0.
        times 8000h - 7c00h - ($ - $$) db 0
divide: fild    dword [dividend]
        fild    dword [divisor]
        fdivp   st1, st0
        fild    dword [divisor]
        fmulp   st1, st0
        fistp   dword [result]
        mov     eax, [result]
        cmp     eax, [dividend]
        ret

; A division by zero that is not masked drives FERR#, at the latest when the
; next instruction would wait for it: then the processor stops until IRQ 13
; comes. If nothing comes, the timer's interrupt takes the error away.
try_error_line:
        mov     si, line_name
        call    say
        mov     eax, cr0
        btr     eax, CR0_NE
        mov     cr0, eax
        mov     byte [came], 0
        mov     byte [ticks], ERROR_TICKS
        push    dword [ERROR_VECTOR * 4]
        push    dword [TICK_VECTOR * 4]
        mov     dword [ERROR_VECTOR * 4], error_interrupt
        mov     dword [TICK_VECTOR * 4], tick_interrupt
        in      al, PIC2_MASK
        push    ax
        and     al, ~PIC2_LINE_13 & 0ffh
        out     PIC2_MASK, al
        fninit
        mov     word [word_at], CONTROL_DIVIDE
        fldcw   [word_at]
        fld1
        fldz
        fdivp   st1, st0
        fwait
        fninit
        pop     ax
        out     PIC2_MASK, al
        pop     dword [TICK_VECTOR * 4]
        pop     dword [ERROR_VECTOR * 4]
        mov     si, words_no_interrupt
        cmp     byte [came], 0
        je      say
        mov     si, words_ok
        jmp     say

; Port F0h takes the request back; the error itself is taken away, too.
error_interrupt:
        push    ax
        xor     al, al
        out     0f0h, al
        fnclex
        mov     al, 20h
        out     0a0h, al
        out     20h, al
        mov     byte [cs:came], 1
        pop     ax
        iret

tick_interrupt:
        dec     byte [cs:ticks]
        jnz     .done
        fnclex
.done:  iret

seek_name:      db "  Cylinder 40:      ", 0
write_name:     db "  Writing:          ", 0
fpu_name:       db "  Coprocessor:      ", 0
line_name:      db "  Its error line:   ", 0
words_ok:       db "ok", 13, 10, 0
words_other:    db "not what was written there", 13, 10, 0
words_none:     db "none", 13, 10, 0
words_wrong:    db "computes wrong", 13, 10, 0
words_no_interrupt:
                db "no interrupt 13", 13, 10, 0
expected:       db "Cylinder 40"
.end:

dividend:       dd 4195835
divisor:        dd 3145727
result:         dd 0
word_at:        dw 0
came:           db 0
ticks:          db 0
