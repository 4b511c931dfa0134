; SPDX-License-Identifier: MIT
; Services that reach into the board: the keyboard's rate and number, a track
; of a floppy disk that is formatted, an error of the floating-point unit, the
; way to protected mode. It needs a floppy disk in drive A.

test_board:
        TEST    "int16.0a.number"
        SET     ax, 0a00h
        CALL_INT 16h, R_AX | R_BX
        EXPECT16 out.bx, 41abh, 83abh

        TEST    "int16.03.rate"
        SET     ax, 0305h
        SET     bx, 0000h
        CALL_INT 16h, R_AX
        SET     ax, 0a00h               ; it still answers
        CALL_INT 16h, R_AX | R_BX
        EXPECT8 out.bl, 0abh

        TEST    "int13.05.format"
        SET     ax, 0000h
        SET     dx, 0000h
        CALL_INT 13h, R_AX
        SET     ax, 0512h
        SET     bx, board_fields
        SET     es, 0
        SET     cx, 0301h
        SET     dx, 0100h
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0
        TEST    "int13.02.formatted-track"
        call    board_read_track
        EXPECT_CF 0
        EXPECT8 out.ah, 0
%ifdef ON_bootscope                     ; QEMU formats without writing
        push    es
        push    BUFFER_SEG
        pop     es
        mov     ax, [es:1feh]
        pop     es
        mov     [board_seen], ax
        EXPECT16 board_seen, 0f6f6h
%endif

%ifdef ON_bootscope                     ; QEMU 7.2 ends itself at the error
        call    test_fpu_error
%endif
        call    test_enter_protected

        ONLY_OURS .done
        TEST    "int16.09.abilities"
        SET     ax, 0900h
        CALL_INT 16h, R_AX
        EXPECT8 out.al, 35h

        TEST    "int15.80.device-opened"
        SET     ax, 8000h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        EXPECT8 out.ah, 0

        TEST    "int13.05.nothing"
        SET     ax, 0500h
        SET     bx, board_fields
        SET     es, 0
        SET     cx, 0301h
        SET     dx, 0100h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h
        SET     ax, 0512h
        SET     bx, 0fff0h              ; over the end of 64 KiB
        SET     es, 1000h
        SET     cx, 0301h
        SET     dx, 0100h
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 09h

        TEST    "int13.17.type"
        SET     ax, 1701h
        SET     dx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 0
        SET     ax, 1705h
        SET     dx, 0
        CALL_INT 13h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 01h
.done:  ret

; The track that was formatted, to BUFFER_SEG:0.
board_read_track:
        SET     ax, 0201h
        SET     bx, 0
        SET     es, BUFFER_SEG
        SET     cx, 0312h
        SET     dx, 0100h
        CALL_INT 13h, R_AX
        ret

; Cylinder 3, head 1, sectors 1 to 18 of 512 bytes.
board_fields:
%assign sector_number 1
%rep 18
        db      3, 1, sector_number, 2
%assign sector_number sector_number + 1
%endrep

; --- the floating-point unit ------------------------------------------------

test_fpu_error:
        int     11h
        test    al, 2
        jz      .done
        TEST    "int75.fpu-error"
        cli
        mov     eax, [2 * 4]
        mov     [board_vector], eax
        mov     dword [2 * 4], board_int02
        mov     byte [board_errors], 0
        fninit
        fldcw   [board_control]
        sti
        fld1
        fldz
        fdivp
        fnop                            ; a waiting instruction tells of it
        fwait
        mov     cx, 1000
.wait:  in      al, 61h
        loop    .wait
        fninit
        cli
        mov     eax, [board_vector]
        mov     [2 * 4], eax
        sti
        EXPECT8 board_errors, 1
.done:  ret

board_int02:
        push    ds
        push    0
        pop     ds
        inc     byte [board_errors]
        pop     ds
        fnclex
        iret

; --- protected mode ---------------------------------------------------------

; There, the stack and all segments are those of here, with base 0.
test_enter_protected:
        TEST    "int15.89.enter"
        mov     word [board_seen], 0
        cli
        in      al, 21h
        mov     ah, al
        in      al, 0a1h
        mov     [board_masks], ax
        mov     ax, 8900h
        mov     bx, 2028h
        mov     si, board_gdt
        int     15h
        jc      .real_mode
        mov     [board_seen], ah
        mov     ax, cs
        mov     [board_cs], ax
        smsw    ax
        and     al, 1
        mov     [board_seen + 1], al
        mov     eax, cr0
        and     al, 0feh
        mov     cr0, eax
        jmp     0:.real
.real:  xor     ax, ax
        mov     ss, ax
        mov     ds, ax
        mov     es, ax
        lidt    [board_real_idt]
        mov     al, 11h
        out     20h, al
        out     0a0h, al
        mov     al, 08h
        out     21h, al
        mov     al, 70h
        out     0a1h, al
        mov     al, 04h
        out     21h, al
        mov     al, 02h
        out     0a1h, al
        mov     al, 01h
        out     21h, al
        out     0a1h, al
        mov     ax, [board_masks]
        out     0a1h, al
        mov     al, ah
        out     21h, al
.real_mode:
        sti
        EXPECT16 board_seen, 0100h
        EXPECT16 board_cs, 0030h
        ret

        align   8, db 0
board_gdt:
        dq      0
        dw      3fh, board_gdt, 0, 0    ; itself
        dw      0, 0, 0, 0              ; IDT: empty
        dw      0ffffh, 0, 9300h, 0     ; DS
        dw      0ffffh, 0, 9300h, 0     ; ES
        dw      0ffffh, 0, 9300h, 0     ; SS
        dw      0ffffh, 0, 9b00h, 0     ; CS
        dq      0                       ; for the BIOS
board_real_idt:
        dw      3ffh
        dd      0
board_vector:   dd 0
board_control:  dw 033bh                ; division by zero not masked
board_seen:     dw 0
board_cs:       dw 0
board_masks:    dw 0
board_errors:   db 0
