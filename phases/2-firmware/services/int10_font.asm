; SPDX-License-Identifier: MIT
; INT 10h: the shapes of the characters (AH=11h). See int10.asm for where we
; are.
;
; In text modes the VGA draws from plane 2 of its memory: 8 blocks of 256
; characters, 32 bytes each. To write there, the memory is mapped flat at
; A0000h for a moment. The ROM has 8 x 16, 8 x 14 and 8 x 8.

FONT_SEGMENT            equ 0a000h
FONT_SLOT               equ 32          ; bytes a character in plane 2
CRTC_MAX_SCAN_LINE      equ 09h
CRTC_DISPLAY_END        equ 12h
CRTC_SCAN_DOUBLE        equ 80h         ; in CRTC_MAX_SCAN_LINE
SEQ_FONT_SELECT         equ 03h
MISC_LINES              equ 0c0h        ; polarity of the retraces: which
MISC_LINES_350          equ 80h         ; monitor size, 40h: 400

; SI = the ROM font of BH lines.
font_of_height:
        mov     si, font_8x8
        cmp     bh, 14
        jb      .done
        mov     si, font_8x14
        je      .done
        mov     si, font_8x16
.done:  ret

; The ROM font of BH lines to block BL. AX, CX, DX, SI, DI, ES are lost.
font_load_rom:
        push    cs
        pop     es
        call    font_of_height
        mov     cx, 256
        xor     dx, dx

; CX characters from DX on, BH bytes each at ES:SI, to block BL.
font_load:
        jcxz    .done
        push    ds
        push    bx
        push    cx
        push    dx
        call    font_open
        pop     ax
        mov     di, ax
        shl     di, 5
        movzx   ax, bl                  ; blocks 0-3 lie at 0, 4000h, 8000h and
        and     ax, 7                   ; C000h, blocks 4-7 2000h further
        ror     ax, 2
        mov     dx, ax
        and     dx, 1
        shl     dx, 13
        and     ax, 0c000h
        add     di, ax
        add     di, dx
        pop     cx
        push    es
        pop     ds
        push    FONT_SEGMENT
        pop     es
        movzx   bx, bh
.character:
        push    cx
        push    di
        mov     cx, bx
        rep     movsb
        mov     cx, FONT_SLOT
        sub     cx, bx
        mov     al, 0
        rep     stosb
        pop     di
        pop     cx
        add     di, FONT_SLOT
        loop    .character
        pop     bx
        pop     ds
        call    font_close
.done:  ret

; Plane 2 flat at A0000h; back to text. AX, CX, DX, DI are lost.
font_open:
        mov     di, font_open_registers
        jmp     font_map
font_close:
        mov     di, font_close_registers
        cmp     byte [BDA_VIDEO_MODE], VIDEO_MODE_MONO
        jne     font_map
        mov     di, font_close_mono_registers
font_map:
        mov     dx, VGA_SEQUENCER
        call    .two
        mov     dl, VGA_GRAPHICS & 0ffh
        call    .two
        jmp     .one
.two:   call    .one
.one:   mov     ax, [cs:di]
        out     dx, ax
        inc     di
        inc     di
        ret

; Sequencer: map mask, memory mode. Graphics: read map, mode, miscellaneous.
font_open_registers:
        dw      0402h, 0704h, 0204h, 0005h, 0406h
font_close_registers:
        dw      0302h, 0204h, 0004h, 1005h, 0e06h
font_close_mono_registers:
        dw      0302h, 0204h, 0004h, 1005h, 0a06h

; AH=11h: function in AL.
int10_font:
        cmp     al, 30h
        je      font_information
        cmp     al, 20h
        jae     font_pointer            ; ZF=1: AL=20h
        call    video_is_pixels
        je      .done
        mov     ah, al
        and     al, 0fh
        jz      .user
        cmp     al, 3
        je      .select
        cmp     al, 4
        ja      .done
        mov     bh, 8
        cmp     al, 2
        je      .rom
        mov     bh, 14
        jb      .rom
        mov     bh, 16
.rom:   push    ax
        push    bx
        call    font_load_rom
        pop     bx
        pop     ax
        jmp     .height
.user:  cmp     bh, FONT_SLOT
        ja      .done
        mov     si, CALLER_BP
        push    ax
        push    bx
        call    font_load
        pop     bx
        pop     ax
.height:
        test    ah, 10h                 ; AL=1xh: the screen follows the font
        jnz     font_set_height
