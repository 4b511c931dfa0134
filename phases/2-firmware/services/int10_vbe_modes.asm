; SPDX-License-Identifier: MIT
; INT 10h: the VESA modes, and what AX=4F01h says of each. See int10_vbe.asm.
;
; Source: VESA BIOS Extension (VBE) Core Functions Standard 3.0, "VBE Mode
; Numbers", "Function 01h - Return VBE Mode Information".

struc vbe
.number         resw 1
.width          resw 1
.height         resw 1
.bits           resb 1                  ; 4, 8, 15, 16, 24 or 32 a pixel
.size:
endstruc

; VBE_EACH macro: give the macro each size: width, height, then bits and number
; of its modes. The numbers up to 11Bh are VESA's own, the others are those that
; the BIOSes for this card have given them.
%macro VBE_EACH 1
    %1 320, 200, 8,146h, 15,10dh, 16,10eh, 24,10fh, 32,140h
    %1 640, 400, 8,100h, 32,141h
    %1 640, 480, 8,101h, 15,110h, 16,111h, 24,112h, 32,142h
    %1 800, 600, 4,102h, 8,103h, 15,113h, 16,114h, 24,115h, 32,143h
    %1 1024, 768, 4,104h, 8,105h, 15,116h, 16,117h, 24,118h, 32,144h
    %1 1152, 864, 8,148h, 15,149h, 16,14ah, 24,14bh, 32,14ch
    %1 1280, 720, 16,18dh, 24,18eh, 32,18fh
    %1 1280, 768, 16,175h, 24,176h, 32,177h
    %1 1280, 800, 16,178h, 24,179h, 32,17ah
    %1 1280, 960, 16,17bh, 24,17ch, 32,17dh
    %1 1280, 1024, 4,106h, 8,107h, 15,119h, 16,11ah, 24,11bh, 32,145h
    %1 1400, 1050, 16,181h, 24,182h, 32,183h
    %1 1440, 900, 16,17eh, 24,17fh, 32,180h
    %1 1600, 900, 16,193h, 24,194h, 32,195h
    %1 1600, 1200, 8,11ch, 15,11dh, 16,11eh, 24,11fh, 32,147h
    %1 1680, 1050, 16,184h, 24,185h, 32,186h
    %1 1920, 1080, 16,190h, 24,191h, 32,192h
    %1 1920, 1200, 16,187h, 24,188h, 32,189h
    %1 2560, 1440, 16,196h, 24,197h, 32,198h
    %1 2560, 1600, 16,18ah, 24,18bh, 32,18ch
%endmacro

%macro VBE_ROWS 4-*
    %assign %%width %1
    %assign %%height %2
    %rotate 2
    %rep (%0 - 2) / 2
        dw      %2, %%width, %%height
        db      %1
        %rotate 2
    %endrep
%endmacro

%macro VBE_NUMBERS 4-*
    %rotate 2
    %rep (%0 - 2) / 2
        dw      %2
        %rotate 2
    %endrep
%endmacro

vbe_modes:
        VBE_EACH VBE_ROWS
.end:
vbe_numbers:
        VBE_EACH VBE_NUMBERS
        dw      0ffffh

VBE_NUMBER_BITS         equ 37ffh       ; of BX; the others are wishes
VBE_LINEAR              equ 4000h
VBE_KEEP_MEMORY         equ 8000h

; SI = the row of mode CX. CF=1: there is none, or the card has too little
; memory for it. CX is cut to the number, AX is lost.
vbe_find:
        and     cx, VBE_NUMBER_BITS
        mov     si, vbe_modes
.next:  cmp     cx, [cs:si + vbe.number]
        je      .found
        add     si, vbe.size
        cmp     si, vbe_modes.end
        jb      .next
.none:  stc
        ret
.found: call    vbe_pages
        cmp     al, 1
        jb      .none
        ret

; AX = bytes of memory that a line of the mode at SI takes; of each plane, if
; it has planes. DX is lost.
vbe_pitch:
        movzx   ax, byte [cs:si + vbe.bits]
        add     ax, 7
        shr     ax, 3                   ; 4: 1, 15: 2
        mul     word [cs:si + vbe.width]
        cmp     byte [cs:si + vbe.bits], 4
        jne     .done
        shr     ax, 3
.done:  ret

; AL = how often the picture of the mode at SI fits into the memory, at most
; 255. AH is lost.
vbe_pages:
        push    ebx
        push    edx
        call    vbe_pitch
        movzx   ebx, ax
        cmp     byte [cs:si + vbe.bits], 4
        jne     .packed
        shl     ebx, 2                  ; four planes
.packed:
        movzx   eax, word [cs:si + vbe.height]
        mul     ebx
        xchg    eax, ebx                ; EBX = bytes of a picture
        push    bx
        mov     bl, DISPI_VIDEO_MEMORY
        call    dispi_get
        pop     bx
        movzx   eax, ax
        shl     eax, 16
        xor     edx, edx
        div     ebx
        cmp     eax, 255
        jbe     .fit
        mov     al, 255
