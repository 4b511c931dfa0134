; SPDX-License-Identifier: MIT
;
; tests/ui/tiny.asm - a ROM of 64 KiB for the screens of the TUI: POST codes,
; CMOS, the timer, a stack, a routine, protected mode with paging, HLT.
; Real mode at F000:0000, no stack yet, A20 open.

        cpu 386
        org 0
        bits 16
start:  cli
        mov al, 1
        out 0x80, al            ; POST code 01h
        mov al, 0x0e
        out 0x70, al
        in al, 0x71             ; CMOS cell 0Eh
        mov al, 0x34
        out 0x43, al            ; counter 0: low and high byte, mode 2
        xor ax, ax
        mov ss, ax
        mov sp, 0x7c00
        out 0x40, al
        out 0x40, al
        mov ax, 0x1234
        push ax
        call fill
        pop ax
        mov al, 2
        out 0x80, al            ; POST code 02h
        lgdt [cs:gdtr]
        mov eax, cr0
        or al, 1
        mov cr0, eax
        jmp dword 8:0xf0000 + protected

fill:   push di                 ; a page directory at 1000h, a table at 2000h
        xor ax, ax
        mov es, ax
        mov di, 0x1000
        mov cx, 0x1000
        rep stosw
        mov dword [es:0x1000], 0x2003
        mov eax, 3
        mov di, 0x2000
.next:  mov [es:di], eax
        add di, 4
        add eax, 0x1000
        cmp di, 0x2400          ; 1 MiB
        jne .next
        pop di
        ret

        bits 32
protected:
        mov ax, 0x10
        mov ds, ax
        mov ss, ax
        mov eax, 0x1000
        mov cr3, eax
        mov eax, cr0
        or eax, 0x80000000
        mov cr0, eax            ; paging, 1 MiB mapped to itself
        mov al, 0x31
        out 0x80, al
        mov dword [0x3000], 0x12345678
        hlt

        align 8
gdt:    dq 0
        dq 0x00cf9a000000ffff   ; 08h: code, base 0, 4 GiB
        dq 0x00cf92000000ffff   ; 10h: data
gdtr:   dw 23
        dd 0xf0000 + gdt

        times 0xfff0 - ($ - $$) db 0xff
        bits 16
        jmp 0xf000:start        ; FFFFFFF0h
        times 0x10000 - ($ - $$) db 0
