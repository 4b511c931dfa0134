; SPDX-License-Identifier: MIT
; How a test disk ends: the numbered sectors.

        align   512, db 0
program_end:
PROGRAM_SECTORS equ (program_end - program) / 512
%if PROGRAM_SECTORS > 62
%error "the program does not fit into the first track"
%endif

        times (PATTERN_FIRST * 512) - ($ - $$) db 0
%assign sector PATTERN_FIRST
%rep DISK_SECTORS - PATTERN_FIRST
        times 128 dd sector
%assign sector sector + 1
%endrep
