; SPDX-License-Identifier: MIT
; INT 10h: the screen as a typewriter (AH=0Eh) and whole strings (AH=13h).
; See int10.asm for where we are.

CHAR_BEL                equ 07h
CHAR_BS                 equ 08h
CHAR_LF                 equ 0ah
CHAR_CR                 equ 0dh

BEEP_DIVISOR            equ 1331        ; 1193182 Hz / 1331 = 896 Hz
BEEP_TICKS              equ 2
PIT_2_SQUARE_WAVE       equ 0b6h        ; counter 2, low and high byte, mode 3
SYSTEM_B_SPEAKER        equ 03h

; AH=0Eh: write AL at the cursor of the active page and move on. BL is the
; colour in graphics modes. BH is not used: boot sectors leave anything in it.
int10_teletype:
        mov     bh, [BDA_VIDEO_PAGE]
        mov     ah, 0
        call    video_is_pixels
        jne     tty_write
        inc     ah

; Write AL at the cursor of page BH, with attribute BL if AH = 1.
; All registers kept.
tty_write:
        pusha
        push    es
        call    video_get_cursor
        cmp     al, CHAR_BEL
        je      .bel
        cmp     al, CHAR_BS
        je      .bs
        cmp     al, CHAR_LF
        je      .lf
        cmp     al, CHAR_CR
        je      .cr
        call    tty_put
        inc     dx
        cmp     dl, [BDA_VIDEO_COLUMNS]
        jb      .move
        mov     dl, 0
.lf:    inc     dh
        cmp     dh, [BDA_VIDEO_ROWS]
        jbe     .move
        dec     dh
        call    tty_scroll
        jmp     .move
.bs:    test    dl, dl
        jz      .done
        dec     dx
        jmp     .move
.cr:    mov     dl, 0
.move:  call    video_set_cursor
.done:  pop     es
        popa
        ret
.bel:   call    tty_beep
        jmp     .done

; Show AL at row DH, column DL of page BH, with attribute BL if AH = 1.
tty_put:
        push    di
        call    video_is_pixels
        je      .pixels
        call    video_cell
        call    put_cell
        pop     di
        ret
.pixels:
        call    glyph_draw
        pop     di
        ret

; Scroll page BH by a row; the new row takes the attribute of the old one.
tty_scroll:
        pusha
        mov     ah, 0
        call    video_is_pixels
        je      .scroll
        call    video_cell
        mov     ah, [es:di + 1]
.scroll:
        xor     cx, cx
        mov     dh, [BDA_VIDEO_ROWS]
        mov     dl, [BDA_VIDEO_COLUMNS]
        dec     dl
        mov     al, 1
        mov     di, SCROLL_UP
        call    scroll_window
        popa
        ret

; The bell: a tenth of a second of the speaker. All registers kept.
tty_beep:
        pusha
        mov     al, PIT_2_SQUARE_WAVE
        out     PIT_CTL, al
        mov     al, BEEP_DIVISOR & 0ffh
        out     PIT_2, al
        mov     al, BEEP_DIVISOR >> 8
        out     PIT_2, al
        in      al, SYSTEM_B
        push    ax
        or      al, SYSTEM_B_SPEAKER
        out     SYSTEM_B, al
        mov     bx, never
        mov     cx, BEEP_TICKS
        call    wait_until
        pop     ax
        out     SYSTEM_B, al
        popa
        ret

; A condition for wait_until: just let the time pass.
never:
        stc
        ret

; AH=13h: write CX characters at ES:BP from row DH, column DL of page BH on.
; AL bit 0: move the cursor; bit 1: each character has its attribute behind
; it, else BL is the attribute of all.
int10_write_string:
        cmp     al, 3
        ja      .done
        call    video_clip_page
        mov     si, CALLER_BP
        push    dx
        call    video_get_cursor
        mov     di, dx                  ; the cursor as it was
        pop     dx
        jcxz    .done
        push    ax
        call    video_set_cursor
        pop     ax
.next:  mov     ah, al
        es lodsb
        test    ah, 2
        jz      .write
        mov     bl, [es:si]
        inc     si
.write: push    ax
        mov     ah, 1
        call    tty_write
        pop     ax
        mov     al, ah
        loop    .next
        test    al, 1
        jnz     .done
        mov     dx, di
        call    video_set_cursor
.done:  ret
