; SPDX-License-Identifier: MIT
; SMBIOS 2.1: what the machine is, for inventory programs (also called DMI).
;
; A program looks for "_SM_" in the ROM, at each 16 bytes. From there it finds
; the structures, each followed by its texts and a zero. Two of them say what
; only POST knows, the processor and the memory, so POST copies all of them to
; the EBDA and fills those in.
; Source: DMTF, System Management BIOS Reference Specification 2.3.1, "Table
; Specification", "Structure Definitions".

SMBIOS_VERSION_MINOR    equ 1
PCI_BIOS_PRESENT        equ 0b101h
SMBIOS_UNKNOWN          equ 2           ; in most of the lists
SMBIOS_SAFE             equ 3           ; a state of the chassis
SMBIOS_NO_ERRORS        equ 0fffeh      ; error handle: errors are not noted
SMBIOS_FAMILY_386       equ 05h
SMBIOS_FAMILY_PENTIUM   equ 0bh
SMBIOS_FAMILY_I686      equ 0ch         ; Pentium Pro

        align   16, db 0
smbios_entry:
        db      "_SM_"
        db      -SMBIOS_ENTRY_SUM & 0ffh
        db      smbios_entry.end - smbios_entry
        db      2, SMBIOS_VERSION_MINOR
        dw      SMBIOS_LARGEST
        times 6 db 0
        db      "_DMI_"                 ; the part that DMI programs know
        db      -SMBIOS_DMI_SUM & 0ffh
        dw      SMBIOS_BYTES
        dd      SMBIOS_ADDRESS
        dw      SMBIOS_STRUCTURES
        db      20h + SMBIOS_VERSION_MINOR
.end:

SMBIOS_LARGEST          equ 45          ; bytes, its texts among them
SMBIOS_STRUCTURES       equ 10
SMBIOS_ADDRESS          equ (EBDA_SEG << 4) + EBDA_SMBIOS
SMBIOS_BYTES            equ smbios_structures.end - smbios_structures

; What the bytes beside each checksum add up to; the second part makes 0.
SMBIOS_ENTRY_SUM        equ '_' + 'S' + 'M' + '_' + \
        (smbios_entry.end - smbios_entry) + 2 + SMBIOS_VERSION_MINOR + \
        SMBIOS_LARGEST
SMBIOS_DMI_SUM          equ '_' + 'D' + 'M' + 'I' + '_' + SMBIOS_BYTES + \
        (SMBIOS_ADDRESS & 0ffh) + ((SMBIOS_ADDRESS >> 8) & 0ffh) + \
        (SMBIOS_ADDRESS >> 16) + SMBIOS_STRUCTURES + 20h + SMBIOS_VERSION_MINOR

; Fill in the copy in the EBDA. ES = EBDA; EAX, ECX, EDX, SI, DI are lost.
smbios_make:
        mov     si, smbios_structures
        mov     di, EBDA_SMBIOS
        mov     cx, SMBIOS_BYTES
        rep     cs movsb
        mov     ax, PCI_BIOS_PRESENT
        int     1ah
        jnc     .processor
        and     byte [es:EBDA_SMBIOS + smbios_features - smbios_structures], \
                ~SMBIOS_PCI & 0ffh
        and     byte [es:EBDA_SMBIOS + smbios_features + 1 - smbios_structures], \
                ~SMBIOS_APM & 0ffh
        mov     byte [es:EBDA_SMBIOS + smbios_more - smbios_structures], 0
.processor:
        mov     al, [es:EBDA_CPU_FAMILY]
        sub     al, 3
        movzx   si, al
        mov     al, [cs:smbios_families + si]
        mov     [es:EBDA_SMBIOS + smbios_family - smbios_structures], al
        cmp     byte [es:EBDA_CPU_FAMILY], 5
        jb      .memory
        cpu     586
        push    ebx
        mov     eax, 1
        cpuid
        pop     ebx
        cpu     386
        mov     [es:EBDA_SMBIOS + smbios_cpuid - smbios_structures], eax
        mov     [es:EBDA_SMBIOS + smbios_cpuid + 4 - smbios_structures], edx
