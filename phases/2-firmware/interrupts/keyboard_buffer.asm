; SPDX-License-Identifier: MIT
; Keys that become words in the keyboard buffer of the BDA.
;
; Called by INT 09h: DS = BDA, AH = key (it went down), BL bit 1 = E0h came
; before it. All registers may change. What a key means stands in
; keyboard_table.asm.
; Source: IBM PC AT Technical Reference, "Keyboard Encoding and Usage".

keyboard_key:
        test    byte [BDA_KB_FLAGS2], KB2_PAUSE
        jnz     .ends_pause
        test    bl, KB_MODE_E0
        jnz     .grey
        cmp     ah, KEY_COUNT
        jae     .end
        test    byte [BDA_KB_FLAGS], KB_ALT
        jz      .row
        call    keyboard_alt_number
        jc      .end
.row:
        movzx   si, ah
        shl     si, 3
        add     si, keyboard_table
        call    keyboard_column
        jmp     .store

.grey:
        mov     si, keyboard_table_e0
.find:
        cmp     byte [cs:si], 0
        je      .end
        cmp     [cs:si], ah
        je      .found
        add     si, 1 + KEY_ROW
        jmp     .find
.found:
        inc     si
        call    keyboard_shift_column
.store:
        mov     ax, [cs:si + bx]
        test    ax, ax
        jnz     keyboard_store
.end:
        ret
.ends_pause:
        and     byte [BDA_KB_FLAGS2], ~KB2_PAUSE & 0ffh
        ret

; BX = offset in the row at SI. Caps Lock turns Shift round for letters,
; Num Lock for the keypad.
keyboard_column:
        call    keyboard_shift_column
        cmp     bx, 2
        ja      .end
        cmp     ah, SCAN_KEYPAD
        jae     .keypad
        test    byte [BDA_KB_FLAGS], KB_CAPS_LOCK
        jz      .end
        mov     al, [cs:si]             ; the character without Shift
        sub     al, "a"
        cmp     al, "z" - "a"
        ja      .end
        xor     bx, 2
        ret
.keypad:
        cmp     ah, SCAN_DEL
        ja      .end
        test    byte [BDA_KB_FLAGS], KB_NUM_LOCK
        jz      .end
        xor     bx, 2
.end:
        ret

; BX = 0 alone, 2 Shift, 4 Ctrl, 6 Alt.
keyboard_shift_column:
        mov     bx, 6
        test    byte [BDA_KB_FLAGS], KB_ALT
        jnz     .end
        mov     bx, 4
        test    byte [BDA_KB_FLAGS], KB_CTRL
        jnz     .end
        mov     bx, 2
        test    byte [BDA_KB_FLAGS], KB_LEFT_SHIFT | KB_RIGHT_SHIFT
        jnz     .end
        xor     bx, bx
.end:
        ret

; ZF = 0 if the keypad gives digits now and not cursor keys (E0h: never).
keypad_types_digits:
        push    ax
        xor     al, al
        test    bl, KB_MODE_E0
        jnz     .end
        test    byte [BDA_KB_FLAGS], KB_LEFT_SHIFT | KB_RIGHT_SHIFT
        setnz   al
        test    byte [BDA_KB_FLAGS], KB_NUM_LOCK
        setnz   ah
        xor     al, ah
.end:
        test    al, al
        pop     ax
        ret

; With Alt held, digits of the keypad build a character code.
; AH = key. CF = 1 if it was such a digit.
keyboard_alt_number:
        cmp     ah, SCAN_KEYPAD
        jb      .no
        cmp     ah, SCAN_INS
        ja      .no
        movzx   si, ah
        mov     cl, [cs:keypad_digits - SCAN_KEYPAD + si]
        cmp     cl, 10
        jae     .no
        mov     al, [BDA_KB_ALT_INPUT]
        mov     ch, 10
        mul     ch
        add     al, cl
        mov     [BDA_KB_ALT_INPUT], al
        stc
        ret
.no:
        clc
        ret

keypad_digits:
        db      7, 8, 9, 10, 4, 5, 6, 10, 1, 2, 3, 0

; AX = key word. A full buffer loses it, as on every PC (they beep).
keyboard_store:
        mov     bx, [BDA_KB_TAIL]
        mov     si, bx
        add     si, 2
        cmp     si, [BDA_KB_BUFFER_END_PTR]
        jne     .inside
        mov     si, [BDA_KB_BUFFER_START_PTR]
.inside:
        cmp     si, [BDA_KB_HEAD]
        je      .full
        mov     [bx], ax
        mov     [BDA_KB_TAIL], si
        mov     ax, 9102h               ; a waiting program may go on
        int     15h
        cli
.full:
        ret
