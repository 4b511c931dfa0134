; SPDX-License-Identifier: MIT
; INT 13h AH=4Ah-4Dh: a CD that is booted as if it were a floppy or hard disk.
; See int13.asm for where we are; EBDA_EMULATION holds what the last boot from
; a CD asked for, EBDA_IMAGE the disk that was made of it.
;
; An emulated floppy is drive 00h, an emulated hard disk 80h; the real drives
; of that kind move up by one (int13_image.asm).
;
; Source: "El Torito" Bootable CD-ROM Format Specification 1.0, "INT 13 and
; CD-ROMs", "CD Boot Procedures", "New INT 13 Functions".

EMULATION_FUNCTIONS     equ 4ah         ; functions from here on
EMULATION_LAST          equ 4dh
EMULATION_ALL           equ 7fh         ; AH=4Bh: whichever drive it is

struc emulation                         ; the Specification Packet
.size   resb 1                          ; 0 in the EBDA: no boot from a CD
.media  resb 1                          ; bits 3:0, see EMULATION_*
.drive  resb 1
.channel resb 1                         ; 0 primary, 1 secondary
.lba    resd 1                          ; where the image begins on the CD
.device resw 1                          ; bit 0: slave
.buffer resw 1                          ; segment for a cache; not used
.segment resw 1                         ; where its first sectors are loaded
.count  resw 1                          ; how many of 512 bytes
.cx     resw 1                          ; geometry, as AH=08h tells it
.dh     resb 1
endstruc

EMULATION_MEDIA         equ 0fh
EMULATION_NONE          equ 0
EMULATION_DISK          equ 4           ; 1-3: floppies
EMULATION_SEGMENT       equ BOOT_SECTOR >> 4
EMULATION_LOWEST        equ 50h         ; vectors and BIOS data lie below

struc catalog_packet                    ; of AH=4Dh
.size   resb 1
.count  resb 1
.offset resw 1
.seg    resw 1
.first  resw 1
endstruc

PARTITION_TABLE         equ 1beh
PARTITION_BYTES         equ 16
PARTITIONS              equ 4
PARTITION_TYPE          equ 4
PARTITION_END           equ 5           ; head, sector, cylinder

emulation_service:
        sub     ah, EMULATION_FUNCTIONS
        DISPATCH emulation_functions, int13_unknown

emulation_functions:
        dw      emulation_initiate      ; 4Ah
        dw      emulation_terminate     ; 4Bh
        dw      emulation_boot          ; 4Ch
        dw      emulation_catalog       ; 4Dh
.end:

; AH=4Ah: emulate what the packet at DS:SI says.
emulation_initiate:
        call    emulation_accept
        jmp     disk_return

; AH=4Ch: the same, and boot it.
emulation_boot:
        call    emulation_accept
        jc      disk_return
        call    emulation_load
        jnc     emulation_enter
        call    emulation_end
        jmp     disk_return

; Take over the packet at the caller's DS:SI.
emulation_accept:
        call    emulation_end
        push    ds
        push    gs
        pop     es
        mov     si, CALLER_SI
        mov     ds, CALLER_DS
        mov     ah, DISK_BAD_PARAMETERS
        cmp     byte [si + emulation.size], emulation_size
        jb      .short
        mov     di, EBDA_EMULATION
        mov     cx, emulation_size
        rep     movsb
        pop     ds
        mov     byte [gs:EBDA_EMULATION + emulation.size], emulation_size
        jmp     emulation_start
.short: pop     ds                      ; CF=1: below
        ret

; AH=4Bh: tell what was booted, in a packet at DS:SI; AL = 00h: and end it.
emulation_terminate:
        mov     ah, DISK_BAD_COMMAND
        cmp     byte [gs:EBDA_EMULATION + emulation.size], 0
        je      disk_return
        cmp     al, 1
        ja      disk_return
        cmp     dl, EMULATION_ALL
        je      .tell
        cmp     dl, [gs:EBDA_EMULATION + emulation.drive]
        jne     disk_return
.tell:  push    ds
        mov     di, CALLER_SI
        mov     es, CALLER_DS
        push    gs
        pop     ds
        mov     si, EBDA_EMULATION
        mov     cx, emulation_size
        rep     movsb
        pop     ds
        test    al, al
        jnz     .keep
        call    emulation_end
.keep:  mov     ah, DISK_OK
        jmp     disk_return

; AH=4Dh: sectors of the boot catalog, as the packet at DS:SI says.
emulation_catalog:
        mov     ah, DISK_BAD_COMMAND
        cmp     byte [gs:EBDA_EMULATION + emulation.size], 0
        je      disk_return
        cmp     dword [gs:EBDA_CATALOG], 0
        je      disk_return
        cmp     dl, [gs:EBDA_EMULATION + emulation.drive]
        jne     disk_return
        call    emulation_drive
        jc      disk_return
        mov     fs, CALLER_DS
        mov     di, CALLER_SI
        mov     ah, DISK_BAD_PARAMETERS
        cmp     byte [fs:di + catalog_packet.size], catalog_packet_size
        jb      disk_return
        movzx   ebx, word [fs:di + catalog_packet.first]
        add     ebx, [gs:EBDA_CATALOG]
        movzx   cx, byte [fs:di + catalog_packet.count]
        jcxz    .none
        mov     ax, [fs:di + catalog_packet.seg]
        mov     di, [fs:di + catalog_packet.offset]
        call    disk_buffer
        mov     al, ATA_CMD_READ
        call    cd_transfer
        jmp     disk_return
