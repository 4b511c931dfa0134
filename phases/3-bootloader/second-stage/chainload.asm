; SPDX-License-Identifier: MIT
; chainload.asm - start another boot sector as the BIOS or an MBR would.

        bits    16

; In: BX -> entry. Never returns.
chainload:
        movzx   cx, byte [bx + entry.partition]
        push    cx
        mov     dl, [bx + entry.drive]
        call    disk_select
        xor     eax, eax
        call    boot_sector_load
        pop     cx
        xor     si, si
        jcxz    .start

; The next boot sector lands on this table, so its entry must live elsewhere.
        push    cx
        mov     si, BOOT_SECTOR + TABLE
        mov     di, MBR_HOME + TABLE
        mov     cx, PARTITIONS * PARTITION_ENTRY
        rep movsb
        pop     cx
        imul    si, cx, PARTITION_ENTRY
        add     si, MBR_HOME + TABLE - PARTITION_ENTRY
        cmp     byte [si + PARTITION_KIND], 0
        je      .unused
        push    si
        mov     eax, [si + PARTITION_LBA]
        call    boot_sector_load
        pop     si
.start:
        mov     dl, [drive]
        jmp     0:BOOT_SECTOR
.unused:
        movzx   eax, cx
        movzx   ebx, byte [drive]
        FAIL    `Partition %u of disk %b is not in use.\n`, eax, ebx

; Load the boot sector at LBA EAX to 0000:7C00 and check its signature.
boot_sector_load:
        push    eax
        mov     bx, BOOT_SECTOR
        mov     cx, 1
        call    disk_read
        pop     eax
        cmp     word [BOOT_SECTOR + 510], 0aa55h
        jne     .unsigned
        ret
.unsigned:
        movzx   ebx, byte [drive]
        FAIL    `Disk %b: sector %u is no boot sector: it has no 55AA signature.\n`, ebx, eax
