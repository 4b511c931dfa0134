; SPDX-License-Identifier: MIT
; service-cd/disc.asm - a CD that can be booted, sector by sector: ISO 9660
; says where its files are, El Torito where its program is.
;
;   sector  what                            named by
;   0-15    nothing: for other systems
;   16      primary volume descriptor       its place
;   17      boot record of El Torito        its place
;   18      end of the descriptors
;   19, 20  path table, low and high byte first     16
;   21      root directory                  16
;   22      boot catalog                    17
;   23      program.asm                     22
;   25      README.TXT                      21
;   90      FAR.TXT                         21
;
; Source: ECMA-119 (ISO 9660), "Volume Descriptors", "Path Table", "Directory
; Record"; "El Torito" Bootable CD-ROM Format Specification 1.0, "Boot Record
; Volume Descriptor", "Boot Catalog".

SECTOR          equ 2048
VOLUME_SECTOR   equ 16
RECORD_SECTOR   equ 17
END_SECTOR      equ 18
PATH_LOW        equ 19
PATH_HIGH       equ 20
ROOT_SECTOR     equ 21
CATALOG_SECTOR  equ 22
PROGRAM_SECTOR  equ 23
TEXT_SECTOR     equ 25
FAR_SECTOR      equ 90
SECTORS         equ 100

; Numbers with the high byte first, and in both orders.
%macro HIGH16 1
        db      (%1) >> 8, (%1) & 0ffh
%endmacro
%macro HIGH32 1
        HIGH16  (%1) >> 16
        HIGH16  (%1) & 0ffffh
%endmacro
%macro BOTH16 1
        dw      %1
        HIGH16  %1
%endmacro
%macro BOTH32 1
        dd      %1
        HIGH32  %1
%endmacro

; Zeros up to a sector; a text with spaces behind it.
%macro UP_TO 1
        times (%1) * SECTOR - ($ - $$) db 0
%endmacro
%macro PADDED 2
%%text: db      %2
        times %1 - ($ - %%text) db ' '
%endmacro

; No date is told.
%macro NO_DATE 0
        times 16 db '0'
        db      0
%endmacro

; ENTRY sector, bytes, flags, name: a record of a directory.
FLAG_DIRECTORY  equ 02h
%macro ENTRY 4
%%start:
        db      %%end - %%start, 0
        BOTH32  %1
        BOTH32  %2
        times 7 db 0                    ; no date
        db      %3, 0, 0
        BOTH16  1                       ; on disc 1 of the set
        db      %%name_end - %%name
%%name: db      %4
%%name_end:
        times ($ - %%start) & 1 db 0
%%end:
%endmacro

; The only directory, its own parent; its name is one zero.
%macro PATH_TABLE 2
        db      1, 0
        %1      ROOT_SECTOR
        %2      1
        db      0, 0
%endmacro
PATH_BYTES      equ 10
%macro LOW32 1
        dd      %1
%endmacro
%macro LOW16 1
        dw      %1
%endmacro

        UP_TO   VOLUME_SECTOR
        db      1, "CD001", 1, 0
        PADDED  32, ''
        PADDED  32, 'SERVICE_CD'
        times 8 db 0
        BOTH32  SECTORS
        times 32 db 0
        BOTH16  1                       ; discs of the set, this one
        BOTH16  1
        BOTH16  SECTOR
        BOTH32  PATH_BYTES
        dd      PATH_LOW, 0
        HIGH32  PATH_HIGH
        HIGH32  0
        ENTRY   ROOT_SECTOR, SECTOR, FLAG_DIRECTORY, 0
        PADDED  128, 'SERVICE_CD'
        PADDED  128, 'BOOTSCOPE'        ; publisher
        PADDED  128, 'BOOTSCOPE'        ; who prepared the data
        PADDED  128, ''
        PADDED  37, ''
        PADDED  37, ''
        PADDED  37, ''
        NO_DATE
        NO_DATE
        NO_DATE
        NO_DATE
        db      1

        UP_TO   RECORD_SECTOR
        db      0, "CD001", 1, "EL TORITO SPECIFICATION"
        times RECORD_SECTOR * SECTOR + 47h - ($ - $$) db 0
        dd      CATALOG_SECTOR

        UP_TO   END_SECTOR
        db      255, "CD001", 1

        UP_TO   PATH_LOW
        PATH_TABLE LOW32, LOW16
        UP_TO   PATH_HIGH
        PATH_TABLE HIGH32, HIGH16

        UP_TO   ROOT_SECTOR
        ENTRY   ROOT_SECTOR, SECTOR, FLAG_DIRECTORY, 0
        ENTRY   ROOT_SECTOR, SECTOR, FLAG_DIRECTORY, 1
        ENTRY   CATALOG_SECTOR, SECTOR, 0, "BOOT.CAT;1"
        ENTRY   FAR_SECTOR, words_end - words, 0, "FAR.TXT;1"
        ENTRY   PROGRAM_SECTOR, PROGRAM_BYTES, 0, "PROGRAM.BIN;1"
        ENTRY   TEXT_SECTOR, text_end - text, 0, "README.TXT;1"

; The sum of all words of the first entry is 0.
        UP_TO   CATALOG_SECTOR
        dw      0001h, 0                ; header, platform: PC
        dw      'bo', 'ot', 'sc', 'op', 'e', 0, 0, 0, 0, 0, 0, 0
        dw      -(0001h + 'bo' + 'ot' + 'sc' + 'op' + 'e' + 0aa55h) & 0ffffh
        dw      0aa55h
        db      88h, 0                  ; can be booted, no emulation
        dw      0                       ; to 7C00h
        dw      0
        dw      PROGRAM_BYTES / 512
        dd      PROGRAM_SECTOR
        times 20 db 0

PROGRAM_BYTES   equ (TEXT_SECTOR - PROGRAM_SECTOR) * SECTOR
        UP_TO   PROGRAM_SECTOR
        incbin  "cd-program.bin"

        UP_TO   TEXT_SECTOR
text:   incbin  "service-cd/README.TXT"
text_end:

        UP_TO   FAR_SECTOR
words:  db      "This is sector 90.", 10
words_end:
        UP_TO   SECTORS
