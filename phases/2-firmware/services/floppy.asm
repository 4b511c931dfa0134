; SPDX-License-Identifier: MIT
; The floppy disk controller (82077AA) and DMA channel 2. 16-bit real mode, DS
; = BIOS data area, DL = drive.
;
; A command is some bytes to FDC_DATA, each when the controller wants one;
; IRQ 6 tells of its end, and FDC_DATA gives the result. The motor is switched
; off by INT 08h when nothing was asked of the drive for two seconds.
;
; Source: Intel 82077AA data sheet, "Command Set/Descriptions"; Intel 8237A
; data sheet, "Programming"; IBM PC AT Technical Reference, "Diskette Adapter".

FDC_OUTPUT              equ 3f2h        ; 5:4 motors, 3 DMA on, 2 not reset
FDC_STATUS              equ 3f4h        ; 7 ready for a byte, 6 to the CPU
FDC_DATA                equ 3f5h
FDC_INPUT               equ 3f7h        ; write: data rate
FDC_CHANGE_LINE         equ 80h
FDC_DISK_KNOWN          equ 17h         ; in BDA_FLOPPY_MEDIA: type and bit 4

FDC_RUNNING             equ 0ch         ; DMA and interrupt on, not in reset
FDC_READY               equ 80h
FDC_TO_CPU              equ 40h

FDC_SPECIFY             equ 03h
FDC_WRITE               equ 0c5h        ; both sides, MFM
FDC_READ                equ 0e6h        ; ... and deleted sectors are skipped
FDC_RECALIBRATE         equ 07h
FDC_FORMAT              equ 4dh         ; MFM
FDC_SENSE               equ 08h
FDC_SEEK                equ 0fh

FLOPPY_FORMAT_GAP       equ 7           ; in the table of INT 1Eh
FLOPPY_FORMAT_FILL      equ 8

FDC_TICKS               equ 37          ; 2 s for a command
FDC_TRIES               equ 0ffffh      ; looks at FDC_STATUS for a byte
FDC_MOTOR_START         equ 9           ; ticks: half a second
FDC_MOTOR_TICKS         equ 37

FDC_INTERRUPT           equ 80h         ; in BDA_FLOPPY_RECAL: IRQ 6 came

ST0_FAILED              equ 0c0h
ST0_SEEK_END            equ 20h

; DMA: single bytes, upwards, channel 2.
DMA_VERIFY              equ 42h
DMA_TO_MEMORY           equ 46h
DMA_FROM_MEMORY         equ 4ah
DMA_ADDRESS_2           equ 04h
DMA_COUNT_2             equ 05h
DMA_MASK                equ 0ah
DMA_MODE                equ 0bh
DMA_FIRST_BYTE          equ 0ch
DMA_PAGE_2              equ 81h

; Channel 2 is to carry AL sectors at ES:BX in the mode of the low byte of SI.
; CF=1: they would cross 64 KiB. Other registers are kept.
dma_start:
        pusha
        movzx   cx, al
        shl     cx, 9
        jmp     dma_set

; The same for AL address fields of four bytes.
dma_start_fields:
        pusha
        movzx   cx, al
        shl     cx, 2
dma_set:
        dec     cx                      ; bytes - 1
        mov     dx, es
        mov     ax, dx
        shl     ax, 4
        shr     dx, 12
        add     bx, ax                  ; DL:BX = address
        adc     dx, 0
        mov     ax, bx
        add     ax, cx
        jc      .done
        mov     al, 06h                 ; masked while it is programmed
        out     DMA_MASK, al
        out     DMA_FIRST_BYTE, al
        mov     ax, si
        out     DMA_MODE, al
        mov     ax, bx
        out     DMA_ADDRESS_2, al
        mov     al, ah
        out     DMA_ADDRESS_2, al
        mov     al, dl
        out     DMA_PAGE_2, al
        mov     ax, cx
        out     DMA_COUNT_2, al
        mov     al, ah
        out     DMA_COUNT_2, al
        mov     al, 02h
        out     DMA_MASK, al
        clc
