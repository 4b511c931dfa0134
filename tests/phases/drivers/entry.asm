; SPDX-License-Identifier: MIT
;
; entry.asm - a Multiboot kernel without a system: a stack, a flat GDT of its
; own, and a stub for each of the 48 vectors that it uses.
; Source: Multiboot Specification 0.6.96, "The layout of Multiboot header".

MULTIBOOT_MAGIC         equ 1badb002h

        bits    32
        extern  main, interrupt
        global  _start, stubs

        section .multiboot
        align   4
        dd      MULTIBOOT_MAGIC, 0, -MULTIBOOT_MAGIC

        section .text
_start:
        cli
        cld
        mov     esp, stack_top
        lgdt    [gdt_pointer]
        jmp     8:.flat
.flat:
        mov     ax, 10h
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        call    main
.end:
        cli
        hlt
        jmp     .end

; interrupt(vector), all registers kept. Exceptions with an error code do not
; return, so nobody misses it.
every_vector:
        pushad
        cld
        push    dword [esp + 32]
        call    interrupt
        add     esp, 4
        popad
        add     esp, 4
        iretd

%assign vector 0
%rep 48
stub_%[vector]:
        push    dword vector
        jmp     every_vector
%assign vector vector + 1
%endrep

        section .rodata
        align   4
stubs:
%assign vector 0
%rep 48
        dd      stub_%[vector]
%assign vector vector + 1
%endrep

        section .data
        align   8
gdt:    dq      0, 00cf9a000000ffffh, 00cf92000000ffffh
gdt_pointer:
        dw      $ - gdt - 1
        dd      gdt

        section .note.GNU-stack noalloc noexec nowrite progbits
        section .bss
        align   16
        resb    16384
stack_top:
