; SPDX-License-Identifier: MIT
; POST: which disks are there? Each of the four positions of two ATA channels
; is asked to identify itself; those that can are numbered 80h, 81h, ...
; 16-bit real mode, POST stack, interrupts as POST has them.
;
; Source: AT Attachment Interface (ATA-2), "Identify device", "Software reset";
; ATA/ATAPI-4, "Signature and persistence".
; Not provided: disks without LBA, more than 2^28 sectors.

IDENTIFY_BUFFER         equ 7e00h       ; in segment 0, behind the boot sector
ID_CYLINDERS            equ 1 * 2
ID_HEADS                equ 3 * 2
ID_SPT                  equ 6 * 2
ID_MODEL                equ 27 * 2      ; 20 words, high byte first
ID_SECTORS              equ 60 * 2      ; dword: LBA28 capacity
MODEL_LENGTH            equ 40

ATA_FLOATING            equ 0ffh        ; read where nobody drives the bus
ATA_PACKET_SIGNATURE    equ 0eb14h      ; in LBA_HIGH and LBA_MIDDLE
ATA_DIAGNOSIS_GOOD      equ 01h         ; error register after a reset

LOGICAL_CYLINDERS       equ 1024        ; what INT 13h AH=02h can name
LOGICAL_SPT             equ 63

; Out: CF=1 if a drive is there but does not work: DRIVE_STATE says which, and
; DRIVE_ERROR why (0: it did not answer in time).
; All registers kept.
disk_init:
        pushad
        push    ds
        push    es
        push    gs
        cld
        push    BDA_SEG
        pop     ds
        mov     gs, [BDA_EBDA_SEG]
        mov     byte [BDA_DISK_COUNT], 0
        mov     si, EBDA_DRIVES
        mov     di, disk_positions
        xor     bp, bp                  ; drives that failed
.next:  call    disk_probe
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_FAILED
        jne     .number
        inc     bp
.number:
        call    disk_number
        add     si, DRIVE_ENTRY
        add     di, 5
        cmp     di, disk_positions.end
        jb      .next
        neg     bp                      ; CF=1 if not 0
        pop     gs
        pop     es
        pop     ds
        popad
        ret

; Drive select, port, control port.
disk_positions:
        db      0a0h
        dw      1f0h, 3f6h
        db      0b0h
        dw      1f0h, 3f6h
        db      0a0h
        dw      170h, 376h
        db      0b0h
        dw      170h, 376h
.end:

; Fill the entry at GS:SI for the position at CS:DI.
disk_probe:
        call    disk_blank_entry
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_STATUS
        in      al, dx
        or      al, ATA_BSY             ; a host may pull this bit down
        cmp     al, ATA_FLOATING
        je      .done
        cmp     byte [gs:si + DRIVE_SELECT], 0a0h
        jne     .select                 ; its reset came with the first one's
        call    ata_reset
        jc      .failed
.select:
        call    disk_answers
        jne     .done
        call    disk_silent             ; perhaps nobody: the register would
        je      .identify               ; be the master's
        call    disk_diagnosis
        jne     .failed
.identify:
        call    disk_identify
        jc      .failed
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_READY
        jne     .done
        call    disk_geometry
        call    disk_model
.done:  ret
.failed:
        mov     byte [gs:si + DRIVE_STATE], DRIVE_FAILED
        ret

disk_blank_entry:
        push    gs
        pop     es
        push    di
        mov     di, si
        mov     cx, DRIVE_ENTRY
        mov     al, 0
        rep     stosb
        pop     di
        mov     al, [cs:di]
        mov     [gs:si + DRIVE_SELECT], al
        mov     ax, [cs:di + 1]
        mov     [gs:si + DRIVE_PORT], ax
        mov     ax, [cs:di + 3]
        mov     [gs:si + DRIVE_CONTROL], ax
        ret

; Select the drive. ZF=1 if registers keep what is written to them; with no
; drive the bus has no memory. AX, DX are lost.
disk_answers:
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_DRIVE
        mov     al, [gs:si + DRIVE_SELECT]
        call    ata_out
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_COUNT
        mov     al, 55h
        out     dx, al
        inc     dx
        mov     al, 0aah
        out     dx, al
        in      al, dx
        mov     ah, al
        dec     dx
        in      al, dx
        cmp     ax, 0aa55h
        ret

; ZF=1 if the drive shows no status: a packet drive after a reset, or the
; master in place of a slave that is not there. AL, DX are lost.
disk_silent:
        mov     dx, [gs:si + DRIVE_CONTROL]
        in      al, dx
        test    al, al
        ret

; ZF=1 if the drive passed its own test, else DRIVE_ERROR is its code. The
; master's code also tells of the slave, in bit 7; 0 comes from a drive that
; keeps no code. AX, DX are lost.
disk_diagnosis:
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_ERROR
        in      al, dx
        and     al, 7fh
        jz      .done
        cmp     al, ATA_DIAGNOSIS_GOOD
        je      .done
        mov     [gs:si + DRIVE_ERROR], al
.done:  ret

