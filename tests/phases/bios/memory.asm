; SPDX-License-Identifier: MIT
; INT 11h, 12h, and the three generations of INT 15h that tell the memory.

MAP_SEG         equ BUFFER2_SEG
SMAP            equ 534d4150h

test_memory:
        TEST    "int11"
        CALL_INT 11h, R_AX
        movzx   eax, word [410h]
        EXPECT16_EAX out.ax

        TEST    "int12"
        CALL_INT 12h, R_AX
        movzx   eax, word [413h]
        EXPECT16_EAX out.ax
        EXPECT16 out.ax, 639

        TEST    "int15.88.extended-kb"
        SET     ax, 8800h
        CALL_INT 15h, R_AX
        EXPECT_CF 0
        movzx   eax, word [out.ax]
        shl     eax, 10
        mov     [memory_88], eax

        TEST    "int15.e801"
        SET     ax, 0e801h
        CALL_INT 15h, R_AX | R_BX | R_CX | R_DX
        EXPECT_CF 0
        movzx   eax, word [out.ax]
        EXPECT16_EAX out.cx
        movzx   eax, word [out.bx]
        EXPECT16_EAX out.dx
        movzx   eax, word [out.ax]
        shl     eax, 10
        movzx   edx, word [out.bx]
        shl     edx, 16
        add     eax, edx
        mov     [memory_e801], eax
        ONLY_OURS .e820
        cmp     eax, 63 * 100000h
        jae     .e820
        EXPECT_EAX "as AH=88h", [memory_88]

.e820:  TEST    "int15.e820"
        mov     dword [map_next], 0
        mov     dword [map_expected], 0
.entry: SET32   eax, 0e820h
        SET32   edx, SMAP
        SET32   ecx, 20
        mov     eax, [map_next]
        mov     [in.ebx], eax
        SET     es, MAP_SEG
        SET32   edi, 0
        CALL_INT 15h, R_AX | R_BX | R_CX
        EXPECT_CF 0
        EXPECT32 out.eax, SMAP
        EXPECT32 out.ecx, 20
        call    check_map_entry
        mov     eax, [out.ebx]
        mov     [map_next], eax
        cmp     byte [test_failed], 0
        jne     .bad
        test    eax, eax
        jnz     .entry
        mov     eax, [map_expected]
        EXPECT_EAX "end of the map", 0

.bad:   TEST    "int15.e820.no-signature"
        SET32   eax, 0e820h
        SET32   edx, 12345678h
        SET32   ecx, 20
        SET32   ebx, 0
        SET     es, MAP_SEG
        SET32   edi, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1

        ONLY_OURS .done
        TEST    "int15.e820.short-buffer"
        SET32   eax, 0e820h
        SET32   edx, SMAP
        SET32   ecx, 19
        SET32   ebx, 0
        CALL_INT 15h, R_AX
        EXPECT_CF 1

        TEST    "int15.e820.past-the-end"
        SET32   eax, 0e820h
        SET32   edx, SMAP
        SET32   ecx, 20
        SET32   ebx, 5
        CALL_INT 15h, R_AX
        EXPECT_CF 1

        TEST    "int15.e802"
        SET     ax, 0e802h
        CALL_INT 15h, R_AX
        EXPECT_CF 1
        EXPECT8 out.ah, 86h
.done:  ret

; The entry at MAP_SEG: its length is not 0; usable memory from 0 reaches to
; the EBDA; that from 1 MiB is what AX=E801h told (another BIOS may keep up to
; 1 MiB of it); ours lists its entries in order.
check_map_entry:
        push    es
        push    MAP_SEG
        pop     es
        mov     eax, [es:0]
        mov     ebx, [es:8]
        mov     esi, [es:16]
        pop     es
        test    eax, eax
        jz      .base
        cmp     eax, 100000h
        je      .extended
.next:  ONLY_OURS .any
        push    eax
        push    ebx
        mov     ecx, [map_expected]
        cmp     eax, ecx
        setb    al
        movzx   eax, al
        EXPECT_EAX "entries overlap", 0
        pop     ebx
        pop     eax
        add     eax, ebx
        mov     [map_expected], eax
.any:   ret
.base:  push    eax
        push    ebx
        mov     eax, esi
        EXPECT_EAX "type of base memory", 1
        movzx   ecx, word [413h]
        shl     ecx, 10
        pop     eax
        push    eax
        EXPECT_EAX "bytes of base memory", ecx
        pop     ebx
        pop     eax
        jmp     .next
.extended:
        push    eax
        push    ebx
        mov     eax, [memory_e801]
        sub     eax, ebx
        cmp     byte [ours], 0
        jne     .exact
        and     eax, 0fff00000h
.exact: EXPECT_EAX "less than AX=E801h by", 0
        pop     ebx
        pop     eax
        jmp     .next

memory_88:      dd 0
memory_e801:    dd 0
map_next:       dd 0
map_expected:   dd 0
