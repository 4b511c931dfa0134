; SPDX-License-Identifier: MIT
; POST step 13, between A20 and the cells: the address lines above A20.
;
; Where we are: as in memory.asm. Two addresses that differ in one line must be
; two cells. If they are one, a test of all cells would destroy the vectors
; and the stack on its way, so the lines come first. Below A20 there is nothing
; to look for: this ROM needs all of those lines to run at all.

LINE_CELL               equ 500h        ; free memory, as in a20.asm
LINE_LOW                equ 0a5a5a5a5h
LINE_HIGH               equ 5a5a5a5ah

; EBDA_EXTENDED_KB ends where memory begins to repeat.
test_address_lines:
        POST_STEP ADDRESS_LINES
        mov     esi, [es:EBDA_EXTENDED_KB]
        shl     esi, 10
        add     esi, MIB
        call    flat_find_stuck_line
        jnc     .done
        mov     si, error_line
        call    print_error
        bsr     eax, edi
        mov     cl, 0
        call    print_decimal
        PRINT   text_line_repeats
        mov     eax, edi
        shr     eax, 10
        call    print_decimal
        PRINT   text_line_kb
        sub     edi, MIB
        shr     edi, 10
        mov     [es:EBDA_EXTENDED_KB], edi
        or      word [es:EBDA_POST_ERRORS], POST_ERR_MEMORY
.done:  ret

; ESI = end of memory. CF=1: EDI = the line that makes no difference, as a
; power of two. EAX, EBX, ECX are lost.
flat_find_stuck_line:
        push    ds
        push    es
        pushfd
        cli
        FLAT_ENTER
        mov     edi, 2 * MIB
.line:  cmp     edi, esi
        jae     .good
        mov     eax, [dword LINE_CELL]
        mov     ebx, [edi + LINE_CELL]
        mov     dword [dword LINE_CELL], LINE_LOW
        mov     dword [edi + LINE_CELL], LINE_HIGH
        mov     ecx, [dword LINE_CELL]
        mov     [edi + LINE_CELL], ebx
        mov     [dword LINE_CELL], eax
        cmp     ecx, LINE_HIGH
        je      .stuck
        shl     edi, 1
        jmp     .line
.good:  FLAT_LEAVE
        popfd
        clc
        jmp     .end
.stuck: FLAT_LEAVE
        popfd
        stc
.end:   pop     es
        pop     ds
        ret

error_line:
        db      "Address line ", 0
text_line_repeats:
        db      " makes no difference: memory repeats after ", 0
text_line_kb:
        db      " KB.", 13, 10, 0
