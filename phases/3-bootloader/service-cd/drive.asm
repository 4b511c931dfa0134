; SPDX-License-Identifier: MIT
; service-cd/drive.asm - a packet to the drive without the BIOS, and the
; interrupt that it answers with.
;
; Source: ATA/ATAPI-4, "PACKET command protocol"; INF-8020i, "INQUIRY Command".

INQUIRY_VENDOR          equ 8           ; in the answer
INQUIRY_VENDOR_LENGTH   equ 8
INQUIRY_MODEL           equ 16
INQUIRY_MODEL_LENGTH    equ 16
INQUIRY_BYTES           equ 36

FIRST_CHANNEL           equ 1f0h
SECOND_CHANNEL          equ 170h
FEATURES                equ 1           ; from the first port on
BYTES_LOW               equ 4
BYTES_HIGH              equ 5
DRIVE                   equ 6
STATUS                  equ 7           ; written: command
CONTROL                 equ 206h        ; read: status, and no more
COMMAND_PACKET          equ 0a0h
STATUS_BSY              equ 80h
STATUS_DRQ              equ 08h

VECTOR                  equ 76h         ; IRQ 14, of the first channel
PIC1_MASK               equ 21h
PIC1_LINE_2             equ 04h
PIC2_MASK               equ 0a1h
PIC2_LINES              equ 0c0h        ; 14 and 15
TICKS                   equ 46ch        ; of 55 ms
PATIENCE                equ 36

; INQUIRY; the answer to BUFFER. CF=1: there is none. came = interrupts.
drive_ask:
        mov     word [port], FIRST_CHANNEL
        mov     bx, VECTOR * 4
        cmp     byte [specification.channel], 0
        je      .first
        mov     word [port], SECOND_CHANNEL
        add     bx, 4
.first: push    dword [bx]
        push    bx
        mov     dword [bx], drive_interrupt
        in      al, PIC1_MASK
        push    ax
        and     al, ~PIC1_LINE_2 & 0ffh
        out     PIC1_MASK, al
        in      al, PIC2_MASK
        push    ax
        and     al, ~PIC2_LINES & 0ffh
        out     PIC2_MASK, al
        call    drive_inquiry
        setc    cl
        pop     ax
        out     PIC2_MASK, al
        pop     ax
        out     PIC1_MASK, al
        pop     bx
        pop     dword [bx]
        cmp     cl, 1
        cmc
        ret

drive_inquiry:
        mov     ax, (STATUS_BSY | STATUS_DRQ) << 8
        call    drive_wait
        jc      .done
        mov     al, [specification.device]
        and     al, 1
        shl     al, 4
        or      al, 0a0h
        mov     cx, DRIVE
        call    drive_out
        mov     ax, (STATUS_BSY | STATUS_DRQ) << 8
        call    drive_wait
        jc      .done
        xor     ax, ax
        mov     cx, CONTROL             ; interrupts on
        call    drive_out
        mov     cx, FEATURES            ; no DMA
        call    drive_out
        mov     cx, BYTES_HIGH
        call    drive_out
        mov     al, INQUIRY_BYTES
        mov     cx, BYTES_LOW
        call    drive_out
        mov     al, COMMAND_PACKET
        mov     cx, STATUS
        call    drive_out
        mov     ax, (STATUS_BSY | STATUS_DRQ) << 8 | STATUS_DRQ
        call    drive_wait
        jc      .done
        mov     si, inquiry
        mov     cx, 6
        mov     dx, [port]
        rep     outsw
        mov     ax, (STATUS_BSY | STATUS_DRQ) << 8 | STATUS_DRQ
        call    drive_wait
        jc      .done
        mov     di, BUFFER
        mov     cx, INQUIRY_BYTES / 2
        mov     dx, [port]
        rep     insw
        mov     ax, (STATUS_BSY | STATUS_DRQ) << 8
        call    drive_wait
        jc      .done
        mov     dx, [port]
        add     dx, STATUS
        in      al, dx                  ; if no interrupt did it
        clc
.done:  ret

; AL to port CX of the drive. DX is lost.
drive_out:
        mov     dx, [port]
        add     dx, cx
        out     dx, al
        ret

; Wait until the bits AH of the status are AL. CF=1: they are not. BX, CX, DX
; are lost.
drive_wait:
        mov     bx, [TICKS]
        mov     dx, [port]
        add     dx, CONTROL
        mov     cx, ax
        in      al, dx                  ; time to become busy
.look:  in      al, dx
        and     al, ch
        cmp     al, cl
        je      .done                   ; CF=0: equal
        mov     ax, [TICKS]
        sub     ax, bx
        cmp     ax, PATIENCE
        jb      .look
        stc
.done:  ret

drive_interrupt:
        push    ax
        push    dx
        mov     dx, [cs:port]
        add     dx, STATUS
        in      al, dx                  ; takes the request back
        mov     al, 20h
        out     0a0h, al
        out     20h, al
        mov     byte [cs:came], 1
        pop     dx
        pop     ax
        iret

inquiry:        db 12h, 0, 0, 0, INQUIRY_BYTES, 0, 0, 0, 0, 0, 0, 0
port:           dw 0
came:           db 0
