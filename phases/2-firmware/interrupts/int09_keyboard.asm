; SPDX-License-Identifier: MIT
; INT 09h, IRQ1: a byte from the keyboard.
;
; The 8042 hands over scan codes of set 1: bit 7 clear when a key goes down,
; set when it comes up; E0h and E1h announce a second byte. Keys become words
; in the buffer of the BDA, which INT 16h reads; shift keys change the flags;
; some combinations act at once (Ctrl-Alt-Del, Ctrl-Break, Pause, Print).
; Source: IBM PC AT Technical Reference, "ROM BIOS", KB_INT.

SCAN_CTRL       equ 1dh
SCAN_LSHIFT     equ 2ah
SCAN_RSHIFT     equ 36h
SCAN_PRINT      equ 37h
SCAN_ALT        equ 38h
SCAN_CAPS       equ 3ah
SCAN_NUM        equ 45h
SCAN_SCROLL     equ 46h
SCAN_KEYPAD     equ 47h                 ; first key of the keypad
SCAN_INS        equ 52h
SCAN_DEL        equ 53h
SCAN_SYSRQ      equ 54h
SCAN_UP         equ 80h                 ; bit 7: the key came up

int09_handler:
        pushad
        push    ds
        push    es
        cld
        push    BDA_SEG
        pop     ds
        in      al, KBC_DATA
        mov     ah, 4fh                 ; may a program take this byte?
        stc
        int     15h
        cli
        jnc     .taken
        call    keyboard_byte
.taken:
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        call    keyboard_pause
        pop     es
        pop     ds
        popad
        iret

; AL = byte from the keyboard. DS = BDA here and in all that follows.
keyboard_byte:
        cmp     al, 0e0h
        je      .prefix_e0
        cmp     al, 0e1h
        je      .prefix_e1
        cmp     al, 0f0h                ; acknowledge, resend, overrun
        jae     .end
        mov     bl, [BDA_KB_MODE]
        and     byte [BDA_KB_MODE], ~KB_MODE_E0 & 0ffh
        test    bl, KB_MODE_E1
        jnz     .after_e1
        mov     ah, al
        and     ah, ~SCAN_UP & 0ffh     ; AH = key, AL bit 7 = up
        mov     si, keyboard_actions
.action:
        cmp     byte [cs:si], 0
        je      .plain
        cmp     [cs:si], ah
        je      .found
        add     si, 3
        jmp     .action
.found:
        jmp     [cs:si + 1]

.plain:
        test    al, SCAN_UP
        jz      keyboard_key
.end:
        ret

.prefix_e0:
        or      byte [BDA_KB_MODE], KB_MODE_E0
        ret
.prefix_e1:
        or      byte [BDA_KB_MODE], KB_MODE_E1
        ret

        ; Pause sends E1 1D 45 E1 9D C5 and nothing when it comes up.
.after_e1:
        mov     ah, al
        and     ah, ~SCAN_UP & 0ffh
        cmp     ah, SCAN_CTRL
        je      .end
        and     byte [BDA_KB_MODE], ~KB_MODE_E1 & 0ffh
        cmp     al, SCAN_NUM
        jne     .end
        or      byte [BDA_KB_FLAGS2], KB2_PAUSE
        ret

; Key, what it does. BL bit 1 = E0h came before.
keyboard_actions:
        db      SCAN_CTRL
        dw      key_ctrl
        db      SCAN_LSHIFT
        dw      key_lshift
        db      SCAN_RSHIFT
        dw      key_rshift
        db      SCAN_PRINT
        dw      key_print
        db      SCAN_ALT
        dw      key_alt
        db      SCAN_CAPS
        dw      key_caps
        db      SCAN_NUM
        dw      key_num
        db      SCAN_SCROLL
        dw      key_scroll
        db      SCAN_INS
        dw      key_ins
        db      SCAN_DEL
        dw      key_del
        db      SCAN_SYSRQ
        dw      key_sysrq
        db      0

; --- shift keys ----------------------------------------------------------

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

; --- lock keys -----------------------------------------------------------

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

; --- keys that act -------------------------------------------------------

; Ctrl-Alt-Del: the magic word makes the next POST skip the memory test.
key_del:
        test    al, SCAN_UP
        jnz     .end
        mov     cl, [BDA_KB_FLAGS]
        and     cl, KB_CTRL | KB_ALT
        cmp     cl, KB_CTRL | KB_ALT
        jne     keyboard_key
        mov     word [BDA_WARM_BOOT], WARM_BOOT_MAGIC
        jmp     reset_machine
.end:
        ret

; Print sends E0 2A E0 37; keypad * is 37 alone.
key_print:
        test    al, SCAN_UP
        jnz     .end
        test    bl, KB_MODE_E0
        jz      .plain
        test    byte [BDA_KB_FLAGS], KB_CTRL | KB_ALT
        jnz     .plain
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        int     05h
        cli
.end:
        ret
.plain:
        jmp     keyboard_key

; SysRq is for a system that hooks INT 15h AH=85h.
key_sysrq:
        mov     cl, al
        mov     ax, 8500h
        test    cl, SCAN_UP
        jz      .down
        inc     ax
.down:
        int     15h
        cli
        ret

; --- keys for the buffer -------------------------------------------------

; AH = key (it went down), BL bit 1 = E0h came before.
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

; While Pause holds, the machine stands here; interrupts go on.
keyboard_pause:
        test    byte [BDA_KB_FLAGS2], KB2_PAUSE
        jz      .end
        sti
.wait:
        hlt
        test    byte [BDA_KB_FLAGS2], KB2_PAUSE
        jnz     .wait
        cli
.end:
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