.done:  ret
.select:
        mov     al, SEQ_FONT_SELECT
        mov     ah, bl
        mov     dx, VGA_SEQUENCER
        out     dx, ax
        ret

; BH lines a character from now on: rows, cursor and BDA follow.
font_set_height:
        test    bh, bh
        jz      .done
        movzx   cx, bh
        mov     [BDA_CHAR_HEIGHT], cx
        mov     dx, [BDA_CRTC_PORT]
        mov     al, CRTC_MAX_SCAN_LINE
        out     dx, al
        inc     dx
        in      al, dx
        mov     cl, al
        and     al, 0e0h
        or      al, bh
        dec     ax
        out     dx, al
        call    font_lines
        div     bh
        mov     ch, al                  ; rows
        dec     al
        mov     [BDA_VIDEO_ROWS], al
        mov     al, ch
        mul     bh
        test    cl, CRTC_SCAN_DOUBLE
        jz      .once
        shl     ax, 1
.once:  mov     bx, ax
        dec     bx                      ; last line with text
        mov     al, CRTC_DISPLAY_END
        call    video_crtc_write
        movzx   ax, ch
        mul     byte [BDA_VIDEO_COLUMNS]
        shl     ax, 1
        add     ax, 00ffh               ; pages start at a multiple of 256
        mov     al, 0
        mov     [BDA_VIDEO_PAGE_SIZE], ax
        mov     cx, [BDA_CURSOR_SHAPE]
        call    int10_cursor_shape
.done:  ret

; AX = lines of the text mode, whose CRTC_MAX_SCAN_LINE is CL. DX is lost.
font_lines:
        mov     dx, VGA_MISC_READ
        in      al, dx
        and     al, MISC_LINES
        cmp     al, MISC_LINES_350
        mov     ax, 350
        je      .done
        mov     ax, 400
        test    cl, CRTC_SCAN_DOUBLE
        jz      .done
        shr     ax, 1
.done:  ret

; For programs that draw pixels. AL=20h: ES:BP = upper half of the 8 x 8
; characters; AL=21h: ES:BP = all characters, CX = bytes each; AL=22h, 23h,
; 24h: the ROM's 8 x 14, 8 x 8, 8 x 16. But for the first BL says how many
; rows the screen has: 0: DL, 1: 14, 2: 25, 3: 43.
font_pointer:
        mov     si, CALLER_BP
        je      .upper
        cmp     al, 24h
        ja      .done
        cmp     al, 21h
        je      .user
        mov     bh, 8
        cmp     al, 23h
        je      .rom
        mov     bh, 14
        jb      .rom
        mov     bh, 16
.rom:   call    font_of_height
        push    cs
        pop     es
        movzx   cx, bh
.user:  mov     [BDA_CHAR_HEIGHT], cx
        cmp     bl, 3
        ja      .pointer
        mov     bh, 0
        mov     al, [cs:font_rows + bx]
        test    bl, bl
        jnz     .rows
        mov     al, dl
.rows:  dec     ax
        mov     [BDA_VIDEO_ROWS], al
.pointer:
        mov     di, IVT_FONT
.set:   mov     ax, es
        push    0
        pop     es
        mov     [es:di], si
        mov     [es:di + 2], ax
.done:  ret
.upper: mov     di, IVT_FONT_UPPER
        jmp     .set

font_rows:
        db      0, 14, 25, 43

; AL=30h: ES:BP = the font that BH asks for, CX = bytes a character on the
; screen, DL = rows minus 1.
font_information:
        cmp     bh, (font_list.end - font_list) / 2
        jae     .done
        movzx   si, bh
        shl     si, 1
        mov     si, [cs:font_list + si]
        mov     dx, cs
        cmp     bh, 1
        ja      .answer
        push    0
        pop     es
        mov     dx, [es:si + 2]
        mov     si, [es:si]
.answer:
        mov     CALLER_BP, si
        mov     CALLER_ES, dx
        mov     ax, [BDA_CHAR_HEIGHT]
        mov     CALLER_CX, ax
        mov     al, [BDA_VIDEO_ROWS]
        mov     CALLER_DL, al
.done:  ret

font_list:
        dw      IVT_FONT_UPPER          ; 0, 1: what these vectors hold
        dw      IVT_FONT
        dw      font_8x14
        dw      font_8x8
        dw      font_8x8 + 128 * 8
        dw      font_none               ; changes for 9 pixels: none
        dw      font_8x16
        dw      font_none
.end:
font_none:
        db      0
