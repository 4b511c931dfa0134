; SPDX-License-Identifier: MIT
; Register values of each video mode. 200 lines are shown twice, as 400; 350
; lines take longer borders, so that the monitor gets 70 pictures a second of
; all but the 480 lines of modes 11h and 12h, which come 60 times.
;
; Text modes have 400 lines, unless a program asked for fewer (AH=12h BL=30h):
; then they are those of an EGA with 350 lines and 14 a character, or of a CGA
; with 200 and 8.
;
; Source: IBM PS/2 and PC BIOS Interface Technical Reference, "Video Parameter
; Table"; IBM PS/2 Hardware Interface Technical Reference, "Video Modes".

struc mode
.kind           resb 1                  ; KIND_* below
.cell           resb 1                  ; bytes of memory a character's line
.columns        resb 1
.height         resb 1                  ; lines a character
.pages          resb 1                  ; 1, 2, 4 or 8
.dac            resb 1                  ; DAC_*, see int10_dac.asm
.font           resw 1                  ; what INT 43h points to
.lines          resw 1
.pitch          resw 1                  ; bytes a line
.page_size      resw 1
.crtc_port      resw 1
.misc           resb 1
.sequencer      resb 4                  ; registers 1-4
.crtc           resb 25                 ; 0-18h
.attribute      resb 20                 ; 0-13h
.graphics       resb 9                  ; 0-8
endstruc

KIND_TEXT               equ 0
KIND_CGA                equ 1           ; 1 or 2 bits a pixel, odd lines apart
KIND_PLANES             equ 2           ; a bit of each plane a pixel
KIND_BYTES              equ 3           ; 8 bits a pixel

MODE_LIST_END           equ 0ffh

; Number of the mode, its table.
%macro MODE 2
        db      %1
        dw      %2
%endmacro

mode_list:
        MODE    00h, mode_text_40
        MODE    01h, mode_text_40
        MODE    02h, mode_text_80
        MODE    03h, mode_text_80
        MODE    04h, mode_cga_320
        MODE    05h, mode_cga_320
        MODE    06h, mode_cga_640
        MODE    07h, mode_text_mono
        MODE    0dh, mode_320_200
        MODE    0eh, mode_640_200
        MODE    0fh, mode_350_mono
        MODE    10h, mode_640_350
        MODE    11h, mode_480_mono
        MODE    12h, mode_640_480
        MODE    VIDEO_MODE_256, mode_256
.end:   db      MODE_LIST_END
mode_list_350:
        MODE    00h, mode_text_40_350
        MODE    01h, mode_text_40_350
        MODE    02h, mode_text_80_350
        MODE    03h, mode_text_80_350
        MODE    07h, mode_text_mono_350
        db      MODE_LIST_END
mode_list_200:
        MODE    00h, mode_text_40_200
        MODE    01h, mode_text_40_200
        MODE    02h, mode_text_80_200
        MODE    03h, mode_text_80_200
        db      MODE_LIST_END

; The 16 attributes in the 64 colours of an EGA, and in those of a CGA.
%macro COLOURS_EGA 0
        db      00h, 01h, 02h, 03h, 04h, 05h, 14h, 07h
        db      38h, 39h, 3ah, 3bh, 3ch, 3dh, 3eh, 3fh
%endmacro
%macro COLOURS_CGA 0
        db      00h, 01h, 02h, 03h, 04h, 05h, 06h, 07h
        db      10h, 11h, 12h, 13h, 14h, 15h, 16h, 17h
%endmacro
%macro COLOURS_MONO 0
        db      00h, 08h, 08h, 08h, 08h, 08h, 08h, 08h
        db      10h, 18h, 18h, 18h, 18h, 18h, 18h, 18h
%endmacro

