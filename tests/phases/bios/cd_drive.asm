; SPDX-License-Identifier: MIT
; INT 13h of a CD drive: sectors of 2048 bytes, a disc that can be taken out.

; CD_PACKET sector, count: the disk address packet, with the buffer.
%macro CD_PACKET 2
        mov     dword [packet], (%2) << 16 | 10h
        mov     dword [packet + 4], BUFFER_SEG << 16
        mov     dword [packet + 8], %1
        mov     dword [packet + 12], 0
%endmacro

; CD_CALL ax, pointer: a function of the drive.
%macro CD_CALL 1-2 packet
        SET     ax, %1
        SET     ds, 0
        SET     si, %2
        SET     dx, CD_NUMBER
        CALL_INT 13h, R_AX
%endmacro

; The sector of the CD that holds number n of the image.
%define CD_SECTOR_OF(n) (IMAGE + (n) / 4)

test_cd_drive:
        TEST    "int13.41.cd"
        SET     ax, 4100h
        SET     bx, 55aah
        SET     dx, CD_NUMBER
        CALL_INT 13h, R_AX | R_BX | R_CX
        EXPECT_CF 0
        EXPECT16 out.bx, 0aa55h
        and     byte [out.cx], 3
        EXPECT8 out.cx, 1, 3

        TEST    "int13.42.cd-read"
        call    fill_buffer
        CD_PACKET CD_SECTOR_OF(100), 3
        CD_CALL 4200h
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT16 packet + 2, 3
        xor     ebx, ebx
        call    buffer_dword
        EXPECT_EAX "first quarter", 100
        mov     ebx, 3 * CD_BYTES - 4
        call    buffer_dword
        EXPECT_EAX "last quarter", 111
        mov     ebx, 3 * CD_BYTES
        call    buffer_dword
        EXPECT_EAX "memory behind", 0a5a5a5a5h

        TEST    "int13.42.cd-32-sectors"
        CD_PACKET CD_SECTOR_OF(200), 32
        CD_CALL 4200h
        EXPECT_CF 0
        mov     ebx, 32 * CD_BYTES - 4
        call    buffer_dword
        EXPECT_EAX "last quarter", 327

        TEST    "int13.42.cd-past-the-end"
        CD_PACKET 1000000, 1
        CD_CALL 4200h
        EXPECT_CF 1

        TEST    "int13.42.cd-after-an-error"
        CD_PACKET CD_SECTOR_OF(64), 1
        CD_CALL 4200h
        EXPECT_CF 0
        xor     ebx, ebx
        call    buffer_dword
        EXPECT_EAX "first quarter", 64

        TEST    "int13.43.cd-write"
        CD_PACKET CD_SECTOR_OF(100), 1
        CD_CALL 4300h
        EXPECT_CF 1

        TEST    "int13.44.cd-verify"
        CD_PACKET CD_SECTOR_OF(100), 5
        CD_CALL 4400h
        EXPECT_CF 0

        TEST    "int13.45.cd-lock"
        CD_CALL 4500h
        EXPECT_CF 0
        EXPECT16 out.ax, 0001h
        CD_CALL 4502h
        EXPECT_CF 0
        EXPECT16 out.ax, 0001h

        TEST    "int13.46.cd-eject-locked"
        CD_CALL 4600h
        EXPECT_CF 1
        EXPECT8 out.ah, 0b1h

        TEST    "int13.45.cd-unlock"
        CD_CALL 4501h
        EXPECT_CF 0
        EXPECT16 out.ax, 0000h
        CD_CALL 4501h
        EXPECT_CF 1
        EXPECT8 out.ah, 0b0h

        TEST    "int13.47.cd-seek"
        CD_PACKET CD_SECTOR_OF(100), 0
        CD_CALL 4700h
        EXPECT_CF 0

        TEST    "int13.48.cd-parameters"
        mov     word [result], 1ah
        CD_CALL 4800h, result
        EXPECT_CF 0
        EXPECT16 result, 1ah
        EXPECT16 result + 18h, CD_BYTES
        and     word [result + 2], 0034h ; removable, tells of changes, lockable
        EXPECT16 result + 2, 0034h

        ONLY_OURS .done
        EXPECT32 result + 10h, IMAGE + IMAGE_SECTORS / 4
        EXPECT32 result + 14h, 0

        TEST    "int13.41.cd-locking"
        SET     ax, 4100h
        SET     bx, 55aah
        SET     dx, CD_NUMBER
        CALL_INT 13h, R_AX | R_BX | R_CX
        EXPECT16 out.cx, 7

        TEST    "int13.42.cd-statuses"
        CD_PACKET 1000000, 1
        CD_CALL 4200h
        EXPECT8 out.ah, 04h
        EXPECT16 packet + 2, 0
        EXPECT8 474h, 04h
        CD_PACKET CD_SECTOR_OF(100), 0
        CD_CALL 4200h
        EXPECT_CF 0
        CD_PACKET 3fffffffh, 1
        CD_CALL 4200h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h

        ; One sector less than there are: the first ones have come.
        TEST    "int13.42.cd-partly-past-the-end"
        CD_PACKET IMAGE + IMAGE_SECTORS / 4 - 1, 2
        CD_CALL 4200h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h

        TEST    "int13.42.cd-127-sectors"
        CD_PACKET CD_SECTOR_OF(64), 127
        CD_CALL 4200h
        EXPECT_CF 0
        mov     ebx, 127 * CD_BYTES - 4
        call    buffer_dword
        EXPECT_EAX "last quarter", 64 + 127 * 4 - 1

        TEST    "int13.43.cd-write-protected"
        CD_PACKET CD_SECTOR_OF(100), 1
        CD_CALL 4300h
        EXPECT8 out.ah, 03h
        EXPECT16 packet + 2, 0

        TEST    "int13.45.cd-bad"
        CD_CALL 4503h
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.47.cd-seek-too-far"
        CD_PACKET 1000000, 0
        CD_CALL 4700h
        EXPECT_CF 1
        EXPECT8 out.ah, 04h

        TEST    "int13.49.cd-not-changed"
        CD_CALL 4900h
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.cd-plain-functions"
        CD_CALL 1000h
        EXPECT_CF 0
        CD_CALL 1500h
        EXPECT_CF 0
        EXPECT8 out.ah, 02h
        CD_CALL 0000h
        EXPECT_CF 0
        CD_CALL 0201h
        EXPECT_CF 1
        EXPECT8 out.ah, 01h
        CD_CALL 0100h
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int13.cd-no-such-drive"
        SET     ax, 4100h
        SET     bx, 55aah
        SET     dx, CD_NUMBER + 1
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h
.done:  ret

