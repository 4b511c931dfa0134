; SPDX-License-Identifier: MIT
; PCI BIOS, and a switch-off that needs it. The machine has the 440FX host
; bridge and the PIIX power management of QEMU's "pc".

PCI_PM          equ 71138086h           ; device and vendor

; PCI_CALL al: with the registers that are set.
%macro PCI_CALL 2
        SET     ax, 0b100h | %1
        CALL_INT 1ah, R_AX | %2
%endmacro

test_pci:
        TEST    "int1a.b101.present"
        PCI_CALL 01h, R_BX | R_CX | R_DX | R_DI
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT32 out.edx, 20494350h
        EXPECT16 out.bx, 0210h
        EXPECT8 out.cl, 0
        and     byte [out.al], 1
        EXPECT8 out.al, 1

        TEST    "int1a.b102.find-device"
        SET     cx, 1237h
        SET     dx, 8086h
        SET     si, 0
        PCI_CALL 02h, R_BX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT16 out.bx, 0

        TEST    "int1a.b102.function-3"
        SET     cx, 7113h
        SET     dx, 8086h
        SET     si, 0
        PCI_CALL 02h, R_BX
        EXPECT_CF 0
        mov     ax, [out.bx]
        mov     [pci_pm], ax
        EXPECT16 out.bx, 1 * 8 + 3

        TEST    "int1a.b102.no-second"
        SET     cx, 1237h
        SET     dx, 8086h
        SET     si, 1
        PCI_CALL 02h, R_BX
        EXPECT_CF 1
        EXPECT8 out.ah, 86h

        TEST    "int1a.b102.bad-vendor"
        SET     cx, 1237h
        SET     dx, 0ffffh
        SET     si, 0
        PCI_CALL 02h, R_BX
        EXPECT_CF 1
        EXPECT8 out.ah, 83h, 86h

        TEST    "int1a.b103.find-class"
        SET32   ecx, 060000h            ; host bridge
        SET     si, 0
        PCI_CALL 03h, R_BX
        EXPECT_CF 0
        EXPECT16 out.bx, 0

        TEST    "int1a.b103.no-such-class"
        SET32   ecx, 0123456h
        SET     si, 0
        PCI_CALL 03h, R_BX
        EXPECT_CF 1
        EXPECT8 out.ah, 86h

        TEST    "int1a.b108.read-byte"
        SET     bx, 0
        SET     di, 1
        PCI_CALL 08h, R_CX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT8 out.cl, 80h

        TEST    "int1a.b109.read-word"
        SET     bx, 0
        SET     di, 2
        PCI_CALL 09h, R_CX
        EXPECT_CF 0
        EXPECT16 out.cx, 1237h

        TEST    "int1a.b10a.read-dword"
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 0
        PCI_CALL 0ah, R_CX
        EXPECT_CF 0
        EXPECT32 out.ecx, PCI_PM

        TEST    "int1a.b109.no-device"
        SET     bx, 1fh * 8
        SET     di, 0
        PCI_CALL 09h, R_CX
        EXPECT_CF 0
        EXPECT16 out.cx, 0ffffh

        TEST    "int1a.b10b.write-byte"
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 3ch                 ; interrupt line: just a note
        PCI_CALL 08h, R_CX
        mov     al, [out.cl]
        mov     [pci_line], al
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 3ch
        SET     cx, 5ah
        PCI_CALL 0bh, 0
        EXPECT_CF 0
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 3ch
        PCI_CALL 08h, R_CX
        EXPECT8 out.cl, 5ah
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 3ch
        mov     al, [pci_line]
        mov     [in.cx], al
        PCI_CALL 0bh, 0

        TEST    "int1a.b10c.write-word"
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 4                   ; command: I/O on
        SET     cx, 1
        PCI_CALL 0ch, 0
        EXPECT_CF 0
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 4
        PCI_CALL 09h, R_CX
        and     byte [out.cx], 1
        EXPECT8 out.cx, 1

        TEST    "int1a.b10d.write-dword"
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 40h                 ; base of the power management
        SET32   ecx, 0601h
        PCI_CALL 0dh, 0
        EXPECT_CF 0
        mov     ax, [pci_pm]
        mov     [in.bx], ax
        SET     di, 40h
        PCI_CALL 0ah, R_CX
        EXPECT32 out.ecx, 0601h

        TEST    "int1a.b1.unknown"
        PCI_CALL 77h, 0
        EXPECT_CF 1
        EXPECT8 out.ah, 81h

        ONLY_OURS .done
        TEST    "int1a.b108.bad-register"
        SET     bx, 0
        SET     di, 100h
        PCI_CALL 08h, 0
        EXPECT_CF 1
        EXPECT8 out.ah, 87h

        TEST    "int1a.b109.bad-register"
        SET     bx, 0
        SET     di, 1
        PCI_CALL 09h, 0
        EXPECT_CF 1
        EXPECT8 out.ah, 87h

        TEST    "int1a.b10d.bad-register"
        SET     bx, 0
        SET     di, 42h
        PCI_CALL 0dh, 0
        EXPECT_CF 1
        EXPECT8 out.ah, 87h
.done:  ret

; Power off by the PIIX, at the base set above; or halt.
switch_off:
        mov     dx, 0604h
        mov     ax, 2000h               ; SLP_EN, type 0: soft off
        out     dx, ax
.halt:  cli
        hlt
        jmp     .halt

pci_pm:         dw 0
pci_line:       db 0
