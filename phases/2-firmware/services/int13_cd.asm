; SPDX-License-Identifier: MIT
; INT 13h: CD-ROM drives, DL = E0h and up. See int13.asm for where we are;
; GS:SI = the drive. Sectors have 2048 bytes and are named by number only.
;
; Source: BIOS Enhanced Disk Drive Specification 1.1, "Removable Media";
; "El Torito" Bootable CD-ROM Format Specification 1.0, "No Emulation Booting".

EXTENSIONS_LOCK         equ 02h         ; in CX of AH=41h: 45h, 46h, 49h
CD_TYPE                 equ 02h         ; AH=15h: can be changed, and tells
CD_QUARTERS             equ CD_SECTOR_BYTES / SECTOR_BYTES
CD_SECTORS              equ 3fffffffh   ; so that four times as many fit
LOCKS_MOST              equ 255

RESULT_REMOVABLE        equ 0004h       ; in result.flags
RESULT_CHANGE_LINE      equ 0010h
RESULT_LOCKABLE         equ 0020h
RESULT_EMPTY            equ 0040h       ; no disc: these are the limits

cd_service:
        cmp     ah, DISK_EXTENSIONS
        jae     .extensions
        DISPATCH cd_functions, int13_unknown
.extensions:
        sub     ah, DISK_EXTENSIONS
        DISPATCH cd_extensions, int13_unknown

cd_functions:
        dw      cd_reset                ; 00h
        dw      int13_status            ; 01h
        times 11 dw int13_unknown       ; 02h-0Ch
        dw      cd_reset                ; 0Dh
        times 2 dw int13_unknown        ; 0Eh, 0Fh
        dw      int13_ready             ; 10h
        dw      int13_ready             ; 11h
        times 3 dw int13_unknown        ; 12h-14h
        dw      cd_type                 ; 15h
.end:

cd_extensions:
        dw      int13_unknown           ; 40h
        dw      cd_check                ; 41h
        dw      int13_lba_read          ; 42h
        dw      cd_write                ; 43h
        dw      int13_lba_verify        ; 44h
        dw      cd_lock                 ; 45h
        dw      cd_eject                ; 46h
        dw      cd_seek                 ; 47h
        dw      cd_parameters           ; 48h
        dw      cd_change               ; 49h
        times 4 dw int13_unknown        ; 4Ah-4Dh: of no drive
        dw      int13_hardware          ; 4Eh
.end:

; As ata_transfer, with sectors of 2048 bytes.
cd_transfer:
        push    ebx
        shl     ebx, 2
        shl     cx, 2
        call    cd_quarters
        pushf
        add     cx, CD_QUARTERS - 1     ; a part of a sector is not done
        shr     cx, 2
        popf
        pop     ebx
        ret

; The same in units of 512 bytes: CX of them from EBX on, a quarter of a sector
; of the CD each.
cd_quarters:
        push    ebx
        push    edx
        mov     dl, al
        call    atapi_ready
        jc      .done
        mov     al, PACKET_READ
        call    atapi_packet
        movzx   eax, cx
        shl     eax, 8
        cmp     dl, ATA_CMD_VERIFY
        je      .verify                 ; nothing is taken
        mov     [gs:CD_TAKE], eax
.verify:
        mov     edx, ebx
        and     edx, CD_QUARTERS - 1
        lea     eax, [edx + CD_QUARTERS - 1]
        add     ax, cx
        shr     ax, 2                   ; sectors of the CD
        xchg    al, ah
        mov     [gs:CD_PACKET + 7], ax
        shl     edx, 8
        mov     [gs:CD_SKIP], edx
        shr     ebx, 2
        call    cd_packet_address
        call    atapi_send
        jc      .failed
        xor     cx, cx                  ; CF=0
        jmp     .done
.failed:
        mov     edx, [gs:CD_TAKE]
        add     edx, 255
        shr     edx, 8
        jz      .counted                ; it was to verify: none is certain
        mov     cx, dx
.counted:
        stc
.done:  pop     edx
        pop     ebx
        ret

; The packet is for sector EBX. EAX is lost.
cd_packet_address:
        mov     eax, ebx
        xchg    al, ah
        rol     eax, 16
        xchg    al, ah
        mov     [gs:CD_PACKET + 2], eax
        ret

; AH=00h, 0Dh: reset the drive.
cd_reset:
        call    atapi_reset
        jnc     disk_return
        mov     ah, DISK_RESET_FAILED
        jmp     disk_return

; AH=15h: AH = 02h, its disc can be changed.
cd_type:
        mov     byte [BDA_DISK_STATUS], DISK_OK
        mov     CALLER_AH, CD_TYPE
        jmp     service_ok

