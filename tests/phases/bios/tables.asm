; SPDX-License-Identifier: MIT
; SMBIOS: the tables that say what the machine is.

SMBIOS_LAST             equ 127
SMBIOS_DEVICE           equ 17          ; memory
SMBIOS_ENTRY_BYTES      equ 1fh

test_tables:
        TEST    "smbios.entry"
        call    find_smbios
        cmp     word [smbios_at], 0
        setne   al
        movzx   eax, al
        EXPECT_EAX "found", 1
        cmp     word [smbios_at], 0
        je      .done

        mov     cx, SMBIOS_ENTRY_BYTES
        mov     si, [smbios_at]
        call    sum_of_rom
        EXPECT_EAX "sum of the entry", 0
        mov     cx, 0fh
        mov     si, [smbios_at]
        add     si, 10h
        call    sum_of_rom
        EXPECT_EAX "sum from _DMI_ on", 0

        TEST    "smbios.structures"
        call    walk_smbios
        EXPECT16 smbios_over, 0         ; bytes behind the last structure
        EXPECT8 smbios_type, SMBIOS_LAST
        EXPECT16 smbios_memory_mb, 16
.done:  ret

; [smbios_at] = where "_SM_" is in the ROM; 0: nowhere.
find_smbios:
        push    0f000h
        pop     es
        xor     di, di
.next:  cmp     dword [es:di], '_SM_'
        je      .found
        add     di, 10h
        jnz     .next
.found: mov     [smbios_at], di
        push    0
        pop     es
        ret

; EAX = sum of the CX bytes at F000:SI, as a byte.
sum_of_rom:
        push    0f000h
        pop     es
        mov     al, 0
.next:  add     al, [es:si]
        inc     si
        loop    .next
        push    0
        pop     es
        movzx   eax, al
        ret

; Go through all structures; each has its size, then texts, then two zeros.
walk_smbios:
        push    0f000h
        pop     es
        mov     si, [smbios_at]
        mov     cx, [es:si + 1ch]       ; structures
        mov     dx, [es:si + 16h]       ; bytes of all
        mov     eax, [es:si + 18h]      ; where they are
        mov     si, ax
        and     si, 0fh
        shr     eax, 4
        mov     es, ax
        add     dx, si                  ; their end
        mov     word [smbios_memory_mb], 0
.next:  mov     al, [es:si]
        mov     [smbios_type], al
        cmp     al, SMBIOS_DEVICE
        jne     .other
        mov     ax, [es:si + 0ch]
        add     [smbios_memory_mb], ax
.other: movzx   bx, byte [es:si + 1]
        add     si, bx
.texts: cmp     si, dx
        jae     .over
        inc     si
        cmp     word [es:si - 1], 0
        jne     .texts
        inc     si
        loop    .next
.over:  sub     dx, si
        mov     [smbios_over], dx
        push    0
        pop     es
        ret

smbios_at:      dw 0
smbios_over:    dw 0
smbios_memory_mb: dw 0
smbios_type:    db 0
