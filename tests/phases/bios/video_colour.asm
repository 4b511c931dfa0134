; SPDX-License-Identifier: MIT
; INT 10h AH=0Bh, 10h, 11h, 12h, 1Ah, 1Bh: palette, DAC, font, display.

; VIDEO ax, bx, cx, dx, registers that may change
%macro VIDEO 5
        SET     ax, %1
        SET     bx, %2
        SET     cx, %3
        SET     dx, %4
        SET     es, 0
        CALL_INT 10h, R_AX | %5
%endmacro

test_video_colour:
        TEST    "int10.10.00.palette"
        VIDEO   1007h, 0006h, 0, 0, R_BX
        EXPECT8 out.bh, 14h             ; brown
        VIDEO   1000h, 2a06h, 0, 0, 0
        VIDEO   1007h, 0006h, 0, 0, R_BX
        EXPECT8 out.bh, 2ah

        TEST    "int10.10.01.border"
        VIDEO   1001h, 0300h, 0, 0, 0
        VIDEO   1008h, 0000h, 0, 0, R_BX
        EXPECT8 out.bh, 03h
        ONLY_OURS .palette
        VIDEO   0b00h, 0000h, 0, 0, 0
        VIDEO   1008h, 0500h, 0, 0, R_BX
        EXPECT8 out.bh, 00h

.palette:
        TEST    "int10.10.02.whole-palette"
        VIDEO   1002h, 0, 0, palette_values, 0
        VIDEO   1009h, 0, 0, palette_read, 0
        EXPECT8 palette_read, 3fh
        EXPECT8 palette_read + 15, 30h
        EXPECT8 palette_read + 16, 01h
        EXPECT8 palette_read + 17, 0cch

        TEST    "int10.10.03.blink"
        VIDEO   1003h, 0000h, 0, 0, 0
        VIDEO   1007h, 0010h, 0, 0, R_BX
        and     byte [out.bh], 08h
        EXPECT8 out.bh, 0
        VIDEO   1003h, 0001h, 0, 0, 0
        VIDEO   1007h, 0010h, 0, 0, R_BX
        and     byte [out.bh], 08h
        EXPECT8 out.bh, 08h

        TEST    "int10.10.10.dac"
        VIDEO   1010h, 00c8h, 1122h, 3300h, 0
        VIDEO   1015h, 00c8h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 1122h
        EXPECT8 out.dh, 33h

        TEST    "int10.10.12.dac-block"
        VIDEO   1012h, 00d0h, 2, dac_values, 0
        VIDEO   1017h, 00d0h, 2, dac_read, 0
        EXPECT32 dac_read, 04030201h
        EXPECT32 dac_read + 4, 0cccc0605h
        VIDEO   1015h, 00d1h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 0506h
        EXPECT8 out.dh, 04h

        TEST    "int10.10.start-colours"
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        VIDEO   1015h, 0014h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 1500h          ; brown
        EXPECT8 out.dh, 2ah
        VIDEO   1015h, 0039h, 0, 0, R_CX | R_DX
        EXPECT16 out.cx, 153fh          ; bright blue
        EXPECT8 out.dh, 15h

        TEST    "int10.10.1b.greys"
        VIDEO   1010h, 0040h, 0000h, 3f00h, 0
        VIDEO   101bh, 0040h, 1, 0, 0
        VIDEO   1015h, 0040h, 0, 0, R_CX | R_DX
        mov     al, [out.ch]
        cmp     al, [out.cl]
        sete    al
        movzx   eax, al
        EXPECT_EAX "green is blue", 1
        EXPECT8 out.dh, 12h, 13h

        call    test_font
        call    test_display
        ret

