; SPDX-License-Identifier: MIT
; fat16.asm - where the parts of the file system lie.
;
; The volume boot record at 0000:7C00 begins with the BIOS parameter block.
; After it come, in this order: the rest of the reserved sectors, the FATs,
; the root directory, and the clusters, numbered from 2.
;
; Source: Microsoft, FAT: General Overview of On-Disk Format, "Boot Sector and
; BPB" and "FAT Type Determination".

        bits    16

BPB_SECTOR_BYTES    equ BOOT_SECTOR + 0bh
BPB_CLUSTER_SECTORS equ BOOT_SECTOR + 0dh
BPB_RESERVED        equ BOOT_SECTOR + 0eh
BPB_FATS            equ BOOT_SECTOR + 10h
BPB_ROOT_ENTRIES    equ BOOT_SECTOR + 11h
BPB_TOTAL_16        equ BOOT_SECTOR + 13h
BPB_FAT_SECTORS     equ BOOT_SECTOR + 16h
BPB_HIDDEN          equ BOOT_SECTOR + 1ch
BPB_TOTAL_32        equ BOOT_SECTOR + 20h

FAT16_MIN_CLUSTERS  equ 4085
FAT16_MAX_CLUSTERS  equ 65524

; Learn the layout. The boot sector may be overwritten afterwards.
fat_mount:
        cmp     word [BPB_SECTOR_BYTES], 512
        jne     fat_strange
        movzx   ecx, byte [BPB_CLUSTER_SECTORS]
        jecxz   fat_strange
        mov     [fat_cluster_sectors], ecx
        mov     eax, [BPB_HIDDEN]
        mov     [fat_volume_start], eax
        movzx   ebx, word [BPB_RESERVED]
        add     eax, ebx
        mov     [fat_start], eax
        movzx   ebx, word [BPB_FAT_SECTORS]
        movzx   edx, byte [BPB_FATS]
        imul    ebx, edx
        add     eax, ebx
        mov     [fat_root_start], eax
        movzx   ebx, word [BPB_ROOT_ENTRIES]
        shr     ebx, 4                  ; 16 entries of 32 bytes a sector
        mov     [fat_root_sectors], bx
        add     eax, ebx
        mov     [fat_data_start], eax

        movzx   ebx, word [BPB_TOTAL_16]
        test    ebx, ebx
        jnz     .total
        mov     ebx, [BPB_TOTAL_32]
.total:
        add     ebx, [BPB_HIDDEN]
        sub     ebx, eax
        jbe     fat_strange
        mov     eax, ebx
        xor     edx, edx
        div     ecx
        mov     [fat_clusters], eax
        cmp     eax, FAT16_MIN_CLUSTERS
        jb      fat_strange
        cmp     eax, FAT16_MAX_CLUSTERS
        ja      fat_strange
        ret
fat_strange:
        FAIL    `The boot partition (sector %u) holds no FAT16 file system with 512-byte sectors.\n`, \
                [BPB_HIDDEN]

section .bss
fat_volume_start:    resd 1             ; LBA of the boot partition
fat_start:           resd 1             ; LBA of the first FAT
fat_root_start:      resd 1             ; LBA of the root directory
fat_data_start:      resd 1             ; LBA of cluster 2
fat_cluster_sectors: resd 1
fat_clusters:        resd 1             ; the last one has this number + 1
fat_root_sectors:    resw 1
                     alignb 4
section .text
