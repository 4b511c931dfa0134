; SPDX-License-Identifier: MIT
; fat16-chain.asm - follow the clusters of a file, and notice broken chains.
;
; The FAT has one 16-bit entry a cluster: the number of the next cluster of
; the same file, or one of
;
;   0000h         the cluster is free
;   FFF7h         the cluster is bad
;   FFF8h..FFFFh  this was the last cluster
;
; Source: Microsoft, FAT: General Overview of On-Disk Format, "FAT Data
; Structure".

        bits    16

FAT_FREE       equ 0
FAT_BAD        equ 0fff7h
FAT_LAST       equ 0fff8h               ; this and above

; BROKEN text, argument...: say what is wrong with the chain, and give up.
%macro BROKEN 1-*
        call    chain_broken
        SAY     %{1:-1}
        jmp     fail
%endmacro

; Out: EAX = LBA of the first sector of cluster AX. Changes EDX.
cluster_lba:
        movzx   eax, ax
        sub     eax, 2
        imul    eax, [fat_cluster_sectors]
        add     eax, [fat_data_start]
        ret

; Out: CF = 1 if there is no cluster AX. Keeps all registers.
cluster_check:
        cmp     ax, 2
        jb      .done
        push    eax
        movzx   eax, ax
        sub     eax, 2
        cmp     eax, [fat_clusters]
        cmc
        pop     eax
.done:
        ret

; A new walk along a chain that begins with cluster AX. Keeps AX.
chain_start:
        mov     dword [chain_steps], 0
        call    cluster_check
        jnc     .done
        movzx   ecx, ax
        BROKEN  `its directory entry points to cluster %u, which does not exist.\n`, ecx
.done:
        ret

; As chain_next, and a chain with more steps than there are clusters is a loop.
chain_step:
        inc     dword [chain_steps]
        mov     ecx, [chain_steps]
        cmp     ecx, [fat_clusters]
        jbe     chain_next
        BROKEN  `it runs in a circle.\n`

; In: AX = a cluster. Out: CF = 0, AX = the next one; CF = 1 after the last.
; Keeps DX.
chain_next:
        movzx   ecx, ax                 ; kept for the messages
        push    dx
        push    ecx
        call    fat_entry
        pop     ecx
        pop     dx
        cmp     ax, FAT_LAST
        cmc
        jc      .done
        cmp     ax, FAT_FREE
        je      .free
        cmp     ax, FAT_BAD
        je      .bad
        call    cluster_check
        jc      .absent
.done:
        ret
.free:
        BROKEN  `cluster %u belongs to it but is marked free.\n`, ecx
.bad:
        BROKEN  `cluster %u belongs to it but is marked bad.\n`, ecx
.absent:
        movzx   eax, ax
        BROKEN  `cluster %u points to cluster %u, which does not exist.\n`, ecx, eax

; Begin the message about a broken chain. Keeps all registers.
chain_broken:
        call    console_fresh_line
        push    ebx
        push    edx
        movzx   ebx, word [chain_owner]
        movzx   edx, word [path]
        SAY     `%s%s has a broken cluster chain: `, ebx, edx
        pop     edx
        pop     ebx
        ret

; In: AX = cluster. Out: AX = its FAT entry. The last FAT sector is kept.
fat_entry:
        push    ax
        movzx   eax, ah                 ; 256 entries a sector
        add     eax, [fat_start]
        cmp     eax, [fat_buffered]
        je      .buffered
        mov     [fat_buffered], eax
        mov     bx, fat_buffer
        mov     cx, 1
        call    disk_read
.buffered:
        pop     bx
        movzx   bx, bl
        shl     bx, 1
        mov     ax, [fat_buffer + bx]
        ret

section .data
of_file:        db "The file ", 0
of_directory:   db "A directory on the way to ", 0

section .bss
path:           resw 1                  ; -> the path being opened
chain_owner:    resw 1                  ; -> of_file or of_directory
chain_steps:    resd 1
fat_buffered:   resd 1                  ; LBA of what fat_buffer holds
fat_buffer:     resb 512
section .text
