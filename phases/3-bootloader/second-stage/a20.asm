; SPDX-License-Identifier: MIT
; a20.asm - let address bit 20 through.
;
; For the sake of 8086 programs the AT can force this bit to 0, so that every
; odd MiB shows the one below it. There are three common ways to open the
; gate; a test after each tells whether it did.
;
; Source: IBM PC AT Technical Reference, "Keyboard Controller", output port;
; Intel 8042 commands D0h to D1h; PS/2 "System Control Port A" (92h).

        bits    16

PORT_A         equ 92h
PORT_A_A20     equ 02h
PORT_A_RESET   equ 01h

KBC_DATA       equ 60h
KBC_COMMAND    equ 64h
KBC_FULL       equ 02h                  ; status: it has not read our byte yet
KBC_WRITE_OUT  equ 0d1h                 ; the next data byte is the output port
KBC_NO_COMMAND equ 0ffh                 ; ends the command without effect
OUT_A20_OPEN   equ 0dfh                 ; output port: A20 open, no reset

A20_LOOKS      equ 100h                 ; a slow gate may need a moment

a20_open:
        call    a20_test
        jnz     .open
        mov     ax, 2401h               ; the BIOS knows its machine
        int     15h
        call    a20_test
        jnz     .open
        in      al, PORT_A
        or      al, PORT_A_A20
        and     al, ~PORT_A_RESET & 0ffh
        out     PORT_A, al
        call    a20_test
        jnz     .open
        call    a20_8042
        call    a20_test
        jnz     .open
        FAIL    `The A20 gate stays closed: the kernel above 1 MiB cannot be reached.\n`
.open:
        ret

; Two addresses that are one and the same while the gate is closed: 00500h and
; 100500h. Only the lower one is written: the kernel is already at the other.
; Out: ZF = 0 if the gate is open.
a20_test:
        push    fs
        mov     ax, 0ffffh
        mov     fs, ax
        mov     cx, A20_LOOKS
.look:
        mov     al, [0500h]
        mov     ah, [fs:0510h]
        not     byte [0500h]
        mov     bl, [fs:0510h]
        mov     [0500h], al
        cmp     ah, bl                  ; did the upper one change too?
        je      .open
        loop    .look
        xor     al, al                  ; ZF = 1
        jmp     .done
.open:
        or      sp, sp                  ; ZF = 0
.done:
        pop     fs
        ret

a20_8042:
        cli
        mov     ah, KBC_WRITE_OUT
        mov     dx, KBC_COMMAND
        call    .send
        mov     ah, OUT_A20_OPEN
        mov     dx, KBC_DATA
        call    .send
        mov     ah, KBC_NO_COMMAND
        mov     dx, KBC_COMMAND
        call    .send
        sti
        ret
.send:
        xor     cx, cx
.wait:
        in      al, KBC_COMMAND
        test    al, KBC_FULL
        loopnz  .wait
        mov     al, ah
        out     dx, al
        ret
