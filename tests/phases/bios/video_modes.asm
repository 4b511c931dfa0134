; SPDX-License-Identifier: MIT
; INT 10h in each graphics mode: its numbers, pixels, characters, scrolling,
; pages.

; GRAPHICS name, mode, columns, lines, height, page size, port, pages, colour
; to draw with
%macro GRAPHICS 9
        TEST    %1
        SET     ax, %2
        CALL_INT 10h, R_AX
        EXPECT8 449h, %2
        EXPECT16 44ah, %3
        EXPECT8 484h, (%4) / (%5) - 1
        EXPECT8 485h, %5
        EXPECT16 44ch, %6
        EXPECT16 463h, %7, 3d4h         ; SeaBIOS has all in colour
        SET     ax, 0f00h
        CALL_INT 10h, R_AX | R_BX
        EXPECT16 out.ax, (%3) << 8 | (%2)
        mov     word [last_column], (%3) * 8 - 1
        mov     word [last_line], (%4) - 1
        mov     byte [char_height], %5
        mov     byte [ink], %9
        mov     byte [pages], %8
        call    graphics_pixels
        call    graphics_characters
        call    graphics_scroll
        call    graphics_pages
%endmacro

test_video_modes:
        GRAPHICS "int10.mode-04", 04h, 40, 200, 8, 4000h, 3d4h, 1, 03h
        GRAPHICS "int10.mode-05", 05h, 40, 200, 8, 4000h, 3d4h, 1, 03h
        GRAPHICS "int10.mode-06", 06h, 80, 200, 8, 4000h, 3d4h, 1, 01h
        GRAPHICS "int10.mode-0d", 0dh, 40, 200, 8, 2000h, 3d4h, 8, 0bh
        GRAPHICS "int10.mode-0e", 0eh, 80, 200, 8, 4000h, 3d4h, 4, 0dh
        GRAPHICS "int10.mode-0f", 0fh, 80, 350, 14, 8000h, 3b4h, 2, 01h
        GRAPHICS "int10.mode-10", 10h, 80, 350, 14, 8000h, 3d4h, 2, 0eh
        GRAPHICS "int10.mode-11", 11h, 80, 480, 16, 0a000h, 3d4h, 1, 01h
        GRAPHICS "int10.mode-12", 12h, 80, 480, 16, 0a000h, 3d4h, 1, 0ah
        GRAPHICS "int10.mode-13", 13h, 40, 200, 8, 2000h, 3d4h, 1, 0e7h
        call    test_cga_colours
        call    test_text_lines
        call    test_save
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        ret

; GET name, column, line, the byte that holds the colour expected (page 0)
%macro GET 4
        SET     ax, 0d00h
        SET     bx, 0
        SET     cx, %2
        SET     dx, %3
        CALL_INT 10h, R_AX
        movzx   eax, byte [out.al]
        movzx   edx, byte %4
        EXPECT_EAX %1, edx
%endmacro

; Colour AL for the pixel in column CX, line DX of page 0.
put_pixel:
        mov     ah, 0ch
        mov     [in.ax], ax
        mov     [in.cx], cx
        mov     [in.dx], dx
        SET     bx, 0
        CALL_INT 10h, R_AX
        ret

; Pixels in the corners and next to each other are kept apart.
graphics_pixels:
        mov     al, [ink]
        mov     cx, [last_column]
        mov     dx, [last_line]
        call    put_pixel
        mov     al, [ink]
        xor     cx, cx
        mov     dx, [last_line]
        call    put_pixel
        mov     al, [ink]
        mov     cx, 13
        mov     dx, 101
        call    put_pixel
        mov     al, 1
        mov     cx, 14
        mov     dx, 101
        call    put_pixel
        mov     ax, [last_column]
        mov     [in.cx], ax
        mov     ax, [last_line]
        mov     [in.dx], ax
        SET     ax, 0d00h
        SET     bx, 0
        CALL_INT 10h, R_AX
        movzx   eax, byte [out.al]
        movzx   edx, byte [ink]
        EXPECT_EAX "last pixel", edx
        GET     "first of 101", 13, 101, [ink]
        GET     "its neighbour", 14, 101, [one]
        GET     "left of it", 12, 101, [none]
        GET     "right of them", 15, 101, [none]
        GET     "above", 13, 100, [none]
        GET     "below", 13, 102, [none]
        cmp     byte [449h], 13h
        je      .done
        mov     al, 81h                 ; XOR
        mov     cx, 14
        mov     dx, 101
        call    put_pixel
        GET     "twice", 14, 101, [none]
.done:  ret

