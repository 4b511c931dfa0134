; SPDX-License-Identifier: MIT
; Interrupts that nobody asked for.
;
; Where we are: called through a vector, interrupts off, any DS and stack.
; A line without a driver is masked, so that it cannot come again. A line
; that the controller does not have in service is either its spurious
; interrupt (lines 7 and 15), or no interrupt at all: exceptions 08h-0Fh of
; the CPU use the same vectors as IRQ0-7.
; Source: 8259A data sheet, "Reading the 8259A Status"; SDM Vol. 3A,
; "Exception and Interrupt Reference".

; IRQ9 stands where IRQ2 was on the PC; its drivers hook INT 0Ah.
irq9_redirect:
        push    ax
        mov     al, PIC_EOI
        out     PIC2_CMD, al
        pop     ax
        int     0ah
        iret

irq2_default:
        push    2
        jmp     irq_master
irq3_default:
        push    3
        jmp     irq_master
irq4_default:
        push    4
        jmp     irq_master
irq5_default:
        push    5
        jmp     irq_master
irq7_default:
        push    7
        jmp     irq_master
irq10_default:
        push    2
        jmp     irq_slave
irq11_default:
        push    3
        jmp     irq_slave

; On the stack: line, then the interrupt frame.
irq_master:
        push    bp
        mov     bp, sp
        push    ax
        push    cx
        mov     cl, [bp + 2]
        mov     ah, 1
        shl     ah, cl
        mov     al, PIC_READ_ISR
        out     PIC1_CMD, al
        in      al, PIC1_CMD
        test    al, ah
        jz      .not_in_service
        cmp     cl, 2
        je      .irq9
        in      al, PIC1_DATA
        or      al, ah
        out     PIC1_DATA, al
        jmp     .note
        ; Line 2 is the second controller; only IRQ9 is led here.
.irq9:
        in      al, PIC2_DATA
        or      al, 02h
        out     PIC2_DATA, al
.note:
        call    irq_note
        mov     al, PIC_EOI
        out     PIC1_CMD, al
.end:
        pop     cx
        pop     ax
        pop     bp
        add     sp, 2
        iret
.not_in_service:
        cmp     cl, 7
        je      .end
        pop     cx
        pop     ax
        pop     bp
        push    bp
        mov     bp, sp
        add     word [bp + 2], PIC1_VECTOR
        pop     bp
        jmp     exception

irq_slave:
        push    bp
        mov     bp, sp
        push    ax
        push    cx
        mov     cl, [bp + 2]
        mov     ah, 1
        shl     ah, cl
        mov     al, PIC_READ_ISR
        out     PIC2_CMD, al
        in      al, PIC2_CMD
        test    al, ah
        jz      .master
        in      al, PIC2_DATA
        or      al, ah
        out     PIC2_DATA, al
        call    irq_note
        mov     al, PIC_EOI
        out     PIC2_CMD, al
.master:
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        pop     cx
        pop     ax
        pop     bp
        add     sp, 2
        iret

; AH = the line as a bit: keep it for whoever looks.
irq_note:
        push    ds
        push    BDA_SEG
        pop     ds
        mov     [BDA_INTR_FLAG], ah
        pop     ds
        ret

exception_00:
        push    00h
        jmp     exception
exception_06:
        push    06h
        jmp     exception
exception_07:
        push    07h

; On the stack: vector, IP, CS, flags. The instruction that failed would fail
; again, so this is the end.
exception:
        cli
        cld
        mov     bp, sp
        mov     si, text_exception
        call    print_error
        mov     eax, [bp]
        mov     cl, 2
        call    print_hex
        PRINT   text_exception_at
        mov     ax, [bp + 4]
        mov     cl, 4
        call    print_hex
        mov     al, ":"
        call    print_char
        mov     ax, [bp + 2]
        call    print_hex
        PRINT   text_sentence_end
        PRINT   message_halted
        jmp     halt_forever

text_exception:
        db      "CPU exception ", 0
text_exception_at:
        db      "h at ", 0
text_sentence_end:
        db      ". ", 0
