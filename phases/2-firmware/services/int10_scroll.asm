; SPDX-License-Identifier: MIT
; INT 10h: scrolling a window (AH=06h, 07h), of text; int10_scroll_pixels.asm
; does it in graphics modes. See int10.asm for where we are.

SCROLL_UP               equ 0
SCROLL_DOWN             equ 1

struc scroll
.pitch  resw 1                          ; bytes from row to row
.words  resw 1                          ; width of the window
.first  resw 1                          ; offset of its first row
.lines  resw 1                          ; its height
.moved  resw 1                          ; rows by which it scrolls
.fill   resw 1                          ; an empty cell
endstruc

; AL = rows, 0: all; BH = attribute; CX = top left, DX = bottom right.
int10_scroll_up:
        mov     di, SCROLL_UP
        jmp     int10_scroll
int10_scroll_down:
        mov     di, SCROLL_DOWN
int10_scroll:
        mov     ah, bh
        mov     bh, [BDA_VIDEO_PAGE]

; The same on page BH, AH = attribute, DI = direction. All registers kept.
scroll_window:
        pusha
        push    es
        sub     sp, scroll_size
        mov     bp, sp
        call    scroll_clip
        jc      .done
        call    video_is_pixels
        jne     .text
        call    scroll_pixels
        jmp     .done
.text:  call    scroll_measure
        call    video_segment
        push    ds
        push    es
        pop     ds
        test    di, di
        mov     di, [bp + scroll.first]
        mov     dx, [bp + scroll.pitch]
        jz      .go
        mov     ax, [bp + scroll.lines] ; down: from the last line upwards
        dec     ax
        push    dx
        mul     dx
        pop     dx
        add     di, ax
        neg     dx
.go:    call    scroll_move
        call    scroll_fill
        pop     ds
.done:  add     sp, scroll_size
        pop     es
        popa
        ret

; Keep the window on the screen and AL within it. CF=1: nothing is left.
scroll_clip:
        cmp     dh, [BDA_VIDEO_ROWS]
        jbe     .rows_fit
        mov     dh, [BDA_VIDEO_ROWS]
.rows_fit:
        cmp     dl, [BDA_VIDEO_COLUMNS]
        jb      .columns_fit
        mov     dl, [BDA_VIDEO_COLUMNS]
        dec     dl
.columns_fit:
        cmp     dh, ch
        jb      .done
        cmp     dl, cl
        jb      .done
        push    dx
        sub     dh, ch
        inc     dh                      ; rows of the window
        test    al, al
        jz      .all
        cmp     al, dh
        jbe     .some
.all:   mov     al, dh
.some:  pop     dx
        clc
.done:  ret

; Fill in the local variables. AX, CX, DX are lost.
scroll_measure:
        mov     byte [bp + scroll.fill], ' '
        mov     [bp + scroll.fill + 1], ah
        mov     ah, 0
        mov     [bp + scroll.moved], ax
        movzx   ax, dh
        sub     al, ch
        inc     ax
        mov     [bp + scroll.lines], ax
        movzx   ax, dl
        sub     al, cl
        inc     ax
        mov     [bp + scroll.words], ax
        mov     ax, [BDA_VIDEO_COLUMNS]
        shl     ax, 1
        mov     [bp + scroll.pitch], ax
        movzx   ax, bh
        mul     word [BDA_VIDEO_PAGE_SIZE]
        movzx   dx, cl
        shl     dx, 1
        add     ax, dx
        mov     [bp + scroll.first], ax
        movzx   ax, ch
        mul     word [bp + scroll.pitch]
        add     [bp + scroll.first], ax
        ret

; Copy the lines that stay. In: DS = ES = screen, DI = first line to replace,
; DX = step from line to line. Out: DI = first line to clear. CX, SI are lost.
scroll_move:
        mov     ax, [bp + scroll.moved]
        mov     bx, [bp + scroll.lines]
        sub     bx, ax
        imul    ax, dx
        mov     si, di
        add     si, ax
        jmp     .test
.line:  push    si
        push    di
        mov     cx, [bp + scroll.words]
        rep     movsw
        pop     di
        pop     si
        add     si, dx
        add     di, dx
        dec     bx
.test:  test    bx, bx
        jnz     .line
        ret

; Clear the lines that came free. AX, BX, CX are lost.
scroll_fill:
        mov     ax, [bp + scroll.fill]
        mov     bx, [bp + scroll.moved]
.line:  push    di
        mov     cx, [bp + scroll.words]
        rep     stosw
        pop     di
        add     di, dx
        dec     bx
        jnz     .line
        ret
