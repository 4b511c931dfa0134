; SPDX-License-Identifier: MIT
; Interrupt vectors, what is at known addresses of the ROM, and INT 05h.

PLACE_SEG               equ 0f000h
PRINT_STATUS            equ 500h
PRINTED_MAX             equ 256

; CALL_PLACE offset: call the service there as an INT would.
%macro CALL_PLACE 1
        pushf
        call    PLACE_SEG:%1
%endmacro

test_places:
        TEST    "places.vectors-for-programs"
        mov     cx, 7                   ; 60h-66h
        mov     si, 60h * 4
        xor     eax, eax
.vector:
        or      eax, [si]
        add     si, 4
        loop    .vector
        EXPECT_EAX "60h to 66h", 0

        TEST    "places.e6f5.configuration"
        SET     ax, 0c000h
        CALL_INT 15h, R_AX | R_BX | R_ES
        EXPECT16 out.bx, 0e6f5h
        EXPECT16 out.es, PLACE_SEG

        TEST    "places.efc7.floppy-parameters"
        les     bx, [78h]
        mov     ecx, [es:bx]
        push    PLACE_SEG
        pop     es
        mov     eax, [es:0efc7h]
        push    0
        pop     es
        EXPECT_EAX "those of INT 1Eh", ecx

        TEST    "places.f841.memory-size"
        xor     eax, eax
        CALL_PLACE 0f841h
        EXPECT16_EAX 413h

        TEST    "places.f84d.equipment"
        xor     eax, eax
        CALL_PLACE 0f84dh
        EXPECT16_EAX 410h

        TEST    "places.f859.system"
        mov     ax, 0c000h
        CALL_PLACE 0f859h
        push    0
        pop     es
        movzx   eax, bx
        EXPECT_EAX "BX", 0e6f5h

        TEST    "places.fe6e.time"
        mov     ah, 0
        CALL_PLACE 0fe6eh
        xor     eax, eax
        mov     ax, [46ch]
        sub     ax, dx
        shr     ax, 4                   ; the same ticks, or some more
        EXPECT_EAX "ticks", 0

        TEST    "places.ec59.floppy"
        mov     ah, 01h
        mov     dl, 0
        CALL_PLACE 0ec59h
        movzx   eax, ah
        movzx   ecx, byte [441h]
        EXPECT_EAX "status", ecx

        TEST    "places.40.floppy"
        SET     ax, 0100h
        SET     dx, 0
        CALL_INT 40h, R_AX
        movzx   eax, byte [out.ah]
        movzx   ecx, byte [441h]
        EXPECT_EAX "status", ecx

        TEST    "places.fa6e.characters"
        SET     ax, 1130h
        SET     bx, 0300h
        CALL_INT 10h, R_AX | R_BX | R_CX | R_DX | R_BP | R_ES
        mov     di, [out.bp]
        mov     es, [out.es]
        push    PLACE_SEG
        pop     ds
        mov     si, 0fa6eh
        mov     cx, 1024
        repe    cmpsb
        push    0
        pop     ds
        push    0
        pop     es
        sete    al
        movzx   eax, al
        EXPECT_EAX "the same", 1

        TEST    "places.ff53.nothing"
        push    PLACE_SEG
        pop     es
        movzx   eax, byte [es:0ff53h]
        push    0
        pop     es
        EXPECT_EAX "IRET", 0cfh

        TEST    "places.fffe.model"
        push    PLACE_SEG
        pop     es
        movzx   eax, byte [es:0fffeh]
        push    0
        pop     es
        EXPECT_EAX "an AT", 0fch

        ONLY_OURS .done
        TEST    "places.1d.crt-parameters"
        EXPECT32 74h, PLACE_SEG << 16 | 0f0a4h

        call    test_print_screen
.done:  ret

test_print_screen:
        TEST    "int05.no-printer"
        CALL_INT 05h, 0
        EXPECT8 PRINT_STATUS, 0ffh

        TEST    "int05.printed"
        SET     ax, 0003h
        CALL_INT 10h, R_AX
        push    0b800h
        pop     es
        mov     dword [es:0], 07620741h ; Ab
        mov     word [es:79 * 2], 0743h ; C, the last of its row
        mov     byte [es:(24 * 80 + 79) * 2], 'Z'
        push    0
        pop     es
        mov     eax, [5ch]
        mov     [printer_before], eax
        mov     word [5ch], printer
        mov     word [5eh], 0
        mov     word [printed], 0
        CALL_INT 05h, 0
        mov     eax, [printer_before]
        mov     [5ch], eax
        EXPECT8 PRINT_STATUS, 0
        EXPECT16 printed, 25 * 82 + 2   ; 25 rows, each behind CR LF; one more
        EXPECT32 printed_bytes, 'A' << 16 | 'b' << 24 | 0a0dh
        EXPECT32 printed_bytes + 80, ' ' | 'C' << 8 | 0a0d0000h
        EXPECT8 printed_last, 'Z'

        TEST    "int05.printed-already"
        mov     byte [PRINT_STATUS], 1
        CALL_INT 05h, 0
        EXPECT8 PRINT_STATUS, 1
        mov     byte [PRINT_STATUS], 0
        ret

; In the place of INT 17h: keep what is printed.
printer:
        push    bx
        mov     bx, [cs:printed]
        cmp     bx, PRINTED_MAX
        jae     .full
        mov     [cs:printed_bytes + bx], al
.full:  cmp     al, ' '
        jbe     .kept
        mov     [cs:printed_last], al
.kept:  inc     word [cs:printed]
        pop     bx
        mov     ah, 90h                 ; selected, not busy
        iret

printer_before: dd 0
printed:        dw 0
printed_last:   db 0
printed_bytes:  times PRINTED_MAX db 0