.fit:   pop     edx
        pop     ebx
        ret

; --- AX=4F01h -----------------------------------------------------------

; What they have in common, up to the colours.
vbe_mode_block:
        dw      00bbh                   ; there, described, in colours, pixels,
                                        ; not a VGA's, linear; the BIOS does not
                                        ; write text
        db      07h, 00h                ; window A: read and written, B: none
        dw      64, 64, 0a000h, 0       ; granularity, size, segments
        dw      vbe_window_far, 0f000h
        dw      0, 0, 0                 ; bytes a line, width, height
        db      8, 16                   ; of a character
        db      1, 0, 1                 ; planes, bits a pixel, banks
        db      0, 0, 0, 1              ; model, no banks, pages less 1
.end:

VBE_ATTRIBUTES          equ 00h
VBE_LINE_BYTES          equ 10h
VBE_WIDTH               equ 12h
VBE_HEIGHT              equ 14h
VBE_PLANES              equ 18h
VBE_BITS                equ 19h
VBE_MODEL               equ 1bh
VBE_PAGES               equ 1dh
VBE_COLOURS             equ 1fh         ; to 27h
VBE_FRAME_BUFFER        equ 28h
VBE_LINEAR_LINE_BYTES   equ 32h         ; and on: the same for linear use
VBE_LINEAR_COLOURS      equ 36h
VBE_PIXEL_CLOCK         equ 3eh         ; at most, in Hz
VBE_BLOCK               equ 256

VBE_MODEL_PLANES        equ 3
VBE_MODEL_PACKED        equ 4
VBE_MODEL_DIRECT        equ 6

; Bits a pixel, then size and place of red, green, blue and the rest.
vbe_colours:
        db      15, 5, 10, 5, 5, 5, 0, 1, 15
        db      16, 5, 11, 6, 5, 5, 0, 0, 0
        db      24, 8, 16, 8, 8, 8, 0, 0, 0
        db      32, 8, 16, 8, 8, 8, 0, 8, 24

; The 256 bytes at ES:DI about mode CX.
vbe_mode_info:
        call    vbe_find
        jc      .done
        push    di
        mov     cx, VBE_BLOCK / 2
        xor     ax, ax
        rep     stosw
        pop     di
        push    di
        push    si
        mov     si, vbe_mode_block
        mov     cx, vbe_mode_block.end - vbe_mode_block
        cs rep movsb
        pop     si
        pop     di
        call    vbe_describe
        call    vbe_describe_colours
        mov     CALLER_AX, VBE_DONE
.done:  ret

; Size, memory and frame buffer of the mode at SI. EAX, DX are lost.
vbe_describe:
        call    vbe_pitch
        mov     [es:di + VBE_LINE_BYTES], ax
        mov     [es:di + VBE_LINEAR_LINE_BYTES], ax
        mov     ax, [cs:si + vbe.width]
        mov     [es:di + VBE_WIDTH], ax
        mov     ax, [cs:si + vbe.height]
        mov     [es:di + VBE_HEIGHT], ax
        mov     al, [cs:si + vbe.bits]
        mov     [es:di + VBE_BITS], al
        call    vbe_pages
        dec     al
        mov     [es:di + VBE_PAGES], al
        mov     [es:di + VBE_LINEAR_LINE_BYTES + 2], al
        mov     [es:di + VBE_LINEAR_LINE_BYTES + 3], al
        mov     dword [es:di + VBE_PIXEL_CLOCK], 230000000
        call    vbe_frame_buffer
        mov     [es:di + VBE_FRAME_BUFFER], eax
        ret

; Memory model and colours of the mode at SI. AX, BX, CX, SI are lost.
vbe_describe_colours:
        mov     al, [cs:si + vbe.bits]
        mov     byte [es:di + VBE_MODEL], VBE_MODEL_PACKED
        cmp     al, 8
        je      .done
        jb      .planes
        mov     byte [es:di + VBE_MODEL], VBE_MODEL_DIRECT
        mov     bx, vbe_colours
.find:  cmp     al, [cs:bx]
        je      .copy
        add     bx, 9
        jmp     .find
.copy:  mov     cx, 8
.next:  inc     bx
        mov     al, [cs:bx]
        mov     [es:di + VBE_COLOURS], al
        mov     [es:di + VBE_LINEAR_COLOURS], al
        inc     di
        loop    .next
        mov     byte [es:di + VBE_COLOURS], 2   ; the rest can be used
        sub     di, 8
.done:  ret
.planes:
        mov     byte [es:di + VBE_MODEL], VBE_MODEL_PLANES
        mov     byte [es:di + VBE_PLANES], 4
        and     byte [es:di + VBE_ATTRIBUTES], ~80h
        mov     dword [es:di + VBE_FRAME_BUFFER], 0
        ret
