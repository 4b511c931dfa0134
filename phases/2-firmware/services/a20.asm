; SPDX-License-Identifier: MIT
; Address line A20: closed, addresses from 1 MiB on wrap around to 0, as on an
; 8086. INT 15h AH=24h lets programs switch it. 16-bit real mode, interrupts
; off, DS = BIOS data area.
;
; Source: IBM PS/2 Hardware Interface Technical Reference, "System Control
; Port A"; IBM PC AT Technical Reference, "Keyboard Controller", output port.

SYSTEM_A_A20            equ 02h
SYSTEM_A_RESET          equ 01h
KBC_WRITE_OUTPUT        equ 0d1h
KBC_OUTPUT_A20_CLOSED   equ 0ddh        ; bit 1 = A20, bit 0: no reset
KBC_OUTPUT_A20_OPEN     equ 0dfh
A20_BY_KBC              equ 01h         ; what AX=2403h answers
A20_BY_SYSTEM_A         equ 02h

A20_STUCK               equ 01h         ; AH: it does not follow

; AH=24h AL = 0: close, 1: open, 2: AL = state, 3: BX = ways to switch.
int15_a20:
        cmp     al, 3
        ja      system_unsupported
        je      .ways
        cmp     al, 2
        je      .state
        call    a20_set
        jnc     system_nothing
        mov     CALLER_AH, A20_STUCK
        jmp     service_carry
.state: call    a20_state
        mov     CALLER_AL, al
        jmp     system_nothing
.ways:  mov     CALLER_BX, A20_BY_KBC | A20_BY_SYSTEM_A
        jmp     system_nothing

; Make A20 as AL says (0 closed, 1 open) and look whether it is so: by port
; 92h, and if that does nothing by the keyboard controller. CF=1: it did not
; help. AX is lost.
a20_set:
        push    bx
        mov     bl, al
        call    a20_state
        cmp     al, bl
        je      .done                   ; CF=0: equal
        in      al, SYSTEM_A
        and     al, ~(SYSTEM_A_A20 | SYSTEM_A_RESET) & 0ffh
        test    bl, bl
        jz      .port
        or      al, SYSTEM_A_A20
.port:  out     SYSTEM_A, al
        call    a20_state
        cmp     al, bl
        je      .done
        mov     al, KBC_WRITE_OUTPUT
        call    kbc_command
        jc      .done
        mov     al, KBC_OUTPUT_A20_CLOSED
        test    bl, bl
        jz      .controller
        mov     al, KBC_OUTPUT_A20_OPEN
.controller:
        call    kbc_write
        jc      .done
        mov     al, 0ffh                ; pulse no line: when this command is
        call    kbc_command             ; taken, the one before is done
        call    a20_state
        cmp     al, bl
        je      .done
        stc
.done:  pop     bx
        ret

; AL = 1 if A20 is open: a change at 0000:PROBE does not show 1 MiB higher.
a20_state:
        push    bx
        push    es
        push    0ffffh
        pop     es
        mov     ah, [A20_PROBE]
        mov     bh, [es:A20_PROBE_HIGH]
        not     byte [A20_PROBE]
        mov     bl, [es:A20_PROBE_HIGH]
        mov     [A20_PROBE], ah
        cmp     bl, bh
        mov     al, 1
        je      .open
        mov     al, 0
.open:  pop     es
        pop     bx
        ret

A20_PROBE               equ 0f0h        ; 0040:00F0, between applications
A20_PROBE_HIGH          equ 400h + A20_PROBE + 10h ; FFFF:xxxx
