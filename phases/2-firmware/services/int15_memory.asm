; SPDX-License-Identifier: MIT
; INT 15h: how much memory there is, in three generations (AH=88h, AX=E801h,
; AX=E820h). See int15.asm for where we are.
;
; POST has left the KB above 1 MiB in the EBDA, and those below in the BDA.

KB_TO_16M               equ 15 * 1024
MEMORY_88_LIMIT         equ 63 * 1024   ; more does not fit in 16 bits
SMAP                    equ 534d4150h   ; 'SMAP'
SMAP_USABLE             equ 1
SMAP_RESERVED           equ 2
SMAP_ENTRY_BYTES        equ 20

BASE_END                equ 0a0000h
ROM_START               equ 0f0000h
MIB_1                   equ 100000h
ROM_ALIAS               equ 0ffff0000h

; EAX = KB above 1 MiB. ES is lost.
memory_extended_kb:
        mov     es, [BDA_EBDA_SEG]
        mov     eax, [es:EBDA_EXTENDED_KB]
        ret

; AH=88h: AX = KB above 1 MiB.
int15_extended_kb:
        call    memory_extended_kb
        cmp     eax, MEMORY_88_LIMIT
        jbe     .set
        mov     ax, MEMORY_88_LIMIT
.set:   mov     CALLER_AX, ax
        jmp     service_ok

int15_memory_map:
        cmp     al, 01h
        je      memory_e801
        cmp     al, 20h
        je      memory_e820
        jmp     system_unsupported

; AX=E801h: AX, CX = KB from 1 to 16 MiB; BX, DX = 64 KiB blocks above that.
memory_e801:
        call    memory_extended_kb
        xor     ebx, ebx
        cmp     eax, KB_TO_16M
        jbe     .set
        mov     ebx, eax
        sub     ebx, KB_TO_16M
        shr     ebx, 6
        mov     ax, KB_TO_16M
.set:   mov     CALLER_AX, ax
        mov     CALLER_CX, ax
        mov     CALLER_BX, bx
        mov     CALLER_DX, bx
        jmp     service_ok

; AX=E820h: entry EBX of the memory map to ES:DI: base and length, 8 bytes
; each, and type. Out: EAX = 'SMAP', ECX = bytes, EBX = next entry, 0: last.
memory_e820:
        cmp     edx, SMAP
        jne     system_unsupported
        cmp     ecx, SMAP_ENTRY_BYTES
        jb      system_unsupported
        cmp     ebx, SMAP_ENTRIES
        jae     system_unsupported
        push    es
        mov     si, bx
        shl     si, 1
        call    [cs:smap_entries + si]  ; EAX = base, ECX = end, DL = type
        pop     es
        sub     ecx, eax
        mov     di, CALLER_DI
        mov     [es:di], eax
        mov     dword [es:di + 4], 0
        mov     [es:di + 8], ecx
        mov     dword [es:di + 12], 0
        movzx   edx, dl
        mov     [es:di + 16], edx
        inc     bx
        cmp     bx, SMAP_ENTRIES
        jb      .more
        xor     bx, bx
.more:  mov     CALLER_EBX, ebx
        mov     CALLER_EAX, SMAP
        mov     CALLER_ECX, SMAP_ENTRY_BYTES
        jmp     service_ok

smap_entries:
        dw      smap_base
        dw      smap_ebda
        dw      smap_rom
        dw      smap_extended
        dw      smap_rom_alias
SMAP_ENTRIES            equ ($ - smap_entries) / 2

smap_base:
        movzx   ecx, word [BDA_MEMORY_KB]
        shl     ecx, 10
        xor     eax, eax
        mov     dl, SMAP_USABLE
        ret
smap_ebda:
        movzx   eax, word [BDA_MEMORY_KB]
        shl     eax, 10
        mov     ecx, BASE_END
        mov     dl, SMAP_RESERVED
        ret
smap_rom:
        mov     eax, ROM_START
        mov     ecx, MIB_1
        mov     dl, SMAP_RESERVED
        ret
smap_extended:
        call    memory_extended_kb
        shl     eax, 10
        lea     ecx, [eax + MIB_1]
        mov     eax, MIB_1
        mov     dl, SMAP_USABLE
        ret
smap_rom_alias:
        mov     eax, ROM_ALIAS
        xor     ecx, ecx                ; 4 GiB
        mov     dl, SMAP_RESERVED
        ret
