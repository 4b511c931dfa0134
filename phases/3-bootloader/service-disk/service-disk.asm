; SPDX-License-Identifier: MIT
; service-disk/service-disk.asm - a floppy disk of 1.44 MB that tries its own
; drive and the coprocessor, and then starts the hard disk.
;
; Where we are: real mode, at 0000:7C00, DL = 00h. The first sector has what
; the others need: words for the screen, and reading with three tries. The
; rest of the first track is the program (program.asm). A text lies far from
; it, so that the heads have to move.

%include "markers.inc"

        cpu     486
        bits    16
        org     7c00h

TRACK_SECTORS   equ 18
TEXT_CYLINDER   equ 40
COUNTER_SECTOR  equ TRACK_SECTORS       ; of cylinder 0, head 0
PROGRAM         equ 7e00h
COUNTER         equ PROGRAM + (COUNTER_SECTOR - 2) * 512
BUFFER          equ 0a000h

start:  cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, 7c00h
        sti
        cld
        mov     ds, ax
        mov     es, ax
        mov     ax, 00e3h               ; COM1: 9600 baud, 8 bits, no parity
        xor     dx, dx
        int     14h
        mov     si, title
        call    say
        mov     ax, 0200h + TRACK_SECTORS - 1
        mov     bx, PROGRAM
        mov     cx, 0002h
        mov     dx, 0000h
        call    transfer
        jnc     PROGRAM
        mov     si, no_program
        call    say
        call    say_status
        jmp     start_disk

; INT 13h with AX, BX, CX, DX, three times at most with a reset between.
; CF=1: AH = status. Other registers are kept.
transfer:
        mov     bp, 3
.try:   push    ax
        int     13h
        jnc     .done
        mov     di, ax
        mov     ah, 0
        int     13h
        pop     ax
        dec     bp
        jnz     .try
        mov     ax, di
        stc
        ret
.done:  add     sp, 2                   ; CF=0: no overflow in the stack
        clc
        ret

title:          db 13, 10, "Service disk", 13, 10, 0
no_program:     db "The program cannot be read: ", 0
%include "service.inc"

        times 510 - ($ - $$) db 0
        dw      0aa55h

%include "service-disk/program.asm"

        times (COUNTER_SECTOR - 1) * 512 - ($ - $$) db 0
counter:        dd 0                    ; how often this disk was started
        times TRACK_SECTORS * 512 - ($ - $$) db 0
        times TEXT_CYLINDER * 2 * TRACK_SECTORS * 512 - ($ - $$) db 0
        db      "Cylinder 40, head 0, sector 1."
        times 80 * 2 * TRACK_SECTORS * 512 - ($ - $$) db 0
