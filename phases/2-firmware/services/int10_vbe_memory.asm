; SPDX-License-Identifier: MIT
; INT 10h: what of its memory a VESA mode shows, its colours and its state
; (AX=4F04h to 4F09h). See int10_vbe.asm.

; CF=1, and the caller is told so: no VESA mode is set.
vbe_needs_mode:
        cmp     word [BDA_VBE_MODE], 1
        jnc     .done
        mov     CALLER_AX, VBE_NOT_NOW
.done:  ret

; --- AX=4F05h: the window at A0000h -------------------------------------

; BH=0: window BL shows the 64 KiB number DX; 1: DX = which it shows. There is
; only window 0, and none in a linear mode.
vbe_window:
        call    vbe_needs_mode
        jc      .done
        test    byte [BDA_VBE_MODE + 1], VBE_LINEAR >> 8
        jz      .banks
        mov     CALLER_AX, VBE_NOT_NOW
        ret
.banks: cmp     bl, 0
        jne     .done
        cmp     bh, 1
        ja      .done
        call    vbe_window_move
        jc      .done
        mov     CALLER_DX, dx
        mov     CALLER_AX, VBE_DONE
.done:  ret

; What the block of 4F01h points to: the same by a far call, no status.
vbe_window_far:
        push    ax
        push    bx
        call    vbe_window_move
        pop     bx
        pop     ax
        retf

; BH, DX as above. CF=1: there is no such memory. AX, BX are lost.
vbe_window_move:
        test    bh, bh
        jnz     .ask
        mov     bl, DISPI_VIDEO_MEMORY
        call    dispi_get
        dec     ax
        cmp     ax, dx
        jb      .done
        mov     ax, dx
        mov     bl, DISPI_BANK
        call    dispi_set
.ask:   mov     bl, DISPI_BANK
        call    dispi_get
        mov     dx, ax
        clc
.done:  ret

; --- AX=4F06h: the length of a line -------------------------------------

; BL=0: CX pixels, 2: CX bytes; 1: as it is, 3: the longest. Out: BX = bytes,
; CX = pixels, DX = lines.
vbe_line_length:
        call    vbe_needs_mode
        jc      .done
        push    cx
        mov     cx, [BDA_VBE_MODE]
        call    vbe_find
        pop     cx
        cmp     bl, 3
        ja      .done
        je      vbe_longest_line
        cmp     bl, 1
        je      .tell
        jb      .pixels
        call    vbe_pixels_of
.pixels:
        add     cx, 7
        jc      .done
        and     cl, ~7
        cmp     cx, [cs:si + vbe.width]
        jae     .wide
        mov     cx, [cs:si + vbe.width]
.wide:  call    vbe_lines_of
        cmp     ax, [cs:si + vbe.height]
        jb      .done                   ; the picture would not fit
        mov     ax, cx
        mov     bl, DISPI_VIRT_WIDTH
        call    dispi_set
.tell:  mov     bl, DISPI_VIRT_WIDTH
        call    dispi_get
        mov     cx, ax
vbe_tell_line:
        mov     CALLER_CX, cx
        call    vbe_lines_of
        mov     CALLER_DX, ax
        mov     CALLER_BX, dx
        mov     CALLER_AX, VBE_DONE
vbe_line_length.done:
        ret

; All that the lines of the picture leave room for.
vbe_longest_line:
        mov     bl, DISPI_VIDEO_MEMORY
        call    dispi_get
        movzx   eax, ax
        shl     eax, 16
        movzx   ebx, word [cs:si + vbe.height]
        xor     edx, edx
        div     ebx                     ; bytes
        movzx   ebx, byte [cs:si + vbe.bits]
        inc     bl
        and     bl, ~1                  ; 15 take 16
        shl     eax, 3
        xor     edx, edx
        div     ebx
        cmp     eax, 0fff8h
        jbe     .fit
        mov     ax, 0fff8h
