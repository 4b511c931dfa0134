; SPDX-License-Identifier: MIT
; A disk like services.asm, that asks for INT 10h.

%include "disk_begin.asm"

%include "program.asm"

questions:
        call    test_video_text
        call    test_video_scroll
        call    test_video_colour
        call    test_video_pixels
        call    test_video_modes
        jmp     test_video_vesa

%include "video_text.asm"
%include "video_scroll.asm"
%include "video_colour.asm"
%include "video_pixels.asm"
%include "video_modes.asm"
%include "video_vesa.asm"

%include "disk_end.asm"
