; SPDX-License-Identifier: MIT
; entry.asm - where the volume boot record jumps to.
;
; Where we are: real mode, 0000:8000, DL = the boot drive, the volume boot
; record still at 0000:7C00.

        bits    16

stage2:
        jmp     short .start
        dd      STAGE2_MAGIC
.start:
        MARK    MARK_SECOND_STAGE
        cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, BOOT_SECTOR
        sti
        cld
        mov     ds, ax
        mov     es, ax
        mov     di, bss_start
        mov     cx, (bss_end - bss_start) / 2
        rep stosw
        mov     [boot_drive], dl
        mov     word [recover], restart

        call    serial_open
        call    console_clear
        mov     dl, [boot_drive]
        call    disk_select
        call    fat_mount
        jmp     config_load

section .bss
boot_drive:     resb 1
                alignb 4
section .text
