; SPDX-License-Identifier: MIT
; INT 16h. Nobody types: AH=05h puts the keys into the ring.

; STORE key: AL = answer.
%macro STORE 1
        SET     ax, 0500h
        SET     cx, %1
        CALL_INT 16h, R_AX
%endmacro

test_keyboard:
        mov     word [41ah], 1eh        ; the ring empty, at its start
        mov     word [41ch], 1eh

        TEST    "int16.01.no-key"
        SET     ax, 0100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 1

        TEST    "int16.11.no-key"
        SET     ax, 1100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 1

        TEST    "int16.05.store"
        STORE   1e61h                   ; A
        EXPECT8 out.al, 0

        TEST    "int16.01.key-stays"
        SET     ax, 0100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 0
        EXPECT16 out.ax, 1e61h
        SET     ax, 0100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 0

        TEST    "int16.00.key-goes"
        SET     ax, 0000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 1e61h
        SET     ax, 0100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 1

        TEST    "int16.order"
        STORE   0231h
        STORE   0332h
        SET     ax, 0000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 0231h
        SET     ax, 1000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 0332h

        TEST    "int16.10.grey-key"
        STORE   48e0h                   ; cursor up, grey
        SET     ax, 1100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 0
        EXPECT16 out.ax, 48e0h
        SET     ax, 1000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 48e0h

        TEST    "int16.00.grey-key"
        STORE   48e0h
        SET     ax, 0100h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 4800h
        SET     ax, 0000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 4800h

        TEST    "int16.00.grey-enter"
        STORE   0e00dh
        SET     ax, 0000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 1c0dh

        TEST    "int16.00.grey-slash"
        STORE   0e02fh
        SET     ax, 0000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 352fh

        ONLY_OURS .not_ours
        TEST    "int16.00.new-key"
        STORE   8500h                   ; F11: not for AH=00h
        STORE   1e61h
        SET     ax, 0000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 1e61h

.not_ours:
        TEST    "int16.10.new-key"
        STORE   8500h
        SET     ax, 1000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 8500h

        TEST    "int16.05.full"
        mov     bp, 15
.fill:  push    bp
        STORE   1e61h
        EXPECT8 out.al, 0
        pop     bp
        dec     bp
        jnz     .fill
        STORE   1e61h
        EXPECT8 out.al, 1
        mov     bp, 15
.empty: push    bp
        SET     ax, 1000h
        CALL_INT 16h, R_AX
        EXPECT16 out.ax, 1e61h
        pop     bp
        dec     bp
        jnz     .empty
        SET     ax, 1100h
        CALL_INT 16h, R_AX
        EXPECT_ZF 1

        TEST    "int16.02.shift"
        push    word [417h]
        mov     byte [417h], 40h
        SET     ax, 02aah
        CALL_INT 16h, R_AX
        EXPECT8 out.al, 40h

        TEST    "int16.12.shift"
        SET     ax, 1200h
        CALL_INT 16h, R_AX
        EXPECT8 out.al, 40h
        EXPECT8 out.ah, 0
        pop     word [417h]
        ret
