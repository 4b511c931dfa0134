; SPDX-License-Identifier: MIT
; INT 76h, IRQ14: the hard disk has finished a command.
;
; It only leaves a flag for the disk driver (services/int13.asm), which reads
; the status itself, and tells a multitasking system by INT 15h AH=91h.
; Source: IBM PC AT Technical Reference, "ROM BIOS", HD_INT.

int76_handler:
        push    ax
        push    ds
        push    BDA_SEG
        pop     ds
        mov     byte [BDA_DISK_INT_FLAG], 0ffh
        mov     al, PIC_EOI
        out     PIC2_CMD, al
        out     PIC1_CMD, al
        mov     ax, 9100h
        int     15h
        pop     ds
        pop     ax
        iret