; A block at row 2, column 3, and what the BIOS says that it is.
graphics_characters:
        MOVE_TO 2, 3
        SET     ax, 0edbh
        movzx   bx, [ink]
        mov     [in.bx], bx
        CALL_INT 10h, R_AX
        CURSOR  2, 4
        movzx   ax, [char_height]
        shl     ax, 1
        mov     [.top], ax
        add     al, [char_height]
        mov     [.below], ax
        dec     ax
        mov     [.bottom], ax
        mov     ax, [.top]
        dec     ax
        mov     [.above], ax
        call    .probe
        MOVE_TO 4, 5
        SET     ax, 0900h | 'R'
        movzx   bx, [ink]
        mov     [in.bx], bx
        SET     cx, 3
        CALL_INT 10h, R_AX
        CURSOR  4, 5
        MOVE_TO 4, 7
        SET     ax, 0800h
        SET     bx, 0
        CALL_INT 10h, R_AX
        EXPECT8 out.al, 'R'
        MOVE_TO 2, 3
        SET     ax, 0800h
        SET     bx, 0
        CALL_INT 10h, R_AX
        EXPECT8 out.al, 0dbh
        ret
.probe:
        mov     ax, [.top]
        mov     bx, 24
        call    .get
        EXPECT_EAX "upper left of the block", edx
        mov     ax, [.bottom]
        mov     bx, 31
        call    .get
        EXPECT_EAX "lower right of the block", edx
        mov     ax, [.bottom]
        mov     bx, 32
        call    .get
        EXPECT_EAX "right of the block", 0
        mov     ax, [.below]
        mov     bx, 24
        call    .get
        EXPECT_EAX "below the block", 0
        mov     ax, [.above]
        mov     bx, 24
        call    .get
        EXPECT_EAX "above the block", 0
        ret
; EAX = colour in column BX, line AX; EDX = the ink.
.get:   mov     [in.dx], ax
        mov     [in.cx], bx
        SET     ax, 0d00h
        SET     bx, 0
        CALL_INT 10h, R_AX
        movzx   eax, byte [out.al]
        movzx   edx, byte [ink]
        ret
.top:   dw      0
.bottom: dw     0
.below: dw      0
.above: dw      0

; READS name, row, column, character of page 0
%macro READS 4
        MOVE_TO %2, %3
        SET     ax, 0800h
        SET     bx, 0
        CALL_INT 10h, R_AX
        movzx   eax, byte [out.al]
        EXPECT_EAX %1, %4
%endmacro

; The block of row 2 goes up, then down; only the window moves.
graphics_scroll:
        SCROLL  06h, 1, 1, 3, 3, 4, 00h
        READS   "up", 1, 3, 0dbh
        READS   "left free", 2, 3, 0
        READS   "outside", 4, 5, 'R'
        SCROLL  07h, 2, 0, 0, 5, 6, 00h
        READS   "down", 3, 3, 0dbh
        READS   "outside, right", 4, 7, 'R'
        READS   "out of the window", 4, 5, 0
        SCROLL  06h, 0, 6, 0, 7, 1, 01h
        mov     al, [char_height]
        mov     bl, 7
        mul     bl
        mov     bx, 15
        call    graphics_characters.get
        EXPECT_EAX "filled", 1
        mov     al, [44ah]
        mov     ah, [484h]
        dec     al
        mov     [in.dx], ax
        SET     ax, 0200h
        SET     bx, 0
        CALL_INT 10h, R_AX
        SET     ax, 0e00h | 'Z'
        movzx   bx, [ink]
        mov     [in.bx], bx
        CALL_INT 10h, R_AX
        READS   "the screen has moved", 2, 3, 0dbh
        ret

; The last page is shown, written and read; page 0 is not touched.
graphics_pages:
        mov     al, [pages]
        dec     al
        jz      .done
        mov     ah, 05h
        mov     [in.ax], ax
        CALL_INT 10h, R_AX
        movzx   eax, byte [462h]
        movzx   edx, byte [pages]
        dec     edx
        EXPECT_EAX "active page", edx
        movzx   ax, [462h]
        mul     word [44ch]
        movzx   edx, ax
        movzx   eax, word [44eh]
        EXPECT_EAX "start of the page", edx
        mov     dx, [463h]
        mov     al, 0ch
        out     dx, al
        inc     dx
        in      al, dx
        mov     ah, al
        mov     al, 0
        movzx   edx, word [44eh]
        movzx   eax, ax
        EXPECT_EAX "CRTC start", edx
        ONLY_OURS .back                 ; SeaBIOS draws on page 0 alone
        mov     bh, [462h]
        mov     bl, 0
        mov     [in.bx], bx
        SET     ax, 0c01h
        SET     cx, 40
        SET     dx, 50
        CALL_INT 10h, R_AX
        mov     bh, [462h]
        mov     [in.bx], bx
        SET     ax, 0d00h
        SET     cx, 40
        SET     dx, 50
        CALL_INT 10h, R_AX
        EXPECT8 out.al, 1
        GET     "page 0", 40, 50, [none]
.back:  SET     ax, 0500h
        CALL_INT 10h, R_AX
.done:  ret

