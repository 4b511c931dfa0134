; SPDX-License-Identifier: MIT
;
; tests/ui/video.asm - a ROM of 64 KiB that shows a text screen with all 256
; characters and 128 pairs of colours, writes POST code 02h, then a picture of
; 320 by 200 pixels, and writes POST code 03h.
;
; Source of the tables: IBM PS/2 and PC BIOS Interface Technical Reference,
; "Video Parameter Table", modes 3 and 13h.

        cpu 386
        org 0
        bits 16
start:  cli
        cld
        xor ax, ax
        mov ss, ax
        mov sp, 0x7c00
        mov ax, cs
        mov ds, ax
        mov si, mode_03
        call program
        call colours
        call text
        mov al, 2
        out 0x80, al
        mov si, mode_13
        call program
        call picture
        mov al, 3
        out 0x80, al
        hlt

; Program the VGA from the table at DS:SI: misc, sequencer, CRTC, graphics,
; attribute.
program:
        mov dx, 0x3c2
        outsb
        mov dx, 0x3c4
        mov cl, 5
        call indexed
        mov dx, 0x3d4
        mov ax, 0x0011          ; unlock
        out dx, ax
        mov cl, 25
        call indexed
        mov dx, 0x3ce
        mov cl, 9
        call indexed
        mov dx, 0x3da
        in al, dx
        mov dx, 0x3c0
        xor ah, ah
.next:  mov al, ah
        out dx, al
        outsb
        inc ah
        cmp ah, 21
        jne .next
        mov al, 0x20            ; let it be seen
        out dx, al
        ret

indexed:
        xor ax, ax
.next:  mov ah, [si]
        inc si
        out dx, ax
        inc al
        cmp al, cl
        jne .next
        ret

; The DAC: two bits each of red, green and blue, as in the EGA.
colours:
        mov dx, 0x3c6
        mov al, 0xff
        out dx, al
        mov dx, 0x3c8
        xor al, al
        out dx, al
        inc dx
        xor bl, bl
.next:  mov bh, bl
        call .level             ; red: bits 5 and 4
        call .level
        call .level
        inc bl
        cmp bl, 64
        jne .next
        ret
.level: mov al, bh
        shr al, 4
        and al, 3
        mov ah, 21
        mul ah
        out dx, al
        shl bh, 2
        ret

; Eight rows of 32 characters; below them 128 attributes on the letter A.
text:   mov ax, 0xb800
        mov es, ax
        xor di, di
        mov ax, 0x0720
        mov cx, 2000
        rep stosw
        xor bx, bx
.char:  mov di, bx
        and di, 31              ; column
        shl di, 2               ; with a blank between
        mov ax, bx
        shr ax, 5
        imul ax, 160
        add di, ax
        mov al, bl
        mov ah, 7
        mov [es:di], ax
        inc bx
        cmp bx, 256
        jne .char
        xor bx, bx
.pair:  mov di, bx
        and di, 15
        shl di, 2
        mov ax, bx
        shr ax, 4
        add ax, 10
        imul ax, 160
        add di, ax
        mov al, 'A'
        mov ah, bl
        mov [es:di], ax
        inc bx
        cmp bx, 128
        jne .pair
        ret

; A quarter each of black, white, blue and yellow.
picture:
        mov ax, 0xa000
        mov es, ax
        xor di, di
        xor bx, bx              ; line
.line:  mov cx, 160
        xor al, al              ; upper left: black
        cmp bx, 100
        jb .left
        mov al, 3               ; lower left: blue
.left:  rep stosb
        mov cx, 160
        mov al, 63              ; upper right: white
        cmp bx, 100
        jb .right
        mov al, 60              ; lower right: yellow
.right: rep stosb
        inc bx
        cmp bx, 200
        jne .line
        ret

mode_03:
        db 0x67, 0x03, 0x00, 0x03, 0x00, 0x02
        db 0x5f, 0x4f, 0x50, 0x82, 0x55, 0x81, 0xbf, 0x1f, 0x00, 0x4f
        db 0x0d, 0x0e, 0x00, 0x00, 0x00, 0x00, 0x9c, 0x8e, 0x8f, 0x28
        db 0x1f, 0x96, 0xb9, 0xa3, 0xff
        db 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x0e, 0x00, 0xff
        db 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07, 0x38, 0x39
        db 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x0c, 0x00, 0x0f, 0x08
        db 0x00
mode_13:
        db 0x63, 0x03, 0x01, 0x0f, 0x00, 0x0e
        db 0x5f, 0x4f, 0x50, 0x82, 0x54, 0x80, 0xbf, 0x1f, 0x00, 0x41
        db 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x9c, 0x8e, 0x8f, 0x28
        db 0x40, 0x96, 0xb9, 0xa3, 0xff
        db 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x05, 0x0f, 0xff
        db 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09
        db 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x41, 0x00, 0x0f, 0x00
        db 0x00

        times 0xfff0 - ($ - $$) db 0xff
        jmp 0xf000:start        ; FFFFFFF0h
        times 0x10000 - ($ - $$) db 0
