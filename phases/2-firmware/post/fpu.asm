; SPDX-License-Identifier: MIT
; POST step 2A: is there a floating-point unit?
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on. Without
; one its instructions do nothing, so the memory that FNSTSW and FNSTCW should
; write keeps what was there. An error of the unit reaches the CPU by IRQ13
; (interrupts/int75_fpu.asm), as CR0.NE is 0.
; Source: SDM Vol. 1, "Checking for x87 FPU"; IBM PC AT Technical Reference,
; "Math Coprocessor Control".

FPU_PROBE               equ EBDA_POST + 80h ; word
FPU_UNTOUCHED           equ 5a5ah
FPU_CONTROL_BITS        equ 103fh       ; infinity, all masks
FPU_CONTROL_INIT        equ 003fh
PIC_MASK_FPU            equ 20h         ; on the second controller

post_fpu:
        POST_STEP FPU
        mov     word [es:FPU_PROBE], FPU_UNTOUCHED
        fninit
        fnstsw  [es:FPU_PROBE]
        cmp     byte [es:FPU_PROBE], 0
        jne     post_floppies
        fnstcw  [es:FPU_PROBE]
        mov     ax, [es:FPU_PROBE]
        and     ax, FPU_CONTROL_BITS
        cmp     ax, FPU_CONTROL_INIT
        jne     post_floppies
        or      word [BDA_EQUIPMENT], EQUIP_FPU
        in      al, PIC2_DATA
        and     al, ~PIC_MASK_FPU & 0ffh
        out     PIC2_DATA, al
        jmp     post_floppies
