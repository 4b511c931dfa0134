; SPDX-License-Identifier: MIT
; What a test disk or CD does: it asks all of `questions`, then switches off.

program:
        call    serial_open
        call    find_our_bios
        call    questions
        call    test_pci                ; for what switches off
        call    test_end
        mov     si, text_done
        call    put_text
        jmp     switch_off

text_done:
        db      "done", 13, 10, 0

%include "com1.asm"
%include "harness.asm"
%include "pci.asm"
