; SPDX-License-Identifier: MIT
; INT 13h by cylinder, head and sector.

; SET_CHS sector, count, function: registers for a transfer with the buffer.
%macro SET_CHS 3
        mov     eax, %1
        call    set_chs
        SET     ax, (%3) << 8 | (%2)
        SET     es, BUFFER_SEG
        SET     bx, 0
%endmacro

test_disk:
        TEST    "int13.08.parameters"
        SET     ax, 0800h
        call    set_drive
        CALL_INT 13h, R_AX | R_BX | R_CX | R_DX | R_ES | R_DI
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT8 out.dl, 1
        call    disk_geometry
        movzx   eax, word [disk_cylinders]
        mul     word [disk_heads]
        mul     word [disk_spt]
        mov     cx, ax
        mov     ax, dx
        shl     eax, 16
        mov     ax, cx
        cmp     eax, DISK_SECTORS
        setbe   al
        movzx   eax, al
        EXPECT_EAX "it fits on the disk", 1

        TEST    "int13.02.read"
        call    fill_buffer
        SET_CHS 100, 1, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT16 out.ax, 0001h
        EXPECT8 474h, 0
        mov     ebx, 0
        call    buffer_dword
        EXPECT_EAX "first dword", 100
        mov     ebx, 508
        call    buffer_dword
        EXPECT_EAX "last dword", 100
        mov     ebx, 512
        call    buffer_dword
        EXPECT_EAX "memory behind", 0a5a5a5a5h

        TEST    "int13.02.read-across-tracks"
        movzx   eax, word [disk_spt]
        lea     eax, [eax + eax - 1]
        mov     [disk_lba], eax
        SET_CHS [disk_lba], 2, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT16 out.ax, 0002h
        mov     ebx, 512
        call    buffer_dword
        mov     ecx, [disk_lba]
        inc     ecx
        EXPECT_EAX "second sector", ecx

        TEST    "int13.02.read-128"
        SET_CHS 200, 128, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT16 out.ax, 0080h
        mov     ebx, 127 * 512 + 4
        call    buffer_dword
        EXPECT_EAX "last sector", 327

        TEST    "int13.02.across-segment"
        SET_CHS 150, 2, 2
        SET     bx, 0fe11h
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        mov     ebx, 0fe11h
        call    buffer_dword
        EXPECT_EAX "first sector", 150
        mov     ebx, 0fe11h + 1020
        call    buffer_dword
        EXPECT_EAX "second sector", 151

        TEST    "int13.02.interrupts-off"
        SET_CHS 160, 1, 2
        call    read_without_interrupts
        EXPECT_EAX "carry", 0
        xor     ebx, ebx
        call    buffer_dword
        EXPECT_EAX "first dword", 160

        TEST    "int13.02.timer-masked"
        in      al, 21h
        push    ax
        or      al, 01h
        out     21h, al
        SET_CHS 170, 2, 2
        CALL_INT 13h, R_AX
        pop     ax
        out     21h, al
        EXPECT_CF 0
        mov     ebx, 512
        call    buffer_dword
        EXPECT_EAX "second sector", 171

        TEST    "int13.03.write"
        push    es
        push    BUFFER_SEG
        pop     es
        xor     di, di
        mov     eax, 12345678h
        mov     cx, 256
        rep     stosd
        pop     es
        SET_CHS SCRATCH_FIRST, 2, 3
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT16 out.ax, 0002h
        call    fill_buffer
        SET_CHS SCRATCH_FIRST - 1, 4, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        mov     ebx, 508
        call    buffer_dword
        EXPECT_EAX "sector before", SCRATCH_FIRST - 1
        mov     ebx, 512
        call    buffer_dword
        EXPECT_EAX "first sector", 12345678h
        mov     ebx, 512 * 3 - 4
        call    buffer_dword
        EXPECT_EAX "second sector", 12345678h
        mov     ebx, 512 * 3
        call    buffer_dword
        EXPECT_EAX "sector behind", SCRATCH_FIRST + 2

        TEST    "int13.04.verify"
        SET_CHS 100, 5, 4
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        call    test_disk_errors
        call    test_disk_others
        ret

; --- bad requests -----------------------------------------------------------

