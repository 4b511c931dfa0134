; SPDX-License-Identifier: MIT
; POST step 10: the video adapter, and the first words on the screen.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts off.
; This VGA has no ROM of its own: services/int10.asm programs it and loads
; the font. On a PCI bus its frame buffer gets an address. The cursor
; registers of the CRT controller and the text memory must keep what is written
; to them. A failure beeps eight times and the boot goes on without a picture.
; Source: IBM VGA Technical Reference, "CRT Controller Registers".

CRTC_INDEX      equ 3d4h
CRTC_CURSOR     equ 0fh                 ; cursor location, low byte
TEXT_SEG        equ 0b800h
TEXT_WORDS      equ 80 * 25

post_video:
        MARK    MARK_VIDEO
        POST_STEP VIDEO
        call    video_init
        call    vbe_place
        mov     ax, BDA_SEG
        mov     ds, ax
        mov     ax, EBDA_SEG
        mov     es, ax
        call    video_test
        jnc     .works
        or      word [es:EBDA_POST_ERRORS], POST_ERR_VIDEO
        mov     bl, BEEPS_VIDEO
        call    beep
.works:
        POST_STEP BANNER
        call    banner
        call    report_early_errors
        jmp     post_tick

; CF = 1 if the adapter does not keep values. Clears the screen.
video_test:
        mov     dx, CRTC_INDEX
        mov     ax, 5500h | CRTC_CURSOR
        call    .crtc_keeps
        jne     .failed
        mov     ax, 0aa00h | CRTC_CURSOR
        call    .crtc_keeps
        jne     .failed
        mov     ax, 0000h | CRTC_CURSOR
        call    .crtc_keeps
        jne     .failed

        push    es
        mov     ax, TEXT_SEG
        mov     es, ax
        mov     ax, 55aah
        call    .text_keeps
        jne     .text_failed
        mov     ax, 0aa55h
        call    .text_keeps
        jne     .text_failed
        mov     ax, COLOUR_NORMAL << 8 | " "
        call    .text_keeps
        jne     .text_failed
        pop     es
        clc
        ret
.text_failed:
        pop     es
.failed:
        stc
        ret

; AH into CRT controller register AL. ZF = 1 if it reads back.
.crtc_keeps:
        out     dx, al
        inc     dx
        mov     al, ah
        out     dx, al
        in      al, dx
        dec     dx
        cmp     al, ah
        ret

; AX into the whole text page. ZF = 1 if it reads back.
.text_keeps:
        xor     di, di
        mov     cx, TEXT_WORDS
        rep     stosw
        xor     di, di
        mov     cx, TEXT_WORDS
        repe    scasw
        ret
