; SPDX-License-Identifier: MIT
; second-stage/stage2.asm - the second stage as a whole, in reading order.
;
; Memory, all in segment 0 (CS = DS = ES = SS = 0, A20 as the BIOS left it):
;
;   0000:0600  the MBR and its partition table
;   0000:7C00  the volume boot record; the stack grows down from here
;   0000:8000  this code and its texts, 31 sectors
;   0000:BE00  variables, buffers, the Multiboot information
;   1000:0000  32 KiB that the BIOS fills with file contents
;   1800:0000  32 KiB of zeros, the source of a cleared .bss
;
; Unless a routine says otherwise it may change EAX, EBX, ECX, EDX, ESI and
; EDI, and it keeps BP and the segment registers. What fails never returns:
; it says why and goes back to the menu (fail.asm).

%include "markers.inc"
%include "disk-layout.inc"
%include "say.inc"

BOUNCE_SEGMENT equ 1000h
BOUNCE         equ 10000h
BOUNCE_SECTORS equ 64
ZEROS_SEGMENT  equ 1800h
ZEROS          equ 18000h
ZEROS_BYTES    equ 8000h
ONE_MIB        equ 100000h

        cpu     386
        bits    16
        org     STAGE2_HOME

section .text
section .data follows=.text align=8
section .bss nobits follows=.data align=4
bss_start:
section .text

%include "entry.asm"
%include "serial.asm"
%include "console.asm"
%include "say.asm"
%include "fail.asm"
%include "keyboard.asm"
%include "disk.asm"
%include "disk-errors.asm"
%include "fat16.asm"
%include "fat16-chain.asm"
%include "fat16-directory.asm"
%include "file.asm"
%include "config.asm"
%include "config-words.asm"
%include "menu.asm"
%include "edit.asm"
%include "partition.asm"
%include "chainload.asm"
%include "memory-map.asm"
%include "high-memory.asm"
%include "segment.asm"
%include "multiboot.asm"
%include "elf.asm"
%include "kernel.asm"
%include "a20.asm"
%include "protected-mode.asm"

section .text
        align   8, db 0
text_end:

section .data
        times STAGE2_SECTORS * 512 - (text_end - stage2) - ($ - $$) db 0

section .bss
        alignb  4
bss_end:
%if bss_end - bss_start > 10000h - STAGE2_HOME - STAGE2_SECTORS * 512
    %error "the variables do not fit into segment 0"
%endif
