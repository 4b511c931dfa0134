; SPDX-License-Identifier: MIT
; A CD that asks a BIOS for its services, and tells on COM1 what came back, as
; services.asm does. MEDIA says how it is booted: 0 no emulation, 1-3 as a floppy
; of 1.2, 1.44 or 2.88 MB, 4 as a hard disk. Beside the CD drive there are a
; hard disk and a floppy, whose first sectors begin with DISK_MARK and
; FLOPPY_MARK.
;
; The image is from sector 20 of the CD on. Its sectors of 512 bytes from
; PATTERN_FIRST on hold their own number in each dword.
;
; Source: "El Torito" Bootable CD-ROM Format Specification 1.0; BIOS Enhanced
; Disk Drive Specification 1.1.

        cpu     386
        bits    16

CD_BYTES        equ 2048
CATALOG         equ 19
IMAGE           equ 20                  ; sectors of the CD
CD_NUMBER       equ 0e0h                ; as our BIOS and SeaBIOS have it
DISK_MARK       equ "HDD0"
FLOPPY_MARK     equ "FDD0"

IMAGE_SECTORS   equ 5760                ; of 512 bytes, enough for all
PATTERN_FIRST   equ 64
BUFFER_SEG      equ 2000h
BUFFER2_SEG     equ 3000h

%if MEDIA == 4
SPT             equ 63
%elif MEDIA == 3
SPT             equ 36
FLOPPY_TYPE     equ 5
%elif MEDIA == 1
SPT             equ 15
FLOPPY_TYPE     equ 2
%else
SPT             equ 18
FLOPPY_TYPE     equ 4
%endif

        section head start=0 vstart=0

; SECTOR_END n: up to the end of sector n.
%macro SECTOR_END 1
        times ((%1) + 1) * CD_BYTES - ($ - $$) db 0
%endmacro

        SECTOR_END 15
        db      1, "CD001", 1
        SECTOR_END 16
        db      0, "CD001", 1, "EL TORITO SPECIFICATION"
        times 17 * CD_BYTES + 47h - ($ - $$) db 0
        dd      CATALOG
        SECTOR_END 17
        db      0ffh, "CD001", 1
        SECTOR_END 18
        dw      0001h
        times 13 dw 0
        dw      55aah, 0aa55h           ; with 0001h they add up to 0
        db      88h, MEDIA
        dw      0, 0
%if MEDIA == 0
        dw      1 + PROGRAM_SECTORS
%else
        dw      1
%endif
        dd      IMAGE
        SECTOR_END CATALOG

        section image follows=head vstart=7c00h

boot:   xor     ax, ax
        mov     ds, ax
        mov     es, ax
        cli
        mov     ss, ax
        mov     sp, 7c00h
        sti
        cld
        jmp     0:.loaded
.loaded:
        mov     [drive], dl
%if MEDIA
        mov     bp, 1                   ; sector of the image
        mov     bx, program
.next:  mov     ax, bp
        mov     cl, SPT
        div     cl
        mov     dh, al
        mov     dl, [drive]
        mov     cl, ah
        inc     cx
        mov     ch, 0
        mov     ax, 0201h
        int     13h
        jc      .failed
        add     bx, 512
        inc     bp
        cmp     bp, PROGRAM_SECTORS
        jbe     .next
%endif
        jmp     program
.failed:
        cli
        hlt
drive:  db      0

        times 446 - ($ - $$) db 0
        db      80h, 0, 2, 0            ; one partition, 16 heads, 63 sectors
        db      1, 15, 63, 1
        dd      1, 2 * 16 * 63 - 1
        times 510 - ($ - $$) db 0
        dw      0aa55h

%include "program.asm"

questions:
        call    test_cd_drive
        call    test_cd_boot
        call    test_emulated
        jmp     test_cd_end

%include "buffer.asm"
%include "cd_drive.asm"
%include "cd_emulation.asm"

        align   512, db 0
program_end:
PROGRAM_SECTORS equ (program_end - program) / 512
%if PROGRAM_SECTORS > 2 * 15 - 1
%error "the program does not fit into the first cylinder of a floppy"
%endif

        times PATTERN_FIRST * 512 - ($ - $$) db 0
%assign sector PATTERN_FIRST
%rep IMAGE_SECTORS - PATTERN_FIRST
        times 128 dd sector
%assign sector sector + 1
%endrep
