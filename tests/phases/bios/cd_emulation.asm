; SPDX-License-Identifier: MIT
; How the CD was booted, and the disk that it is then.

EMULATION_SIZE  equ 13h

; SECTOR_READ drive, cylinder, head, sector, count
%macro SECTOR_READ 5
        call    fill_buffer
        SET     ax, 0200h | (%5)
        SET     cx, (%2) << 8 | (%4)
        SET     dx, (%3) << 8 | (%1)
        SET     es, BUFFER_SEG
        SET     bx, 0
        CALL_INT 13h, R_AX
%endmacro

; EXPECT_DWORD offset in the buffer, name, value
%macro EXPECT_DWORD 3
        mov     ebx, %1
        call    buffer_dword
        EXPECT_EAX %2, %3
%endmacro

; EMULATION_CALL ax, drive
%macro EMULATION_CALL 2
        SET     ax, %1
        SET     dx, %2
        SET     ds, 0
        SET     si, emulation
        CALL_INT 13h, R_AX
%endmacro

test_cd_boot:
        TEST    "int13.4b01.status"
        movzx   ax, byte [drive]
        SET     dx, ax
        SET     ax, 4b01h
        SET     ds, 0
        SET     si, emulation
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 emulation, EMULATION_SIZE
        and     byte [emulation + 1], 0fh
        EXPECT8 emulation + 1, MEDIA
        movzx   eax, byte [drive]
        movzx   ebx, byte [emulation + 2]
        cmp     eax, ebx
        sete    al
        movzx   eax, al
        EXPECT_EAX "it is the drive that DL named", 1
        EXPECT32 emulation + 4, IMAGE
        EXPECT16 emulation + 8, 0       ; a master, of the second channel
        EXPECT8 emulation + 3, 1
        EXPECT16 emulation + 0ch, 7c0h

        ONLY_OURS .done
        TEST    "int13.4b01.which-drive"
        EMULATION_CALL 4b01h, 7fh
        EXPECT_CF 0
        EMULATION_CALL 4b01h, 85h
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.4d.catalog"
        movzx   ax, byte [drive]
        SET     dx, ax
        mov     dword [packet], 0108h
        mov     word [packet + 2], 0
        mov     word [packet + 4], BUFFER_SEG
        mov     word [packet + 6], 0
        SET     ax, 4d00h
        SET     ds, 0
        SET     si, packet
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT_DWORD 28, "key and sum", 0aa5555aah
        EXPECT_DWORD 40, "image", IMAGE
.done:  ret

%if MEDIA == 0
test_emulated:
        TEST    "int13.02.other-drives-stay"
        SECTOR_READ 80h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "hard disk", DISK_MARK
        SECTOR_READ 00h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK

        ONLY_OURS .done
        TEST    "int13.4a.a-floppy-begins"
        mov     byte [emulation], EMULATION_SIZE
        mov     byte [emulation + 1], 2
        mov     byte [emulation + 2], 0
        EMULATION_CALL 4a00h, 0
        EXPECT_CF 0
        SECTOR_READ 00h, 2, 1, 3, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "image", (2 * 2 + 1) * SPT + 2
        SECTOR_READ 01h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK

        TEST    "int13.4b00.it-ends"
        EMULATION_CALL 4b00h, 0
        EXPECT_CF 0
        EMULATION_CALL 4b01h, 7fh
        EXPECT_CF 1
        SECTOR_READ 00h, 0, 0, 1, 1
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK

        TEST    "int13.4a.bad-packets"
        mov     byte [emulation + 1], 5 ; no such media
        EMULATION_CALL 4a00h, 0
        EXPECT_CF 1
        mov     byte [emulation + 1], 2
        mov     byte [emulation + 2], 80h ; a floppy is no hard disk
        EMULATION_CALL 4a00h, 0
        EXPECT_CF 1
        mov     byte [emulation + 2], 0
        mov     byte [emulation + 3], 0 ; no CD drive there
        EMULATION_CALL 4a00h, 0
        EXPECT_CF 1
        mov     byte [emulation], 10h   ; too short
        EMULATION_CALL 4a00h, 0
        EXPECT_CF 1
        EMULATION_CALL 4c00h, 0
        EXPECT_CF 1
        SECTOR_READ 00h, 0, 0, 1, 1
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK
.done:  ret