.none:  mov     ah, DISK_OK
        jmp     disk_return

; Make the disk that EBDA_EMULATION describes. CF=1 and AH = status if it
; cannot be; then there is no emulation.
emulation_start:
        call    emulation_drive
        jc      .failed
        mov     ah, DISK_NO_SECTOR
        test    dword [gs:EBDA_EMULATION + emulation.lba], 0f0000000h
        jnz     .failed                 ; no disc is so long
        mov     al, [gs:EBDA_EMULATION + emulation.media]
        and     al, EMULATION_MEDIA
        mov     ah, DISK_OK
        jz      .done                   ; CF=0 by AND
        mov     ah, DISK_BAD_PARAMETERS
        cmp     al, EMULATION_DISK
        ja      .failed
        mov     di, EBDA_IMAGE
        push    gs
        pop     es
        mov     cx, DRIVE_CYLINDERS / 2
        gs rep  movsw                   ; the drive behind it
        mov     si, EBDA_IMAGE
        mov     edx, [gs:EBDA_EMULATION + emulation.lba]
        mov     [gs:si + DRIVE_IMAGE_LBA], edx
        mov     dl, [gs:EBDA_EMULATION + emulation.drive]
        mov     [gs:si + DRIVE_NUMBER], dl
        cmp     al, EMULATION_DISK
        je      .disk
        cmp     dl, FIRST_DISK
        jae     .failed
        call    image_floppy_geometry
        call    floppy_drives
        inc     ax
        call    floppy_set_drives
        jmp     .made
.disk:  cmp     dl, FIRST_DISK
        jb      .failed
        call    image_disk_geometry
        jc      .failed
        inc     byte [BDA_DISK_COUNT]
.made:  mov     byte [gs:EBDA_IMAGE + DRIVE_STATE], DRIVE_IMAGE
        mov     ah, DISK_OK
        clc
.done:  ret
.failed:
        mov     byte [gs:EBDA_EMULATION + emulation.size], 0
        stc
        ret

; Without emulation all drives have their own numbers again. Registers are
; kept.
emulation_end:
        push    ax
        mov     byte [gs:EBDA_EMULATION + emulation.size], 0
        cmp     byte [gs:EBDA_IMAGE + DRIVE_STATE], DRIVE_IMAGE
        jne     .done
        mov     byte [gs:EBDA_IMAGE + DRIVE_STATE], DRIVE_ABSENT
        cmp     byte [gs:EBDA_IMAGE + DRIVE_NUMBER], FIRST_DISK
        jae     .disk
        call    floppy_drives
        dec     ax
        call    floppy_set_drives
        jmp     .done
.disk:  dec     byte [BDA_DISK_COUNT]
.done:  pop     ax
        ret

; GS:SI = the CD drive that EBDA_EMULATION names. CF=1 and AH = status: there
; is none. AX is lost.
emulation_drive:
        mov     ah, [gs:EBDA_EMULATION + emulation.channel]
        mov     al, [gs:EBDA_EMULATION + emulation.device]
        and     al, 1
        shl     ah, 1
        or      al, ah
        cmp     al, DRIVE_COUNT
        jae     .none
        mov     ah, DRIVE_ENTRY
        mul     ah
        add     ax, EBDA_DRIVES
        mov     si, ax
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_PACKET
        je      .done                   ; CF=0: equal
.none:  mov     ah, DISK_BAD_PARAMETERS
        stc
.done:  ret

; Load the first sectors of the image to where it wants them. CF=1 and AH =
; status if that fails, or if there is no such memory.
emulation_load:
        call    emulation_drive
        jc      .done
        mov     bx, [gs:EBDA_EMULATION + emulation.segment]
        test    bx, bx
        jnz     .segment
        mov     bx, EMULATION_SEGMENT
        mov     [gs:EBDA_EMULATION + emulation.segment], bx
.segment:
        movzx   ecx, word [gs:EBDA_EMULATION + emulation.count]
        jecxz   .one
        jmp     .fits
.one:   inc     cx
        mov     [gs:EBDA_EMULATION + emulation.count], cx
.fits:  movzx   eax, bx
        mov     edx, ecx
        shl     edx, 5                  ; paragraphs of 16 bytes
        add     edx, eax
        mov     ah, DISK_BAD_PARAMETERS
        cmp     bx, EMULATION_LOWEST
        jb      .done
        cmp     edx, EBDA_SEG + 1
        cmc
        jc      .done
        mov     es, bx
        xor     di, di
        mov     ebx, [gs:EBDA_EMULATION + emulation.lba]
        shl     ebx, 2
        mov     al, ATA_CMD_READ
        call    cd_quarters
