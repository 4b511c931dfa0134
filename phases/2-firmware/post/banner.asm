; SPDX-License-Identifier: MIT
; The first words on the screen: who this is, CPU and memory, and what the
; steps before the screen found.
;
; Called by post/video.asm: DS = 0040h, ES = 9FC0h, mode 3, cursor at the top.

; Title line, CPU, memory sizes and the keys.
banner:
        mov     bl, COLOUR_TITLE
        call    paint_row
        PRINT   text_title
        PRINT   text_newline
        call    cpu_family
        mov     [es:EBDA_CPU_FAMILY], al
        PRINT   text_cpu
        movzx   bx, al
        shl     bx, 1
        mov     si, [cs:cpu_names - 3 * 2 + bx]
        call    print
        PRINT   text_memory
        movzx   eax, word [BDA_MEMORY_KB]
        add     eax, EBDA_KB
        mov     cl, 0
        call    print_decimal
        PRINT   text_base
        call    cmos_extended_kb
        call    print_decimal
        PRINT   text_extended
        PRINT   text_keys
        ret

; EAX = KB of RAM above 1 MiB that the CMOS promises. Cells 34h count what
; lies above 16 MiB; without them, cell 17h tells all.
EXTENDED_KB_MAX equ (0e0000000h - 100000h) >> 10 ; devices live above that

cmos_extended_kb:
        push    ebx
        CMOS_READ CMOS_ABOVE_16M
        mov     bl, al
        CMOS_READ CMOS_ABOVE_16M + 1
        mov     bh, al
        movzx   ebx, bx
        shl     ebx, 6
        jz      .small
        add     ebx, 15 * 1024
        cmp     ebx, EXTENDED_KB_MAX
        jbe     .end
        mov     ebx, EXTENDED_KB_MAX
        jmp     .end
.small:
        CMOS_READ CMOS_EXT_KB
        mov     bl, al
        CMOS_READ CMOS_EXT_KB + 1
        mov     bh, al
.end:
        mov     eax, ebx
        pop     ebx
        ret

; What the steps before the screen found. CMOS notes need no pause.
report_early_errors:
        mov     bx, early_errors
.next:
        mov     ax, [cs:bx]
        test    ax, ax
        jz      .end
        test    [es:EBDA_POST_ERRORS], ax
        jz      .skip
        mov     si, [cs:bx + 2]
        call    [cs:bx + 4]
.skip:
        add     bx, 6
        jmp     .next
.end:
        ret

; Error bit, text, how to print it.
early_errors:
        dw      POST_ERR_BATTERY, error_battery, print_error
        dw      POST_ERR_CMOS_SUM, error_cmos_sum, print_error
        dw      POST_ERR_CMOS_BLANK, note_cmos_blank, print
        dw      POST_ERR_VIDEO, error_video, print_error
        dw      POST_ERR_KBC, error_kbc, print_error
        dw      POST_ERR_KEYBOARD, error_keyboard, print_error
        dw      0

cpu_names:
        dw      cpu_386, cpu_486, cpu_586, cpu_686

text_title:
        db      " bootscope BIOS, a BIOS to read", 13, 10, 0
text_cpu:
        db      "CPU          ", 0
cpu_386:
        db      "80386", 13, 10, 0
cpu_486:
        db      "80486", 13, 10, 0
cpu_586:
        db      "Pentium class", 13, 10, 0
cpu_686:
        db      "Pentium Pro class or later", 13, 10, 0
text_memory:
        db      "Memory       ", 0
text_base:
        db      " KB base, ", 0
text_extended:
        db      " KB above 1 MiB", 13, 10, 0
text_keys:
        db      "Keys         F2 or Del: setup, Esc: skip the memory test"
        db      13, 10, 0
error_battery:
        db      "CMOS battery is empty: clock and settings may be wrong."
        db      13, 10, 0
error_cmos_sum:
        db      "CMOS checksum is wrong: default settings were loaded."
        db      13, 10, 0
note_cmos_blank:
        db      "CMOS         had no checksum yet, one was made", 13, 10, 0
error_video:
        db      "Video adapter failed its test.", 13, 10, 0
error_kbc:
        db      "Keyboard controller failed its test.", 13, 10, 0
error_keyboard:
        db      "No keyboard answered; going on without one.", 13, 10, 0
