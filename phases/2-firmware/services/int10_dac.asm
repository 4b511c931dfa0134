; SPDX-License-Identifier: MIT
; INT 10h: the colour registers of the DAC (AH=10h AL=10h-1Bh) and their
; start values. See int10.asm for where we are.
;
; Each of the 256 registers holds red, green and blue, 6 bits each.
;
; Source: IBM PS/2 Hardware Interface Technical Reference, "Video
; Digital-to-Analog Converter".

DAC_MASK                equ 3c6h
DAC_READ_INDEX          equ 3c7h
DAC_WRITE_INDEX         equ 3c8h
DAC_DATA                equ 3c9h

; The kinds of start values.
DAC_EGA                 equ 0           ; 64 colours, four times over
DAC_CGA                 equ 1           ; 16: bit 4 brightens those of bits 2-0
DAC_MONO                equ 2           ; bit 3: grey, bits 4 and 3: white
DAC_256                 equ 3

; Start values for the mode at SI. All registers kept but AX.
dac_load:
        cmp     byte [cs:si + mode.dac], DAC_256
        je      dac_load_256
        push    bx
        push    dx
        call    dac_begin
        mov     bl, 0
.colour:
        call    dac_number
        call    dac_write_colour
        inc     bl
        jnz     .colour
        pop     dx
        pop     bx
        ret

; AH = the colour of an EGA that colour BL of the mode at SI is. AL is lost.
dac_number:
        mov     ah, bl
        cmp     byte [cs:si + mode.dac], DAC_CGA
        jb      .done
        ja      .mono
        mov     al, bl
        and     ax, 1007h               ; AH: bit 4, AL: bits 2-0
        shr     ah, 1
        or      al, ah
        push    bx
        mov     bx, dac_text_colours
        cs xlatb
        pop     bx
        mov     ah, al
.done:  ret
.mono:  and     ah, 18h
        mov     al, 00h
        test    ah, 08h
        jz      .set
        mov     al, 07h
        cmp     ah, 18h
        jne     .set
        mov     al, 3fh
.set:   mov     ah, al
        ret

; Write colour AH of an EGA: bits 2-0 are red, green and blue of 2/3 strength,
; bits 5-3 add 1/3. AX is lost.
dac_write_colour:
        call    .beam                   ; red
        shl     ah, 1
        call    .beam                   ; green
        shl     ah, 1
.beam:  mov     al, 0                   ; and blue
        test    ah, 04h
        jz      .third
        mov     al, 2ah
.third: test    ah, 20h
        jz      .out
        add     al, 15h
.out:   out     dx, al
        ret

; The default colours of mode 13h: 16 as in text modes, 16 greys, 9 circles
; of 24 hues (3 saturations of 3 brightnesses), 8 times black.
dac_load_256:
        pusha
        call    dac_begin
        mov     si, dac_text_colours
.text:  mov     ah, [cs:si]
        call    dac_write_colour
        inc     si
        cmp     si, dac_greys
        jb      .text
.grey:  mov     al, [cs:si]
        out     dx, al
        out     dx, al
        out     dx, al
        inc     si
        cmp     si, dac_levels
        jb      .grey
.circle:
        call    dac_circle
        add     si, 5
        cmp     si, dac_levels.end
        jb      .circle
        mov     al, 0
        mov     cx, 8 * 3
.black: out     dx, al
        loop    .black
        popa
        ret

; One circle from blue by red and green back to blue, with the five levels of
; strength at SI. A step moves one beam by one level; six moves of four steps.
dac_circle:
        mov     bx, 0400h               ; BL = red, BH = blue, CL = green
        mov     cx, 0
        mov     di, .moves
.move:  mov     ch, 4
.step:  mov     al, bl
        call    .beam
        mov     al, cl
        call    .beam
        mov     al, bh
        call    .beam
        add     bl, [cs:di]
        add     cl, [cs:di + 1]
        add     bh, [cs:di + 2]
        dec     ch
        jnz     .step
        add     di, 3
        cmp     di, .moves_end
        jb      .move
        ret
.beam:  push    bx
        mov     bx, si
        cs xlatb
        pop     bx
        out     dx, al
        ret
.moves: db       1,  0,  0              ; red up
        db       0,  0, -1              ; blue down
        db       0,  1,  0              ; green up
        db      -1,  0,  0              ; red down
        db       0,  0,  1              ; blue up
        db       0, -1,  0              ; green down
.moves_end:

dac_text_colours:
        db      00h, 01h, 02h, 03h, 04h, 05h, 14h, 07h
        db      38h, 39h, 3ah, 3bh, 3ch, 3dh, 3eh, 3fh
dac_greys:
        db      0, 5, 8, 11, 14, 17, 20, 24, 28, 32, 36, 40, 45, 50, 56, 63
