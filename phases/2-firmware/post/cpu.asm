; SPDX-License-Identifier: MIT
; POST step 1: can the CPU be trusted?
;
; Where we are: real mode, CS = DS = SS = F000h, no RAM, no stack, interrupts
; off. Everything that follows relies on flags, registers and arithmetic, so
; they come first. A failure ends in five beeps.
; Source: IBM PC AT Technical Reference, "Power-On Self-Test", test 1.

post_cpu:
        MARK    MARK_SELF_TEST
        POST_STEP CPU_FLAGS

        ; AH = SF ZF - AF - PF - CF. Bit 1 always reads as 1.
        mov     ah, 0d5h
        sahf
        jnc     cpu_failed
        jnz     cpu_failed
        jns     cpu_failed
        jnp     cpu_failed
        lahf
        cmp     ah, 0d7h
        jne     cpu_failed
        mov     ah, 0
        sahf
        jc      cpu_failed
        jz      cpu_failed
        js      cpu_failed
        jp      cpu_failed
        lahf
        cmp     ah, 02h
        jne     cpu_failed

        ; 64 + 64 does not fit into a signed byte, 63 + 64 does.
        mov     al, 40h
        add     al, al
        jno     cpu_failed
        mov     al, 3fh
        add     al, 40h
        jo      cpu_failed

        ; The direction flag decides which way LODSB walks.
        mov     si, post_cpu
        std
        lodsb
        cmp     si, post_cpu - 1
        jne     cpu_failed
        cld
        lodsb
        cmp     si, post_cpu
        jne     cpu_failed

; REGISTERS_HOLD pattern: hand a pattern from register to register; a stuck
; bit in any of them shows at the end of the chain.
%macro REGISTERS_HOLD 1
        mov     eax, %1
        mov     ebx, eax
        mov     ecx, ebx
        mov     edx, ecx
        mov     esi, edx
        mov     edi, esi
        mov     ebp, edi
        mov     esp, ebp
        cmp     esp, %1
        jne     cpu_failed
        mov     ds, ax
        mov     bx, ds
        mov     es, bx
        mov     cx, es
        mov     fs, cx
        mov     dx, fs
        mov     gs, dx
        mov     si, gs
        mov     ss, si
        mov     di, ss
        cmp     edi, %1
        jne     cpu_failed
%endmacro

        POST_STEP CPU_REGISTERS
        REGISTERS_HOLD 0ffffffffh
        REGISTERS_HOLD 055555555h
        REGISTERS_HOLD 0aaaaaaaah
        REGISTERS_HOLD 000000000h

        ; 12345678h * 9ABCDEFh, and back by division.
        mov     eax, 12345678h
        mov     ebx, 09abcdefh
        mul     ebx
        cmp     edx, 00b00ea4h
        jne     cpu_failed
        cmp     eax, 0e242d208h
        jne     cpu_failed
        div     ebx
        cmp     eax, 12345678h
        jne     cpu_failed
        test    edx, edx
        jnz     cpu_failed
        ror     eax, 12
        cmp     eax, 67812345h
        jne     cpu_failed

        ; A reset leaves protection off. If it is on, this is no reset.
        smsw    ax
        test    al, 1
        jnz     cpu_failed

        mov     ax, cs
        mov     ds, ax
        mov     ss, ax
        jmp     post_rom

; Protection off: with it on, segment registers would need descriptors.
cpu_failed:
        mov     eax, cr0
        and     al, 0feh
        mov     cr0, eax
        mov     ax, cs
        mov     ds, ax
        mov     ss, ax
        mov     bl, BEEPS_CPU
        jmp     fatal_without_ram

; CPU family into AL: 3, 4, 5 or 6. Needs a stack, so the banner asks later.
; A 386 cannot set AC (bit 18), a 486 without CPUID cannot set ID (bit 21).
; Source: SDM Vol. 1, "EFLAGS Register"; Vol. 2A, CPUID.
FLAG_AC         equ 1 << 18
FLAG_ID         equ 1 << 21

cpu_family:
        mov     edx, FLAG_AC
        mov     cl, 3
        call    .toggles
        jz      .known
        mov     edx, FLAG_ID
        mov     cl, 4
        call    .toggles
        jz      .known
        cpu     586
        push    ebx
        mov     eax, 1
        cpuid
        pop     ebx
        cpu     386
        mov     cl, ah
        and     cl, 0fh
        cmp     cl, 6
        jbe     .known
        mov     cl, 6
.known:
        mov     al, cl
        ret

; ZF = 1 if the flag in EDX cannot be changed. EFLAGS are kept.
.toggles:
        pushfd
        pop     eax
        push    eax
        xor     eax, edx
        push    eax
        popfd
        pushfd
        pop     ebx
        popfd
        xor     eax, ebx
        not     eax
        test    eax, edx
        ret
