; SPDX-License-Identifier: MIT
; kernel/interrupts/gdt_load.asm - take a new descriptor table into use.
;
; Where we are: ring 0, paging on, the loader's segments still in the
; registers. Each segment register is loaded again, CS by a far jump.

        bits    32

KERNEL_CODE     equ 08h
KERNEL_DATA     equ 10h

        global  gdt_load

        section .text

; void gdt_load(const struct table_register *table, uint32_t task_state)
gdt_load:
        mov     eax, [esp + 4]
        lgdt    [eax]
        mov     ax, KERNEL_DATA
        mov     ds, ax
        mov     es, ax
        mov     fs, ax
        mov     gs, ax
        mov     ss, ax
        jmp     KERNEL_CODE:.reloaded
.reloaded:
        xor     eax, eax
        lldt    ax
        ltr     [esp + 8]
        ret