test_font:
        TEST    "int10.11.30.font-information"
        SET     ax, 1130h
        SET     bx, 0600h
        CALL_INT 10h, R_AX | R_CX | R_DX | R_BP | R_ES
        EXPECT16 out.cx, 16
        EXPECT8 out.dl, 24
        mov     bx, [out.bp]
        push    es
        mov     es, [out.es]
        mov     eax, [es:bx + 'A' * 16]
        or      eax, [es:bx + 'A' * 16 + 4]
        or      eax, [es:bx + 'A' * 16 + 8]
        mov     ebx, [es:bx + 'A' * 16]
        pop     es
        mov     [font_rows], ebx
        cmp     eax, 0
        setne   al
        movzx   eax, al
        EXPECT_EAX "A has a shape", 1
        mov     bx, 'A' * 32
        call    plane_2
        EXPECT_EAX "the same in plane 2", [font_rows]

        TEST    "int10.11.00.user-font"
        SET     ax, 1100h
        SET     bx, 0800h
        SET     cx, 2
        SET     dx, 'A'
        SET     es, 0
        SET     bp, font_user
        CALL_INT 10h, R_AX
        mov     bx, 'A' * 32
        call    plane_2
        EXPECT_EAX "A", 0ff8181ffh
        mov     bx, 'B' * 32 + 4
        call    plane_2
        EXPECT_EAX "B, rows 4-7", 88776655h
        TYPE    'T'                     ; text memory is back
        EXPECT8 450h, 1

        TEST    "int10.11.04.rom-font"
        SET     ax, 1104h
        SET     bx, 0000h
        CALL_INT 10h, R_AX
        mov     bx, 'A' * 32
        call    plane_2
        EXPECT_EAX "A", [font_rows]

        TEST    "int10.11.12.fifty-rows"
        SET     ax, 1112h
        SET     bx, 0000h
        CALL_INT 10h, R_AX
        EXPECT8 484h, 49
        EXPECT16 485h, 8
        mov     al, 11h
        call    crtc_pair               ; register 12h: last line shown
        movzx   eax, al
        EXPECT_EAX "CRTC display end", 8fh
        MOVE_TO 49, 0
        TYPE    10
        CURSOR  49, 0
        SET     ax, 1114h
        SET     bx, 0000h
        CALL_INT 10h, R_AX
        EXPECT8 484h, 24
        EXPECT16 485h, 16
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        ret

test_display:
        TEST    "int10.12.10.information"
        VIDEO   1200h, 0010h, 0, 0, R_BX | R_CX
        EXPECT16 out.bx, 0003h

        TEST    "int10.12.30.lines"
        VIDEO   1202h, 0030h, 0, 0, 0
        EXPECT8 out.ax, 12h

        TEST    "int10.12.34.cursor-scaling"
        VIDEO   1201h, 0034h, 0, 0, 0
        EXPECT8 out.ax, 12h
        VIDEO   0100h, 0, 0305h, 0, 0
        mov     al, 0ah
        call    crtc_pair
        EXPECT_EAX "CRTC cursor lines", 0305h
        VIDEO   1200h, 0034h, 0, 0, 0
        VIDEO   0100h, 0, 0607h, 0, 0

        TEST    "int10.1a.display-code"
        VIDEO   1a00h, 0, 0, 0, R_BX
        EXPECT8 out.ax, 1ah
        EXPECT16 out.bx, 0008h

        TEST    "int10.1b.state"
        SET     ax, 1b00h
        SET     bx, 0
        SET     es, 0
        SET     di, state
        CALL_INT 10h, R_AX
        EXPECT8 out.ax, 1bh
        EXPECT8 state + 4, 3
        EXPECT16 state + 5, 80
        EXPECT8 state + 22h, 25, 24    ; or the last row's number
        EXPECT16 state + 23h, 16
        EXPECT8 state + 25h, 08h
        EXPECT16 state + 27h, 16
        EXPECT8 state + 29h, 8
        EXPECT8 state + 31h, 3

        ONLY_OURS .done
        TEST    "int10.12.36.screen-off"
        VIDEO   1201h, 0036h, 0, 0, 0
        EXPECT8 out.ax, 12h
        mov     dx, 3c4h
        mov     al, 1
        out     dx, al
        inc     dx
        in      al, dx
        and     eax, 20h
        EXPECT_EAX "sequencer", 20h
        VIDEO   1200h, 0036h, 0, 0, 0

        TEST    "int10.12.unknown"
        VIDEO   12aah, 0077h, 0, 0, 0
        EXPECT8 out.ax, 0aah
.done:  ret

; EAX = 4 bytes at BX of plane 2.
plane_2:
        push    es
        push    0a000h
        pop     es
        mov     dx, 3c4h
        mov     ax, 0604h               ; memory flat
        out     dx, ax
        mov     dx, 3ceh
        mov     ax, 0204h               ; read plane 2
        out     dx, ax
        mov     ax, 0005h
        out     dx, ax
        mov     ax, 0406h               ; at A0000h
        out     dx, ax
        mov     ecx, [es:bx]
        mov     ax, 0004h
        out     dx, ax
        mov     ax, 1005h
        out     dx, ax
        mov     ax, 0e06h
        out     dx, ax
        mov     dx, 3c4h
        mov     ax, 0204h
        out     dx, ax
        mov     eax, ecx
        pop     es
        ret

palette_values: db 3fh, 3eh, 3dh, 3ch, 3bh, 3ah, 39h, 38h
                db 37h, 36h, 35h, 34h, 33h, 32h, 31h, 30h, 01h
palette_read:   times 18 db 0cch
dac_values:     db 1, 2, 3, 4, 5, 6
dac_read:       times 8 db 0cch
font_rows:      dd 0
font_user:      db 0ffh, 81h, 81h, 0ffh, 0, 0, 0, 0
                db 11h, 22h, 33h, 44h, 55h, 66h, 77h, 88h
state:          times 64 db 0
