; SPDX-License-Identifier: MIT
; One command to an ATA disk and its data, by programmed I/O. 16-bit real
; mode, DS = BIOS data area, GS:SI = the drive's entry in EBDA_DRIVES.
;
;   base+0  data, 16 bits           base+4  LBA 15:8
;   base+1  error                   base+5  LBA 23:16
;   base+2  sector count            base+6  drive, LBA 27:24
;   base+3  LBA 7:0                 base+7  status, command
;   control: alternate status, device control
;
; The drive is asked by its alternate status, which leaves the interrupt
; request as it is; IRQ 14 only ends the sleep between two looks.
;
; All routines here: CF=1 and AH = status of INT 13h if it failed, else CF=0
; and AH = 0. AL is lost, other registers are kept unless it says so.
;
; Source: AT Attachment Interface (ATA-2), "Interface register definitions and
; descriptions", "PIO data in commands", "PIO data out commands".

ATA_ERROR               equ 1
ATA_COUNT               equ 2
ATA_LBA_HIGH            equ 5
ATA_DRIVE               equ 6
ATA_STATUS              equ 7

ATA_BSY                 equ 80h
ATA_DRDY                equ 40h
ATA_DF                  equ 20h         ; device fault
ATA_DRQ                 equ 08h
ATA_ERR                 equ 01h

ATA_DRIVE_LBA           equ 40h         ; in the drive register
ATA_CONTROL_RESET       equ 04h         ; in device control
ATA_CONTROL_START       equ 08h         ; interrupts on; bit 3 is 1 by custom

ATA_CMD_READ            equ 20h
ATA_CMD_WRITE           equ 30h
ATA_CMD_VERIFY          equ 40h
ATA_CMD_IDENTIFY        equ 0ech

ATA_TICKS               equ 182         ; 10 s for a disk to do its work
SECTOR_WORDS            equ SECTOR_BYTES / 2

; Move sectors between disk and memory, or verify them.
;   in   EBX    first sector    CX  count, 1-256
;        ES:DI  memory, DI < 8000h
;        AL     ATA_CMD_READ, ATA_CMD_WRITE or ATA_CMD_VERIFY
;   out  CX     sectors not done, ES:DI behind the last one done
ata_transfer:
        cmp     al, ATA_CMD_WRITE
        ja      ata_verify
        je      ata_write

ata_read:
        call    ata_command
        jc      .done
.next:  call    ata_wait_data
        jc      .done
        call    ata_data_in
        loop    .next
.done:  ret

ata_write:
        call    ata_command
        jc      .done
.next:  call    ata_wait_data
        jc      .done
        call    ata_data_out
        loop    .next
        call    ata_wait_end            ; not done before it is on the disk
        jnc     .done
        inc     cx
.done:  ret

ata_verify:
        call    ata_command
        jc      .done
        call    ata_wait_end
        jc      .done
        mov     cx, 0
.done:  ret

; Send command AL for CX sectors from EBX on.
ata_command:
        push    dx
        push    ax
        call    ata_select
        jc      .failed
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_COUNT
        mov     al, cl                  ; 0 means 256
        out     dx, al
        inc     dx
        mov     eax, ebx
        out     dx, al                  ; LBA 7:0
        inc     dx
        shr     eax, 8
        out     dx, al                  ; LBA 15:8
        inc     dx
        shr     eax, 8
        out     dx, al                  ; LBA 23:16
        inc     dx
        mov     al, ah
        and     al, 0fh
        or      al, [gs:si + DRIVE_SELECT]
        or      al, ATA_DRIVE_LBA
        out     dx, al
        inc     dx
        pop     ax
        call    ata_out
        mov     ah, DISK_OK
        pop     dx
        clc
        ret
.failed:
        pop     dx                      ; the command
        pop     dx
        ret

; Write AL to port DX, and give the drive 400 ns to become busy.
ata_out:
        out     dx, al
        push    dx
        mov     dx, [gs:si + DRIVE_CONTROL]
        in      al, dx
        in      al, dx
        in      al, dx
        in      al, dx
        pop     dx
        ret

; Make the drive listen to the next command; AL = its status.
ata_choose:
        push    bx
        push    dx
        mov     bx, ata_is_idle
        call    ata_wait
        jc      .done
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_DRIVE
        mov     al, [gs:si + DRIVE_SELECT]
        or      al, ATA_DRIVE_LBA
        call    ata_out
        mov     bx, ata_is_idle
        call    ata_wait
