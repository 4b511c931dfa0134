; SPDX-License-Identifier: MIT
; INT 0Eh, IRQ6: the floppy disk controller has finished a command or a seek.
;
; It only leaves a flag for the driver (services/floppy.asm), and tells a
; multitasking system by INT 15h AH=91h.
; Source: IBM PC AT Technical Reference, "ROM BIOS", DISK_INT.

int0e_handler:
        push    ax
        push    ds
        push    BDA_SEG
        pop     ds
        or      byte [BDA_FLOPPY_RECAL], FDC_INTERRUPT
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        mov     ax, 9101h
        int     15h
        pop     ds
        pop     ax
        iret
