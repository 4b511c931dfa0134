; SPDX-License-Identifier: MIT
; How a service is called and what came back is compared.
;
;       TEST    "int13.read"            begin, and end the test before
;       SET     ax, 0201h               a register for the next call
;       CALL_INT 13h, R_AX              call; only these registers may change
;       EXPECT8 out.ah, 0               compare what came back
;       EXPECT_CF 0
;
; A register that is not SET holds a value of its own, so that one that the
; service loses is seen.

struc regs
.eax    resd 1
.ecx    resd 1
.edx    resd 1
.ebx    resd 1
.ebp    resd 1
.esi    resd 1
.edi    resd 1
.ds     resw 1
.es     resw 1
.flags  resw 1
endstruc

R_AX            equ 01h                 ; registers that may change
R_CX            equ 02h
R_DX            equ 04h
R_BX            equ 08h
R_BP            equ 10h
R_SI            equ 20h
R_DI            equ 40h
R_ES            equ 80h
REGS_CHECKED    equ 7

in.ax           equ regs_in + regs.eax
in.bx           equ regs_in + regs.ebx
in.cx           equ regs_in + regs.ecx
in.dx           equ regs_in + regs.edx
in.bp           equ regs_in + regs.ebp
in.si           equ regs_in + regs.esi
in.di           equ regs_in + regs.edi
in.eax          equ regs_in + regs.eax
in.edi          equ regs_in + regs.edi
in.ebx          equ regs_in + regs.ebx
in.ecx          equ regs_in + regs.ecx
in.edx          equ regs_in + regs.edx
in.ds           equ regs_in + regs.ds
in.es           equ regs_in + regs.es
out.ax          equ regs_out + regs.eax
out.al          equ regs_out + regs.eax
out.ah          equ regs_out + regs.eax + 1
out.bx          equ regs_out + regs.ebx
out.bl          equ regs_out + regs.ebx
out.bh          equ regs_out + regs.ebx + 1
out.cx          equ regs_out + regs.ecx
out.cl          equ regs_out + regs.ecx
out.ch          equ regs_out + regs.ecx + 1
out.dx          equ regs_out + regs.edx
out.dl          equ regs_out + regs.edx
out.dh          equ regs_out + regs.edx + 1
out.bp          equ regs_out + regs.ebp
out.eax         equ regs_out + regs.eax
out.ebx         equ regs_out + regs.ebx
out.ecx         equ regs_out + regs.ecx
out.edx         equ regs_out + regs.edx
out.es          equ regs_out + regs.es
out.di          equ regs_out + regs.edi

%macro TEST 1
        call    test_begin
        db      %1, 0
%endmacro

%macro SET 2
        mov     word [in.%1], %2
%endmacro
%macro SET32 2
        mov     dword [in.%1], %2
%endmacro

%macro CALL_INT 2
        mov     ax, (%2) << 8 | (%1)
        call    call_int
%endmacro

; EXPECT8 address, value [, other value that is right as well]
%macro EXPECT8 2
        EXPECT8 %1, %2, %2
%endmacro
%macro EXPECT8 3
        movzx   eax, byte [%1]
        mov     ecx, (%2) & 0ffh
        mov     edx, (%3) & 0ffh
        call    expect
        db      %str(%1), 0
%endmacro
%macro EXPECT16 2
        EXPECT16 %1, %2, %2
%endmacro
%macro EXPECT16 3
        movzx   eax, word [%1]
        mov     ecx, (%2) & 0ffffh
        mov     edx, (%3) & 0ffffh
        call    expect
        db      %str(%1), 0
%endmacro
%macro EXPECT32 2
        EXPECT32 %1, %2, %2
%endmacro
%macro EXPECT32 3
        mov     eax, [%1]
        mov     ecx, %2
        mov     edx, %3
        call    expect
        db      %str(%1), 0
%endmacro
; EXPECT16_EAX address: the word there is EAX.
%macro EXPECT16_EAX 1
        mov     ecx, eax
        mov     edx, eax
        movzx   eax, word [%1]
        call    expect
        db      %str(%1), 0
%endmacro
; EXPECT_EAX name, value: what the test worked out itself.
%macro EXPECT_EAX 2
        mov     ecx, %2
        mov     edx, ecx
        call    expect
        db      %1, 0
%endmacro
%macro EXPECT_CF 1
        movzx   eax, word [regs_out + regs.flags]
        and     eax, 1
        EXPECT_EAX "carry", %1
%endmacro
%macro EXPECT_ZF 1
        movzx   eax, word [regs_out + regs.flags]
        shr     eax, 6
        and     eax, 1
        EXPECT_EAX "zero flag", %1
%endmacro

; ONLY_OURS label: go there if the BIOS is another one.
%macro ONLY_OURS 1
        cmp     byte [ours], 0
        je      %1
%endmacro

; --- tests ------------------------------------------------------------------

; The name follows the call.
test_begin:
        call    test_end
        pop     si
        mov     [test_name], si
.skip:  lodsb
        test    al, al
        jnz     .skip
        mov     byte [test_failed], 0
        push    si
        jmp     regs_reset

; Tell how the current test went.
test_end:
        cmp     word [test_name], 0
        je      .none
        cmp     byte [test_failed], 0
        jne     .none
        mov     si, text_ok
        call    put_text
        mov     si, [test_name]
        call    put_text
        call    put_line_end
