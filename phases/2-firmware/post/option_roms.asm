; SPDX-License-Identifier: MIT
; POST step 17: option ROMs, the BIOS of expansion cards.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; A card may show a ROM between C0000h and DFFFFh, on a 2 KiB boundary: bytes
; 55h AAh, the length in units of 512 bytes, then code. If its bytes add up
; to 0, its code at offset 3 is called and may take over interrupts.
; Source: IBM PC AT Technical Reference, "ROM Modules"; PCI Local Bus
; Specification 2.1, "INIT Function".

OPTION_ROM_FIRST        equ 0c000h      ; segments
OPTION_ROM_END          equ 0e000h
OPTION_ROM_STEP         equ 80h         ; 2 KiB

post_option_roms:
        MARK    MARK_OPTION_ROMS
        POST_STEP OPTION_ROMS
        mov     dx, OPTION_ROM_FIRST
.look:
        mov     ds, dx
        add     dx, OPTION_ROM_STEP
        cmp     word [0], 0aa55h
        jne     .next
        cmp     byte [2], 0
        je      .next
        call    option_rom_sum
        jnz     .bad
        call    option_rom_start
        movzx   ax, byte [2]            ; go on behind this ROM
        shl     ax, 5
        mov     dx, ds
        add     dx, ax
        add     dx, OPTION_ROM_STEP - 1
        and     dx, ~(OPTION_ROM_STEP - 1)
.next:
        cmp     dx, OPTION_ROM_END
        jb      .look
        mov     ax, BDA_SEG
        mov     ds, ax
        jmp     post_pci

.bad:
        or      word [es:EBDA_POST_ERRORS], POST_ERR_OPTION_ROM
        mov     si, error_option_rom
        call    print_error
        call    print_segment
        jmp     .next

; ZF = 1 if the bytes of the ROM at DS:0000 add up to 0.
option_rom_sum:
        movzx   ecx, byte [2]
        shl     ecx, 9
        xor     esi, esi
        xor     al, al
        push    ds
        xor     bl, bl
.byte:
        add     bl, [si]
        inc     si
        jnz     .same_segment
        mov     ax, ds
        add     ax, 1000h
        mov     ds, ax
.same_segment:
        dec     ecx
        jnz     .byte
        pop     ds
        test    bl, bl
        ret

; Far call to offset 3 of the ROM in segment DS. It may change any register.
; AX tells a BIOS of the VGA where its card is on the PCI bus.
option_rom_start:
        PRINT   text_option_rom
        call    print_segment
        mov     ax, ds
        cmp     ax, OPTION_ROM_FIRST
        mov     bx, 0
        jne     .start
        call    vbe_pci
        jnc     .start
        xor     bx, bx
.start:
        push    ds
        push    es
        push    cs
        push    .back
        push    ds
        push    3
        mov     ax, BDA_SEG
        mov     ds, ax
        mov     ax, bx
        retf
.back:
        cld
        sti
        pop     es
        pop     ds
        ret

; The segment DS, as in "C800:0000".
print_segment:
        push    eax
        push    cx
        mov     ax, ds
        mov     cl, 4
        call    print_hex
        PRINT   text_segment_end
        pop     cx
        pop     eax
        ret

text_option_rom:
        db      "Option ROM   starts at ", 0
text_segment_end:
        db      ":0000", 13, 10, 0
error_option_rom:
        db      "Option ROM has a wrong checksum, not started: ", 0
