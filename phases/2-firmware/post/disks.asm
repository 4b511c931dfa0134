; SPDX-License-Identifier: MIT
; POST step 16: the disks.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; disk_init (services/int13.asm) asks each ATA position who is there and
; leaves the answers in the EBDA; here they are shown. A drive that fails is
; named, and the boot goes on with the others.

post_disks:
        MARK    MARK_DISKS
        POST_STEP DISKS
        in      al, PIC1_DATA
        and     al, 0fbh                ; line 2: the second controller
        out     PIC1_DATA, al
        in      al, PIC2_DATA
        and     al, 3fh                 ; IRQ14, IRQ15
        out     PIC2_DATA, al
        call    disk_init
        mov     ax, BDA_SEG
        mov     ds, ax
        mov     ax, EBDA_SEG
        mov     es, ax

        mov     di, EBDA_DRIVES
        mov     bx, drive_names
        mov     cx, DRIVE_COUNT
.drive:
        cmp     byte [es:di + DRIVE_STATE], DRIVE_PACKET
        je      .next                   ; post/optical.asm knows more of it
        call    print_drive
.next:
        add     di, DRIVE_ENTRY
        add     bx, 2
        loop    .drive
        jmp     post_optical

; ES:DI = drive entry, CS:BX = pointer to the name of its position.
print_drive:
        pushad
        mov     si, [cs:bx]
        mov     al, [es:di + DRIVE_STATE]
        cmp     al, DRIVE_READY
        je      .ready
        cmp     al, DRIVE_PACKET
        je      .packet
        cmp     al, DRIVE_FAILED
        je      .failed
        popad
        ret

.failed:
        or      word [es:EBDA_POST_ERRORS], POST_ERR_DISK
        call    print_error
        PRINT   text_drive_failed
        mov     al, [es:di + DRIVE_ERROR]
        movzx   eax, al
        mov     cl, 2
        call    print_hex
        PRINT   text_drive_failed_end
        popad
        ret
.packet:
        call    print
        call    print_model
        movzx   eax, byte [es:di + DRIVE_NUMBER]
        mov     si, text_drive_unknown
        test    al, al
        jz      .kind
        PRINT   text_drive_cd
        mov     cl, 2
        call    print_hex
        mov     si, text_drive_cd_end
.kind:
        call    print
        popad
        ret
.ready:
        call    print
        call    print_model
        mov     eax, [es:di + DRIVE_SECTORS]
        mov     si, text_drive_mb
        shr     eax, 11
        jnz     .size
        mov     eax, [es:di + DRIVE_SECTORS]
        shr     eax, 1
        mov     si, text_drive_kb
.size:
        mov     cl, 0
        call    print_decimal
        call    print
        popad
        ret

; The drive's own name for itself, if it has one, and a comma.
print_model:
        push    ds
        push    es
        pop     ds
        lea     si, [di + DRIVE_MODEL]
        call    print_data
        cmp     byte [si], 0
        pop     ds
        je      .end
        PRINT   text_drive_comma
.end:
        ret

drive_names:
        dw      text_primary_master, text_primary_slave
        dw      text_secondary_master, text_secondary_slave

text_primary_master:
        db      "Primary master: ", 0
text_primary_slave:
        db      "Primary slave: ", 0
text_secondary_master:
        db      "Secondary master: ", 0
text_secondary_slave:
        db      "Secondary slave: ", 0
text_drive_comma:
        db      ", ", 0
text_drive_mb:
        db      " MB", 13, 10, 0
text_drive_kb:
        db      " KB", 13, 10, 0
text_drive_cd:
        db      "CD drive ", 0
text_drive_cd_end:
        db      "h", 13, 10, 0
text_drive_unknown:
        db      "a packet drive, but not for CDs: not used", 13, 10, 0
text_drive_failed:
        db      "drive failed, error ", 0
text_drive_failed_end:
        db      "h.", 13, 10, 0