mode_text_40:
        db      KIND_TEXT, 2, 40, 16, 8, DAC_EGA
        dw      font_8x16, 400, 80, 0800h, 3d4h
        db      67h
        db      08h, 03h, 00h, 02h
        db      2dh, 27h, 28h, 90h, 2bh, 0a0h, 0bfh, 1fh
        db      00h, 4fh, 0dh, 0eh, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 14h, 1fh, 96h, 0b9h, 0a3h, 0ffh
        COLOURS_EGA
        db      0ch, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_80:
        db      KIND_TEXT, 2, 80, 16, 8, DAC_EGA
        dw      font_8x16, 400, 160, 1000h, 3d4h
        db      67h
        db      00h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 4fh, 0dh, 0eh, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 1fh, 96h, 0b9h, 0a3h, 0ffh
        COLOURS_EGA
        db      0ch, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_mono:
        db      KIND_TEXT, 2, 80, 16, 8, DAC_MONO
        dw      font_8x16, 400, 160, 1000h, 3b4h
        db      66h
        db      00h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 4fh, 0dh, 0eh, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 0fh, 96h, 0b9h, 0a3h, 0ffh
        COLOURS_MONO
        db      0eh, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0ah, 0fh, 0ffh

mode_text_40_350:
        db      KIND_TEXT, 2, 40, 14, 8, DAC_EGA
        dw      font_8x14, 350, 80, 0800h, 3d4h
        db      0a3h
        db      09h, 03h, 00h, 02h
        db      2dh, 27h, 28h, 90h, 2bh, 0a0h, 0bfh, 1fh
        db      00h, 4dh, 0bh, 0ch, 00h, 00h, 00h, 00h
        db      83h, 85h, 5dh, 14h, 1fh, 63h, 0bah, 0a3h, 0ffh
        COLOURS_EGA
        db      08h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_80_350:
        db      KIND_TEXT, 2, 80, 14, 8, DAC_EGA
        dw      font_8x14, 350, 160, 1000h, 3d4h
        db      0a3h
        db      01h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 4dh, 0bh, 0ch, 00h, 00h, 00h, 00h
        db      83h, 85h, 5dh, 28h, 1fh, 63h, 0bah, 0a3h, 0ffh
        COLOURS_EGA
        db      08h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_mono_350:
        db      KIND_TEXT, 2, 80, 14, 8, DAC_MONO
        dw      font_8x14, 350, 160, 1000h, 3b4h
        db      0a6h
        db      00h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 4dh, 0bh, 0ch, 00h, 00h, 00h, 00h
        db      83h, 85h, 5dh, 28h, 0dh, 63h, 0bah, 0a3h, 0ffh
        COLOURS_MONO
        db      0eh, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0ah, 0fh, 0ffh

mode_text_40_200:
        db      KIND_TEXT, 2, 40, 8, 8, DAC_CGA
        dw      font_8x8, 200, 80, 0800h, 3d4h
        db      63h
        db      09h, 03h, 00h, 02h
        db      2dh, 27h, 28h, 90h, 2bh, 0a0h, 0bfh, 1fh
        db      00h, 0c7h, 06h, 07h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 14h, 1fh, 96h, 0b9h, 0a3h, 0ffh
        COLOURS_CGA
        db      08h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_80_200:
        db      KIND_TEXT, 2, 80, 8, 8, DAC_CGA
        dw      font_8x8, 200, 160, 1000h, 3d4h
        db      63h
        db      01h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 0c7h, 06h, 07h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 1fh, 96h, 0b9h, 0a3h, 0ffh
        COLOURS_CGA
        db      08h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_cga_320:
        db      KIND_CGA, 2, 40, 8, 1, DAC_CGA
        dw      font_8x8, 200, 80, 4000h, 3d4h
        db      63h
        db      09h, 03h, 00h, 02h
        db      2dh, 27h, 28h, 90h, 2bh, 80h, 0bfh, 1fh
        db      00h, 0c1h, 00h, 00h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 14h, 00h, 96h, 0b9h, 0a2h, 0ffh
        db      00h, 13h, 15h, 17h, 02h, 04h, 06h, 07h
        db      10h, 11h, 12h, 13h, 14h, 15h, 16h, 17h
        db      01h, 00h, 03h, 00h
        db      00h, 00h, 00h, 00h, 00h, 30h, 0fh, 00h, 0ffh

mode_cga_640:
        db      KIND_CGA, 1, 80, 8, 1, DAC_CGA
        dw      font_8x8, 200, 80, 4000h, 3d4h
        db      63h
        db      01h, 01h, 00h, 06h
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 0bfh, 1fh
        db      00h, 0c1h, 00h, 00h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 00h, 96h, 0b9h, 0c2h, 0ffh
        db      00h
        times 15 db 17h
        db      01h, 00h, 01h, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 0dh, 00h, 0ffh

