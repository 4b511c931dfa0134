; SPDX-License-Identifier: MIT
; INT 16h: the keyboard. 16-bit real mode, caller's stack, code in the ROM.
;
; INT 09h puts keys as pairs (scan code, character) into a ring in the BIOS
; data area; here they are taken out. Functions 10h-12h know all keys of a
; 101-key keyboard; 00h-02h show only what the 84 keys of a PC AT could send:
; a character E0h, the mark of a grey key, reads as 0, and keys of scan codes
; above 84h are dropped.
;
; Source: IBM PS/2 and PC BIOS Interface Technical Reference, "Interrupt 16H".

KEY_GREY                equ 0e0h        ; character of a grey key
KEY_NEW                 equ 0f0h        ; character of a key the AT lacked
KEY_LAST_AT_SCAN        equ 84h
KEY_GREY_ENTER          equ 0e00dh
KEY_ENTER               equ 1c0dh
KEY_GREY_CTRL_ENTER     equ 0e00ah
KEY_CTRL_ENTER          equ 1c0ah
KEY_GREY_SLASH          equ 0e02fh
KEY_SLASH               equ 352fh
KEY_BUFFER_FULL         equ 1

int16_handler:
        SERVICE_ENTER
        DISPATCH int16_functions, keyboard_unknown

int16_functions:
        dw      int16_read              ; 00h
        dw      int16_peek              ; 01h
        dw      int16_shift             ; 02h
        dw      int16_rate              ; 03h
        dw      keyboard_unknown        ; 04h
        dw      int16_store             ; 05h
        times 3 dw keyboard_unknown     ; 06h-08h
        dw      int16_abilities         ; 09h
        dw      int16_identify          ; 0Ah
        times 5 dw keyboard_unknown     ; 0Bh-0Fh
        dw      int16_read_extended     ; 10h
        dw      int16_peek_extended     ; 11h
        dw      int16_shift_extended    ; 12h
.end:

keyboard_unknown:
        ret

; AH=00h: AH, AL = next key, waiting for it.
int16_read:
        call    key_wait
        call    key_take
        call    key_translate
        jc      int16_read
        mov     CALLER_AX, ax
        ret

; AH=10h: the same, any key.
int16_read_extended:
        call    key_wait
        call    key_take
        call    key_translate_extended
        mov     CALLER_AX, ax
        ret

; AH=01h: ZF=1: no key. ZF=0: AX = next key, which stays in the ring.
int16_peek:
        call    key_next
        je      key_none
        call    key_translate
        jnc     key_found
        call    key_take                ; not for such a caller: drop it
        jmp     int16_peek

; AH=11h: the same, any key.
int16_peek_extended:
        call    key_next
        je      key_none
        call    key_translate_extended
key_found:
        mov     CALLER_AX, ax
        and     CALLER_FLAGS, ~FLAG_ZF
        jmp     key_interrupts
key_none:
        or      CALLER_FLAGS, FLAG_ZF

; Back with interrupts on, as from the AT: a loop that asks again and again
; with them off would never see a key.
key_interrupts:
        or      CALLER_FLAGS_HIGH, FLAG_HIGH_IF
        ret

; AX = next key. ZF=1: there is none. BX is lost.
key_next:
        mov     bx, [BDA_KB_HEAD]
        mov     ax, [bx]
        cmp     bx, [BDA_KB_TAIL]
        ret

; Sleep until there is a key; only an interrupt can bring one.
key_wait:
        cli
        call    key_next
        jne     .done
        sti
        hlt
        jmp     key_wait
.done:  ret

; AX = next key, out of the ring. BX is lost.
key_take:
        call    key_next
        call    key_advance
        mov     [BDA_KB_HEAD], bx
        ret

; BX = the slot after BX.
key_advance:
        add     bx, 2
        cmp     bx, [BDA_KB_BUFFER_END_PTR]
        jb      .done
        mov     bx, [BDA_KB_BUFFER_START_PTR]
.done:  ret

; Key AX as a PC AT would have it. CF=1: it had no such key.
key_translate:
        cmp     ax, KEY_GREY_ENTER
        je      .enter
        cmp     ax, KEY_GREY_CTRL_ENTER
        je      .ctrl_enter
        cmp     ax, KEY_GREY_SLASH
        je      .slash
        cmp     ah, KEY_LAST_AT_SCAN
        ja      .none
        cmp     al, KEY_NEW
        je      .new
        cmp     al, KEY_GREY
        jne     .done
        test    ah, ah                  ; typed by Alt and the keypad
        jz      .done
        mov     al, 0
.done:  clc
        ret
.new:   test    ah, ah
        jz      .done
.none:  stc
        ret
.enter: mov     ax, KEY_ENTER
        clc
        ret
.ctrl_enter:
        mov     ax, KEY_CTRL_ENTER
        clc
        ret
.slash: mov     ax, KEY_SLASH
        clc
        ret

; Key AX for a caller that knows all keys: only the mark of new keys goes.
key_translate_extended:
        cmp     al, KEY_NEW
        jne     .done
        test    ah, ah
        jz      .done
        mov     al, 0
.done:  ret

; AH=02h: AL = shift state.
int16_shift:
        mov     al, [BDA_KB_FLAGS]
        mov     CALLER_AL, al
        ret

; AH=12h: AL = shift state; AH = 7 SysRq, 6 Caps, 5 Num, 4 Scroll held down,
; 3 right Alt, 2 right Ctrl, 1 left Alt, 0 left Ctrl.
int16_shift_extended:
        mov     al, [BDA_KB_FLAGS2]
        mov     ah, al
        and     ah, KB2_LEFT_CTRL | KB2_LEFT_ALT | \
                    KB2_SCROLL_DOWN | KB2_NUM_DOWN | KB2_CAPS_DOWN
        test    al, KB2_SYSRQ
        jz      .right
        or      ah, 80h
.right: mov     al, [BDA_KB_MODE]
        and     al, KB_MODE_RIGHT_CTRL | KB_MODE_RIGHT_ALT
        or      ah, al
        mov     al, [BDA_KB_FLAGS]
        mov     CALLER_AX, ax
        ret

; AH=05h: put key CX into the ring. AL = 0: done, 1: the ring is full.
int16_store:
        mov     bx, [BDA_KB_TAIL]
        mov     si, bx
        call    key_advance
        mov     CALLER_AL, KEY_BUFFER_FULL
        cmp     bx, [BDA_KB_HEAD]
        je      .done
        mov     [si], cx
        mov     [BDA_KB_TAIL], bx
        mov     CALLER_AL, 0
.done:  ret

; AH=09h: AL = what else there is: bit 5: AH=10h-12h, 4: AH=0Ah, 2: AX=0305h,
; 0: AX=0300h.
int16_abilities:
        mov     CALLER_AL, 35h
        ret

%include "services/int16_keyboard.asm"
