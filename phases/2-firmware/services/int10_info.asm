; SPDX-License-Identifier: MIT
; INT 10h: what the display is and how it is set (AH=0Fh, 12h, 1Ah, 1Bh).
; See int10.asm for where we are.

VIDEO_KEEP_PALETTE      equ 08h         ; in BDA_VIDEO_FLAGS
ALTERNATE_DONE          equ 12h         ; AL: the function is supported
DISPLAY_DONE            equ 1ah
STATE_DONE              equ 1bh

; AH=0Fh: AL = mode, AH = columns, BH = active page.
int10_get_mode:
        mov     al, [BDA_VIDEO_CONTROL]
        and     al, MODE_KEEP_MEMORY
        or      al, [BDA_VIDEO_MODE]
        mov     ah, [BDA_VIDEO_COLUMNS]
        mov     CALLER_AX, ax
        mov     al, [BDA_VIDEO_PAGE]
        mov     CALLER_BH, al
        ret

; AH=12h: function in BL.
int10_alternate:
        cmp     bl, 10h
        je      alternate_information
        cmp     bl, 30h
        je      alternate_lines
        cmp     bl, 31h
        je      alternate_palette
        cmp     bl, 34h
        je      alternate_cursor
        cmp     bl, 36h
        je      alternate_screen
        ret

; BL=10h: BH = 0 colour, 1 mono; BL = 3: 256 KiB; CH, CL = feature, switches.
alternate_information:
        mov     bx, 0003h
        cmp     byte [BDA_VIDEO_MODE], VIDEO_MODE_MONO
        jne     .colour
        mov     bh, 1
.colour:
        mov     CALLER_BX, bx
        mov     al, [BDA_VIDEO_SWITCHES]
        mov     ah, al
        shr     ah, 4
        and     al, 0fh
        mov     CALLER_CX, ax
        ret

; BL=30h: text with 200, 350 or 400 lines (AL = 0..2). The modes have 400.
alternate_lines:
        cmp     al, 2
        jne     alternate_unknown
alternate_done:
        mov     CALLER_AL, ALTERNATE_DONE
        ret
alternate_unknown:
        mov     CALLER_AL, 0
        ret

; BL=31h: AL=0: a new mode loads its palette; 1: it keeps the one there is.
alternate_palette:
        cmp     al, 1
        ja      alternate_unknown
        and     byte [BDA_VIDEO_FLAGS], ~VIDEO_KEEP_PALETTE
        shl     al, 3
        or      [BDA_VIDEO_FLAGS], al
        jmp     alternate_done

; BL=34h: AL=0: AH=01h scales the lines of the cursor; 1: it does not.
alternate_cursor:
        cmp     al, 1
        ja      alternate_unknown
        and     byte [BDA_VIDEO_CONTROL], ~CURSOR_NO_SCALING
        or      [BDA_VIDEO_CONTROL], al
        jmp     alternate_done

; BL=36h: AL=0: screen on; 1: off.
alternate_screen:
        cmp     al, 1
        ja      alternate_unknown
        mov     ah, al
        shl     ah, 5                   ; SEQ_SCREEN_OFF
        mov     dx, VGA_SEQUENCER
        mov     al, SEQ_CLOCKING
        out     dx, al
        inc     dx
        in      al, dx
        and     al, ~SEQ_SCREEN_OFF
        or      al, ah
        out     dx, al
        jmp     alternate_done

; AH=1Ah AL=00h: BL = display in use, BH = the other (none). AL=01h: set BL.
int10_display_code:
        cmp     al, 1
        ja      .done
        je      .set
        movzx   bx, byte [BDA_DISPLAY_CODE]
        mov     CALLER_BX, bx
        jmp     .ok
.set:   mov     [BDA_DISPLAY_CODE], bl
.ok:    mov     CALLER_AL, DISPLAY_DONE
.done:  ret

STATE_BYTES             equ 64

; AH=1Bh BX=0: 64 bytes about the display to ES:DI.
int10_state:
        test    bx, bx
        jnz     .done
        mov     dx, di
        mov     al, 0
        mov     cx, STATE_BYTES
        rep     stosb
        mov     di, dx
        mov     ax, state_abilities
        stosw
        mov     ax, cs
        stosw
        mov     si, BDA_VIDEO_MODE      ; as it stands in the data area:
        mov     cx, 30                  ; mode to palette
        rep     movsb
        mov     al, [BDA_VIDEO_ROWS]
        inc     ax
        stosb
        mov     ax, [BDA_CHAR_HEIGHT]
        stosw
        mov     al, [BDA_DISPLAY_CODE]
        stosb
        inc     di                      ; no second display
        mov     ax, 16                  ; colours
        mov     bl, VIDEO_PAGES
        call    video_is_pixels
        jne     .colours
        mov     ax, 256
        mov     bl, 1
.colours:
        stosw
        mov     al, bl
        stosb
        mov     al, 2                   ; 400 lines
        cmp     bl, VIDEO_PAGES
        je      .lines
        mov     al, 0                   ; 200
.lines: stosb
        mov     di, dx
        mov     byte [es:di + 31h], 3   ; 256 KiB
        mov     CALLER_AL, STATE_DONE
.done:  ret

; What the display can do: modes 0-3 and 7, 13h; 400 lines; 8 fonts, 2 at a
; time; palette, fonts by program.
state_abilities:
        db      8fh, 00h, 08h, 0, 0, 0, 0
        db      04h                     ; lines: 400
        db      2, 8                    ; fonts at a time, in all
        db      0eh, 0ch                ; functions
        db      0, 0, 0, 0
