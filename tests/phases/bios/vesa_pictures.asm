; SPDX-License-Identifier: MIT
; A disk that looks for a VESA mode, sets it, fills its memory by lot, moves
; the picture in it, and tells on COM1 what each call answered and what it
; reads back. Made for pictures.py, which compares two machines:
;
;   nasm -f bin -I tests/phases/bios/ -DWIDTH=640 -DHEIGHT=480 -DBITS=16 \
;       [-DLINEAR] -o disk.img vesa_pictures.asm
;
; Where we are: real mode, segments 0, stack below 7C00h.

        cpu     386
        bits    16
        org     7c00h

INFO    equ     9000h                   ; of the card
MODE    equ     9200h                   ; of the mode
COLOURS equ     9400h

SECTORS equ     4

%include "boot_picture.asm"

program:
        call    serial_open
        call    find
        call    describe
        mov     bx, [mode]
%ifdef LINEAR
        or      bx, 4000h
%endif
        mov     ax, 4f02h
        int     10h
        call    tell
        mov     ax, 4f03h
        int     10h
        xor     bx, [mode]              ; the wishes alone
        call    tell
%if BITS == 8
        call    colours
%elif BITS == 4
        call    planes
%endif
        mov     eax, [MODE + 10h]       ; bytes a line, width
        movzx   eax, ax
        imul    ecx, eax, HEIGHT + 40
%ifdef LINEAR
        call    fill_linear
%else
        call    fill_banks
%endif
        call    move
        mov     si, text_ready
        call    put_text
        cli
        hlt

text_ready: db  "ready", 13, 10, 0
text_none:  db  "no such mode", 13, 10, 0
mode:   dw      0

; mode = the one of this size, its block at MODE.
find:   mov     di, INFO
        mov     dword [di], "VBE2"
        mov     ax, 4f00h
        int     10h
        call    tell
        mov     eax, [INFO]
        call    put_number
        movzx   eax, word [INFO + 12h]  ; units of 64 KiB
        call    put_number
        lds     si, [INFO + 0eh]
.next:  lodsw
        mov     cx, ax
        cmp     ax, 0ffffh
        je      .none
        push    ds
        push    si
        xor     bx, bx
        mov     ds, bx
        mov     [mode], cx
        mov     di, MODE
        mov     ax, 4f01h
        int     10h
        pop     si
        pop     ds
        cmp     ax, 004fh
        jne     .next
        cmp     word [es:MODE + 12h], WIDTH
        jne     .next
        cmp     word [es:MODE + 14h], HEIGHT
        jne     .next
        cmp     byte [es:MODE + 19h], BITS
        jne     .next
        xor     ax, ax
        mov     ds, ax
        ret
.none:  xor     ax, ax
        mov     ds, ax
        mov     si, text_none
        call    put_text
        cli
        hlt

; What every BIOS must say alike.
describe:
        mov     eax, [MODE + 2]         ; windows, granularity
        call    put_number
        mov     eax, [MODE + 6]         ; size, segment
        call    put_number
        movzx   eax, word [MODE + 10h]
        call    put_number
        mov     al, [MODE]              ; there, colour, graphics, linear
        and     eax, 99h
        mov     ah, [MODE + 1bh]        ; memory model
        call    put_number
        mov     eax, [MODE + 1fh]       ; red, green
        call    put_number
        mov     eax, [MODE + 23h]       ; blue, the rest
        call    put_number
        ret

%if BITS == 8
; 256 colours of eight bits, 16 of them read back.
colours:
        mov     ax, 4f08h
        mov     bx, 0800h
        int     10h
        call    tell
        mov     di, COLOURS
        mov     cx, 256
.next:  call    random
        stosw
        call    random
        mov     ah, 0
        stosw
        loop    .next
        mov     ax, 4f09h
        mov     bx, 0000h
        mov     cx, 256
        mov     dx, 0
        mov     di, COLOURS
        int     10h
        call    tell
        mov     ax, 4f09h
        mov     bx, 0001h
        mov     cx, 16
        mov     dx, 32
        mov     di, COLOURS
        int     10h
        call    tell
        mov     cx, 16
        mov     si, COLOURS
.tell:  lodsd
        call    put_number
        loop    .tell
        ret
%endif

