; SPDX-License-Identifier: MIT
; Waiting with a limit. 16-bit real mode, DS = BIOS data area.
;
; What an interrupt will announce is waited for asleep (HLT), and the timer
; tick of INT 08h counts the time. Where interrupts are off, or the timer is
; masked, the time is counted by the memory refresh signal, port 61h bit 4.
;
; Source: IBM PC AT Technical Reference, "System Board", port 61h.

SYSTEM_B_REFRESH        equ 10h
REFRESHES_PER_TICK      equ 3641        ; 54.925 ms / 15.085 us

; Wait until a condition holds; an interrupt comes when it does.
;   in   BX  routine that answers CF=0 once the wait is over; it may change AX
;            only and finds DX, DI, BP, DS, ES as they are here
;        CX  limit in timer ticks (55 ms), at least 1
;   out  CF=1: the limit has passed. AX from the routine; all others kept
wait_until:
        push    ecx
        push    si
        call    wait_has_ticks
        jc      wait_poll_without_ticks
        call    wait_asleep
wait_done:
        pop     si
        pop     ecx
        ret

; The same for a condition that no interrupt announces.
wait_polling:
        push    ecx
        push    si
        call    wait_has_ticks
        jc      wait_poll_without_ticks
        call    wait_awake
        jmp     wait_done
wait_poll_without_ticks:
        call    wait_by_refresh
        jmp     wait_done

; CF=0 if ticks come: interrupts are on and the timer is not masked.
wait_has_ticks:
        push    ax
        pushf
        pop     ax
        bt      ax, 9                   ; IF
        cmc
        jc      .done
        in      al, PIC1_DATA
        bt      ax, 0                   ; the mask of IRQ0
.done:  pop     ax
        ret

wait_asleep:
        mov     si, [BDA_TICKS]
.look:  cli                             ; else an IRQ could slip in before HLT
        call    bx
        jnc     .over
        cmp     si, [BDA_TICKS]
        je      .sleep
        mov     si, [BDA_TICKS]
        dec     cx
        stc
        jz      .over
.sleep: sti
        hlt
        jmp     .look
.over:  sti
        ret

wait_awake:
        mov     si, [BDA_TICKS]
.look:  call    bx
        jnc     .over
        cmp     si, [BDA_TICKS]
        je      .look
        mov     si, [BDA_TICKS]
        dec     cx
        stc
        jnz     .look
.over:  ret

wait_by_refresh:
        movzx   ecx, cx
        imul    ecx, REFRESHES_PER_TICK
.look:  call    bx
        jnc     .over
        push    ax
        in      al, SYSTEM_B
        and     ax, SYSTEM_B_REFRESH
        cmp     ax, si
        mov     si, ax
        pop     ax
        je      .look
        dec     ecx
        jnz     .look
        stc
.over:  ret
