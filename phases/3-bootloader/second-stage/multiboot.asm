; SPDX-License-Identifier: MIT
; multiboot.asm - the contract between boot loader and kernel, version 1.
;
; The kernel carries a header in its first 8 KiB; the loader hands it a record
; with what only the BIOS knew.
;
; Source: Multiboot Specification 0.6.96, "OS image format" and "Boot
; information format".

        bits    16

MB_HEADER_MAGIC equ 1badb002h
MB_LOADER_MAGIC equ 2badb002h
MB_SEARCH       equ 8192                ; the header ends within these bytes
MB_REFUSED      equ 0fffch              ; required features that we lack
MB_ADDRESSES    equ 10000h              ; the header says where to load

struc header
    .magic:     resd 1
    .flags:     resd 1
    .checksum:  resd 1                  ; makes the sum of the three zero
    .address:   resd 1                  ; where the header itself belongs
    .load:      resd 1                  ; start of the part that is loaded
    .load_end:  resd 1                  ; 0: the rest of the file
    .bss_end:   resd 1                  ; 0: no zeroed part
    .entry:     resd 1
endstruc

MBI_FLAGS      equ 1 | 2 | 4 | 40h | 200h

struc mbi
    .flags:     resd 1
    .mem_lower: resd 1                  ; flag 0: KiB from 0
    .mem_upper: resd 1                  ;         KiB from 1 MiB
    .device:    resd 1                  ; flag 1
    .cmdline:   resd 1                  ; flag 2
    .mods:      resd 2                  ; flag 3: none
    .syms:      resd 4                  ; flags 4 and 5: none
    .map_length: resd 1                 ; flag 6
    .map:       resd 1
    .drives:    resd 2                  ; flag 7: none
    .config:    resd 1                  ; flag 8: none
    .loader:    resd 1                  ; flag 9
endstruc

; Find the header in the open file and check it.
; Out: BX -> header (in kernel_start_bytes).
multiboot_find:
        mov     ecx, [file_size]
        cmp     ecx, MB_SEARCH
        jbe     .read
        mov     ecx, MB_SEARCH
.read:
        mov     [kernel_bytes], ecx
        jecxz   .absent
        xor     eax, eax
        mov     di, kernel_head
        call    file_copy
        movzx   edx, word [path]
        xor     al, al                  ; 1 once a header with a wrong sum is met
        mov     bx, kernel_head
        mov     di, kernel_head - header.address
        add     di, [kernel_bytes]
.next:
        cmp     bx, di
        ja      .missing
        cmp     dword [bx + header.magic], MB_HEADER_MAGIC
        jne     .other
        mov     ecx, [bx + header.magic]
        add     ecx, [bx + header.flags]
        add     ecx, [bx + header.checksum]
        jz      .found
        mov     al, 1
.other:
        add     bx, 4
        jmp     .next
.found:
        mov     eax, [bx + header.flags]
        test    eax, MB_REFUSED
        jnz     .refused
        ret
.missing:
        test    al, al
        jnz     .checksum
.absent:
        movzx   edx, word [path]
        FAIL    `The file %s is no Multiboot kernel: its first 8192 bytes hold no header.\n`, edx
.checksum:
        FAIL    `The file %s has a damaged Multiboot header: its checksum is wrong.\n`, edx
.refused:
        FAIL    `The kernel %s needs features that this loader lacks (Multiboot flags %x).\n`, edx, eax

; Load the kernel as the addresses in the header at BX say. The header tells
; where it belongs in memory, its place in the file where the file begins.
multiboot_load:
        mov     ecx, [bx + header.address]
        sub     ecx, [bx + header.load]
        jb      .wrong
        movzx   eax, bx
        sub     eax, kernel_head
        sub     eax, ecx
        jb      .wrong
        mov     [segment_offset], eax
        mov     edx, [file_size]
        sub     edx, eax
        mov     eax, [bx + header.load]
        mov     [segment_address], eax
        cmp     dword [bx + header.load_end], 0
        je      .rest
        mov     edx, [bx + header.load_end]
        sub     edx, eax
        jb      .wrong
.rest:
        mov     [segment_file_bytes], edx
        mov     [segment_memory_bytes], edx
        cmp     dword [bx + header.bss_end], 0
        je      .no_bss
        mov     ecx, [bx + header.bss_end]
        sub     ecx, eax
        jb      .wrong
        mov     [segment_memory_bytes], ecx
.no_bss:
        mov     ecx, [bx + header.entry]
        mov     [kernel_entry], ecx
        sub     ecx, eax
        jb      .wrong
        cmp     ecx, [segment_memory_bytes]
        jae     .wrong
        jmp     segment_load
.wrong:
        movzx   edx, word [path]
        FAIL    `The file %s has a damaged Multiboot header: its addresses do not fit together.\n`, edx

; Fill the record for the kernel. In: BX -> entry of the menu.
multiboot_info:
        movzx   eax, word [bx + entry.append]
        mov     [info + mbi.cmdline], eax
        mov     dword [info + mbi.flags], MBI_FLAGS
        int     12h
        movzx   eax, ax
        mov     [info + mbi.mem_lower], eax
        call    memory_upper
        mov     [info + mbi.mem_upper], eax
        movzx   eax, word [memory_map_end]
        sub     eax, memory_map
        mov     [info + mbi.map_length], eax
        mov     dword [info + mbi.map], memory_map
        mov     dword [info + mbi.loader], loader_name
        call    partition_number
        mov     ah, [boot_drive]
        shl     eax, 16
        mov     ax, 0ffffh              ; no partitions within the partition
        mov     [info + mbi.device], eax
        ret

section .data
loader_name:    db "bootscope loader", 0

section .bss
info:           resb mbi_size
                alignb 4
kernel_bytes:   resd 1                  ; of kernel_head that are filled
kernel_head:    resb MB_SEARCH          ; the start of the kernel file
section .text
