; SPDX-License-Identifier: MIT
; config-words.asm - what each word of /BOOT/BOOT.CFG means.
;
; Each handler is called with SI -> the rest of its line.

        bits    16

TIMEOUT_NEVER  equ 0ffffh
TIMEOUT_MAX    equ 3600
TITLE_LENGTH   equ 60
APPEND_LENGTH  equ 200

; In: SI -> first word of a line.
config_word:
        mov     bx, si
.next:
        cmp     byte [si], ' '
        jbe     .ended
        inc     si
        jmp     .next
.ended:
        cmp     byte [si], 0
        je      .look_up
        mov     byte [si], 0
        inc     si
        call    skip_blanks
.look_up:
        mov     di, config_words
.compare:
        call    same_word
        je      .found
        add     di, 2
        cmp     di, config_words.end
        jb      .compare
        movzx   ebx, bx
        REPORT  `"%s" is not a known word; the line is skipped.\n`, ebx
.found:
        jmp     [di]

; In: BX -> word, DI -> word, both end with 0. Out: ZF = 1 if they are the
; same; DI behind its word. Keeps BX and SI.
same_word:
        push    bx
        push    si
        mov     si, bx
        mov     bx, di
.length:
        inc     bx
        cmp     byte [bx - 1], 0
        jne     .length
        mov     cx, bx
        sub     cx, di
        repe cmpsb
        mov     di, bx
        pop     si
        pop     bx
        ret

config_words:
        db      "timeout", 0
        dw      word_timeout
        db      "default", 0
        dw      word_default
        db      "entry", 0
        dw      word_entry
        db      "kernel", 0
        dw      word_kernel
        db      "append", 0
        dw      word_append
        db      "chainload", 0
        dw      word_chainload
.end:

word_timeout:
        mov     bx, si
        mov     di, never
        call    same_word
        mov     ax, TIMEOUT_NEVER
        je      .set
        call    config_number
        jc      .wrong
        cmp     ax, TIMEOUT_MAX
        ja      .wrong
.set:
        mov     [config_timeout], ax
        ret
.wrong:
        REPORT  `the timeout must be 0 to 3600 seconds, or the word never.\n`

word_default:
        call    config_number
        jc      .wrong
        test    ax, ax
        jz      .wrong
        mov     [config_default], ax
        mov     byte [config_default_given], 1
        ret
.wrong:
        REPORT  `the default must be the number of an entry.\n`

word_entry:
        push    si
        call    entry_finish
        pop     si
        cmp     word [entry_count], ENTRIES
        je      .too_many
        cmp     byte [si], '"'
        jne     .quotes
        inc     si
        mov     di, si
.next:
        cmp     byte [di], 0
        je      .quotes
        inc     di
        cmp     byte [di - 1], '"'
        jne     .next
        cmp     byte [di], 0
        jne     .quotes
        mov     byte [di - 1], 0
        lea     ax, [si + TITLE_LENGTH + 1]
        cmp     di, ax
        ja      .too_long
        mov     bx, [entry_count]
        inc     word [entry_count]
        imul    bx, entry_size
        add     bx, entries
        mov     [entry_open], bx
        mov     [bx + entry.title], si
        mov     word [bx + entry.append], no_text
        mov     word [bx + entry.kernel], 0
        mov     byte [bx + entry.drive], 0
        mov     ax, [config_line]
        mov     [bx + entry.line], ax
        ret
.too_many:
        REPORT  `the menu has room for 9 entries; this one is skipped.\n`
.quotes:
        REPORT  `the title of an entry must stand in double quotes.\n`
.too_long:
        REPORT  `the title is longer than 60 characters; the entry is skipped.\n`

; The entry that was open is complete. One with nothing to start is dropped.
entry_finish:
        mov     bx, [entry_open]
        mov     word [entry_open], 0
        test    bx, bx
        jz      .done
        cmp     word [bx + entry.kernel], 0
        jne     .done
        cmp     byte [bx + entry.drive], 0
        jne     .done
        dec     word [entry_count]
        mov     cx, [config_line]
        push    cx
        mov     cx, [bx + entry.line]
        mov     [config_line], cx
        call    .report
        pop     cx
        mov     [config_line], cx
.done:
        ret
.report:
        REPORT  `the entry has neither kernel nor chainload and is dropped.\n`

; Out: CF = 0, BX -> the entry that this line belongs to; CF = 1 after a report
; if there is none, or if it already has something to start.
entry_target:
        mov     bx, [entry_open]
        test    bx, bx
        jz      .outside
        cmp     word [bx + entry.kernel], 0
        jne     .twice
        cmp     byte [bx + entry.drive], 0
        jne     .twice
        clc
        ret
.outside:
        call    entry_missing
        stc
        ret
.twice:
        call    .report
        stc
        ret
.report:
        REPORT  `the entry already has a kernel or chainload line.\n`

entry_missing:
        REPORT  `the line belongs to no entry and is skipped.\n`

word_kernel:
        call    entry_target
        jc      .done
        cmp     byte [si], '/'
        jne     .wrong
        mov     [bx + entry.kernel], si
.done:
        ret
.wrong:
        REPORT  `the path of a kernel must begin with /.\n`

word_append:
        mov     bx, [entry_open]
        test    bx, bx
        jz      entry_missing
        mov     di, si
.next:
        inc     di
        cmp     byte [di - 1], 0
        jne     .next
        lea     ax, [si + APPEND_LENGTH + 1]
        cmp     di, ax
        ja      .too_long
        mov     [bx + entry.append], si
        ret
.too_long:
        REPORT  `the command line is longer than 200 characters.\n`

; (hdD) or (hdD,P): disk D from 0, partition P from 1 to 4.
word_chainload:
        call    entry_target
        jc      .done
        mov     al, [si + 3]
        sub     al, '0'
        cmp     al, 9
        ja      .wrong
        cmp     word [si], "(h"
        jne     .wrong
        cmp     byte [si + 2], "d"
        jne     .wrong
        xor     ah, ah
        cmp     byte [si + 4], ','
        jne     .close
        mov     ah, [si + 5]
        sub     ah, '0'
        jz      .wrong
        cmp     ah, 4
        ja      .wrong
        add     si, 2
.close:
        cmp     word [si + 4], ")"
        jne     .wrong
        add     al, 80h
        mov     [bx + entry.drive], al
        mov     [bx + entry.partition], ah
.done:
        ret
.wrong:
        REPORT  `chainload needs (hd0) or (hd0,1), with the numbers you mean.\n`

; Out: CF = 0, AX = the number at SI; CF = 1 if there is none below 10000.
config_number:
        xor     ax, ax
        mov     cx, 4
.next:
        movzx   dx, byte [si]
        sub     dl, '0'
        cmp     dl, 9
        ja      .wrong
        imul    ax, 10
        add     ax, dx
        inc     si
        cmp     byte [si], 0
        je      .done                   ; CF = 0
        loop    .next
.wrong:
        stc
.done:
        ret

section .data
never:          db "never", 0

section .bss
entry_open:     resw 1                  ; -> the entry being read, or 0
                alignb 4
section .text
