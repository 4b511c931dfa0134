; SPDX-License-Identifier: MIT
; POST step 11: does the timer interrupt arrive?
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack; interrupts are
; switched on here for the first time. The counter is set to a short period,
; so that the answer comes within a millisecond. Every wait from here on is a
; HLT that this tick ends, so POST cannot go on without it: four beeps.
; Then the clock runs at its 18.2 Hz and starts at the time of the RTC.

TICK_TEST_DIVISOR       equ 1193        ; 1 ms
TICK_TEST_LIMIT         equ 1000        ; ms
MASK_ALL_BUT_TICK       equ 0feh

post_tick:
        POST_STEP TIMER_TICK
        mov     ax, TICK_TEST_DIVISOR
        call    timer_start
        mov     al, MASK_ALL_BUT_TICK
        out     PIC1_DATA, al
        sti
        mov     cx, TICK_TEST_LIMIT
.wait:
        cmp     dword [BDA_TICKS], 0
        jne     .arrived
        call    wait_millisecond
        loop    .wait
        cli
        mov     si, error_tick
        mov     bl, BEEPS_TIMER
        jmp     fatal

.arrived:
        xor     ax, ax                  ; 65536: 18.2 ticks a second
        call    timer_start
        call    clock_start
        jmp     post_keyboard_result

; AX = divisor of counter 0, square wave.
timer_start:
        push    ax
        mov     al, 36h
        out     PIT_CTL, al
        pop     ax
        out     PIT_0, al
        mov     al, ah
        out     PIT_0, al
        ret

; BDA_TICKS = ticks since midnight by the clock in the CMOS:
; seconds * 1193182 / 65536.
clock_start:
        CMOS_READ CMOS_HOURS
        call    .binary
        imul    ebx, eax, 3600
        CMOS_READ CMOS_MINUTES
        call    .binary
        imul    eax, 60
        add     ebx, eax
        CMOS_READ CMOS_SECONDS
        call    .binary
        add     eax, ebx
        mov     ebx, 1193182
        mul     ebx
        shrd    eax, edx, 16
        mov     [BDA_TICKS], eax
        mov     byte [BDA_MIDNIGHT], 0
        ret

; EAX = the BCD number in AL; 0 if it is none (an unset clock).
.binary:
        mov     ah, al
        and     al, 0fh
        shr     ah, 4
        cmp     al, 9
        ja      .none
        cmp     ah, 9
        ja      .none
        aad
        movzx   eax, al
        ret
.none:
        xor     eax, eax
        ret

error_tick:
        db      "Timer interrupt (IRQ0) does not arrive. ", 0
