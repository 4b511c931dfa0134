; SPDX-License-Identifier: MIT
; POST step 15: floppy disk drives.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; The CMOS says which drives there are; nothing can be asked of a drive
; itself. The controller is reset and must answer with IRQ 6. A machine
; without drives passes by.
; Source: IBM PC AT Technical Reference, "Real-Time Clock/CMOS RAM", 10h.

PIC_MASK_FLOPPY         equ 40h         ; line 6

post_floppies:
        POST_STEP FLOPPIES
        CMOS_READ CMOS_FLOPPIES
        test    al, al
        jz      post_disks
        in      al, PIC1_DATA
        and     al, ~PIC_MASK_FLOPPY & 0ffh
        out     PIC1_DATA, al
        call    fdc_reset
        jnc     .works
        mov     si, text_floppy_failed
        call    print_error
        jmp     post_disks
.works:
        mov     bx, text_floppy_a
        mov     dl, 0
        call    floppy_show
        mov     bx, text_floppy_b
        mov     dl, 1
        call    floppy_show
        call    floppy_count
        call    floppy_set_drives
        jmp     post_disks

; Name drive DL, if there is one; its name is at CS:BX.
floppy_show:
        call    floppy_type
        movzx   si, al
        test    si, si
        jz      .none
        push    si
        mov     si, bx
        call    print
        pop     si
        shl     si, 1
        mov     si, [cs:floppy_names - 2 + si]
        call    print
.none:  ret

floppy_names:
        dw      text_360, text_1200, text_720, text_1440, text_2880

text_floppy_a:
        db      "Floppy drive A: ", 0
text_floppy_b:
        db      "Floppy drive B: ", 0
text_360:
        db      "360 KB", 13, 10, 0
text_1200:
        db      "1.2 MB", 13, 10, 0
text_720:
        db      "720 KB", 13, 10, 0
text_1440:
        db      "1.44 MB", 13, 10, 0
text_2880:
        db      "2.88 MB", 13, 10, 0
text_floppy_failed:
        db      "The floppy disk controller does not answer.", 13, 10, 0
