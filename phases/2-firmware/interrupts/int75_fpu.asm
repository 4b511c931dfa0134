; SPDX-License-Identifier: MIT
; INT 75h, IRQ13: an error of the floating-point unit.
;
; The 8087 of the PC was wired to the NMI, so programs of that time wait for
; INT 02h; the AT's BIOS sends them there. Port F0h takes the request back.
; Source: IBM PC AT Technical Reference, "ROM BIOS", INT_287.

FPU_ERROR_PORT  equ 0f0h

int75_handler:
        push    ax
        mov     al, 0
        out     FPU_ERROR_PORT, al
        mov     al, PIC_EOI
        out     PIC2_CMD, al
        out     PIC1_CMD, al
        pop     ax
        int     02h
        iret
