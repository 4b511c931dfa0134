; SPDX-License-Identifier: MIT
; How each BIOS service returns. 16-bit real mode, caller's stack.

; Drop whatever a function left on the stack and return to the caller with
; the registers and flags of the frame.
service_leave:
        mov     sp, bp
        pop     gs
        pop     fs
        pop     es
        pop     ds
        popad
        iret

; Let interrupts in while a service waits, if the caller had them on.
service_interrupts:
        test    CALLER_FLAGS_HIGH, FLAG_HIGH_IF
        jz      .off
        sti
.off:   ret

; The two ways to say how it went, for services that report by CF.
service_ok:
        and     CALLER_FLAGS, ~FLAG_CF
        ret

service_carry:
        or      CALLER_FLAGS, FLAG_CF
        ret
