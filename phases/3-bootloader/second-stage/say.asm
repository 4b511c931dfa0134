; SPDX-License-Identifier: MIT
; say.asm - print a message with names and numbers in it.
;
;   %s  a string, ends with 0; what is not printable shows as ?
;   %u  a number in decimal
;   %x  a number as eight hexadecimal digits and h
;   %b  a byte as two hexadecimal digits and h

        bits    16

; In: on the stack a word -> text, above it a dword for each %.
; Keeps all registers.
say:
        push    bp
        mov     bp, sp
        pushad
        mov     si, [bp + 4]
        lea     di, [bp + 6]
.next:
        lodsb
        test    al, al
        jz      .done
        cmp     al, '%'
        je      .argument
        call    console_putc
        jmp     .next
.argument:
        lodsb
        mov     ebx, [ss:di]
        add     di, 4
        cmp     al, 's'
        je      .string
        cmp     al, 'u'
        je      .decimal
        mov     cx, 8                   ; digits
        cmp     al, 'x'
        je      .hexadecimal
        mov     cx, 2
        shl     ebx, 24
.hexadecimal:
        call    say_hexadecimal
        jmp     .next
.decimal:
        call    say_decimal
        jmp     .next
.string:
        call    say_string
        jmp     .next
.done:
        popad
        pop     bp
        ret

; In: BX -> string.
say_string:
        mov     al, [bx]
        inc     bx
        test    al, al
        jz      .done
        cmp     al, ' '
        jb      .strange
        cmp     al, 7eh
        jbe     .print
.strange:
        mov     al, '?'
.print:
        call    console_putc
        jmp     say_string
.done:
        ret

; In: EBX = number. The digits come last first, so they wait on the stack.
say_decimal:
        mov     eax, ebx
        mov     ebx, 10
        xor     cx, cx
.divide:
        xor     edx, edx
        div     ebx
        push    dx
        inc     cx
        test    eax, eax
        jnz     .divide
.print:
        pop     ax
        add     al, '0'
        call    console_putc
        loop    .print
        ret

; In: EBX = number, its CX digits at the top.
say_hexadecimal:
        rol     ebx, 4
        mov     al, bl
        and     al, 0fh
        cmp     al, 10
        sbb     al, 69h                 ; 0..9, 10..15 -> 96h..9Fh, A1h..A6h
        das                             ; -> '0'..'9', 'A'..'F'
        call    console_putc
        loop    say_hexadecimal
        mov     al, 'h'
        jmp     console_putc