test_disk_errors:
        TEST    "int13.02.count-0"
        SET_CHS 100, 0, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h
        EXPECT8 474h, 01h

        TEST    "int13.01.status"
        SET     ax, 0100h
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.02.count-129"
        SET_CHS 100, 129, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.02.sector-0"
        SET_CHS 100, 1, 2
        and     byte [in.cx], 0c0h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 04h, 01h
        EXPECT8 out.al, 0, 1

        TEST    "int13.02.cylinder-1023"
        SET_CHS 100, 1, 2
        SET     cx, 0ffc1h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 04h, 01h

        TEST    "int13.02.head-255"
        SET_CHS 100, 1, 2
        mov     byte [in.dx + 1], 255
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 04h, 01h

        TEST    "int13.02.no-such-drive"
        SET_CHS 100, 1, 2
        mov     byte [in.dx], 8fh
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.unknown"
        SET     ax, 7700h
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        ONLY_OURS .done
        TEST    "int13.02.past-the-end"
        mov     ax, [disk_cylinders]
        mul     word [disk_heads]
        mul     word [disk_spt]
        shl     edx, 16
        mov     dx, ax
        dec     edx                     ; the last sector that CHS can name
        SET_CHS edx, 100, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT16 out.ax, 0400h

        TEST    "int13.00.no-floppy"
        SET     ax, 0000h
        SET     dx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.08.no-such-drive"
        SET     ax, 0800h
        SET     dx, 84h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 07h

        TEST    "int13.15.no-such-drive"
        SET     ax, 1500h
        SET     dx, 84h
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 00h
.done:  ret

; --- the other functions ----------------------------------------------------

; DISK_FUNCTION ah: it succeeds.
%macro DISK_FUNCTION 1
        SET     ax, (%1) << 8
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
%endmacro

test_disk_others:
        TEST    "int13.00.reset"
        DISK_FUNCTION 00h
        SET_CHS 101, 1, 2
        CALL_INT 13h, R_AX
        EXPECT_CF 0

        TEST    "int13.01.status-good"
        DISK_FUNCTION 01h

        TEST    "int13.09.initialise"
        DISK_FUNCTION 09h

        TEST    "int13.0c.seek"
        SET_CHS 100, 0, 0ch
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.0d.reset"
        DISK_FUNCTION 0dh

        TEST    "int13.10.ready"
        DISK_FUNCTION 10h

        TEST    "int13.11.recalibrate"
        DISK_FUNCTION 11h

        TEST    "int13.15.type"
        SET     ax, 1500h
        call    set_drive
        CALL_INT 13h, R_AX | R_CX | R_DX
        EXPECT_CF 0
        EXPECT8 out.ah, 3

        ONLY_OURS .done
        EXPECT16 out.cx, 0
        EXPECT16 out.dx, DISK_SECTORS

        TEST    "int13.0c.seek-too-far"
        SET     ax, 0c00h
        SET     cx, 0ffc1h
        SET     dx, 80h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 40h

        TEST    "int41.parameter-table"
        push    es
        les     bx, [41h * 4]
        mov     ax, [es:bx]
        mov     dx, [es:bx + 2]
        mov     cx, [es:bx + 14]
        pop     es
        mov     [out.cx], cx
        mov     [out.dx], dx
        mov     [out.ax], ax
        movzx   eax, word [disk_cylinders]
        EXPECT16_EAX out.ax
        mov     al, [disk_spt]
        cmp     al, [out.cl]
        sete    al
        movzx   eax, al
        EXPECT_EAX "sectors agree", 1
        mov     al, [disk_heads]
        cmp     al, [out.dl]
        sete    al
        movzx   eax, al
        EXPECT_EAX "heads agree", 1
.done:  ret

; --- helpers ----------------------------------------------------------------

set_drive:
        mov     al, [drive]
        mov     [in.dx], al
        ret

; From AH=08h: geometry.
disk_geometry:
        mov     ax, [out.cx]
        mov     dl, al
        and     dx, 3fh
        mov     [disk_spt], dx
        xchg    al, ah
        shr     ah, 6
        inc     ax
        mov     [disk_cylinders], ax
        movzx   ax, byte [out.dh]
        inc     ax
        mov     [disk_heads], ax
        ret

; EAX = sector: to the registers of a transfer. All registers are lost.
set_chs:
        xor     edx, edx
        movzx   ecx, word [disk_spt]
        div     ecx
        inc     dx
        mov     [in.cx], dl
        xor     dx, dx
        div     word [disk_heads]
        mov     [in.dx + 1], dl
        mov     [in.cx + 1], al
        shl     ah, 6
        or      [in.cx], ah
        jmp     set_drive

; The call in regs_in with interrupts off. EAX = carry.
read_without_interrupts:
        mov     ax, [in.ax]
        mov     bx, [in.bx]
        mov     cx, [in.cx]
        mov     dx, [in.dx]
        push    es
        mov     es, [in.es]
        cli
        int     13h
        setc    al
        sti
        pop     es
        movzx   eax, al
        ret

        align   4, db 0
disk_lba:       dd 0
disk_cylinders: dw 0
disk_heads:     dw 0
disk_spt:       dw 0
