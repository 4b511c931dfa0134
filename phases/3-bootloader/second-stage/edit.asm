; SPDX-License-Identifier: MIT
; edit.asm - change the command line of a kernel before it starts.

        bits    16

; In: BX -> entry. Out: CF = 0 after Enter, with the new command line in the
; entry; CF = 1 after Esc, with nothing changed.
edit_append:
        push    bx
        mov     si, [bx + entry.append]
        mov     di, edit_text
        mov     cx, APPEND_LENGTH + 1
        rep movsb
        SAY     `\rCommand line (Enter starts, Esc returns):\n`
        mov     bx, edit_text
        call    say_string
        lea     di, [bx - 1]            ; -> the zero that ends it
.key:
        push    di
        call    key_wait
        pop     di
        cmp     al, ASCII_ENTER
        je      .enter
        cmp     al, ASCII_ESCAPE
        je      .escape
        cmp     al, ASCII_BACK
        je      .back
        cmp     al, ' '
        jb      .key
        cmp     al, 7eh
        ja      .key
        cmp     di, edit_text + APPEND_LENGTH
        je      .key
        call    console_putc
        mov     [di], al
        inc     di
        mov     byte [di], 0
        jmp     .key
.back:
        cmp     di, edit_text
        je      .key
        dec     di
        mov     byte [di], 0
        SAY     `\b \b`
        jmp     .key
.enter:
        imul    di, [menu_choice], APPEND_LENGTH + 1
        add     di, edited_texts
        pop     bx
        mov     [bx + entry.append], di
        mov     si, edit_text
        mov     cx, APPEND_LENGTH + 1
        rep movsb
        clc
        ret
.escape:
        pop     bx
        SAY     `\n`
        stc
        ret

section .bss
edit_text:      resb APPEND_LENGTH + 1
edited_texts:   resb ENTRIES * (APPEND_LENGTH + 1)
                alignb 4
section .text
