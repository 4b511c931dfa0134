; SPDX-License-Identifier: MIT
;
; The boot sector of a disk that draws: loads the SECTORS behind it and goes on
; at `program`. Included at 7C00h.

boot:   xor     ax, ax
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        mov     sp, 7c00h
        cld
        jmp     0:.loaded
.loaded:
        mov     ax, 0200h | SECTORS
        mov     bx, program
        mov     cx, 0002h
        mov     dh, 0
        int     13h
        jc      $
        jmp     program
        times 510 - ($ - $$) db 0
        dw      0aa55h
