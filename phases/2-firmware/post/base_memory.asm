; SPDX-License-Identifier: MIT
; POST step 6: the first 64 KiB of RAM, with registers only.
;
; Where we are: real mode, CS = SS = F000h, EBP = errors so far, the first
; touch of RAM. Vectors, data areas and the stack will live here, so nothing
; can go on without it. A word at 0040:0072 tells a warm boot (Ctrl-Alt-Del);
; it is read before the test wipes it. A failure ends in three beeps.

post_base_memory:
        MARK    MARK_BASE_MEMORY
        POST_STEP BASE_MEMORY_LINES
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        cmp     word [BDA_SEG * 16 + BDA_WARM_BOOT], WARM_BOOT_MAGIC
        jne     .lines
        or      ebp, POST_WARM_BOOT

        ; Address lines: a different value at 0, 1, 2, 4 .. 8000h. A line
        ; that is stuck or shorted makes two of them one cell.
.lines:
        mov     byte [0], 0
        mov     si, 1
        mov     al, 1
.line_write:
        mov     [si], al
        inc     al
        shl     si, 1
        jnz     .line_write

        cmp     byte [0], 0
        jne     .failed
        mov     si, 1
        mov     al, 1
.line_read:
        cmp     [si], al
        jne     .failed
        inc     al
        shl     si, 1
        jnz     .line_read

        ; Data lines: a single 1 in each of the 32 places.
        mov     eax, 1
.data_line:
        mov     [0], eax
        cmp     [0], eax
        jne     .failed
        shl     eax, 1
        jnz     .data_line

        POST_STEP BASE_MEMORY_CELLS
        mov     eax, 55aa55aah
.cells:
        xor     di, di
        mov     cx, 4000h
        rep     stosd
        xor     di, di
        mov     cx, 4000h
        repe    scasd
        jne     .failed
        not     eax
        cmp     eax, 55aa55aah
        jne     .cells

        ; Zeros are what the data areas need.
        xor     eax, eax
        xor     di, di
        mov     cx, 4000h
        rep     stosd

        mov     ss, ax
        mov     sp, POST_STACK
        jmp     post_interrupt_controllers

.failed:
        mov     ax, cs
        mov     ds, ax
        mov     ss, ax
        mov     bl, BEEPS_MEMORY
        jmp     fatal_without_ram
