; SPDX-License-Identifier: MIT
; INT 15h without the memory sizes, and INT 17h.

test_system:
        call    test_a20
        call    test_move_block
        call    test_waits

        TEST    "int15.4f.keyboard"
        SET     ax, 4f1eh
        CALL_INT 15h, 0
        EXPECT_CF 1

        TEST    "int15.c0.configuration"
        SET     ax, 0c000h
        CALL_INT 15h, R_AX | R_BX | R_ES
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        push    es
        mov     bx, [out.bx]
        mov     es, [out.es]
        mov     ax, [es:bx]
        mov     [system_length], ax
        mov     al, [es:bx + 2]
        mov     [system_model], al
        mov     al, [es:bx + 5]
        mov     [system_features], al
        pop     es
        EXPECT8 system_model, 0fch
        cmp     word [system_length], 8
        setae   al
        movzx   eax, al
        EXPECT_EAX "long enough", 1
        and     byte [system_features], 74h
        EXPECT8 system_features, 74h    ; PICs, RTC, keyboard hook, EBDA

        TEST    "int15.c1.ebda"
        SET     ax, 0c100h
        CALL_INT 15h, R_AX | R_ES
        EXPECT_CF 0
        movzx   eax, word [40eh]
        EXPECT16_EAX out.es

        TEST    "int15.unknown"
        SET     ax, 0ff00h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 86h

        ONLY_OURS .done
        TEST    "int15.90.device-busy"
        SET     ax, 9000h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int15.91.device-done"
        SET     ax, 9100h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int15.53.check"
        SET     ax, 5300h
        SET     bx, 0
        CALL_INT 15h, R_AX | R_BX | R_CX
        EXPECT_CF 0
        EXPECT16 out.ax, 0102h
        EXPECT16 out.bx, 504dh         ; PM
        EXPECT16 out.cx, 0

        TEST    "int15.53.no-device"
        SET     ax, 5300h
        SET     bx, 7
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 09h

        TEST    "int15.53.not-connected"
        SET     ax, 5307h
        SET     bx, 1
        SET     cx, 3
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 03h

        TEST    "int15.53.connect"
        SET     ax, 5301h
        SET     bx, 0
        CALL_INT 15h, 0
        EXPECT_CF 0

        TEST    "int15.53.connected"
        SET     ax, 5301h
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h

        TEST    "int15.53.16-bits"
        SET     ax, 5302h
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 06h

        TEST    "int15.53.32-bits"
        SET     ax, 5303h
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 08h

        TEST    "int15.53.standby"
        SET     ax, 5307h
        SET     bx, 1
        SET     cx, 1
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 60h

        TEST    "int15.53.no-state"
        SET     ax, 5307h
        SET     bx, 1
        SET     cx, 4
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 0ah

        TEST    "int15.53.no-event"
        SET     ax, 530bh
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 80h

        TEST    "int15.53.no-function"
        SET     ax, 5311h
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 0ch

        TEST    "int15.53.version"
        SET     ax, 530eh
        SET     bx, 0
        SET     cx, 0101h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT16 out.ax, 0101h

        TEST    "int15.53.power-status"
        SET     ax, 530ah
        SET     bx, 1
        CALL_INT 15h, R_BX | R_CX | R_DX
        EXPECT_CF 0
        EXPECT16 out.bx, 01ffh
        EXPECT16 out.cx, 80ffh
        EXPECT16 out.dx, 0ffffh

        TEST    "int15.53.idle"
        SET     ax, 5305h
        SET     bx, 0
        CALL_INT 15h, 0
        EXPECT_CF 0

        TEST    "int15.53.disconnect"
        SET     ax, 5304h
        SET     bx, 0
        CALL_INT 15h, 0
        EXPECT_CF 0

        TEST    "int15.53.disconnected"
        SET     ax, 5304h
        SET     bx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 03h

        TEST    "int17.no-printer"
        SET     ax, 0200h
        SET     dx, 0
        CALL_INT 17h, R_AX
        EXPECT8 out.ah, 01h
        SET     ax, 0041h
        SET     dx, 0
        CALL_INT 17h, R_AX
        EXPECT16 out.ax, 0141h
.done:  ret

; --- A20 --------------------------------------------------------------------

test_a20:
        TEST    "int15.24.ways"
        SET     ax, 2403h
        CALL_INT 15h, R_AX | R_BX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        mov     al, [out.bx]
        and     eax, 2
        EXPECT_EAX "port 92h", 2

        TEST    "int15.24.close"
        SET     ax, 2400h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        SET     ax, 2402h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.al, 0
        call    a20_wraps
        EXPECT_EAX "addresses wrap", 1

        TEST    "int15.24.open"
        SET     ax, 2401h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        SET     ax, 2402h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.al, 1
        call    a20_wraps
        EXPECT_EAX "addresses wrap", 0

        ONLY_OURS .done
        TEST    "int15.24.bad"
        SET     ax, 2404h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 86h
.done:  ret

