; SPDX-License-Identifier: MIT
; console.asm - where text goes: the screen through the BIOS, and COM1.
;
; Source: IBM PC AT Technical Reference, "BIOS Listing", VIDEO_IO.

        bits    16

TO_SCREEN      equ 1
TO_COM1        equ 2

SCREEN_COLUMNS equ 80
COLOUR_TEXT    equ 07h                  ; light grey on black
COLOUR_TITLE   equ 1fh                  ; white on blue
COLOUR_CHOSEN  equ 70h                  ; black on light grey

; Print AL; a line feed also returns to the first column. Keeps all registers.
console_putc:
        pushad
        mov     byte [console_fresh], 0
        cmp     al, 10
        jne     .one
        mov     byte [console_fresh], 1
        mov     al, 13
        call    .send
        mov     al, 10
.one:
        call    .send
        popad
        ret
.send:
        push    ax
        test    byte [console_sinks], TO_SCREEN
        jz      .serial
        mov     ah, 0eh
        mov     bx, COLOUR_TEXT
        int     10h
.serial:
        pop     ax
        test    byte [console_sinks], TO_COM1
        jz      .sent
        call    serial_putc
.sent:
        ret

; End the line, unless nothing was printed on it. Keeps all registers.
console_fresh_line:
        cmp     byte [console_fresh], 0
        jne     .done
        SAY     `\n`
.done:
        ret

; A fresh page with the loader's name on top.
console_clear:
        mov     ax, 0003h               ; 80x25 text, cleared
        int     10h
        mov     byte [console_sinks], TO_SCREEN | TO_COM1
        xor     dh, dh
        mov     bl, COLOUR_TITLE
        call    console_bar
        SAY     ` bootscope loader\n\n`
        ret

; Clear line DH of the screen to colour BL. The BIOS prints over it in the
; colour that it finds there.
console_bar:
        mov     ax, 0600h
        mov     bh, bl
        mov     ch, dh
        mov     cl, 0
        mov     dl, SCREEN_COLUMNS - 1
        int     10h
        ret

; Out: DH = line, DL = column of the cursor.
console_where:
        mov     ah, 03h
        mov     bh, 0
        int     10h
        ret

; In: DH = line, DL = column.
console_goto:
        mov     ah, 02h
        mov     bh, 0
        int     10h
        ret

section .bss
console_sinks:  resb 1
console_fresh:  resb 1                  ; 1: the line is still empty
                alignb 4
section .text
