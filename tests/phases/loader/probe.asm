; SPDX-License-Identifier: MIT
; tests/phases/loader/probe.asm - a kernel that only reports what it was given.
;
; Where we are: 32-bit protected mode, as a Multiboot loader leaves it. Every
; line on COM1 is "name=value"; the last one is "probe=done". The test fills
; the table of checks and wraps this code in an ELF file, or none.

        bits    32
        org     100000h

MAGIC   equ     1badb002h
FLAGS   equ     3
CHECKS  equ     8

header:
        dd      MAGIC, FLAGS, -(MAGIC + FLAGS)
        dd      header, header, 0, 0, start

; address, bytes, sum of the bytes; an address of 0 ends the table
checks: times   CHECKS * 3 dd 0
        dd      0

; TEXT name: the start of a line. NUMBER name, value: a whole line.
%macro TEXT 1
        call    %%over
        db      %1, "=", 0
%%over: pop     esi
        call    puts
%endmacro

%macro NUMBER 2
        TEXT    %1
        mov     eax, %2
        call    hex
        call    newline
%endmacro

start:
        mov     esp, 90000h
        mov     ebp, eax
        pushfd
        pop     edi
        call    newline
        NUMBER  "magic", ebp
        NUMBER  "eflags", edi
        NUMBER  "cr0", cr0
        NUMBER  "cs", cs
        NUMBER  "flags", [ebx]
        NUMBER  "lower", [ebx + 4]
        NUMBER  "upper", [ebx + 8]
        NUMBER  "device", [ebx + 12]
        TEXT    "cmdline"
        mov     esi, [ebx + 16]
        call    puts
        call    newline
        TEXT    "loader"
        mov     esi, [ebx + 64]
        call    puts
        call    newline

; The memory map: one line an entry.
        mov     edi, [ebx + 48]
        mov     ebp, edi
        add     ebp, [ebx + 44]
.map:
        cmp     edi, ebp
        jae     .checks
        TEXT    "map"
        mov     eax, [edi + 8]
        call    hex
        mov     eax, [edi + 4]
        call    hex
        mov     al, ' '
        call    putc
        mov     eax, [edi + 16]
        call    hex
        mov     eax, [edi + 12]
        call    hex
        mov     al, ' '
        call    putc
        mov     eax, [edi + 20]
        call    hex
        call    newline
        add     edi, [edi]
        add     edi, 4
        jmp     .map

; Is memory as the kernel file asks for?
.checks:
        mov     edi, checks
.check:
        mov     esi, [edi]
        test    esi, esi
        jz      .done
        mov     ecx, [edi + 4]
        xor     edx, edx
        xor     eax, eax
.add:
        lodsb
        add     edx, eax
        loop    .add
        cmp     edx, [edi + 8]
        je      .same
        NUMBER  "wrong", [edi]
        NUMBER  "sum", edx
.same:
        add     edi, 12
        jmp     .check
.done:
        TEXT    "probe"
        mov     esi, done
        call    puts
        cli
.halt:
        hlt
        jmp     .halt

newline:
        mov     al, 10
putc:
        push    edx
        push    eax
        mov     edx, 3fdh
.wait:
        in      al, dx
        test    al, 20h
        jz      .wait
        pop     eax
        mov     edx, 3f8h
        out     dx, al
        pop     edx
        ret

puts:
        lodsb
        test    al, al
        jz      .done
        call    putc
        jmp     puts
.done:
        ret

hex:
        push    ecx
        push    edx
        mov     edx, eax
        mov     ecx, 8
.digit:
        rol     edx, 4
        mov     al, dl
        and     eax, 15
        mov     al, [digits + eax]
        call    putc
        loop    .digit
        pop     edx
        pop     ecx
        ret

digits: db      "0123456789abcdef"
done:   db      "done", 10, 0
