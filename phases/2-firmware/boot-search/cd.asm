; SPDX-License-Identifier: MIT
; Boot from a CD: called by INT 19h, DS = 0040h, stack below 7C00h.
;
; Three sectors lead to the program: the boot record, sector 17 of the last
; session; the boot catalog that it names; the image that an entry of the
; catalog names. They are read with INT 13h, as a program would do it.
;
; Source: "El Torito" Bootable CD-ROM Format Specification 1.0, "ISO-9660 and
; the Booting Catalog".

CD_BUFFER               equ 7e00h       ; 2048 bytes, behind the boot sector
CD_BUFFER_END           equ CD_BUFFER + CD_SECTOR_BYTES
CD_BOOT_RECORD          equ 17          ; sector of a session
CD_READ_TRIES           equ 3

RECORD_CATALOG          equ 47h         ; dword in the boot record
TOC_SESSION_START       equ 8           ; dword, high byte first

CATALOG_ENTRY           equ 32          ; bytes an entry
CATALOG_ENTRIES         equ 2048        ; the most that are looked at

VALIDATION_HEADER       equ 01h         ; byte 0
VALIDATION_PLATFORM     equ 1           ; byte
VALIDATION_KEY          equ 1eh         ; word
VALIDATION_KEY_VALUE    equ 0aa55h
PLATFORM_X86            equ 0

ENTRY_BOOTABLE          equ 88h         ; byte 0
ENTRY_EXTENSION         equ 44h
ENTRY_SECTION           equ 90h         ; another section follows
ENTRY_LAST_SECTION      equ 91h
SECTION_PLATFORM        equ 1           ; byte
SECTION_ENTRIES         equ 2           ; word
ENTRY_MEDIA             equ 1           ; byte
ENTRY_SEGMENT           equ 2           ; word
ENTRY_COUNT             equ 6           ; word
ENTRY_LBA               equ 8           ; dword
ENTRY_MEDIA_BITS        equ 0cfh        ; kind, and drivers in the image

; Try all CD drives. Returns if none can be booted.
boot_cd:
        mov     gs, [BDA_EBDA_SEG]
        mov     dl, FIRST_CD
        call    disk_find
        jc      boot_absent
.drive: call    boot_disc
        inc     dl
        call    disk_find
        jc      .end
        PRINT   text_boot_cd
        jmp     .drive
.end:   ret

; Try the disc in drive DL, at GS:SI. Returns if it cannot be booted; DL, DS,
; GS are kept.
boot_disc:
        call    cd_ready
        jc      .not_ready
        call    cd_session
        add     ebx, CD_BOOT_RECORD
        call    cd_sector
        jc      .read_error
        call    cd_is_boot_record
        jne     .no_record
        mov     ebx, [ss:CD_BUFFER + RECORD_CATALOG]
        mov     [gs:EBDA_CATALOG], ebx
        call    cd_sector
        jc      .read_error
        call    cd_is_catalog
        jnz     .no_catalog
        call    cd_choose
        jc      .no_image
        call    cd_emulate
        jc      .bad_image
        call    cd_tell
        jmp     emulation_enter

.not_ready:
        mov     si, text_cd_no_disc
        cmp     ah, DISK_NO_MEDIA
        je      print
        mov     si, text_cd_slow
        cmp     ah, DISK_NOT_READY
        je      print
        mov     si, text_cd_silent
        cmp     ah, DISK_TIMEOUT
        je      print
.read_error:
        jmp     boot_read_error
.no_record:
        mov     si, text_cd_no_record
        jmp     print
.no_catalog:
        PRINT   text_cd_no_catalog
        jmp     .sector
.no_image:
        PRINT   text_cd_no_image
.sector:
        mov     eax, [gs:EBDA_CATALOG]
        mov     cl, 0
        call    print_decimal
        PRINT   text_newline
        ret
.bad_image:
        call    emulation_end
        PRINT   text_cd_bad_image
        jmp     boot_status

; Does drive DL have a disc that can be read? CF=1 and AH = status. A drive
; that does not answer is reset, and asked once more. AX is lost.
cd_ready:
        mov     ah, 10h
        int     13h
        jnc     .end
        cmp     ah, DISK_TIMEOUT
        stc
        jne     .end
        mov     ah, 00h
        int     13h
        jc      .end
        mov     ah, 10h
        int     13h
