; SPDX-License-Identifier: MIT
; config.asm - read /BOOT/BOOT.CFG, line by line.
;
;   # a comment
;   timeout 2                   seconds before the default starts, or: never
;   default 1                   number of the entry that starts by itself
;   entry "Title"               begins an entry of the menu; then one of
;   kernel /BOOT/KERNEL.ELF     a Multiboot kernel, and its command line:
;   append quiet splash
;   chainload (hd0,1)           the boot sector of a disk or of a partition
;
; A wrong line is reported with its number and skipped. The texts stay where
; they were read: entries point into the buffer.

        bits    16

CONFIG_BYTES   equ 4096                 ; longest file
CONFIG_REPORTS equ 6                    ; reports that fit above the menu
ENTRIES        equ 9                    ; one digit chooses

struc entry
    .title:     resw 1
    .kernel:    resw 1                  ; -> path; 0: not a kernel
    .append:    resw 1                  ; -> command line
    .line:      resw 1                  ; where it begins in the file
    .drive:     resb 1                  ; 80h and up; 0: not a chainload
    .partition: resb 1                  ; 1..4; 0: the disk's boot sector
endstruc

; Set entries, entry_count, config_timeout and config_default, then run the
; menu: also when the file cannot be read, with an entry of our own.
config_load:
        mov     word [config_timeout], 5
        mov     word [config_default], 1
        mov     word [recover], .built_in
        mov     si, config_path
        call    fat_open
        mov     ecx, [file_size]
        cmp     ecx, CONFIG_BYTES
        ja      .too_long
        jecxz   .parse
        xor     eax, eax
        mov     di, config_text
        call    file_copy
.parse:
        call    config_clean
        call    config_parse
        cmp     word [entry_count], 0
        jne     .check_default
        SAY     `/BOOT/BOOT.CFG has no usable entry; the menu offers /BOOT/KERNEL.ELF.\n`
.built_in:
        mov     word [entry_count], 1
        mov     word [entries + entry.title], built_in_title
        mov     word [entries + entry.kernel], built_in_kernel
        mov     word [entries + entry.append], no_text
.check_default:
        mov     ax, [config_default]
        cmp     ax, [entry_count]
        jbe     .done
        mov     word [config_default], 1
        cmp     byte [config_default_given], 0
        je      .done
        movzx   eax, ax
        SAY     `/BOOT/BOOT.CFG: the default entry %u does not exist; entry 1 is taken.\n`, eax
.done:
        jmp     menu
.too_long:
        FAIL    `The file /BOOT/BOOT.CFG is longer than 4096 bytes.\n`

; A zero byte ends a text, so the file must not contain one.
config_clean:
        mov     si, config_text
        mov     cx, [file_size]
        jcxz    .done
.next:
        cmp     byte [si], 0
        jne     .fine
        mov     byte [si], '?'
.fine:
        inc     si
        loop    .next
.done:
        mov     byte [si], 0
        ret

config_parse:
        mov     si, config_text
.line:
        cmp     byte [si], 0
        je      entry_finish
        inc     word [config_line]
        call    line_isolate
        push    di
        call    skip_blanks
        cmp     byte [si], 0
        je      .next
        cmp     byte [si], '#'
        je      .next
        call    config_word
.next:
        pop     si
        jmp     .line

; End the line at SI with a zero, without the blanks before its end.
; Out: DI -> the next line.
line_isolate:
        mov     di, si
        mov     bx, si                  ; behind the last character that counts
.next:
        mov     al, [di]
        test    al, al
        jz      .end
        inc     di
        cmp     al, 10
        je      .end
        cmp     al, ' '
        jbe     .next
        mov     bx, di
        jmp     .next
.end:
        mov     byte [bx], 0
        ret

; Out: SI -> the next character that is not a blank.
skip_blanks:
        cmp     byte [si], 0
        je      .done
        cmp     byte [si], ' '
        ja      .done
        inc     si
        jmp     skip_blanks
.done:
        ret

; Say where a report belongs, or drop it if there were too many.
; Out: CF = 1 if it is to be dropped. Keeps all other registers.
config_report:
        inc     word [config_reports]
        cmp     word [config_reports], CONFIG_REPORTS
        ja      .drop
        push    eax
        movzx   eax, word [config_line]
        SAY     `/BOOT/BOOT.CFG, line %u: `, eax
        pop     eax
        clc
        ret
.drop:
        stc
        ret

; REPORT text, argument...: complain about the current line and return.
%macro REPORT 1-*
        call    config_report
        jc      %%dropped
        SAY     %{1:-1}
%%dropped:
        ret
%endmacro

section .data
config_path:     db "/BOOT/BOOT.CFG", 0
built_in_title:  db "bootscope (built-in entry)", 0
built_in_kernel: db "/BOOT/KERNEL.ELF"
no_text:         db 0

section .bss
entries:        resb ENTRIES * entry_size
entry_count:    resw 1
config_timeout: resw 1                  ; seconds, or TIMEOUT_NEVER
config_default: resw 1                  ; 1 is the first entry
config_line:    resw 1
config_reports: resw 1
config_default_given: resb 1
                alignb 4
config_text:    resb CONFIG_BYTES + 1
                alignb 4
section .text
