; SPDX-License-Identifier: MIT
; INT 13h: floppy disks, DL = 0 or 1. See int13.asm for where we are; the
; controller is driven by floppy.asm.
;
;   CH  cylinder    CL  sector, from 1 on    DH  head    AL  sectors
;
; Source: IBM PC AT Technical Reference, ROM BIOS, "Diskette".
; Not provided: data rates other than that of the drive.

FLOPPY_PRESENT_CHANGE   equ 02h         ; AH=15h: a drive with a change line
FLOPPY_CHANGED          equ 06h
FLOPPY_DMA_BOUNDARY     equ 09h
FLOPPY_OLD_TYPES        equ 4

; IRQ 6 must come in, so interrupts are on whatever the caller had.
floppy_service:
        sti
        call    floppy_exists
        jc      .absent
        DISPATCH floppy_functions, floppy_unknown
.absent:
        push    service_leave
        cmp     ah, 01h
        je      floppy_status
        cmp     ah, 08h
        je      .parameters
        cmp     ah, 15h
        mov     ah, DISK_OK             ; AH = 00h: no such drive
        je      floppy_return
        mov     ah, DISK_BAD_COMMAND
        jmp     floppy_return
.parameters:
        mov     CALLER_AX, 0
        mov     CALLER_BX, 0
        mov     CALLER_CX, 0
        call    floppy_drives
        mov     CALLER_DX, ax
        jmp     service_ok

floppy_functions:
        dw      floppy_reset            ; 00h
        dw      floppy_status           ; 01h
        dw      floppy_read             ; 02h
        dw      floppy_write            ; 03h
        dw      floppy_verify           ; 04h
        dw      floppy_format           ; 05h
        times 2 dw floppy_unknown       ; 06h, 07h
        dw      floppy_parameters       ; 08h
        times 12 dw floppy_unknown      ; 09h-14h
        dw      floppy_kind             ; 15h
        dw      floppy_change           ; 16h
        dw      floppy_set_type         ; 17h
        dw      floppy_set_media        ; 18h
.end:

floppy_unknown:
        mov     ah, DISK_BAD_COMMAND

; End a function with status AH.
floppy_return:
        mov     [BDA_FLOPPY_STATUS], ah
        jmp     disk_answer

; AH=00h: reset the controller; the heads are looked for anew.
floppy_reset:
        call    fdc_reset
        jmp     floppy_return

; AH=01h: status of the last function.
floppy_status:
        mov     ah, [BDA_FLOPPY_STATUS]
        mov     CALLER_AL, ah
        jmp     disk_answer

; AH=02h, 03h, 04h: read, write, verify AL sectors; memory at ES:BX. Out: AL =
; sectors done.
floppy_read:
        mov     si, FDC_READ << 8 | DMA_TO_MEMORY
        jmp     floppy_transfer
floppy_write:
        mov     si, FDC_WRITE << 8 | DMA_FROM_MEMORY
        jmp     floppy_transfer
floppy_verify:
        mov     si, FDC_READ << 8 | DMA_VERIFY
floppy_transfer:
        mov     CALLER_AL, 0
        test    al, al
        mov     ah, DISK_BAD_COMMAND
        jz      floppy_return
        call    dma_start
        mov     ah, FLOPPY_DMA_BOUNDARY
        jc      floppy_return
        push    ax
        call    fdc_transfer
        pop     bx
        jc      floppy_return
        mov     CALLER_AL, bl
        jmp     floppy_return

; AH=05h: format a track with AL sectors; their address fields, cylinder, head,
; sector and size code, are at ES:BX.
floppy_format:
        test    al, al
        mov     ah, DISK_BAD_COMMAND
        jz      floppy_return
        mov     si, DMA_FROM_MEMORY
        call    dma_start_fields
        mov     ah, FLOPPY_DMA_BOUNDARY
        jc      floppy_return
        call    fdc_format
        jmp     floppy_return

; AH=08h: BL = type, CX, DH = last cylinder, sector, head; DL = drives; ES:DI =
; the table of INT 1Eh.
floppy_parameters:
        call    floppy_type
        movzx   si, al
        mov     CALLER_AX, 0
        mov     CALLER_BX, si
        mov     ch, [cs:floppy_cylinders + si]
        dec     ch
        mov     cl, [cs:floppy_spt + si]
        mov     CALLER_CX, cx
        call    floppy_drives
        mov     ah, 1                   ; the last head
        mov     CALLER_DX, ax
floppy_table:
        xor     ax, ax
        mov     es, ax
        les     di, [es:1eh * 4]
        mov     CALLER_DI, di
        mov     CALLER_ES, es
        mov     ah, DISK_OK
        jmp     floppy_return

; AH=15h: AH = 02h, a floppy drive that tells when its disk was changed.
floppy_kind:
        mov     byte [BDA_FLOPPY_STATUS], DISK_OK
        mov     CALLER_AH, FLOPPY_PRESENT_CHANGE
        jmp     service_ok

; AH=16h: was the disk changed?
floppy_change:
        call    fdc_motor
        call    fdc_change_line
        mov     ah, DISK_OK
        jz      floppy_return
        mov     ah, FLOPPY_CHANGED
        jmp     floppy_return

; AH=17h: AL = 1 to 4: a disk of 360 KB in such a drive, of 360 KB or 1.2 MB in
; one for 1.2 MB, of 720 KB. The drive's own density is what it gets.
floppy_set_type:
        dec     al
        cmp     al, FLOPPY_OLD_TYPES
        mov     ah, DISK_OK
        jb      floppy_return
        mov     ah, DISK_BAD_COMMAND
        jmp     floppy_return

; AH=18h: a disk with cylinders CH and sectors CL is to be used.
floppy_set_media:
        call    floppy_type
        movzx   si, al
        and     cl, 3fh
        cmp     cl, [cs:floppy_spt + si]
        mov     ah, DISK_BAD_COMMAND
        ja      floppy_return
        jmp     floppy_table

; CF=1: there is no drive DL. Other registers are kept.
floppy_exists:
        push    ax
        call    floppy_type
        cmp     al, 1
        pop     ax
        ret

; AL = type of drive DL, from the CMOS; 0: none.
floppy_type:
        CMOS_READ CMOS_FLOPPIES
        cmp     dl, 1
        ja      .none
        je      .second
        shr     al, 4
.second:
        and     al, 0fh
        cmp     al, FLOPPY_TYPES
        jbe     .done
.none:  mov     al, 0
.done:  ret

; AL = number of floppy drives. DL is lost.
floppy_count:
        mov     dl, 1
        call    floppy_type
        cmp     al, 1
        cmc
        mov     al, 0
        adc     al, 0
        push    ax
        mov     dl, 0
        call    floppy_type
        cmp     al, 1
        cmc
        pop     ax
        adc     al, 0
        ret

; By type: 360 KB, 1.2 MB, 720 KB, 1.44 MB, 2.88 MB.
FLOPPY_TYPES            equ 5
floppy_cylinders:
        db      0, 40, 80, 80, 80, 80
floppy_spt:
        db      0, 9, 15, 9, 18, 36
floppy_rates:                           ; as port 3F7h wants them
        db      2, 2, 0, 2, 0, 3
