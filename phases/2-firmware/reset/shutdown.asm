; SPDX-License-Identifier: MIT
; Back from a reset that a program asked for.
;
; Where we are: real mode, CS = DS = SS = F000h, no stack. BH = the shutdown
; status (CMOS 0Fh, already cleared). A 286 could leave protected mode only
; by a reset; programs of that time store a code in CMOS and an address at
; 0040:0067 and expect the BIOS to go on there, with memory untouched.
; Any other code means a normal start: the whole POST.
; Source: IBM PC AT Technical Reference, "Shutdown".

SHUTDOWN_JUMP_EOI       equ 05h         ; end of interrupt, then jump
SHUTDOWN_JUMP           equ 0ah         ; jump
SHUTDOWN_IRET           equ 0bh         ; IRET on the stack at 0040:0067
SHUTDOWN_RETF           equ 0ch         ; RETF on the stack at 0040:0067

shutdown_resume:
        mov     ax, BDA_SEG
        mov     ds, ax
        cmp     bh, SHUTDOWN_JUMP_EOI
        je      .jump_eoi
        cmp     bh, SHUTDOWN_JUMP
        je      .jump
        cmp     bh, SHUTDOWN_IRET
        je      .iret
        cmp     bh, SHUTDOWN_RETF
        je      .retf
        mov     ax, cs
        mov     ds, ax
        jmp     cmos_battery

.jump_eoi:
        mov     al, PIC_EOI
        out     PIC2_CMD, al
        out     PIC1_CMD, al
.jump:
        jmp     far [BDA_RESUME]
.iret:
        lss     sp, [BDA_RESUME]
        iret
.retf:
        lss     sp, [BDA_RESUME]
        retf
