; SPDX-License-Identifier: MIT
; A disk that asks a BIOS for every service it should have, with good and with
; bad requests, and tells on COM1 what came back:
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

        cpu     386
        bits    16
        org     7c00h

DISK_SECTORS    equ 2048
PATTERN_FIRST   equ 64
SCRATCH_FIRST   equ 1024
BUFFER_SEG      equ 1000h
BUFFER2_SEG     equ 2000h

boot:
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        cli
        mov     ss, ax
        mov     sp, 7c00h
        sti
        cld
        jmp     0:.loaded
.loaded:
        mov     [drive], dl
        mov     ax, 0200h | PROGRAM_SECTORS
        mov     bx, program
        mov     cx, 0002h
        mov     dh, 0
        int     13h
        jnc     program
        mov     si, .text
.next:  lodsb
        mov     ah, 0eh
        mov     bx, 7
        int     10h
        cmp     byte [si], 0
        jne     .next
        cli
        hlt
.text:  db      "The disk cannot be read.", 0

drive:  db      0

        times 510 - ($ - $$) db 0
        dw      0aa55h

program:
        call    serial_open
        call    find_our_bios
        call    test_memory
        call    test_keyboard
        call    test_time
        call    test_system
        call    test_disk
        call    test_disk_lba
        call    test_disk_faults
        call    test_serial
        call    test_pci
        call    test_video_text
        call    test_video_scroll
        call    test_video_colour
        call    test_video_pixels
        call    test_end
        mov     si, text_done
        call    put_text
        jmp     switch_off

text_done:
        db      "done", 13, 10, 0

%include "harness.asm"
%include "memory.asm"
%include "keyboard.asm"
%include "time.asm"
%include "system.asm"
%include "disk.asm"
%include "disk_lba.asm"
%include "disk_faults.asm"
%include "serial.asm"
%include "pci.asm"
%include "video_text.asm"
%include "video_scroll.asm"
%include "video_colour.asm"
%include "video_pixels.asm"

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
