; SPDX-License-Identifier: MIT
; INT 15h AH=89h: go to protected mode and come back to the caller there, by
; the GDT that it has made at ES:SI. BH, BL = vectors of IRQ 0 and 8 from now
; on; all lines are masked.
;
;   00h  null        18h  the caller's DS     30h  the caller's CS
;   08h  the GDT     20h  its ES              38h  code of the BIOS, set here
;   10h  its IDT     28h  its SS
;
; AX and BP are lost, FS and GS hold null selectors.
; Source: IBM PC AT Technical Reference, ROM BIOS, "Switch Processor to
; Virtual Mode".

ENTER_GDT               equ 08h
ENTER_IDT               equ 10h
ENTER_DS                equ 18h
ENTER_ES                equ 20h
ENTER_SS                equ 28h
ENTER_CS                equ 30h
ENTER_BIOS              equ 38h
ENTER_FAILED            equ 0ffh        ; AH: A20 stays closed

int15_enter_protected:
        mov     di, bx
        mov     al, 1
        call    a20_set
        mov     al, ENTER_FAILED
        jc      .failed
        mov     dword [es:si + ENTER_BIOS], 0000ffffh
        mov     dword [es:si + ENTER_BIOS + 4], ACCESS_CODE << 8 | 0fh
        mov     ax, di
        mov     bl, ah
        call    pic_vectors
        lgdt    [es:si + ENTER_GDT]
        lidt    [es:si + ENTER_IDT]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     ENTER_BIOS:.protected
.failed:
        mov     CALLER_AH, al
        jmp     service_carry
.protected:
        mov     ax, ENTER_SS
        mov     ss, ax
        mov     ax, ENTER_DS
        mov     ds, ax
        mov     ax, ENTER_ES
        mov     es, ax
        xor     ax, ax
        mov     fs, ax
        mov     gs, ax
        lea     sp, [bp + frame.edi]
        popad
        pop     bp                      ; IP
        add     sp, 4                   ; CS, flags
        push    ENTER_CS
        push    bp
        mov     ah, 0
        clc
        retf

; Both interrupt controllers begin anew with vectors BL and AL; all lines are
; masked. AX is lost.
pic_vectors:
        mov     ah, al
        mov     al, 11h                 ; ICW1: edge, cascade, ICW4 follows
        out     PIC1_CMD, al
        out     PIC2_CMD, al
        mov     al, bl                  ; ICW2
        out     PIC1_DATA, al
        mov     al, ah
        out     PIC2_DATA, al
        mov     al, 04h                 ; ICW3: a slave on line 2
        out     PIC1_DATA, al
        mov     al, 02h                 ; ICW3: it is number 2
        out     PIC2_DATA, al
        mov     al, 01h                 ; ICW4: 8086 mode, normal EOI
        out     PIC1_DATA, al
        out     PIC2_DATA, al
        mov     al, 0ffh
        out     PIC1_DATA, al
        out     PIC2_DATA, al
        ret
