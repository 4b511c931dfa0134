; SPDX-License-Identifier: MIT
; kernel/interrupts/stubs.asm - from an interrupt to C and back.
;
; Where we are: ring 0, interrupts off, on the kernel stack of the process
; (from ring 3 the processor took it from the task state segment). The
; processor pushed EFLAGS, CS, EIP and, for some exceptions, an error code.

        bits    32

KERNEL_DATA     equ 10h
SYSTEM_CALL     equ 80h
STUBS           equ 48

        extern  interrupt_dispatch
        global  interrupt_stubs, interrupt_stub_system_call, interrupt_return

        section .text

; Exceptions 8, 10-14 and 17 push an error code; a 0 stands in elsewhere.
%macro STUB 1
stub_%1:
    %if !(%1 = 8 || (%1 >= 10 && %1 <= 14) || %1 = 17)
        push    dword 0
    %endif
        push    dword %1
        jmp     enter_kernel
%endmacro

%assign vector 0
%rep STUBS
        STUB    vector
    %assign vector vector + 1
%endrep

interrupt_stub_system_call:
        push    dword 0
        push    dword SYSTEM_CALL

; Here the stack becomes a struct interrupt_frame (idt.h).
enter_kernel:
        push    ds
        push    es
        push    fs
        push    gs
        pusha
        mov     ax, KERNEL_DATA
        mov     ds, ax
        mov     es, ax
        cld
        push    esp
        call    interrupt_dispatch
        add     esp, 4
return_from_frame:
        popa
        pop     gs
        pop     fs
        pop     es
        pop     ds
        add     esp, 8                  ; vector and error code
        iret

; void interrupt_return(struct interrupt_frame *frame)
interrupt_return:
        mov     esp, [esp + 4]
        jmp     return_from_frame

        section .rodata

%macro ADDRESS 1
        dd      stub_%1
%endmacro

interrupt_stubs:
%assign vector 0
%rep STUBS
        ADDRESS vector
    %assign vector vector + 1
%endrep
