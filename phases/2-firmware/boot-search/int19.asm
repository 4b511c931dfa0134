; SPDX-License-Identifier: MIT
; INT 19h: find a device to boot from.
;
; Where we are: real mode, interrupts on, end of POST or called by a program.
; The CMOS holds an order of three devices. Each is tried: its first sector
; goes to 0000:7C00 and must end in 55h AAh; then it is started with
; DL = drive number. From that jump on the BIOS only serves.
; Source: BIOS Boot Specification, "Boot Process"; IBM PC AT Technical
; Reference, "ROM BIOS", BOOT_STRAP.

BOOT_SIGNATURE  equ 0aa55h
BOOT_READ_TRIES equ 3

int19_handler:
        MARK    MARK_BOOT_SEARCH
        POST_STEP BOOT_SEARCH
        call    boot_stack
        mov     gs, [BDA_EBDA_SEG]
        call    emulation_end
        PRINT   text_newline
        CMOS_READ CMOS_BOOT
        mov     bl, al                  ; first and second device
        CMOS_READ CMOS_BOOT_THIRD
        mov     bh, al
        shr     bh, 4                   ; third
        mov     cx, 3
.device:
        mov     al, bl
        and     al, 0fh
        shr     bx, 4
        push    bx
        push    cx
        call    boot_try
        pop     cx
        pop     bx
        loop    .device
        int     18h

; A clean start for the search: DS = BDA, stack below 7C00h. Keeps AX.
boot_stack:
        pop     bx
        cli
        cld
        xor     cx, cx
        mov     ss, cx
        mov     sp, POST_STACK
        sti
        mov     cx, BDA_SEG
        mov     ds, cx
        jmp     bx

; AL = device as CMOS counts. Returns if it cannot be booted.
boot_try:
        cmp     al, BOOT_FLOPPY
        je      .floppy
        cmp     al, BOOT_DISK
        je      .disk
        cmp     al, BOOT_CD
        je      .cd
        cmp     al, BOOT_NETWORK
        je      .network
        ret                             ; none chosen

.floppy:
        PRINT   text_boot_floppy
        test    word [BDA_EQUIPMENT], EQUIP_FLOPPY
        jz      boot_absent
        xor     dl, dl
        jmp     boot_sector
.disk:
        PRINT   text_boot_disk
        cmp     byte [BDA_DISK_COUNT], 0
        je      boot_absent
        mov     dl, 80h
        jmp     boot_sector
.cd:
        PRINT   text_boot_cd
        jmp     boot_cd
.network:
        PRINT   text_boot_network
        PRINT   text_boot_unsupported
        ret
boot_absent:
        PRINT   text_boot_absent
        ret

; Load the first sector of drive DL and start it. Returns if it cannot.
boot_sector:
        mov     si, BOOT_READ_TRIES
.try:
        xor     ax, ax
        mov     es, ax
        mov     bx, BOOT_SECTOR
        mov     ax, 0201h               ; read one sector
        mov     cx, 0001h               ; cylinder 0, sector 1
        mov     dh, 0
        int     13h
        jnc     .loaded
        mov     bl, ah
        xor     ah, ah                  ; reset the drive, try again
        int     13h
        dec     si
        jnz     .try
        mov     ah, bl
        jmp     boot_read_error
.loaded:
        cmp     word [es:BOOT_SECTOR + 510], BOOT_SIGNATURE
        jne     .no_signature
        PRINT   text_boot_ok
        xor     cx, cx
        mov     bx, BOOT_SECTOR
        jmp     boot_enter

.no_signature:
        PRINT   text_boot_no_signature
        ret

; AH = status of INT 13h.
boot_read_error:
        PRINT   text_boot_read_error
boot_status:
        movzx   eax, ah
        mov     cl, 2
        call    print_hex
        PRINT   text_boot_read_error_end
        ret

; Start the program at CX:BX from drive DL, the stack as boot_stack left it.
boot_enter:
        push    cx
        push    bx
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        xor     bx, bx
        xor     cx, cx
        xor     si, si
        xor     di, di
        xor     bp, bp
        xor     dh, dh
        retf

text_boot_floppy:
        db      "Boot from floppy disk... ", 0
text_boot_disk:
        db      "Boot from hard disk... ", 0
text_boot_cd:
        db      "Boot from CD... ", 0
text_boot_network:
        db      "Boot from network... ", 0
text_boot_absent:
        db      "not present", 13, 10, 0
text_boot_unsupported:
        db      "not supported by this BIOS", 13, 10, 0
text_boot_ok:
        db      "ok", 13, 10, 0
text_boot_no_signature:
        db      "no boot signature 55AAh in its first sector", 13, 10, 0
text_boot_read_error:
        db      "read error, status ", 0
text_boot_read_error_end:
        db      "h", 13, 10, 0
