; SPDX-License-Identifier: MIT
; What a test tells goes to COM1.

COM1    equ 3f8h

serial_open:
        mov     dx, COM1 + 3
        mov     al, 83h                 ; divisor next, 8 bits
        out     dx, al
        mov     dx, COM1
        mov     al, 1                   ; 115200 baud
        out     dx, al
        inc     dx
        mov     al, 0
        out     dx, al
        mov     dx, COM1 + 3
        mov     al, 03h
        out     dx, al
        inc     dx
        out     dx, al                  ; DTR, RTS
        ret

put_text:
        lodsb
        test    al, al
        jz      .done
        call    put_char
        jmp     put_text
.done:  ret

put_char:
        push    dx
        push    ax
        mov     dx, COM1 + 5
.wait:  in      al, dx
        test    al, 20h
        jz      .wait
        pop     ax
        mov     dx, COM1
        out     dx, al
        pop     dx
        ret

; EAX in hexadecimal, without zeros in front.
put_hex:
        push    ecx
        push    edx
        mov     edx, eax
        mov     cl, 32
.digit: sub     cl, 4
        mov     eax, edx
        shr     eax, cl
        jnz     .show
        test    cl, cl
        jnz     .digit
.show:  and     al, 0fh
        cmp     al, 10
        sbb     al, 69h
        das
        call    put_char
        test    cl, cl
        jz      .done
        sub     cl, 4
        mov     eax, edx
        shr     eax, cl
        jmp     .show
.done:  mov     al, 'h'
        call    put_char
        pop     edx
        pop     ecx
        ret

put_line_end:
        mov     al, 13
        call    put_char
        mov     al, 10
        jmp     put_char
