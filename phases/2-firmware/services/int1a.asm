; SPDX-License-Identifier: MIT
; INT 1Ah: time of day. 16-bit real mode, caller's stack, code in the ROM.
;
; AH=00h and 01h are the timer ticks since midnight; 02h-07h the real-time
; clock, whose numbers are BCD; B1h the PCI BIOS (pci_bios.asm).
;
; Source: IBM PC AT Technical Reference, ROM BIOS, "Time of Day"; Motorola
; MC146818A data sheet.

RTC_SECONDS             equ 00h
RTC_SECONDS_ALARM       equ 01h
RTC_MINUTES             equ 02h
RTC_MINUTES_ALARM       equ 03h
RTC_HOURS               equ 04h
RTC_HOURS_ALARM         equ 05h
RTC_DAY                 equ 07h
RTC_MONTH               equ 08h
RTC_YEAR                equ 09h
RTC_UPDATING            equ 80h         ; in register A
RTC_SET                 equ 80h         ; in register B: clock stands
RTC_24_HOURS            equ 02h
RTC_DAYLIGHT            equ 01h

TIME_PCI                equ 0b1h
RTC_UPDATE_TICKS        equ 1           ; an update takes 2 ms

int1a_handler:
        SERVICE_ENTER
        cmp     ah, TIME_PCI
        je      pci_bios
        DISPATCH int1a_functions, time_unknown

int1a_functions:
        dw      int1a_get_ticks         ; 00h
        dw      int1a_set_ticks         ; 01h
        dw      int1a_get_time          ; 02h
        dw      int1a_set_time          ; 03h
        dw      int1a_get_date          ; 04h
        dw      int1a_set_date          ; 05h
        dw      int1a_set_alarm         ; 06h
        dw      int1a_stop_alarm        ; 07h
.end:

time_unknown:
        jmp     service_carry

; AH=00h: CX:DX = ticks since midnight, AL = 1 if midnight has passed since.
int1a_get_ticks:
        mov     eax, [BDA_TICKS]
        mov     CALLER_DX, ax
        shr     eax, 16
        mov     CALLER_CX, ax
        mov     al, 0
        xchg    al, [BDA_MIDNIGHT]
        mov     ah, 0
        mov     CALLER_AX, ax
        jmp     service_ok

; AH=01h: set them to CX:DX.
int1a_set_ticks:
        mov     [BDA_TICKS], dx
        mov     [BDA_TICKS + 2], cx
        mov     byte [BDA_MIDNIGHT], 0
        jmp     time_done

; AH=02h: CH, CL, DH = hours, minutes, seconds; DL = 1: daylight saving.
int1a_get_time:
        call    rtc_settled
        jc      service_carry
        CMOS_READ RTC_HOURS
        mov     CALLER_CH, al
        CMOS_READ RTC_MINUTES
        mov     CALLER_CL, al
        CMOS_READ RTC_SECONDS
        mov     CALLER_DH, al
        CMOS_READ CMOS_STATUS_B
        and     al, RTC_DAYLIGHT
        mov     CALLER_DL, al
        jmp     time_done

; AH=03h: set the time.
int1a_set_time:
        call    rtc_stop
        CMOS_WRITE RTC_HOURS, ch
        CMOS_WRITE RTC_MINUTES, cl
        CMOS_WRITE RTC_SECONDS, dh
        CMOS_READ CMOS_STATUS_B
        and     al, ~RTC_DAYLIGHT & 0ffh
        and     dl, RTC_DAYLIGHT
        or      al, dl
        jmp     rtc_start

; AH=04h: CH, CL, DH, DL = century, year, month, day.
int1a_get_date:
        call    rtc_settled
        jc      service_carry
        CMOS_READ CMOS_CENTURY
        mov     CALLER_CH, al
        CMOS_READ RTC_YEAR
        mov     CALLER_CL, al
        CMOS_READ RTC_MONTH
        mov     CALLER_DH, al
        CMOS_READ RTC_DAY
        mov     CALLER_DL, al
        jmp     time_done

; AH=05h: set the date.
int1a_set_date:
        call    rtc_stop
        CMOS_WRITE CMOS_CENTURY, ch
        CMOS_WRITE RTC_YEAR, cl
        CMOS_WRITE RTC_MONTH, dh
        CMOS_WRITE RTC_DAY, dl
        CMOS_READ CMOS_STATUS_B

; Let the clock run again, AL = register B.
rtc_start:
        and     al, ~RTC_SET & 0ffh
        mov     ah, al
        CMOS_WRITE CMOS_STATUS_B, ah
time_done:
        mov     CALLER_AH, 0
        jmp     service_ok

; AH=06h: INT 4Ah at CH:CL:DH. CF=1: an alarm is set already.
int1a_set_alarm:
        CMOS_READ CMOS_STATUS_B
        test    al, RTC_ALARM
        jnz     service_carry
        CMOS_WRITE RTC_HOURS_ALARM, ch
        CMOS_WRITE RTC_MINUTES_ALARM, cl
        CMOS_WRITE RTC_SECONDS_ALARM, dh
        in      al, PIC2_DATA
        and     al, ~PIC_MASK_RTC & 0ffh
        out     PIC2_DATA, al
        CMOS_READ CMOS_STATUS_B
        or      al, RTC_ALARM
        jmp     rtc_start

; AH=07h: no alarm any more.
int1a_stop_alarm:
        CMOS_READ CMOS_STATUS_B
        and     al, ~RTC_ALARM & 0ffh
        jmp     rtc_start

; Wait for the end of an update. CF=1: the clock is being set, or is dead.
rtc_settled:
        push    bx
        push    cx
        mov     bx, .settled
        mov     cx, RTC_UPDATE_TICKS
        call    wait_until
        pop     cx
        pop     bx
        jc      .done
        CMOS_READ CMOS_STATUS_B
        bt      ax, 7                   ; RTC_SET
.done:  ret
.settled:
        CMOS_READ CMOS_STATUS_A
        bt      ax, 7                   ; RTC_UPDATING
        ret

; Stop the clock so that it can be set; numbers are BCD, hours 0-23.
rtc_stop:
        CMOS_WRITE CMOS_STATUS_A, RTC_RATE_1024
        CMOS_READ CMOS_STATUS_B
        and     al, RTC_DAYLIGHT | RTC_ALARM | RTC_PERIODIC
        or      al, RTC_SET | RTC_24_HOURS
        mov     ah, al
        CMOS_WRITE CMOS_STATUS_B, ah
        ret
