; SPDX-License-Identifier: MIT
; INT 14h: serial ports. 16-bit real mode, caller's stack, code in the ROM.
;
; DX = port, 0 for COM1. Out: AH = line status with bit 7 = timeout, and for
; AH=00h and 03h AL = modem status. A DX without a port changes nothing.
;
; Source: IBM PC AT Technical Reference, ROM BIOS, "RS-232"; National
; Semiconductor PC16550D data sheet.

UART_DATA               equ 0           ; with UART_LCR_DLAB: divisor
UART_IER                equ 1
UART_LCR                equ 3
UART_MCR                equ 4
UART_LSR                equ 5
UART_MSR                equ 6

UART_LCR_DLAB           equ 80h
UART_MCR_DTR            equ 01h
UART_MCR_RTS            equ 02h
UART_LSR_DATA           equ 01h
UART_LSR_EMPTY          equ 20h
UART_LSR_ERRORS         equ 1eh
UART_MSR_CTS            equ 10h
UART_MSR_DSR            equ 20h

SERIAL_TIMEOUT          equ 80h
SERIAL_PORTS            equ 4
TICKS_PER_TIMEOUT       equ 18          ; BDA_COM_TIMEOUT is in seconds

int14_handler:
        SERVICE_ENTER
        call    service_interrupts
        cmp     dx, SERIAL_PORTS
        jae     service_leave
        mov     si, dx
        movzx   cx, byte [BDA_COM_TIMEOUT + si]
        imul    cx, TICKS_PER_TIMEOUT
        inc     cx
        shl     si, 1
        mov     di, [BDA_COM_PORTS + si]
        test    di, di
        jz      service_leave
        DISPATCH int14_functions, serial_unknown

; Each finds DI = I/O base, CX = timeout in ticks.
int14_functions:
        dw      int14_initialise        ; 00h
        dw      int14_send              ; 01h
        dw      int14_receive           ; 02h
        dw      int14_status            ; 03h
.end:

serial_unknown:
        ret

; AH=00h: AL = 7:5 baud rate, 4:3 parity, 2 stop bits, 1:0 word length.
int14_initialise:
        mov     bl, al
        lea     dx, [di + UART_LCR]
        mov     al, UART_LCR_DLAB
        out     dx, al
        movzx   si, bl
        shr     si, 5
        shl     si, 1
        mov     cx, [cs:serial_divisors + si]
        lea     dx, [di + UART_DATA]
        mov     al, cl
        out     dx, al
        inc     dx
        mov     al, ch
        out     dx, al
        lea     dx, [di + UART_LCR]
        mov     al, bl
        and     al, 1fh
        out     dx, al
        lea     dx, [di + UART_IER]
        mov     al, 0
        out     dx, al

; AH=03h: status.
int14_status:
        lea     dx, [di + UART_LSR]
        in      al, dx
        mov     CALLER_AH, al
        inc     dx
        in      al, dx
        mov     CALLER_AL, al
        ret

; 115200 / baud rate.
serial_divisors:
        dw      1047, 768, 384, 192, 96, 48, 24, 12 ; 110 to 9600 baud

; AH=01h: send AL, once the other side is ready and the register is free.
int14_send:
        lea     dx, [di + UART_MCR]
        push    ax
        mov     al, UART_MCR_DTR | UART_MCR_RTS
        out     dx, al
        pop     ax
        mov     ah, UART_MSR_DSR | UART_MSR_CTS
        call    serial_wait_modem
        jc      serial_timed_out
        mov     ah, UART_LSR_EMPTY
        call    serial_wait_line
        jc      serial_timed_out
        push    ax
        lea     dx, [di + UART_DATA]
        mov     al, CALLER_AL
        out     dx, al
        pop     ax
        mov     CALLER_AH, al
        ret

; AH=02h: AL = next byte received, AH = its errors.
int14_receive:
        lea     dx, [di + UART_MCR]
        mov     al, UART_MCR_DTR
        out     dx, al
        mov     ah, UART_MSR_DSR
        call    serial_wait_modem
        jc      serial_timed_out
        mov     ah, UART_LSR_DATA
        call    serial_wait_line
        jc      serial_timed_out
        and     al, UART_LSR_ERRORS
        mov     CALLER_AH, al
        lea     dx, [di + UART_DATA]
        in      al, dx
        mov     CALLER_AL, al
        ret

serial_timed_out:
        or      al, SERIAL_TIMEOUT
        mov     CALLER_AH, al
        ret

; Wait until all bits of AH are set in the modem or line status. AL = status.
; CF=1: timeout. BX, DX are lost.
serial_wait_modem:
        lea     dx, [di + UART_MSR]
        jmp     serial_wait
serial_wait_line:
        lea     dx, [di + UART_LSR]
serial_wait:
        mov     bx, .ready
        jmp     wait_polling            ; its interrupts are off
.ready: in      al, dx
        not     al
        test    al, ah
        not     al                      ; leaves the flags
        jz      .yes                    ; CF=0 by TEST
        stc
.yes:   ret
