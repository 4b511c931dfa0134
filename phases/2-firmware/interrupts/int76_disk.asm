; SPDX-License-Identifier: MIT
; INT 76h and 77h, IRQ14 and 15: a drive of the first or the second channel
; has finished a command.
;
; They only leave a flag for the disk driver (services/int13.asm), which reads
; the status itself, and tell a multitasking system by INT 15h AH=91h. IRQ15
; is also what the second controller gives when the line that asked is gone;
; such an interrupt is not in service there.
; Source: IBM PC AT Technical Reference, "ROM BIOS", HD_INT; 8259A data sheet,
; "Reading the 8259A Status".

PIC2_LINE_7             equ 80h

int77_handler:
        push    ax
        mov     al, PIC_READ_ISR
        out     PIC2_CMD, al
        in      al, PIC2_CMD
        test    al, PIC2_LINE_7
        pop     ax
        jnz     int76_handler
        push    ax
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        pop     ax
        iret

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
