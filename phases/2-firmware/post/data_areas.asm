; SPDX-License-Identifier: MIT
; POST step 8: interrupt vectors, BIOS data area, extended BIOS data area.
;
; Where we are: real mode, CS = F000h, SS:SP = 0000:7C00h, interrupts off,
; EBP = errors so far, the first 64 KiB of RAM hold zeros except for the
; stray vectors. From here on every step may rely on DS = 0040h (BDA) and
; ES = 9FC0h (EBDA) and must keep them.

post_data_areas:
        POST_STEP DATA_AREAS

        ; All vectors lead to an IRET, then those that have a handler.
        xor     ax, ax
        mov     es, ax
        xor     di, di
        mov     cx, 256
        mov     eax, (0f000h << 16) + int_ignore
        rep     stosd
        xor     di, di
        mov     si, vectors_00
        mov     cx, 20h
        call    vectors_copy
        mov     di, 70h * 4
        mov     si, vectors_70
        mov     cx, 8
        call    vectors_copy
        mov     word [es:40h * 4], int13_handler ; floppies, on an AT

        ; Programs take those of theirs that hold 0.
        xor     eax, eax
        mov     di, 60h * 4
        mov     cx, 8
        rep     stosd

        ; These vectors are pointers to tables.
        mov     dword [es:1dh * 4], (0f000h << 16) + crt_parameters_table
        mov     dword [es:1fh * 4], (0f000h << 16) + font_8x8 + 128 * 8
        mov     dword [es:41h * 4], EBDA_SEG << 16 | EBDA_FDPT0
        mov     dword [es:46h * 4], EBDA_SEG << 16 | EBDA_FDPT1
        mov     dword [es:43h * 4], (0f000h << 16) + font_8x16

        ; The EBDA lies above the tested 64 KiB: test its own KiB.
        mov     ax, EBDA_SEG
        mov     es, ax
        mov     eax, 0aa55aa55h
        call    ebda_fill_and_check
        not     eax
        call    ebda_fill_and_check
        xor     eax, eax
        call    ebda_fill_and_check
        mov     byte [es:EBDA_SIZE], EBDA_KB
        mov     [es:EBDA_POST_ERRORS], ebp

        mov     ax, BDA_SEG
        mov     ds, ax
        mov     byte [BDA_INTR_FLAG], 0
        mov     word [BDA_EBDA_SEG], EBDA_SEG
        mov     word [BDA_MEMORY_KB], BASE_KB
        mov     word [BDA_EQUIPMENT], EQUIP_VIDEO_80_COLOUR
        mov     word [BDA_KB_HEAD], BDA_KB_BUFFER
        mov     word [BDA_KB_TAIL], BDA_KB_BUFFER
        mov     word [BDA_KB_BUFFER_START_PTR], BDA_KB_BUFFER
        mov     word [BDA_KB_BUFFER_END_PTR], BDA_KB_BUFFER_END
        mov     byte [BDA_KB_MODE], KB_MODE_101
        mov     dword [BDA_LPT_TIMEOUT], 14141414h
        mov     dword [BDA_COM_TIMEOUT], 01010101h
        test    ebp, POST_WARM_BOOT
        jz      post_keyboard
        mov     word [BDA_WARM_BOOT], WARM_BOOT_MAGIC
        jmp     post_keyboard

; CX vectors from the table at CS:SI to ES:DI; all have segment F000h.
vectors_copy:
        cs lodsw
        stosw
        mov     ax, 0f000h
        stosw
        loop    vectors_copy
        ret

; Fill the EBDA (ES) with EAX and look whether it stays.
ebda_fill_and_check:
        xor     di, di
        mov     cx, EBDA_KB * 256
        rep     stosd
        xor     di, di
        mov     cx, EBDA_KB * 256
        repe    scasd
        jne     .failed
        ret
.failed:
        mov     bl, BEEPS_MEMORY
        jmp     fatal_without_ram

vectors_00:
        dw      exception_00, int_ignore, int_ignore, int_ignore
        dw      int_ignore, int05_handler, exception_06, exception_07
        dw      int08_handler, int09_handler, irq2_default, irq3_default
        dw      irq4_default, irq5_default, int0e_handler, irq7_default
        dw      int10_handler, int11_handler, int12_handler, int13_handler
        dw      int14_handler, int15_handler, int16_handler, int17_handler
        dw      int18_handler, int19_handler, int1a_handler, int_ignore
        dw      int_ignore, int_ignore, floppy_parameters_table, int_ignore

vectors_70:
        dw      int70_handler, irq9_redirect, irq10_default, irq11_default
        dw      int74_handler, int75_handler, int76_handler, int77_handler