.fit:   and     al, ~7
        mov     cx, ax
        jmp     vbe_tell_line

; CX bytes of a line become pixels of the mode at SI. AX, DX are lost.
vbe_pixels_of:
        push    bx
        mov     ax, 8
        mul     cx
        movzx   bx, byte [cs:si + vbe.bits]
        cmp     bl, 15
        jne     .plane
        inc     bx
.plane: cmp     bl, 4
        jne     .bits
        mov     bl, 1                   ; the bytes of one plane
.bits:  cmp     dx, bx
        jae     .none
        div     bx
        mov     cx, ax
        pop     bx
        ret
.none:  mov     cx, 0fff8h
        pop     bx
        ret

; Lines of CX pixels: DX = bytes of one, of the mode at SI; AX = how many fit
; into the memory, at most FFFFh.
vbe_lines_of:
        push    ebx
        push    ecx
        movzx   eax, byte [cs:si + vbe.bits]
        inc     al
        and     al, ~1
        movzx   ecx, cx
        mul     ecx
        shr     eax, 3
        mov     ecx, eax
        push    ecx
        mov     bl, DISPI_VIDEO_MEMORY
        call    dispi_get
        movzx   eax, ax
        shl     eax, 16
        xor     edx, edx
        div     ecx
        pop     edx
        cmp     byte [cs:si + vbe.bits], 4
        jne     .packed
        shr     dx, 2                   ; of one plane
.packed:
        cmp     eax, 0ffffh
        jbe     .fit
        mov     ax, 0ffffh
.fit:   pop     ecx
        pop     ebx
        ret

; --- AX=4F07h: where the picture begins ---------------------------------

; BL=0, 80h: at column CX, line DX; 1: CX, DX = where; 2, 82h: at byte ECX.
; Bit 7: after the next retrace; this card needs no such care.
vbe_start:
        call    vbe_needs_mode
        jc      .done
        and     bl, 7fh
        cmp     bl, 1
        je      .ask
        jb      .place
        cmp     bl, 2
        jne     .done
        call    vbe_place_of
.place: mov     ax, cx
        mov     bl, DISPI_X_OFFSET
        call    dispi_set
        mov     ax, dx
        mov     bl, DISPI_Y_OFFSET
        call    dispi_set
        call    .get
        cmp     ax, cx
        jne     .done                   ; behind the end of the memory
        cmp     bx, dx
        jne     .done
        mov     CALLER_AX, VBE_DONE
.done:  ret
.ask:   call    .get
        mov     CALLER_CX, ax
        mov     CALLER_DX, bx
        mov     CALLER_BH, 0
        mov     CALLER_AX, VBE_DONE
        ret
.get:   mov     bl, DISPI_Y_OFFSET      ; AX = column, BX = line
        call    dispi_get
        push    ax
        mov     bl, DISPI_X_OFFSET
        call    dispi_get
        pop     bx
        ret

; Byte ECX of the memory: column CX, line DX. EAX, EBX, SI are lost.
vbe_place_of:
        push    ecx
        mov     cx, [BDA_VBE_MODE]
        call    vbe_find
        mov     bl, DISPI_VIRT_WIDTH
        call    dispi_get
        mov     cx, ax
        call    vbe_lines_of
        movzx   ebx, dx
        pop     eax
        xor     edx, edx
        div     ebx                     ; EAX = line, EDX = byte of it
        push    ax
        mov     cx, dx
        call    vbe_pixels_of
        pop     dx
        ret

; --- AX=4F08h, 4F09h: colours -------------------------------------------

; BL=0: BH bits a colour, 8 or else 6; 1: ask. Out: BH = bits.
vbe_dac:
        call    vbe_has_palette
        jc      .done
        cmp     bl, 1
        ja      .done
        je      .ask
        mov     cl, bh
        mov     bl, DISPI_ENABLE
        call    dispi_get
        or      al, DISPI_8_BIT_DAC
        cmp     cl, 8
        jae     .set
        and     al, ~DISPI_8_BIT_DAC