%elif MEDIA < 4
test_emulated:
        TEST    "int13.08.floppy"
        SET     ax, 0800h
        SET     dx, 0
        CALL_INT 13h, R_AX | R_BX | R_CX | R_DX | R_DI | R_ES
        EXPECT_CF 0
        EXPECT16 out.cx, 79 << 8 | SPT
        EXPECT8 out.dh, 1
        EXPECT8 out.bl, FLOPPY_TYPE, 6  ; some count 2.88 MB as 6

        TEST    "int13.02.floppy"
        SECTOR_READ 00h, 2, 1, 3, 9
        EXPECT_CF 0
        EXPECT16 out.ax, 0009h
        EXPECT_DWORD 0, "first sector", (2 * 2 + 1) * SPT + 2
        EXPECT_DWORD 9 * 512 - 4, "last sector", (2 * 2 + 1) * SPT + 10
        EXPECT_DWORD 9 * 512, "memory behind", 0a5a5a5a5h
        SECTOR_READ 00h, 79, 1, SPT, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "the very last", 80 * 2 * SPT - 1
        SECTOR_READ 00h, 79, 1, SPT + 1, 1
        EXPECT_CF 1

        TEST    "int13.03.floppy-write"
        SET     ax, 0301h
        SET     cx, 0205h
        SET     dx, 0
        SET     es, BUFFER_SEG
        SET     bx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 03h

        TEST    "int13.02.real-floppy-is-b"
        SECTOR_READ 01h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK
        SECTOR_READ 80h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "hard disk", DISK_MARK

        ONLY_OURS .done
        TEST    "int11.two-floppies"
        CALL_INT 11h, R_AX
        and     byte [out.al], 0c1h
        EXPECT8 out.al, 41h
        SET     ax, 0800h
        SET     dx, 1
        CALL_INT 13h, R_AX | R_BX | R_CX | R_DX | R_DI | R_ES
        EXPECT8 out.dl, 2
        SET     ax, 0800h
        SET     dx, 0
        CALL_INT 13h, R_AX | R_BX | R_CX | R_DX | R_DI | R_ES
        EXPECT8 out.dl, 2

        TEST    "int13.floppy-others"
        SET     ax, 1500h
        SET     dx, 0
        CALL_INT 13h, R_AX
        EXPECT8 out.ah, 01h
        SET     ax, 1600h
        SET     dx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        SET     ax, 0000h
        SET     dx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 0

        TEST    "int13.4b00.floppy-ends"
        EMULATION_CALL 4b00h, 0
        EXPECT_CF 0
        EXPECT8 emulation + 1, MEDIA
        EXPECT16 emulation + 10h, 79 << 8 | SPT
        EXPECT8 emulation + 12h, 1
        SECTOR_READ 00h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK
        CALL_INT 11h, R_AX
        and     byte [out.al], 0c1h
        EXPECT8 out.al, 01h
.done:  ret

%else
test_emulated:
        TEST    "int13.08.disk"
        SET     ax, 0800h
        SET     dx, 80h
        CALL_INT 13h, R_AX | R_BX | R_CX | R_DX | R_DI | R_ES
        EXPECT_CF 0
        EXPECT8 out.dh, 15
        EXPECT16 out.cx, 1 << 8 | 63, 63        ; or the last one is kept back
        EXPECT8 out.dl, 2, 3
        EXPECT8 475h, 2

        TEST    "int13.02.disk"
        SECTOR_READ 80h, 0, 3, 5, 7
        EXPECT_CF 0
        EXPECT_DWORD 0, "first sector", 3 * 63 + 4
        EXPECT_DWORD 7 * 512 - 4, "last sector", 3 * 63 + 10
        EXPECT_DWORD 7 * 512, "memory behind", 0a5a5a5a5h

        TEST    "int13.03.disk-write"
        SET     ax, 0301h
        SET     cx, 0005h
        SET     dx, 80h
        SET     es, BUFFER_SEG
        SET     bx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 03h

        TEST    "int13.02.real-disk-is-81h"
        SECTOR_READ 81h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "hard disk", DISK_MARK
        SECTOR_READ 00h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "floppy", FLOPPY_MARK

        ONLY_OURS .done
        TEST    "int13.08.disk-exactly"
        SET     ax, 0800h
        SET     dx, 80h
        CALL_INT 13h, R_AX | R_BX | R_CX | R_DX | R_DI | R_ES
        EXPECT16 out.cx, 1 << 8 | 63
        EXPECT8 out.dl, 2

        TEST    "int13.42.disk"
        call    fill_buffer
        CD_PACKET 300, 3
        SET     ax, 4200h
        SET     dx, 80h
        SET     ds, 0
        SET     si, packet
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT_DWORD 0, "first sector", 300
        EXPECT_DWORD 3 * 512 - 4, "last sector", 302
        EXPECT_DWORD 3 * 512, "memory behind", 0a5a5a5a5h

        TEST    "int13.48.disk"
        mov     word [result], 1ah
        SET     ax, 4800h
        SET     dx, 80h
        SET     ds, 0
        SET     si, result
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT32 result + 10h, 2 * 16 * 63
        EXPECT16 result + 18h, 512

        TEST    "int13.4b00.disk-ends"
        EMULATION_CALL 4b00h, 80h
        EXPECT_CF 0
        EXPECT8 475h, 1
        SECTOR_READ 80h, 0, 0, 1, 1
        EXPECT_CF 0
        EXPECT_DWORD 0, "hard disk", DISK_MARK
.done:  ret
%endif

        align   4, db 0
emulation: times EMULATION_SIZE db 0
