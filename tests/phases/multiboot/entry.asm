; SPDX-License-Identifier: MIT
;
; entry.asm - the headers of a kernel for loaders of both Multiboot editions,
; and its first steps: main(what is in EAX, what EBX points to).
; Source: Multiboot Specification 0.6.96, "Header layout"; Multiboot2
; Specification 2.0, "Header tags".

MAGIC                   equ 1badb002h
FLAGS                   equ 7           ; aligned modules, memory, video
MAGIC2                  equ 0e85250d6h
OPTIONAL                equ 1

        bits    32
        extern  main
        global  _start

        section .multiboot
        align   4
        dd      MAGIC, FLAGS, -(MAGIC + FLAGS)
        dd      0, 0, 0, 0, 0           ; no addresses: it is an ELF file
        dd      0, 640, 480, 32         ; a linear picture, if there is one

        align   8
header2:
        dd      MAGIC2, 0, header2_end - header2
        dd      -(MAGIC2 + header2_end - header2)
        dw      5, OPTIONAL             ; framebuffer
        dd      20, 640, 480, 32
        align   8, db 0
        dw      6, 0                    ; modules begin on pages
        dd      8
        dw      0, 0                    ; the end
        dd      8
header2_end:

        section .text
_start:
        cli
        cld
        mov     esp, stack_top
        push    ebx
        push    eax
        call    main
.end:
        cli
        hlt
        jmp     .end

        section .note.GNU-stack noalloc noexec nowrite progbits
        section .bss
        align   16
        resb    16384
stack_top:
