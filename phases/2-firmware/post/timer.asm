; SPDX-License-Identifier: MIT
; POST step 4: do the three counters of the 8254 count?
;
; Where we are: real mode, CS = DS = SS = F000h, no RAM, EBP = errors so far.
; Counter 0 is the clock of the system, 1 paces memory refresh, 2 drives the
; speaker. Each is loaded with two opposite bit patterns, must show a value
; just below the load, and must go down from there. Counter 2 counts only
; while its gate (port 61h bit 0) is high. A failure ends in four beeps. At the
; end counter 1 gets the pace of the refresh, which a PC needs from here on.
; Source: 82C54 data sheet, "Programming the 82C54", "Counter Latch Command";
; IBM PC AT Technical Reference, "System Timers".

TIMER_SLACK             equ 2000h       ; counts that may pass before we look
TIMER_TRIES             equ 4           ; a virtual machine may be late
TIMER_POLLS             equ 2000
REFRESH_COUNT           equ 18          ; a row of memory every 15 us

post_timer:
        MARK    MARK_TIMER
        POST_STEP TIMER_COUNT
        in      al, SYSTEM_B
        and     al, 0fch
        or      al, 01h                 ; gate of counter 2 open, speaker off
        out     SYSTEM_B, al

        mov     dx, PIT_0
.counter:
        mov     si, 0aaaah
        ROM_CALL timer_counts
        jc      .failed
        mov     si, 5555h
        ROM_CALL timer_counts
        jc      .failed
        inc     dx
        cmp     dx, PIT_2
        jbe     .counter

        mov     al, 54h                 ; counter 1: low byte, mode 2
        out     PIT_CTL, al
        mov     al, REFRESH_COUNT
        out     PIT_1, al

        in      al, SYSTEM_B
        and     al, 0fch
        out     SYSTEM_B, al
        jmp     post_dma_pages

.failed:
        mov     bl, BEEPS_TIMER
        jmp     fatal_without_ram

; Load counter DX with SI and watch it. CF = 1 if it does not count.
; Uses AX, BX, CX, DI; ES keeps the return address, FS the first value seen.
timer_counts:
        mov     es, sp
        mov     cx, TIMER_TRIES
.try:
        mov     al, dl
        and     al, 3
        shl     al, 6
        or      al, 34h                 ; low and high byte, mode 2
        out     PIT_CTL, al
        mov     ax, si
        out     dx, al
        mov     al, ah
        out     dx, al

        ; The load happens on the next clock pulse: look until it shows.
        mov     di, TIMER_POLLS
.loaded:
        ROM_CALL timer_read
        mov     ax, si
        sub     ax, bx
        cmp     ax, TIMER_SLACK
        jb      .watch
        dec     di
        jnz     .loaded
        jmp     .again

.watch:
        mov     fs, bx
        mov     di, TIMER_POLLS
.moves:
        ROM_CALL timer_read
        mov     ax, fs
        cmp     bx, ax
        jb      .counts
        ja      .again
        dec     di
        jnz     .moves
.again:
        loop    .try
        mov     sp, es
        stc
        ret
.counts:
        mov     sp, es
        clc
        ret

; BX = what counter DX shows now. Uses AX.
timer_read:
        mov     al, dl
        and     al, 3
        shl     al, 6                   ; counter latch command
        out     PIT_CTL, al
        in      al, dx
        mov     bl, al
        in      al, dx
        mov     bh, al
        ret
