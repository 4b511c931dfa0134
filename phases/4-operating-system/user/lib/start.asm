; SPDX-License-Identifier: MIT
; user/lib/start.asm - the first instructions of each program, and its door to
; the kernel.
;
; Where we are: ring 3, flat segments, EBX = address of the argument text,
; which lies above the stack.

        bits    32

SYSTEM_CALL     equ 80h

        extern  program_start
        global  program_entry, system_call

        section .text

program_entry:
        xor     ebp, ebp
        push    ebx
        call    program_start           ; does not return

; int system_call(unsigned number, unsigned a, unsigned b, unsigned c)
system_call:
        push    ebx
        mov     eax, [esp + 8]
        mov     ebx, [esp + 12]
        mov     ecx, [esp + 16]
        mov     edx, [esp + 20]
        int     SYSTEM_CALL
        pop     ebx
        ret
