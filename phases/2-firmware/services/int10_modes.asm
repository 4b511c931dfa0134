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
VGA_MISC_READ           equ 3cch
VGA_SEQUENCER           equ 3c4h        ; index, data at +1
VGA_GRAPHICS            equ 3ceh
VGA_ATTRIBUTE           equ 3c0h        ; index and data in turns
ATTRIBUTE_SHOW          equ 20h         ; in the index: palette to the screen
SEQ_RESET               equ 00h
SEQ_CLOCKING            equ 01h
SEQ_SCREEN_OFF          equ 20h         ; in the clocking mode register
CRTC_RETRACE_END        equ 11h         ; bit 7 protects registers 0-7

MODE_KEEP_MEMORY        equ 80h         ; in AL: do not clear the screen
VIDEO_CONTROL_START     equ 60h         ; 256 KiB of memory
VIDEO_SWITCHES_START    equ 0f9h        ; colour display, 80 columns
VIDEO_LINES             equ 90h         ; in BDA_VIDEO_FLAGS: of text modes
VIDEO_LINES_400         equ 10h         ; 80h: 200, 00h: 350
VIDEO_GREYS             equ 02h         ; in BDA_VIDEO_FLAGS: new modes in grey
VIDEO_PAGES             equ 8           ; that the data area has cursors for
BDA_VIDEO_SAVE_PTR      equ 0a8h        ; far pointer
IVT_FONT                equ 43h * 4     ; far pointer to the characters' shapes

; AH=00h: mode AL. Out: AL = 30h after a text mode or 4, 5; 3Fh after 6; 20h
; after the others.
int10_set_mode:
        mov     dl, al
        and     dl, ~MODE_KEEP_MEMORY
        call    mode_find
        jc      .done
        call    mode_describe
        call    mode_program
        call    vbe_off
        call    mode_palette
        test    CALLER_AL, MODE_KEEP_MEMORY
        jnz     .kept
        call    mode_clear
.kept:  mov     CALLER_AL, 20h
        cmp     dl, VIDEO_MODE_MONO
        ja      .graphics
        mov     CALLER_AL, 30h
        cmp     dl, 6
        jne     .graphics
        mov     CALLER_AL, 3fh
.graphics:
        cmp     byte [cs:si + mode.kind], KIND_TEXT
        jne     .show
        push    si
        mov     bh, [cs:si + mode.height]
        mov     bl, 0                   ; block 0
        call    font_load_rom
        mov     cx, [BDA_CURSOR_SHAPE]
        call    int10_cursor_shape
        mov     bh, 0
        xor     dx, dx
        call    video_set_cursor
        pop     si
.show:  call    mode_show
.done:  ret

; SI = the mode in the tables for number DL. CF=1: not one of ours. Text modes
; are looked for among those with the number of lines that is wanted first.
mode_find:
        push    ax
        mov     al, [BDA_VIDEO_FLAGS]
        and     al, VIDEO_LINES
        mov     si, mode_list
        cmp     al, VIDEO_LINES_400
        je      .next
        mov     si, mode_list_350
        cmp     al, 0
        je      .next
        mov     si, mode_list_200
.next:  cmp     dl, [cs:si]
        je      .found
        add     si, 3
        cmp     byte [cs:si], MODE_LIST_END
        jne     .next
        cmp     si, mode_list.end
        mov     si, mode_list
        jne     .next
        pop     ax
        stc
        ret
.found: mov     si, [cs:si + 1]
        pop     ax
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
        call    mode_describe_cga
        movzx   cx, byte [cs:si + mode.height]
        mov     [BDA_CHAR_HEIGHT], cx
        mov     ax, [cs:si + mode.lines]
        div     cl
        dec     ax
        mov     [BDA_VIDEO_ROWS], al
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
        and     byte [BDA_VIDEO_CONTROL], CURSOR_NO_SCALING
        or      [BDA_VIDEO_CONTROL], al
        mov     byte [BDA_VIDEO_SWITCHES], VIDEO_SWITCHES_START
        mov     word [BDA_VIDEO_SAVE_PTR], video_save_table
        mov     [BDA_VIDEO_SAVE_PTR + 2], cs
        mov     es, cx
        mov     ax, [cs:si + mode.font]
        mov     [es:IVT_FONT], ax
        mov     [es:IVT_FONT + 2], cs
        ret

; The two bytes that tell what the registers of a CGA would hold. AX, DI are
; lost.
mode_describe_cga:
        movzx   di, dl
        mov     ax, 3000h
        cmp     di, mode_control.end - mode_control
        jae     .set
        mov     al, [cs:mode_control + di]
        cmp     dl, 6
        jne     .set
        mov     ah, 3fh
.set:   mov     [BDA_CRT_MODE_CTL], al
        mov     [BDA_CRT_PALETTE], ah
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
; keep its own (AH=12h BL=31h). AX, BX, CX, DI are lost.
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
        mov     bx, 0014h               ; colour select
        call    attribute_write
        test    byte [BDA_VIDEO_FLAGS], VIDEO_KEEP_PALETTE
        jnz     .done
        call    dac_load
        test    byte [BDA_VIDEO_FLAGS], VIDEO_GREYS
        jz      .done
        pusha
        mov     bx, 0
        mov     cx, 256
        call    dac_grey_block
        popa
.done:  ret

; Empty cells in text modes, colour 0 in the others. AX, CX, DI, ES are lost.
mode_clear:
        call    video_segment
        mov     eax, 07200720h
        mov     cx, 8000h / 4           ; the 32 KiB of the window
        cmp     byte [cs:si + mode.kind], KIND_TEXT
        je      .fill
        xor     eax, eax
        cmp     byte [cs:si + mode.kind], KIND_CGA
        je      .fill
        mov     cx, 10000h / 4
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
