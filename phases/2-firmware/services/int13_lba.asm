; SPDX-License-Identifier: MIT
; INT 13h extensions: sectors by number. See int13.asm for where we are; the
; disk address packet is at the caller's DS:SI, GS:SI = the drive.
;
; Source: BIOS Enhanced Disk Drive Specification 1.1. It allows 127 sectors a
; call; this BIOS, like others, goes on.
; Not provided: flat addresses beyond 1 MiB.

EXTENSIONS_VERSION      equ 30h         ; 3.0
EXTENSIONS_DISK         equ 01h         ; in CX: AH=42h-44h, 47h, 48h
EXTENSIONS_EDD          equ 04h         ; AH=48h, 4Eh
PACKET_AT_ONCE          equ 127         ; sectors
EXTENSIONS_REQUEST      equ 55aah
EXTENSIONS_PRESENT      equ 0aa55h

struc packet
.size   resb 1
        resb 1
.count  resw 1                          ; sectors
.offset resw 1                          ; memory
.seg    resw 1
.lba    resd 1
.lba_high resd 1
endstruc

struc result                            ; what AH=48h fills in
.size   resw 1
.flags  resw 1
.cylinders resd 1
.heads  resd 1
.spt    resd 1
.sectors resq 1
.bytes  resw 1                          ; a sector
.registers resd 1                       ; from version 2: FFFFFFFFh, none
.path:                                  ; from version 3 (int13_edd.asm)
endstruc
RESULT_MINIMUM          equ result.registers
RESULT_NO_BOUNDARY      equ 0001h       ; no 64 KiB limits
RESULT_GEOMETRY         equ 0002h       ; the geometry is valid

; AH=41h BX=55AAh: AH = version, BX = AA55h, CX = what is supported.
int13_check:
        mov     ah, DISK_BAD_COMMAND
        cmp     bx, EXTENSIONS_REQUEST
        jne     disk_return
        mov     CALLER_BX, EXTENSIONS_PRESENT
        mov     CALLER_CX, EXTENSIONS_DISK | EXTENSIONS_EDD
        mov     byte [BDA_DISK_STATUS], DISK_OK
        mov     CALLER_AH, EXTENSIONS_VERSION
        jmp     service_ok

; AH=42h, 43h, 44h: read, write, verify. Out: packet.count = sectors done.
int13_lba_read:
        mov     al, ATA_CMD_READ
        jmp     lba_transfer
int13_lba_write:
        mov     al, ATA_CMD_WRITE
        jmp     lba_transfer
int13_lba_verify:
        mov     al, ATA_CMD_VERIFY
lba_transfer:
        push    ax
        call    packet_open
        jc      .bad
        jcxz    .nothing
        mov     di, [fs:edx + packet.offset]
        mov     ax, [fs:edx + packet.seg]
        call    disk_buffer
        pop     ax
.next:  push    ax
        push    ebx
        push    cx                      ; sectors left
        cmp     cx, PACKET_AT_ONCE
        jbe     .ask
        mov     cx, PACKET_AT_ONCE
.ask:   push    cx
        call    disk_transfer
        pop     bx
        jc      .failed
        pop     cx
        sub     cx, bx
        movzx   eax, bx
        pop     ebx
        add     ebx, eax
        pop     ax
        test    cx, cx
        jnz     .next
        mov     ah, DISK_OK
        jmp     disk_return
.failed:
        sub     bx, cx                  ; done of those asked for
        pop     cx
        sub     cx, bx
        add     sp, 4 + 2
        sub     [fs:edx + packet.count], cx
        jmp     disk_return
.nothing:
        mov     ah, DISK_OK
.bad:   pop     bx
        jmp     lba_end

; AH=47h: heads to a sector. Only check that it exists.
int13_lba_seek:
        call    packet_open
        jc      lba_end
        call    disk_select
lba_end:
        mov     word [fs:edx + packet.count], 0
        jmp     disk_return

; FS:EDX = the packet, EBX = its first sector, CX = its count. CF=1 and AH =
; status if the packet is too short or the sectors are not on the drive.
packet_open:
        movzx   edx, CALLER_SI
        mov     fs, CALLER_DS
        mov     ah, DISK_BAD_COMMAND
        cmp     byte [fs:edx + packet.size], packet_size
        jb      .done
        mov     ah, DISK_NO_SECTOR
        cmp     dword [fs:edx + packet.lba_high], 1
        cmc
        jc      .done
        mov     ebx, [fs:edx + packet.lba]
        movzx   ecx, word [fs:edx + packet.count]
        mov     eax, ebx
        add     eax, ecx
        jc      .beyond
        cmp     [gs:si + DRIVE_SECTORS], eax
.beyond:
        mov     ah, DISK_NO_SECTOR
.done:  ret

; ES:DI = the buffer of AH=48h, with the size of what it will hold filled in.
; CF=1 and AH = status if it is too short. CX is lost.
result_open:
        mov     di, CALLER_SI
        mov     es, CALLER_DS
        mov     ah, DISK_BAD_COMMAND
        mov     cx, RESULT_MINIMUM
        cmp     [es:di + result.size], cx
        jb      .done
        cmp     word [es:di + result.size], result_size
        jb      .set
        mov     dword [es:di + result.registers], 0ffffffffh
        mov     cx, result_size
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_IMAGE
        je      .set
        cmp     word [es:di + result.size], RESULT_WITH_PATH
        jb      .set
        mov     cx, RESULT_WITH_PATH
        cmp     word [es:di + result.size], RESULT_WITH_LONG_PATH
        jb      .set
        mov     cx, RESULT_WITH_LONG_PATH
.set:   mov     [es:di + result.size], cx
        clc
.done:  ret

; AH=48h: the drive's geometry and size to the buffer at DS:SI.
int13_lba_parameters:
        call    result_open
        jc      disk_return
        mov     ax, RESULT_NO_BOUNDARY | RESULT_GEOMETRY
        mov     [es:di + result.flags], ax
        movzx   eax, word [gs:si + DRIVE_CYLINDERS]
        mov     [es:di + result.cylinders], eax
        movzx   eax, word [gs:si + DRIVE_HEADS]
        mov     [es:di + result.heads], eax
        movzx   eax, word [gs:si + DRIVE_SPT]
        mov     [es:di + result.spt], eax
        mov     eax, [gs:si + DRIVE_SECTORS]
        mov     [es:di + result.sectors], eax
        mov     dword [es:di + result.sectors + 4], 0
        mov     word [es:di + result.bytes], SECTOR_BYTES
        call    result_details
        mov     ah, DISK_OK
        jmp     disk_return
