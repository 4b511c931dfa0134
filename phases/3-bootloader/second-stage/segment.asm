; SPDX-License-Identifier: MIT
; segment.asm - load one piece of the kernel to the address that it asks for.

        bits    16

SEGMENT_DOT    equ 16 * 1024            ; bytes for one dot of progress

; Load the piece that the four variables below describe.
segment_load:
        call    segment_check
        mov     eax, [segment_offset]
        mov     ecx, [segment_file_bytes]
        mov     edi, [segment_address]
.next:
        jecxz   .loaded
        push    eax
        push    ecx
        push    edi
        call    file_load
        pop     edi
        movzx   esi, si
        add     esi, BOUNCE
        push    ecx
        push    edi
        call    high_copy
        pop     edi
        pop     edx
        pop     ecx
        pop     eax
        add     eax, edx
        add     edi, edx
        sub     ecx, edx
        call    segment_progress
        jmp     .next
.loaded:
        mov     ecx, [segment_memory_bytes]
        sub     ecx, [segment_file_bytes]
        jmp     high_zero               ; EDI = where the file part ended

; A dot for each 16 KiB. In: EDX = bytes just loaded. Keeps all registers.
segment_progress:
        add     [segment_bytes], edx
.next:
        cmp     dword [segment_bytes], SEGMENT_DOT
        jb      .done
        sub     dword [segment_bytes], SEGMENT_DOT
        SAY     `.`
        jmp     .next
.done:
        ret

; Refuse what is not in the file, and what is not RAM above 1 MiB.
segment_check:
        inc     word [segment_number]
        movzx   ecx, word [path]
        movzx   ebx, word [segment_number]
        mov     eax, [segment_memory_bytes]
        cmp     eax, [segment_file_bytes]
        jb      .reversed
        mov     eax, [segment_offset]
        add     eax, [segment_file_bytes]
        jc      .cut
        cmp     eax, [file_size]
        ja      .cut
        mov     eax, [segment_address]
        cmp     eax, ONE_MIB
        jb      .low
        mov     edx, eax
        add     edx, [segment_memory_bytes]
        jc      .no_ram
        push    ebx
        call    memory_is_ram
        pop     ebx
        jc      .no_ram
        ret
.cut:
        FAIL    `The file %s is cut short: its segment %u ends beyond byte %u.\n`, \
                ecx, ebx, [file_size]
.reversed:
        FAIL    `The file %s is damaged: its segment %u is larger in the file than in memory.\n`, \
                ecx, ebx
.low:
        FAIL    `The kernel %s asks for memory at %x, below 1 MiB, which the loader uses.\n`, \
                ecx, eax
.no_ram:
        FAIL    `The kernel %s asks for %u bytes of memory at %x, which this machine does not have.\n`, \
                ecx, [segment_memory_bytes], eax

section .bss
segment_number: resw 1                  ; from 1, for messages
                alignb 4
segment_bytes:  resd 1                  ; loaded since the last dot
segment_offset: resd 1                  ; where it begins in the file
segment_address: resd 1                 ; where it belongs in memory
segment_file_bytes: resd 1
segment_memory_bytes: resd 1            ; what the file lacks is zeroed
section .text
