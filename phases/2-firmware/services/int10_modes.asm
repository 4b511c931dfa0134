; SPDX-License-Identifier: MIT
; INT 10h: setting a video mode (AH=00h). See int10.asm for where we are.
;
; Nobody has programmed the VGA before us: each register is written here. The
; screen stays dark until all is set, as a monitor may not like what is half
; done.
;
; Source: IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem",
; "Video Mode Switching"; values in int10_mode_tables.asm.

VGA_MISC                equ 3c2h        ; miscellaneous output, write
VGA_SEQUENCER           equ 3c4h        ; index, data at +1
VGA_GRAPHICS            equ 3ceh
VGA_ATTRIBUTE           equ 3c0h        ; index and data in turns
ATTRIBUTE_SHOW          equ 20h         ; in the index: palette to the screen
SEQ_RESET               equ 00h
SEQ_CLOCKING            equ 01h
SEQ_SCREEN_OFF          equ 20h         ; in the clocking mode register
CRTC_RETRACE_END        equ 11h         ; bit 7 protects registers 0-7

MODE_KEEP_MEMORY        equ 80h         ; in AL: do not clear the screen
VIDEO_CONTROL_START     equ 60h         ; 256 KiB of memory, scaled cursor
VIDEO_SWITCHES_START    equ 0f9h        ; colour display, 80 columns
VIDEO_FLAGS_START       equ 11h         ; VGA, 400 lines
DISPLAY_VGA_COLOUR      equ 08h         ; display combination code
BDA_DISPLAY_CODE        equ 8ah
BDA_VIDEO_SAVE_PTR      equ 0a8h        ; far pointer
IVT_FONT                equ 43h * 4     ; far pointer to the characters' shapes

; AH=00h: mode AL. Out: AL = 30h after a text mode, 20h after mode 13h.
int10_set_mode:
        mov     dl, al
        and     dl, ~MODE_KEEP_MEMORY
        call    mode_find
        jc      .done
        call    mode_describe
        call    mode_program
        call    mode_palette
        test    CALLER_AL, MODE_KEEP_MEMORY
        jnz     .kept
        call    mode_clear
.kept:  cmp     dl, VIDEO_MODE_PIXELS
        mov     CALLER_AL, 20h
        je      .show
        mov     CALLER_AL, 30h
        push    si
        mov     bx, 1000h               ; 16 lines, block 0
        call    font_load_rom
        pop     si
        mov     cx, [BDA_CURSOR_SHAPE]
        call    int10_cursor_shape
        mov     bh, 0
        xor     dx, dx
        call    video_set_cursor
.show:  call    mode_show
.done:  ret

; SI = the mode in the tables for number DL. CF=1: not one of ours.
mode_find:
        mov     si, mode_list
.next:  cmp     dl, [cs:si]
        je      .found
        add     si, 3
        cmp     si, mode_list.end
        jb      .next
        stc
        ret
.found: mov     si, [cs:si + 1]
        clc
        ret

; The BIOS data area for mode DL at SI. AX, CX, DI, ES are lost.
mode_describe:
        push    ds
        pop     es
        mov     [BDA_VIDEO_MODE], dl
        movzx   ax, byte [cs:si + mode.columns]
        mov     [BDA_VIDEO_COLUMNS], ax
        mov     ax, [cs:si + mode.page_size]
        mov     [BDA_VIDEO_PAGE_SIZE], ax
        mov     ax, [cs:si + mode.crtc_port]
        mov     [BDA_CRTC_PORT], ax
        mov     al, [cs:si + mode.control]
        mov     [BDA_CRT_MODE_CTL], al
        mov     byte [BDA_CRT_PALETTE], 30h
        mov     al, [cs:si + mode.height]
        mov     [BDA_CHAR_HEIGHT], ax
        mov     byte [BDA_CHAR_HEIGHT + 1], 0
        mov     byte [BDA_VIDEO_ROWS], 24
        xor     ax, ax
        mov     [BDA_VIDEO_PAGE_START], ax
        mov     [BDA_VIDEO_PAGE], al
        mov     di, BDA_CURSOR
        mov     cx, VIDEO_PAGES
        rep     stosw
        mov     word [BDA_CURSOR_SHAPE], 0607h
        mov     al, CALLER_AL
        and     al, MODE_KEEP_MEMORY
        or      al, VIDEO_CONTROL_START
        mov     [BDA_VIDEO_CONTROL], al
        mov     byte [BDA_VIDEO_SWITCHES], VIDEO_SWITCHES_START
        or      byte [BDA_VIDEO_FLAGS], VIDEO_FLAGS_START
        mov     byte [BDA_DISPLAY_CODE], DISPLAY_VGA_COLOUR
        mov     word [BDA_VIDEO_SAVE_PTR], video_save_table
        mov     [BDA_VIDEO_SAVE_PTR + 2], cs
        mov     es, cx
        mov     ax, [cs:si + mode.font]
        mov     [es:IVT_FONT], ax
        mov     [es:IVT_FONT + 2], cs
        ret