; EAX = 1 if FFFF:0510h is 0000:0500h.
a20_wraps:
        push    es
        push    0ffffh
        pop     es
        mov     byte [500h], 11h
        mov     byte [es:510h], 22h
        mov     al, [500h]
        pop     es
        cmp     al, 22h
        sete    al
        movzx   eax, al
        ret

; --- moving blocks ----------------------------------------------------------

MOVE_BYTES      equ 1002
MOVE_FAR        equ 300000h

; With less than 4 MiB of memory there is nowhere to move it to.
test_move_block:
        cmp     dword [memory_88], 300000h
        jae     .fill_buffer
        ret
.fill_buffer:
        push    es
        push    BUFFER_SEG
        pop     es
        xor     di, di
        mov     cx, MOVE_BYTES
        mov     al, 3
.fill:  stosb
        add     al, 7
        loop    .fill
        pop     es

        TEST    "int15.87.up"
        mov     eax, BUFFER_SEG * 16
        mov     edx, MOVE_FAR
        mov     bx, 0ffffh
        call    move_prepare
        SET     ax, 8700h
        SET     cx, MOVE_BYTES / 2
        SET     es, 0
        SET     si, move_gdt
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int15.87.down"
        mov     eax, MOVE_FAR
        mov     edx, BUFFER2_SEG * 16
        mov     bx, MOVE_BYTES - 1
        call    move_prepare
        push    es
        push    BUFFER2_SEG
        pop     es
        mov     word [es:MOVE_BYTES], 0a55ah
        pop     es
        SET     ax, 8700h
        SET     cx, MOVE_BYTES / 2
        SET     es, 0
        SET     si, move_gdt
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        push    es
        push    ds
        push    BUFFER_SEG
        pop     ds
        push    BUFFER2_SEG
        pop     es
        xor     si, si
        xor     di, di
        mov     cx, MOVE_BYTES
        repe    cmpsb
        mov     ax, [es:MOVE_BYTES]
        pop     ds
        pop     es
        mov     [move_word], ax
        movzx   eax, cx
        EXPECT_EAX "bytes left to compare", 0
        EXPECT16 move_word, 0a55ah

        TEST    "int15.87.keeps-a20"
        SET     ax, 2400h
        CALL_INT 15h, R_AX
        SET     ax, 8700h
        SET     cx, 1
        SET     es, 0
        SET     si, move_gdt
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        call    a20_wraps
        EXPECT_EAX "addresses wrap", 1
        SET     ax, 2401h
        CALL_INT 15h, R_AX

        ONLY_OURS .done
        TEST    "int15.87.segment-not-present"
        mov     eax, MOVE_FAR
        mov     edx, BUFFER2_SEG * 16
        mov     bx, 0ffffh
        call    move_prepare
        mov     byte [move_gdt + 18h + 5], 13h
        SET     ax, 8700h
        SET     cx, 50
        SET     es, 0
        SET     si, move_gdt
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h

        TEST    "int15.87.too-long"
        mov     bx, 0ffffh
        call    move_prepare
        SET     ax, 8700h
        SET     cx, 8001h
        SET     es, 0
        SET     si, move_gdt
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 02h
.done:  ret

; The GDT for a move from EAX to EDX with limit BX.
move_prepare:
        push    eax
        mov     di, move_gdt
        mov     cx, 30h
        mov     al, 0
        rep     stosb
        pop     eax
        mov     di, move_gdt + 10h
        call    .set
        mov     eax, edx
        mov     di, move_gdt + 18h
.set:   mov     [di], bx
        mov     [di + 2], eax
        mov     byte [di + 5], 93h
        ret

; --- waits ------------------------------------------------------------------

test_waits:
        TEST    "int15.86.wait"
        mov     ax, [46ch]
        mov     [wait_start], ax
        SET     ax, 8600h
        SET     cx, 0003h               ; 200000 us
        SET     dx, 0d40h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        mov     ax, [46ch]
        sub     ax, [wait_start]
        sub     ax, 3                   ; 3.6 ticks
        cmp     ax, 3
        setb    al
        movzx   eax, al
        EXPECT_EAX "it lasts about 200 ms", 1

        TEST    "int15.83.event-wait"
        mov     byte [wait_flag], 0
        SET     ax, 8300h
        SET     cx, 0
        SET     dx, 20000
        SET     es, 0
        SET     bx, wait_flag
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 wait_flag, 0
        SET     ax, 8300h
        SET     cx, 0
        SET     dx, 20000
        SET     es, 0
        SET     bx, wait_flag
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        mov     cx, 200
.hlt:   hlt
        test    byte [wait_flag], 80h
        loopz   .hlt
        EXPECT8 wait_flag, 80h

        TEST    "int15.83.cancel"
        mov     byte [wait_flag], 0
        SET     ax, 8300h
        SET     cx, 1
        SET     dx, 0
        SET     es, 0
        SET     bx, wait_flag
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        SET     ax, 8301h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        hlt
        hlt
        hlt
        EXPECT8 wait_flag, 0
        ret

        align   8, db 0
move_gdt:       times 30h db 0
move_word:      dw 0
wait_start:     dw 0
wait_flag:      db 0
system_length:  dw 0
system_model:   db 0
system_features: db 0
