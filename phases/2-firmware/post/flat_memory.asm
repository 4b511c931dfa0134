; SPDX-License-Identifier: MIT
; Reach for memory above 1 MiB: protected mode for a moment.
;
; Real mode ends at 10FFEFh. The test of a chunk runs in 16-bit protected
; mode with a 4 GiB data segment and comes back. SS keeps its real-mode
; descriptor, interrupts stay off, and no IDT is needed.
; Source: SDM Vol. 3A, "Mode Switching".

FLAT_CODE       equ 08h
FLAT_DATA       equ 10h
FLAT_REAL       equ 18h                 ; limits as real mode wants them

; FLAT_ENTER / FLAT_LEAVE: between them DS = ES = all memory. EAX is lost.
%macro FLAT_ENTER 0
        o32 lgdt [cs:flat_gdtr]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     FLAT_CODE:%%protected
%%protected:
        mov     ax, FLAT_DATA
        mov     ds, ax
        mov     es, ax
%endmacro

%macro FLAT_LEAVE 0
        mov     ax, FLAT_REAL
        mov     ds, ax
        mov     es, ax
        mov     eax, cr0
        and     al, 0feh
        mov     cr0, eax
        jmp     0f000h:%%real
%%real:
%endmacro

PATTERN         equ 55aa55aah
SECOND_BYTES    equ 400h                ; of each chunk, for the inverse

; Test ECX bytes at EDI, then leave EDI in the first dword as a stamp.
; CF = 1: EDI = the address that failed, EAX = what was read there.
; Other registers are kept.
flat_test:
        push    ds
        push    es
        push    ebx
        push    ecx
        push    edx
        pushfd
        cli
        mov     ebx, edi
        mov     edx, ecx
        FLAT_ENTER
        mov     eax, PATTERN
        call    .keeps
        jne     .failed
        not     eax
        mov     edx, SECOND_BYTES
        call    .keeps
        jne     .failed
        mov     [ebx], ebx
        mov     edi, ebx
        FLAT_LEAVE
        popfd
        clc
        jmp     .end
.failed:
        sub     edi, 4
        mov     ebx, [edi]
        FLAT_LEAVE
        mov     eax, ebx
        popfd
        stc
.end:
        pop     edx
        pop     ecx
        pop     ebx
        pop     es
        pop     ds
        ret

; EDX bytes of EAX at EBX. ZF = 1 if they read back.
.keeps:
        mov     edi, ebx
        mov     ecx, edx
        shr     ecx, 2
        a32 rep stosd
        mov     edi, ebx
        mov     ecx, edx
        shr     ecx, 2
        a32 repe scasd
        ret

; The stamps of the chunks (EDX bytes each) from EDI up to ESI must still be
; there: an address line that is stuck would have overwritten one.
; CF = 1: EDI = where not, EAX = what was read.
flat_check_stamps:
        push    ds
        push    es
        push    ebx
        pushfd
        cli
        FLAT_ENTER
.next:
        cmp     edi, esi
        jae     .good
        mov     ebx, [edi]
        cmp     ebx, edi
        jne     .failed
        add     edi, edx
        jmp     .next
.good:
        FLAT_LEAVE
        popfd
        clc
        jmp     .end
.failed:
        FLAT_LEAVE
        mov     eax, ebx
        popfd
        stc
.end:
        pop     ebx
        pop     es
        pop     ds
        ret

; The descriptors have their accessed bit set from the start: the CPU would
; set it in memory, and this memory is a ROM.
        align   8
flat_gdt:
        dq      0
        dq      00009b0f0000ffffh       ; code, base F0000h, 64 KiB, 16-bit
        dq      00cf93000000ffffh       ; data, base 0, 4 GiB
        dq      000093000000ffffh       ; data, base 0, 64 KiB
flat_gdt_end:
flat_gdtr:
        dw      flat_gdt_end - flat_gdt - 1
        dd      0f0000h + flat_gdt
