; SPDX-License-Identifier: MIT
; memory-map.asm - ask the BIOS which addresses are RAM.
;
; The answer is kept as the kernel will get it: Multiboot map entries of 24
; bytes. A BIOS without E820 knows sizes only; they are turned into entries.
;
; Source: ACPI Specification, "INT 15H, E820H - Query System Address Map";
; Multiboot Specification 0.6.96, "Boot information format".

        bits    16

E820_SMAP      equ 534d4150h            ; "SMAP"
MAP_ENTRIES    equ 32
MAP_RAM        equ 1

struc map
    .size:      resd 1                  ; of what follows: always 20
    .base:      resq 1
    .length:    resq 1
    .type:      resd 1
endstruc

; Fill memory_map.
memory_map_read:
        mov     di, memory_map
        xor     ebx, ebx
.next:
        mov     eax, 0e820h
        mov     edx, E820_SMAP
        mov     ecx, map_size - map.base
        push    di
        add     di, map.base
        int     15h
        pop     di
        jc      .end
        cmp     eax, E820_SMAP
        jne     .end
        mov     eax, [di + map.length]
        or      eax, [di + map.length + 4]
        jz      .empty
        mov     dword [di + map.size], map_size - map.base
        add     di, map_size
.empty:
        test    ebx, ebx
        jz      .end
        cmp     di, memory_map.end
        jb      .next
.end:
        cmp     di, memory_map
        jne     .done
        call    memory_map_sizes
.done:
        mov     [memory_map_end], di
        ret

; Without E820: base memory, memory up to 16 MiB, memory above.
; In and out: DI -> next free entry.
memory_map_sizes:
        int     12h                     ; AX = KiB from 0
        movzx   ecx, ax
        xor     eax, eax
        call    memory_map_add
        mov     ax, 0e801h
        xor     cx, cx
        xor     dx, dx
        int     15h
        jc      .old
        jcxz    .pair                   ; some BIOSes answer in AX and BX
        mov     ax, cx
        mov     bx, dx
.pair:
        movzx   ecx, ax                 ; KiB from 1 MiB up to 16 MiB
        push    bx
        mov     eax, ONE_MIB
        call    memory_map_add
        pop     bx
        movzx   ecx, bx                 ; 64 KiB units from 16 MiB
        shl     ecx, 6
        mov     eax, 16 * ONE_MIB
        jmp     memory_map_add
.old:
        mov     ah, 88h
        int     15h                     ; AX = KiB from 1 MiB
        movzx   ecx, ax
        mov     eax, ONE_MIB

; Add ECX KiB of RAM from EAX, if there are any.
memory_map_add:
        jecxz   .done
        shl     ecx, 10
        mov     dword [di + map.size], map_size - map.base
        mov     [di + map.base], eax
        mov     [di + map.length], ecx
        mov     dword [di + map.type], MAP_RAM
        add     di, map_size
.done:
        ret

; Out: EAX = KiB of RAM from 1 MiB on without a gap.
memory_upper:
        mov     si, memory_map
.next:
        cmp     si, [memory_map_end]
        je      .none
        cmp     dword [si + map.type], MAP_RAM
        jne     .other
        cmp     dword [si + map.base + 4], 0
        jne     .other
        cmp     dword [si + map.base], ONE_MIB
        je      .found
.other:
        add     si, map_size
        jmp     .next
.found:
        mov     eax, [si + map.length]
        mov     edx, [si + map.length + 4]
        shrd    eax, edx, 10
        ret
.none:
        xor     eax, eax
        ret

; Out: CF = 0 if the bytes from EAX up to EDX (not included) are RAM.
memory_is_ram:
        mov     si, memory_map
.next:
        cmp     si, [memory_map_end]
        je      .no
        cmp     dword [si + map.type], MAP_RAM
        jne     .other
        cmp     dword [si + map.base + 4], 0
        jne     .other
        cmp     eax, [si + map.base]
        jb      .other
        mov     ebx, [si + map.base]
        add     ebx, [si + map.length]
        jc      .yes                    ; it ends above 4 GiB
        cmp     dword [si + map.length + 4], 0
        jne     .yes
        cmp     ebx, edx
        jae     .yes
.other:
        add     si, map_size
        jmp     .next
.yes:
        clc
        ret
.no:
        stc
        ret

section .bss
memory_map:     resb MAP_ENTRIES * map_size
.end:
memory_map_end: resw 1                  ; -> behind the last entry
                alignb 4
section .text
