; SPDX-License-Identifier: MIT
; Places that programs know by their address in the ROM of the IBM PC.
;
; Where we are: at the end of the ROM, in the order of the addresses. A program
; that calls an interrupt by its old address, restarts by a jump to F000:E05B,
; or draws with the characters at F000:FA6E finds them here.
; Source: IBM PC AT Technical Reference, ROM BIOS, "Compatibility Section".

; AT_PLACE offset: go on there.
%macro AT_PLACE 1
        times   (%1) - ($ - $$) db 0
%endmacro

        AT_PLACE 0e05bh
        jmp     reset_start

        AT_PLACE 0e2c3h
        jmp     int_ignore              ; NMI

        AT_PLACE 0e3feh
        jmp     int13_handler

        AT_PLACE 0e6f2h
        jmp     int19_handler

        AT_PLACE 0e6f5h
system_table:
        dw      system_table.end - system_table - 2
        db      SYSTEM_MODEL_AT, SYSTEM_SUBMODEL_AT
        db      0                       ; BIOS revision
        db      SYSTEM_SECOND_PIC | SYSTEM_RTC | \
                SYSTEM_KEYBOARD_HOOK | SYSTEM_EBDA
        db      SYSTEM_KEYBOARD_ASKED, 0, 0, 0
.end:

        AT_PLACE 0e739h
        jmp     int14_handler

        AT_PLACE 0e82eh
        jmp     int16_handler

        AT_PLACE 0e987h
        jmp     int09_handler

        AT_PLACE 0ec59h
        jmp     int13_handler           ; floppies: INT 40h

        AT_PLACE 0ef57h
        jmp     int0e_handler

; INT 1Eh: how floppy disks are driven; a boot sector may copy it.
; Source: IBM PC AT Technical Reference, "Diskette Parameters".
        AT_PLACE 0efc7h
floppy_parameters_table:
        db      0afh, 02h, 25h, 02h, 18, 1bh, 0ffh, 6ch, 0f6h, 0fh, 08h

        AT_PLACE 0efd2h
        jmp     int17_handler

        AT_PLACE 0f065h
        jmp     int10_handler

; INT 1Dh: how a 6845 makes the modes of the colour and monochrome adapters. A
; VGA has tables of its own; this one is for programs that ask.
; Source: IBM PC AT Technical Reference, ROM BIOS, "Video Parameters".
        AT_PLACE 0f0a4h
crt_parameters_table:
        db      38h, 28h, 2dh, 0ah, 1fh, 06h, 19h, 1ch, 02h, 07h, 06h, 07h
        times 4 db 0                    ; modes 0, 1
        db      71h, 50h, 5ah, 0ah, 1fh, 06h, 19h, 1ch, 02h, 07h, 06h, 07h
        times 4 db 0                    ; modes 2, 3
        db      38h, 28h, 2dh, 0ah, 7fh, 06h, 64h, 70h, 02h, 01h, 06h, 07h
        times 4 db 0                    ; modes 4 to 6
        db      61h, 50h, 52h, 0fh, 19h, 06h, 19h, 19h, 02h, 0dh, 0bh, 0ch
        times 4 db 0                    ; mode 7
        dw      800h, 1000h, 4000h, 4000h ; bytes a page
        db      40, 40, 80, 80, 40, 40, 80, 80 ; columns of modes 0 to 7
        db      2ch, 28h, 2dh, 29h, 2ah, 2eh, 1eh, 29h ; port 3D8h in them

        AT_PLACE 0f841h
        jmp     int12_handler

        AT_PLACE 0f84dh
        jmp     int11_handler

        AT_PLACE 0f859h
        jmp     int15_handler

        AT_PLACE 0fa6eh
%include "services/int10_font_8x8_low.inc"

        AT_PLACE 0fe6eh
        jmp     int1a_handler

        AT_PLACE 0fea5h
        jmp     int08_handler

; Interrupts that nobody serves.
        AT_PLACE 0ff53h
int_ignore:
        iret

        AT_PLACE 0ff54h
        jmp     int05_handler
