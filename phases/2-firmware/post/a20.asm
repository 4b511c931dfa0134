; SPDX-License-Identifier: MIT
; Open address line A20.
;
; The PC of 1981 had 20 address lines; some of its programs relied on addresses
; above 1 MiB wrapping to 0, so the AT keeps line 20 closed until software
; opens a gate. While it is closed, every second megabyte is a copy.
; Source: IBM PS/2 Hardware Interface Technical Reference, "System Control
; Port A"; IBM PC AT Technical Reference, "Keyboard Controller".

; Open A20 by port 92h, then by the keyboard controller. CF = 1: it stays
; closed. The test cell is 0000:0500h and, 1 MiB higher, FFFF:0510h.
a20_open:
        in      al, SYSTEM_A
        or      al, 02h
        and     al, 0feh                ; bit 0 would reset the machine
        out     SYSTEM_A, al
        call    a20_is_open
        jnc     .end
        mov     al, 0d1h                ; write output port
        call    kbc_command
        jc      .end
        mov     al, 0dfh                ; A20 open, no reset
        call    kbc_write
        jc      .end
        call    a20_is_open
.end:
        ret

; CF = 1 if a store at 100500h lands at 500h.
a20_is_open:
        push    ds
        push    es
        xor     ax, ax
        mov     ds, ax
        dec     ax
        mov     es, ax
        mov     word [0500h], 0
        mov     word [es:0510h], 0a20h
        cmp     word [0500h], 0a20h
        pop     es
        pop     ds
        je      .closed
        clc
        ret
.closed:
        stc
        ret
