; SPDX-License-Identifier: MIT
; How a test disk begins: the boot sector loads what follows and goes there.
;
; Where we are: real mode, DS = ES = SS = 0, stack below 7C00h, interrupts on.

        cpu     386
        bits    16
        org     7c00h

DISK_SECTORS    equ 2048
PATTERN_FIRST   equ 64
SCRATCH_FIRST   equ 1024
BUFFER_SEG      equ 1000h
BUFFER2_SEG     equ 2000h

boot:
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        cli
        mov     ss, ax
        mov     sp, 7c00h
        sti
        cld
        jmp     0:.loaded
.loaded:
        mov     [drive], dl
        mov     ax, 0200h | PROGRAM_SECTORS
        mov     bx, program
        mov     cx, 0002h
        mov     dh, 0
        int     13h
        jnc     program
        mov     si, .text
.next:  lodsb
        mov     ah, 0eh
        mov     bx, 7
        int     10h
        cmp     byte [si], 0
        jne     .next
        cli
        hlt
.text:  db      "The disk cannot be read.", 0

drive:  db      0

        times 510 - ($ - $$) db 0
        dw      0aa55h

