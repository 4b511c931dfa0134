; SPDX-License-Identifier: MIT
; INT 10h in text modes: mode, cursor, pages, characters, teletype, strings.

TEXT_SEG        equ 0b800h

; CELL name, row, column, value: character and attribute there (page 0).
%macro CELL 4
        mov     bx, ((%2) * 80 + (%3)) * 2
        call    text_cell
        EXPECT_EAX %1, %4
%endmacro

; CURSOR row, column: where the BIOS says that it is, page 0.
%macro CURSOR 2
        SET     ax, 0300h
        SET     bx, 0
        CALL_INT 10h, R_AX | R_CX | R_DX
        EXPECT16 out.dx, (%1) << 8 | (%2)
%endmacro

%macro MOVE_TO 2
        SET     ax, 0200h
        SET     bx, 0
        SET     dx, (%1) << 8 | (%2)
        CALL_INT 10h, R_AX
%endmacro

%macro TYPE 1
        SET     ax, 0e00h | (%1)
        SET     bx, 0007h
        CALL_INT 10h, R_AX
%endmacro

test_video_text:
        TEST    "int10.00.mode-3"
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        EXPECT8 449h, 3
        EXPECT16 44ah, 80
        EXPECT16 44ch, 1000h
        EXPECT16 44eh, 0
        EXPECT8 462h, 0
        EXPECT16 463h, 3d4h
        EXPECT8 484h, 24
        EXPECT16 485h, 16
        CELL    "first cell", 0, 0, 0720h
        CELL    "last cell", 24, 79, 0720h
        CURSOR  0, 0

        TEST    "int10.0f.get-mode"
        SET     ax, 0f00h
        CALL_INT 10h, R_AX | R_BX
        EXPECT16 out.ax, 5003h
        EXPECT8 out.bh, 0

        TEST    "int10.02.cursor"
        MOVE_TO 10, 20
        CURSOR  10, 20
        mov     al, 0eh
        call    crtc_pair
        EXPECT_EAX "CRTC cursor", 10 * 80 + 20

        TEST    "int10.01.cursor-shape"
        SET     ax, 0100h
        SET     cx, 2000h               ; off
        CALL_INT 10h, R_AX
        EXPECT16 460h, 2000h
        mov     al, 0ah
        call    crtc_pair
        and     ah, 20h
        shr     eax, 8
        EXPECT_EAX "CRTC cursor off", 20h
        SET     ax, 0100h
        SET     cx, 0607h
        CALL_INT 10h, R_AX
        SET     ax, 0300h
        SET     bx, 0
        CALL_INT 10h, R_AX | R_CX | R_DX
        EXPECT16 out.cx, 0607h
        mov     al, 0ah
        call    crtc_pair
        mov     [out.ah], ah
        EXPECT8 out.ah, 0dh, 0eh        ; scaled to 16 lines

        TEST    "int10.0e.character"
        MOVE_TO 3, 5
        mov     byte [es:0], 0
        TYPE    'A'
        CELL    "cell", 3, 5, 0741h
        CURSOR  3, 6

        TEST    "int10.0e.keeps-attribute"
        push    es
        push    TEXT_SEG
        pop     es
        mov     word [es:(4 * 80 + 7) * 2], 1e20h
        pop     es
        MOVE_TO 4, 7
        TYPE    'B'
        CELL    "cell", 4, 7, 1e42h

        TEST    "int10.0e.control"
        MOVE_TO 5, 10
        TYPE    13
        CURSOR  5, 0
        TYPE    8
        CURSOR  5, 0
        TYPE    10
        CURSOR  6, 0
        TYPE    'x'
        TYPE    'y'
        TYPE    8
        CURSOR  6, 1
        CELL    "BS erases nothing", 6, 1, 0779h
        TYPE    7
        CURSOR  6, 1
        CELL    "BEL shows nothing", 6, 1, 0779h

        TEST    "int10.0e.wrap"
        MOVE_TO 7, 79
        TYPE    'z'
        CELL    "cell", 7, 79, 077ah
        CURSOR  8, 0

        TEST    "int10.0e.scroll"
        MOVE_TO 24, 79
        TYPE    'q'
        CURSOR  24, 0
        CELL    "one row up", 23, 79, 0771h
        CELL    "new row", 24, 79, 0720h
        CELL    "old cell", 2, 5, 0741h

        TEST    "int10.08.read"
        MOVE_TO 2, 5
        SET     ax, 0800h
        SET     bx, 0
        CALL_INT 10h, R_AX
        EXPECT16 out.ax, 0741h

        TEST    "int10.09.write"
        MOVE_TO 12, 78
        SET     ax, 0900h | 'C'
        SET     bx, 004eh
        SET     cx, 4
        CALL_INT 10h, R_AX
        CELL    "first", 12, 78, 4e43h
        CELL    "fourth", 13, 1, 4e43h
        CELL    "fifth", 13, 2, 0720h
        CURSOR  12, 78

        TEST    "int10.0a.write-characters"
        SET     ax, 0a00h | 'D'
        SET     bx, 0017h
        SET     cx, 2
        CALL_INT 10h, R_AX
        CELL    "first", 12, 78, 4e44h
        CELL    "second", 12, 79, 4e44h
        CELL    "third", 13, 0, 4e43h

        TEST    "int10.09.count-0"
        SET     ax, 0900h | 'E'
        SET     bx, 0011h
        SET     cx, 0
        CALL_INT 10h, R_AX
        CELL    "cell", 12, 78, 4e44h

        call    test_strings
        call    test_pages
        jmp     test_other_modes

