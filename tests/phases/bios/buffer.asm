; SPDX-License-Identifier: MIT
; The buffer at BUFFER_SEG, longer than a segment.

; Fill the buffer, 64 KiB, with A5h.
fill_buffer:
        push    es
        push    BUFFER_SEG
        pop     es
        xor     di, di
        mov     eax, 0a5a5a5a5h
        mov     cx, 4000h
        rep     stosd
        pop     es
        ret

; EAX = dword at EBX behind the start of the buffer.
buffer_dword:
        push    es
        mov     eax, ebx
        shr     eax, 4
        add     ax, BUFFER_SEG
        mov     es, ax
        and     bx, 0fh
        mov     eax, [es:bx]
        pop     es
        ret