.done:  popa
        ret

; Let the controller move what dma_start prepared: AL sectors from cylinder
; CH, head DH, sector CL on; the command is the high byte of SI. CF=1 and AH =
; status of INT 13h if it failed, else AH = 0. AL, BX, DI are lost.
fdc_transfer:
        mov     bl, al
        call    fdc_motor
        call    fdc_look_for_change
        jc      fdc_stopped
        call    fdc_seek
        jc      fdc_stopped
        mov     ax, si
        mov     al, ah
        call    fdc_put
        mov     al, dh
        shl     al, 2
        or      al, dl
        call    fdc_put
        mov     al, ch
        call    fdc_put
        mov     al, dh
        call    fdc_put
        mov     al, cl
        call    fdc_put
        mov     al, 2                   ; 512 bytes a sector
        call    fdc_put
        call    fdc_last_sector
        call    fdc_put
        mov     al, 1bh                 ; gap between sectors
        call    fdc_put
        mov     al, 0ffh
        call    fdc_put

; The last byte of a command was given; CF=1: not taken.
fdc_finish:
        mov     ah, DISK_TIMEOUT
        jc      .failed                 ; of the last byte, so of any
        call    fdc_wait
        jc      .failed
        call    fdc_results
        jmp     fdc_status
.failed:
        mov     byte [BDA_FLOPPY_RECAL], 0
        stc
        ret

; Let the controller format cylinder CH, head DH with the caller's AL sectors,
; whose address fields dma_start_fields has prepared. As fdc_transfer.
fdc_format:
        call    fdc_motor
        call    fdc_look_for_change
        jc      fdc_stopped
        call    fdc_seek
        jc      fdc_stopped
        mov     al, FDC_FORMAT
        call    fdc_put
        mov     al, dh
        shl     al, 2
        or      al, dl
        call    fdc_put
        mov     al, 2                   ; 512 bytes a sector
        call    fdc_put
        mov     al, CALLER_AL
        call    fdc_put
        push    es
        push    0
        pop     es
        les     di, [es:1eh * 4]
        mov     al, [es:di + FLOPPY_FORMAT_GAP]
        call    fdc_put
        mov     al, [es:di + FLOPPY_FORMAT_FILL]
        pop     es
        call    fdc_put
        jmp     fdc_finish
fdc_stopped:
        ret

; AL = last sector of a track: by the drive's type, or the table of INT 1Eh if
; that says more.
fdc_last_sector:
        push    bx
        push    es
        call    floppy_type
        movzx   bx, al
        mov     al, [cs:floppy_spt + bx]
        xor     bx, bx
        mov     es, bx
        les     bx, [es:1eh * 4]
        cmp     al, [es:bx + 4]
        jae     .done
        mov     al, [es:bx + 4]
.done:  pop     es
        pop     bx
        ret

; Motor of drive DL on, and the data rate of its disks; no interrupt is taken
; for one of an earlier command. AX is lost.
fdc_motor:
        push    bx
        push    cx
        push    dx
        mov     cl, dl
        mov     ah, 1
        shl     ah, cl
        mov     byte [BDA_FLOPPY_MOTOR_TICKS], 0ffh
        and     byte [BDA_FLOPPY_RECAL], ~FDC_INTERRUPT & 0ffh
        mov     bl, [BDA_FLOPPY_MOTOR]
        or      [BDA_FLOPPY_MOTOR], ah
        mov     al, [BDA_FLOPPY_MOTOR]
        shl     al, 4
        or      al, FDC_RUNNING
        or      al, dl
        mov     dx, FDC_OUTPUT
        out     dx, al
        test    bl, ah
        jnz     .runs
        mov     cx, FDC_MOTOR_START
        mov     bx, .never
        call    wait_until
