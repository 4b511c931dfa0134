; SPDX-License-Identifier: MIT
; disk.asm - read sectors by number, with or without the LBA functions.
;
; Source: Phoenix, Enhanced Disk Drive Specification, "INT 13h extensions";
; IBM PC AT Technical Reference, "BIOS Listing", DISKETTE_IO and DISK_IO.

        bits    16

DISK_TRIES     equ 3

; Use drive DL from now on.
disk_select:
        mov     [drive], dl
        mov     byte [disk_has_lba], 0
        mov     ah, 41h
        mov     bx, 55aah
        int     13h
        jc      .geometry
        cmp     bx, 0aa55h
        jne     .geometry
        test    cl, 1
        jz      .geometry
        mov     byte [disk_has_lba], 1
        ret
.geometry:
        mov     ah, 08h
        mov     dl, [drive]
        push    es
        xor     di, di
        mov     es, di
        int     13h
        pop     es
        jc      .absent
        and     cx, 3fh
        jz      .absent
        mov     [disk_track_sectors], cx
        movzx   dx, dh
        inc     dx
        mov     [disk_heads], dx
        ret
.absent:
        movzx   eax, byte [drive]
        FAIL    `Disk %b does not answer.\n`, eax

; Read CX (1..127) sectors from LBA EAX to ES:BX. A run that fails is read
; again sector by sector, which names the bad one.
disk_read:
        mov     [packet.lba], eax
        mov     [packet.count], cx
        mov     [packet.offset], bx
        mov     [packet.segment], es
        cmp     byte [disk_has_lba], 0
        je      .each
        push    eax
        push    bx
        push    cx
        call    disk_read_packet
        pop     cx
        pop     bx
        pop     eax
        jnc     .done
.each:
        push    cx
        mov     [packet.lba], eax
        mov     [packet.offset], bx
        call    disk_read_sector
        mov     eax, [packet.lba]
        mov     bx, [packet.offset]
        inc     eax
        add     bx, 512
        pop     cx
        loop    .each
.done:
        ret

; Out: CF as INT 13h AH=42h leaves it.
disk_read_packet:
        mov     ah, 42h
        mov     dl, [drive]
        mov     si, packet
        int     13h
        ret

; Read the sector [packet.lba]; a drive gets three tries and a reset between.
disk_read_sector:
        push    bp
        mov     bp, DISK_TRIES
.try:
        mov     word [packet.count], 1
        cmp     byte [disk_has_lba], 0
        je      .chs
        call    disk_read_packet
        jmp     .check
.chs:
        call    disk_read_chs
.check:
        jnc     .done
        mov     [disk_status], ah
        xor     ah, ah
        mov     dl, [drive]
        int     13h
        dec     bp
        jnz     .try
        jmp     disk_failed
.done:
        pop     bp
        ret

; Out: CF and AH as INT 13h AH=02h leaves them.
disk_read_chs:
        mov     eax, [packet.lba]
        xor     edx, edx
        movzx   ecx, word [disk_track_sectors]
        div     ecx
        push    dx                      ; sector - 1
        xor     edx, edx
        movzx   ecx, word [disk_heads]
        div     ecx                     ; EAX = cylinder, EDX = head
        pop     cx
        inc     cx
        mov     ch, al                  ; CL bits 7:6 = cylinder bits 9:8
        shl     ah, 6
        or      cl, ah
        mov     dh, dl
        mov     dl, [drive]
        mov     bx, [packet.offset]
        push    es
        mov     es, [packet.segment]
        mov     ax, 0201h
        int     13h
        pop     es
        ret

section .data
packet:
        db      16, 0                   ; disk address packet
.count: dw      0
.offset:
        dw      0
.segment:
        dw      0
.lba:   dq      0

section .bss
drive:          resb 1                  ; the drive in use
disk_has_lba:   resb 1
disk_status:    resb 1
                alignb 4
disk_track_sectors: resw 1
disk_heads:     resw 1
section .text
