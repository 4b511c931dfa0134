; SPDX-License-Identifier: MIT
; Let the 8259A reach a CPU that has a local APIC.
;
; On newer CPUs the wire from the 8259A ends at the local APIC, input LINT0,
; which is masked after reset. "Virtual wire mode" passes the interrupts
; through, as on the AT. CPUs up to the 486 have no local APIC: nothing to do.
; Source: MultiProcessor Specification, "Virtual Wire Mode"; SDM Vol. 3A,
; "Local Vector Table".

CPUID_EDX_APIC          equ 1 << 9
APIC_SPURIOUS           equ 0fee000f0h
APIC_SPURIOUS_ON        equ 1ffh        ; enabled, vector FFh
APIC_LINT0              equ 0fee00350h
APIC_LINT1              equ 0fee00360h
APIC_EXTINT             equ 700h        ; the 8259A gives the vector
APIC_NMI                equ 400h

; Called with a stack and interrupts off; keeps DS, ES, EBP.
local_apic_virtual_wire:
        call    cpu_family              ; 5 and up have CPUID
        cmp     al, 5
        jb      .end
        cpu     586
        mov     eax, 1
        cpuid
        cpu     386
        test    edx, CPUID_EDX_APIC
        jz      .end
        push    ds
        push    es
        FLAT_ENTER
        mov     dword [dword APIC_SPURIOUS], APIC_SPURIOUS_ON
        mov     dword [dword APIC_LINT0], APIC_EXTINT
        mov     dword [dword APIC_LINT1], APIC_NMI
        FLAT_LEAVE
        pop     es
        pop     ds
.end:
        ret
