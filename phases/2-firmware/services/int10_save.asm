; SPDX-License-Identifier: MIT
; INT 10h: the state of the display to memory and back (AH=1Ch). See int10.asm
; for where we are.
;
; CX tells which parts: bit 0 the registers, bit 1 the data area, bit 2 the
; DAC. A part has its place in the buffer behind those before it.

SAVE_REGISTERS          equ 01h
SAVE_DATA               equ 02h
SAVE_DAC                equ 04h
SAVE_DONE               equ 1ch
SAVE_BLOCK              equ 64          ; bytes

SAVE_REGISTER_BYTES     equ 1 + 4 + 25 + 9 + 21
SAVE_DATA_BYTES         equ 30 + 7 + 8
SAVE_DAC_BYTES          equ 1 + 256 * 3

; AH=1Ch: AL=0: BX = blocks of 64 bytes that the parts take; 1: save to ES:BX,
; 2: restore from there.
int10_save:
        cmp     al, 2
        ja      .done
        test    cx, ~(SAVE_REGISTERS | SAVE_DATA | SAVE_DAC)
        jnz     .done
        cmp     al, 1
        jb      .size
        je      .save
        mov     si, bx
        call    state_restore
        jmp     .ok
.save:  mov     di, bx
        call    state_save
        jmp     .ok
.size:  call    state_blocks
        mov     CALLER_BX, dx
.ok:    mov     CALLER_AL, SAVE_DONE
.done:  ret

; DX = blocks that the parts CX take. CX, SI are lost.
state_blocks:
        xor     dx, dx
        mov     si, .bytes
.part:  shr     cx, 1
        jnc     .next
        add     dx, [cs:si]
.next:  add     si, 2
        test    cx, cx
        jnz     .part
        add     dx, SAVE_BLOCK - 1
        shr     dx, 6
        ret
.bytes: dw      SAVE_REGISTER_BYTES, SAVE_DATA_BYTES, SAVE_DAC_BYTES
        dw      VBE_STATE_BYTES         ; AX=4F04h alone

; The parts of CX to ES:DI.
state_save:
        test    cl, SAVE_REGISTERS
        jz      .data
        call    save_registers
.data:  test    cl, SAVE_DATA
        jz      .dac
        push    cx
        mov     si, BDA_VIDEO_MODE      ; to the palette
        mov     cx, 30
        rep     movsb
        mov     si, BDA_VIDEO_ROWS      ; to the display code
        mov     cx, 7
        rep     movsb
        push    ds
        push    0
        pop     ds
        mov     eax, [IVT_FONT]
        stosd
        mov     eax, [IVT_FONT_UPPER]
        stosd
        pop     ds
        pop     cx
.dac:   test    cl, SAVE_DAC
        jz      .done
        mov     dx, DAC_MASK
        in      al, dx
        stosb
        inc     dx                      ; DAC_READ_INDEX
        mov     al, 0
        out     dx, al
        mov     dl, DAC_DATA & 0ffh
        mov     cx, 256 * 3
        rep     insb
.done:  ret

; Miscellaneous output, sequencer 1-4, CRTC, graphics, attribute. AX, BX, DX
; are lost, DI goes on.
save_registers:
        push    cx
        mov     dx, VGA_MISC_READ
        in      al, dx
        stosb
        mov     dl, VGA_SEQUENCER & 0ffh
        mov     bl, 1
        mov     cx, 4
        call    registers_read
        mov     dx, [BDA_CRTC_PORT]
        mov     cx, 25
        call    registers_read
        mov     dx, VGA_GRAPHICS
        mov     cx, 9
        call    registers_read
        mov     bl, 0
        mov     cx, 21
.next:  call    attribute_read
        mov     al, bh
        stosb
        inc     bl
        loop    .next
        pop     cx
        ret

; CX registers from BL on, index port DX, to ES:DI. Out: BL = 0; AL, CX lost.
registers_read:
        mov     al, bl
        out     dx, al
        inc     dx
        in      al, dx
        stosb
        dec     dx
        inc     bl
        loop    registers_read
        mov     bl, 0
        ret

; The parts of CX from ES:SI.
state_restore:
        test    cl, SAVE_REGISTERS
        jz      .data
        call    restore_registers
.data:  test    cl, SAVE_DATA
        jz      .dac
        push    cx
        push    ds
        push    es
        push    ds
        push    es
        pop     ds
        pop     es                      ; from DS:SI to the data area
        mov     di, BDA_VIDEO_MODE
        mov     cx, 30
        rep     movsb
        mov     di, BDA_VIDEO_ROWS
        mov     cx, 7
        rep     movsb
        push    0
        pop     es
        lodsd
        mov     [es:IVT_FONT], eax
        lodsd
        mov     [es:IVT_FONT_UPPER], eax
        pop     es
        pop     ds
        pop     cx
.dac:   test    cl, SAVE_DAC
        jz      .done
        call    dac_begin
        es lodsb
        mov     dl, DAC_MASK & 0ffh
        out     dx, al
        mov     dl, DAC_DATA & 0ffh
        mov     cx, 256 * 3
        es rep outsb
.done:  ret

; The other way of save_registers. AX, BX, DX, DI are lost, SI goes on.
restore_registers:
        push    cx
        mov     dx, VGA_SEQUENCER
        mov     ax, 0100h | SEQ_RESET
        out     dx, ax
        es lodsb
        mov     dl, VGA_MISC & 0ffh
        out     dx, al
        mov     bh, al
        mov     dl, VGA_SEQUENCER & 0ffh
        mov     bl, 1
        mov     cx, 4
        call    registers_restore
        mov     ax, 0300h | SEQ_RESET
        out     dx, ax
        mov     dl, 0d4h
        test    bh, 1                   ; colour: the CRTC is at 3D4h
        jnz     .crtc
        mov     dl, 0b4h
.crtc:  mov     [BDA_CRTC_PORT], dx
        mov     ax, CRTC_RETRACE_END    ; unlock registers 0-7
        out     dx, ax
        mov     cx, 25
        call    registers_restore
        mov     dx, VGA_GRAPHICS
        mov     cx, 9
        call    registers_restore
        mov     bl, 0
        mov     cx, 21
.next:  es lodsb
        mov     bh, al
        call    attribute_write
        inc     bl
        loop    .next
        call    attribute_show
        pop     cx
        ret

; CX bytes at ES:SI to the registers from BL on, index port DX. Out: BL = 0;
; AX, CX lost.
registers_restore:
        es lodsb
        mov     ah, al
        mov     al, bl
        out     dx, ax
        inc     bl
        loop    registers_restore
        mov     bl, 0
        ret
