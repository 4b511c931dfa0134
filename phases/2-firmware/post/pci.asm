; SPDX-License-Identifier: MIT
; POST step 18: give PCI devices their I/O ports.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; PCI devices answer nowhere until somebody gives them addresses. Two want
; some: the PIIX4's power management, with whose ports an operating system can
; switch the machine off; and the PIIX3's bus master, with whose ports it can
; have disks read by DMA. This BIOS itself uses neither.
; Source: PCI BIOS Specification, "Find PCI Device"; 82371AB (PIIX4) data
; sheet, "Power Management Registers", PMBA and PMREGMISC; 82371SB (PIIX3) data
; sheet, "PCI Configuration Registers, IDE Interface"; ACPI 1.0, "Root System
; Description Pointer".

PCI_FIND_DEVICE         equ 0b102h
PCI_READ_BYTE           equ 0b108h
PCI_WRITE_BYTE          equ 0b10bh
PCI_WRITE_DWORD         equ 0b10dh
PCI_COMMAND             equ 04h
PCI_PORTS_AND_MASTER    equ 05h         ; it answers at ports, and may do DMA
PIIX4_PM_DEVICE         equ 7113h
INTEL                   equ 8086h
PIIX4_PMBA              equ 40h
PIIX4_PMREGMISC         equ 80h
PM_PORTS                equ 0600h
PIIX3_IDE_DEVICE        equ 7010h
PIIX3_BMIBA             equ 20h
PIIX3_IDETIM            equ 40h         ; of both channels
PIIX3_DECODE            equ 80008000h   ; ... bit 15: it answers
IDE_PORTS               equ 0c000h

; PCI_SET REGISTER, VALUE: a dword, of function BX.
%macro PCI_SET 2
        mov     di, %1
        mov     ecx, %2
        mov     ax, PCI_WRITE_DWORD
        int     1ah
%endmacro

post_pci:
        POST_STEP PCI
        mov     cx, PIIX4_PM_DEVICE
        call    pci_find_intel
        jc      .ide
        PCI_SET PIIX4_PMBA, PM_PORTS | 1        ; bit 0: these are I/O ports
        mov     ax, PCI_READ_BYTE
        mov     di, PIIX4_PMREGMISC
        int     1ah
        or      cl, 01h                 ; PMIOSE: answer at these ports
        mov     ax, PCI_WRITE_BYTE
        int     1ah
        mov     ax, EBDA_SEG            ; the ACPI tables can be found
        mov     es, ax
        mov     si, acpi_rsdp
        mov     di, EBDA_RSDP
        mov     cx, acpi_rsdp_bytes
        cs rep  movsb
.ide:
        mov     cx, PIIX3_IDE_DEVICE
        call    pci_find_intel
        jc      .end
        PCI_SET PIIX3_BMIBA, IDE_PORTS | 1
        PCI_SET PIIX3_IDETIM, PIIX3_DECODE
        PCI_SET PCI_COMMAND, PCI_PORTS_AND_MASTER
.end:
        mov     ax, BDA_SEG
        mov     ds, ax
        mov     ax, EBDA_SEG
        mov     es, ax
        jmp     post_finish

; CX: a device of Intel's. CF: there is none; else BX is its function.
pci_find_intel:
        mov     dx, INTEL
        xor     si, si
        mov     ax, PCI_FIND_DEVICE
        int     1ah
        ret