.end:   ret

; EBX = where the last session of the disc begins; 0 if the drive cannot tell.
; ES, DI, EAX are lost.
cd_session:
        xor     ebx, ebx
        mov     al, PACKET_TOC
        call    atapi_packet
        mov     byte [gs:CD_PACKET + 2], 1      ; the sessions, and as older
        mov     byte [gs:CD_PACKET + 9], 40h    ; drives want to be asked
        mov     byte [gs:CD_PACKET + 8], 12
        mov     byte [gs:CD_TAKE], 12 / 2
        push    gs
        pop     es
        mov     di, CD_DATA
        mov     [gs:CD_DATA + TOC_SESSION_START], ebx
        call    atapi_send
        jc      .end
        mov     ebx, [gs:CD_DATA + TOC_SESSION_START]
        xchg    bl, bh
        rol     ebx, 16
        xchg    bl, bh
.end:   ret

; Sector EBX of drive DL to CD_BUFFER. CF=1 and AH = status. AX, CX are lost.
cd_sector:
        push    si
        push    ds
        mov     cx, CD_READ_TRIES
.try:   push    dword 0                 ; the disk address packet
        push    ebx
        push    word 0
        push    word CD_BUFFER
        push    word 1
        push    word packet_size
        mov     si, sp
        push    ss
        pop     ds
        mov     ah, 42h
        int     13h
        lea     sp, [si + packet_size]
        jnc     .end
        push    ax
        mov     ah, 00h                 ; reset the drive, try again
        int     13h
        pop     ax
        loop    .try
        stc
.end:   pop     ds
        pop     si
        ret

; ZF=1 if the buffer holds a boot record. AX, CX, DI are lost.
cd_is_boot_record:
        push    si
        push    ss
        pop     es
        mov     di, CD_BUFFER
        mov     si, cd_record_start
        mov     cx, cd_record_end - cd_record_start
        cs repe cmpsb
        pop     si
        ret

cd_record_start:
        db      0, "CD001", 1, "EL TORITO SPECIFICATION"
cd_record_end:

; ZF=1 if the buffer begins with a validation entry: its header, its key, and
; a sum of 0 over its words. AX, CX, DI are lost.
cd_is_catalog:
        push    ss
        pop     es
        cmp     byte [es:CD_BUFFER], VALIDATION_HEADER
        jne     .end
        cmp     word [es:CD_BUFFER + VALIDATION_KEY], VALIDATION_KEY_VALUE
        jne     .end
        mov     di, CD_BUFFER
        xor     ax, ax
        mov     cx, CATALOG_ENTRY / 2
.word:  add     ax, [es:di]
        add     di, 2
        loop    .word
        test    ax, ax
.end:   ret

; ES:DI = the first entry of the catalog that an x86 can boot: the default one,
; else one of a section. CF=1: there is none. EAX, EBX, CX, BP are lost.
cd_choose:
        mov     ebx, [gs:EBDA_CATALOG]
        mov     bp, CATALOG_ENTRIES
        mov     di, CD_BUFFER
        mov     ah, [es:di + VALIDATION_PLATFORM]
        add     di, CATALOG_ENTRY
        call    cd_entry_boots
        je      .end                    ; CF=0: equal
.section:
        call    cd_next_entry
        jc      .end
        mov     al, [es:di]
        cmp     al, ENTRY_EXTENSION
        je      .section
        cmp     al, ENTRY_SECTION
        je      .header
        cmp     al, ENTRY_LAST_SECTION
        stc
        jne     .end
.header:
        mov     ah, [es:di + SECTION_PLATFORM]
        mov     cx, [es:di + SECTION_ENTRIES]
        jcxz    .empty
.entry: call    cd_next_entry
        jc      .end
        cmp     byte [es:di], ENTRY_EXTENSION
        je      .entry
        call    cd_entry_boots
        je      .end
        loop    .entry
.empty: cmp     al, ENTRY_SECTION
        je      .section
        stc
.end:   ret

; ZF=1 if the entry at ES:DI, of platform AH, can be booted.
cd_entry_boots:
        cmp     ah, PLATFORM_X86
        jne     .end
        cmp     byte [es:di], ENTRY_BOOTABLE
.end:   ret