.set:   call    dispi_set
.ask:   mov     bl, DISPI_ENABLE
        call    dispi_get
        mov     CALLER_BH, 6
        test    al, DISPI_8_BIT_DAC
        jz      .six
        mov     CALLER_BH, 8
.six:   mov     CALLER_AX, VBE_DONE
.done:  ret

; CF=1, and the caller is told so: pixels of this mode are colours themselves.
; AX, SI are lost.
vbe_has_palette:
        call    vbe_needs_mode
        jc      .done
        push    cx
        mov     cx, [BDA_VBE_MODE]
        call    vbe_find
        pop     cx
        cmp     byte [cs:si + vbe.bits], 9
        cmc
        jnc     .done
        mov     CALLER_AX, VBE_NOT_NOW
.done:  ret

; BL=0, 80h: CX colours from DX on from ES:DI, four bytes each: blue, green,
; red, none; 1: to ES:DI.
vbe_palette:
        cmp     dx, 255
        ja      .done
        cmp     cx, 256
        ja      .done
        and     bl, 7fh
        cmp     bl, 1
        ja      .done
        mov     CALLER_AX, VBE_DONE
        jcxz    .done
        mov     al, dl
        je      .ask
        mov     dx, DAC_WRITE_INDEX
        out     dx, al
        inc     dx
.write: mov     al, [es:di + 2]
        out     dx, al
        mov     al, [es:di + 1]
        out     dx, al
        mov     al, [es:di]
        out     dx, al
        add     di, 4
        loop    .write
        ret
.ask:   mov     dx, DAC_READ_INDEX
        out     dx, al
        mov     dl, DAC_DATA & 0ffh
.read:  in      al, dx
        mov     [es:di + 2], al
        in      al, dx
        mov     [es:di + 1], al
        in      al, dx
        mov     ah, 0
        mov     [es:di], al
        mov     [es:di + 3], ah
        add     di, 4
        loop    .read
.done:  ret

; --- AX=4F04h: the state ------------------------------------------------

VBE_STATE               equ 08h         ; in CX: the extensions' registers
VBE_STATE_ALL           equ 0fh
VBE_STATE_BYTES         equ 2 + 9 * 2

; DL=0: BX = blocks of 64 bytes that the parts CX take; 1: save to ES:BX,
; 2: restore from there. The other parts are those of AH=1Ch.
vbe_save:
        cmp     dl, 2
        ja      .done
        test    cx, ~VBE_STATE_ALL
        jnz     .done
        mov     CALLER_AX, VBE_DONE
        push    cx
        cmp     dl, 1
        jb      .size
        je      .save
        mov     si, bx
        call    state_restore
        pop     cx
        test    cl, VBE_STATE
        jnz     vbe_restore_registers
        ret
.save:  mov     di, bx
        call    state_save
        pop     cx
        test    cl, VBE_STATE
        jnz     vbe_save_registers
        ret
.size:  call    state_blocks
        mov     CALLER_BX, dx
        pop     cx
.done:  ret

; Mode, then registers 1 to 9, to ES:DI.
vbe_save_registers:
        mov     ax, [BDA_VBE_MODE]
        stosw
        mov     bl, DISPI_XRES
.next:  call    dispi_get
        stosw
        inc     bl
        cmp     bl, DISPI_Y_OFFSET
        jbe     .next
        ret

; The other way, from ES:SI. What is in the memory stays.
vbe_restore_registers:
        call    vbe_off
        es lodsw
        mov     [BDA_VBE_MODE], ax
        mov     bl, DISPI_XRES
.next:  es lodsw
        cmp     bl, DISPI_ENABLE
        jne     .set
        or      al, DISPI_KEEP_MEMORY
.set:   call    dispi_set
        inc     bl
        cmp     bl, DISPI_Y_OFFSET
        jbe     .next
        ret