; INT 15h AH=52h: the volume is in use.
eject_no:
        push    bp
        mov     bp, sp
        or      byte [bp + 6], 1
        pop     bp
        mov     ah, 0b3h
        iret

; At the very end: the disc goes out.
test_cd_end:
        ONLY_OURS .eject
        TEST    "int15.52.eject-intercept"
        SET     ax, 5200h
        SET     dx, CD_NUMBER
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        push    dword [15h * 4]
        mov     word [15h * 4], eject_no
        mov     [15h * 4 + 2], cs
        CD_CALL 4600h
        pop     dword [15h * 4]
        EXPECT_CF 1
        EXPECT8 out.ah, 0b3h
        CD_CALL 1000h                   ; it is still in
        EXPECT_CF 0

.eject:
        TEST    "int13.46.cd-eject"
        CD_CALL 4600h
        EXPECT_CF 0

        ONLY_OURS .done                 ; SeaBIOS does not move it
        TEST    "int13.cd-without-a-disc"
        CD_PACKET CD_SECTOR_OF(100), 1
        CD_CALL 4200h
        EXPECT_CF 1
        EXPECT8 out.ah, 31h
        EXPECT16 packet + 2, 0
        CD_CALL 1000h
        EXPECT_CF 1
        EXPECT8 out.ah, 31h
        CD_CALL 4900h
        EXPECT_CF 1
        EXPECT8 out.ah, 06h
        mov     word [result], 1ah
        CD_CALL 4800h, result
        EXPECT_CF 0
        and     byte [result + 2], 40h
        EXPECT8 result + 2, 40h
        EXPECT32 result + 10h, 0ffffffffh
        CD_CALL 4500h                   ; an empty drive is locked as well
        EXPECT_CF 0
        EXPECT16 out.ax, 0001h
.done:  ret

        align   4, db 0
packet: times 16 db 0
result: times 32 db 0