test_strings:
        TEST    "int10.13.string"
        SET     ax, 1300h               ; one attribute, cursor stays
        SET     bx, 001fh
        SET     cx, 5
        SET     dx, 0f02h
        SET     es, 0
        SET     bp, .text
        MOVE_TO 1, 1
        SET     ax, 1300h
        SET     bx, 001fh
        SET     cx, 5
        SET     dx, 0f02h
        SET     es, 0
        SET     bp, .text
        CALL_INT 10h, R_AX
        CELL    "first", 15, 2, 1f68h
        CELL    "fifth", 15, 6, 1f6fh
        CURSOR  1, 1

        TEST    "int10.13.string-moves-cursor"
        SET     ax, 1301h
        SET     bx, 002eh
        SET     cx, 8
        SET     dx, 104eh               ; over the edge, with CR LF
        SET     es, 0
        SET     bp, .text
        CALL_INT 10h, R_AX
        CELL    "first", 16, 78, 2e68h
        CELL    "third", 17, 0, 2e6ch
        CELL    "eighth", 18, 0, 2e21h
        CURSOR  18, 1

        TEST    "int10.13.string-with-attributes"
        SET     ax, 1302h
        SET     bx, 0
        SET     cx, 2
        SET     dx, 1300h
        SET     es, 0
        SET     bp, .pairs
        CALL_INT 10h, R_AX
        CELL    "first", 19, 0, 3a41h
        CELL    "second", 19, 1, 4b42h
        CURSOR  18, 1

        TEST    "int10.13.with-attributes-moves-cursor"
        SET     ax, 1303h
        SET     bx, 0
        SET     cx, 2
        SET     dx, 1304h
        SET     es, 0
        SET     bp, .pairs
        CALL_INT 10h, R_AX
        CELL    "second", 19, 5, 4b42h
        CURSOR  19, 6
        ret
.text:  db      "hello", 13, 10, "!"
.pairs: db      "A", 3ah, "B", 4bh

test_pages:
        TEST    "int10.05.page"
        SET     ax, 0501h
        CALL_INT 10h, R_AX
        EXPECT8 462h, 1
        EXPECT16 44eh, 1000h
        SET     ax, 0f00h
        CALL_INT 10h, R_AX | R_BX
        EXPECT8 out.bh, 1
        mov     al, 0ch
        call    crtc_pair
        EXPECT_EAX "CRTC start", 800h

        TEST    "int10.02.cursor-of-a-page"
        SET     ax, 0200h
        SET     bx, 0100h
        SET     dx, 0203h
        CALL_INT 10h, R_AX
        EXPECT16 452h, 0203h
        mov     al, 0eh
        call    crtc_pair
        EXPECT_EAX "CRTC cursor", 800h + 2 * 80 + 3
        CURSOR  19, 6

        TEST    "int10.0e.active-page"
        TYPE    'P'
        mov     bx, 1000h + (2 * 80 + 3) * 2
        call    text_cell
        movzx   eax, al
        EXPECT_EAX "cell of page 1", 'P'
        EXPECT16 452h, 0204h

        TEST    "int10.09.other-page"
        SET     ax, 0900h | 'Q'
        SET     bx, 0217h
        SET     cx, 1
        CALL_INT 10h, R_AX
        mov     bx, 2000h
        call    text_cell
        EXPECT_EAX "cell of page 2", 1751h
        SET     ax, 0500h
        CALL_INT 10h, R_AX
        ret

test_other_modes:
        TEST    "int10.00.mode-1"
        SET     ax, 0001h
        CALL_INT 10h, R_AX
        EXPECT8 449h, 1
        EXPECT16 44ah, 40
        EXPECT16 44ch, 800h
        SET     ax, 0f00h
        CALL_INT 10h, R_AX | R_BX
        EXPECT16 out.ax, 2801h
        TYPE    'a'
        CELL    "cell", 0, 0, 0761h

        TEST    "int10.00.mode-7"
        SET     ax, 0007h
        CALL_INT 10h, R_AX
        EXPECT8 449h, 7
        EXPECT16 463h, 3b4h
        TYPE    'm'
        push    es
        push    0b000h
        pop     es
        movzx   eax, word [es:0]
        pop     es
        EXPECT_EAX "cell", 076dh

        TEST    "int10.00.unknown"
        SET     ax, 0077h
        CALL_INT 10h, R_AX
        EXPECT8 449h, 7

        TEST    "int10.00.keep-memory"
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        TYPE    'K'
        SET     ax, 0083h
        CALL_INT 10h, R_AX
        EXPECT8 449h, 3
        CELL    "cell", 0, 0, 074bh
        SET     ax, 0f00h
        CALL_INT 10h, R_AX | R_BX
        EXPECT8 out.ax, 83h
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        ret

; EAX = word at BX of the text memory.
text_cell:
        push    es
        push    TEXT_SEG
        pop     es
        movzx   eax, word [es:bx]
        pop     es
        ret

; EAX = CRTC registers AL (high byte), AL + 1 (low byte).
crtc_pair:
        push    dx
        mov     dx, 3d4h
        mov     cl, al
        out     dx, al
        inc     dx
        in      al, dx
        mov     ch, al
        dec     dx
        lea     ax, [ecx + 1]
        out     dx, al
        inc     dx
        in      al, dx
        mov     ah, ch
        movzx   eax, ax
        pop     dx
        ret
