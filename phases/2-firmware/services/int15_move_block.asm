; SPDX-License-Identifier: MIT
; INT 15h AH=87h: copy memory anywhere below 4 GiB. The one service that
; leaves real mode: CX words are copied in protected mode, with a GDT that the
; caller has begun at ES:SI, and we are back. Interrupts stay off all the time.
;
;   00h  null                   18h  destination, by the caller
;   08h  the GDT itself         20h  code of the BIOS
;   10h  source, by the caller  28h  stack
;
; Source: IBM PC AT Technical Reference, ROM BIOS, "Block Move"; SDM Vol. 3A,
; "Switching Modes".

MOVE_GDT                equ 08h
MOVE_SOURCE             equ 10h
MOVE_DESTINATION        equ 18h
MOVE_CODE               equ 20h
MOVE_STACK              equ 28h
MOVE_GDT_LIMIT          equ 2fh
MOVE_MAX_WORDS          equ 8000h       ; 64 KiB

ACCESS_DATA             equ 93h         ; present, ring 0, writable
ACCESS_CODE             equ 9bh         ; present, ring 0, readable
GATE_INTERRUPT_16       equ 86h

MOVE_EXCEPTION          equ 02h         ; AH: the processor refused
MOVE_A20_FAILED         equ 03h

int15_move_block:
        mov     al, MOVE_EXCEPTION
        cmp     cx, MOVE_MAX_WORDS
        ja      .bad
        call    move_descriptors
        call    a20_state
        push    ax                      ; A20 as the caller had it
        mov     al, 1
        call    a20_set
        mov     al, MOVE_A20_FAILED
        jc      .restore
        call    move_protected
.restore:
        mov     bl, al
        pop     ax
        call    a20_set
        mov     al, bl
.bad:   mov     CALLER_AH, al
        test    al, al
        jnz     service_carry
        or      CALLER_FLAGS, FLAG_ZF   ; the AT told by ZF as well
        jmp     service_ok

; Complete the GDT at ES:SI. EAX, EBX are lost.
move_descriptors:
        mov     ax, es
        movzx   eax, ax
        shl     eax, 4
        movzx   ebx, si
        add     eax, ebx
        mov     bx, MOVE_GDT_LIMIT
        mov     di, MOVE_GDT
        call    .data
        mov     ax, ss
        movzx   eax, ax
        shl     eax, 4
        mov     bx, 0ffffh
        mov     di, MOVE_STACK
        call    .data
        mov     eax, 0f0000h
        mov     di, MOVE_CODE
        mov     cl, ACCESS_CODE
        jmp     .set
.data:  mov     cl, ACCESS_DATA
.set:   add     di, si
        mov     [es:di], bx             ; limit
        mov     [es:di + 2], eax        ; base 23:0
        mov     [es:di + 5], cl         ; access
        mov     word [es:di + 6], 0
        ret

; The copy itself. Out: AL = 0 or MOVE_EXCEPTION. All but BP, SP are lost.
move_protected:
        movzx   ebx, sp                 ; 31:16 = status
        mov     dx, ss
        movzx   ecx, CALLER_CX
        lgdt    [es:si + MOVE_GDT]      ; its base ends before the access byte
        lidt    [cs:move_idtr]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     MOVE_CODE:.protected
.protected:
        mov     ax, MOVE_STACK
        mov     ss, ax
        mov     ax, MOVE_SOURCE
        mov     ds, ax
        mov     ax, MOVE_DESTINATION
        mov     es, ax
        xor     esi, esi
        xor     edi, edi
        shr     ecx, 1
        pushf
        rep     movsd
        popf
        adc     cx, cx
        rep     movsw
.back:  mov     ax, MOVE_STACK          ; segments with the limit of real mode
        mov     ds, ax
        mov     es, ax
        mov     eax, cr0
        and     al, 0feh
        mov     cr0, eax
        jmp     0f000h:.real
.real:  lidt    [cs:real_idtr]
        mov     ss, dx
        mov     sp, bx
        push    BDA_SEG
        pop     ds
        shr     ebx, 16
        mov     al, bl
        ret

; A descriptor that is not good for the block leads here, on our stack.
move_exception:
        or      ebx, MOVE_EXCEPTION << 16
        jmp     move_protected.back

        align   4
move_idtr:
        dw      move_idt.end - move_idt - 1
        dd      0f0000h + move_idt
real_idtr:
        dw      3ffh
        dd      0
move_idt:
        times 14 dw move_exception, MOVE_CODE, GATE_INTERRUPT_16 << 8, 0
.end:
