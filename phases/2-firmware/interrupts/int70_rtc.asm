; SPDX-License-Identifier: MIT
; INT 70h, IRQ8: the real-time clock.
;
; The periodic interrupt (1024 a second) counts down the wait of INT 15h
; AH=83h and 86h; the alarm goes on to INT 4Ah. Reading status register C
; takes the request back, so it must be read each time.
; Source: MC146818A data sheet, "Register C"; IBM PC AT Technical Reference,
; "ROM BIOS", RTC_INT.

RTC_ALARM       equ 20h                 ; bits of status registers B and C
RTC_PERIODIC    equ 40h
RTC_PERIOD_US   equ 976

int70_handler:
        push    eax
        push    bx
        push    ds
        push    BDA_SEG
        pop     ds
        CMOS_READ CMOS_STATUS_B
        mov     ah, al
        CMOS_READ CMOS_STATUS_C
        and     ah, al                  ; asked for and due
        test    ah, RTC_PERIODIC
        jz      .alarm
        sub     dword [BDA_WAIT_COUNT], RTC_PERIOD_US
        ja      .alarm

        ; The wait is over: tell the one who waits (AH=86h waits on
        ; BDA_WAIT_ACTIVE itself), stop the interrupts.
        and     byte [BDA_WAIT_ACTIVE], 0feh
        push    ds
        lds     bx, [BDA_WAIT_FLAG_PTR]
        or      byte [bx], 80h
        pop     ds
        CMOS_READ CMOS_STATUS_B
        and     al, ~RTC_PERIODIC & 0ffh
        mov     bl, al
        CMOS_WRITE CMOS_STATUS_B, bl

.alarm:
        test    ah, RTC_ALARM
        jz      .end
        sti
        int     4ah
        cli
.end:
        mov     al, PIC_EOI
        out     PIC2_CMD, al
        out     PIC1_CMD, al
        pop     ds
        pop     bx
        pop     eax
        iret
