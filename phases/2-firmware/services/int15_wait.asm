; SPDX-License-Identifier: MIT
; INT 15h: waiting by the periodic interrupt of the real-time clock, 1024
; times a second (AH=83h, 86h). See int15.asm for where we are. INT 70h counts
; BDA_WAIT_COUNT down and sets bit 7 of the byte at BDA_WAIT_FLAG_PTR.

WAIT_RUNS               equ 01h         ; in BDA_WAIT_ACTIVE
WAIT_OVER               equ 80h
RTC_RATE_1024           equ 26h         ; register A: 32768 Hz base, 976 us
PIC_MASK_RTC            equ 01h         ; on the second controller
SYSTEM_BUSY             equ 83h         ; AH: a wait runs already
US_PER_TICK             equ 54925

; AH=83h AL=0: set bit 7 of the byte at ES:BX in CX:DX microseconds. AL=1:
; forget it.
int15_event_wait:
        cmp     al, 1
        ja      system_unsupported
        je      .cancel
        mov     ax, es
        call    wait_start
        jc      wait_is_busy
        jmp     system_nothing
.cancel:
        call    wait_stop
        jmp     system_nothing

wait_is_busy:
        mov     CALLER_AH, SYSTEM_BUSY
        jmp     service_carry

; AH=86h: return in CX:DX microseconds.
int15_wait:
        mov     ax, ds
        mov     bx, BDA_WAIT_ACTIVE
        call    wait_start
        jc      wait_is_busy
        mov     eax, [BDA_WAIT_COUNT]   ; a limit, in case the clock is dead
        xor     edx, edx
        mov     ecx, US_PER_TICK
        div     ecx
        add     ax, 2
        mov     cx, ax
        mov     bx, .over
        sti
        call    wait_until
        cli
        call    wait_stop
        jmp     system_nothing
.over:  test    byte [BDA_WAIT_ACTIVE], WAIT_OVER
        jnz     .yes                    ; CF=0 by TEST
        stc
.yes:   ret

; Begin a wait of CX:DX microseconds with its flag at AX:BX. CF=1: another one
; runs. AX is lost.
wait_start:
        test    byte [BDA_WAIT_ACTIVE], WAIT_RUNS
        stc
        jnz     .done
        mov     [BDA_WAIT_FLAG_PTR], bx
        mov     [BDA_WAIT_FLAG_PTR + 2], ax
        mov     [BDA_WAIT_COUNT], dx
        mov     [BDA_WAIT_COUNT + 2], cx
        mov     byte [BDA_WAIT_ACTIVE], WAIT_RUNS
        in      al, PIC2_DATA
        and     al, ~PIC_MASK_RTC & 0ffh
        out     PIC2_DATA, al
        CMOS_WRITE CMOS_STATUS_A, RTC_RATE_1024
        CMOS_READ CMOS_STATUS_B
        or      al, RTC_PERIODIC
        mov     ah, al
        CMOS_WRITE CMOS_STATUS_B, ah
        clc
.done:  ret

wait_stop:
        CMOS_READ CMOS_STATUS_B
        and     al, ~RTC_PERIODIC & 0ffh
        mov     ah, al
        CMOS_WRITE CMOS_STATUS_B, ah
        mov     byte [BDA_WAIT_ACTIVE], 0
        ret
