; SPDX-License-Identifier: MIT
; protected-mode.asm - leave real mode for good and enter the kernel.
;
; The kernel finds: EAX = the Multiboot magic, EBX -> the record, 4 GiB flat
; segments, paging and interrupts off, A20 open. Nothing else is promised.
;
; Source: Intel SDM Vol. 3A, "Switching to Protected Mode"; Multiboot
; Specification 0.6.96, "Machine state".

        bits    16

CR0_PE         equ 1
SELECTOR_CODE  equ 08h
SELECTOR_DATA  equ 10h

protected_mode:
        cli
        lgdt    [gdt_pointer]
        MARK    MARK_PROTECTED_MODE
        mov     eax, cr0
        or      al, CR0_PE
        mov     cr0, eax
        jmp     SELECTOR_CODE:.flat

        bits    32
.flat:
        mov     ax, SELECTOR_DATA
        mov     ds, ax
        mov     es, ax
        mov     fs, ax
        mov     gs, ax
        mov     ss, ax
        mov     eax, MB_LOADER_MAGIC
        mov     ebx, info
        jmp     [kernel_entry]

        bits    16

section .data
        align   8, db 0
gdt:
        dq      0                       ; null
        dq      00cf9a000000ffffh       ; code, 32-bit, 4 GiB
        dq      00cf92000000ffffh       ; data, 4 GiB
gdt_pointer:
        dw      gdt_pointer - gdt - 1
        dd      gdt
section .text
