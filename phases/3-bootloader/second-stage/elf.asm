; SPDX-License-Identifier: MIT
; elf.asm - load the segments of an ELF executable for the 386.
;
; A program header gives a segment two addresses: where the kernel will see it
; once paging is on (p_vaddr) and where it belongs until then (p_paddr). We
; load to the second; the entry point, which is of the first kind, is moved by
; the same distance.
;
; Source: System V ABI, "ELF Header" and "Program Header".

        bits    16

ELF_MAGIC      equ 464c457fh            ; 7Fh "ELF"
ELF_32_LSB     equ 0101h                ; 32-bit, little-endian
ELF_EXECUTABLE equ 2
ELF_386        equ 3
ELF_LOAD       equ 1

struc elf
    .magic:     resd 1
    .class:     resw 1                  ; and byte order
    .ident:     resb 10
    .type:      resw 1
    .machine:   resw 1
    .version:   resd 1
    .entry:     resd 1
    .phoff:     resd 1
    .shoff:     resd 1
    .flags:     resd 1
    .ehsize:    resw 1
    .phentsize: resw 1
    .phnum:     resw 1
endstruc

struc ph
    .type:      resd 1
    .offset:    resd 1
    .vaddr:     resd 1
    .paddr:     resd 1
    .filesz:    resd 1
    .memsz:     resd 1
endstruc

; Load all segments of the open file; its start is in kernel_head.
; Out: kernel_entry is set.
elf_load:
        call    elf_check
        mov     dword [kernel_entry], 0
        mov     cx, [kernel_head + elf.phnum]
        mov     eax, [kernel_head + elf.phoff]
.next:
        push    cx
        push    eax
        call    elf_segment
        pop     eax
        pop     cx
        movzx   edx, word [kernel_head + elf.phentsize]
        add     eax, edx
        loop    .next
        cmp     dword [kernel_entry], 0
        je      .no_entry
        ret
.no_entry:
        movzx   edx, word [path]
        FAIL    `The file %s is damaged: its entry point %x lies in none of its segments.\n`, \
                edx, [kernel_head + elf.entry]

elf_check:
        movzx   edx, word [path]
        cmp     dword [kernel_bytes], elf_size
        jb      .other
        cmp     dword [kernel_head + elf.magic], ELF_MAGIC
        jne     .other
        cmp     word [kernel_head + elf.class], ELF_32_LSB
        jne     .machine
        cmp     word [kernel_head + elf.machine], ELF_386
        jne     .machine
        cmp     word [kernel_head + elf.type], ELF_EXECUTABLE
        jne     .relocatable
        cmp     word [kernel_head + elf.phnum], 0
        je      .empty
        cmp     word [kernel_head + elf.phentsize], ph_size
        jb      .empty
        ret
.other:
        FAIL    `The file %s is no ELF file, and its Multiboot header gives no addresses.\n`, edx
.machine:
        FAIL    `The kernel %s is not made for a 32-bit x86 CPU.\n`, edx
.relocatable:
        FAIL    `The file %s is an ELF file, but no executable.\n`, edx
.empty:
        FAIL    `The file %s has no ELF program headers to load.\n`, edx

; Load the segment whose program header is at offset EAX of the file.
elf_segment:
        mov     edx, eax
        add     edx, ph_size
        jc      .cut
        cmp     edx, [file_size]
        ja      .cut
        mov     ecx, ph_size
        mov     di, elf_header
        call    file_copy
        cmp     dword [elf_header + ph.type], ELF_LOAD
        jne     .done
        cmp     dword [elf_header + ph.memsz], 0
        je      .done
        mov     eax, [elf_header + ph.offset]
        mov     [segment_offset], eax
        mov     eax, [elf_header + ph.paddr]
        mov     [segment_address], eax
        mov     eax, [elf_header + ph.filesz]
        mov     [segment_file_bytes], eax
        mov     eax, [elf_header + ph.memsz]
        mov     [segment_memory_bytes], eax
        call    elf_entry
        jmp     segment_load
.done:
        ret
.cut:
        movzx   edx, word [path]
        FAIL    `The file %s is cut short: its program headers end beyond byte %u.\n`, \
                edx, [file_size]

; Does the entry point lie in this segment? By its address under paging or,
; in kernels that give the other one, by where it is loaded.
elf_entry:
        mov     eax, [kernel_head + elf.entry]
        mov     ecx, eax
        sub     ecx, [elf_header + ph.vaddr]
        cmp     ecx, [elf_header + ph.memsz]
        jb      .found
        mov     ecx, eax
        sub     ecx, [elf_header + ph.paddr]
        cmp     ecx, [elf_header + ph.memsz]
        jb      .found
        ret
.found:
        add     ecx, [elf_header + ph.paddr]
        mov     [kernel_entry], ecx
        ret

section .bss
elf_header:     resb ph_size
section .text
