; SPDX-License-Identifier: MIT
; INT 10h: pixels (AH=0Ch, 0Dh), and where the lines of a graphics mode lie.
; See int10.asm for where we are.
;
; The memory is that of the mode's kind (int10_mode_tables.asm): a CGA has the
; odd lines 8 KiB behind the even ones; a page of an EGA mode is a stretch of
; all four planes.

CGA_ODD_LINES           equ 2000h
PIXEL_XOR               equ 80h         ; in a colour: XOR it; not in mode 13h
GRAPHICS_FUNCTION       equ 03h
GRAPHICS_READ_MAP       equ 04h
GRAPHICS_MODE           equ 05h
GRAPHICS_BIT_MASK       equ 08h
FUNCTION_XOR            equ 18h
SEQ_MAP_MASK            equ 02h

; AH=0Ch: pixel at column CX, row DX of page BH gets colour AL.
int10_write_pixel:
        call    pixel_address
        jc      .done
        mov     al, CALLER_AL
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        je      pixel_write_planes
        ja      .byte
        call    pixel_bits
        test    al, PIXEL_XOR
        jz      .set
        and     al, ch
        shl     al, cl
        xor     [es:di], al
        ret
.set:   and     al, ch
        shl     al, cl
        shl     ch, cl
        not     ch
        and     [es:di], ch
        or      [es:di], al
        ret
.byte:  mov     [es:di], al
.done:  ret

; Write mode 2: the bits of the byte go to the planes, through the bit mask.
pixel_write_planes:
        mov     bl, al
        mov     ah, 80h
        shr     ah, cl
        mov     dx, VGA_GRAPHICS
        mov     al, GRAPHICS_BIT_MASK
        out     dx, ax
        mov     ax, 0200h | GRAPHICS_MODE
        out     dx, ax
        test    bl, PIXEL_XOR
        jz      .write
        mov     ax, FUNCTION_XOR << 8 | GRAPHICS_FUNCTION
        out     dx, ax
.write: mov     al, [es:di]             ; into the latches
        mov     [es:di], bl

; Write mode 0, no function, all bits. AX, DX are lost.
graphics_plain:
        mov     dx, VGA_GRAPHICS
        mov     ax, GRAPHICS_FUNCTION
        out     dx, ax
        mov     ax, GRAPHICS_MODE
        out     dx, ax
        mov     ax, 0ff00h | GRAPHICS_BIT_MASK
        out     dx, ax
        ret

; AH=0Dh: AL = colour of the pixel at column CX, row DX of page BH.
int10_read_pixel:
        call    pixel_address
        jc      .done
        mov     al, [es:di]
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        je      pixel_read_planes
        ja      .set
        call    pixel_bits
        shr     al, cl
        and     al, ch
.set:   mov     CALLER_AL, al
.done:  ret

pixel_read_planes:
        mov     ch, 80h
        shr     ch, cl
        mov     dx, VGA_GRAPHICS
        mov     ax, 0300h | GRAPHICS_READ_MAP
        mov     bl, 0
.next:  out     dx, ax
        test    ch, [es:di]
        setnz   cl
        shl     bl, 1
        or      bl, cl
        dec     ah
        jns     .next
        mov     ah, 0
        out     dx, ax
        mov     CALLER_AL, bl
        ret

; The pixel at column CX, row DX of page BH. Out: SI = the mode, ES:DI = its
; byte, CL = bits 2-0 of the column. CF=1: there is none, or it is no graphics
; mode. AX, CX, DX are lost.
pixel_address:
        call    video_is_pixels
        stc
        jne     .done
        call    video_clip_page
        call    video_mode
        movzx   ax, byte [cs:si + mode.columns]
        shl     ax, 3
        cmp     cx, ax
        cmc
        jc      .done
        cmp     dx, [cs:si + mode.lines]
        cmc
        jc      .done
        mov     ax, dx
        call    pixel_line
        movzx   ax, byte [cs:si + mode.cell]
        mul     cx
        shr     ax, 3
        add     di, ax
        and     cl, 7
        clc
.done:  ret

; Of the pixel CL in a byte of a CGA mode: CL = its shift, CH = the mask of
; one pixel. AH is lost.
pixel_bits:
        push    ax
        mov     al, cl
        inc     ax
        mul     byte [cs:si + mode.cell] ; bits a pixel
        neg     al
        and     al, 7
        mov     cl, al
        mov     ch, [cs:si + mode.cell]
        shl     ch, 1
        dec     ch
        pop     ax
        ret

; ES:DI = line AX of page BH of the mode at SI. AX is lost.
pixel_line:
        push    dx
        xor     di, di
        cmp     byte [cs:si + mode.kind], KIND_CGA
        jne     .whole
        shr     ax, 1
        jnc     .whole
        mov     di, CGA_ODD_LINES
.whole: mul     word [cs:si + mode.pitch]
        add     di, ax
        movzx   ax, bh
        mul     word [BDA_VIDEO_PAGE_SIZE]
        add     di, ax
        pop     dx
        jmp     video_segment

; DI = the line below, the line above. Flags are lost.
pixel_line_down:
        cmp     byte [cs:si + mode.kind], KIND_CGA
        jne     .whole
        xor     di, CGA_ODD_LINES
        test    di, CGA_ODD_LINES
        jnz     .done
.whole: add     di, [cs:si + mode.pitch]
.done:  ret
pixel_line_up:
        cmp     byte [cs:si + mode.kind], KIND_CGA
        jne     .whole
        xor     di, CGA_ODD_LINES
        test    di, CGA_ODD_LINES
        jz      .done
.whole: sub     di, [cs:si + mode.pitch]
.done:  ret

; Writes go to the planes of AL. AX, DX are lost.
planes_select:
        mov     dx, VGA_SEQUENCER
        mov     ah, al
        and     ah, 0fh
        mov     al, SEQ_MAP_MASK
        out     dx, ax
        ret
