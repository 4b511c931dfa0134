; SPDX-License-Identifier: MIT
; The bootscope BIOS: a 64 KiB ROM at F0000h (and at the top of the address
; space), in boot order. The CPU starts at the very end, in
; reset/reset_vector.asm; follow it with this list.
;
; Everywhere: CS = F000h, 16-bit code, offset in this file = IP. Services and
; interrupt handlers may not rely on DS, ES or SS.
;
; A file in services/ exports its intXX_handler; POST calls
;   video_init  (int10.asm)  mode 3, font_8x16 into plane 2, screen cleared
;   disk_init   (int13.asm)  fills EBDA_DRIVES, BDA_DISK_COUNT; CF: a drive failed

        cpu     386
        bits    16
        org     0

%include "markers.inc"
%include "ports.inc"
%include "macros.inc"
%include "bda.inc"
%include "post_codes.inc"
%include "post/errors.inc"

; Power-on self-test, one file a step.
%include "reset/shutdown.asm"
%include "reset/reset_machine.asm"
%include "post/cpu.asm"
%include "post/rom.asm"
%include "post/cmos.asm"
%include "post/timer.asm"
%include "post/dma_pages.asm"
%include "post/base_memory.asm"
%include "post/interrupt_controllers.asm"
%include "post/flat_memory.asm"
%include "post/local_apic.asm"
%include "post/data_areas.asm"
%include "post/keyboard.asm"
%include "post/video.asm"
%include "post/banner.asm"
%include "post/tick.asm"
%include "post/keyboard_result.asm"
%include "post/mouse.asm"
%include "post/a20.asm"
%include "post/address_lines.asm"
%include "post/memory.asm"
%include "post/serial_parallel.asm"
%include "post/fpu.asm"
%include "post/floppies.asm"
%include "post/disks.asm"
%include "post/optical.asm"
%include "post/option_roms.asm"
%include "post/pci.asm"
%include "post/finish.asm"
%include "post/keys.asm"
%include "post/console.asm"
%include "post/failure.asm"
%include "setup/setup.asm"

; What the machine is, for programs to read.
%include "tables/smbios.asm"

; The search for something to boot.
%include "boot-search/int19.asm"
%include "boot-search/cd.asm"
%include "boot-search/int18.asm"

; Hardware interrupts.
%include "interrupts/int08_timer.asm"
%include "interrupts/int09_keyboard.asm"
%include "interrupts/keyboard_shift.asm"
%include "interrupts/keyboard_buffer.asm"
%include "interrupts/keyboard_table.asm"
%include "interrupts/int70_rtc.asm"
%include "interrupts/int0e_floppy.asm"
%include "interrupts/int74_mouse.asm"
%include "interrupts/int75_fpu.asm"
%include "interrupts/int76_disk.asm"
%include "interrupts/default.asm"

; Services that software calls.
%include "services/int05.asm"
%include "services/int10.asm"
%include "services/int11_12.asm"
%include "services/int13.asm"
%include "services/int14.asm"
%include "services/int15.asm"
%include "services/int16.asm"
%include "services/int17.asm"
%include "services/int1a.asm"
%include "services/pci_bios.asm"

; What the machine is, for operating systems.
%include "tables/acpi.asm"

        align   16
%include "font.inc"

%include "reset/fixed_places.asm"
%include "reset/reset_vector.asm"
