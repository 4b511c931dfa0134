; SPDX-License-Identifier: MIT
; ACPI 1.0: how an operating system switches this board off, reads its power
; management timer, and finds its PCI bus.
;
;   RSDP -> RSDT -> FADT -> FACS, shared with the firmware while asleep
;                        -> DSDT, the board as objects, in byte code (AML)
;
; The tables stay in the ROM. Where there is power management (post/pci.asm)
; the RSDP, by which all of them are found, is copied into the EBDA. Each byte
; of a table counts in its checksum, so the macros add up what they define.
; Source: Advanced Configuration and Power Interface Specification 1.0, "ACPI
; Software Programming Model", "ACPI Machine Language Specification"; 82371AB
; (PIIX4) data sheet, "Power Management I/O Registers".

ROM_LINEAR              equ 0f0000h
%define LINEAR(label)   (ROM_LINEAR + label - $$)
%define BYTE_OF(x, n)   (((x) >> (8 * n)) & 0ffh)
%define BYTES_OF(x)     (BYTE_OF(x, 0) + BYTE_OF(x, 1) + BYTE_OF(x, 2) + \
                         BYTE_OF(x, 3))

; AB: bytes, AT: a text, AW and AD: words and dwords. Inside a table only.
%macro AB 1-*
    %rep %0
        db      %1
        %assign acpi_sum acpi_sum + ((%1) & 0ffh)
        %assign acpi_bytes acpi_bytes + 1
        %rotate 1
    %endrep
%endmacro
%macro AT 1
    %strlen %%length %1
    %assign %%i 1
    %rep %%length
        %substr %%letter %1 %%i
        AB %%letter
        %assign %%i %%i + 1
    %endrep
%endmacro
%macro AW 1-*
    %rep %0
        AB BYTE_OF(%1, 0), BYTE_OF(%1, 1)
        %rotate 1
    %endrep
%endmacro
%macro AD 1-*
    %rep %0
        AB BYTE_OF(%1, 0), BYTE_OF(%1, 1), BYTE_OF(%1, 2), BYTE_OF(%1, 3)
        %rotate 1
    %endrep
%endmacro
; The address of a label: known too late to be added up, so noted.
%macro AP 1
        dd      LINEAR(%1)
    %assign acpi_bytes acpi_bytes + 4
    %xdefine acpi_late acpi_late + BYTES_OF(LINEAR(%1))
%endmacro

; ACPI_BEGIN label, signature, revision: a table with its header.
%macro ACPI_BEGIN 3
    %assign acpi_sum 0
    %assign acpi_bytes 0
    %define acpi_late 0
        align   4, db 0
%1:
        AT      %2
        dd      %1_length
    %assign acpi_bytes acpi_bytes + 4
        AB      %3
        db      %1_checksum
    %assign acpi_bytes acpi_bytes + 1
        AT      "BTSCOP"
        AT      "BOOTSCOP"
        AD      1
        AT      "BTSC"
        AD      1
%endmacro
%macro ACPI_END 1
%1_length               equ acpi_bytes
%1_checksum             equ -(acpi_sum + BYTES_OF(acpi_bytes) + acpi_late) & 0ffh
%endmacro

; The RSDP, as it is copied.
    %assign acpi_sum 0
    %assign acpi_bytes 0
    %define acpi_late 0
acpi_rsdp:
        AT      "RSD PTR "
        db      acpi_rsdp_checksum
        AT      "BTSCOP"
        AB      0
        AP      acpi_rsdt
acpi_rsdp_bytes         equ $ - acpi_rsdp
acpi_rsdp_checksum      equ -(acpi_sum + acpi_late) & 0ffh

        ACPI_BEGIN acpi_rsdt, "RSDT", 1
        AP      acpi_fadt
        ACPI_END acpi_rsdt

APMC                    equ 0b2h
APMC_ACPI_ON            equ 0f1h
APMC_ACPI_OFF           equ 0f0h
SCI_IRQ                 equ 9
FADT_WBINVD             equ 1 << 0
FADT_C1                 equ 1 << 2      ; HLT
FADT_NO_POWER_BUTTON    equ 1 << 4      ; not by the fixed registers ...
FADT_NO_SLEEP_BUTTON    equ 1 << 5
FADT_NO_RTC             equ 1 << 6      ; ... and no waking by the clock

        ACPI_BEGIN acpi_fadt, "FACP", 1
        AP      acpi_facs
        AP      acpi_dsdt
        AB      0, 0                    ; INT_MODEL: two 8259A
        AW      SCI_IRQ
        AD      APMC                    ; SMI_CMD
        AB      APMC_ACPI_ON, APMC_ACPI_OFF, 0, 0
        AD      PM_PORTS, 0             ; PM1a_EVT_BLK
        AD      PM_PORTS + 4, 0         ; PM1a_CNT_BLK
        AD      0, PM_PORTS + 8         ; PM_TMR_BLK
        AD      0, 0                    ; no general-purpose events
        AB      4, 2, 0, 4              ; bytes of these blocks
        AB      0, 0, 0, 0
        AW      0fffh, 0fffh            ; C2 and C3 take too long: none
        AW      0, 0                    ; WBINVD flushes the caches
        AB      0, 0                    ; no duty cycles
        AB      0, 0, 32h               ; CMOS: no alarm by date; the century
        AB      0, 0, 0
        AD      FADT_WBINVD | FADT_C1 | FADT_NO_POWER_BUTTON | \
                FADT_NO_SLEEP_BUTTON | FADT_NO_RTC
        ACPI_END acpi_fadt

