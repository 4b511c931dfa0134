; SPDX-License-Identifier: MIT
; The first instruction of the machine.
;
; At reset the CPU is in real mode with a CS base of FFFF0000h and
; IP = FFF0h: it fetches from FFFFFFF0h, 16 bytes below 4 GiB, where the
; board shows this ROM. No RAM is known to work, SS:SP means nothing.
; The far jump loads CS = F000h, so that the base becomes F0000h, the same
; ROM below 1 MiB.
; Source: SDM Vol. 3A, "First Instruction Executed".

reset_start:
        cli
        cld
        MARK    MARK_RESET_VECTOR
        mov     ax, cs
        mov     ds, ax
        mov     ss, ax
        jmp     post_cpu

        times   0fff0h - ($ - $$) db 0

reset_vector:
        jmp     0f000h:reset_start
        db      "10/07/26"              ; FFF5h: date of this BIOS
        db      0
        db      0fch                    ; FFFEh: model byte, an AT
        db      0                       ; FFFFh: checksum byte, set by build.mk

        times   10000h - ($ - $$) db 0
