; SPDX-License-Identifier: MIT
; file.asm - read the open file from any position.
;
; Neighbouring clusters are read by one BIOS call. The BIOS fills the bounce
; buffer, because it cannot write above 1 MiB.

        bits    16

; Walk the whole chain of the open file once.
file_check:
        mov     word [chain_owner], of_file
        mov     ebx, [fat_cluster_sectors]
        shl     ebx, 9
        mov     eax, [file_size]
        test    eax, eax
        jz      .done
        dec     eax
        xor     edx, edx
        div     ebx
        inc     eax
        mov     [file_clusters], eax
        mov     ax, [file_first]
        call    chain_start
        mov     [file_cluster], ax
        mov     dword [file_index], 0
.next:
        call    chain_step
        jnc     .next
        mov     ebx, [chain_steps]
        cmp     ebx, [file_clusters]
        jb      .short
.done:
        ret
.short:
        mov     ecx, ebx
        BROKEN  `it ends after %u of %u clusters.\n`, ecx, [file_clusters]

; Out: AX = cluster number EAX (from 0) of the file, now the current one.
file_seek:
        cmp     eax, [file_index]
        jae     .forward
        mov     cx, [file_first]
        mov     [file_cluster], cx
        mov     dword [file_index], 0
.forward:
        mov     edx, eax
        mov     ax, [file_cluster]
.next:
        cmp     edx, [file_index]
        je      .done
        push    edx
        call    chain_next
        pop     edx
        mov     [file_cluster], ax
        inc     dword [file_index]
        jmp     .next
.done:
        ret

; Bring a piece of the file into the bounce buffer: what one BIOS call gives.
; In: EAX = offset, ECX = bytes wanted (both within the file).
; Out: BOUNCE_SEGMENT:SI -> the piece, ECX = its bytes (at least 1).
file_load:
        push    ecx
        mov     edx, eax
        and     edx, 511
        push    dx
        lea     edx, [edx + ecx + 511]
        shr     edx, 9                  ; sectors that the request touches
        cmp     edx, BOUNCE_SECTORS
        jbe     .fits
        mov     edx, BOUNCE_SECTORS
.fits:
        mov     [file_wanted], edx
        shr     eax, 9
        xor     edx, edx
        div     dword [fat_cluster_sectors]
        push    edx                     ; sector within the cluster
        call    file_seek
        call    cluster_lba
        pop     edx
        add     eax, edx
        push    eax
        call    file_run
        pop     eax
        push    cx
        push    es
        mov     bx, BOUNCE_SEGMENT
        mov     es, bx
        xor     bx, bx
        call    disk_read
        pop     es
        pop     cx
        pop     si
        movzx   edx, si
        movzx   eax, cx
        shl     eax, 9
        sub     eax, edx
        pop     ecx
        cmp     ecx, eax
        jbe     .done
        mov     ecx, eax
.done:
        ret

; How many sectors lie in a row from sector EDX of the current cluster on?
; Out: CX = sectors, at most [file_wanted].
file_run:
        mov     ebx, [fat_cluster_sectors]
        sub     ebx, edx
.grow:
        cmp     ebx, [file_wanted]
        jae     .enough
        mov     ax, [file_cluster]
        mov     dx, ax
        inc     dx
        push    ebx
        call    chain_next
        pop     ebx
        jc      .done
        cmp     ax, dx
        jne     .done
        mov     [file_cluster], ax
        inc     dword [file_index]
        add     ebx, [fat_cluster_sectors]
        jmp     .grow
.enough:
        mov     ebx, [file_wanted]
.done:
        mov     cx, bx
        ret

; Copy ECX bytes of the file from offset EAX to 0000:DI.
file_copy:
        push    eax
        push    ecx
        push    di
        call    file_load
        pop     di
        mov     edx, ecx
        push    ds
        mov     ax, BOUNCE_SEGMENT
        mov     ds, ax
        rep movsb
        pop     ds
        pop     ecx
        pop     eax
        add     eax, edx
        sub     ecx, edx
        jnz     file_copy
        ret

section .bss
file_size:      resd 1
file_clusters:  resd 1                  ; as many as the size asks for
file_index:     resd 1                  ; the current cluster: which one, ...
file_cluster:   resw 1                  ; ... and its number on the disk
file_first:     resw 1
file_wanted:    resd 1
file_attributes: resb 1
                alignb 4
section .text
