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
        EXPECT8 out.ah, 30h
        and     byte [out.cx], 5
        EXPECT8 out.cx, 5

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

        TEST    "int13.42.read-200"
        call    fill_buffer
        PACKET  300, 200
        LBA_CALL 42h
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT16 packet + 2, 200
        mov     ebx, 127 * 512
        call    buffer_dword
        EXPECT_EAX "sector 128", 300 + 127
        mov     ebx, 200 * 512 - 4
        call    buffer_dword
        EXPECT_EAX "last sector", 300 + 199

        TEST    "int13.42.past-the-end-after-127"
        PACKET  DISK_SECTORS - 130, 131
        LBA_CALL 42h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h
        EXPECT16 packet + 2, 0
.done:  ret

test_edd:
        TEST    "int13.48.version-2"
        mov     ax, 1eh
        call    parameters_of_disk
        EXPECT16 result, 1eh
        les     bx, [result + 1ah]
        mov     eax, [es:bx]
        EXPECT_EAX "ports", 03f601f0h
        les     bx, [result + 1ah]
        mov     eax, [es:bx + 4]
        and     eax, 0ff00f0h           ; the low bits are not told
        EXPECT_EAX "drive and IRQ", 0e00e0h
        les     bx, [result + 1ah]
        mov     cx, 16
        call    sum_at_es_bx
        EXPECT_EAX "sum", 0

        TEST    "int13.48.version-3"
        mov     ax, 66
        call    parameters_of_disk
        EXPECT16 result, 66, 1eh        ; SeaBIOS forgets to say more
        mov     ax, 36
        call    expect_path

        TEST    "int13.14.controller"
        SET     ax, 1400h
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.4e.slow"
        SET     ax, 4e03h
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.4e.dma"
        SET     ax, 4e05h
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        ONLY_OURS .done
        TEST    "int13.48.version-3-long"
        mov     ax, 100
        call    parameters_of_disk
        EXPECT16 result, 74
        mov     ax, 44
        call    expect_path
.done:  ret

; AH=48h with a buffer of AX bytes.
parameters_of_disk:
        mov     [result], ax
        SET     ax, 4800h
        SET     ds, 0
        SET     si, result
        call    set_drive
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        ret

; The path in the result has AX bytes and leads to the first disk.
expect_path:
        mov     [.bytes], al
        EXPECT16 result + 1eh, 0beddh
        mov     al, [result + 20h]
        sub     [.bytes], al
        EXPECT8 .bytes, 0
        EXPECT32 result + 24h, 'PCI '
        EXPECT32 result + 28h, 'ATA '
        EXPECT32 result + 2ch, '    '
        EXPECT32 result + 30h, 00010100h ; bus 0, device 1, function 1, channel 0
        EXPECT32 result + 34h, 0
        EXPECT32 result + 38h, 0         ; the master
        mov     bx, result + 1eh
        movzx   cx, byte [result + 20h]
        call    sum_at_es_bx
        EXPECT_EAX "sum of the path", 0
        ret
.bytes: db      0

; EAX = sum of CX bytes at ES:BX, as a byte. ES = 0 from then on.
sum_at_es_bx:
        mov     al, 0
.next:  add     al, [es:bx]
        inc     bx
        loop    .next
        push    0
        pop     es
        movzx   eax, al
        ret

        align   4, db 0
packet: times 16 db 0
result: times 74 db 0
