; SPDX-License-Identifier: MIT
; serial.asm - COM1, so that the loader can be read and driven from a terminal.
;
; The BIOS data area names the port of COM1, or 0 if the machine has none.
;
; Source: National Semiconductor, PC16550D data sheet, "Registers"; IBM PC AT
; Technical Reference, "BIOS Data Area", RS232_BASE.

        bits    16

BDA_COM1       equ 0400h

UART_DATA      equ 0                    ; divisor low while LCR bit 7 is set
UART_IER       equ 1                    ; divisor high while LCR bit 7 is set
UART_FCR       equ 2
UART_LCR       equ 3
UART_LSR       equ 5

LCR_DIVISOR    equ 80h
LCR_8N1        equ 03h
FCR_ENABLE     equ 07h                  ; FIFOs on, both emptied
LSR_RECEIVED   equ 01h
LSR_CAN_SEND   equ 20h

; UART_OUT register, value: changes AL and DX.
%macro UART_OUT 2
        mov     dx, [serial_base]
        add     dx, %1
        mov     al, %2
        out     dx, al
%endmacro

; Set COM1 to 115200 baud, 8 bits, no parity; no interrupts.
serial_open:
        mov     ax, [BDA_COM1]
        mov     [serial_base], ax
        test    ax, ax
        jz      .none
        UART_OUT UART_LCR, LCR_DIVISOR
        UART_OUT UART_DATA, 1
        UART_OUT UART_IER, 0
        UART_OUT UART_LCR, LCR_8N1
        UART_OUT UART_IER, 0
        UART_OUT UART_FCR, FCR_ENABLE
.none:
        ret

; Send AL. A port that never becomes ready loses the byte, not the boot.
serial_putc:
        mov     dx, [serial_base]
        test    dx, dx
        jz      .none
        mov     ah, al
        add     dx, UART_LSR
        xor     cx, cx
.wait:
        in      al, dx
        test    al, LSR_CAN_SEND
        loopz   .wait
        jz      .none
        sub     dx, UART_LSR
        mov     al, ah
        out     dx, al
.none:
        ret

; Out: CF = 0, AL = the next byte; CF = 1 if there is none. Changes DX.
serial_getc:
        mov     dx, [serial_base]
        cmp     dx, 1
        jb      .none
        add     dx, UART_LSR
        in      al, dx
        test    al, LSR_RECEIVED
        stc
        jz      .none
        sub     dx, UART_LSR
        in      al, dx
        clc
.none:
        ret

section .bss
serial_base:    resw 1
                alignb 4
section .text