; All registers of the VGA for the mode at SI, screen dark. AX, BX, CX, DX, DI
; are lost.
mode_program:
        push    dx
        mov     dx, VGA_SEQUENCER
        mov     ax, 0100h | SEQ_RESET   ; hold the sequencer
        out     dx, ax
        mov     ah, [cs:si + mode.sequencer]
        or      ah, SEQ_SCREEN_OFF
        mov     al, SEQ_CLOCKING
        out     dx, ax
        mov     al, [cs:si + mode.misc]
        mov     dl, VGA_MISC & 0ffh
        out     dx, al
        mov     dl, VGA_SEQUENCER & 0ffh
        lea     di, [si + mode.sequencer + 1]
        mov     bl, 2
        mov     cx, 3
        call    registers_write
        mov     ax, 0300h | SEQ_RESET
        out     dx, ax
        mov     dx, [BDA_CRTC_PORT]
        mov     ax, CRTC_RETRACE_END    ; unlock registers 0-7
        out     dx, ax
        lea     di, [si + mode.crtc]
        mov     bl, 0
        mov     cx, 25
        call    registers_write
        mov     dx, VGA_GRAPHICS
        lea     di, [si + mode.graphics]
        mov     bl, 0
        mov     cx, 9
        call    registers_write
        pop     dx
        ret

; Write CX bytes at CS:DI to the registers from BL on, index port DX.
; AX, BL, CX, DI are lost.
registers_write:
        mov     al, bl
        mov     ah, [cs:di]
        out     dx, ax
        inc     bl
        inc     di
        loop    registers_write
        ret

; Attribute registers and DAC for the mode at SI, unless a program asked to
; keep its own (AH=12h BL=31h).
mode_palette:
        lea     di, [si + mode.attribute]
        mov     cx, 20
        mov     bl, 0
        test    byte [BDA_VIDEO_FLAGS], VIDEO_KEEP_PALETTE
        jz      .load
        add     di, 16
        mov     cx, 4
        mov     bl, 16
.load:  mov     bh, [cs:di]
        call    attribute_write
        inc     bx
        mov     bh, 0
        inc     di
        loop    .load
        test    byte [BDA_VIDEO_FLAGS], VIDEO_KEEP_PALETTE
        jnz     .done
        cmp     dl, VIDEO_MODE_PIXELS
        je      dac_load_256
        jmp     dac_load_64
.done:  ret

; Empty cells in text modes, colour 0 in mode 13h. AX, CX, DI, ES are lost.
mode_clear:
        call    video_segment
        mov     eax, 07200720h
        mov     cx, 8000h / 4           ; the 32 KiB of the text window
        cmp     dl, VIDEO_MODE_PIXELS
        jne     .fill
        xor     eax, eax
        mov     cx, PIXEL_PITCH * PIXEL_ROWS / 4
.fill:  xor     di, di
        rep     stosd
        ret

; Light: sequencer and attribute controller show what is in the memory.
mode_show:
        mov     dx, VGA_SEQUENCER
        mov     al, SEQ_CLOCKING
        mov     ah, [cs:si + mode.sequencer]
        out     dx, ax

; Palette to the screen. AX, DX are lost.
attribute_show:
        call    attribute_reset
        mov     dx, VGA_ATTRIBUTE
        mov     al, ATTRIBUTE_SHOW
        out     dx, al
        ret