.done:  ret

; Start what was loaded: a far return to it, on a clean stack.
emulation_enter:
        mov     dl, [gs:EBDA_EMULATION + emulation.drive]
        mov     ax, [gs:EBDA_EMULATION + emulation.segment]
        call    boot_stack
        mov     bx, ax                  ; 07C0:0000 is written as 0000:7C00
        and     bx, 0fffh
        shl     bx, 4
        and     ax, 0f000h
        mov     cx, ax
        jmp     boot_enter

; --- geometry ---------------------------------------------------------------

; Of a floppy: AL = media type; GS:SI = the image.
image_floppy_geometry:
        movzx   bx, al
        movzx   bx, byte [cs:image_floppies - 1 + bx]
        movzx   ax, byte [cs:floppy_cylinders + bx]
        movzx   cx, byte [cs:floppy_spt + bx]
        mov     bx, 2

; AX, BX, CX = cylinders, heads, sectors. EAX, BX, CX, EDX are lost.
image_set_geometry:
        mov     [gs:si + DRIVE_CYLINDERS], ax
        mov     [gs:si + DRIVE_HEADS], bx
        mov     [gs:si + DRIVE_SPT], cx
        mov     [gs:si + DRIVE_BIOS_CYLINDERS], ax
        mov     [gs:si + DRIVE_BIOS_HEADS], bx
        mov     [gs:si + DRIVE_BIOS_SPT], cx
        movzx   eax, ax
        movzx   edx, bx
        imul    eax, edx
        movzx   edx, cx
        imul    eax, edx
        mov     [gs:si + DRIVE_SECTORS], eax
        call    disk_last_chs
        mov     [gs:EBDA_EMULATION + emulation.cx], cx
        mov     [gs:EBDA_EMULATION + emulation.dh], dh
        ret

; Of a hard disk: what its partition table was made for; the largest end of a
; partition is the end of the disk. CF=1 and AH = status: there is none.
image_disk_geometry:
        call    image_partitions
        jc      .done
        xor     ax, ax                  ; last cylinder
        xor     bx, bx                  ; last head
        xor     cx, cx                  ; last sector
        mov     di, CD_DATA
.next:  cmp     byte [gs:di + PARTITION_TYPE], 0
        je      .empty
        movzx   dx, byte [gs:di + PARTITION_END]
        cmp     bx, dx
        jae     .head
        mov     bx, dx
.head:  mov     dx, [gs:di + PARTITION_END + 1]
        and     dx, 3fh
        cmp     cx, dx
        jae     .sector
        mov     cx, dx
.sector:
        mov     dx, [gs:di + PARTITION_END + 1]
        xchg    dl, dh
        shr     dh, 6
        cmp     ax, dx
        jae     .empty
        mov     ax, dx
.empty: add     di, PARTITION_BYTES
        cmp     di, CD_DATA + PARTITIONS * PARTITION_BYTES
        jb      .next
        inc     ax
        inc     bx
        cmp     bl, bh                  ; 256 heads cannot be told
        jb      .bad
        test    cx, cx
        jz      .bad
        call    image_set_geometry
        clc
.done:  ret
.bad:   mov     ah, DISK_BAD_PARAMETERS
        stc
        ret

; The partition table of the image to CD_DATA.
image_partitions:
        call    atapi_ready
        jc      .done
        push    es
        mov     al, PACKET_READ
        call    atapi_packet
        mov     byte [gs:CD_PACKET + 8], 1
        mov     word [gs:CD_SKIP], PARTITION_TABLE / 2
        mov     word [gs:CD_TAKE], PARTITIONS * PARTITION_BYTES / 2
        mov     ebx, [gs:si + DRIVE_IMAGE_LBA]
        call    cd_packet_address
        push    gs
        pop     es
        mov     di, CD_DATA
        call    atapi_send
        pop     es
.done:  ret

; --- how many floppy drives -------------------------------------------------

; AL = floppy drives, by the equipment word; AH = 0.
floppy_drives:
        mov     ax, [BDA_EQUIPMENT]
        test    al, EQUIP_FLOPPY
        jz      .none
        shr     al, EQUIP_FLOPPY_SHIFT
        movzx   ax, al
        inc     ax
        ret
.none:  xor     ax, ax
        ret

; AL = floppy drives: to the equipment word, which can tell of four. AX is
; lost.
floppy_set_drives:
        and     byte [BDA_EQUIPMENT], ~(EQUIP_FLOPPIES | EQUIP_FLOPPY) & 0ffh
        dec     al
        js      .none
        cmp     al, 3
        jbe     .count
        mov     al, 3
.count: shl     al, EQUIP_FLOPPY_SHIFT
        or      al, EQUIP_FLOPPY
        or      [BDA_EQUIPMENT], al
.none:  ret
