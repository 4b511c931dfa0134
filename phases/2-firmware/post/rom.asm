; SPDX-License-Identifier: MIT
; POST step 2: is this ROM the one that was built?
;
; Where we are: real mode, CS = DS = SS = F000h, no RAM. The build sets the
; last byte so that all 65536 bytes add up to 0 (modulo 256); one changed
; byte changes the sum. A damaged ROM may do anything, so POST ends here:
; nine beeps.

post_rom:
        POST_STEP ROM_CHECKSUM
        xor     al, al
        xor     si, si
.add:
        add     al, [si]
        inc     si
        jnz     .add
        test    al, al
        jz      post_cmos

        mov     bl, BEEPS_ROM
        jmp     fatal_without_ram
