; SPDX-License-Identifier: MIT
; INT 10h: the screen. 16-bit real mode, caller's stack, code in the ROM.
;
; All modes of a VGA: text 0-3 and 7, the CGA's graphics 4-6, the EGA's 0Dh to
; 10h, and 11h to 13h; and VESA's, in which it writes no text. One file an idea; this one holds the table of functions
; and what all of them share.
;
; Source: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem";
; IBM PS/2 and PC BIOS Interface Technical Reference, "Interrupt 10H".
; Not provided: light pen.

%include "services/frame.inc"
%include "services/frame.asm"
%include "services/wait.asm"

VIDEO_MODE_MONO         equ 07h
VIDEO_MODE_256          equ 13h
VIDEO_FLAGS_START       equ 11h         ; VGA, 400 lines
DISPLAY_VGA_COLOUR      equ 08h         ; display combination code
BDA_DISPLAY_CODE        equ 8ah

int10_handler:
        SERVICE_ENTER
        cmp     word [BDA_VBE_MODE], 0
        jne     .vesa
.go:    DISPATCH int10_functions, int10_vesa
.vesa:  cmp     ah, 13h
        je      service_leave
        cmp     ah, 0eh
        ja      .go
        cmp     ah, 0
        je      .go
        jmp     service_leave

; AH=4Fh: VESA; see int10_vbe.asm.
int10_vesa:
        cmp     ah, 4fh
        je      int10_vbe
        ret

int10_functions:
        dw      int10_set_mode          ; 00h
        dw      int10_cursor_shape      ; 01h
        dw      int10_set_cursor        ; 02h
        dw      int10_get_cursor        ; 03h
        dw      int10_light_pen         ; 04h
        dw      int10_select_page       ; 05h
        dw      int10_scroll_up         ; 06h
        dw      int10_scroll_down       ; 07h
        dw      int10_read_cell         ; 08h
        dw      int10_write_cells       ; 09h
        dw      int10_write_characters  ; 0Ah
        dw      int10_cga_palette       ; 0Bh
        dw      int10_write_pixel       ; 0Ch
        dw      int10_read_pixel        ; 0Dh
        dw      int10_teletype          ; 0Eh
        dw      int10_get_mode          ; 0Fh
        dw      int10_palette           ; 10h
        dw      int10_font              ; 11h
        dw      int10_alternate         ; 12h
        dw      int10_write_string      ; 13h
        times 6 dw int10_none           ; 14h-19h
        dw      int10_display_code      ; 1Ah
        dw      int10_state             ; 1Bh
        dw      int10_save              ; 1Ch
.end:

int10_none:
        ret

; What POST calls: 80 x 25 text in colour, font loaded, screen clear.
video_init:
        pusha
        push    ds
        push    BDA_SEG
        pop     ds
        mov     byte [BDA_VIDEO_FLAGS], VIDEO_FLAGS_START
        mov     byte [BDA_DISPLAY_CODE], DISPLAY_VGA_COLOUR
        pop     ds
        mov     ax, 0003h
        pushf
        push    cs
        call    int10_handler
        popa
        ret

; ZF=1 in a graphics mode. All registers kept.
video_is_pixels:
        push    ax
        mov     al, [BDA_VIDEO_MODE]
        cmp     al, VIDEO_MODE_MONO
        je      .text
        cmp     al, 4
        jb      .text
        cmp     al, al
        pop     ax
        ret
.text:  or      al, 1                   ; ZF=0
        pop     ax
        ret

; SI = the mode that is set, in the tables. Flags are lost.
video_mode:
        push    dx
        mov     dl, [BDA_VIDEO_MODE]
        call    mode_find
        pop     dx
        ret

; ES = the segment that shows the screen. Flags are lost.
video_segment:
        push    ax
        mov     ax, 0b800h
        cmp     byte [BDA_VIDEO_MODE], VIDEO_MODE_MONO
        jb      .set
        mov     ax, 0b000h
        je      .set
        mov     ax, 0a000h
.set:   mov     es, ax
        pop     ax
        ret

; BH = a page that exists. Flags are lost.
video_clip_page:
        push    si
        call    video_mode
        push    ax
        mov     al, [cs:si + mode.pages]
        dec     ax
        and     bh, al
        pop     ax
        pop     si
        ret

; ES:DI = the cell of a text mode at row DH, column DL of page BH.
video_cell:
        push    ax
        push    dx
        call    video_segment
        mov     al, dh
        mul     byte [BDA_VIDEO_COLUMNS]
        mov     dh, 0
        add     ax, dx
        shl     ax, 1
        mov     di, ax
        movzx   ax, bh
        mul     word [BDA_VIDEO_PAGE_SIZE]
        add     di, ax
        pop     dx
        pop     ax
        ret

; Write BL to register AL of the CRT controller. AX, DX are lost.
video_crtc_write:
        mov     dx, [BDA_CRTC_PORT]
        mov     ah, bl
        out     dx, ax
        ret

; Write BX to the register pair AL (high byte), AL+1 (low byte).
video_crtc_pair:
        push    dx
        push    ax
        mov     dx, [BDA_CRTC_PORT]
        mov     ah, bh
        out     dx, ax
        pop     ax
        push    ax
        inc     al
        mov     ah, bl
        out     dx, ax
        pop     ax
        pop     dx
        ret

%include "services/int10_modes.asm"
%include "services/int10_mode_tables.asm"
%include "services/int10_cursor.asm"
%include "services/int10_scroll.asm"
%include "services/int10_scroll_pixels.asm"
%include "services/int10_cells.asm"
%include "services/int10_teletype.asm"
%include "services/int10_pixels.asm"
%include "services/int10_glyphs.asm"
%include "services/int10_palette.asm"
%include "services/int10_dac.asm"
%include "services/int10_font.asm"
%include "services/int10_info.asm"
%include "services/int10_save.asm"
%include "services/int10_font_8x8.asm"
%include "services/int10_vbe_modes.asm"
%include "services/int10_vbe.asm"
%include "services/int10_vbe_memory.asm"
