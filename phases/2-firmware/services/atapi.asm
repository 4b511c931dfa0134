; SPDX-License-Identifier: MIT
; One command to an ATAPI drive: a packet of twelve bytes, and the data that
; come back in blocks. 16-bit real mode, DS = BIOS data area, GS = EBDA, GS:SI
; = the drive's entry in EBDA_DRIVES. See ata.asm for the ports.
;
; The packet is made at CD_PACKET. Of the words that come, CD_SKIP are dropped,
; CD_TAKE go to ES:DI, and the rest is dropped: so a part of a sector can be
; read without room for all of it.
;
; All routines here: CF=1 and AH = status of INT 13h if it failed, else CF=0
; and AH = 0. AL is lost, other registers are kept unless it says so.
;
; Source: ATA/ATAPI-4, "PACKET command protocol"; INF-8020i, "ATA Packet
; Interface for CD-ROMs", "Packet Commands for CD-ROM devices", "Sense Data".

CD_PACKET               equ EBDA_SERVICES       ; 12 bytes
CD_SKIP                 equ EBDA_SERVICES + 12  ; dword
CD_TAKE                 equ EBDA_SERVICES + 16  ; dword
CD_DATA                 equ EBDA_SERVICES + 32  ; 64 bytes: short answers
PACKET_BYTES            equ 12

ATA_LBA_MIDDLE          equ 4                   ; bytes of a block, low, ...
ATA_CMD_DEVICE_RESET    equ 08h
ATA_CMD_PACKET          equ 0a0h
ATA_CMD_IDENTIFY_PACKET equ 0a1h

PACKET_TEST_READY       equ 00h
PACKET_SENSE            equ 03h
PACKET_START_STOP       equ 1bh
PACKET_LOCK             equ 1eh
PACKET_CAPACITY         equ 25h
PACKET_READ             equ 28h
PACKET_SEEK             equ 2bh
PACKET_TOC              equ 43h

SENSE_BYTES             equ 18
SENSE_KEY               equ 2                   ; byte, bits 3:0
SENSE_CODE              equ 12                  ; byte
KEY_NOT_READY           equ 02h
KEY_ILLEGAL             equ 05h
KEY_ATTENTION           equ 06h
CODE_NO_ADDRESS         equ 21h
CODE_CHANGED            equ 28h
CODE_NO_MEDIA           equ 3ah
CODE_LOCKED             equ 53h

READY_TRIES             equ 20
READY_TICKS             equ 9                   ; half a second between two

; An empty packet with command AL, which brings no data. EAX is lost.
atapi_packet:
        xor     ah, ah
        movzx   eax, ax
        mov     [gs:CD_PACKET], eax
        xor     eax, eax
        mov     [gs:CD_PACKET + 4], eax
        mov     [gs:CD_PACKET + 8], eax
        mov     [gs:CD_SKIP], eax
        mov     [gs:CD_TAKE], eax
        ret

; Send the packet and take its data. CD_TAKE = words that did not come, ES:DI
; behind those that did.
atapi_send:
        push    cx
        push    dx
        call    atapi_begin
        jc      .done
        push    si
        mov     dx, [gs:si + DRIVE_PORT]
        mov     si, CD_PACKET
        mov     cx, PACKET_BYTES / 2
        gs rep  outsw
        pop     si
.next:  call    atapi_wait
        jc      .done
        test    al, ATA_ERR
        jnz     .failed
        test    al, ATA_DRQ
        jz      .done                   ; CF=0 by TEST
        call    atapi_block
        jnc     .next
        jmp     .done
.failed:
        call    atapi_sense
.done:  pop     dx
        pop     cx
        ret

; The command PACKET; the drive wants the packet then. DX is lost.
atapi_begin:
        call    ata_choose
        jc      .done
        mov     dx, [gs:si + DRIVE_PORT]
        inc     dx                      ; features: no DMA
        mov     al, 0
        out     dx, al
        add     dx, ATA_LBA_MIDDLE - 1  ; blocks are to be one sector long
        mov     al, CD_SECTOR_BYTES & 0ffh
        out     dx, al
        inc     dx
        mov     al, CD_SECTOR_BYTES >> 8
        out     dx, al
        add     dx, ATA_STATUS - ATA_LBA_HIGH
        mov     al, ATA_CMD_PACKET
        call    ata_out
        call    atapi_wait
        jc      .done
        test    al, ATA_DRQ
        jnz     .done                   ; CF=0 by TEST
        mov     ah, DISK_CONTROLLER
        stc
.done:  ret

; Wait until the drive is through with a step of the command. AL = status.
atapi_wait:
        push    bx
        push    dx
        mov     dx, [gs:si + DRIVE_CONTROL]
        in      al, dx                  ; gives it time to become busy
        mov     bx, ata_is_ready
        call    ata_wait
        jc      .done
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_STATUS
        in      al, dx                  ; takes the interrupt request back
.done:  pop     dx
        pop     bx
        ret