.done:  pop     dx
        pop     bx
        ret

; The same for a disk, which has to be ready for it.
ata_select:
        call    ata_choose
        jc      .done
        test    al, ATA_DRDY
        jnz     .done                   ; CF=0 by TEST
        mov     ah, DISK_NOT_READY
        stc
.done:  ret

; Wait until the drive offers or wants a sector.
ata_wait_data:
        call    ata_wait_end
        jc      .done
        test    al, ATA_DRQ
        jnz     .done                   ; CF=0 by TEST
        mov     ah, DISK_CONTROLLER     ; ready, but without data
        stc
.done:  ret

; Wait until the drive is through with the command, or with one sector of it.
; AL = status.
ata_wait_end:
        push    bx
        push    dx
        mov     bx, ata_is_ready
        call    ata_wait
        jc      .done
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_STATUS
        in      al, dx                  ; takes the interrupt request back
        mov     ah, DISK_WRITE_FAULT
        test    al, ATA_DF
        jnz     .failed
        mov     ah, DISK_OK
        test    al, ATA_ERR
        jz      .done                   ; CF=0 by TEST
        call    ata_error
.failed:
        stc
.done:  pop     dx
        pop     bx
        ret

; Wait for condition BX. AL = alternate status, AH = timeout or 0.
ata_wait:
        push    cx
        push    dx
        mov     cx, ATA_TICKS
        mov     dx, [gs:si + DRIVE_CONTROL]
        call    wait_until
        mov     ah, DISK_TIMEOUT
        jc      .done
        mov     ah, DISK_OK
.done:  pop     dx
        pop     cx
        ret

; Conditions for wait_until: not busy; not busy and no data left.
ata_is_ready:
        in      al, dx
        bt      ax, 7                   ; ATA_BSY
        ret
ata_is_idle:
        in      al, dx
        test    al, ATA_BSY | ATA_DRQ
        jz      .idle                   ; CF=0 by TEST
        stc
.idle:  ret

; AH = what the error register means to INT 13h. The highest bit counts.
ata_error:
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_ERROR
        in      al, dx
        mov     [gs:si + DRIVE_ERROR], al
        movzx   dx, al
        bsr     bx, dx
        mov     ah, DISK_UNDEFINED
        jz      .done
        mov     ah, [cs:ata_errors + bx]
.done:  ret

ata_errors:
        db      DISK_NO_ADDRESS_MARK    ; 0 AMNF: data address mark not found
        db      DISK_SEEK_FAILED        ; 1 TK0NF: track 0 not found
        db      DISK_BAD_COMMAND        ; 2 ABRT: command aborted
        db      DISK_UNDEFINED          ; 3 MCR
        db      DISK_NO_SECTOR          ; 4 IDNF: sector not found
        db      DISK_UNDEFINED          ; 5 MC
        db      DISK_BAD_DATA           ; 6 UNC: data cannot be corrected
        db      DISK_BAD_SECTOR         ; 7 BBK: marked as bad

; One sector between the data port and ES:DI, which moves on; DI stays small.
ata_data_in:
        push    cx
        push    dx
        mov     dx, [gs:si + DRIVE_PORT]
        mov     cx, SECTOR_WORDS
        rep     insw
        jmp     ata_data_done
ata_data_out:
        push    cx
        push    dx
        mov     dx, [gs:si + DRIVE_PORT]
        mov     cx, SECTOR_WORDS
        push    si
        mov     si, di
        es rep  outsw
        mov     di, si
        pop     si
ata_data_done:
        mov     cx, es
        add     cx, SECTOR_BYTES / 16
        mov     es, cx
        sub     di, SECTOR_BYTES
        pop     dx
        pop     cx
        ret

; Software reset of both drives of a channel.
ata_reset:
        push    bx
        push    dx
        mov     dx, [gs:si + DRIVE_CONTROL]
        mov     al, ATA_CONTROL_START | ATA_CONTROL_RESET
        call    ata_out                 ; its four reads outlast 5 us here
        mov     al, ATA_CONTROL_START
        call    ata_out
        mov     bx, ata_is_ready
        call    ata_wait
        pop     dx
        pop     bx
        ret
