; SPDX-License-Identifier: MIT
; The setup screen: choose the order of the boot devices.
;
; Where we are: called by post/finish.asm, DS = 0040h, ES = 9FC0h, interrupts
; on. Up and Down choose a line, + and - change it, F10 saves to CMOS under a
; new checksum, Esc leaves the CMOS as it is. Either way the boot goes on.

SETUP_ORDER     equ EBDA_POST + 10h     ; 3 bytes: the device in each place
SETUP_PLACE     equ EBDA_POST + 13h     ; byte: 0..2, the chosen line
SETUP_PLACES    equ 3
SETUP_DEVICES   equ 5                   ; none, floppy, disk, CD, network
SETUP_ROW       equ 4
SETUP_HELP_ROW  equ 10
COLOUR_CHOSEN   equ 70h                 ; black on grey

setup:
        call    setup_load
        mov     byte [es:SETUP_PLACE], 0
        call    setup_clear
.draw:
        call    setup_draw
        xor     ah, ah
        int     16h
        cmp     ah, KEY_ESC
        je      .leave
        cmp     ah, KEY_F10
        je      .save
        mov     di, SETUP_PLACE
        cmp     ah, KEY_UP
        je      .up
        cmp     ah, KEY_DOWN
        je      .down
        movzx   di, byte [es:SETUP_PLACE]
        add     di, SETUP_ORDER
        mov     bl, SETUP_DEVICES
        cmp     al, "-"
        je      .less
        cmp     al, "+"
        je      .more
        cmp     al, "="                 ; + without Shift
        je      .more
        jmp     .draw
.up:
        mov     bl, SETUP_PLACES
.less:
        call    setup_step_down
        jmp     .draw
.down:
        mov     bl, SETUP_PLACES
.more:
        call    setup_step_up
        jmp     .draw
.save:
        call    setup_save
.leave:
        jmp     setup_clear

; The byte at ES:DI one up or down, round the BL values it can have.
setup_step_up:
        inc     byte [es:di]
        cmp     [es:di], bl
        jb      .end
        mov     byte [es:di], 0
.end:
        ret
setup_step_down:
        dec     byte [es:di]
        jns     .end
        dec     bl
        mov     [es:di], bl
.end:
        ret

; Boot order from CMOS; a value this BIOS does not know becomes "none".
setup_load:
        CMOS_READ CMOS_BOOT
        mov     ah, al
        and     al, 0fh
        mov     [es:SETUP_ORDER], al
        shr     ah, 4
        mov     [es:SETUP_ORDER + 1], ah
        CMOS_READ CMOS_BOOT_THIRD
        shr     al, 4
        mov     [es:SETUP_ORDER + 2], al
        mov     di, SETUP_ORDER
        mov     cx, SETUP_PLACES
.known:
        cmp     byte [es:di], SETUP_DEVICES
        jb      .next
        mov     byte [es:di], 0
.next:
        inc     di
        loop    .known
        ret

; Boot order to CMOS, then the checksum of the settings.
setup_save:
        mov     bl, [es:SETUP_ORDER + 1]
        shl     bl, 4
        or      bl, [es:SETUP_ORDER]
        CMOS_WRITE CMOS_BOOT, bl
        CMOS_READ CMOS_BOOT_THIRD
        mov     bl, al
        and     bl, 0fh
        mov     al, [es:SETUP_ORDER + 2]
        shl     al, 4
        or      bl, al
        CMOS_WRITE CMOS_BOOT_THIRD, bl
        call    cmos_sum
        CMOS_WRITE CMOS_SUM_HIGH, bh
        CMOS_WRITE CMOS_SUM_LOW, bl
        ret

; Empty screen, cursor at the top.
setup_clear:
        mov     ax, 0003h
        int     10h
        ret

setup_draw:
        xor     dh, dh
        mov     bl, COLOUR_TITLE
        mov     si, text_setup_title
        call    setup_row
        mov     dh, SETUP_ROW - 2
        mov     bl, COLOUR_NORMAL
        mov     si, text_setup_order
        call    setup_row
        mov     dh, SETUP_HELP_ROW
        mov     si, text_setup_help
        call    setup_row

        xor     di, di
.place:
        mov     dx, di
        mov     bl, COLOUR_NORMAL
        cmp     dl, [es:SETUP_PLACE]
        jne     .normal
        mov     bl, COLOUR_CHOSEN
.normal:
        mov     dh, dl
        add     dh, SETUP_ROW
        mov     si, text_setup_place
        call    setup_row
        mov     ax, di
        add     al, "1"
        call    print_char
        PRINT   text_setup_dot
        movzx   si, byte [es:SETUP_ORDER + di]
        shl     si, 1
        mov     si, [cs:setup_device_names + si]
        call    print
        inc     di
        cmp     di, SETUP_PLACES
        jb      .place
        ret

; DH = row, BL = colour, CS:SI = text.
setup_row:
        mov     ah, 02h
        xor     bh, bh
        xor     dl, dl
        int     10h
        call    paint_row
        jmp     print

setup_device_names:
        dw      text_device_none, text_device_floppy, text_device_disk
        dw      text_device_cd, text_device_network

text_setup_title:
        db      " bootscope BIOS setup", 0
text_setup_order:
        db      " The BIOS tries these devices in this order:", 0
text_setup_place:
        db      "   ", 0
text_setup_dot:
        db      ". ", 0
text_setup_help:
        db      " Up, Down: choose   + -: change   F10: save, boot   "
        db      "Esc: boot, do not save", 0
text_device_none:
        db      "none", 0
text_device_floppy:
        db      "Floppy disk", 0
text_device_disk:
        db      "Hard disk", 0
text_device_cd:
        db      "CD", 0
text_device_network:
        db      "Network", 0
