; SPDX-License-Identifier: MIT
; INT 10h: cursor and page (AH=01h-05h). See int10.asm for where we are.

CRTC_CURSOR_START       equ 0ah
CRTC_START_HIGH         equ 0ch
CRTC_CURSOR_HIGH        equ 0eh
CURSOR_OFF              equ 20h         ; bit 5 of the first line
CURSOR_NO_SCALING       equ 01h         ; in BDA_VIDEO_CONTROL

; AH=01h: CH = first line of the cursor, bit 5 hides it; CL = last line.
int10_cursor_shape:
        mov     [BDA_CURSOR_SHAPE], cx
        call    video_is_pixels
        je      .done
        test    byte [BDA_VIDEO_CONTROL], CURSOR_NO_SCALING
        jnz     .program
        cmp     byte [BDA_CHAR_HEIGHT], 8
        jbe     .program
        call    cursor_scale
.program:
        mov     bx, cx
        mov     al, CRTC_CURSOR_START
        call    video_crtc_pair
.done:  ret

; Programs count in the 8 lines of a CGA character; ours have 14 or 16. CX =
; the shape; one that fits no CGA character is meant as it stands.
cursor_scale:
        push    ax
        push    bx
        mov     bl, ch
        and     bl, 1fh
        cmp     bl, 8
        jae     .done
        cmp     cl, 8
        jae     .done
        mov     al, cl
        mul     byte [BDA_CHAR_HEIGHT]
        shr     ax, 3
        mov     cl, al                  ; last line
        mov     al, bl
        mul     byte [BDA_CHAR_HEIGHT]
        shr     ax, 3
        and     ch, CURSOR_OFF
        cmp     bl, 4                   ; in the lower half: an underline,
        jb      .block                  ; one line free below it
        inc     ax
        or      ch, al
        jmp     .done
.block: or      ch, al
        inc     cl
.done:  pop     bx
        pop     ax
        ret

; AH=02h: cursor of page BH to row DH, column DL.
int10_set_cursor:
        call    video_clip_page

; The same for our own code: BH page, DX position. AX is lost.
video_set_cursor:
        push    bx
        movzx   bx, bh
        shl     bx, 1
        mov     [BDA_CURSOR + bx], dx
        shr     bx, 1
        cmp     bl, [BDA_VIDEO_PAGE]
        jne     .done
        call    cursor_show
.done:  pop     bx
        ret

; Put the blinking cursor where DX says, on the active page. Graphics modes
; have none. AX, BX are lost.
cursor_show:
        call    video_is_pixels
        je      .done
        mov     al, dh
        mul     byte [BDA_VIDEO_COLUMNS]
        movzx   bx, dl
        add     bx, ax
        mov     ax, [BDA_VIDEO_PAGE_START]
        shr     ax, 1
        add     bx, ax
        mov     al, CRTC_CURSOR_HIGH
        jmp     video_crtc_pair
.done:  ret

; DX = cursor position of page BH.
video_get_cursor:
        push    bx
        movzx   bx, bh
        shl     bx, 1
        mov     dx, [BDA_CURSOR + bx]
        pop     bx
        ret

; AH=03h: DX = cursor position of page BH, CX = shape.
int10_get_cursor:
        call    video_clip_page
        call    video_get_cursor
        mov     CALLER_DX, dx
        mov     ax, [BDA_CURSOR_SHAPE]
        mov     CALLER_CX, ax
        ret

; AH=04h: a VGA has no light pen: AH = 0, not triggered.
int10_light_pen:
        mov     CALLER_AH, 0
        ret

; AH=05h: show page AL.
int10_select_page:
        mov     bh, al
        call    video_clip_page
        cmp     bh, al
        jne     .done                   ; there is no such page
        mov     [BDA_VIDEO_PAGE], bh
        movzx   ax, bh
        mul     word [BDA_VIDEO_PAGE_SIZE]
        mov     [BDA_VIDEO_PAGE_START], ax
        push    bx
        xchg    bx, ax
        call    video_is_pixels
        je      .start
        shr     bx, 1                   ; the CRTC counts characters
.start: mov     al, CRTC_START_HIGH
        call    video_crtc_pair
        pop     bx
        call    video_get_cursor
        call    cursor_show
.done:  ret
