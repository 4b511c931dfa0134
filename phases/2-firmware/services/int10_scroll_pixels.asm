; SPDX-License-Identifier: MIT
; INT 10h: scrolling a window of a graphics mode. See int10.asm for where we
; are.

struc strip
.bytes  resw 1                          ; width of the window
.step   resw 1                          ; from a line to the next that moves
.kept   resw 1                          ; lines that stay on the screen
.moved  resw 1                          ; lines by which it scrolls
.left   resw 1                          ; first byte of a line
.colour resb 1
.spare  resb 1
endstruc

; AL = rows, 1 up; AH = colour; BH = page; CX = top left, DX = bottom right,
; on the screen; DI = direction. All registers but BP, DS are lost.
scroll_pixels:
        push    bp
        sub     sp, strip_size
        mov     bp, sp
        call    video_mode
        call    strip_measure           ; AX = first line, DX = the one to copy
        push    ax
        mov     ax, dx
        call    pixel_line
        mov     dx, di
        pop     ax
        call    pixel_line
        add     di, [bp + strip.left]
        add     dx, [bp + strip.left]
        call    strip_move
        call    strip_fill
        add     sp, strip_size
        pop     bp
        ret

; Fill in the local variables. Out: AX = the line that is replaced first, DX =
; the one that goes there. CX, DI are lost.
strip_measure:
        mov     [bp + strip.colour], ah
        mov     ah, dl
        sub     ah, cl
        inc     ah
        push    ax
        mov     al, ah
        mul     byte [cs:si + mode.cell]
        mov     [bp + strip.bytes], ax
        mov     al, cl
        mul     byte [cs:si + mode.cell]
        mov     [bp + strip.left], ax
        pop     ax
        mul     byte [BDA_CHAR_HEIGHT]
        mov     [bp + strip.moved], ax
        mov     al, dh
        sub     al, ch
        inc     ax
        mul     byte [BDA_CHAR_HEIGHT]
        sub     ax, [bp + strip.moved]
        mov     [bp + strip.kept], ax
        mov     word [bp + strip.step], pixel_line_down
        cmp     di, SCROLL_UP
        jne     .down
        mov     al, ch
        mul     byte [BDA_CHAR_HEIGHT]
        mov     dx, ax
        add     dx, [bp + strip.moved]
        ret
.down:  mov     word [bp + strip.step], pixel_line_up
        mov     al, dh
        inc     ax
        mul     byte [BDA_CHAR_HEIGHT]
        dec     ax
        mov     dx, ax
        sub     dx, [bp + strip.moved]
        ret

; Copy the lines that stay from DX to DI, in all planes at once by write mode
; 1. Out: DI = first line to clear. AX, CX, DX are lost.
strip_move:
        cmp     word [bp + strip.kept], 0
        je      .done
        call    strip_latches
        mov     cx, [bp + strip.kept]
.line:  push    cx
        push    si
        push    di
        push    ds
        mov     cx, [bp + strip.bytes]
        mov     si, dx
        push    es
        pop     ds
        rep     movsb
        pop     ds
        pop     di
        pop     si
        call    [bp + strip.step]
        xchg    di, dx
        call    [bp + strip.step]
        xchg    di, dx
        pop     cx
        loop    .line
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        jne     .done
        call    graphics_plain
.done:  ret

; A byte that is read and written carries all four planes.
strip_latches:
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        jne     .done
        push    dx
        mov     dx, VGA_GRAPHICS
        mov     ax, 0100h | GRAPHICS_MODE
        out     dx, ax
        pop     dx
.done:  ret

; Clear the lines from DI on that came free. AX, CX, DX, DI are lost.
strip_fill:
        mov     al, [bp + strip.colour]
        cmp     byte [cs:si + mode.kind], KIND_PLANES
        je      .planes
        ja      strip_fill_bytes
        mov     ah, 55h                 ; the pixel in each place of a byte
        and     al, 3
        cmp     byte [cs:si + mode.cell], 2
        je      .spread
        mov     ah, 0ffh
        and     al, 1
.spread:
        mul     ah
        jmp     strip_fill_bytes
.planes:
        call    planes_select
        mov     al, 0ffh
        push    di
        call    strip_fill_bytes
        pop     di
        mov     al, [bp + strip.colour]
        not     al
        call    planes_select
        mov     al, 0
        call    strip_fill_bytes
        mov     al, 0fh
        jmp     planes_select

strip_fill_bytes:
        mov     cx, [bp + strip.moved]
.line:  push    cx
        push    di
        mov     cx, [bp + strip.bytes]
        rep     stosb
        pop     di
        pop     cx
        call    [bp + strip.step]
        loop    .line
        ret
