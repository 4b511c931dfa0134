; SPDX-License-Identifier: MIT
; fail.asm - what happens after an error, from wherever it was found.

        bits    16

RESET_8042     equ 0feh                 ; 8042 command: pulse the reset line

; Wait for a key, then go on at [recover] with an empty stack.
fail:
        cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, BOOT_SECTOR
        sti
        cld
        mov     ds, ax
        mov     es, ax
        cmp     word [recover], restart
        je      .restart
        SAY     `\nPress a key for the menu.\n`
        jmp     .wait
.restart:
        SAY     `\nPress a key to restart the machine.\n`
.wait:
        call    key_wait
        jmp     [recover]

restart:
        mov     al, RESET_8042
        out     64h, al
.halt:
        hlt
        jmp     .halt

section .bss
recover:        resw 1                  ; where to go on after an error
                alignb 4
section .text
