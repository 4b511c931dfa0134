; SPDX-License-Identifier: MIT
; INT 13h with a drive that misbehaves. Only for our BIOS, which keeps the
; ports of each drive in its EBDA: they are made to point to the DMA page
; registers, which read back what was written, whoever takes it for a status.

%include "bda.inc"

FAULT_CONTROL   equ 8ah                 ; the "alternate status"
FAULT_PORT      equ 82h                 ; its "status" is 89h
FAULT_BSY       equ 80h
FAULT_DRDY      equ 40h

; FAULT status, base: the first drive gets these ports, and shows that status.
%macro FAULT 2
        mov     al, %1
        out     FAULT_CONTROL, al
        mov     cx, %2
        mov     dx, FAULT_CONTROL
        call    drive_ports
%endmacro

test_disk_faults:
        ONLY_OURS .done
        mov     cx, 0
        mov     dx, 0
        call    drive_ports
        mov     [fault_port], cx
        mov     [fault_control], dx

        TEST    "int13.02.not-ready"
        FAULT   0, [fault_port]
        SET_CHS 100, 1, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT16 out.ax, 0aa00h
        EXPECT8 474h, 0aah

        TEST    "int13.10.not-ready"
        SET     ax, 1000h
        SET     dx, 80h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 0aah

        TEST    "int13.02.device-fault"
        FAULT   FAULT_DRDY, FAULT_PORT  ; the command 20h stays as status
        SET_CHS 100, 1, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT16 out.ax, 0cc00h

        TEST    "int13.42.device-fault"
        PACKET  300, 3
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 0cch
        EXPECT16 packet + 2, 0

        TEST    "int13.02.timeout"
        FAULT   FAULT_BSY, [fault_port]
        SET_CHS 100, 1, 2
        call    read_without_interrupts
        EXPECT_EAX "carry", 1
        EXPECT8 474h, 80h

        mov     cx, [fault_port]
        mov     dx, [fault_control]
        call    drive_ports

        TEST    "int13.00.after-faults"
        DISK_FUNCTION 00h
        SET_CHS 100, 1, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 0
.done:  ret

; Exchange CX, DX with the ports of the first drive that is ready.
drive_ports:
        push    es
        mov     es, [BDA_SEG * 16 + BDA_EBDA_SEG]
        mov     bx, EBDA_DRIVES
.next:  cmp     byte [es:bx + DRIVE_STATE], DRIVE_READY
        je      .found
        add     bx, DRIVE_ENTRY
        jmp     .next
.found: xchg    cx, [es:bx + DRIVE_PORT]
        xchg    dx, [es:bx + DRIVE_CONTROL]
        pop     es
        ret

fault_port:     dw 0
fault_control:  dw 0
