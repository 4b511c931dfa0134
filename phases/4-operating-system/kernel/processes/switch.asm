; SPDX-License-Identifier: MIT
; kernel/processes/switch.asm - from one process to another.
;
; Where we are: in the kernel, interrupts off, on the kernel stack of the
; process that stops. CR3 and the task state segment are already those of the
; next one. EAX, ECX and EDX belong to the caller.

        bits    32

        global  process_switch

        section .text

; void process_switch(uint32_t *save_esp, uint32_t load_esp)
process_switch:
        mov     eax, [esp + 4]
        mov     edx, [esp + 8]
        push    ebp
        push    ebx
        push    esi
        push    edi
        mov     [eax], esp
        mov     esp, edx
        pop     edi
        pop     esi
        pop     ebx
        pop     ebp
        ret
