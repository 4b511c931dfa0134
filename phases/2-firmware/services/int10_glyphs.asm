; SPDX-License-Identifier: MIT
; INT 10h: characters in graphics modes: drawn from the shapes that INT 43h
; points to, and recognised by them. See int10.asm for where we are.
;
; A character is 8 pixels wide and has as many lines as the data area says.
; In the CGA's modes INT 1Fh points to the shapes of characters 80h to FFh.

IVT_FONT_UPPER          equ 1fh * 4     ; far pointer
GLYPH_LINES             equ 32          ; at most
GRAPHICS_COMPARE        equ 02h
GRAPHICS_CARE           equ 07h
GRAPHICS_READ_COMPARE   equ 08h         ; in the mode register

; Draw character AL at row DH, column DL of page BH in colour BL on colour 0;
; with bit 7 of BL it is XORed, but not where that is part of the colour.
; All registers kept.
glyph_draw:
        pusha
        push    es
        push    fs
        call    video_mode
        call    glyph_find
        call    glyph_place
        mov     dx, glyph_line_bytes
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        je      .planes
        ja      .draw
        mov     dx, glyph_line_2_bits
        cmp     byte [cs:si + mode.cell], 2
        je      .draw
        mov     dx, glyph_line_1_bit
.draw:  call    glyph_lines
.done:  pop     fs
        pop     es
        popa
        ret
.planes:
        mov     al, bl
        call    planes_select
        test    bl, PIXEL_XOR
        jnz     .xor
        mov     dx, glyph_line_ink
        call    glyph_lines
        mov     al, bl
        not     al
        call    planes_select
        mov     dx, glyph_line_blank
        call    glyph_lines
        jmp     .all
.xor:   mov     dx, VGA_GRAPHICS
        mov     ax, FUNCTION_XOR << 8 | GRAPHICS_FUNCTION
        out     dx, ax
        mov     dx, glyph_line_ink
        call    glyph_lines
        call    graphics_plain
.all:   mov     al, 0fh
        call    planes_select
        jmp     .done

; Call DX for each line: AL = its byte of the shape at FS:BP, ES:DI = its
; place. AX, CX are lost.
glyph_lines:
        push    bp
        push    di
        mov     cx, [BDA_CHAR_HEIGHT]
.next:  mov     al, [fs:bp]
        call    dx
        call    pixel_line_down
        inc     bp
        loop    .next
        pop     di
        pop     bp
        ret

; In the planes that are selected. The read fills the latches for an XOR.
glyph_line_ink:
        mov     ah, [es:di]
        mov     [es:di], al
        ret
glyph_line_blank:
        mov     byte [es:di], 0
        ret

glyph_line_1_bit:
        test    bl, 1
        jnz     .ink
        mov     al, 0
.ink:   test    bl, PIXEL_XOR
        jnz     .xor
        mov     [es:di], al
        ret
.xor:   xor     [es:di], al
        ret

glyph_line_2_bits:
        push    cx
        push    dx
        mov     cx, 8
.pixel: shl     dx, 2
        shl     al, 1
        jnc     .next
        mov     ah, bl
        and     ah, 3
        or      dl, ah
.next:  loop    .pixel
        xchg    dl, dh                  ; the left half comes first
        test    bl, PIXEL_XOR
        jnz     .xor
        mov     [es:di], dx
        jmp     .done
.xor:   xor     [es:di], dx
.done:  pop     dx
        pop     cx
        ret

glyph_line_bytes:
        push    cx
        push    di
        mov     cx, 8
.pixel: shl     al, 1
        sbb     ah, ah
        and     ah, bl
        mov     [es:di], ah
        inc     di
        loop    .pixel
        pop     di
        pop     cx
        ret

; FS:BP = shape of character AL. AX is lost.
glyph_find:
        push    es
        push    0
        pop     es
        mov     ah, 0
        cmp     byte [BDA_VIDEO_MODE], VIDEO_MODE_MONO
        ja      .whole
        test    al, 80h
        jz      .whole
        and     al, 7fh
        lfs     bp, [es:IVT_FONT_UPPER]
        jmp     .add
.whole: lfs     bp, [es:IVT_FONT]
.add:   pop     es
        mul     byte [BDA_CHAR_HEIGHT]
        add     bp, ax
        ret

; ES:DI = first line of row DH, column DL on page BH of the mode at SI. AX is
; lost.
glyph_place:
        mov     al, dh
        mul     byte [BDA_CHAR_HEIGHT]
        call    pixel_line
        mov     al, dl
        mul     byte [cs:si + mode.cell]
        add     di, ax
        ret

; AL = the character whose shape stands at row DH, column DL of page BH, or 0.
; Other registers are kept, but AH.
glyph_recognise:
        pusha
        push    es
        push    fs
        sub     sp, GLYPH_LINES
        call    video_mode
        call    glyph_place
        mov     bp, sp
        call    glyph_read
        mov     dx, sp
        push    ss
        pop     es
        mov     bl, 0
.next:  mov     al, bl
        call    glyph_find
        mov     si, bp
        mov     di, dx
        mov     cx, [BDA_CHAR_HEIGHT]
        fs repe cmpsb
        je      .found
        inc     bl
        jnz     .next
.found: add     sp, GLYPH_LINES
        mov     bp, sp
        mov     [bp + 4 + 14], bl       ; AL, behind ES, FS and the others
        pop     fs
        pop     es
        popa
        ret

; The lines at ES:DI to SS:BP, a bit a pixel: 0 where it is colour 0.
; AX, CX, DX, DI, BP are lost.
glyph_read:
        mov     dx, VGA_GRAPHICS
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        jne     .read
        mov     ax, GRAPHICS_COMPARE
        out     dx, ax
        mov     ax, 0f00h | GRAPHICS_CARE
        out     dx, ax
        mov     ax, GRAPHICS_READ_COMPARE << 8 | GRAPHICS_MODE
        out     dx, ax
.read:  mov     cx, [BDA_CHAR_HEIGHT]
.next:  call    glyph_read_line
        mov     [bp], al
        inc     bp
        call    pixel_line_down
        loop    .next
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        jne     .done
        mov     ah, [cs:si + mode.graphics + GRAPHICS_CARE]
        mov     al, GRAPHICS_CARE
        out     dx, ax
        jmp     graphics_plain
.done:  ret

; AL = the line at ES:DI. AH is lost.
glyph_read_line:
        mov     al, [es:di]
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        je      .planes
        ja      .bytes
        cmp     byte [cs:si + mode.cell], 2
        je      .two_bits
        ret
.planes:
        not     al
        ret
.bytes: push    cx
        push    di
        mov     cx, 8
.byte:  cmp     byte [es:di], 1         ; CF=1: colour 0
        cmc
        rcl     al, 1
        inc     di
        loop    .byte
        pop     di
        pop     cx
        ret
.two_bits:
        push    cx
        push    dx
        mov     dh, al
        mov     dl, [es:di + 1]
        mov     cx, 8
.pair:  rol     dx, 2
        test    dl, 3
        setnz   ah
        shl     al, 1
        or      al, ah
        loop    .pair
        pop     dx
        pop     cx
        ret
