; SPDX-License-Identifier: MIT
; INT 1Ah AH=00h-07h: ticks and the real-time clock.

TICKS_A_DAY     equ 1800b0h

test_time:
        TEST    "int1a.00.ticks"
        SET     ax, 0000h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT8 out.al, 0
        mov     ax, [out.dx]
        mov     [time_ticks], ax
        hlt                             ; until the next interrupts
        hlt
        hlt
        SET     ax, 0000h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        mov     ax, [out.dx]
        sub     ax, [time_ticks]
        dec     ax
        cmp     ax, 10
        setb    al
        movzx   eax, al
        EXPECT_EAX "it counts", 1

        TEST    "int1a.01.set"
        SET     ax, 0100h
        SET     cx, 12h
        SET     dx, 3456h
        CALL_INT 1ah, R_AX
        SET     ax, 0000h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT16 out.cx, 12h
        EXPECT16 out.dx, 3456h, 3457h

        TEST    "int1a.00.midnight"
        cli
        mov     dword [46ch], TICKS_A_DAY - 1
        sti
        mov     cx, 3
.tick:  hlt
        cmp     word [46eh], 18h
        loope   .tick
        SET     ax, 0000h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT8 out.al, 1
        EXPECT16 out.cx, 0
        SET     ax, 0000h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT8 out.al, 0

        TEST    "int1a.02.time"
        SET     ax, 0200h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT_CF 0
        mov     al, [out.ch]
        mov     ah, 23h
        call    expect_bcd
        mov     al, [out.cl]
        mov     ah, 59h
        call    expect_bcd
        mov     al, [out.dh]
        mov     ah, 59h
        call    expect_bcd

        TEST    "int1a.03.set-time"
        SET     ax, 0300h
        SET     cx, 2134h
        SET     dx, 1200h
        CALL_INT 1ah, R_AX
        EXPECT_CF 0
        SET     ax, 0200h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT_CF 0
        EXPECT16 out.cx, 2134h
        EXPECT8 out.dh, 12h, 13h

        TEST    "int1a.05.set-date"
        SET     ax, 0500h
        SET     cx, 1998h
        SET     dx, 1224h
        CALL_INT 1ah, R_AX
        EXPECT_CF 0
        SET     ax, 0400h
        CALL_INT 1ah, R_AX | R_CX | R_DX
        EXPECT_CF 0
        EXPECT16 out.cx, 1998h
        EXPECT16 out.dx, 1224h

        TEST    "int1a.06.alarm"
        mov     byte [time_alarms], 0
        mov     word [4ah * 4], time_alarm
        mov     word [4ah * 4 + 2], 0
        SET     ax, 0300h               ; a second before
        SET     cx, 0102h
        SET     dx, 0200h
        CALL_INT 1ah, R_AX
        SET     ax, 0600h
        SET     cx, 0102h
        SET     dx, 0300h
        CALL_INT 1ah, R_AX
        EXPECT_CF 0
        SET     ax, 0600h
        CALL_INT 1ah, R_AX
        EXPECT_CF 1
        mov     cx, 60                  ; 3 s of ticks
.alarm: hlt
        cmp     byte [time_alarms], 0
        loope   .alarm
        EXPECT8 time_alarms, 1

        TEST    "int1a.07.no-alarm"
        SET     ax, 0700h
        CALL_INT 1ah, R_AX
        EXPECT_CF 0
        SET     ax, 0600h
        CALL_INT 1ah, R_AX
        EXPECT_CF 0
        SET     ax, 0700h
        CALL_INT 1ah, R_AX

        TEST    "int1a.unknown"
        SET     ax, 0f00h
        CALL_INT 1ah, R_AX
        EXPECT_CF 1
        ret

time_alarm:
        inc     byte [cs:time_alarms]
        iret

; AL is a BCD number up to AH.
expect_bcd:
        cmp     al, ah
        ja      .wrong
        and     al, 0fh
        cmp     al, 9
        ja      .wrong
        ret
.wrong: movzx   eax, al
        EXPECT_EAX "BCD", 0ffffffffh
        ret

time_ticks:     dw 0
time_alarms:    db 0
