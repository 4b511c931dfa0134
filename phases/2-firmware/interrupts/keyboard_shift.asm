; SPDX-License-Identifier: MIT
; Shift, Ctrl, Alt and the lock keys: they change flags in the BDA.
;
; Called by INT 09h: DS = BDA, AL = byte from the keyboard (bit 7: the key came
; up), BL bit 1 = E0h came before it. All registers may change.
; Source: IBM PC AT Technical Reference, "Keyboard Encoding and Usage".

; Left and right Shift. E0h before them belongs to a grey key: no Shift.
key_lshift:
        mov     cl, KB_LEFT_SHIFT
        jmp     key_shift
key_rshift:
        mov     cl, KB_RIGHT_SHIFT
key_shift:
        test    bl, KB_MODE_E0
        jnz     .end
        or      [BDA_KB_FLAGS], cl
        test    al, SCAN_UP
        jz      .end
        xor     [BDA_KB_FLAGS], cl
.end:
        ret

; Ctrl: BDA_KB_FLAGS tells that one is down, two more bits tell which.
key_ctrl:
        mov     cx, KB_MODE_RIGHT_CTRL << 8 | KB2_LEFT_CTRL
        call    key_left_or_right
        and     byte [BDA_KB_FLAGS], ~KB_CTRL & 0ffh
        test    byte [BDA_KB_FLAGS2], KB2_LEFT_CTRL
        jnz     .down
        test    byte [BDA_KB_MODE], KB_MODE_RIGHT_CTRL
        jz      .end
.down:
        or      byte [BDA_KB_FLAGS], KB_CTRL
.end:
        ret

; Alt: the same; when the last one comes up, a number typed on the keypad
; becomes a character.
key_alt:
        mov     cx, KB_MODE_RIGHT_ALT << 8 | KB2_LEFT_ALT
        call    key_left_or_right
        and     byte [BDA_KB_FLAGS], ~KB_ALT & 0ffh
        test    byte [BDA_KB_FLAGS2], KB2_LEFT_ALT
        jnz     .down
        test    byte [BDA_KB_MODE], KB_MODE_RIGHT_ALT
        jnz     .down
        xor     ah, ah
        xor     al, al
        xchg    al, [BDA_KB_ALT_INPUT]
        test    al, al
        jnz     keyboard_store
        ret
.down:
        or      byte [BDA_KB_FLAGS], KB_ALT
        ret

; CL = bit of the left key in FLAGS2, CH = bit of the right key in KB_MODE.
key_left_or_right:
        test    bl, KB_MODE_E0
        jnz     .right
        or      [BDA_KB_FLAGS2], cl
        test    al, SCAN_UP
        jz      .end
        xor     [BDA_KB_FLAGS2], cl
        ret
.right:
        or      [BDA_KB_MODE], ch
        test    al, SCAN_UP
        jz      .end
        xor     [BDA_KB_MODE], ch
.end:
        ret

key_caps:
        mov     cx, KB2_CAPS_DOWN << 8 | KB_CAPS_LOCK
        jmp     key_lock

; Ctrl-Num Lock was Pause before it had a key.
key_num:
        test    al, SCAN_UP
        jnz     .lock
        test    byte [BDA_KB_FLAGS], KB_CTRL
        jz      .lock
        or      byte [BDA_KB_FLAGS2], KB2_PAUSE
        ret
.lock:
        mov     cx, KB2_NUM_DOWN << 8 | KB_NUM_LOCK
        jmp     key_lock

; Ctrl-Scroll Lock is Break.
key_scroll:
        test    al, SCAN_UP
        jnz     .lock
        test    byte [BDA_KB_FLAGS], KB_CTRL
        jz      .lock
        mov     byte [BDA_BREAK], 80h
        mov     ax, [BDA_KB_BUFFER_START_PTR]
        mov     [BDA_KB_HEAD], ax
        mov     [BDA_KB_TAIL], ax
        int     1bh
        xor     ax, ax
        jmp     keyboard_store
.lock:
        mov     cx, KB2_SCROLL_DOWN << 8 | KB_SCROLL_LOCK

; CL = bit in FLAGS, toggled when the key goes down (not when it repeats),
; CH = bit in FLAGS2 while it is down.
key_lock:
        test    al, SCAN_UP
        jnz     .up
        test    [BDA_KB_FLAGS2], ch
        jnz     .end
        or      [BDA_KB_FLAGS2], ch
        xor     [BDA_KB_FLAGS], cl
        jmp     keyboard_show_leds
.up:
        not     ch
        and     [BDA_KB_FLAGS2], ch
.end:
        ret

; Ins toggles a flag that programs read, and is a key as well.
key_ins:
        test    al, SCAN_UP
        jnz     .up
        test    byte [BDA_KB_FLAGS2], KB2_INSERT_DOWN
        jnz     keyboard_key
        test    byte [BDA_KB_FLAGS], KB_ALT | KB_CTRL
        jnz     keyboard_key
        call    keypad_types_digits
        jnz     keyboard_key
        or      byte [BDA_KB_FLAGS2], KB2_INSERT_DOWN
        xor     byte [BDA_KB_FLAGS], KB_INSERT
        jmp     keyboard_key
.up:
        and     byte [BDA_KB_FLAGS2], ~KB2_INSERT_DOWN & 0ffh
        ret

; Set the lamps of the keyboard to the lock flags. The interrupt of its
; answers is held back while this polls for them.
KBD_SET_LEDS    equ 0edh
KBD_ANSWER_MS   equ 20

keyboard_show_leds:
        mov     bl, [BDA_KB_FLAGS]
        shr     bl, 4
        and     bl, KB_LED_MASK
        mov     [BDA_KB_LEDS], bl
        mov     al, KBD_SET_LEDS
        call    kbc_write
        jc      .end
        mov     dl, KBD_ACK
        mov     cx, KBD_ANSWER_MS
        call    keyboard_expect
        jc      .end
        mov     al, bl
        call    kbc_write
        jc      .end
        mov     cx, KBD_ANSWER_MS
        call    keyboard_expect
.end:
        ret
