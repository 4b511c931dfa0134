; SPDX-License-Identifier: MIT
; POST step 18: give the power-management device its I/O ports.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; PCI devices answer nowhere until somebody gives them addresses. The only
; one that this BIOS needs to place is the PIIX4's power management: with its
; ports at 0600h, an operating system can switch the machine off.
; Source: PCI BIOS Specification, "Find PCI Device"; 82371AB (PIIX4) data
; sheet, "Power Management Registers", PMBA and PMREGMISC.

PCI_FIND_DEVICE         equ 0b102h
PCI_READ_BYTE           equ 0b108h
PCI_WRITE_BYTE          equ 0b10bh
PCI_WRITE_DWORD         equ 0b10dh
PIIX4_PM_DEVICE         equ 7113h
PIIX4_PM_VENDOR         equ 8086h
PIIX4_PMBA              equ 40h
PIIX4_PMREGMISC         equ 80h
PM_PORTS                equ 0600h

post_pci:
        POST_STEP PCI
        mov     ax, PCI_FIND_DEVICE
        mov     cx, PIIX4_PM_DEVICE
        mov     dx, PIIX4_PM_VENDOR
        xor     si, si
        int     1ah
        jc      .end
        mov     ax, PCI_WRITE_DWORD
        mov     ecx, PM_PORTS | 1       ; bit 0: these are I/O ports
        mov     di, PIIX4_PMBA
        int     1ah
        mov     ax, PCI_READ_BYTE
        mov     di, PIIX4_PMREGMISC
        int     1ah
        or      cl, 01h                 ; PMIOSE: answer at these ports
        mov     ax, PCI_WRITE_BYTE
        int     1ah
.end:
        mov     ax, BDA_SEG
        mov     ds, ax
        mov     ax, EBDA_SEG
        mov     es, ax
        jmp     post_finish
