; SPDX-License-Identifier: MIT
; A disk that sets one video mode by the BIOS, writes by it, then lets every
; write mode of the VGA loose on the memory and tells on COM1 what it reads
; back. Made for pictures.py, which compares two machines:
;
;   nasm -f bin -I tests/phases/bios/ -DMODE=12h [-DUNCHAINED] [-DSPLIT] \
;       -o disk.img pictures.asm
;
; Where we are: real mode, segments 0, stack below 7C00h.

        cpu     386
        bits    16
        org     7c00h

SECTORS equ     3

%include "boot_picture.asm"

program:
        call    serial_open
        mov     ax, MODE
        int     10h
        mov     ah, 01h                 ; no cursor that blinks
        mov     cx, 2000h
        int     10h
        call    write_text
        call    write_pixels
%ifdef UNCHAINED
        call    unchain
%endif
        mov     ax, SEGMENT
        mov     es, ax
%if PLANES
        call    storm
%else
        call    fill
%endif
%ifdef SPLIT
        call    split
%endif
        call    tell
        mov     si, text_ready
        call    put_text
        cli
        hlt

text_ready: db  "ready", 13, 10, 0

; A colour that is XORed; as an attribute of text it would blink.
%if MODE <= 3
XORED   equ     05h
%else
XORED   equ     85h
%endif

; 40 characters in colours, then three XORed.
write_text:
        mov     bl, 1
.next:  mov     al, bl
        add     al, '@'
        mov     ah, 0eh
        mov     bh, 0
        int     10h
        inc     bl
        cmp     bl, 41
        jb      .next
        mov     ax, 09dbh
        mov     bx, XORED
        mov     cx, 3
        int     10h
        mov     ax, 0601h
        mov     bh, 02h
        mov     cx, 0203h
        mov     dx, 0810h
        int     10h
        ret

; A slope, in text modes nothing.
write_pixels:
        mov     cx, 150
.next:  mov     dx, cx
        mov     ax, cx
        mov     ah, 0ch
        mov     bh, 0
        int     10h
        loop    .next
        ret

unchain:
        mov     dx, 3c4h
        mov     ax, 0604h
        out     dx, ax
        mov     ax, 0f02h
        out     dx, ax
        mov     dx, 3d4h
        mov     ax, 0014h
        out     dx, ax
        mov     ax, 0e317h
        out     dx, ax
        mov     ax, 0a000h
        mov     es, ax
        xor     di, di
        xor     ax, ax
        mov     cx, 8000h
        rep     stosw
        ret

; The start address moves; below scan line 151 the memory begins anew.
split:  mov     dx, 3d4h
        mov     ax, 020ch
        out     dx, ax
        mov     ax, 960dh
        out     dx, ax
        mov     ax, 9718h               ; 151
        out     dx, ax
        mov     al, 11h
        out     dx, al
        inc     dx
        in      al, dx
        and     al, 7fh
        out     dx, al
        dec     dx
        mov     al, 07h
        out     dx, al
        inc     dx
        in      al, dx
        and     al, 0efh
        out     dx, al
        dec     dx
        mov     al, 09h
        out     dx, al
        inc     dx
        in      al, dx
        and     al, 0bfh
        out     dx, al
        ret

; AX = the next number by lot.
random: mov     ax, [seed]
        imul    ax, ax, 25173
        add     ax, 13849
        mov     [seed], ax
        xchg    al, ah
        ret
seed:   dw      MODE

; Bytes by lot, through the window; none is an attribute that blinks.
fill:   mov     di, 1000
        mov     cx, 4000
.next:  call    random
        and     al, 7fh
        stosb
        loop    .next
        ret

; Registers by lot, then 16 bytes that are read and written, 400 times.
storm:  mov     cx, 400
.round: push    cx
        mov     si, storm_registers
.register:
        mov     dx, 3ceh
        cmp     byte [si], 0ffh
        je      .write
        call    random
        and     al, [si + 1]
        mov     ah, al
        mov     al, [si]
        cmp     al, 0fh                 ; the map mask is the sequencer's
        jne     .out
        mov     dx, 3c4h
        mov     al, 02h
.out:   out     dx, ax
        add     si, 2
        jmp     .register
.write: call    random
        and     ah, 1fh
        mov     di, ax
        mov     cx, 16
.byte:  call    random
        mov     ah, [es:di + 3]         ; into the latches
        mov     [es:di], al
        add     [checksum], ah
        rol     dword [checksum], 1
        inc     di
        loop    .byte
        pop     cx
        loop    .round
        mov     si, storm_end
        mov     cx, (storm_end.end - storm_end) / 2
        mov     dx, 3ceh
.reset: lodsw
        out     dx, ax
        loop    .reset
        mov     dx, 3c4h
        mov     ax, 0f02h
        out     dx, ax
        ret

; Register, the bits of it that change.
storm_registers:
        db      0, 0fh, 1, 0fh, 2, 0fh, 3, 1fh, 4, 03h, 5, STORM_MODE
        db      7, 0fh, 8, 0ffh, 0fh, 0fh, 0ffh
storm_end:
        dw      0000h, 0001h, 0002h, 0003h, 0004h, STORM_KEPT << 8 | 05h
        dw      0f07h, 0ff08h
.end:
checksum: dd    0

; The sum of what was read on the way, then that of the memory: by each read
; map and by the comparison of colours.
tell:   mov     eax, [checksum]
        call    put_sum
        mov     bx, 0000h
.map:   mov     dx, 3ceh
        mov     ah, bl
        mov     al, 04h
        out     dx, ax
        call    sum
        inc     bx
        cmp     bx, MAPS
        jb      .map
%if PLANES
        mov     ax, 0502h
        out     dx, ax
        mov     ax, (STORM_KEPT | 08h) << 8 | 05h
        out     dx, ax
        call    sum
        mov     ax, STORM_KEPT << 8 | 05h
        out     dx, ax
        mov     ax, 0002h
        out     dx, ax
        mov     ax, 0004h
        out     dx, ax
%endif
        ret

sum:    xor     eax, eax
        xor     di, di
        mov     cx, BYTES
.next:  movzx   esi, byte [es:di]
        rol     eax, 3
        add     eax, esi
        inc     di
        loop    .next

put_sum:
        call    put_hex
        jmp     put_line_end

%include "com1.asm"

%if $ - program > SECTORS * 512
%error "the program is longer than what is loaded"
%endif

        times   512 * 64 - ($ - $$) db 0