last_column:    dw 0
last_line:      dw 0
char_height:    db 0
pages:          db 0
ink:            db 0
one:            db 1
none:           db 0

; PALETTE register, value
%macro PALETTE 2
        VIDEO   1007h, %1, 0, 0, R_BX
        EXPECT8 out.bh, %2
%endmacro

test_cga_colours:
        TEST    "int10.0b.cga-colours"
        SET     ax, 0004h
        CALL_INT 10h, R_AX
        PALETTE 1, 13h
        PALETTE 3, 17h
        VIDEO   0b00h, 0100h, 0, 0, 0   ; green, red, brown
        PALETTE 1, 12h
        PALETTE 2, 14h
        PALETTE 3, 16h
        VIDEO   0b00h, 0009h, 0, 0, 0   ; not bright; background bright blue
        PALETTE 0, 11h
        PALETTE 1, 02h
        PALETTE 3, 06h
        VIDEO   0b00h, 0101h, 0, 0, 0
        PALETTE 1, 03h
        PALETTE 2, 05h
        VIDEO   1015h, 0006h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 1500h          ; brown
        VIDEO   1015h, 0011h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 153fh          ; bright blue
        EXPECT8 out.dh, 15h
        TEST    "int10.00.mono-colours"
        SET     ax, 0007h
        CALL_INT 10h, R_AX
        VIDEO   1015h, 0008h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 2a2ah
        EXPECT8 out.dh, 2ah
        VIDEO   1015h, 0018h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 3f3fh
        VIDEO   1015h, 0001h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 0000h
        ret

test_text_lines:
        TEST    "int10.11.11.fourteen-lines"
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        SET     ax, 1111h
        SET     bx, 0000h
        CALL_INT 10h, R_AX
        EXPECT8 484h, 27
        EXPECT16 485h, 14
        SET     ax, 1130h
        SET     bx, 0200h
        CALL_INT 10h, R_AX | R_CX | R_DX | R_BP | R_ES
        EXPECT16 out.cx, 14
        mov     bx, [out.bp]
        push    es
        mov     es, [out.es]
        mov     eax, [es:bx + 'A' * 14 + 4]
        pop     es
        mov     [font_rows], eax
        mov     bx, 'A' * 32 + 4
        call    plane_2
        EXPECT_EAX "the same in plane 2", [font_rows]
        TEST    "int10.11.23.rows-of-graphics"
        SET     ax, 0012h
        CALL_INT 10h, R_AX
        SET     ax, 1123h
        SET     bx, 0000h
        SET     dx, 60
        CALL_INT 10h, R_AX
        EXPECT8 484h, 59
        EXPECT16 485h, 8
        ONLY_OURS .done
        TEST    "int10.12.30.text-lines"
        VIDEO   1201h, 0030h, 0, 0, 0
        EXPECT8 out.al, 12h
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        EXPECT16 485h, 14
        EXPECT8 484h, 24
        VIDEO   1200h, 0030h, 0, 0, 0
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        EXPECT16 485h, 8
        EXPECT8 484h, 24
        TYPE    'l'
        CELL    "cell", 0, 0, 076ch
        VIDEO   1202h, 0030h, 0, 0, 0
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        EXPECT16 485h, 16
        TEST    "int10.12.33.greys"
        VIDEO   1200h, 0033h, 0, 0, 0
        EXPECT8 out.al, 12h
        SET     ax, 0013h
        CALL_INT 10h, R_AX
        VIDEO   1015h, 0004h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 0c0ch          ; red: 30 % of 2Ah
        EXPECT8 out.dh, 0ch
        VIDEO   1201h, 0033h, 0, 0, 0
.done:  ret

; What is saved in mode 12h comes back, in mode 3.
test_save:
        TEST    "int10.1c.save-and-restore"
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        SET     ax, 1c00h
        SET     cx, 0007h
        CALL_INT 10h, R_AX | R_BX
        EXPECT8 out.al, 1ch
        MOVE_TO 7, 9
        VIDEO   1010h, 0033h, 1122h, 3300h, 0
        SET     ax, 1c01h
        SET     bx, 0
        SET     cx, 0007h
        SET     es, BUFFER_SEG
        CALL_INT 10h, R_AX
        EXPECT8 out.al, 1ch
        SET     ax, 0012h
        CALL_INT 10h, R_AX
        SET     ax, 1c02h
        SET     bx, 0
        SET     cx, 0007h
        SET     es, BUFFER_SEG
        CALL_INT 10h, R_AX
        EXPECT8 out.al, 1ch
        EXPECT8 449h, 3
        EXPECT16 485h, 16
        CURSOR  7, 9
        VIDEO   1015h, 0033h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 1122h
        EXPECT8 out.dh, 33h
        mov     al, 12h
        call    crtc_pair
        movzx   eax, ah
        EXPECT_EAX "CRTC display end", 8fh
        ret