; Ask for the identification. CF=1: failed; else DRIVE_STATE is set, and for a
; disk the answer stands at IDENTIFY_BUFFER.
disk_identify:
        mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_STATUS
        mov     al, ATA_CMD_IDENTIFY
        call    ata_out
        in      al, dx
        cmp     al, 0                   ; the master, silent for a slave that
        je      .absent                 ; is not there
        call    ata_wait_data
        jc      .error
        push    di
        push    0
        pop     es
        mov     di, IDENTIFY_BUFFER
        call    ata_data_in
        pop     di
        mov     byte [gs:si + DRIVE_STATE], DRIVE_READY
        push    0
        pop     es
        mov     eax, [es:IDENTIFY_BUFFER + ID_SECTORS]
        mov     [gs:si + DRIVE_SECTORS], eax
        cmp     eax, 1                  ; CF=1: no sectors, no LBA
        ret
.error: mov     dx, [gs:si + DRIVE_PORT]
        add     dx, ATA_LBA_HIGH
        in      al, dx
        mov     ah, al
        dec     dx
        in      al, dx
        cmp     ax, ATA_PACKET_SIGNATURE
        stc
        jne     .done
        mov     byte [gs:si + DRIVE_STATE], DRIVE_PACKET
.absent:
        clc
.done:  ret

; Geometry as the drive has it, and as INT 13h shows it: the same, or for a
; disk of more than 1024 cylinders 63 sectors and as many heads as it takes.
; EAX, EBX, ECX, EDX are lost.
disk_geometry:
        mov     ax, [es:IDENTIFY_BUFFER + ID_CYLINDERS]
        mov     bx, [es:IDENTIFY_BUFFER + ID_HEADS]
        mov     cx, [es:IDENTIFY_BUFFER + ID_SPT]
        mov     [gs:si + DRIVE_CYLINDERS], ax
        mov     [gs:si + DRIVE_HEADS], bx
        mov     [gs:si + DRIVE_SPT], cx
        cmp     ax, LOGICAL_CYLINDERS
        ja      .translate
        cmp     cx, LOGICAL_SPT
        ja      .translate
        test    cx, cx
        jz      .translate
        test    bx, bx
        jz      .translate
        cmp     bx, 255
        ja      .translate
        test    ax, ax
        jnz     .set
.translate:
        call    disk_translate
.set:   mov     [gs:si + DRIVE_BIOS_CYLINDERS], ax
        mov     [gs:si + DRIVE_BIOS_HEADS], bx
        mov     [gs:si + DRIVE_BIOS_SPT], cx
        ret

; AX, BX, CX = cylinders, heads, sectors for DRIVE_SECTORS.
disk_translate:
        mov     ebx, 16
.heads: imul    ecx, ebx, LOGICAL_SPT
        mov     eax, [gs:si + DRIVE_SECTORS]
        xor     edx, edx
        div     ecx
        cmp     eax, LOGICAL_CYLINDERS
        jbe     .fits
        cmp     bx, 255
        je      .most
        shl     bx, 1
        cmp     bx, 255
        jbe     .heads
        mov     bx, 255                 ; 256 confuses old programs
        jmp     .heads
.most:  mov     ax, LOGICAL_CYLINDERS
.fits:  test    ax, ax
        jnz     .done
        inc     ax                      ; a part of a cylinder counts as one
.done:  mov     cx, LOGICAL_SPT
        ret

; The model name: bytes of each word swapped, spaces at the end cut off.
; AX, BX, CX are lost.
disk_model:
        push    si
        push    di
        lea     di, [si + DRIVE_MODEL]
        mov     si, IDENTIFY_BUFFER + ID_MODEL
        mov     cx, MODEL_LENGTH / 2
        mov     bx, di                  ; behind the last character so far
.word:  mov     ax, [es:si]
        add     si, 2
        xchg    al, ah
        mov     [gs:di], ax
        inc     di
        cmp     al, ' '
        jbe     .second
        mov     bx, di
.second:
        inc     di
        cmp     ah, ' '
        jbe     .next
        mov     bx, di
.next:  loop    .word
        mov     byte [gs:bx], 0
        pop     di
        pop     si
        ret

; The next number of INT 13h for a disk that is ready. AX, BX are lost.
disk_number:
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_READY
        jne     .done
        movzx   bx, byte [BDA_DISK_COUNT]
        lea     ax, [bx + FIRST_DISK]
        mov     [gs:si + DRIVE_NUMBER], al
        inc     byte [BDA_DISK_COUNT]
        cmp     bl, 1
        ja      .done
        shl     bx, 4
        add     bx, EBDA_FDPT0
        call    disk_parameter_table
.done:  ret

; The parameter table that INT 41h and INT 46h point to, at GS:BX. AX is lost.
disk_parameter_table:
        mov     ax, [gs:si + DRIVE_BIOS_CYLINDERS]
        mov     [gs:bx], ax
        mov     [gs:bx + 12], ax        ; landing zone
        mov     al, [gs:si + DRIVE_BIOS_HEADS]
        mov     [gs:bx + 2], al
        mov     word [gs:bx + 5], 0ffffh ; no write precompensation
        cmp     al, 8
        mov     al, ATA_CONTROL_START
        ja      .control                ; bit 3: more than 8 heads
        mov     al, 0
.control:
        mov     [gs:bx + 8], al
        mov     al, [gs:si + DRIVE_BIOS_SPT]
        mov     [gs:bx + 14], al
        ret
