; SPDX-License-Identifier: MIT
; high-memory.asm - put bytes above 1 MiB, which real mode cannot address.
;
; INT 15h AH=87h copies by way of protected mode. It takes a descriptor table
; with the source and the destination in it; the BIOS fills in the others.
;
; Source: IBM PC AT Technical Reference, "BIOS Listing", BLOCKMOVE.

        bits    16

; Base fields of a segment descriptor. The last byte holds the bits 31:24.
; SET_BASE descriptor: EAX = base. Changes EAX.
%macro SET_BASE 1
        mov     [%1 + 2], ax
        shr     eax, 16
        mov     [%1 + 4], al
        mov     [%1 + 7], ah
%endmacro

; Copy ECX (at most 32 KiB) bytes from linear ESI to linear EDI. The BIOS
; copies words: after an odd count one more byte is written, which belongs to
; the segment that is loaded next or to nobody.
high_copy:
        jecxz   .done
        mov     eax, esi
        SET_BASE block_source
        mov     eax, edi
        SET_BASE block_target
        inc     ecx
        shr     ecx, 1
        push    edi
        mov     si, block_table
        mov     ah, 87h
        int     15h
        pop     edi
        jc      .failed
.done:
        ret
.failed:
        movzx   eax, ah
        FAIL    `The BIOS cannot copy to the address %x (INT 15h AH=87h, status %b).\n`, edi, eax

; Zero ECX bytes from linear EDI on.
high_zero:
        push    ecx
        push    es
        push    edi
        mov     ax, ZEROS_SEGMENT
        mov     es, ax
        xor     di, di
        xor     eax, eax
        mov     cx, ZEROS_BYTES / 4
        rep stosd
        pop     edi
        pop     es
        pop     ecx
.next:
        jecxz   .done
        push    ecx
        push    edi
        cmp     ecx, ZEROS_BYTES
        jbe     .fits
        mov     ecx, ZEROS_BYTES
.fits:
        mov     [high_step], ecx
        mov     esi, ZEROS
        call    high_copy
        pop     edi
        pop     ecx
        add     edi, [high_step]
        sub     ecx, [high_step]
        jmp     .next
.done:
        ret

section .data
        align   4, db 0
block_table:
        dq      0                       ; null
        dq      0                       ; this table, set by the BIOS
block_source:
        dq      0000930000_00ffffh      ; writable data, 64 KiB
block_target:
        dq      0000930000_00ffffh
        dq      0                       ; BIOS code
        dq      0                       ; stack

section .bss
high_step:      resd 1
section .text