; One block of data: what is skipped, what is taken, what is left over. CX, DX
; are lost.
atapi_block:
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_LBA_HIGH
        in      al, dx
        mov     ah, al
        dec     dx
        in      al, dx
        cmp     ax, CD_SECTOR_BYTES
        jbe     .size
        mov     ax, CD_SECTOR_BYTES     ; the rest is asked for again
.size:  inc     ax
        shr     ax, 1                   ; words
        jz      .nothing
        mov     dx, [gs:si + DRIVE_PORT]
        movzx   eax, ax
        mov     ecx, [gs:CD_SKIP]
        cmp     ecx, eax
        jbe     .skip
        mov     ecx, eax
.skip:  sub     [gs:CD_SKIP], ecx
        sub     eax, ecx
        call    atapi_drop
        mov     ecx, [gs:CD_TAKE]
        cmp     ecx, eax
        jbe     .take
        mov     ecx, eax
.take:  sub     [gs:CD_TAKE], ecx
        sub     eax, ecx
        rep     insw
        mov     cx, ax
        call    atapi_drop
        mov     ax, es                  ; DI stays small
        call    disk_buffer
        mov     ah, DISK_OK
        clc
        ret
.nothing:
        mov     ah, DISK_CONTROLLER     ; data, but none
        stc
        ret

; CX words from port DX that nobody wants.
atapi_drop:
        jcxz    .done
        push    ax
.next:  in      ax, dx
        loop    .next
        pop     ax
.done:  ret

; Why did the command fail? CF=1, AH = status.
atapi_sense:
        mov     ah, DISK_UNDEFINED
        cmp     byte [gs:CD_PACKET], PACKET_SENSE
        stc
        je      .done                   ; it cannot even tell
        push    es
        push    di
        push    dword [gs:CD_TAKE]
        mov     al, PACKET_SENSE
        call    atapi_packet
        mov     byte [gs:CD_PACKET + 4], SENSE_BYTES
        mov     byte [gs:CD_TAKE], SENSE_BYTES / 2
        mov     byte [gs:CD_DATA + SENSE_KEY], 0
        mov     byte [gs:CD_DATA + SENSE_CODE], 0
        push    gs
        pop     es
        mov     di, CD_DATA
        call    atapi_send
        pop     dword [gs:CD_TAKE]
        pop     di
        pop     es
        jc      .done
        call    atapi_meaning
        stc
.done:  ret

; AH = what the sense data mean to INT 13h. AL is lost.
atapi_meaning:
        push    bx
        movzx   bx, byte [gs:CD_DATA + SENSE_KEY]
        and     bl, 0fh
        mov     ah, [cs:atapi_keys + bx]
        mov     al, [gs:CD_DATA + SENSE_CODE]
        cmp     bl, KEY_NOT_READY
        je      .not_ready
        cmp     bl, KEY_ILLEGAL
        je      .illegal
        cmp     bl, KEY_ATTENTION
        jne     .done
        cmp     al, CODE_CHANGED
        jne     .done
.changed:
        mov     byte [gs:si + DRIVE_CHANGED], 1
        jmp     .done
.not_ready:
        cmp     al, CODE_NO_MEDIA
        jne     .done
        mov     ah, DISK_NO_MEDIA
        jmp     .changed
.illegal:
        cmp     al, CODE_NO_ADDRESS
        je      .no_address
        cmp     al, CODE_LOCKED
        jne     .done
        mov     ah, DISK_LOCKED
        jmp     .done
.no_address:
        mov     ah, DISK_NO_SECTOR
.done:  pop     bx
        ret

; By sense key.
atapi_keys:
        db      DISK_UNDEFINED          ; 0 no sense
        db      DISK_UNDEFINED          ; 1 recovered error
        db      DISK_NOT_READY          ; 2 not ready
        db      DISK_BAD_DATA           ; 3 medium error
        db      DISK_CONTROLLER         ; 4 hardware error
        db      DISK_BAD_COMMAND        ; 5 illegal request
        db      DISK_CHANGED            ; 6 unit attention
        db      DISK_WRITE_PROTECTED    ; 7 data protect
        times 3 db DISK_UNDEFINED
        db      DISK_CONTROLLER         ; B aborted command
        times 4 db DISK_UNDEFINED

; Wait until the drive has a disc that can be read. It tells once of what has
; happened to it (unit attention), and takes seconds to spin up (not ready).
atapi_ready:
        push    bx
        push    cx
        mov     cx, READY_TRIES
.try:   mov     al, PACKET_TEST_READY
        call    atapi_packet
        call    atapi_send
        jnc     .done
        cmp     ah, DISK_CHANGED
        je      .again
        cmp     ah, DISK_NOT_READY
        stc
        jne     .done
        push    cx
        mov     cx, READY_TICKS
        mov     bx, .never
        call    wait_until
        pop     cx
.again: loop    .try
        stc
.done:  pop     cx
        pop     bx
        ret
.never: stc
        ret

; Reset this drive alone: the command that it takes even while it is busy.
atapi_reset:
        push    dx
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_DRIVE
        mov     al, [gs:si + DRIVE_SELECT]
        call    ata_out
        inc     dx
        mov     al, ATA_CMD_DEVICE_RESET
        call    ata_out
        call    atapi_wait
        pop     dx
        ret
