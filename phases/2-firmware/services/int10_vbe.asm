; SPDX-License-Identifier: MIT
; INT 10h AH=4Fh: the VESA BIOS Extension, AL = function. See int10.asm for
; where we are.
;
; The card is one with the Bochs VBE extensions: an index and a data port of a
; word each. On a card without them these calls are not known: AX is not
; changed, by which a caller knows that there is no VBE.
;
; Out: AL = 4Fh, AH = 0: done, 1: failed, 2: not on this card, 3: not in this
; mode.
;
; Source: VESA BIOS Extension (VBE) Core Functions Standard 3.0; Bochs
; documentation, "VBE Display API".
; Not provided: the protected-mode interface (0Ah).

VBE_DONE                equ 004fh
VBE_FAILED              equ 014fh
VBE_NOT_NOW             equ 034fh
VBE_VERSION             equ 0300h

DISPI_INDEX             equ 1ceh
DISPI_ID                equ 0
DISPI_XRES              equ 1
DISPI_YRES              equ 2
DISPI_BPP               equ 3
DISPI_ENABLE            equ 4
DISPI_BANK              equ 5
DISPI_VIRT_WIDTH        equ 6
DISPI_VIRT_HEIGHT       equ 7
DISPI_X_OFFSET          equ 8
DISPI_Y_OFFSET          equ 9
DISPI_VIDEO_MEMORY      equ 0ah

DISPI_ID_FIRST          equ 0b0c0h
DISPI_ON                equ 01h         ; bits of ENABLE
DISPI_8_BIT_DAC         equ 20h
DISPI_LINEAR            equ 40h
DISPI_KEEP_MEMORY       equ 80h

BDA_VBE_MODE            equ 0b0h        ; word: the mode with its wishes; 0: none

int10_vbe:
        push    ax
        push    bx
        mov     bl, DISPI_ID
        call    dispi_get
        and     al, 0f0h
        cmp     ax, DISPI_ID_FIRST
        pop     bx
        pop     ax
        jne     .none
        mov     CALLER_AX, VBE_FAILED
        cmp     al, (vbe_functions.end - vbe_functions) / 2
        jae     .none
        mov     ah, 0
        mov     si, ax
        shl     si, 1
        jmp     [cs:vbe_functions + si]
.none:  ret

vbe_functions:
        dw      vbe_info                ; 00h
        dw      vbe_mode_info           ; 01h
        dw      vbe_set_mode            ; 02h
        dw      vbe_get_mode            ; 03h
        dw      vbe_save                ; 04h
        dw      vbe_window              ; 05h
        dw      vbe_line_length         ; 06h
        dw      vbe_start               ; 07h
        dw      vbe_dac                 ; 08h
        dw      vbe_palette             ; 09h
.end:

; AX = register BL.
dispi_get:
        push    dx
        mov     dx, DISPI_INDEX
        movzx   ax, bl
        out     dx, ax
        inc     dx
        in      ax, dx
        pop     dx
        ret

; Register BL = AX.
dispi_set:
        push    dx
        push    ax
        mov     dx, DISPI_INDEX
        movzx   ax, bl
        out     dx, ax
        inc     dx
        pop     ax
        out     dx, ax
        pop     dx
        ret

; The registers of the VGA make the picture. AX, BX are lost.
vbe_off:
        mov     word [BDA_VBE_MODE], 0
        mov     bl, DISPI_ENABLE
        xor     ax, ax
        jmp     dispi_set

VBE_PCI_DEVICE          equ 1111h
VBE_PCI_VENDOR          equ 1234h
VBE_PCI_BASE            equ 10h
VBE_FRAME_BUFFER_ISA    equ 0e0000000h

; BX = the card's place on the PCI bus. CF=1: it is not there.
vbe_pci:
        push    si
        mov     ax, 0b102h              ; find PCI device
        mov     cx, VBE_PCI_DEVICE
        mov     dx, VBE_PCI_VENDOR
        xor     si, si
        int     1ah
        pop     si
        ret

; EAX = physical address of the frame buffer.
vbe_frame_buffer:
        push    ebx
        push    ecx
        push    edx
        push    edi
        mov     ecx, VBE_FRAME_BUFFER_ISA
        call    vbe_pci
        mov     ecx, VBE_FRAME_BUFFER_ISA
        jc      .done
        mov     ax, 0b10ah              ; read configuration dword
        mov     di, VBE_PCI_BASE
        int     1ah
        and     cl, 0f0h
