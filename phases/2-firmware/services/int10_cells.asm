; SPDX-License-Identifier: MIT
; INT 10h: reading and writing characters at the cursor (AH=08h-0Ah).
; See int10.asm for where we are.

; AH=08h: AL, AH = character and attribute at the cursor of page BH.
int10_read_cell:
        call    video_clip_page
        call    video_get_cursor
        call    video_is_pixels
        je      .pixels
        call    video_cell
        mov     ax, [es:di]
        mov     CALLER_AX, ax
        ret
.pixels:
        call    glyph_recognise
        mov     ah, 0
        mov     CALLER_AX, ax
        ret

; AH=09h: write AL with attribute BL, CX times, on page BH. The cursor stays.
int10_write_cells:
        mov     ah, 1
        jmp     write_cells

; AH=0Ah: the same, but each cell keeps its attribute.
int10_write_characters:
        mov     ah, 0
write_cells:
        call    video_clip_page
        call    video_get_cursor
        call    video_is_pixels
        je      write_glyphs
        call    video_cell
        call    cells_left
        jcxz    .done
.next:  call    put_cell
        add     di, 2
        loop    .next
.done:  ret

; Keep CX within the page: more cells would spoil the next page.
cells_left:
        push    ax
        push    dx
        movzx   ax, bh
        inc     ax
        mul     word [BDA_VIDEO_PAGE_SIZE]
        sub     ax, di
        shr     ax, 1
        cmp     cx, ax
        jbe     .fit
        mov     cx, ax
.fit:   pop     dx
        pop     ax
        ret

; Write AL to the cell at ES:DI, and BL as its attribute if AH = 1.
put_cell:
        mov     [es:di], al
        test    ah, ah
        jz      .done
        mov     [es:di + 1], bl
.done:  ret

; Graphics modes: AL in colour BL, CX times from row DH, column DL on, to the end of
; the screen at most.
write_glyphs:
        jcxz    .done
.next:  cmp     dh, [BDA_VIDEO_ROWS]
        ja      .done
        call    glyph_draw
        inc     dx
        cmp     dl, [BDA_VIDEO_COLUMNS]
        jb      .same_row
        mov     dl, 0
        inc     dh
.same_row:
        loop    .next
.done:  ret