.memory:
        mov     eax, [es:EBDA_EXTENDED_KB]
        add     eax, 1024
        mov     [es:EBDA_SMBIOS + smbios_capacity - smbios_structures], eax
        lea     edx, [eax - 1]          ; the last KB
        mov     [es:EBDA_SMBIOS + smbios_last_kb - smbios_structures], edx
        shr     eax, 10
        mov     [es:EBDA_SMBIOS + smbios_size - smbios_structures], ax
        ret

smbios_families:                        ; 386, 486, Pentium, i686
        db      SMBIOS_FAMILY_386, SMBIOS_FAMILY_386 + 1
        db      SMBIOS_FAMILY_PENTIUM, SMBIOS_FAMILY_I686

; SMBIOS_HEAD name, type: a structure begins that lasts until name.texts. Its
; number is its handle.
%macro SMBIOS_HEAD 2
%1:
        db      %2, %1.texts - %1
        dw      %2
%endmacro

smbios_structures:
SMBIOS_HEAD smbios_bios, 0
        db      1, 2                    ; vendor, version
        dw      0f000h
        db      3                       ; date
        db      0                       ; 64 KiB
        dd      5fc98010h | SMBIOS_APM << 8 | SMBIOS_PCI
        ; ISA, CDs, boot order, EDD, floppies, INT 05h, 09h, 10h, 14h
        dd      0
        db      SMBIOS_ACPI
.texts: db      "bootscope", 0, "1.0", 0, "10/07/2026", 0, 0

smbios_features         equ smbios_bios + 10
SMBIOS_PCI              equ 80h
SMBIOS_APM              equ 04h         ; in the next byte
smbios_more             equ smbios_bios + 18
SMBIOS_ACPI             equ 01h

SMBIOS_HEAD smbios_system, 1
        db      1, 2, 0, 0              ; maker, product
        times 16 db 0                   ; no UUID
        db      6                       ; woken by the power switch
.texts: db      "bootscope", 0, "PC", 0, 0

SMBIOS_HEAD smbios_board, 2
        db      1, 0, 0, 0              ; maker
.texts: db      "bootscope", 0, 0

SMBIOS_HEAD smbios_chassis, 3
        db      1, 3, 0, 0, 0           ; maker; a desktop
        db      SMBIOS_SAFE, SMBIOS_SAFE, SMBIOS_SAFE
        db      3                       ; security: none
.texts: db      "bootscope", 0, 0

SMBIOS_HEAD smbios_processor, 4
        db      1, 3                    ; socket; the central processor
        db      SMBIOS_FAMILY_386
        db      2                       ; maker
        dd      0, 0                    ; what CPUID says
        db      0, 0                    ; version, voltage: unknown
        dw      0, 0, 0                 ; clocks: unknown
        db      41h                     ; there, and running
        db      SMBIOS_UNKNOWN
        dw      0ffffh, 0ffffh, 0ffffh  ; no caches
.texts: db      "CPU 0", 0, "Intel", 0, 0
smbios_family           equ smbios_processor + 6
smbios_cpuid            equ smbios_processor + 8

SMBIOS_HEAD smbios_array, 16
        db      3, 3, 3                 ; on the main board, for all, no ECC
        dd      0                       ; KB
        dw      SMBIOS_NO_ERRORS
        dw      1                       ; device
.texts: db      0, 0
smbios_capacity         equ smbios_array + 7

SMBIOS_HEAD smbios_memory, 17
        dw      16, SMBIOS_NO_ERRORS    ; of array 16
        dw      32, 32                  ; bits
        dw      0                       ; MB
        db      3, 0                    ; a SIMM
        db      1, 0                    ; where
        db      3                       ; DRAM
        dw      08h                     ; with fast pages
.texts: db      "SIMM", 0, 0
smbios_size             equ smbios_memory + 12

SMBIOS_HEAD smbios_mapped, 19
        dd      0, 0                    ; first and last KB
        dw      16                      ; of array 16
        db      1
.texts: db      0, 0
smbios_last_kb          equ smbios_mapped + 8

SMBIOS_HEAD smbios_boot, 32
        times 6 db 0
        db      0                       ; no errors detected
.texts: db      0, 0

SMBIOS_HEAD smbios_end, 127
.texts: db      0, 0
smbios_structures.end:

%if SMBIOS_BYTES > 100h
%error "the EBDA holds 100h bytes"
%endif