; AH=41h BX=55AAh: as int13_check, and the disc can be locked in.
cd_check:
        call    int13_check
        test    CALLER_FLAGS, FLAG_CF
        jnz     .done
        mov     CALLER_CX, EXTENSIONS_DISK | EXTENSIONS_LOCK | EXTENSIONS_EDD
.done:  ret

; AH=43h: nothing can be written.
cd_write:
        call    packet_open
        jc      lba_end
        mov     ah, DISK_WRITE_PROTECTED
        jmp     lba_end

; AH=45h: AL = 0 lock the disc in, 1 unlock it, 2 is it locked? Out: AL = 1 if
; it is. As many unlocks are needed as there were locks.
cd_lock:
        cmp     al, 1
        mov     ah, DISK_BAD_COMMAND
        je      .unlock
        ja      .ask
        mov     ah, DISK_TOO_MANY_LOCKS
        cmp     byte [gs:si + DRIVE_LOCKS], LOCKS_MOST
        je      disk_return
        inc     byte [gs:si + DRIVE_LOCKS]
        jmp     .tell
.unlock:
        mov     ah, DISK_NOT_LOCKED
        cmp     byte [gs:si + DRIVE_LOCKS], 0
        je      disk_return
        dec     byte [gs:si + DRIVE_LOCKS]
.tell:  call    atapi_ready             ; an empty drive is locked as well
        mov     al, PACKET_LOCK
        call    atapi_packet
        call    cd_is_locked
        mov     [gs:CD_PACKET + 4], al
        call    atapi_send
        jc      disk_return
.answer:
        call    cd_is_locked
        mov     CALLER_AL, al
        mov     ah, DISK_OK
        jmp     disk_return
.ask:   cmp     al, 2
        je      .answer
        jmp     disk_return

; AL = 1 if the disc is locked in, else 0.
cd_is_locked:
        cmp     byte [gs:si + DRIVE_LOCKS], 1
        cmc
        mov     al, 0
        adc     al, 0
        ret

; AH=46h: eject the disc, if INT 15h AH=52h does not object.
cd_eject:
        mov     ah, DISK_LOCKED
        cmp     byte [gs:si + DRIVE_LOCKS], 0
        jne     disk_return
        mov     ah, 52h
        int     15h
        jc      disk_return
        call    atapi_ready             ; it can be opened without a disc, too
        mov     al, PACKET_START_STOP
        call    atapi_packet
        mov     byte [gs:CD_PACKET + 4], 2      ; LoEj, and no start
        call    atapi_send
        jc      disk_return
        mov     byte [gs:si + DRIVE_CHANGED], 1
        jmp     disk_return

; AH=47h: move to a sector.
cd_seek:
        call    packet_open
        jc      lba_end
        call    atapi_ready
        jc      lba_end
        mov     al, PACKET_SEEK
        call    atapi_packet
        call    cd_packet_address
        call    atapi_send
        jmp     lba_end

; AH=48h: the size of the disc to the buffer at DS:SI. It has no geometry.
cd_parameters:
        call    result_open
        jc      disk_return
        push    es
        push    di
        call    cd_capacity
        pop     di
        pop     es
        mov     dx, RESULT_NO_BOUNDARY | RESULT_REMOVABLE | \
            RESULT_CHANGE_LINE | RESULT_LOCKABLE
        jnc     .fill
        or      dx, RESULT_EMPTY
.fill:  mov     [es:di + result.flags], dx
        mov     [es:di + result.sectors], ebx
        xor     eax, eax
        mov     [es:di + result.sectors + 4], eax
        mov     [es:di + result.cylinders], eax
        mov     [es:di + result.heads], eax
        mov     [es:di + result.spt], eax
        mov     word [es:di + result.bytes], CD_SECTOR_BYTES
        call    result_details
        mov     ah, DISK_OK
        jmp     disk_return

; EBX = sectors on the disc. CF=1: there is none, EBX = all ones. ES, DI are
; lost.
cd_capacity:
        or      ebx, -1
        call    atapi_ready
        jc      .done
        mov     al, PACKET_CAPACITY
        call    atapi_packet
        mov     byte [gs:CD_TAKE], 4
        push    gs
        pop     es
        mov     di, CD_DATA
        call    atapi_send
        jc      .done
        mov     ebx, [gs:CD_DATA]       ; the last one, high byte first
        xchg    bl, bh
        rol     ebx, 16
        xchg    bl, bh
        inc     ebx
        clc
.done:  ret

; AH=49h: was the disc changed since the last such question?
cd_change:
        call    atapi_ready
        mov     ax, DISK_OK << 8
        xchg    al, [gs:si + DRIVE_CHANGED]
        test    al, al
        jz      disk_return
        mov     ah, DISK_CHANGED
        jmp     disk_return
