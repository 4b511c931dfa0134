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
        in      al, KBC_STATUS          ; a late IRQ1 must not take what is
        and     al, KBC_OUTPUT_FULL | KBC_AUX_FULL      ; the mouse's
        cmp     al, KBC_OUTPUT_FULL | KBC_AUX_FULL
        je      .taken
        in      al, KBC_DATA
        mov     ah, 4fh                 ; may a program take this byte?
        stc
        int     15h
        cli
        jnc     .taken
        mov     ah, [BDA_KB_FLAGS2]
        push    ax
        call    keyboard_byte
        mov     al, PIC_EOI
        out     PIC1_CMD, al
        pop     ax
        test    ah, KB2_PAUSE           ; then an outer INT 09h waits
        jnz     .end
        call    keyboard_pause
        jmp     .end
.taken:
        mov     al, PIC_EOI
        out     PIC1_CMD, al
.end:
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
