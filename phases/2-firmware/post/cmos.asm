; SPDX-License-Identifier: MIT
; POST step 3: the CMOS memory of the real-time clock.
;
; Where we are: real mode, CS = DS = SS = F000h, no RAM. The CMOS says why
; the CPU was reset (a program that leaves protected mode of a 286 resets the
; CPU to get back), whether the battery is good, and holds the settings under
; a checksum. From here on EBP collects POST_ERR_* bits.
; Source: IBM PC AT Technical Reference, "Real-Time Clock/CMOS RAM".

post_cmos:
        MARK    MARK_CMOS
        POST_STEP CMOS_SHUTDOWN
        xor     ebp, ebp
        CMOS_READ CMOS_SHUTDOWN
        mov     bh, al
        CMOS_WRITE CMOS_SHUTDOWN, 55h
        CMOS_READ CMOS_SHUTDOWN
        cmp     al, 55h
        jne     .failed
        CMOS_WRITE CMOS_SHUTDOWN, 0aah
        CMOS_READ CMOS_SHUTDOWN
        cmp     al, 0aah
        jne     .failed
        CMOS_WRITE CMOS_SHUTDOWN, 0
        test    bh, bh
        jnz     shutdown_resume

cmos_battery:
        POST_STEP CMOS_BATTERY
        CMOS_READ CMOS_STATUS_D
        test    al, 80h
        jnz     .checksum
        or      ebp, POST_ERR_BATTERY

.checksum:
        POST_STEP CMOS_CHECKSUM
        ROM_CALL cmos_sum
        CMOS_READ CMOS_SUM_HIGH
        mov     dh, al
        CMOS_READ CMOS_SUM_LOW
        mov     dl, al
        cmp     dx, bx
        je      .diagnosis
        test    dx, dx
        jz      .blank

        ; The settings are not to be trusted: take safe ones.
        or      ebp, POST_ERR_CMOS_SUM
        mov     si, cmos_defaults
        mov     cx, CMOS_DEFAULT_COUNT
.default:
        lodsw
        out     CMOS_INDEX, al
        mov     al, ah
        out     CMOS_DATA, al
        loop    .default
        CMOS_READ CMOS_FOUND_KB
        mov     bl, al
        CMOS_WRITE CMOS_EXT_KB, bl
        CMOS_READ CMOS_FOUND_KB + 1
        mov     bl, al
        CMOS_WRITE CMOS_EXT_KB + 1, bl
        jmp     .seal

        ; No checksum was ever made (a new CMOS): keep what is there.
.blank:
        or      ebp, POST_ERR_CMOS_BLANK
        CMOS_READ CMOS_BOOT
        test    al, 0fh
        jnz     .seal
        CMOS_WRITE CMOS_BOOT, BOOT_ORDER_DEFAULT
        CMOS_WRITE CMOS_BOOT_THIRD, BOOT_THIRD_DEFAULT
.seal:
        ROM_CALL cmos_sum
        CMOS_WRITE CMOS_SUM_HIGH, bh
        CMOS_WRITE CMOS_SUM_LOW, bl

        ; The AT keeps a diagnosis for programs that ask.
.diagnosis:
        xor     bl, bl
        test    ebp, POST_ERR_BATTERY
        jz      .battery_good
        or      bl, DIAG_POWER_LOST
.battery_good:
        test    ebp, POST_ERR_CMOS_SUM
        jz      .sum_good
        or      bl, DIAG_CHECKSUM
.sum_good:
        CMOS_WRITE CMOS_DIAGNOSIS, bl
        jmp     post_timer

post_cmos.failed:
        mov     bl, BEEPS_CMOS
        jmp     fatal_without_ram

; BX = sum of the cells 10h..2Dh. Uses AX, CL; works under ROM_CALL and CALL.
cmos_sum:
        xor     bx, bx
        mov     cl, CMOS_SUM_FIRST
.cell:
        mov     al, cl
        out     CMOS_INDEX, al
        in      al, CMOS_DATA
        xor     ah, ah
        add     bx, ax
        inc     cl
        cmp     cl, CMOS_SUM_LAST
        jbe     .cell
        ret

BOOT_FLOPPY             equ 1
BOOT_DISK               equ 2
BOOT_CD                 equ 3
BOOT_NETWORK            equ 4
BOOT_ORDER_DEFAULT      equ BOOT_FLOPPY << 4 | BOOT_DISK
BOOT_THIRD_DEFAULT      equ BOOT_CD << 4

; Cell, value.
cmos_defaults:
        db      CMOS_FLOPPIES, 0
        db      CMOS_EQUIPMENT, 06h     ; colour display, keyboard
        db      CMOS_BASE_KB, 640 & 0ffh
        db      CMOS_BASE_KB + 1, 640 >> 8
        db      CMOS_BOOT, BOOT_ORDER_DEFAULT
        db      CMOS_BOOT_THIRD, BOOT_THIRD_DEFAULT
CMOS_DEFAULT_COUNT      equ ($ - cmos_defaults) / 2
