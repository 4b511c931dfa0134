; SPDX-License-Identifier: MIT
; INT 1Ah AH=B1h: PCI BIOS. Entered from int1a.asm with its frame; AL is the
; function. Out: AH = status, CF=1 if it is not 0.
;
; A device is named by BH = bus and BL = device * 8 + function, a register by
; DI. Configuration mechanism 1: the address goes to port CF8h, the register
; appears at CFCh-CFFh.
;
; Source: PCI BIOS Specification 2.1; PCI Local Bus Specification 2.1,
; "Configuration Mechanism #1".
; Not provided: buses behind bridges, special cycles, interrupt routing.

PCI_ADDRESS             equ 0cf8h
PCI_DATA                equ 0cfch
PCI_ADDRESS_ENABLE      equ 80000000h

PCI_VENDOR              equ 00h
PCI_CLASS               equ 08h         ; 31:8 class, 7:0 revision
PCI_HEADER_TYPE         equ 0eh
PCI_MANY_FUNCTIONS      equ 80h

PCI_OK                  equ 00h
PCI_UNSUPPORTED         equ 81h
PCI_BAD_VENDOR          equ 83h
PCI_NOT_FOUND           equ 86h
PCI_BAD_REGISTER        equ 87h
PCI_NO_VENDOR           equ 0ffffh

PCI_SIGNATURE           equ 20494350h   ; 'PCI '
PCI_VERSION             equ 0210h
PCI_MECHANISM_1         equ 01h
PCI_LAST_BUS            equ 0

pci_bios:
        push    service_leave
        cmp     al, (pci_functions.end - pci_functions) / 2
        jae     pci_unsupported
        push    bx
        movzx   bx, al
        shl     bx, 1
        mov     si, [cs:pci_functions + bx]
        pop     bx
        jmp     si

; Each finds all registers but SI as the caller left them.
pci_functions:
        dw      pci_unsupported         ; 00h
        dw      pci_present             ; 01h
        dw      pci_find_device         ; 02h
        dw      pci_find_class          ; 03h
        times 4 dw pci_unsupported      ; 04h-07h
        dw      pci_read_byte           ; 08h
        dw      pci_read_word           ; 09h
        dw      pci_read_dword          ; 0Ah
        dw      pci_write_byte          ; 0Bh
        dw      pci_write_word          ; 0Ch
        dw      pci_write_dword         ; 0Dh
.end:

pci_unsupported:
        mov     ah, PCI_UNSUPPORTED

; End a function with status AH.
pci_return:
        mov     CALLER_AH, ah
        cmp     ah, PCI_OK
        je      service_ok
        jmp     service_carry

; AL=01h: EDX = 'PCI ', AL = mechanisms, BX = version, CL = last bus.
pci_present:
        xor     bx, bx
        mov     di, PCI_VENDOR
        call    pci_select
        in      ax, dx
        cmp     ax, PCI_NO_VENDOR
        je      pci_unsupported
        mov     CALLER_EDX, PCI_SIGNATURE
        mov     CALLER_AL, PCI_MECHANISM_1
        mov     CALLER_BX, PCI_VERSION
        mov     CALLER_CL, PCI_LAST_BUS
        mov     ah, PCI_OK
        jmp     pci_return

; AL=02h: BH, BL = device number SI (from 0 on) with device CX, vendor DX.
pci_find_device:
        mov     ah, PCI_BAD_VENDOR
        cmp     dx, PCI_NO_VENDOR
        je      pci_return
        shl     ecx, 16
        mov     cx, dx
        mov     di, PCI_VENDOR
        mov     bl, 0                   ; shift of what is read
        jmp     pci_find

; AL=03h: BH, BL = device number SI with class ECX.
pci_find_class:
        and     ecx, 0ffffffh
        mov     di, PCI_CLASS
        mov     bl, 8
pci_find:
        mov     si, CALLER_SI
        push    bx
        xor     bx, bx                  ; bus 0, device 0, function 0
.next:  call    pci_exists
        jne     .other
        call    pci_select
        in      eax, dx
        pop     dx
        push    dx
        push    cx
        mov     cl, dl
        shr     eax, cl
        pop     cx
        cmp     eax, ecx
        jne     .other
        sub     si, 1
        jc      .found
.other: inc     bl
        jnz     .next
        mov     ah, PCI_NOT_FOUND
        jmp     .end
.found: mov     CALLER_BX, bx
        mov     ah, PCI_OK
.end:   pop     dx
        jmp     pci_return

; ZF=1 if device BX exists. A device with one function may answer for all
; eight, so functions 1-7 count only if function 0 says that there are more.
; AX, DX are lost.
pci_exists:
        push    bx
        push    di
        test    bl, 7
        jz      .vendor
        and     bl, ~7 & 0ffh
        mov     di, PCI_HEADER_TYPE
        call    pci_select
        in      al, dx
        pop     di
        pop     bx
        push    bx
        push    di
        and     al, PCI_MANY_FUNCTIONS
        xor     al, PCI_MANY_FUNCTIONS
        jnz     .done
.vendor:
        mov     di, PCI_VENDOR
        call    pci_select
        in      ax, dx
        cmp     ax, PCI_NO_VENDOR
        setne   al
        cmp     al, 1
.done:  pop     di
        pop     bx
        ret

; Address register DI of device BX. DX = its port. All others kept.
pci_select:
        push    eax
        movzx   eax, bx
        shl     eax, 8
        mov     ax, di
        and     al, 0fch
        mov     ah, bl
        or      eax, PCI_ADDRESS_ENABLE
        mov     dx, PCI_ADDRESS
        out     dx, eax
        pop     eax
        mov     dx, di
        and     dx, 3
        add     dx, PCI_DATA
        ret

; DX = port of register DI, which must be a multiple of 1, 2 or 4 below 100h.
; If it is not, the function ends here.
pci_register_byte:
        mov     ax, 0ff00h
        jmp     pci_register
pci_register_word:
        mov     ax, 0ff01h
        jmp     pci_register
pci_register_dword:
        mov     ax, 0ff03h
pci_register:
        test    di, ax
        jz      pci_select
        pop     ax                      ; not back to the function
        mov     ah, PCI_BAD_REGISTER
        jmp     pci_return

; AL=08h, 09h, 0Ah: CL, CX, ECX = register DI.
pci_read_byte:
        call    pci_register_byte
        in      al, dx
        mov     CALLER_CL, al
        jmp     pci_done
pci_read_word:
        call    pci_register_word
        in      ax, dx
        mov     CALLER_CX, ax
        jmp     pci_done
pci_read_dword:
        call    pci_register_dword
        in      eax, dx
        mov     CALLER_ECX, eax
        jmp     pci_done

; AL=0Bh, 0Ch, 0Dh: register DI = CL, CX, ECX.
pci_write_byte:
        call    pci_register_byte
        mov     al, cl
        out     dx, al
        jmp     pci_done
pci_write_word:
        call    pci_register_word
        mov     ax, cx
        out     dx, ax
        jmp     pci_done
pci_write_dword:
        call    pci_register_dword
        mov     eax, ecx
        out     dx, eax
pci_done:
        mov     ah, PCI_OK
        jmp     pci_return
