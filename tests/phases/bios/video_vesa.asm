; SPDX-License-Identifier: MIT
; INT 10h AH=4Fh, the VESA BIOS Extension: what pictures.py does not ask.
;
; Source: VESA BIOS Extension (VBE) Core Functions Standard 3.0.

VESA_BLOCK      equ 4000h               ; 512 bytes that nobody else uses

; VESA ax, bx, cx, dx, status [, other status]: nothing but AX may change.
%macro VESA 5
        VESA    %1, %2, %3, %4, %5, %5
%endmacro
%macro VESA 6
        VIDEO   %1, %2, %3, %4, 0
        EXPECT16 out.ax, %5, %6
%endmacro

; VESA_STATE function: all parts, at 1000:0000.
%macro VESA_STATE 1
        SET     ax, 4f04h
        SET     cx, 000fh
        SET     dx, %1
        SET     bx, 0
        SET     es, 1000h
        CALL_INT 10h, R_AX
        EXPECT16 out.ax, 004fh
%endmacro

test_video_vesa:
        TEST    "int10.4f00.old-caller"
        mov     di, VESA_BLOCK
        mov     cx, 256
        mov     ax, 0c5c5h
        rep     stosw
        SET     di, VESA_BLOCK
        VESA    4f00h, 0, 0, 0, 004fh
        EXPECT32 VESA_BLOCK, "VESA"
        EXPECT8 VESA_BLOCK + 5, 3, 2    ; version 2 or 3
        EXPECT16 VESA_BLOCK + 100h, 0c5c5h ; 256 bytes are all it has

        TEST    "int10.4f01.no-mode"
        SET     di, VESA_BLOCK
        VESA    4f01h, 0, 01f7h, 0, 014fh

        TEST    "int10.4f02.no-mode"
        VESA    4f02h, 41f7h, 0, 0, 014fh

        TEST    "int10.4f05.bank"
        VESA    4f02h, 0105h, 0, 0, 004fh ; 1024 x 768 x 8
        VESA    4f05h, 0000h, 0, 3, 004fh
        VIDEO   4f05h, 0100h, 0, 0, R_DX
        EXPECT16 out.ax, 004fh
        EXPECT16 out.dx, 3

        TEST    "int10.4f05.bank-far"
        SET     di, VESA_BLOCK
        VESA    4f01h, 0, 0105h, 0, 004fh
        mov     bx, 0000h
        mov     dx, 5
        call    far [VESA_BLOCK + 0ch]
        sti                             ; SeaBIOS leaves them off
        VIDEO   4f05h, 0100h, 0, 0, R_DX
        EXPECT16 out.dx, 5

        TEST    "int10.4f05.banks-are-apart"
        push    es
        push    0a000h
        pop     es
        mov     byte [es:1234h], 55h
        pop     es
        VESA    4f05h, 0000h, 0, 4, 004fh
        call    vesa_window_byte
        EXPECT8 VESA_BLOCK, 0
        VESA    4f05h, 0000h, 0, 5, 004fh
        call    vesa_window_byte
        EXPECT8 VESA_BLOCK, 55h

        TEST    "int10.4f02.keeps-memory"
        VESA    4f02h, 8105h, 0, 0, 004fh
        VESA    4f05h, 0000h, 0, 5, 004fh
        call    vesa_window_byte
        EXPECT8 VESA_BLOCK, 55h

        TEST    "int10.4f07.after-retrace"
        VESA    4f07h, 0080h, 8, 2, 004fh
        VIDEO   4f07h, 0001h, 0, 0, R_BX | R_CX | R_DX
        EXPECT16 out.cx, 8
        EXPECT16 out.dx, 2

        TEST    "int10.4f06.bytes"
        VESA    4f02h, 0111h, 0, 0, 004fh ; 640 x 480 x 16
        VIDEO   4f06h, 0002h, 2048, 0, R_BX | R_CX | R_DX
        EXPECT16 out.ax, 004fh
        EXPECT16 out.bx, 2048
        EXPECT16 out.cx, 1024

        TEST    "int10.4f08.colours-are-direct"
        VESA    4f08h, 0800h, 0, 0, 034fh

        TEST    "int10.4f08.bits"
        VESA    4f02h, 0101h, 0, 0, 004fh
        VIDEO   4f08h, 0001h, 0, 0, R_BX
        EXPECT16 out.ax, 004fh
        EXPECT8 out.bh, 6
        VIDEO   4f08h, 0800h, 0, 0, R_BX
        EXPECT8 out.bh, 8

        TEST    "int10.4f04.save-restore"
        VIDEO   4f04h, 0, 000fh, 0, R_BX
        EXPECT16 out.ax, 004fh
        VESA    4f05h, 0000h, 0, 2, 004fh
        VESA_STATE 1
        VESA    4f02h, 0003h, 0, 0, 004fh
        VESA_STATE 2
        VIDEO   4f03h, 0, 0, 0, R_BX
        EXPECT16 out.bx, 0101h
        VIDEO   4f05h, 0100h, 0, 0, R_DX
        EXPECT16 out.dx, 2

        TEST    "int10.4f0a.none"
        VESA    4f0ah, 0, 0, 0, 014fh, 0100h

        TEST    "int10.4f02.text"
        VESA    4f02h, 0003h, 0, 0, 004fh
        VIDEO   4f03h, 0, 0, 0, R_BX
        EXPECT16 out.bx, 0003h
        VIDEO   0f00h, 0, 0, 0, R_BX
        EXPECT8 out.al, 3

        TEST    "int10.00.ends-vesa"
        VESA    4f02h, 4112h, 0, 0, 004fh
        VIDEO   4f03h, 0, 0, 0, R_BX
        EXPECT16 out.bx, 4112h
        VIDEO   0003h, 0, 0, 0, 0
        VIDEO   4f03h, 0, 0, 0, R_BX
        EXPECT16 out.bx, 0003h

        ONLY_OURS .done
        TEST    "int10.4f09.palette"
        VESA    4f02h, 0101h, 0, 0, 004fh
        mov     dword [VESA_BLOCK], 00112233h
        mov     dword [VESA_BLOCK + 4], 00040506h
        SET     di, VESA_BLOCK
        VESA    4f09h, 0000h, 2, 20h, 004fh
        mov     dword [VESA_BLOCK], 0ffffffffh
        SET     di, VESA_BLOCK
        VESA    4f09h, 0001h, 1, 21h, 004fh
        EXPECT32 VESA_BLOCK, 00040506h

        TEST    "int10.4f05.no-window"
        VESA    4f05h, 0001h, 0, 0, 014fh
        VESA    4f05h, 0000h, 0, 0100h, 014fh
        VESA    4f02h, 4101h, 0, 0, 004fh
        VESA    4f05h, 0000h, 0, 0, 034fh

        TEST    "int10.4f06.longest"
        VIDEO   4f06h, 0003h, 0, 0, R_BX | R_CX | R_DX
        EXPECT16 out.ax, 004fh
        EXPECT16 out.cx, 16777216 / 480 & ~7

        TEST    "int10.4f07.behind-the-end"
        VESA    4f07h, 0000h, 0, 0ffffh, 014fh

        TEST    "int10.4f07.by-bytes"
        SET32   ecx, 640 * 3 + 16
        SET     bx, 0002h
        SET     ax, 4f07h
        CALL_INT 10h, R_AX
        EXPECT16 out.ax, 004fh
        VIDEO   4f07h, 0001h, 0, 0, R_BX | R_CX | R_DX
        EXPECT16 out.cx, 16
        EXPECT16 out.dx, 3

        TEST    "int10.0e.writes-no-text"
        VIDEO   0e41h, 0007h, 0, 0, 0
.done:  VIDEO   0003h, 0, 0, 0, 0
        ret

; VESA_BLOCK = a byte of the window.
vesa_window_byte:
        push    es
        push    0a000h
        pop     es
        mov     al, [es:1234h]
        mov     [VESA_BLOCK], al
        pop     es
        ret
