; SPDX-License-Identifier: MIT
; kernel/entry.asm - the first instructions of the kernel.
;
; Where we are: 32-bit protected mode, paging off, A20 open, interrupts off,
; flat segments of the loader, no stack. EAX = 2BADB002h, EBX = physical
; address of the Multiboot information. The kernel lies at 100000h; all but
; this file's first part is linked 3 GiB higher, so paging comes first.
;
; Source: Multiboot Specification 0.6.96, "Machine state";
;         SDM Vol. 3A, "Enabling Paging".

%include "markers.inc"

        bits    32

MULTIBOOT_MAGIC equ 1badb002h
MULTIBOOT_FLAGS equ 3                   ; align modules, give memory sizes

KERNEL_BASE     equ 0c0000000h
PAGE_PRESENT    equ 1
PAGE_WRITE      equ 2
PAGE_FLAGS      equ PAGE_PRESENT | PAGE_WRITE
DIRECTORY_KERNEL equ KERNEL_BASE >> 22  ; the entry that maps C0000000h
DIRECTORY_SELF   equ 1023               ; the entry that maps the tables

CR0_MP          equ 1 << 1
CR0_EM          equ 1 << 2
CR0_TS          equ 1 << 3
CR0_PG          equ 1 << 31

        extern  kernel_main
        global  kernel_entry, kernel_directory, boot_stack_top

        section .boot progbits alloc exec nowrite align=4

        dd      MULTIBOOT_MAGIC, MULTIBOOT_FLAGS
        dd      -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS)

kernel_entry:
        mov     esi, eax                ; the marker needs AL
        MARK    MARK_KERNEL_ENTRY
        cld

; One table maps the first 4 MiB: the kernel, the video memory, the
; structures that the loader left.
        mov     edi, first_table - KERNEL_BASE
        mov     eax, PAGE_FLAGS
.next_page:
        stosd
        add     eax, 1000h
        cmp     eax, 400000h
        jb      .next_page

; It serves twice: at 0, where we run now, and at C0000000h.
        mov     edi, kernel_directory - KERNEL_BASE
        lea     eax, [first_table - KERNEL_BASE + PAGE_FLAGS]
        mov     [edi], eax
        mov     [edi + DIRECTORY_KERNEL * 4], eax
        lea     eax, [edi + PAGE_FLAGS]
        mov     [edi + DIRECTORY_SELF * 4], eax
        mov     cr3, edi

        MARK    MARK_MEMORY_MANAGEMENT
        mov     eax, cr0
        and     eax, ~(CR0_MP | CR0_TS)
        or      eax, CR0_PG | CR0_EM    ; EM: no coprocessor is used here
        mov     cr0, eax
        jmp     .paging_on
.paging_on:
        mov     eax, high_half
        jmp     eax

        section .text

high_half:
        mov     esp, boot_stack_top
        xor     ebp, ebp                ; ends the stack trace of a panic
        push    ebx
        push    esi
        call    kernel_main

        section .bss

        alignb  4096
kernel_directory:
        resb    4096
first_table:
        resb    4096
        resb    8192
boot_stack_top:
