; SPDX-License-Identifier: MIT
; POST step 16b: CD-ROM drives.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; The drives that took IDENTIFY DEVICE for a command to others are asked by
; IDENTIFY PACKET DEVICE. CD-ROM drives are numbered E0h, E1h, ... Whether
; there is a disc in them is asked when it is wanted: it may still spin up.
; Source: ATA/ATAPI-4, "IDENTIFY PACKET DEVICE".

PACKET_TYPE_MASK        equ 1f00h       ; in the first word
PACKET_TYPE_CD          equ 0500h

post_optical:
        POST_STEP OPTICAL
        mov     di, EBDA_DRIVES
        mov     bx, drive_names
        mov     cx, DRIVE_COUNT
        mov     dl, FIRST_CD
.drive: cmp     byte [es:di + DRIVE_STATE], DRIVE_PACKET
        jne     .next
        call    optical_probe
        call    print_drive
.next:  add     di, DRIVE_ENTRY
        add     bx, 2
        loop    .drive
        test    word [es:EBDA_POST_ERRORS], POST_ERR_DISK
        jz      post_option_roms
        CMOS_READ CMOS_DIAGNOSIS
        mov     bl, al
        or      bl, DIAG_DISK
        CMOS_WRITE CMOS_DIAGNOSIS, bl
        jmp     post_option_roms

; Who is the drive of the entry at ES:DI? A CD-ROM drive gets the number DL,
; which moves on.
optical_probe:
        pushad
        push    es
        push    gs
        push    es
        pop     gs
        push    dx
        mov     si, di
        call    optical_identify
        jc      .failed
        mov     ax, [es:IDENTIFY_BUFFER]
        and     ax, PACKET_TYPE_MASK
        cmp     ax, PACKET_TYPE_CD
        jne     .end
        call    disk_model
        pop     dx
        mov     [gs:si + DRIVE_NUMBER], dl
        push    dx
        mov     dword [gs:si + DRIVE_SECTORS], CD_SECTORS
        jmp     .end
.failed:
        mov     byte [gs:si + DRIVE_STATE], DRIVE_FAILED
.end:
        pop     dx
        pop     gs
        pop     es
        popad
        cmp     byte [es:di + DRIVE_NUMBER], 0
        je      .other
        inc     dl
.other:
        ret

; The answer of the drive at GS:SI to ES:IDENTIFY_BUFFER, ES = 0. CF=1: there
; is none.
optical_identify:
        push    0
        pop     es
        mov     byte [gs:si + DRIVE_ERROR], 0
        call    ata_choose
        jc      .end
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_STATUS
        mov     al, ATA_CMD_IDENTIFY_PACKET
        call    ata_out
        call    ata_wait_data
        jc      .end
        push    es
        mov     di, IDENTIFY_BUFFER
        call    ata_data_in             ; moves ES on
        pop     es
        clc
.end:
        ret
