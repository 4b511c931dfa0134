; SPDX-License-Identifier: MIT
; boot-sector/mbr.asm - the master boot record: sector 0 of the disk.
;
; Where we are: real mode, at 0000:7C00, DL = the drive we came from. The BIOS
; promises nothing else. This code makes room for the next boot sector, which
; expects the same address, and starts the one of the active partition.
;
; Source: IBM PC DOS, fixed disk boot record; Phoenix, Enhanced Disk Drive
; Specification, "INT 13h extensions".

%include "markers.inc"
%include "disk-layout.inc"

        cpu     386
        bits    16
        org     MBR_HOME

ENTRY_ACTIVE equ 0                      ; fields of a partition table entry
ENTRY_HEAD   equ 1
ENTRY_SECTOR equ 2
ENTRY_LBA    equ 8
ENTRY_SIZE   equ 16

start:
        MARK    MARK_BOOT_SECTOR
        cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, BOOT_SECTOR
        sti
        cld
        mov     ds, ax
        mov     es, ax
        mov     si, sp
        mov     di, MBR_HOME
        mov     cx, 256
        rep movsw
        jmp     0:relocated

; An active flag is 80h, any other is 00h. DI keeps the active entry.
relocated:
        mov     si, table
        xor     di, di
        mov     cl, 4
.next:
        mov     al, [si + ENTRY_ACTIVE]
        test    al, 7fh
        jnz     .damaged
        test    al, al
        jz      .inactive
        test    di, di
        jnz     .several
        mov     di, si
.inactive:
        add     si, ENTRY_SIZE
        loop    .next
        test    di, di
        jnz     load
        mov     si, no_active
        jmp     fail
.several:
        mov     si, two_active
        jmp     fail
.damaged:
        mov     si, bad_flag
        jmp     fail

; Three tries: a drive that spins up may refuse the first ones.
load:
        mov     eax, [di + ENTRY_LBA]
        mov     [packet.lba], eax
        mov     bp, 3
.try:
        mov     ah, 41h                 ; are there LBA functions?
        mov     bx, 55aah
        push    dx
        int     13h
        pop     dx
        jc      .chs
        cmp     bx, 0aa55h
        jne     .chs
        test    cl, 1
        jz      .chs
        mov     ah, 42h
        mov     si, packet
        jmp     .read
.chs:
        mov     ax, 0201h
        mov     bx, BOOT_SECTOR
        mov     cx, [di + ENTRY_SECTOR]
        mov     dh, [di + ENTRY_HEAD]
.read:
        int     13h
        jnc     .loaded
        xor     ah, ah                  ; reset the drive
        int     13h
        dec     bp
        jnz     .try
        mov     si, no_read
        jmp     fail
.loaded:
        mov     si, no_signature
        cmp     word [BOOT_SECTOR + 510], 0aa55h
        jne     fail
        mov     si, di                  ; DS:SI -> the entry, DL = the drive
        jmp     0:BOOT_SECTOR

%include "boot-message.inc"

packet: db      16, 0                   ; disk address packet: one sector
        dw      1, BOOT_SECTOR, 0
.lba:   dq      0

no_active:    db "MBR: no partition is active.", 0
two_active:   db "MBR: more than one partition is active.", 0
bad_flag:     db "MBR: an active flag is not 00h or 80h.", 0
no_read:      db "MBR: the active partition cannot be read.", 0
no_signature: db "MBR: the active partition has no 55AA signature.", 0

        times 440 - ($ - $$) db 0
        db      "BSCP"                  ; disk signature
        dw      0

; The end is rounded up to a full cylinder: some BIOSes guess the geometry of
; the disk from its head and sector.
table:
        db      80h, 1, 1, 0
        db      PARTITION_TYPE, HEADS - 1, TRACK_SECTORS
        db      (PARTITION_START + PARTITION_SECTORS) / (HEADS * TRACK_SECTORS)
        dd      PARTITION_START, PARTITION_SECTORS
        times 3 * ENTRY_SIZE db 0
        dw      0aa55h