.none:  mov     word [test_name], 0
        ret

; EAX = what came, ECX, EDX = what may come; its name follows the call.
; Registers are lost.
expect:
        pop     si
        mov     di, si
.skip:  cmp     byte [si], 0
        lea     si, [si + 1]
        jne     .skip
        push    si
        cmp     eax, ecx
        je      .right
        cmp     eax, edx
        je      .right
        call    put_failure
.right: ret

; "FAIL name: ", the text at DI, that it is EAX instead of ECX.
put_failure:
        push    eax
        push    ecx
        mov     byte [test_failed], 1
        mov     si, text_fail
        call    put_text
        mov     si, [test_name]
        call    put_text
        mov     si, text_colon
        call    put_text
        mov     si, di
        call    put_text
        mov     si, text_expected
        call    put_text
        pop     eax
        call    put_hex
        mov     si, text_got
        call    put_text
        pop     eax
        call    put_hex
        jmp     put_line_end

; --- calls ------------------------------------------------------------------

; Give each register in regs_in a value that no service leaves by chance.
regs_reset:
        mov     si, regs_start
        mov     di, regs_in
        mov     cx, regs_size
        rep     movsb
        ret

regs_start:
        dd      0a1a2a3a4h, 0c1c2c3c4h, 0d1d2d3d4h, 0b1b2b3b4h
        dd      0e1e2e3e4h, 051525354h, 0d9dad2d4h
        dw      BUFFER_SEG, BUFFER2_SEG, 0

; AL = vector, AH = registers that may change. From regs_in to regs_out.
call_int:
        mov     [.vector + 1], al
        mov     [call_may_change], ah
        mov     [call_sp], sp
        jmp     .go                     ; the changed byte is fetched again
.go:    mov     eax, [regs_in + regs.eax]
        mov     ecx, [regs_in + regs.ecx]
        mov     edx, [regs_in + regs.edx]
        mov     ebx, [regs_in + regs.ebx]
        mov     ebp, [regs_in + regs.ebp]
        mov     esi, [regs_in + regs.esi]
        mov     edi, [regs_in + regs.edi]
        mov     es, [regs_in + regs.es]
        mov     ds, [regs_in + regs.ds]
        stc                             ; a service that leaves CF is seen
.vector:
        int     0
        mov     [cs:regs_out + regs.ds], ds
        push    0
        pop     ds
        mov     [regs_out + regs.eax], eax
        pushf
        pop     ax
        mov     [regs_out + regs.flags], ax
        mov     [regs_out + regs.ecx], ecx
        mov     [regs_out + regs.edx], edx
        mov     [regs_out + regs.ebx], ebx
        mov     [regs_out + regs.ebp], ebp
        mov     [regs_out + regs.esi], esi
        mov     [regs_out + regs.edi], edi
        mov     [regs_out + regs.es], es
        push    0
        pop     es
        cld
        movzx   eax, sp
        movzx   edx, word [call_sp]
        mov     sp, dx
        EXPECT_EAX "SP", edx
        call    check_kept
        jmp     regs_reset

; Registers that must not change have not changed, and interrupts are on.
check_kept:
        xor     bx, bx
        mov     bp, names_of_registers
.next:  bt      [call_may_change], bx
        jc      .other
        mov     si, bx
        shl     si, 2
        mov     eax, [regs_out + si]
        mov     ecx, [regs_in + si]
        mov     edx, ecx
        cmp     eax, ecx
        je      .other
        mov     di, bp
        call    put_failure
.other: add     bp, 4
        inc     bx
        cmp     bx, REGS_CHECKED
        jb      .next
        movzx   eax, word [regs_out + regs.ds]
        movzx   ecx, word [regs_in + regs.ds]
        EXPECT_EAX "DS", ecx
        test    byte [call_may_change], R_ES
        jnz     .flags
        movzx   eax, word [regs_out + regs.es]
        movzx   ecx, word [regs_in + regs.es]
        EXPECT_EAX "ES", ecx
.flags: movzx   eax, word [regs_out + regs.flags]
        shr     eax, 9
        and     eax, 1
        EXPECT_EAX "interrupt flag", 1
        ret

names_of_registers:
        db      "EAX", 0, "ECX", 0, "EDX", 0, "EBX", 0
        db      "EBP", 0, "ESI", 0, "EDI", 0

; Is it the BIOS of bootscope? Its name is somewhere in the ROM.
find_our_bios:
        push    es
        push    0f000h
        pop     es
        xor     di, di
.next:  mov     si, .name
        mov     cx, .name_end - .name
        push    di
        repe    cmpsb
        pop     di
        je      .ours
        inc     di
        cmp     di, 0ff00h
        jb      .next
        pop     es
        ret
.ours:  mov     byte [ours], 1
        pop     es
        ret
.name:  db      "bootscope BIOS"
.name_end:

text_ok:        db "ok ", 0
text_fail:      db "FAIL ", 0
text_colon:     db ": ", 0
text_expected:  db ": expected ", 0
text_got:       db ", got ", 0

        align   4, db 0
regs_in:  times regs_size db 0
        align   4, db 0
regs_out:  times regs_size db 0
call_may_change: dw 0
call_sp:        dw 0
test_name:      dw 0
test_failed:    db 0
ours:           db 0
