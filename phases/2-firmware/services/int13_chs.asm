; SPDX-License-Identifier: MIT
; INT 13h: functions that name a sector by cylinder, head and number.
; See int13.asm for where we are; GS:SI = the drive.
;
;   CH  cylinder 7:0    CL  7:6 cylinder 9:8, 5:0 sector, from 1 on    DH  head

DISK_MAX_SECTORS        equ 128         ; 64 KiB
DISK_TYPE_HARD          equ 03h

; AH=02h, 03h, 04h: read, write, verify AL sectors; memory at ES:BX.
; Out: AL = sectors done.
int13_read:
        mov     ah, ATA_CMD_READ
        jmp     chs_transfer
int13_write:
        mov     ah, ATA_CMD_WRITE
        jmp     chs_transfer
int13_verify:
        mov     ah, ATA_CMD_VERIFY
chs_transfer:
        mov     CALLER_AL, 0
        mov     di, bx
        mov     bx, ax
        dec     al
        cmp     al, DISK_MAX_SECTORS
        mov     ah, DISK_BAD_COMMAND
        jae     disk_return
        push    bx                      ; command and count
        call    chs_to_lba
        pop     ax
        jc      .no_sector
        movzx   ecx, al
        lea     edx, [ebx + ecx]
        cmp     edx, [gs:si + DRIVE_SECTORS]
        ja      .no_sector
        push    ax
        mov     ax, es
        call    disk_buffer
        pop     ax
        push    ax
        mov     al, ah
        call    disk_transfer
        pop     bx
        sub     bl, cl
        mov     CALLER_AL, bl
        jmp     disk_return
.no_sector:
        mov     ah, DISK_NO_SECTOR
        jmp     disk_return

; EBX = number of the sector at CX, DH. CF=1: not on the drive. EAX, CX, EDX
; are lost.
chs_to_lba:
        movzx   eax, cl
        shl     ax, 2
        mov     al, ch                  ; AX = cylinder, from CL 7:6 and CH
        cmp     ax, [gs:si + DRIVE_BIOS_CYLINDERS]
        cmc
        jc      .done
        movzx   edx, dh
        cmp     dx, [gs:si + DRIVE_BIOS_HEADS]
        cmc
        jc      .done
        and     cx, 3fh
        cmp     [gs:si + DRIVE_BIOS_SPT], cx
        jb      .done
        sub     cx, 1
        jc      .done                   ; there is no sector 0
        movzx   ebx, word [gs:si + DRIVE_BIOS_HEADS]
        imul    ebx, eax
        add     ebx, edx
        movzx   eax, word [gs:si + DRIVE_BIOS_SPT]
        imul    ebx, eax
        movzx   eax, cx
        add     ebx, eax
.done:  ret

; AH=08h: CX, DH = last cylinder, sector and head; DL = number of disks.
int13_parameters:
        call    disk_last_chs
        mov     CALLER_CX, cx
        mov     dl, [BDA_DISK_COUNT]
        mov     CALLER_DX, dx
        mov     CALLER_AL, 0
        mov     ah, DISK_OK
        jmp     disk_return

; CX, DH = last cylinder, sector and head. AX is lost.
disk_last_chs:
        mov     ax, [gs:si + DRIVE_BIOS_CYLINDERS]
        dec     ax
        mov     ch, al
        mov     cl, ah
        shl     cl, 6
        or      cl, [gs:si + DRIVE_BIOS_SPT]
        mov     dh, [gs:si + DRIVE_BIOS_HEADS]
        dec     dh
        ret

; AH=09h: tell the drive its geometry. It is used by LBA: nothing to tell.
int13_initialise:
        call    disk_select
        jmp     disk_return

; AH=0Ch: heads to a cylinder. Disks seek when they transfer: only check.
int13_seek:
        or      cl, 1                   ; the sector does not count
        and     cl, 0c1h
        call    chs_to_lba
        mov     ah, DISK_SEEK_FAILED
        jc      disk_return
        call    disk_select
        jmp     disk_return

; AH=15h: AH = 03h, a hard disk; CX:DX = its sectors.
int13_type:
        mov     eax, [gs:si + DRIVE_SECTORS]
        mov     CALLER_DX, ax
        shr     eax, 16
        mov     CALLER_CX, ax
        mov     byte [BDA_DISK_STATUS], DISK_OK
        mov     CALLER_AH, DISK_TYPE_HARD
        jmp     service_ok
