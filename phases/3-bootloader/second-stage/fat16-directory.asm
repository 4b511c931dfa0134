; SPDX-License-Identifier: MIT
; fat16-directory.asm - find a file by its path.
;
; Source: Microsoft, FAT: General Overview of On-Disk Format, "FAT Directory
; Structure".

        bits    16

DIR_NAME       equ 0                    ; eight characters, then three
DIR_ATTRIBUTES equ 11
DIR_CLUSTER    equ 26
DIR_SIZE       equ 28
DIR_ENTRY      equ 32                   ; bytes an entry
DIR_NAME_BYTES equ 11

ATTR_LABEL     equ 08h                  ; also set in parts of long names
ATTR_DIRECTORY equ 10h

; Open the file whose path SI names and check its whole cluster chain.
; Out: file_size and the position of file.asm are set.
fat_open:
        mov     [path], si
        mov     word [chain_owner], of_directory
        mov     word [file_first], 0    ; the root directory
        mov     byte [file_attributes], ATTR_DIRECTORY
.component:
        cmp     byte [si], '/'
        jne     .named
        inc     si
        jmp     .component
.named:
        cmp     byte [si], 0
        je      .found
        test    byte [file_attributes], ATTR_DIRECTORY
        jz      .absent
        call    name_read
        jc      .bad_name
        push    si
        mov     ax, [file_first]
        call    directory_find
        jc      .absent
        mov     al, [si + DIR_ATTRIBUTES]
        mov     [file_attributes], al
        mov     ax, [si + DIR_CLUSTER]
        mov     [file_first], ax
        mov     eax, [si + DIR_SIZE]
        mov     [file_size], eax
        pop     si
        jmp     .component
.found:
        movzx   edx, word [path]
        test    byte [file_attributes], ATTR_DIRECTORY
        jnz     .directory
        jmp     file_check
.absent:
        movzx   edx, word [path]
        FAIL    `The file %s was not found on the boot partition.\n`, edx
.bad_name:
        movzx   edx, word [path]
        FAIL    `The path %s has a name that is longer than 8 letters and 3 after the point.\n`, edx
.directory:
        FAIL    `The path %s names a directory, not a file.\n`, edx

; Turn one component of a path into the form that a directory entry has.
; In: SI -> component. Out: SI behind it, CF = 1 if it does not fit.
name_read:
        mov     di, name
        mov     cx, DIR_NAME_BYTES
        mov     al, ' '
        rep stosb
        mov     di, name
        mov     dx, name + 8            ; room for the name, then the ending
.next:
        mov     al, [si]
        cmp     al, 0
        je      .done
        cmp     al, '/'
        je      .done
        inc     si
        cmp     al, '.'
        je      .point
        cmp     di, dx
        je      .too_long
        cmp     al, 'a'
        jb      .upper
        cmp     al, 'z'
        ja      .upper
        sub     al, 'a' - 'A'
.upper:
        mov     [di], al
        inc     di
        jmp     .next
.point:
        mov     di, name + 8
        cmp     dx, name + DIR_NAME_BYTES
        mov     dx, name + DIR_NAME_BYTES
        jne     .next
.too_long:
        stc
        ret
.done:
        clc
        ret

; Look for name in the directory that begins at cluster AX (0: the root).
; Out: CF = 0, SI -> its entry; CF = 1 if it is not there.
directory_find:
        mov     byte [directory_ended], 0
        test    ax, ax
        jnz     .clusters
        mov     eax, [fat_root_start]
        mov     cx, [fat_root_sectors]
        jmp     directory_scan
.clusters:
        call    chain_start
.next:
        push    ax
        call    cluster_lba
        mov     cx, [fat_cluster_sectors]
        call    directory_scan
        pop     ax
        jnc     .done
        cmp     byte [directory_ended], 0
        stc
        jne     .done
        call    chain_step
        jnc     .next
.done:
        ret

; As directory_find, in CX sectors from LBA EAX.
directory_scan:
        push    eax
        push    cx
        mov     bx, directory_buffer
        mov     cx, 1
        call    disk_read
        pop     cx
        pop     eax
        mov     si, directory_buffer
.entry:
        cmp     byte [si + DIR_NAME], 0
        je      .end
        test    byte [si + DIR_ATTRIBUTES], ATTR_LABEL
        jnz     .skip
        pusha
        mov     di, name
        mov     cx, DIR_NAME_BYTES
        repe cmpsb
        popa
        je      .done                   ; CF = 0
.skip:
        add     si, DIR_ENTRY
        cmp     si, directory_buffer + 512
        jb      .entry
        inc     eax
        loop    directory_scan
        stc
.done:
        ret
.end:
        mov     byte [directory_ended], 1
        stc
        ret

section .bss
directory_buffer: resb 512
name:           resb DIR_NAME_BYTES
directory_ended: resb 1                 ; 1: the entries stop here
                alignb 4
section .text
