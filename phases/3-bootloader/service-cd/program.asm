; SPDX-License-Identifier: MIT
; service-cd/program.asm - what the service CD shows: how it was started, the
; drive, the disc and its files; then it starts the hard disk.
;
; Where we are: real mode, all of this at 7C00h, DL = the CD drive. There is no
; emulation: INT 13h reads sectors of 2048 bytes, by their number alone.
;
; Source: "El Torito" Bootable CD-ROM Format Specification 1.0, "New INT 13
; Functions"; BIOS Enhanced Disk Drive Specification 1.1, "Disk Change Status";
; ECMA-119 (ISO 9660), "Primary Volume Descriptor", "Directory Record".

        cpu     486
        bits    16
        org     7c00h

BUFFER          equ 0a000h              ; a sector each
DIRECTORY       equ 0a800h
SECTOR          equ 2048

VOLUME_SECTOR   equ 16
VOLUME_NAME     equ 40                  ; in the volume descriptor
VOLUME_NAME_LENGTH equ 32
VOLUME_SECTORS  equ 80
VOLUME_ROOT     equ 156                 ; a directory record

ENTRY_LENGTH    equ 0                   ; in a directory record
ENTRY_SECTOR    equ 2
ENTRY_BYTES     equ 10
ENTRY_NAME_LENGTH equ 32
ENTRY_NAME      equ 33

STATUS_CHANGED  equ 06h

        jmp     0:start                 ; some BIOSes begin at 07C0:0000
start:  cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, 7c00h
        sti
        cld
        mov     ds, ax
        mov     es, ax
        mov     [drive], dl
        mov     ax, 00e3h               ; COM1: 9600 baud, 8 bits, no parity
        xor     dx, dx
        int     14h
        mov     si, title
        call    say
        call    tell_start
        call    tell_drive
        call    tell_interrupt
        call    tell_volume
        call    tell_files
        call    try_far
        call    tell_change
        call    tell_text
        jmp     start_disk

; From where the BIOS has loaded this program.
tell_start:
        mov     si, start_name
        call    say
        mov     ax, 4b01h
        mov     dl, [drive]
        mov     si, specification
        int     13h
        jc      say_status
        mov     si, words_drive
        call    say
        mov     al, [specification.drive]
        call    say_hex
        mov     si, words_sector
        call    say
        mov     eax, [specification.sector]
        call    say_number
        jmp     say_end

; The name that the drive tells of itself.
tell_drive:
        mov     si, drive_name
        call    say
        call    drive_ask
        mov     si, words_silent
        jc      say
        mov     si, BUFFER + INQUIRY_VENDOR
        mov     cx, INQUIRY_VENDOR_LENGTH
        call    say_name
        mov     al, ' '
        call    say_letter
        mov     si, BUFFER + INQUIRY_MODEL
        mov     cx, INQUIRY_MODEL_LENGTH
        call    say_name
        jmp     say_end

; Its line to the processor was tried on the way.
tell_interrupt:
        mov     si, line_name
        call    say
        mov     si, words_ok
        cmp     byte [came], 0
        jne     say
        mov     si, words_lost
        jmp     say

tell_volume:
        mov     si, volume_name
        call    say
        mov     ebx, VOLUME_SECTOR
        mov     di, BUFFER
        call    read_sector
        jc      say_status
        mov     si, volume_mark
        mov     di, BUFFER
        mov     cx, volume_mark.end - volume_mark
        repe cmpsb
        mov     si, words_no_volume
        jne     say
        mov     eax, [BUFFER + VOLUME_ROOT + ENTRY_SECTOR]
        mov     [root], eax
        mov     si, BUFFER + VOLUME_NAME
        mov     cx, VOLUME_NAME_LENGTH
        call    say_name
        mov     si, words_comma
        call    say
        mov     eax, [BUFFER + VOLUME_SECTORS]
        call    say_number
        mov     si, words_sectors
        jmp     say

; The names of the first sector of the root directory.
tell_files:
        mov     si, files_name
        call    say
        mov     ebx, [root]
        mov     di, DIRECTORY
        call    read_sector
        jc      say_status
        mov     di, DIRECTORY
.next:  call    entry_here
        jc      say_end
        mov     si, ENTRY_NAME
        add     si, di
        movzx   cx, byte [di + ENTRY_NAME_LENGTH]
        cmp     byte [si], 1            ; "\0", "\1": itself, its parent
        jbe     .skip
.letter:
        lodsb
        cmp     al, ';'                 ; what follows is a version
        je      .named
        call    say_letter
        loop    .letter
.named: mov     al, ' '
        call    say_letter
.skip:  call    entry_next
        jmp     .next

; A sector far away is what it should be.
try_far:
        mov     si, far_title
        call    say
        mov     si, far_file
        call    find
        mov     si, words_no_file
        jc      say
        mov     di, BUFFER
        call    read_sector
        jc      say_status
        mov     si, far_text
        mov     di, BUFFER
        mov     cx, far_text.end - far_text
        repe cmpsb
        mov     si, words_ok
        je      say
        mov     si, words_other
        jmp     say

