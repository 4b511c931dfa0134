; SPDX-License-Identifier: MIT
; POST step 14: which serial and parallel ports are there?
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; A UART is there if its scratch register keeps two patterns, a printer port
; if its data latch does. The bases go to the BDA in the order found, the
; numbers to the equipment word. The UARTs are set to 115200 baud.
; Source: 16550 data sheet, "Scratchpad Register".

post_serial_parallel:
        POST_STEP SERIAL_PARALLEL
        PRINT   text_ports
        mov     si, serial_bases
        mov     bx, BDA_COM_PORTS
        mov     cx, 2
        mov     di, 7                   ; scratch register
        call    find_ports
        call    init_serial
        shl     ax, EQUIP_COM_SHIFT
        or      [BDA_EQUIPMENT], ax
        mov     si, parallel_bases
        mov     bx, BDA_LPT_PORTS
        mov     cx, 1
        xor     di, di                  ; data latch
        call    find_ports
        shl     ax, EQUIP_LPT_SHIFT
        or      [BDA_EQUIPMENT], ax
        PRINT   text_newline
        jmp     post_mouse_result

; Give each of the AX serial ports a usable setting, 115200 baud 8N1: after
; reset a UART sends 5-bit words. Keeps all registers.
init_serial:
        pusha
        mov     cx, ax
        jcxz    .none
        mov     bx, BDA_COM_PORTS
.next:
        mov     dx, [bx]
        add     dx, UART_LCR
        mov     al, UART_LCR_DLAB | UART_LCR_8N1
        out     dx, al
        sub     dx, UART_LCR            ; divisor latch
        mov     ax, 1                   ; 115200 / 1
        out     dx, al
        inc     dx
        mov     al, ah
        out     dx, al
        add     dx, UART_LCR - 1
        mov     al, UART_LCR_8N1
        out     dx, al
        add     bx, 2
        loop    .next
.none:
        popa
        ret

UART_LCR_8N1  equ 03h                   ; the other names: int14.asm

; CX bases at CS:SI, register DI is tested, those found go to DS:BX.
; AX = how many.
find_ports:
        push    bp
        xor     bp, bp
.next:
        cs lodsw
        mov     dx, ax
        add     dx, di
        mov     al, 55h
        out     dx, al
        in      al, dx
        cmp     al, 55h
        jne     .absent
        mov     al, 0aah
        out     dx, al
        in      al, dx
        cmp     al, 0aah
        jne     .absent
        sub     dx, di
        mov     [bx], dx
        add     bx, 2
        inc     bp
        mov     ax, dx
        push    cx
        mov     cl, 3
        call    print_hex
        PRINT   text_port_end
        pop     cx
.absent:
        loop    .next
        mov     ax, bp
        pop     bp
        ret

serial_bases:
        dw      3f8h, 2f8h
parallel_bases:
        dw      378h

text_ports:
        db      "Ports        ", 0
text_port_end:
        db      "h ", 0
