; SPDX-License-Identifier: MIT
; INT 14h on COM1, over which the results go as well.

test_serial:
        TEST    "int14.00.initialise"
        call    serial_drain
        SET     ax, 00e3h               ; 9600 baud, 8 bits, no parity
        SET     dx, 0
        CALL_INT 14h, R_AX
        mov     al, [out.ah]
        and     eax, 60h
        EXPECT_EAX "transmitter empty", 60h
        mov     dx, COM1 + 3
        in      al, dx
        mov     [serial_lcr], al
        or      al, 80h
        out     dx, al
        mov     dx, COM1
        in      al, dx
        mov     [serial_divisor], al
        inc     dx
        in      al, dx
        mov     [serial_divisor + 1], al
        call    serial_open
        EXPECT8 serial_lcr, 03h
        EXPECT16 serial_divisor, 12

        TEST    "int14.00.even-parity"
        call    serial_drain
        SET     ax, 009eh               ; 1200 baud, 7 bits, even, 2 stop bits
        SET     dx, 0
        CALL_INT 14h, R_AX
        mov     dx, COM1 + 3
        in      al, dx
        mov     [serial_lcr], al
        call    serial_open
        EXPECT8 serial_lcr, 1eh

        TEST    "int14.01.send"
        mov     si, .comment
.next:  push    si
        movzx   ax, byte [si]
        or      ax, 0100h
        mov     [in.ax], ax
        SET     dx, 0
        CALL_INT 14h, R_AX
        mov     al, [out.ah]
        and     eax, 80h
        EXPECT_EAX "timeout", 0
        pop     si
        inc     si
        cmp     byte [si], 0
        jne     .next

        TEST    "int14.03.status"
        call    serial_open
        SET     ax, 0300h
        SET     dx, 0
        CALL_INT 14h, R_AX
        mov     al, [out.ah]
        and     eax, 81h                ; no timeout, no data
        EXPECT_EAX "line status", 0

        TEST    "int14.02.nothing-comes"
        mov     ax, [46ch]
        mov     [serial_start], ax
        SET     ax, 0200h
        SET     dx, 0
        CALL_INT 14h, R_AX
        mov     al, [out.ah]
        and     eax, 80h
        EXPECT_EAX "timeout", 80h

        ONLY_OURS .done
        mov     ax, [46ch]
        sub     ax, [serial_start]
        sub     ax, 17                  ; BDA: 1 s
        cmp     ax, 6
        setb    al
        movzx   eax, al
        EXPECT_EAX "after about 1 s", 1

        TEST    "int14.no-such-port"
        SET     ax, 0141h
        SET     dx, 3
        CALL_INT 14h, 0
.done:  ret
.comment:
        db      "# sent by INT 14h", 13, 10, 0

; Wait until the results so far are on the line.
serial_drain:
        mov     dx, COM1 + 5
.wait:  in      al, dx
        test    al, 40h                 ; transmitter empty
        jz      .wait
        ret

serial_divisor: dw 0
serial_start:   dw 0
serial_lcr:     db 0