mode_320_200:
        db      KIND_PLANES, 1, 40, 8, 8, DAC_CGA
        dw      font_8x8, 200, 40, 2000h, 3d4h
        db      63h
        db      09h, 0fh, 00h, 06h
        db      2dh, 27h, 28h, 90h, 2bh, 80h, 0bfh, 1fh
        db      00h, 0c0h, 00h, 00h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 14h, 00h, 96h, 0b9h, 0e3h, 0ffh
        COLOURS_CGA
        db      01h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 05h, 0fh, 0ffh

mode_640_200:
        db      KIND_PLANES, 1, 80, 8, 4, DAC_CGA
        dw      font_8x8, 200, 80, 4000h, 3d4h
        db      63h
        db      01h, 0fh, 00h, 06h
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 0bfh, 1fh
        db      00h, 0c0h, 00h, 00h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 00h, 96h, 0b9h, 0e3h, 0ffh
        COLOURS_CGA
        db      01h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 05h, 0fh, 0ffh

mode_350_mono:
        db      KIND_PLANES, 1, 80, 14, 2, DAC_MONO
        dw      font_8x14, 350, 80, 8000h, 3b4h
        db      0a2h
        db      01h, 0fh, 00h, 06h
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 0bfh, 1fh
        db      00h, 40h, 00h, 00h, 00h, 00h, 00h, 00h
        db      83h, 85h, 5dh, 28h, 0fh, 63h, 0bah, 0e3h, 0ffh
        db      00h, 08h, 00h, 00h, 18h, 18h, 00h, 00h
        db      00h, 08h, 00h, 00h, 00h, 18h, 00h, 00h
        db      0bh, 00h, 05h, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 05h, 05h, 0ffh

mode_640_350:
        db      KIND_PLANES, 1, 80, 14, 2, DAC_EGA
        dw      font_8x14, 350, 80, 8000h, 3d4h
        db      0a3h
        db      01h, 0fh, 00h, 06h
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 0bfh, 1fh
        db      00h, 40h, 00h, 00h, 00h, 00h, 00h, 00h
        db      83h, 85h, 5dh, 28h, 0fh, 63h, 0bah, 0e3h, 0ffh
        COLOURS_EGA
        db      01h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 05h, 0fh, 0ffh

mode_480_mono:
        db      KIND_PLANES, 1, 80, 16, 1, DAC_EGA
        dw      font_8x16, 480, 80, 0a000h, 3d4h
        db      0e3h
        db      01h, 0fh, 00h, 06h
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 00bh, 3eh
        db      00h, 40h, 00h, 00h, 00h, 00h, 00h, 00h
        db      0eah, 8ch, 0dfh, 28h, 00h, 0e7h, 04h, 0e3h, 0ffh
        db      00h
        times 15 db 3fh
        db      01h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 05h, 01h, 0ffh

mode_640_480:
        db      KIND_PLANES, 1, 80, 16, 1, DAC_EGA
        dw      font_8x16, 480, 80, 0a000h, 3d4h
        db      0e3h
        db      01h, 0fh, 00h, 06h
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 00bh, 3eh
        db      00h, 40h, 00h, 00h, 00h, 00h, 00h, 00h
        db      0eah, 8ch, 0dfh, 28h, 00h, 0e7h, 04h, 0e3h, 0ffh
        COLOURS_EGA
        db      01h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 00h, 05h, 0fh, 0ffh

mode_256:
        db      KIND_BYTES, 8, 40, 8, 1, DAC_256
        dw      font_8x8, 200, 320, 2000h, 3d4h
        db      63h
        db      01h, 0fh, 00h, 0eh
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 0bfh, 1fh
        db      00h, 41h, 00h, 00h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 40h, 96h, 0b9h, 0a3h, 0ffh
        db      00h, 01h, 02h, 03h, 04h, 05h, 06h, 07h
        db      08h, 09h, 0ah, 0bh, 0ch, 0dh, 0eh, 0fh
        db      41h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 40h, 05h, 0fh, 0ffh

; What a CGA would have at 3D8h in modes 0 to 7.
mode_control:
        db      2ch, 28h, 2dh, 29h, 2ah, 2eh, 1eh, 29h
.end:

; Where programs look for tables of their own; we have none.
video_save_table:
        times 7 dd 0
