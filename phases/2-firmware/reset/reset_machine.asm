; SPDX-License-Identifier: MIT
; Reset the machine from software: pull the reset line of the CPU.
;
; The 8042 does it with a pulse on bit 0 of its output port. A machine whose
; keyboard controller is dead has a second way, bit 0 of port 92h.
; Does not return.

KBC_PULSE_RESET equ 0feh

reset_machine:
        cli
        mov     al, KBC_PULSE_RESET
        out     KBC_CMD, al
        mov     cx, 0
        loop    $
        in      al, SYSTEM_A
        and     al, 0feh
        out     SYSTEM_A, al
        or      al, 01h
        out     SYSTEM_A, al
        jmp     halt_forever
