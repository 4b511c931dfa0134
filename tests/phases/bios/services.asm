; SPDX-License-Identifier: MIT
; A disk that asks a BIOS for every service it should have, but those of the
; screen (video.asm), with good and with bad requests, and tells on COM1 what
; came back:
;
;   ok NAME
;   FAIL NAME: what: expected ..., got ...
;   done
;
; It runs on any PC, so that the expectations can be checked against a BIOS
; that is not ours. What only ours promises is asked only of ours.
;
;   nasm -f bin -I tests/phases/bios/ -I phases/2-firmware/ \
;       -o services.img tests/phases/bios/services.asm
;
; Where we are: real mode, DS = ES = SS = 0, stack below 7C00h, interrupts on.
; Sectors from PATTERN_FIRST on hold their own number in each dword; those
; from SCRATCH_FIRST on may be written.

%include "disk_begin.asm"

%include "program.asm"

questions:
        call    test_memory
        call    test_keyboard
        call    test_time
        call    test_system
        call    test_places
        call    test_tables
        call    test_disk
        call    test_disk_lba
        call    test_edd
        call    test_disk_faults
        jmp     test_serial

%include "memory.asm"
%include "keyboard.asm"
%include "time.asm"
%include "system.asm"
%include "places.asm"
%include "tables.asm"
%include "buffer.asm"
%include "disk.asm"
%include "disk_lba.asm"
%include "disk_faults.asm"
%include "serial.asm"

%include "disk_end.asm"
