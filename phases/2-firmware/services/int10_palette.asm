; SPDX-License-Identifier: MIT
; INT 10h: which colour an attribute has (AH=0Bh, AH=10h AL=00h-09h).
; See int10.asm for where we are.
;
; An attribute of 4 bits selects a palette register; its 6 bits select one of
; 256 colour registers of the DAC (int10_dac.asm).

ATTRIBUTE_OVERSCAN      equ 11h
ATTRIBUTE_MODE          equ 10h
ATTRIBUTE_MODE_BLINK    equ 08h
ATTRIBUTE_LAST          equ 14h

; The next write to the attribute controller is an index. AL, DX are lost.
attribute_reset:
        mov     dx, [BDA_CRTC_PORT]
        add     dx, 6                   ; input status 1
        in      al, dx
        ret

; Register BL of the attribute controller = BH; the screen goes dark until
; attribute_show. All registers kept.
attribute_write:
        push    ax
        push    dx
        call    attribute_reset
        mov     dx, VGA_ATTRIBUTE
        mov     al, bl
        out     dx, al
        mov     al, bh
        out     dx, al
        pop     dx
        pop     ax
        ret

; BH = register BL. AX, DX are lost.
attribute_read:
        call    attribute_reset
        mov     dx, VGA_ATTRIBUTE
        mov     al, bl
        out     dx, al
        inc     dx
        in      al, dx
        mov     bh, al
        call    attribute_reset
        jmp     attribute_show

CGA_PALETTE_BRIGHT      equ 10h         ; in BL of AH=0Bh and in a colour
CGA_PALETTE_BLUE        equ 20h         ; in BDA_CRT_PALETTE

; AH=0Bh BH=00h: BL = colour of the border, in graphics modes of the background
; as well; bit 4: the other three colours are bright. BH=01h: BL = the palette
; of the CGA's modes of four colours: 0: green, red, brown; 1: cyan, magenta,
; white.
int10_cga_palette:
        cmp     bh, 1
        ja      .done
        je      cga_palette_choose
        and     byte [BDA_CRT_PALETTE], ~1fh
        and     bl, 1fh
        or      [BDA_CRT_PALETTE], bl
        mov     cl, bl
        mov     bh, bl
        and     bh, 0fh
        test    bh, 08h
        jz      .dark
        xor     bh, CGA_PALETTE_BRIGHT | 08h
.dark:  mov     bl, ATTRIBUTE_OVERSCAN
        call    attribute_write
        call    video_is_pixels
        jne     attribute_show
        mov     bl, 0
        call    attribute_write
        mov     bh, CGA_PALETTE_BRIGHT
        and     cl, bh
        jmp     cga_palette_change
.done:  ret

cga_palette_choose:
        mov     cl, bl
        and     byte [BDA_CRT_PALETTE], ~CGA_PALETTE_BLUE
        and     cl, 1
        jz      .change
        or      byte [BDA_CRT_PALETTE], CGA_PALETTE_BLUE
.change:
        call    video_is_pixels
        jne     int10_none
        mov     bh, 01h

; The bits BH of palette registers 1 to 3 = CL. AX, BX, DX are lost.
cga_palette_change:
        mov     ch, bh
        not     ch
        mov     bl, 1
.next:  call    attribute_read
        and     bh, ch
        or      bh, cl
        call    attribute_write
        inc     bl
        cmp     bl, 4
        jb      .next
        jmp     attribute_show

; AH=10h: function in AL.
int10_palette:
        cmp     al, (palette_functions.end - palette_functions) / 2
        jae     int10_none
        movzx   si, al
        shl     si, 1
        jmp     [cs:palette_functions + si]

palette_functions:
        dw      palette_set             ; 00h
        dw      palette_set_overscan    ; 01h
        dw      palette_set_all         ; 02h
        dw      palette_blink           ; 03h
        times 3 dw int10_none           ; 04h-06h
        dw      palette_get             ; 07h
        dw      palette_get_overscan    ; 08h
        dw      palette_get_all         ; 09h
        times 6 dw int10_none           ; 0Ah-0Fh
        dw      dac_set                 ; 10h
        dw      int10_none              ; 11h
        dw      dac_set_block           ; 12h
        dw      dac_select_page         ; 13h
        dw      int10_none              ; 14h
        dw      dac_get                 ; 15h
        dw      int10_none              ; 16h
        dw      dac_get_block           ; 17h
        dw      dac_set_mask            ; 18h
        dw      dac_get_mask            ; 19h
        dw      dac_get_page            ; 1Ah
        dw      dac_grey_block          ; 1Bh
.end:

; AL=01h: border colour BH.
palette_set_overscan:
        mov     bl, ATTRIBUTE_OVERSCAN

; AL=00h: register BL = BH.
palette_set:
        cmp     bl, ATTRIBUTE_LAST
        ja      .done
        call    attribute_write
        call    attribute_show
.done:  ret

; AL=02h: 16 registers and the border from the 17 bytes at ES:DX.
palette_set_all:
        mov     si, dx
        mov     bl, 0
.next:  es lodsb
        mov     bh, al
        call    attribute_write
        inc     bl
        cmp     bl, 16
        jb      .next
        es lodsb
        mov     bh, al
        jmp     palette_set_overscan

; AL=03h: attribute bit 7 means BL = 0: bright background, 1: blinking.
palette_blink:
        mov     cl, bl
        mov     bl, ATTRIBUTE_MODE
        call    attribute_read
        and     bh, ~ATTRIBUTE_MODE_BLINK
        and     byte [BDA_CRT_MODE_CTL], ~20h
        test    cl, 1
        jz      palette_set
        or      bh, ATTRIBUTE_MODE_BLINK
        or      byte [BDA_CRT_MODE_CTL], 20h
        jmp     palette_set

; AL=08h: BH = border colour.
palette_get_overscan:
        mov     bl, ATTRIBUTE_OVERSCAN

; AL=07h: BH = register BL.
palette_get:
        cmp     bl, ATTRIBUTE_LAST
        ja      .done
        call    attribute_read
        mov     CALLER_BH, bh
.done:  ret

; AL=09h: 16 registers and the border to ES:DX.
palette_get_all:
        mov     di, dx
        mov     bl, 0
.next:  call    attribute_read
        mov     al, bh
        stosb
        inc     bl
        cmp     bl, 16
        jb      .next
        mov     bl, ATTRIBUTE_OVERSCAN
        call    attribute_read
        mov     al, bh
        stosb
        ret
