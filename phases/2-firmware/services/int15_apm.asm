; SPDX-License-Identifier: MIT
; INT 15h AH=53h: Advanced Power Management 1.2, its real-mode interface. See
; int15.asm for where we are.
;
; One power state can be reached, off, and it is the chipset that reaches it
; (post/pci.asm gave it its ports). On a board without one there is no APM.
;
; Source: Intel and Microsoft, "Advanced Power Management (APM) BIOS Interface
; Specification" 1.2, "APM BIOS Functions".

APM_VERSION             equ 0102h
APM_BIOS                equ 0000h       ; BX: the device that is asked
APM_ALL_DEVICES         equ 0001h
APM_EVERYTHING          equ 0ffffh      ; the same, in version 1.0
APM_STATE_OFF           equ 3

APM_ALREADY_CONNECTED   equ 02h         ; what AH says with CF=1
APM_NOT_CONNECTED       equ 03h
APM_NO_16_BITS          equ 06h
APM_NO_32_BITS          equ 08h
APM_NO_SUCH_DEVICE      equ 09h
APM_OUT_OF_RANGE        equ 0ah
APM_NO_SUCH_FUNCTION    equ 0ch
APM_NO_SUCH_STATE       equ 60h
APM_NO_EVENT            equ 80h

PM_CONTROL              equ PM_PORTS + 4
PM_SLEEP_NOW            equ 2000h       ; SUS_EN, with SUS_TYP 0: off

int15_apm:
        push    EBDA_SEG
        pop     ds
        mov     si, ax
        mov     di, dx
        mov     dx, PM_CONTROL
        in      ax, dx
        inc     ax                      ; FFFFh: nobody is there
        jz      system_unsupported
        mov     ax, si
        mov     dx, di
        cmp     al, (apm_functions.end - apm_functions) / 2
        jae     .unknown
        cmp     al, 04h
        jbe     .go
        cmp     byte [EBDA_APM_CONNECTED], 0
        mov     ah, APM_NOT_CONNECTED
        je      apm_error
.go:    movzx   si, al
        shl     si, 1
        jmp     [cs:apm_functions + si]
.unknown:
        mov     ah, APM_NO_SUCH_FUNCTION
apm_error:
        mov     CALLER_AH, ah
        jmp     service_carry

apm_functions:
        dw      apm_check, apm_connect, apm_16_bits, apm_32_bits
        dw      apm_disconnect, apm_idle, service_ok, apm_set_state
        dw      apm_all_only, apm_all_only, apm_power_status, apm_no_event
        dw      apm_get_state, apm_all_only, apm_driver_version, apm_all_only
        dw      apm_capabilities
.end:

apm_check:
        cmp     bx, APM_BIOS
        jne     apm_no_device
        mov     CALLER_AX, APM_VERSION
        mov     CALLER_BH, 'P'
        mov     CALLER_BL, 'M'
        mov     CALLER_CX, 0            ; none of the protected-mode interfaces
        jmp     service_ok

apm_no_device:
        mov     ah, APM_NO_SUCH_DEVICE
        jmp     apm_error

apm_connect:
        cmp     bx, APM_BIOS
        jne     apm_no_device
        mov     ah, APM_ALREADY_CONNECTED
        xchg    al, [EBDA_APM_CONNECTED] ; AL is 1
        test    al, al
        jnz     apm_error
        jmp     service_ok

apm_16_bits:
        mov     ah, APM_NO_16_BITS
        jmp     apm_error

apm_32_bits:
        mov     ah, APM_NO_32_BITS
        jmp     apm_error

apm_disconnect:
        cmp     bx, APM_BIOS
        jne     apm_no_device
        mov     ah, APM_NOT_CONNECTED
        mov     al, 0
        xchg    al, [EBDA_APM_CONNECTED]
        test    al, al
        jz      apm_error
        jmp     service_ok

apm_idle:
        sti
        hlt
        cli
        jmp     service_ok

; What is switched for all devices at once, and needs no more here.
apm_all_only:
        cmp     bx, APM_EVERYTHING
        je      service_ok
        cmp     bx, APM_ALL_DEVICES
        ja      apm_no_device
        jmp     service_ok

apm_set_state:
        cmp     bx, APM_ALL_DEVICES
        jne     apm_no_device
        mov     ah, APM_NO_SUCH_STATE
        cmp     cx, APM_STATE_OFF
        jb      apm_error
        mov     ah, APM_OUT_OF_RANGE
        ja      apm_error
        mov     dx, PM_CONTROL
        mov     ax, PM_SLEEP_NOW
        out     dx, ax
        jmp     service_ok

; On line, no battery.
apm_power_status:
        cmp     bx, APM_ALL_DEVICES
        jne     apm_no_device
        mov     CALLER_BX, 01ffh        ; line power; battery unknown
        mov     CALLER_CX, 80ffh        ; no battery; charge unknown
        mov     CALLER_DX, 0ffffh       ; time left unknown
        jmp     service_ok

apm_no_event:
        mov     ah, APM_NO_EVENT
        jmp     apm_error

apm_get_state:
        cmp     bx, APM_ALL_DEVICES
        jne     apm_no_device
        mov     CALLER_CX, 0            ; ready
        jmp     service_ok

; The connection speaks the lower version of the two.
apm_driver_version:
        cmp     bx, APM_BIOS
        jne     apm_no_device
        cmp     cx, APM_VERSION
        jbe     .lower
        mov     cx, APM_VERSION
.lower: mov     CALLER_AX, cx
        jmp     service_ok

apm_capabilities:
        cmp     bx, APM_BIOS
        jne     apm_no_device
        mov     CALLER_BL, 0            ; batteries
        mov     CALLER_CX, 0
        jmp     service_ok
