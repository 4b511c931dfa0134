; SPDX-License-Identifier: MIT
; A disk like services.asm, that asks for INT 10h.

%include "disk_begin.asm"

program:
        call    serial_open
        call    find_our_bios
        call    test_pci                ; for what switches off
        call    test_video_text
        call    test_video_scroll
        call    test_video_colour
        call    test_video_pixels
        call    test_video_modes
        call    test_end
        mov     si, text_done
        call    put_text
        jmp     switch_off

text_done:
        db      "done", 13, 10, 0

%include "harness.asm"
%include "pci.asm"
%include "video_text.asm"
%include "video_scroll.asm"
%include "video_colour.asm"
%include "video_pixels.asm"
%include "video_modes.asm"

%include "disk_end.asm"
