; SPDX-License-Identifier: MIT
; tests/cpu/system/boot.asm - the image: a boot sector that loads the rest and
; enters protected mode; then the runner, the blank world and the cases.

%include "layout.inc"

org 7c00h
bits 16

start:
    cli
    xor ax, ax
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov sp, 7c00h
    sti
.load:
    mov si, packet
    mov ah, 42h                 ; read by block number, drive in DL
    int 13h
    jc $
    add word [packet.segment], CHUNK * 512 / 16
    add word [packet.block], CHUNK
    dec word [chunks]
    jnz .load

    cli
    mov al, 0ffh                ; no interrupt from the board
    out 21h, al
    out 0a1h, al
    in al, 92h
    or al, 2                    ; A20
    and al, 0feh
    out 92h, al
    lgdt [gdtr]
    mov eax, cr0
    or al, 1
    mov cr0, eax
    jmp CODE0:dword IMAGE

CHUNK equ 64
packet:
    dw 10h, CHUNK, 0
.segment:
    dw IMAGE / 16
.block:
    dd 1, 0
chunks:
    dw (image_end - image + CHUNK * 512 - 1) / (CHUNK * 512)

align 4
gdt:
    dq 0
    dq 00cf9b000000ffffh        ; CODE0
    dq 00cf93000000ffffh        ; DATA0
gdtr:
    dw gdtr - gdt - 1
    dd gdt

times 510 - ($ - $$) db 0
    dw 0aa55h

section image vstart=IMAGE follows=.text align=1
image:
%include "run.asm"
blank:
    incbin "world.bin"
cases:
%include "cases.inc"
image_end:
