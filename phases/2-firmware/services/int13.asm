; SPDX-License-Identifier: MIT
; INT 13h: disks. 16-bit real mode, caller's stack, code in the ROM.
;
; This file finds the drive and the function. The functions are in
; int13_chs.asm (cylinder, head, sector) and int13_lba.asm (extensions); the
; disk itself is driven by ata.asm. Floppy disks are in int13_floppy.asm, CDs
; in int13_cd.asm, disks that are an image on a CD in int13_image.asm.
;
; Each function ends with AH = status, in the caller's AH, in BDA_DISK_STATUS
; and as CF (0: fine).
;
; Source: IBM PC AT Technical Reference, ROM BIOS, "Fixed Disk";
; BIOS Enhanced Disk Drive Specification 1.1.

%include "services/disk.inc"

DISK_EXTENSIONS         equ 40h         ; functions from here on

int13_handler:
        SERVICE_ENTER
        call    service_interrupts
        mov     gs, [BDA_EBDA_SEG]
        cmp     ah, EMULATION_FUNCTIONS
        jb      .drive
        cmp     ah, EMULATION_LAST
        jbe     emulation_service
.drive:
        call    image_find
        jnc     image_service
        cmp     dl, FIRST_DISK
        jb      floppy_service
        call    disk_find
        jc      int13_no_drive
        cmp     dl, FIRST_CD
        jae     cd_service
        cmp     ah, DISK_EXTENSIONS
        jae     .extensions
        DISPATCH int13_functions, int13_unknown
.extensions:
        sub     ah, DISK_EXTENSIONS
        DISPATCH int13_extensions, int13_unknown

int13_functions:
        dw      int13_reset             ; 00h
        dw      int13_status            ; 01h
        dw      int13_read              ; 02h
        dw      int13_write             ; 03h
        dw      int13_verify            ; 04h
        times 3 dw int13_unknown        ; 05h-07h
        dw      int13_parameters        ; 08h
        dw      int13_initialise        ; 09h
        times 2 dw int13_unknown        ; 0Ah, 0Bh
        dw      int13_seek              ; 0Ch
        dw      int13_reset             ; 0Dh
        times 2 dw int13_unknown        ; 0Eh, 0Fh
        dw      int13_ready             ; 10h
        dw      int13_ready             ; 11h
        times 2 dw int13_unknown        ; 12h, 13h
        dw      int13_ready             ; 14h: the controller tests itself
        dw      int13_type              ; 15h
.end:

int13_extensions:
        dw      int13_unknown           ; 40h
        dw      int13_check             ; 41h
        dw      int13_lba_read          ; 42h
        dw      int13_lba_write         ; 43h
        dw      int13_lba_verify        ; 44h
        times 2 dw int13_unknown        ; 45h, 46h
        dw      int13_lba_seek          ; 47h
        dw      int13_lba_parameters    ; 48h
        times 5 dw int13_unknown        ; 49h; 4Ah-4Dh: of no drive
        dw      int13_hardware          ; 4Eh
.end:

; GS:SI = entry of the drive with number DL. CF=1: there is none.
disk_find:
        mov     si, EBDA_DRIVES
.next:  cmp     dl, [gs:si + DRIVE_NUMBER]
        je      .done                   ; CF=0: equal
        add     si, DRIVE_ENTRY
        cmp     si, EBDA_DRIVES + DRIVE_COUNT * DRIVE_ENTRY
        jb      .next
        stc
.done:  ret

; A drive that does not exist: AH=01h and AH=15h can still be answered.
int13_no_drive:
        push    service_leave
        cmp     ah, 01h
        je      int13_status
        cmp     ah, 15h
        je      .type
        cmp     ah, 08h
        mov     ah, DISK_BAD_PARAMETERS
        je      disk_return
        mov     ah, DISK_BAD_COMMAND
        jmp     disk_return
.type:  mov     ah, DISK_OK             ; AH = 00h: no such drive
        jmp     disk_return

int13_unknown:
        mov     ah, DISK_BAD_COMMAND

; End a function with status AH.
disk_return:
        mov     [BDA_DISK_STATUS], ah
disk_answer:
        mov     CALLER_AH, ah
        cmp     ah, DISK_OK
        je      service_ok
        jmp     service_carry

; AH=01h: status of the last function.
int13_status:
        mov     ah, [BDA_DISK_STATUS]
        mov     CALLER_AL, ah
        jmp     disk_answer

; AH=00h, 0Dh: reset the channel of the drive.
int13_reset:
        call    ata_reset
        jc      .failed
        call    ata_select
        jnc     disk_return
.failed:
        mov     ah, DISK_RESET_FAILED
        jmp     disk_return

; AH=10h, 14h: is the drive ready? AH=11h: move the heads to cylinder 0, which
; disks do themselves.
int13_ready:
        call    disk_select
        jmp     disk_return

; Is the drive ready? CF=1 and AH = status if not, else AH = 0. AL is lost.
disk_select:
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_READY
        je      ata_select
        jmp     atapi_ready

; Move sectors between drive and memory, or verify them; as ata_transfer.
disk_transfer:
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_IMAGE
        je      image_transfer
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_PACKET
        je      cd_transfer
        jmp     ata_transfer

; ES:DI = the memory at segment AX, offset DI, with the smallest offset, so
; that no transfer meets the end of a segment.
disk_buffer:
        push    bx
        mov     bx, di
        shr     bx, 4
        add     ax, bx
        mov     es, ax
        and     di, 0fh
        pop     bx
        ret

%include "services/int13_chs.asm"
%include "services/int13_lba.asm"
%include "services/int13_edd.asm"
%include "services/int13_floppy.asm"
%include "services/int13_cd.asm"
%include "services/int13_image.asm"
%include "services/int13_emulation.asm"
%include "services/floppy.asm"
%include "services/ata.asm"
%include "services/atapi.asm"
%include "services/disk_init.asm"
