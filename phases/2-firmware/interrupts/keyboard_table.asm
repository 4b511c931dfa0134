; SPDX-License-Identifier: MIT
; What a key means: scan code set 1 to (scan code, character), US layout.
;
; Four words a key: alone, with Shift, with Ctrl, with Alt; 0 means that
; nothing goes into the buffer. Function keys, Alt and the cursor keys have
; no character; their scan codes tell them apart.
; Source: IBM PS/2 and PC BIOS Interface Technical Reference,
; "Scan Code/Character Code Combinations".

KEY_ROW         equ 8                   ; bytes a key

; LETTERS scan, "letters": Ctrl gives 1..26.
%macro LETTERS 2
%assign %%scan %1
%strlen %%count %2
%assign %%i 1
%rep %%count
%substr %%letter %2 %%i
        dw      %%scan << 8 | %%letter
        dw      %%scan << 8 | (%%letter - 20h)
        dw      %%scan << 8 | (%%letter - 60h)
        dw      %%scan << 8
%assign %%scan %%scan + 1
%assign %%i %%i + 1
%endrep
%endmacro

keyboard_table:
        dw      0, 0, 0, 0
        dw      011bh, 011bh, 011bh, 0100h      ; Esc
        dw      0231h, 0221h, 0, 7800h          ; 1 !
        dw      0332h, 0340h, 0300h, 7900h      ; 2 @
        dw      0433h, 0423h, 0, 7a00h          ; 3 #
        dw      0534h, 0524h, 0, 7b00h          ; 4 $
        dw      0635h, 0625h, 0, 7c00h          ; 5 %
        dw      0736h, 075eh, 071eh, 7d00h      ; 6 ^
        dw      0837h, 0826h, 0, 7e00h          ; 7 &
        dw      0938h, 092ah, 0, 7f00h          ; 8 *
        dw      0a39h, 0a28h, 0, 8000h          ; 9 (
        dw      0b30h, 0b29h, 0, 8100h          ; 0 )
        dw      0c2dh, 0c5fh, 0c1fh, 8200h      ; - _
        dw      0d3dh, 0d2bh, 0, 8300h          ; = +
        dw      0e08h, 0e08h, 0e7fh, 0e00h      ; Backspace
        dw      0f09h, 0f00h, 9400h, 0a500h     ; Tab
        LETTERS 10h, "qwertyuiop"
        dw      1a5bh, 1a7bh, 1a1bh, 1a00h      ; [ {
        dw      1b5dh, 1b7dh, 1b1dh, 1b00h      ; ] }
        dw      1c0dh, 1c0dh, 1c0ah, 1c00h      ; Enter
        dw      0, 0, 0, 0                      ; Ctrl
        LETTERS 1eh, "asdfghjkl"
        dw      273bh, 273ah, 0, 2700h          ; ; :
        dw      2827h, 2822h, 0, 2800h          ; ' "
        dw      2960h, 297eh, 0, 2900h          ; ` ~
        dw      0, 0, 0, 0                      ; left Shift
        dw      2b5ch, 2b7ch, 2b1ch, 2b00h      ; \ |
        LETTERS 2ch, "zxcvbnm"
        dw      332ch, 333ch, 0, 3300h          ; , <
        dw      342eh, 343eh, 0, 3400h          ; . >
        dw      352fh, 353fh, 0, 3500h          ; / ?
        dw      0, 0, 0, 0                      ; right Shift
        dw      372ah, 372ah, 9600h, 3700h      ; keypad *
        dw      0, 0, 0, 0                      ; Alt
        dw      3920h, 3920h, 3920h, 3920h      ; Space
        dw      0, 0, 0, 0                      ; Caps Lock
%assign key 0
%rep 10                                         ; F1 to F10
        dw      3b00h + (key << 8), 5400h + (key << 8)
        dw      5e00h + (key << 8), 6800h + (key << 8)
%assign key key + 1
%endrep
        dw      0, 0, 0, 0                      ; Num Lock
        dw      0, 0, 0, 0                      ; Scroll Lock
        dw      4700h, 4737h, 7700h, 0          ; Home 7
        dw      4800h, 4838h, 8d00h, 0          ; up 8
        dw      4900h, 4939h, 8400h, 0          ; page up 9
        dw      4a2dh, 4a2dh, 8e00h, 4a00h      ; keypad -
        dw      4b00h, 4b34h, 7300h, 0          ; left 4
        dw      4c00h, 4c35h, 8f00h, 0          ; 5
        dw      4d00h, 4d36h, 7400h, 0          ; right 6
        dw      4e2bh, 4e2bh, 9000h, 4e00h      ; keypad +
        dw      4f00h, 4f31h, 7500h, 0          ; End 1
        dw      5000h, 5032h, 9100h, 0          ; down 2
        dw      5100h, 5133h, 7600h, 0          ; page down 3
        dw      5200h, 5230h, 9200h, 0          ; Ins 0
        dw      5300h, 532eh, 9300h, 0          ; Del .
        dw      0, 0, 0, 0                      ; SysRq
        dw      0, 0, 0, 0
        dw      565ch, 567ch, 0, 0              ; the 102nd key
        dw      8500h, 8700h, 8900h, 8b00h      ; F11
        dw      8600h, 8800h, 8a00h, 8c00h      ; F12
KEY_COUNT       equ ($ - keyboard_table) / KEY_ROW

; Keys that send E0h first: their scan code, then the row. INT 16h AH=00h
; shows E0h as 0 or as the older key.
keyboard_table_e0:
        db      1ch
        dw      0e00dh, 0e00dh, 0e00ah, 0a600h  ; keypad Enter
        db      35h
        dw      0e02fh, 0e02fh, 9500h, 0a400h   ; keypad /
        db      47h
        dw      47e0h, 47e0h, 77e0h, 9700h      ; Home
        db      48h
        dw      48e0h, 48e0h, 8de0h, 9800h      ; up
        db      49h
        dw      49e0h, 49e0h, 84e0h, 9900h      ; page up
        db      4bh
        dw      4be0h, 4be0h, 73e0h, 9b00h      ; left
        db      4dh
        dw      4de0h, 4de0h, 74e0h, 9d00h      ; right
        db      4fh
        dw      4fe0h, 4fe0h, 75e0h, 9f00h      ; End
        db      50h
        dw      50e0h, 50e0h, 91e0h, 0a000h     ; down
        db      51h
        dw      51e0h, 51e0h, 76e0h, 0a100h     ; page down
        db      52h
        dw      52e0h, 52e0h, 92e0h, 0a200h     ; Ins
        db      53h
        dw      53e0h, 53e0h, 93e0h, 0a300h     ; Del
        db      0
