; SPDX-License-Identifier: MIT
; INT 10h in mode 13h: pixels, and characters made of them.

; PIXEL name, row, column, colour
%macro PIXEL 4
        mov     bx, (%2) * 320 + (%3)
        call    pixel
        EXPECT_EAX %1, %4
%endmacro

test_video_pixels:
        TEST    "int10.00.mode-13"
        SET     ax, 0013h
        CALL_INT 10h, R_AX
        EXPECT8 449h, 13h
        EXPECT16 44ah, 40
        EXPECT8 484h, 24
        EXPECT16 485h, 8
        PIXEL   "first", 0, 0, 0
        PIXEL   "last", 199, 319, 0
        SET     ax, 0f00h
        CALL_INT 10h, R_AX | R_BX
        EXPECT16 out.ax, 2813h

        TEST    "int10.13h.start-colours"
        VIDEO   1015h, 0006h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 1500h          ; brown
        EXPECT8 out.dh, 2ah
        VIDEO   1015h, 001fh, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 3f3fh          ; the last grey is white
        VIDEO   1015h, 0020h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 003fh          ; the circle begins with blue
        EXPECT8 out.dh, 00h
        VIDEO   1015h, 0028h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 0000h          ; a third on: red
        EXPECT8 out.dh, 3fh
        VIDEO   1015h, 0030h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 3f00h          ; green
        EXPECT8 out.dh, 00h
        VIDEO   1015h, 00f7h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 0c10h          ; the last dark one
        EXPECT8 out.dh, 0bh
        VIDEO   1015h, 00ffh, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 0000h

        TEST    "int10.0c.write-pixel"
        VIDEO   0c2ah, 0, 319, 199, 0
        PIXEL   "pixel", 199, 319, 2ah
        VIDEO   0cc1h, 0, 17, 100, 0
        PIXEL   "pixel", 100, 17, 0c1h

        TEST    "int10.0d.read-pixel"
        VIDEO   0d00h, 0, 17, 100, 0
        EXPECT8 out.ax, 0c1h

        TEST    "int10.13h.teletype"
        MOVE_TO 2, 3
        SET     ax, 0edbh               ; a full block
        SET     bx, 004ch
        CALL_INT 10h, R_AX
        CURSOR  2, 4
        PIXEL   "first", 16, 24, 4ch
        PIXEL   "last", 23, 31, 4ch
        PIXEL   "left", 16, 23, 0
        PIXEL   "right", 23, 32, 0
        PIXEL   "below", 24, 24, 0

        TEST    "int10.13h.write-characters"
        MOVE_TO 4, 39
        SET     ax, 09dbh
        SET     bx, 0015h
        SET     cx, 2
        CALL_INT 10h, R_AX
        PIXEL   "first", 32, 312, 15h
        PIXEL   "second", 40, 0, 15h

        TEST    "int10.13h.scroll"
        SCROLL  06h, 1, 0, 0, 24, 39, 09h
        PIXEL   "moved", 8, 24, 4ch
        PIXEL   "empty row", 199, 319, 09h
        PIXEL   "last but one", 191, 319, 2ah

        ONLY_OURS .back
        TEST    "int10.0c.outside"
        VIDEO   0c11h, 0, 320, 50, 0
        PIXEL   "next row", 51, 0, 0

        TEST    "int10.13h.read-character"
        MOVE_TO 10, 10
        SET     ax, 0900h | 'R'
        SET     bx, 0055h
        SET     cx, 1
        CALL_INT 10h, R_AX
        SET     ax, 0800h
        SET     bx, 0
        CALL_INT 10h, R_AX
        EXPECT16 out.ax, 'R'
        MOVE_TO 1, 3                    ; the block, one row higher now
        SET     ax, 0800h
        SET     bx, 0
        CALL_INT 10h, R_AX
        EXPECT16 out.ax, 0dbh

.back:  SET     ax, 0003h
        CALL_INT 10h, R_AX
        ret

; EAX = colour of the pixel at BX.
pixel:
        push    es
        push    0a000h
        pop     es
        movzx   eax, byte [es:bx]
        pop     es
        ret
