; SPDX-License-Identifier: MIT
; Register values of each video mode: 720 x 400 pixels with 9 x 16 a character
; in text modes, 320 x 200 with each line shown twice in mode 13h; 70 Hz all.
;
; Source: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem",
; "Video Modes" and the tables of default register values.

struc mode
.columns        resb 1
.height         resb 1                  ; lines a character
.font           resw 1                  ; what INT 43h points to
.page_size      resw 1
.crtc_port      resw 1
.control        resb 1                  ; what a CGA would have at 3D8h
.misc           resb 1
.sequencer      resb 4                  ; registers 1-4
.crtc           resb 25                 ; 0-18h
.attribute      resb 20                 ; 0-13h
.graphics       resb 9                  ; 0-8
endstruc

mode_list:
        db      00h
        dw      mode_text_40
        db      01h
        dw      mode_text_40
        db      02h
        dw      mode_text_80
        db      03h
        dw      mode_text_80
        db      VIDEO_MODE_MONO
        dw      mode_text_mono
        db      VIDEO_MODE_PIXELS
        dw      mode_pixels
.end:

mode_text_40:
        db      40, 16
        dw      font_8x16, 0800h, 3d4h
        db      28h, 67h
        db      08h, 03h, 00h, 02h
        db      2dh, 27h, 28h, 90h, 2bh, 0a0h, 0bfh, 1fh
        db      00h, 4fh, 0dh, 0eh, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 14h, 1fh, 96h, 0b9h, 0a3h, 0ffh
        db      00h, 01h, 02h, 03h, 04h, 05h, 14h, 07h
        db      38h, 39h, 3ah, 3bh, 3ch, 3dh, 3eh, 3fh
        db      0ch, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_80:
        db      80, 16
        dw      font_8x16, 1000h, 3d4h
        db      29h, 67h
        db      00h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 4fh, 0dh, 0eh, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 1fh, 96h, 0b9h, 0a3h, 0ffh
        db      00h, 01h, 02h, 03h, 04h, 05h, 14h, 07h
        db      38h, 39h, 3ah, 3bh, 3ch, 3dh, 3eh, 3fh
        db      0ch, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0eh, 0fh, 0ffh

mode_text_mono:
        db      80, 16
        dw      font_8x16, 1000h, 3b4h
        db      29h, 66h
        db      00h, 03h, 00h, 02h
        db      5fh, 4fh, 50h, 82h, 55h, 81h, 0bfh, 1fh
        db      00h, 4fh, 0dh, 0eh, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 0fh, 96h, 0b9h, 0a3h, 0ffh
        db      00h, 08h, 08h, 08h, 08h, 08h, 08h, 08h
        db      10h, 18h, 18h, 18h, 18h, 18h, 18h, 18h
        db      0eh, 00h, 0fh, 08h
        db      00h, 00h, 00h, 00h, 00h, 10h, 0ah, 0fh, 0ffh

mode_pixels:
        db      40, 8
        dw      font_8x8, PIXEL_PITCH * PIXEL_ROWS, 3d4h
        db      00h, 63h
        db      01h, 0fh, 00h, 0eh
        db      5fh, 4fh, 50h, 82h, 54h, 80h, 0bfh, 1fh
        db      00h, 41h, 00h, 00h, 00h, 00h, 00h, 00h
        db      9ch, 8eh, 8fh, 28h, 40h, 96h, 0b9h, 0a3h, 0ffh
        db      00h, 01h, 02h, 03h, 04h, 05h, 06h, 07h
        db      08h, 09h, 0ah, 0bh, 0ch, 0dh, 0eh, 0fh
        db      41h, 00h, 0fh, 00h
        db      00h, 00h, 00h, 00h, 00h, 40h, 05h, 0fh, 0ffh

; Where programs look for tables of their own; we have none.
video_save_table:
        times 7 dd 0
