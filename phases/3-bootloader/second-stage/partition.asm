; SPDX-License-Identifier: MIT
; partition.asm - the partition table of the boot disk.

        bits    16

TABLE           equ 1beh                ; within the MBR
PARTITIONS      equ 4
PARTITION_ENTRY equ 16                  ; bytes an entry
PARTITION_KIND  equ 4                   ; fields of an entry; 0: not in use
PARTITION_LBA   equ 8

; Out: AL = which partition we were started from, from 0; FFh if the disk has
; no partition where our file system begins.
partition_number:
        xor     eax, eax
        mov     bx, directory_buffer
        mov     cx, 1
        call    disk_read
        mov     eax, [fat_volume_start]
        xor     cx, cx
        mov     si, directory_buffer + TABLE
.next:
        cmp     byte [si + PARTITION_KIND], 0
        je      .other
        cmp     [si + PARTITION_LBA], eax
        je      .found
.other:
        add     si, PARTITION_ENTRY
        inc     cx
        cmp     cx, PARTITIONS
        jb      .next
        mov     al, 0ffh
        ret
.found:
        mov     al, cl
        ret
