; SPDX-License-Identifier: MIT
; kernel.asm - from a menu entry to a running kernel.

        bits    16

; In: BX -> entry of the menu. Never returns.
kernel_start:
        push    bx
        mov     si, [bx + entry.kernel]
        movzx   edx, si
        SAY     `Loading %s `, edx
        call    fat_open
        call    memory_map_read
        call    multiboot_find
        mov     word [segment_number], 0
        mov     dword [segment_bytes], 0
        test    dword [bx + header.flags], MB_ADDRESSES
        jnz     .addresses
        call    elf_load
        jmp     .loaded
.addresses:
        call    multiboot_load
.loaded:
        SAY     ` %u bytes.\n`, [file_size]
        pop     bx
        call    multiboot_info
        call    a20_open
        jmp     protected_mode

section .bss
kernel_entry:   resd 1                  ; physical address
section .text
