; SPDX-License-Identifier: MIT
; INT 10h: mode 13h: pixels (AH=0Ch, 0Dh) and characters made of pixels.
; See int10.asm for where we are.
;
; A character has 8 x 8 pixels there; INT 43h points to their shapes.

PIXEL_ROWS              equ 200

; AH=0Ch: pixel at column CX, row DX gets colour AL.
int10_write_pixel:
        call    pixel_address
        jc      .done
        mov     [es:di], al
.done:  ret

; AH=0Dh: AL = colour of the pixel at column CX, row DX.
int10_read_pixel:
        call    pixel_address
        jc      .done
        mov     al, [es:di]
        mov     CALLER_AL, al
.done:  ret

; ES:DI = the pixel. CF=1: there is none, or no graphics mode. AX kept.
pixel_address:
        call    video_is_pixels
        stc
        jne     .done
        cmp     cx, PIXEL_PITCH
        cmc
        jc      .done
        cmp     dx, PIXEL_ROWS
        cmc
        jc      .done
        call    video_segment
        imul    di, dx, PIXEL_PITCH
        add     di, cx
        clc
.done:  ret

; Draw character AL at row DH, column DL in colour BL on colour 0. In a mode
; of 256 colours bit 7 of BL is part of the colour. All kept but
; DI, ES, FS.
glyph_draw:
        push    ax
        push    cx
        push    si
        call    glyph_start
        mov     cl, PIXEL_CELL
.line:  call    glyph_line
        mov     ch, PIXEL_CELL
.pixel: shl     al, 1
        sbb     ah, ah
        and     ah, bl
        mov     [es:di], ah
        inc     di
        dec     ch
        jnz     .pixel
        add     di, PIXEL_PITCH - PIXEL_CELL
        dec     cl
        jnz     .line
        pop     si
        pop     cx
        pop     ax
        ret

; FS:SI = glyph of AL, ES:DI = its place at row DH, column DL.
glyph_start:
        push    ax
        push    0
        pop     es
        lfs     si, [es:IVT_FONT]
        mov     ah, 0
        shl     ax, 3
        add     si, ax
        movzx   di, dh
        imul    di, di, PIXEL_PITCH * PIXEL_CELL
        movzx   ax, dl
        shl     ax, 3
        add     di, ax
        call    video_segment
        pop     ax
        ret

; AL = the next line of the glyph at FS:SI.
glyph_line:
        fs lodsb
        ret

; AL = the character whose glyph stands at row DH, column DL, or 0.
glyph_recognise:
        mov     bl, 0
.next:  mov     al, bl
        call    glyph_start
        call    glyph_matches
        je      .found
        inc     bl
        jnz     .next
.found: mov     al, bl
        ret

; ZF=1 if the pixels at ES:DI show the glyph at SI. AX, CX, SI, DI are lost.
glyph_matches:
        mov     cl, PIXEL_CELL
.line:  mov     ch, PIXEL_CELL
.pixel: cmp     byte [es:di], 1         ; CF=1: background
        cmc
        rcl     ah, 1
        inc     di
        dec     ch
        jnz     .pixel
        call    glyph_line
        cmp     al, ah
        jne     .done
        add     di, PIXEL_PITCH - PIXEL_CELL
        dec     cl
        jnz     .line
.done:  ret
