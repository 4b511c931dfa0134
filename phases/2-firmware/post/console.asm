; SPDX-License-Identifier: MIT
; Text output for POST, setup and the boot search.
;
; All through INT 10h: if the video test failed, INT 10h still runs and the
; words are lost, which is the best that can be done. Each routine keeps all
; registers.

COLOUR_NORMAL   equ 07h
COLOUR_TITLE    equ 1fh                 ; white on blue
COLOUR_ERROR    equ 4fh                 ; white on red

; CS:SI = text, ends with 0.
print:
        push    ax
        push    si
.next:
        cs lodsb
        test    al, al
        jz      .end
        call    print_char
        jmp     .next
.end:
        pop     si
        pop     ax
        ret

; DS:SI = text, ends with 0.
print_data:
        push    ax
        push    si
.next:
        lodsb
        test    al, al
        jz      .end
        call    print_char
        jmp     .next
.end:
        pop     si
        pop     ax
        ret

; AL = character, also 13 and 10. The cursor moves.
print_char:
        push    ax
        push    bx
        mov     ah, 0eh
        mov     bx, COLOUR_NORMAL
        int     10h
        pop     bx
        pop     ax
        ret

; CS:SI = text: the same on a line of its own with the colour of errors.
print_error:
        pushad
        call    print_line_start
        mov     bl, COLOUR_ERROR
        call    paint_row
        popad
        jmp     print

; Go to column 0, and to a new line if there is text before the cursor.
print_line_start:
        pushad
        mov     ah, 03h
        xor     bh, bh
        int     10h
        test    dl, dl
        jz      .at_start
        PRINT   text_newline
.at_start:
        popad
        ret

; BL = attribute: blank the row of the cursor in it.
paint_row:
        pushad
        mov     ax, 0920h
        xor     bh, bh
        mov     cx, 80
        int     10h
        popad
        ret

; EAX = number in decimal, CL = least width, padded with spaces.
print_decimal:
        pushad
        mov     ebx, 10
        xor     ch, ch
.digit:
        xor     edx, edx
        div     ebx
        push    dx
        inc     ch
        test    eax, eax
        jnz     .digit
.pad:
        cmp     cl, ch
        jbe     .write
        mov     al, " "
        call    print_char
        dec     cl
        jmp     .pad
.write:
        pop     ax
        add     al, "0"
        call    print_char
        dec     ch
        jnz     .write
        popad
        ret

; EAX = number in hexadecimal, CL = digits.
print_hex:
        pushad
        mov     edx, eax
        mov     ch, cl
        mov     cl, 8
        sub     cl, ch
        shl     cl, 2
        shl     edx, cl
        movzx   cx, ch
.digit:
        rol     edx, 4
        mov     al, dl
        and     al, 0fh
        cmp     al, 10
        sbb     al, 69h
        das
        call    print_char
        loop    .digit
        popad
        ret

text_newline:
        db      13, 10, 0