; On to the next entry; EBX = the sector that is in the buffer, BP = how many
; may still come. CF=1: there are no more.
cd_next_entry:
        sub     bp, 1
        jc      .end
        add     di, CATALOG_ENTRY
        cmp     di, CD_BUFFER_END
        jb      .same
        mov     di, CD_BUFFER
        inc     ebx
        push    ax
        push    cx
        call    cd_sector
        pop     cx
        pop     ax
        ret
.same:  clc
.end:   ret

; Make the entry at ES:DI the Specification Packet in the EBDA, and load it.
; DL = drive, at GS:SI. CF=1 and AH = status.
cd_emulate:
        push    dx
        mov     byte [gs:EBDA_EMULATION + emulation.size], emulation_size
        mov     al, [es:di + ENTRY_MEDIA]
        and     al, ENTRY_MEDIA_BITS
        mov     [gs:EBDA_EMULATION + emulation.media], al
        and     al, EMULATION_MEDIA
        jz      .drive                  ; the CD drive itself
        cmp     al, EMULATION_DISK
        mov     dl, FIRST_DISK
        jae     .drive
        mov     dl, 0
.drive: mov     [gs:EBDA_EMULATION + emulation.drive], dl
        cmp     byte [gs:si + DRIVE_PORT], 70h  ; 170h
        sete    [gs:EBDA_EMULATION + emulation.channel]
        movzx   ax, byte [gs:si + DRIVE_SELECT]
        shr     ax, 4
        and     ax, 1
        mov     [gs:EBDA_EMULATION + emulation.device], ax
        mov     eax, [es:di + ENTRY_LBA]
        mov     [gs:EBDA_EMULATION + emulation.lba], eax
        mov     ax, [es:di + ENTRY_SEGMENT]
        mov     [gs:EBDA_EMULATION + emulation.segment], ax
        mov     ax, [es:di + ENTRY_COUNT]
        mov     [gs:EBDA_EMULATION + emulation.count], ax
        xor     eax, eax
        mov     [gs:EBDA_EMULATION + emulation.buffer], ax
        mov     [gs:EBDA_EMULATION + emulation.cx], ax
        mov     [gs:EBDA_EMULATION + emulation.dh], al
        call    emulation_start
        jc      .end
        call    emulation_load
.end:   pop     dx
        ret

; What is going to be started. Registers are lost.
cd_tell:
        PRINT   text_cd_catalog
        mov     eax, [gs:EBDA_CATALOG]
        mov     cl, 0
        call    print_decimal
        PRINT   text_cd_image
        mov     eax, [gs:EBDA_EMULATION + emulation.lba]
        call    print_decimal
        PRINT   text_cd_colon
        movzx   bx, byte [gs:EBDA_EMULATION + emulation.media]
        and     bx, EMULATION_MEDIA
        shl     bx, 1
        mov     si, [cs:cd_media_names + bx]
        call    print
        movzx   eax, byte [gs:EBDA_EMULATION + emulation.drive]
        mov     cl, 2
        call    print_hex
        PRINT   text_cd_end
        ret

cd_media_names:
        dw      text_cd_none, text_1200_drive, text_1440_drive
        dw      text_2880_drive, text_cd_disk

text_cd_no_disc:
        db      "no disc in the drive", 13, 10, 0
text_cd_slow:
        db      "the disc does not become ready", 13, 10, 0
text_cd_silent:
        db      "the drive does not answer", 13, 10, 0
text_cd_no_record:
        db      "no El Torito boot record on the disc", 13, 10, 0
text_cd_no_catalog:
        db      "the boot catalog is damaged, sector ", 0
text_cd_no_image:
        db      "no image for a PC in the boot catalog, sector ", 0
text_cd_bad_image:
        db      "the image cannot be loaded, status ", 0
text_cd_catalog:
        db      "boot catalog in sector ", 0
text_cd_image:
        db      13, 10, "CD image in sector ", 0
text_cd_colon:
        db      ": ", 0
text_cd_none:
        db      "no emulation, drive ", 0
text_1200_drive:
        db      "1.2 MB floppy, drive ", 0
text_1440_drive:
        db      "1.44 MB floppy, drive ", 0
text_2880_drive:
        db      "2.88 MB floppy, drive ", 0
text_cd_disk:
        db      "hard disk, drive ", 0
text_cd_end:
        db      "h", 13, 10, 0