.runs:  pop     dx
        push    dx
        call    floppy_type
        movzx   bx, al
        mov     al, [cs:floppy_rates + bx]
        mov     dx, FDC_INPUT
        out     dx, al
        mov     byte [BDA_FLOPPY_MOTOR_TICKS], FDC_MOTOR_TICKS
        pop     dx
        pop     cx
        pop     bx
        ret
.never: stc
        ret

; Is it still the disk that was there last time? The change line of drive DL is
; on from the time its disk was taken out until the heads step with a disk in
; the drive. CF=1 and AH = status: another disk, or none. AL, BX are lost.
fdc_look_for_change:
        push    cx
        push    dx
        push    si
        movzx   bx, dl
        call    fdc_change_line
        jz      .same
        mov     byte [BDA_FLOPPY_RECAL], 0
        mov     ch, 1
        call    fdc_seek
        jc      .done
        mov     ch, 0
        call    fdc_seek
        jc      .done
        call    fdc_change_line
        mov     ah, DISK_TIMEOUT
        stc
        jnz     .done                   ; there is none
        mov     al, FDC_DISK_KNOWN
        test    [BDA_FLOPPY_MEDIA + bx], al
        mov     byte [BDA_FLOPPY_MEDIA + bx], 0
        jz      .same                   ; the first one
        mov     ah, FLOPPY_CHANGED
        stc
        jmp     .done
.same:  call    floppy_type
        movzx   si, al
        mov     al, [cs:floppy_rates + si]
        shl     al, 6
        or      al, FDC_DISK_KNOWN
        mov     [BDA_FLOPPY_MEDIA + bx], al
        clc
.done:  pop     si
        pop     dx
        pop     cx
        ret

; ZF=0: the change line of the selected drive is on. AL is lost.
fdc_change_line:
        push    dx
        mov     dx, FDC_INPUT
        in      al, dx
        test    al, FDC_CHANGE_LINE
        pop     dx
        ret

; Heads of drive DL to cylinder CH; first to cylinder 0, if nobody knows where
; they are. CF=1 and AH = status if they cannot get there. AL is lost.
fdc_seek:
        push    bx
        push    cx
        mov     cl, dl
        mov     bh, 1
        shl     bh, cl
        test    [BDA_FLOPPY_RECAL], bh
        jnz     .known
        mov     al, FDC_RECALIBRATE
        call    fdc_put
        mov     al, dl
        call    fdc_put
        call    fdc_seek_end
        jc      .done
        or      [BDA_FLOPPY_RECAL], bh
        movzx   bx, dl
        mov     byte [BDA_FLOPPY_CYLINDER + bx], 0
.known: movzx   bx, dl
        cmp     [BDA_FLOPPY_CYLINDER + bx], ch
        je      .done                   ; CF=0: equal
        mov     [BDA_FLOPPY_CYLINDER + bx], ch
        mov     al, FDC_SEEK
        call    fdc_put
        mov     al, dl
        call    fdc_put
        mov     al, ch
        call    fdc_put
        call    fdc_seek_end
.done:  pop     cx
        pop     bx
        ret

; Wait for the end of a seek and ask how it went. CF=1 and AH = status.
fdc_seek_end:
        call    fdc_wait
        jc      .done
        mov     al, FDC_SENSE
        call    fdc_put
        call    fdc_results
        mov     al, [BDA_FLOPPY_RESULT]
        and     al, ST0_FAILED | ST0_SEEK_END
        cmp     al, ST0_SEEK_END
        je      .done                   ; CF=0: equal
        mov     byte [BDA_FLOPPY_RECAL], 0
        mov     ah, DISK_SEEK_FAILED
        stc
.done:  ret