%if BITS == 4
; All planes get what is written, byte by byte.
planes: mov     dx, 3ceh
        mov     ax, 0001h               ; no set/reset
        out     dx, ax
        mov     ax, 0003h               ; no function
        out     dx, ax
        mov     ax, 0004h               ; plane 0 is read
        out     dx, ax
        mov     ax, 0005h               ; write mode 0
        out     dx, ax
        mov     ax, 0ff08h
        out     dx, ax
        mov     dx, 3c4h
        mov     ax, 0f02h
        out     dx, ax
        mov     ax, 0604h               ; sequential
        out     dx, ax
        ret
%endif

; ECX bytes by lot, in banks; a sum over each.
fill_banks:
        mov     ax, 0a000h
        mov     es, ax
        shr     ecx, 16
        inc     cx
        xor     dx, dx
.bank:  mov     ax, 4f05h
        mov     bx, 0000h
        int     10h
        push    cx
        call    bank
        pop     cx
        inc     dx
        loop    .bank
        mov     dx, 1
        mov     ax, 4f05h
        mov     bx, 0000h
        int     10h
        mov     bx, 0100h
        mov     ax, 4f05h
        int     10h
        call    tell
        movzx   eax, word [es:1234h]
        call    put_number
        ret

bank:   push    dx
        xor     di, di
        xor     edx, edx
        mov     cx, 8000h
.next:  call    random
%if BITS == 4
        push    dx
        push    ax
        mov     dx, 3c4h
        and     ah, 0fh                 ; planes by lot
        mov     al, 02h
        out     dx, ax
        pop     ax
        pop     dx
%endif
        stosw
        loop    .next
        mov     cx, 8000h
        xor     di, di
.sum:   movzx   eax, word [es:di]
        rol     edx, 3
        add     edx, eax
        add     di, 2
        loop    .sum
        mov     eax, edx
        call    put_number
        pop     dx
        ret

%ifdef LINEAR
; ECX bytes by lot through the frame buffer, by a segment of 4 GiB; a sum.
fill_linear:
        cli
        lgdt    [gdtr]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     $ + 2
        mov     bx, 8
        mov     es, bx
        and     al, 0feh
        mov     cr0, eax
        jmp     $ + 2
        mov     edi, [MODE + 28h]
        mov     ebx, edi
        xor     edx, edx
        push    ecx
.next:  call    random
        mov     [es:edi], ax
        add     edi, 2
        sub     ecx, 2
        ja      .next
        pop     ecx
.sum:   movzx   eax, word [es:ebx]
        rol     edx, 3
        add     edx, eax
        add     ebx, 2
        sub     ecx, 2
        ja      .sum
        mov     eax, edx
        call    put_number
        xor     ax, ax
        mov     es, ax
        ret

        align   8
gdt:    dq      0
        dq      008f92000000ffffh
gdtr:   dw      15
        dd      gdt
%endif

; Longer lines, another beginning; how it is then.
move:   xor     ax, ax
        mov     es, ax
        mov     ax, 4f06h
        mov     bx, 0000h
        mov     cx, WIDTH + 32
        int     10h
        call    tell
        mov     ax, 4f06h
        mov     bx, 0001h
        int     10h
        call    tell
        mov     ax, 4f07h
        mov     bx, 0000h
        mov     cx, 16
        mov     dx, 5
        int     10h
        call    tell
        mov     ax, 4f07h
        mov     bx, 0001h
        int     10h
        call    tell
        ret

; AX = the next number by lot.
random: mov     ax, [seed]
        imul    ax, ax, 25173
        add     ax, 13849
        mov     [seed], ax
        xchg    al, ah
        ret
seed:   dw      BITS

; AX, and where it is done BX, CX, DX.
tell:   pushad
        movzx   eax, ax
        call    put_number
        cmp     ax, 004fh
        jne     .done
        mov     ax, bx
        call    put_number
        mov     ax, cx
        call    put_number
        mov     ax, dx
        call    put_number
.done:  call    put_line_end
        popad
        ret

; EAX and a space.
put_number:
        pushad
        call    put_hex
        mov     al, ' '
        call    put_char
        popad
        ret

%include "com1.asm"

%if $ - program > SECTORS * 512
%error "the program is longer than what is loaded"
%endif

        times   512 * 64 - ($ - $$) db 0
