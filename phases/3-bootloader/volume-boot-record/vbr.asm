; SPDX-License-Identifier: MIT
; volume-boot-record/vbr.asm - the first sector of the boot partition.
;
; Where we are: real mode, at 0000:7C00, started by the MBR (which now lies at
; 0000:0600); DL = the drive. The BIOS parameter block below tells where the
; FAT16 file system keeps its parts; it also leaves 31 reserved sectors between
; this one and the first FAT. The second stage lives there, so that it can be
; loaded without understanding a file system: 512 bytes are too few for that.
;
; Source: Microsoft, FAT: General Overview of On-Disk Format, "Boot Sector and
; BPB"; Phoenix, Enhanced Disk Drive Specification, "INT 13h extensions".

%include "markers.inc"
%include "disk-layout.inc"

        cpu     386
        bits    16
        org     BOOT_SECTOR

        jmp     short start
        nop
        db      "BOOTSCOP"
        dw      512                     ; bytes per sector
        db      1                       ; sectors per cluster
        dw      RESERVED_SECTORS
        db      2                       ; FATs
        dw      512                     ; root directory entries
        dw      PARTITION_SECTORS
        db      0f8h                    ; media: fixed disk
        dw      32                      ; sectors per FAT
track_sectors:
        dw      TRACK_SECTORS
heads:  dw      HEADS
hidden: dd      PARTITION_START
        dd      0                       ; total sectors, if above 65535
drive:  db      80h
        db      0
        db      29h                     ; three more fields follow
        dd      20250101h               ; volume serial number
        db      "BOOTSCOPE  "
        db      "FAT16   "

start:
        MARK    MARK_VOLUME_BOOT_RECORD
        cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, BOOT_SECTOR
        sti
        cld
        mov     ds, ax
        mov     es, ax
        mov     [drive], dl
        mov     eax, [hidden]           ; sectors before the partition
        inc     eax
        mov     [packet.lba], eax

        mov     ah, 41h                 ; are there LBA functions?
        mov     bx, 55aah
        int     13h
        jc      read_chs
        cmp     bx, 0aa55h
        jne     read_chs
        test    cl, 1
        jz      read_chs

; Three tries: a drive that spins up may refuse the first ones.
        mov     bp, 3
.try:
        mov     word [packet.count], STAGE2_SECTORS
        mov     ah, 42h
        mov     dl, [drive]
        mov     si, packet
        int     13h
        jnc     start_stage2
        xor     ah, ah                  ; reset the drive
        int     13h
        dec     bp
        jnz     .try

not_readable:
        mov     si, no_read
        jmp     fail

; The BIOS knows the geometry that it translates to; ours is only a guess.
read_chs:
        mov     ah, 08h
        mov     dl, [drive]
        xor     di, di
        int     13h
        jc      not_readable
        and     cx, 3fh
        mov     [track_sectors], cx
        movzx   dx, dh
        inc     dx
        mov     [heads], dx
        xor     ax, ax
        mov     es, ax

.next:
        mov     bp, 3
.try:
        mov     eax, [packet.lba]
        xor     edx, edx
        movzx   ecx, word [track_sectors]
        div     ecx
        push    dx                      ; sector - 1
        xor     edx, edx
        movzx   ecx, word [heads]
        div     ecx                     ; EAX = cylinder, EDX = head
        pop     cx
        inc     cx
        mov     ch, al                  ; CL bits 7:6 = cylinder bits 9:8
        shl     ah, 6
        or      cl, ah
        mov     dh, dl
        mov     dl, [drive]
        mov     bx, [packet.offset]
        mov     ax, 0201h
        int     13h
        jnc     .read
        xor     ah, ah                  ; reset the drive
        int     13h
        dec     bp
        jnz     .try
        jmp     not_readable
.read:
        inc     dword [packet.lba]
        add     word [packet.offset], 512
        dec     word [packet.count]
        jnz     .next

start_stage2:
        mov     si, no_stage2
        cmp     dword [STAGE2_HOME + 2], STAGE2_MAGIC
        jne     fail
        mov     dl, [drive]
        jmp     0:STAGE2_HOME

%include "boot-message.inc"

packet:
        db      16, 0                   ; disk address packet
.count: dw      STAGE2_SECTORS
.offset:
        dw      STAGE2_HOME, 0
.lba:   dq      0

no_read:   db "VBR: the second stage cannot be read.", 0
no_stage2: db "VBR: the reserved sectors hold no second stage.", 0

        times 510 - ($ - $$) db 0
        dw      0aa55h
