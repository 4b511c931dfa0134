; SPDX-License-Identifier: MIT
; A disk like services.asm, that asks for the mouse and for what other parts of
; the board interrupt.

%include "disk_begin.asm"

program:
        call    serial_open
        call    find_our_bios
        call    test_mouse
        call    test_board
        call    test_pci                ; for what switches off
        call    test_end
        mov     si, text_done
        call    put_text
        jmp     switch_off

text_done:
        db      "done", 13, 10, 0

%include "harness.asm"
%include "pci.asm"
%include "mouse.asm"
%include "board.asm"

%include "disk_end.asm"
