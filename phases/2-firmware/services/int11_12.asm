; SPDX-License-Identifier: MIT
; INT 11h: what is installed. INT 12h: KB of memory below the EBDA. Both
; answer in AX what POST has found. 16-bit real mode, caller's stack.

int11_handler:
        push    ds
        push    BDA_SEG
        pop     ds
        mov     ax, [BDA_EQUIPMENT]
        pop     ds
        iret

int12_handler:
        push    ds
        push    BDA_SEG
        pop     ds
        mov     ax, [BDA_MEMORY_KB]
        pop     ds
        iret