; Has somebody put in another disc?
tell_change:
        mov     si, change_name
        call    say
        mov     ah, 49h
        mov     dl, [drive]
        int     13h
        mov     si, words_same
        jnc     say
        cmp     ah, STATUS_CHANGED
        jne     say_status
        mov     si, words_changed
        jmp     say

; A text of one sector at most.
tell_text:
        mov     si, text_file
        call    find
        jc      .done
        push    ecx
        mov     di, BUFFER
        call    read_sector
        pop     ecx
        jc      say_status
        cmp     ecx, SECTOR
        ja      .done
        mov     si, BUFFER
        jecxz   .done
.next:  lodsb
        cmp     al, 10
        jne     .letter
        mov     al, 13
        call    say_letter
        mov     al, 10
.letter:
        call    say_letter
        loop    .next
.done:  ret

; --- the disc ----------------------------------------------------------------

; Sector EBX to DI, in three tries at most with a reset between. CF=1: AH =
; status. CX, DX, SI are lost.
read_sector:
        mov     cx, 3
        mov     dl, [drive]
        mov     si, address
        mov     [address.memory], di
        mov     [address.sector], ebx
.try:   mov     word [address.count], 1 ; the BIOS puts there how many it read
        mov     ah, 42h
        int     13h
        jnc     .done
        push    ax
        mov     ah, 00h
        int     13h
        pop     ax
        loop    .try
        stc
.done:  ret

; CF=1: no entry of the directory is at DI, or it is not whole.
entry_here:
        cmp     di, DIRECTORY + SECTOR - ENTRY_NAME
        ja      .none
        movzx   ax, byte [di + ENTRY_LENGTH]
        movzx   bx, byte [di + ENTRY_NAME_LENGTH]
        add     bx, ENTRY_NAME
        cmp     ax, bx
        jb      .done                   ; CF=1
        add     ax, di
        cmp     ax, DIRECTORY + SECTOR + 1
        cmc
        ret
.none:  stc
.done:  ret

; On to the next one. AX is lost.
entry_next:
        movzx   ax, byte [di + ENTRY_LENGTH]
        add     di, ax
        ret

; EBX = first sector, ECX = bytes of the file of the name at SI, which ends
; with ';'. CF=1: there is none. AX, SI, DI are lost.
find:
        mov     di, DIRECTORY
.next:  call    entry_here
        jc      .done
        push    si
        push    di
        add     di, ENTRY_NAME
.letter:
        lodsb
        scasb
        jne     .other
        cmp     al, ';'
        jne     .letter
.other: pop     di
        pop     si
        je      .found
        call    entry_next
        jmp     .next
.found: mov     ebx, [di + ENTRY_SECTOR]
        mov     ecx, [di + ENTRY_BYTES]
        clc
.done:  ret

; --- words -------------------------------------------------------------------

say_end:
        mov     si, words_end
        jmp     say

; CX letters at SI without the spaces behind them.
say_name:
        mov     bx, cx
.trim:  dec     bx
        js      .done
        cmp     byte [si + bx], ' '
        je      .trim
        lea     cx, [bx + 1]
.next:  lodsb
        call    say_letter
        loop    .next
.done:  ret

; EAX in decimal. EBX, EDX are lost.
say_number:
        xor     edx, edx
        mov     ebx, 10
        div     ebx
        push    dx
        test    eax, eax
        jz      .digit
        call    say_number
.digit: pop     ax
        add     al, '0'
        jmp     say_letter

%include "service.inc"
%include "service-cd/drive.asm"

title:          db 13, 10, "Service CD", 13, 10, 0
start_name:     db "  Started from:      ", 0
drive_name:     db "  The drive:         ", 0
line_name:      db "  Its interrupt:     ", 0
volume_name:    db "  The disc:          ", 0
files_name:     db "  Its files:         ", 0
far_title:      db "  A sector far away: ", 0
change_name:    db "  The disc is now:   ", 0
words_drive:    db "drive ", 0
words_sector:   db "h, sector ", 0
words_comma:    db ", ", 0
words_sectors:  db " sectors", 13, 10, 0
words_end:      db 13, 10, 0
words_ok:       db "ok", 13, 10, 0
words_silent:   db "no answer", 13, 10, 0
words_lost:     db "did not come", 13, 10, 0
words_no_volume:
                db "no volume descriptor in sector 16", 13, 10, 0
words_no_file:  db "no such file", 13, 10, 0
words_other:    db "not what was written there", 13, 10, 0
words_same:     db "the same", 13, 10, 0
words_changed:  db "perhaps another one", 13, 10, 0
far_file:       db "FAR.TXT;"
text_file:      db "README.TXT;"
far_text:       db "This is sector 90."
.end:
volume_mark:    db 1, "CD001", 1
.end:

drive:          db 0
root:           dd 0
address:        db 16, 0                ; the disk address packet
.count:         dw 0
.memory:        dw 0, 0
.sector:        dd 0, 0
specification:  db 13h, 0               ; the packet of AH=4Bh
.drive:         db 0
.channel:       db 0
.sector:        dd 0
.device:        dw 0
                times 9 db 0

        times 2 * SECTOR - ($ - $$) db 0
