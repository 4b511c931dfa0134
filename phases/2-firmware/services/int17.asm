; SPDX-License-Identifier: MIT
; INT 17h: printers. There are none: printing, initialising and asking for the
; status (AH=00h-02h) all end in a timeout. Caller's stack.

PRINTER_TIMEOUT         equ 01h         ; bit 0 of the status
PRINTER_FUNCTIONS       equ 3

int17_handler:
        cmp     ah, PRINTER_FUNCTIONS
        jae     .done
        mov     ah, PRINTER_TIMEOUT
.done:  iret
