; SPDX-License-Identifier: MIT
; INT 13h extensions.

; PACKET sector, count: the disk address packet, with the buffer.
%macro PACKET 2
        mov     dword [packet], (%2) << 16 | 10h
        mov     dword [packet + 4], BUFFER_SEG << 16
        mov     dword [packet + 8], %1
        mov     dword [packet + 12], 0
%endmacro

; LBA_CALL ah
%macro LBA_CALL 1
        SET     ax, (%1) << 8
        SET     ds, 0
        SET     si, packet
        call    set_drive
        CALL_INT 13h, R_AX
%endmacro

test_disk_lba:
        TEST    "int13.41.check"
        SET     ax, 4100h
        SET     bx, 55aah
        call    set_drive
        CALL_INT 13h, R_AX | R_BX | R_CX
        EXPECT_CF 0
        EXPECT16 out.bx, 0aa55h
        and     byte [out.cx], 1
        EXPECT8 out.cx, 1

        TEST    "int13.41.no-such-drive"
        SET     ax, 4100h
        SET     bx, 55aah
        SET     dx, 8fh
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.42.read"
        call    fill_buffer
        PACKET  300, 3
        LBA_CALL 42h
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT16 packet + 2, 3
        xor     ebx, ebx
        call    buffer_dword
        EXPECT_EAX "first sector", 300
        mov     ebx, 3 * 512 - 4
        call    buffer_dword
        EXPECT_EAX "last sector", 302
        mov     ebx, 3 * 512
        call    buffer_dword
        EXPECT_EAX "memory behind", 0a5a5a5a5h

        TEST    "int13.42.read-127"
        PACKET  300, 127
        LBA_CALL 42h
        EXPECT_CF 0
        mov     ebx, 127 * 512 - 4
        call    buffer_dword
        EXPECT_EAX "last sector", 426

        TEST    "int13.42.last-sector"
        PACKET  DISK_SECTORS - 1, 1
        LBA_CALL 42h
        EXPECT_CF 0
        xor     ebx, ebx
        call    buffer_dword
        EXPECT_EAX "first dword", DISK_SECTORS - 1

        TEST    "int13.42.past-the-end"
        PACKET  DISK_SECTORS, 1
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h, 01h

        TEST    "int13.42.beyond-32-bits"
        PACKET  100, 1
        mov     dword [packet + 12], 1
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h, 01h

        TEST    "int13.43.write"
        push    es
        push    BUFFER_SEG
        pop     es
        xor     di, di
        mov     eax, 0fedcba98h
        mov     cx, 128
        rep     stosd
        pop     es
        PACKET  SCRATCH_FIRST + 10, 1
        LBA_CALL 43h
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        call    fill_buffer
        PACKET  SCRATCH_FIRST + 9, 3
        LBA_CALL 42h
        EXPECT_CF 0
        mov     ebx, 508
        call    buffer_dword
        EXPECT_EAX "sector before", SCRATCH_FIRST + 9
        mov     ebx, 1020
        call    buffer_dword
        EXPECT_EAX "the sector", 0fedcba98h
        mov     ebx, 1024
        call    buffer_dword
        EXPECT_EAX "sector behind", SCRATCH_FIRST + 11

        TEST    "int13.44.verify"
        PACKET  300, 5
        LBA_CALL 44h
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.47.seek"
        PACKET  300, 0
        LBA_CALL 47h
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.48.parameters"
        mov     word [result], 1ah
        SET     ax, 4800h
        SET     ds, 0
        SET     si, result
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT16 result, 1ah
        EXPECT32 result + 10h, DISK_SECTORS
        EXPECT32 result + 14h, 0
        EXPECT16 result + 18h, 512

        TEST    "int13.48.short-buffer"
        mov     word [result], 19h
        SET     ax, 4800h
        SET     ds, 0
        SET     si, result
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        ONLY_OURS .done
        TEST    "int13.41.no-signature"
        SET     ax, 4100h
        SET     bx, 1234h
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.42.count-128"
        PACKET  100, 128
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 01h
        EXPECT16 packet + 2, 0

        TEST    "int13.42.short-packet"
        PACKET  100, 1
        mov     byte [packet], 0fh
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.42.partly-past-the-end"
        PACKET  DISK_SECTORS - 2, 3
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h
        EXPECT16 packet + 2, 0

        TEST    "int13.47.seek-too-far"
        PACKET  DISK_SECTORS, 1
        LBA_CALL 47h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h

        TEST    "int13.48.version-2-buffer"
        mov     word [result], 1eh
        SET     ax, 4800h
        SET     ds, 0
        SET     si, result
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT16 result, 1eh
        EXPECT32 result + 1ah, 0ffffffffh
.done:  ret

        align   4, db 0
packet: times 16 db 0
result: times 32 db 0
