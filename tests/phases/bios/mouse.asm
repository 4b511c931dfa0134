; SPDX-License-Identifier: MIT
; INT 15h AH=C2h and INT 74h: the PS/2 mouse. Its packets are made by command
; D3h of the 8042, which hands over a byte as if the mouse had sent it.

test_mouse:
        TEST    "int11.mouse"
        CALL_INT 11h, R_AX
        mov     ax, [out.ax]
        and     eax, 4
        EXPECT_EAX "bit 2 of the equipment word", 4

        TEST    "int15.c205.initialise"
        SET     ax, 0c205h
        SET     bx, 0300h
        CALL_INT 15h, R_AX | R_BX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int15.c207.handler"
        SET     ax, 0c207h
        SET     es, 0
        SET     bx, mouse_handler
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int15.c201.reset"
        SET     ax, 0c201h
        CALL_INT 15h, R_AX | R_BX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT16 out.bx, 00aah

        TEST    "int15.c206.defaults"
        call    mouse_status
        EXPECT8 out.bl, 00h
        EXPECT8 out.cl, 2
        EXPECT8 out.dl, 100

        TEST    "int15.c202.rate"
        SET     ax, 0c202h
        SET     bx, 0200h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        call    mouse_status
        EXPECT8 out.dl, 40

        TEST    "int15.c203.resolution"
        SET     ax, 0c203h
        SET     bx, 0300h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        call    mouse_status
        EXPECT8 out.cl, 3

        TEST    "int15.c204.type"
        SET     ax, 0c204h
        CALL_INT 15h, R_AX | R_BX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        EXPECT8 out.bh, 0

        TEST    "int15.c206.scaling"
        SET     ax, 0c206h
        SET     bx, 0200h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        call    mouse_status
        EXPECT8 out.bl, 10h
        SET     ax, 0c206h
        SET     bx, 0100h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        call    mouse_status
        EXPECT8 out.bl, 00h

        TEST    "int15.c200.enable"
        SET     ax, 0c200h
        SET     bx, 0100h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        call    mouse_status
        EXPECT8 out.bl, 20h

        TEST    "int74.packets"
        mov     byte [mouse_packets], 0
        mov     al, 39h
        call    mouse_put
        mov     al, 0f0h
        call    mouse_put
        cmp     byte [mouse_packets], 0
        sete    al
        movzx   eax, al
        EXPECT_EAX "nothing before the packet is whole", 1
        mov     al, 05h
        call    mouse_put
        EXPECT8 mouse_packets, 1
        EXPECT16 mouse_seen, 0039h
        EXPECT16 mouse_seen + 2, 00f0h
        EXPECT16 mouse_seen + 4, 0005h
        EXPECT16 mouse_seen + 6, 0000h
        mov     al, 08h
        call    mouse_put
        mov     al, 01h
        call    mouse_put
        mov     al, 02h
        call    mouse_put
        EXPECT8 mouse_packets, 2
        EXPECT16 mouse_seen + 2, 0001h

        TEST    "int15.c200.disable"
        SET     ax, 0c200h
        SET     bx, 0000h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        call    mouse_status
        EXPECT8 out.bl, 00h

        TEST    "int15.c207.no-handler"
        SET     ax, 0c207h
        SET     es, 0
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        SET     ax, 0c200h
        SET     bx, 0100h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 05h

        ONLY_OURS .done
        TEST    "int15.c2.bad-input"
        SET     ax, 0c200h
        SET     bx, 0200h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h
        SET     ax, 0c202h
        SET     bx, 0700h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h
        SET     ax, 0c203h
        SET     bx, 0400h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h
        SET     ax, 0c205h
        SET     bx, 0900h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h
        SET     ax, 0c206h
        SET     bx, 0300h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h
        SET     ax, 0c208h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h

        TEST    "int15.c205.four-bytes"
        SET     ax, 0c205h
        SET     bx, 0400h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        SET     ax, 0c207h
        SET     es, 0
        SET     bx, mouse_handler
        CALL_INT 15h, R_AX
        SET     ax, 0c200h
        SET     bx, 0100h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        mov     byte [mouse_packets], 0
        mov     al, 08h
        call    mouse_put
        mov     al, 01h
        call    mouse_put
        mov     al, 02h
        call    mouse_put
        EXPECT8 mouse_packets, 0
        mov     al, 0ffh
        call    mouse_put
        EXPECT8 mouse_packets, 1
        EXPECT16 mouse_seen + 6, 00ffh
        SET     ax, 0c200h
        SET     bx, 0
        CALL_INT 15h, R_AX
.done:  ret

mouse_status:
        SET     ax, 0c206h
        SET     bx, 0
        CALL_INT 15h, R_AX | R_BX | R_CX | R_DX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        ret

; AL comes from the mouse; let its interrupt happen.
mouse_put:
        push    ax
        mov     al, 0d3h
        call    .wait
        out     64h, al
        pop     ax
        call    .wait
        out     60h, al
        hlt                             ; it, or the timer
        hlt
        ret
.wait:  push    ax
.look:  in      al, 64h
        test    al, 2
        jnz     .look
        pop     ax
        ret

mouse_handler:
        push    bp
        mov     bp, sp
        push    ax
        push    ds
        push    0
        pop     ds
        inc     byte [mouse_packets]
        mov     ax, [bp + 0ch]
        mov     [mouse_seen], ax
        mov     ax, [bp + 0ah]
        mov     [mouse_seen + 2], ax
        mov     ax, [bp + 08h]
        mov     [mouse_seen + 4], ax
        mov     ax, [bp + 06h]
        mov     [mouse_seen + 6], ax
        pop     ds
        pop     ax
        pop     bp
        retf

        align   2, db 0
mouse_seen:     times 4 dw 0
mouse_packets:  db 0