; Nobody writes it: there is no sleep to wake from, and no handler that would
; share the global lock.
        align   64, db 0
acpi_facs:
        db      "FACS"
        dd      64
        times   64 - 8 db 0

; The board in AML. A package is its length, then what it holds; lengths of
; one byte count themselves, those of two bytes are 40h | low nibble, rest.
AML_NAME                equ 08h
AML_BYTE                equ 0ah
AML_DWORD               equ 0ch
AML_SCOPE               equ 10h
AML_BUFFER              equ 11h
AML_PACKAGE             equ 12h
AML_EXT                 equ 5bh
AML_DEVICE              equ 82h

; Resources: "Word", "DWord Address Space", kinds of space, and how.
RES_IO                  equ 47h         ; 7 bytes follow
RES_WORD                equ 88h
RES_DWORD               equ 87h
RES_END                 equ 79h
SPACE_MEMORY            equ 0
SPACE_IO                equ 1
SPACE_BUS               equ 2
SPACE_FIXED             equ 0ch         ; both ends; decoded as given
IO_ALL_RANGES           equ 3
MEMORY_WRITABLE         equ 1

; WORD_SPACE kind, flags, first, last; DWORD_SPACE: of 32 bits.
%macro WORD_SPACE 4
        AB      RES_WORD
        AW      13
        AB      %1, SPACE_FIXED, %2
        AW      0, %3, %4, 0, %4 - %3 + 1
%endmacro
%macro DWORD_SPACE 4
        AB      RES_DWORD
        AW      23
        AB      %1, SPACE_FIXED, %2
        AD      0, %3, %4, 0, %4 - %3 + 1
%endmacro

PCI_CRS_BYTES           equ 3 * 16 + 8 + 2 * 26 + 2
PCI_BUFFER_BYTES        equ 2 + 2 + PCI_CRS_BYTES       ; length, size, data
PCI_DEVICE_BYTES        equ 2 + 4 + 10 + 6 + 5 + 1 + PCI_BUFFER_BYTES
SB_BYTES                equ 2 + 4 + 2 + PCI_DEVICE_BYTES
%define AML_LENGTH(n)   40h | ((n) & 0fh), (n) >> 4

        ACPI_BEGIN acpi_dsdt, "DSDT", 1
        AB      AML_NAME                ; \_S5: both sleep types are 0
        AT      "_S5_"
        AB      AML_PACKAGE, 6, 4, 0, 0, 0, 0
        AB      AML_SCOPE, AML_LENGTH(SB_BYTES)
        AT      "_SB_"
        AB      AML_EXT, AML_DEVICE, AML_LENGTH(PCI_DEVICE_BYTES)
        AT      "PCI0"
        AB      AML_NAME
        AT      "_HID"
        AB      AML_DWORD, 41h, 0d0h, 0ah, 03h  ; PNP0A03: a PCI bus
        AB      AML_NAME
        AT      "_ADR"
        AB      0
        AB      AML_NAME
        AT      "_CRS"
        AB      AML_BUFFER, AML_LENGTH(PCI_BUFFER_BYTES)
        AB      AML_BYTE, PCI_CRS_BYTES
        WORD_SPACE SPACE_BUS, 0, 0, 0ffh
        AB      RES_IO, 1               ; CF8h to CFFh are its own
        AW      0cf8h, 0cf8h
        AB      1, 8
        WORD_SPACE SPACE_IO, IO_ALL_RANGES, 0, 0cf7h
        WORD_SPACE SPACE_IO, IO_ALL_RANGES, 0d00h, 0ffffh
        DWORD_SPACE SPACE_MEMORY, MEMORY_WRITABLE, 0a0000h, 0bffffh
        DWORD_SPACE SPACE_MEMORY, MEMORY_WRITABLE, 0e0000000h, 0febfffffh
        AB      RES_END, 0
        ACPI_END acpi_dsdt
