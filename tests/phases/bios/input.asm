; SPDX-License-Identifier: MIT
; A disk like services.asm, that asks for the mouse and for what other parts of
; the board interrupt.

%include "disk_begin.asm"

%include "program.asm"

questions:
        call    test_mouse
        jmp     test_board

%include "mouse.asm"
%include "board.asm"

%include "disk_end.asm"
