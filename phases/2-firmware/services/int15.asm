; SPDX-License-Identifier: MIT
; INT 15h: system services. 16-bit real mode, caller's stack, code in the ROM.
;
; A function says by CF how it went; one that is not here, among them those of
; EISA, answers CF=1, AH = 86h.
;
; Source: IBM PS/2 and PC BIOS Interface Technical Reference, "Interrupt 15H";
; Advanced Configuration and Power Interface Specification, "INT 15H, E820H".

%include "services/a20.asm"
%include "services/int15_move_block.asm"
%include "services/int15_memory.asm"
%include "services/int15_wait.asm"
%include "services/int15_mouse.asm"
%include "services/int15_apm.asm"
%include "services/int15_enter_protected.asm"

SYSTEM_UNSUPPORTED      equ 86h

int15_handler:
        SERVICE_ENTER
        push    service_leave
        mov     si, int15_functions - 3
.next:  add     si, 3
        cmp     ah, [cs:si]
        je      .found
        cmp     si, int15_functions.end
        jb      .next
.found: mov     di, [cs:si + 1]
        mov     si, CALLER_SI
        jmp     di

; Each finds all registers but DI as the caller left them.
int15_functions:
        db      24h
        dw      int15_a20
        db      4fh
        dw      int15_keyboard
        db      52h
        dw      system_nothing          ; may the disc go out? yes
        db      80h
        dw      system_nothing          ; a device is opened
        db      81h
        dw      system_nothing          ; and closed
        db      82h
        dw      system_nothing          ; a program ends
        db      83h
        dw      int15_event_wait
        db      85h
        dw      system_nothing          ; SysRq was pressed
        db      86h
        dw      int15_wait
        db      87h
        dw      int15_move_block
        db      88h
        dw      int15_extended_kb
        db      89h
        dw      int15_enter_protected
        db      90h
        dw      system_nothing          ; a device is busy
        db      91h
        dw      system_nothing          ; a device is done
        db      0c0h
        dw      int15_configuration
        db      0c1h
        dw      int15_ebda
        db      0c2h
        dw      int15_mouse
        db      0e8h
        dw      int15_memory_map
        db      53h
        dw      int15_apm
.end:   db      0                       ; any other
        dw      system_unsupported

system_unsupported:
        mov     CALLER_AH, SYSTEM_UNSUPPORTED
        jmp     service_carry

; For a multitasking system to hook.
system_nothing:
        mov     CALLER_AH, 0
        jmp     service_ok

; AH=4Fh: INT 09h asks whether it shall go on with scan code AL: yes, CF=1.
int15_keyboard:
        jmp     service_carry

; AH=C0h: ES:BX = what this machine is (reset/fixed_places.asm).
int15_configuration:
        mov     CALLER_ES, cs
        mov     CALLER_BX, system_table
        jmp     system_nothing

SYSTEM_MODEL_AT         equ 0fch
SYSTEM_SUBMODEL_AT      equ 01h
SYSTEM_SECOND_PIC       equ 40h
SYSTEM_RTC              equ 20h
SYSTEM_KEYBOARD_HOOK    equ 10h         ; INT 09h calls AH=4Fh
SYSTEM_EBDA             equ 04h
SYSTEM_KEYBOARD_ASKED   equ 40h         ; in the next byte: INT 16h AH=09h

; AH=C1h: ES = segment of the EBDA.
int15_ebda:
        mov     ax, [BDA_EBDA_SEG]
        mov     CALLER_ES, ax
        jmp     service_ok
