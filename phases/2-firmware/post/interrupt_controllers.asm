; SPDX-License-Identifier: MIT
; POST step 7: the two 8259A interrupt controllers.
;
; Where we are: real mode, CS = F000h, DS = ES = SS = 0, SP = 7C00h, EBP =
; errors so far. The controllers are set up as on every AT: IRQ0-7 as INT
; 08h-0Fh, IRQ8-15 as INT 70h-77h, the second chained to line 2 of the first.
; Then the mask registers must keep any value, and no interrupt may come
; while all lines are masked. A failure ends in eleven beeps.
; Source: 8259A data sheet, "Programming the 8259A".

PIC1_VECTOR     equ 08h
PIC2_VECTOR     equ 70h

post_interrupt_controllers:
        MARK    MARK_INTERRUPT_CONTROLLERS
        POST_STEP PIC_MASKS
        mov     al, 11h                 ; ICW1: edge, cascade, ICW4 follows
        out     PIC1_CMD, al
        out     PIC2_CMD, al
        mov     al, PIC1_VECTOR         ; ICW2
        out     PIC1_DATA, al
        mov     al, PIC2_VECTOR
        out     PIC2_DATA, al
        mov     al, 04h                 ; ICW3: a slave on line 2
        out     PIC1_DATA, al
        mov     al, 02h                 ; ICW3: it is number 2
        out     PIC2_DATA, al
        mov     al, 01h                 ; ICW4: 8086 mode, normal EOI
        out     PIC1_DATA, al
        out     PIC2_DATA, al
        call    local_apic_virtual_wire

        mov     si, pic_patterns
        mov     cx, PIC_PATTERN_COUNT
.pattern:
        cs lodsb
        mov     ah, al
        out     PIC1_DATA, al
        not     al
        out     PIC2_DATA, al
        in      al, PIC1_DATA
        cmp     al, ah
        jne     .failed
        in      al, PIC2_DATA
        not     al
        cmp     al, ah
        jne     .failed
        loop    .pattern

        ; Until the vectors are set up, every interrupt counts as stray.
        POST_STEP PIC_STRAY
        mov     al, 0ffh
        out     PIC1_DATA, al
        out     PIC2_DATA, al
        xor     di, di
        mov     cx, 256
        mov     eax, (0f000h << 16) + stray_interrupt
        rep     stosd
        mov     byte [BDA_SEG * 16 + BDA_INTR_FLAG], 0
        sti
        mov     cx, 2000
        loop    $
        cli
        cmp     byte [BDA_SEG * 16 + BDA_INTR_FLAG], 0
        je      post_data_areas

.failed:
        mov     bl, BEEPS_INTERRUPTS
        jmp     fatal_without_ram

; The second controller gets the complement: one register that answers for
; both would be seen.
pic_patterns:
        db      00h, 0ffh, 55h, 0aah
PIC_PATTERN_COUNT equ $ - pic_patterns

; One is enough: with interrupts forbidden in the FLAGS that IRET restores, a
; line that is stuck does not keep POST here for ever.
stray_interrupt:
        push    bp
        mov     bp, sp
        and     byte [bp + 7], ~02h & 0ffh
        pop     bp
        push    ds
        push    word BDA_SEG
        pop     ds
        mov     byte [BDA_INTR_FLAG], 0ffh
        pop     ds
        iret