; Reset. CF=1 and AH = status if the controller does not answer, else AH = 0.
; AL is lost.
fdc_reset:
        push    cx
        push    dx
        mov     word [BDA_FLOPPY_RECAL], 0      ; and BDA_FLOPPY_MOTOR
        mov     dx, FDC_OUTPUT
        mov     al, FDC_RUNNING & ~04h
        out     dx, al
        mov     cx, 8
.hold:  in      al, SYSTEM_B            ; some microseconds
        loop    .hold
        mov     al, FDC_RUNNING
        out     dx, al
        call    fdc_wait
        jc      .done
        mov     cx, 4                   ; a result for each of four drives
.sense: mov     al, FDC_SENSE
        call    fdc_put
        call    fdc_results
        loop    .sense
        mov     al, FDC_SPECIFY
        call    fdc_put
        mov     al, [cs:floppy_parameters_table]
        call    fdc_put
        mov     al, [cs:floppy_parameters_table + 1]
        call    fdc_put
        mov     ah, DISK_OK
        jnc     .done
        mov     ah, DISK_CONTROLLER
.done:  pop     dx
        pop     cx
        ret

; Give the controller byte AL. CF=1: it wants none. AL is lost.
fdc_put:
        push    cx
        push    dx
        push    ax
        mov     dx, FDC_STATUS
        mov     cx, FDC_TRIES
.look:  in      al, dx
        and     al, FDC_READY | FDC_TO_CPU
        cmp     al, FDC_READY
        loopne  .look
        stc
        pop     ax
        jne     .done
        mov     dx, FDC_DATA
        out     dx, al
        clc
.done:  pop     dx
        pop     cx
        ret

; The bytes of the result to BDA_FLOPPY_RESULT. AL is lost.
fdc_results:
        push    bx
        push    cx
        push    dx
        xor     bx, bx
.next:  mov     dx, FDC_STATUS
        mov     cx, FDC_TRIES
.look:  in      al, dx
        test    al, FDC_READY
        loopz   .look
        test    al, FDC_TO_CPU
        jz      .done
        mov     dx, FDC_DATA
        in      al, dx
        mov     [BDA_FLOPPY_RESULT + bx], al
        inc     bx
        cmp     bx, 7
        jb      .next
.done:  pop     dx
        pop     cx
        pop     bx
        ret

; Wait for IRQ 6. CF=1 and AH = status: it did not come. AL is lost.
fdc_wait:
        push    bx
        push    cx
        mov     cx, FDC_TICKS
        mov     bx, .came
        call    wait_until
        pop     cx
        pop     bx
        mov     ah, DISK_TIMEOUT
        jc      .done
        and     byte [BDA_FLOPPY_RECAL], ~FDC_INTERRUPT & 0ffh
        mov     ah, DISK_OK
.done:  ret
.came:  test    byte [BDA_FLOPPY_RECAL], FDC_INTERRUPT
        jnz     .yes                    ; CF=0 by TEST
        stc
.yes:   ret

; AH = what the result of a transfer means to INT 13h, CF=1 if not 0. The
; highest bit of status 1 counts. AL, BX are lost.
fdc_status:
        mov     ah, DISK_OK
        test    byte [BDA_FLOPPY_RESULT], ST0_FAILED
        jz      .done                   ; CF=0 by TEST
        mov     ah, DISK_CONTROLLER
        movzx   ax, byte [BDA_FLOPPY_RESULT + 1]
        bsr     bx, ax
        mov     ah, DISK_CONTROLLER
        jz      .failed
        mov     ah, [cs:fdc_errors + bx]
.failed:
        stc
.done:  ret

fdc_errors:
        db      DISK_NO_ADDRESS_MARK    ; 0: missing address mark
        db      03h                     ; 1: write-protected
        db      DISK_NO_SECTOR          ; 2: no data
        db      DISK_CONTROLLER
        db      08h                     ; 4: DMA was late
        db      DISK_BAD_DATA           ; 5: CRC
        db      DISK_CONTROLLER
        db      DISK_NO_SECTOR          ; 7: end of cylinder
