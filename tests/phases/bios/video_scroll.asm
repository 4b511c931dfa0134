; SPDX-License-Identifier: MIT
; INT 10h AH=06h, 07h: windows that scroll.

; SCROLL ah, rows, top, left, bottom, right, attribute
%macro SCROLL 7
        SET     ax, (%1) << 8 | (%2)
        SET     bx, (%7) << 8
        SET     cx, (%3) << 8 | (%4)
        SET     dx, (%5) << 8 | (%6)
        CALL_INT 10h, R_AX
%endmacro

test_video_scroll:
        TEST    "int10.06.up"
        call    fill_rows
        SCROLL  06h, 2, 5, 10, 9, 20, 1fh
        CELL    "above", 4, 10, 0745h   ; rows hold A, B, C, ...
        CELL    "first row", 5, 10, 0748h
        CELL    "third row", 7, 20, 074ah
        CELL    "empty row", 8, 10, 1f20h
        CELL    "last cell", 9, 20, 1f20h
        CELL    "left", 5, 9, 0746h
        CELL    "right", 9, 21, 074ah
        CELL    "below", 10, 10, 074bh

        TEST    "int10.07.down"
        call    fill_rows
        SCROLL  07h, 1, 5, 11, 9, 20, 2eh
        CELL    "above", 4, 11, 0745h
        CELL    "empty row", 5, 11, 2e20h
        CELL    "second row", 6, 11, 0746h
        CELL    "last row", 9, 20, 0749h
        CELL    "left", 9, 10, 074ah
        CELL    "below", 10, 20, 074bh

        TEST    "int10.06.clear-window"
        call    fill_rows
        SCROLL  06h, 0, 3, 3, 4, 4, 30h
        CELL    "first", 3, 3, 3020h
        CELL    "last", 4, 4, 3020h
        CELL    "right", 4, 5, 0745h

        TEST    "int10.07.more-rows-than-window"
        call    fill_rows
        SCROLL  07h, 200, 3, 3, 4, 4, 30h
        CELL    "first", 3, 3, 3020h
        CELL    "below", 5, 3, 0746h

        TEST    "int10.06.clipped"
        call    fill_rows
        SCROLL  06h, 1, 20, 70, 200, 200, 07h
        CELL    "first row", 20, 70, 0756h
        CELL    "last row", 24, 79, 0720h
        CELL    "left", 24, 69, 0759h
        mov     bx, 80 * 25 * 2
        call    text_cell
        EXPECT_EAX "behind the screen", 0720h

        TEST    "int10.06.whole-screen"
        SCROLL  06h, 0, 0, 0, 24, 79, 07h
        CELL    "first", 0, 0, 0720h
        CELL    "last", 24, 79, 0720h

        ONLY_OURS .done
        TEST    "int10.06.window-inside-out"
        call    fill_rows
        SCROLL  06h, 1, 9, 9, 3, 3, 07h
        CELL    "inside", 5, 5, 0746h
        SCROLL  06h, 0, 0, 0, 24, 79, 07h
.done:  ret

; Row 0 holds A in every cell, row 1 B, and so on.
fill_rows:
        push    es
        push    TEXT_SEG
        pop     es
        xor     di, di
        mov     ax, 0700h | 'A'
.row:   mov     cx, 80
        rep     stosw
        inc     ax
        cmp     al, 'A' + 25
        jb      .row
        pop     es
        ret
