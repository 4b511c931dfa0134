; SPDX-License-Identifier: MIT
; INT 74h, IRQ12: a byte from the mouse.
;
; The bytes of a packet are gathered in the EBDA. With the last one the handler
; that INT 15h AX=C207h has set is called far, with four words on the stack:
; buttons and signs, way right, way up, and the fourth byte of a packet that
; has one (else 0). It leaves them there.
; Source: IBM PS/2 and PC BIOS Interface Technical Reference, "Interrupt 15H",
; "Pointing Device"; "Extended BIOS Data Area".

int74_handler:
        pushad
        push    ds
        push    es
        cld
        push    BDA_SEG
        pop     ds
        mov     ds, [BDA_EBDA_SEG]
        in      al, KBC_STATUS
        and     al, KBC_OUTPUT_FULL | KBC_AUX_FULL
        cmp     al, KBC_OUTPUT_FULL | KBC_AUX_FULL
        jne     .end
        in      al, KBC_DATA
        mov     bl, [EBDA_MOUSE_INDEX]
        and     bx, MOUSE_LAST
        mov     [EBDA_MOUSE_DATA + bx], al
        mov     al, [EBDA_MOUSE_FLAGS]
        and     al, MOUSE_LAST
        cmp     bl, al
        lea     bx, [bx + 1]
        jb      .more
        call    mouse_tell
        mov     bl, 0
.more:  mov     [EBDA_MOUSE_INDEX], bl
.end:
        mov     al, PIC_EOI
        out     PIC2_CMD, al
        out     PIC1_CMD, al
        pop     es
        pop     ds
        popad
        iret

; A packet is whole, DS = EBDA, AL = its last index: call the handler, if there
; is one. Only DS is kept.
mouse_tell:
        test    byte [EBDA_MOUSE_FLAGS], MOUSE_HAS_HANDLER
        jz      .none
        mov     ah, 0
        mov     cl, al
        mov     al, [EBDA_MOUSE_DATA]
        push    ax
        mov     al, [EBDA_MOUSE_DATA + 1]
        push    ax
        mov     al, [EBDA_MOUSE_DATA + 2]
        push    ax
        mov     al, 0
        cmp     cl, 3
        jb      .three
        mov     al, [EBDA_MOUSE_DATA + 3]
.three: push    ax
        sti
        call    far [EBDA_MOUSE_HANDLER]
        cli
        cld
        add     sp, 8
        push    BDA_SEG
        pop     ds
        mov     ds, [BDA_EBDA_SEG]
.none:  ret
