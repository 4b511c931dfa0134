; SPDX-License-Identifier: MIT
; disk-errors.asm - what a status of INT 13h means in plain words.
;
; Source: IBM PC AT Technical Reference, "BIOS Listing", DISK_IO, status codes.

        bits    16

; Report [disk_status] of the sector [packet.lba]. Never returns.
disk_failed:
        mov     si, disk_reasons
.next:
        lodsb
        mov     dx, [si]
        cmp     al, [disk_status]
        je      .found
        add     si, 2
        cmp     si, disk_reasons.end
        jb      .next
        mov     dx, disk_unknown
.found:
        movzx   eax, byte [drive]
        movzx   ebx, byte [disk_status]
        movzx   edx, dx
        FAIL    `Disk %b: sector %u cannot be read: %s (status %b).\n`, \
                eax, [packet.lba], edx, ebx

; REASON status, text: one line of the table.
%macro REASON 2
        db      %1
        dw      %%text
        [section .data]
    %%text:
        db      %2, 0
        __?SECT?__
%endmacro

disk_reasons:
        REASON  01h, "the BIOS does not know the command"
        REASON  02h, "the address mark was not found"
        REASON  04h, "the sector was not found"
        REASON  05h, "the reset failed"
        REASON  09h, "the buffer crosses a 64 KiB boundary"
        REASON  0ah, "the sector is marked bad"
        REASON  10h, "the data is damaged beyond correction"
        REASON  20h, "the controller failed"
        REASON  40h, "the seek failed"
        REASON  80h, "the drive did not answer in time"
        REASON  0aah, "the drive is not ready"
.end:

section .data
disk_unknown:   db "the reason is unknown", 0
section .text
