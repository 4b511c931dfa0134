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

; The first sector of the first hard disk takes over, as if the BIOS had found
; it first. It lands where this code is, so the last steps stand elsewhere.
start_disk:
        mov     si, next_disk
        call    say
        mov     si, handover
        mov     di, HANDOVER
        mov     cx, handover.end - handover
        rep movsb
        mov     ax, 0201h
        mov     bx, 7c00h
        mov     cx, 0001h
        mov     dx, 0080h
        jmp     0:HANDOVER

HANDOVER           equ 0600h

handover:
        int     13h
        jc      .failed
        cmp     word [7c00h + 510], 0aa55h
        jne     .failed
        jmp     0:7c00h
.failed:
        int     18h
.end:

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

; The text at SI, to the screen and COM1. AX, SI are lost.
say:    lodsb
        test    al, al
        jz      .done
        call    say_letter
        jmp     say
.done:  ret

say_letter:
        pusha
        push    ax
        mov     ah, 0eh
        mov     bx, 0007h
        int     10h
        pop     ax
        mov     ah, 01h
        xor     dx, dx
        int     14h
        popa
        ret

; "status 80h", by AH.
say_status:
        push    ax
        mov     si, status
        call    say
        pop     ax
        mov     al, ah
        shr     al, 4
        call    .digit
        mov     al, ah
        and     al, 0fh
        call    .digit
        mov     si, status_end
        jmp     say
.digit: cmp     al, 10
        sbb     al, 69h                 ; 0 to 9, A to F as letters
        das
        jmp     say_letter

title:          db 13, 10, "Service disk", 13, 10, 0
no_program:     db "The program cannot be read: ", 0
next_disk:      db "The hard disk starts.", 13, 10, 0
status:         db "status ", 0
status_end:     db "h", 13, 10, 0

        times 510 - ($ - $$) db 0
        dw      0aa55h

%include "service-disk/program.asm"

        times (COUNTER_SECTOR - 1) * 512 - ($ - $$) db 0
counter:        dd 0                    ; how often this disk was started
        times TRACK_SECTORS * 512 - ($ - $$) db 0
        times TEXT_CYLINDER * 2 * TRACK_SECTORS * 512 - ($ - $$) db 0
        db      "Cylinder 40, head 0, sector 1."
        times 80 * 2 * TRACK_SECTORS * 512 - ($ - $$) db 0