dac_levels:
        db       0, 16, 31, 47, 63
        db      31, 39, 47, 55, 63
        db      45, 49, 54, 58, 63
        db       0,  7, 14, 21, 28
        db      14, 17, 21, 24, 28
        db      20, 22, 24, 26, 28
        db       0,  4,  8, 12, 16
        db       8, 10, 12, 14, 16
        db      11, 12, 13, 15, 16
.end:

; Be ready to write from colour 0 on; out: DX = data port. AL is lost.
dac_begin:
        mov     dx, DAC_MASK
        mov     al, 0ffh
        out     dx, al
        mov     dl, DAC_WRITE_INDEX & 0ffh
        mov     al, 0
        out     dx, al
        inc     dx
        ret

; AL=10h: colour BX = DH red, CH green, CL blue.
dac_set:
        mov     ah, dh
        mov     dx, DAC_WRITE_INDEX
        mov     al, bl
        out     dx, al
        inc     dx
        mov     al, ah
        out     dx, al
        mov     al, ch
        out     dx, al
        mov     al, cl
        out     dx, al
        ret

; AL=12h: CX colours from BX on, three bytes each at ES:DX.
dac_set_block:
        jcxz    .done
        mov     si, dx
        mov     dx, DAC_WRITE_INDEX
        mov     al, bl
        out     dx, al
        inc     dx
        imul    cx, cx, 3
        es rep outsb
.done:  ret

; AL=15h: colour BX to DH red, CH green, CL blue.
dac_get:
        mov     dx, DAC_READ_INDEX
        mov     al, bl
        out     dx, al
        mov     dl, DAC_DATA & 0ffh
        in      al, dx
        mov     CALLER_DH, al
        in      al, dx
        mov     CALLER_CH, al
        in      al, dx
        mov     CALLER_CL, al
        ret

; AL=17h: CX colours from BX on to ES:DX.
dac_get_block:
        jcxz    .done
        mov     di, dx
        mov     dx, DAC_READ_INDEX
        mov     al, bl
        out     dx, al
        mov     dl, DAC_DATA & 0ffh
        imul    cx, cx, 3
        rep     insb
.done:  ret

; AL=18h, 19h: the mask ANDed to each colour number, BL.
dac_set_mask:
        mov     dx, DAC_MASK
        mov     al, bl
        out     dx, al
        ret
dac_get_mask:
        mov     dx, DAC_MASK
        in      al, dx
        mov     ah, 0
        mov     CALLER_BX, ax
        ret

ATTRIBUTE_COLOUR_PAGE   equ 14h
ATTRIBUTE_MODE_PAGES    equ 80h         ; 0: 4 pages of 64, 1: 16 pages of 16

; AL=13h: BL=00h: BH = 0: pages of 64 colours, 1: of 16. BL=01h: show page BH.
dac_select_page:
        mov     cx, bx
        mov     bl, ATTRIBUTE_MODE
        call    attribute_read
        test    cl, cl
        jnz     .show
        and     bh, ~ATTRIBUTE_MODE_PAGES
        test    ch, 1
        jz      palette_set
        or      bh, ATTRIBUTE_MODE_PAGES
        jmp     palette_set
.show:  test    bh, ATTRIBUTE_MODE_PAGES
        mov     bh, ch
        mov     bl, ATTRIBUTE_COLOUR_PAGE
        jnz     palette_set
        shl     bh, 2
        jmp     palette_set

; AL=1Ah: BL = kind of pages, BH = the one shown.
dac_get_page:
        mov     bl, ATTRIBUTE_MODE
        call    attribute_read
        mov     cl, bh
        shr     cl, 7
        mov     bl, ATTRIBUTE_COLOUR_PAGE
        call    attribute_read
        test    cl, cl
        jnz     .done
        shr     bh, 2
.done:  mov     bl, cl
        mov     CALLER_BX, bx
        ret

; AL=1Bh: turn CX colours from BX on into greys of the same brightness:
; 30 % red, 59 % green, 11 % blue.
dac_grey_block:
        jcxz    .done
.next:  push    cx
        push    bx
        mov     dx, DAC_READ_INDEX
        mov     al, bl
        out     dx, al
        mov     dl, DAC_DATA & 0ffh
        in      al, dx
        mov     ah, 77                  ; weights in 256ths
        mul     ah
        mov     si, ax
        in      al, dx
        mov     ah, 151
        mul     ah
        add     si, ax
        in      al, dx
        mov     ah, 28
        mul     ah
        add     ax, si
        mov     al, ah
        cmp     al, 3fh
        jbe     .fit
        mov     al, 3fh
.fit:   mov     ch, al
        mov     cl, al
        mov     dh, al
        call    dac_set
        pop     bx
        pop     cx
        inc     bx
        loop    .next
.done:  ret
