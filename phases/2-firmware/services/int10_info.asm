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
        jb      .done
        sub     bl, 30h
        cmp     bl, (alternate_functions.end - alternate_functions) / 2
        jae     .done
        mov     bh, 0
        shl     bl, 1
        jmp     [cs:alternate_functions + bx]
.done:  ret

alternate_functions:
        dw      alternate_lines         ; 30h
        dw      alternate_palette       ; 31h
        dw      alternate_memory        ; 32h
        dw      alternate_greys         ; 33h
        dw      alternate_cursor        ; 34h
        dw      alternate_unknown       ; 35h: there is no second display
        dw      alternate_screen        ; 36h
.end:

; BL=10h: BH = 0 colour, 1 mono; BL = 3: 256 KiB; CH, CL = feature, switches.
alternate_information:
        mov     bx, 0003h
        cmp     word [BDA_CRTC_PORT], 3d4h
        je      .colour
        mov     bh, 1
.colour:
        mov     CALLER_BX, bx
        mov     al, [BDA_VIDEO_SWITCHES]
        mov     ah, al
        shr     ah, 4
        and     al, 0fh
        mov     CALLER_CX, ax
        ret

; BL=30h: text modes have 200, 350 or 400 lines (AL = 0..2), from the next
; AH=00h on.
alternate_lines:
        cmp     al, 2
        ja      alternate_unknown
        mov     ah, 80h                 ; 200 lines
        jb      .not_400
        mov     ah, VIDEO_LINES_400
.not_400:
        cmp     al, 1
        jne     .set
        mov     ah, 0
.set:   and     byte [BDA_VIDEO_FLAGS], ~VIDEO_LINES
        or      [BDA_VIDEO_FLAGS], ah
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

MISC_MEMORY             equ 02h         ; the processor reaches the memory

; BL=32h: AL=0: the memory of the display is there; 1: it is not.
alternate_memory:
        cmp     al, 1
        ja      alternate_unknown
        mov     ah, al
        mov     dx, VGA_MISC_READ
        in      al, dx
        or      al, MISC_MEMORY
        test    ah, ah
        jz      .set
        xor     al, MISC_MEMORY
.set:   mov     dl, VGA_MISC & 0ffh
        out     dx, al
        jmp     alternate_done

; BL=33h: AL=0: new modes turn colours into greys; 1: they do not.
alternate_greys:
        cmp     al, 1
        ja      alternate_unknown
        and     byte [BDA_VIDEO_FLAGS], ~VIDEO_GREYS
        xor     al, 1
        shl     al, 1
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
        call    state_mode
        mov     di, dx
        mov     byte [es:di + 31h], 3   ; 256 KiB
        mov     CALLER_AL, STATE_DONE
.done:  ret

; To ES:DI on: colours of the mode, a word; pages; lines: 0 for 200, 1: 350,
; 2: 400, 3: 480. AX, BX, SI are lost.
state_mode:
        call    video_mode
        mov     bx, 16
        mov     al, [cs:si + mode.kind]
        cmp     al, KIND_BYTES
        jb      .planes
        mov     bx, 256
.planes:
        cmp     al, KIND_CGA
        jne     .mono
        mov     bl, [cs:si + mode.cell]
        shl     bx, 1                   ; 2 or 4
.mono:  mov     al, [BDA_VIDEO_MODE]
        cmp     al, 11h
        je      .two
        cmp     byte [cs:si + mode.dac], DAC_MONO
        jne     .colours
        mov     bx, 0                   ; no colours
        jmp     .colours
.two:   mov     bl, 2
.colours:
        xchg    ax, bx
        stosw
        mov     al, [cs:si + mode.pages]
        stosb
        mov     ax, [cs:si + mode.lines]
        sub     ax, 200
        mov     bl, 75
        div     bl                      ; 200, 350, 400, 480: 0, 2, 2, 3
        cmp     word [cs:si + mode.lines], 350
        jne     .lines
        dec     ax
.lines: stosb
        ret

; What the display can do: modes 0-7, 0Dh-13h; 200, 350 and 400 lines; 8 fonts,
; 2 at a time; all functions but the light pen; save and restore.
state_abilities:
        db      0ffh, 0e0h, 0fh, 0, 0, 0, 0
        db      07h                     ; lines
        db      2, 8                    ; fonts at a time, in all
        db      0feh, 0eh               ; functions
        db      0, 0, 0, 0
