; SPDX-License-Identifier: MIT
; INT 13h: the disk that a CD emulates, an image of a floppy or of a hard disk
; on it. See int13.asm for where we are; GS:SI = EBDA_IMAGE. Sectors have 512
; bytes, and nothing can be written.
;
; Source: "El Torito" Bootable CD-ROM Format Specification 1.0, "INT 13 and
; CD-ROMs".

IMAGE_FLOPPY_TYPE       equ 01h         ; AH=15h: it does not tell of changes

; GS:SI = the emulated disk, if DL is its number. CF=1: it is not; the drives
; above it then count one less, as they do without it.
image_find:
        mov     si, EBDA_IMAGE
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_IMAGE
        stc
        jne     .done
        cmp     dl, [gs:si + DRIVE_NUMBER]
        je      .done                   ; CF=0: equal
        jb      .done
        cmp     dl, FIRST_CD
        cmc
        jc      .done
        push    ax
        mov     al, dl
        xor     al, [gs:si + DRIVE_NUMBER]
        test    al, FIRST_DISK
        pop     ax
        stc
        jnz     .done                   ; the image is a floppy, DL a hard disk
        dec     dl
        stc
.done:  ret

image_service:
        cmp     ah, DISK_EXTENSIONS
        jae     .extensions
        DISPATCH image_functions, int13_unknown
.extensions:
        sub     ah, DISK_EXTENSIONS
        DISPATCH int13_extensions, int13_unknown

image_functions:
        dw      cd_reset                ; 00h
        dw      int13_status            ; 01h
        dw      int13_read              ; 02h
        dw      image_write             ; 03h
        dw      int13_verify            ; 04h
        dw      image_write             ; 05h
        times 2 dw int13_unknown        ; 06h, 07h
        dw      image_parameters        ; 08h
        dw      int13_initialise        ; 09h
        times 2 dw int13_unknown        ; 0Ah, 0Bh
        dw      int13_seek              ; 0Ch
        dw      cd_reset                ; 0Dh
        times 2 dw int13_unknown        ; 0Eh, 0Fh
        dw      int13_ready             ; 10h
        dw      int13_ready             ; 11h
        times 3 dw int13_unknown        ; 12h-14h
        dw      image_type              ; 15h
        dw      int13_ready             ; 16h
.end:

; As ata_transfer.
image_transfer:
        cmp     al, ATA_CMD_WRITE
        mov     ah, DISK_WRITE_PROTECTED
        stc
        je      .done
        push    ebx
        push    eax
        mov     eax, [gs:si + DRIVE_IMAGE_LBA]
        shl     eax, 2
        add     ebx, eax
        pop     eax
        call    cd_quarters
        pop     ebx
.done:  ret

; AH=03h, 05h: write, format.
image_write:
        mov     CALLER_AL, 0
        mov     ah, DISK_WRITE_PROTECTED
        jmp     disk_return

; AH=08h: as int13_parameters; of a floppy also BL = type, ES:DI = the table
; of INT 1Eh, DL = number of floppy drives.
image_parameters:
        call    int13_parameters
        mov     bl, [gs:EBDA_EMULATION + emulation.media]
        and     bx, EMULATION_MEDIA
        cmp     bl, EMULATION_DISK
        je      .done
        movzx   bx, byte [cs:image_floppies - 1 + bx]
        mov     CALLER_BX, bx
        mov     CALLER_AX, 0
        call    floppy_drives
        mov     CALLER_DL, al
        jmp     floppy_table
.done:  ret

; AH=15h: what kind of drive it is.
image_type:
        cmp     byte [gs:si + DRIVE_NUMBER], FIRST_DISK
        jae     int13_type
        mov     byte [BDA_DISK_STATUS], DISK_OK
        mov     CALLER_AH, IMAGE_FLOPPY_TYPE
        jmp     service_ok

; Drive types of the floppy disks that can be emulated: 1.2, 1.44, 2.88 MB.
image_floppies:
        db      2, 4, 5
