; SPDX-License-Identifier: MIT
; INT 05h: print the screen. INT 09h calls it for the Print key; caller's stack.
;
; What is in the text screen goes to the first printer, each row behind a new
; line. The byte at 0050:0000 tells how it goes: 1 while it runs, so that
; another Print does nothing, then 0, or FFh if the printer failed.
; Source: IBM PC AT Technical Reference, ROM BIOS, "Print Screen".

PRINT_SCREEN_SEG        equ 50h
PRINT_FINE              equ 0
PRINT_RUNS              equ 1
PRINT_FAILED            equ 0ffh
PRINTER_ERRORS          equ 29h         ; no paper, I/O error, timeout

int05_handler:
        pusha
        push    ds
        push    PRINT_SCREEN_SEG
        pop     ds
        cmp     byte [0], PRINT_RUNS
        je      .end
        mov     byte [0], PRINT_RUNS
        sti
        mov     ah, 0fh
        int     10h                     ; AH = columns, BH = page
        mov     cl, ah
        mov     ah, 03h
        push    cx
        int     10h                     ; DX = cursor
        pop     cx
        push    dx
        call    print_screen
        pop     dx
        mov     ah, 02h
        int     10h
        mov     [0], cl
.end:   pop     ds
        popa
        iret

; CL = columns, BH = page. CL = PRINT_FINE or PRINT_FAILED; AX, CH, DX are lost.
print_screen:
        mov     dx, 0
.row:   mov     al, 13
        call    print_byte
        jnz     .failed
        mov     al, 10
        call    print_byte
        jnz     .failed
        push    ds
        push    BDA_SEG
        pop     ds
        cmp     [BDA_VIDEO_ROWS], dh
        pop     ds
        mov     ch, PRINT_FINE
        jb      .done
.cell:  mov     ah, 02h
        int     10h
        mov     ah, 08h
        int     10h
        test    al, al
        jnz     .print
        mov     al, ' '
.print: call    print_byte
        jnz     .failed
        inc     dx                      ; DL: the column
        cmp     dl, cl
        jb      .cell
        mov     dl, 0
        inc     dh
        jmp     .row
.failed:
        mov     ch, PRINT_FAILED
.done:  mov     cl, ch
        ret

; Character AL to the first printer. ZF=0: it did not take it. AH is lost.
print_byte:
        push    dx
        xor     dx, dx
        mov     ah, 0
        int     17h
        pop     dx
        test    ah, PRINTER_ERRORS
        ret