.done:  mov     eax, ecx
        pop     edi
        pop     edx
        pop     ecx
        pop     ebx
        ret

; POST: on the PCI bus the frame buffer is nowhere until somebody places it.
vbe_place:
        pushad
        call    vbe_pci
        jc      .done
        mov     ax, 0b10dh              ; write configuration dword
        mov     di, VBE_PCI_BASE
        mov     ecx, VBE_FRAME_BUFFER_ISA
        int     1ah
        mov     ax, 0b10bh              ; write configuration byte
        mov     di, 04h                 ; command: ports and memory answer
        mov     cl, 03h
        int     1ah
.done:  popad
        ret

; --- AX=4F00h: the card -------------------------------------------------

; 20 bytes at ES:DI; the rest only for callers that wrote "VBE2" there.
vbe_info:
        mov     CALLER_AX, VBE_DONE
        mov     edx, [es:di]
        push    di
        mov     si, vbe_info_block
        mov     cx, vbe_info_block.memory - vbe_info_block
        cs rep movsb
        mov     bl, DISPI_VIDEO_MEMORY
        call    dispi_get
        stosw
        mov     cx, vbe_info_block.end - vbe_info_block.names
        mov     si, vbe_info_block.names
        cmp     edx, "VBE2"
        jne     .done
        cs rep movsb
.done:  pop     di
        ret

vbe_info_block:
        db      "VESA"
        dw      VBE_VERSION
        dw      .oem, 0f000h
        dd      1                       ; the DAC can have 8 bits a colour
        dw      vbe_numbers, 0f000h
.memory:
.names: dw      0100h                   ; version of this BIOS
        dw      .oem, 0f000h            ; vendor, product, revision
        dw      .product, 0f000h
        dw      .revision, 0f000h
.end:
.oem:           db "bootscope", 0
.product:       db "bootscope BIOS for the Bochs VBE extensions", 0
.revision:      db "1", 0

; --- AX=4F02h, 4F03h: the mode ------------------------------------------

; Mode BX.
vbe_set_mode:
        mov     cx, bx
        and     cx, VBE_NUMBER_BITS
        cmp     cx, 100h
        jb      vbe_set_standard
        push    bx
        call    vbe_find
        pop     bx
        jc      .done
        mov     al, 13h | MODE_KEEP_MEMORY
        cmp     byte [cs:si + vbe.bits], 4
        jne     .packed
        test    bx, VBE_LINEAR          ; there is no such thing
        jnz     .done
        mov     al, 12h | MODE_KEEP_MEMORY
.packed:
        push    bx
        push    si
        mov     CALLER_AL, al
        call    int10_set_mode
        pop     si
        call    vbe_program
        pop     bx
        and     bx, VBE_LINEAR | VBE_KEEP_MEMORY | VBE_NUMBER_BITS
        mov     [BDA_VBE_MODE], bx
        mov     CALLER_AX, VBE_DONE
.done:  ret

; The mode at SI; the wishes are BX of the caller. AX, BX are lost.
vbe_program:
        mov     bl, DISPI_XRES
        mov     ax, [cs:si + vbe.width]
        call    dispi_set
        mov     bl, DISPI_YRES
        mov     ax, [cs:si + vbe.height]
        call    dispi_set
        mov     bl, DISPI_BPP
        movzx   ax, byte [cs:si + vbe.bits]
        call    dispi_set
        mov     ax, DISPI_ON
        test    CALLER_BX, VBE_LINEAR
        jz      .banks
        or      al, DISPI_LINEAR
.banks: test    CALLER_BX, VBE_KEEP_MEMORY
        jz      .clear
        or      al, DISPI_KEEP_MEMORY
.clear: mov     bl, DISPI_ENABLE
        jmp     dispi_set

; Mode CX, one of the VGA's own. Bit 15 of BX is bit 7 of AL.
vbe_set_standard:
        mov     dl, cl
        call    mode_find
        jc      .done
        mov     al, bh
        and     al, VBE_KEEP_MEMORY >> 8
        or      al, cl
        mov     CALLER_AL, al
        call    int10_set_mode
        mov     CALLER_AX, VBE_DONE
.done:  ret

; BX = the mode.
vbe_get_mode:
        mov     ax, [BDA_VBE_MODE]
        test    ax, ax
        jnz     .set
        mov     al, [BDA_VIDEO_MODE]
.set:   mov     CALLER_BX, ax
        mov     CALLER_AX, VBE_DONE
        ret
