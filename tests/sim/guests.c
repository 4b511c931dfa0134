/* SPDX-License-Identifier: MIT
 *
 * tests/sim/guests.c - small programs that do what is hard to take back.
 */
#include "tests/sim/guests.h"

/* xor ax, ax; mov ds, ax; mov es, ax; mov ss, ax; mov sp, 0x7000 */
#define BEGIN "31 C0 8E D8 8E C0 8E D0 BC 00 70 "

/* clang-format off */
const struct guest guests[GUESTS] = {
    /* REP in both directions, over ends of pages, with and without an end. */
    {.name = "repeat",
     .positions = 9000,
     .part = {
         {0x0,
          BEGIN
          "B8 34 12 "                       /* mov ax, 0x1234 */
          "BF 80 8F "                       /* mov di, 0x8f80 */
          "B9 C8 00 "                       /* mov cx, 200 */
          "F3 AB "                          /* rep stosw */
          "BE 81 8F "                       /* mov si, 0x8f81 */
          "BF 70 9F "                       /* mov di, 0x9f70 */
          "B9 2C 01 "                       /* mov cx, 300 */
          "F3 A4 "                          /* rep movsb */
          "FD "                             /* std */
          "BE 80 90 "                       /* mov si, 0x9080 */
          "BF 10 A0 "                       /* mov di, 0xa010 */
          "B9 96 00 "                       /* mov cx, 150 */
          "F3 66 A5 "                       /* rep movsd */
          "FC "                             /* cld */
          "BF 70 9F "                       /* mov di, 0x9f70 */
          "B9 FF FF "                       /* mov cx, 0xffff */
          "B0 77 "                          /* mov al, 0x77 */
          "F2 67 AE "                       /* a32 repne scasb */
          "B9 00 00 "                       /* mov cx, 0 */
          "F3 AA "                          /* rep stosb */
          "FA "                             /* cli */
          "F4"},                            /* hlt */
     }},
    /* 40 interrupts of the timer, each awaited with HLT; then a wait for ever. */
    {.name = "waits",
     .positions = 1000,
     .part = {
         {0x0,
          BEGIN
          "C7 06 20 00 00 01 "              /* mov word [8 * 4], 0x100 */
          "C7 06 22 00 00 F0 "              /* mov word [8 * 4 + 2], 0xf000 */
          "B0 11 "                          /* mov al, 0x11 */
          "E6 20 "                          /* out 0x20, al */
          "B0 08 "                          /* mov al, 8 */
          "E6 21 "                          /* out 0x21, al */
          "B0 04 "                          /* mov al, 4 */
          "E6 21 "                          /* out 0x21, al */
          "B0 01 "                          /* mov al, 1 */
          "E6 21 "                          /* out 0x21, al */
          "B0 FE "                          /* mov al, 0xfe */
          "E6 21 "                          /* out 0x21, al */
          "B0 34 "                          /* mov al, 0x34 */
          "E6 43 "                          /* out 0x43, al */
          "B0 00 "                          /* mov al, 0x00 */
          "E6 40 "                          /* out 0x40, al */
          "B0 03 "                          /* mov al, 0x03 */
          "E6 40 "                          /* out 0x40, al */
          "FB "                             /* sti */
          "F4 "                             /* again: hlt */
          "80 3E 00 05 28 "                 /* cmp byte [0x500], 40 */
          "72 F8 "                          /* jb again */
          "B0 30 "                          /* mov al, 0x30 */
          "E6 43 "                          /* out 0x43, al */
          "F4 "                             /* hlt */
          "EB FD"},                         /* jmp $-1 */
         {0x100,
          "FE 06 00 05 "                    /* inc byte [0x500] */
          "50 "                             /* push ax */
          "B0 20 "                          /* mov al, 0x20 */
          "E6 20 "                          /* out 0x20, al */
          "58 "                             /* pop ax */
          "CF"},                            /* iret */
     }},
    /* Code in RAM that changes the instruction after the next. */
    {.name = "changes itself",
     .positions = 2000,
     .part = {
         {0x0,
          BEGIN
          "0E "                             /* push cs */
          "1F "                             /* pop ds */
          "BE 40 00 "                       /* mov si, 0x40 */
          "BF 00 10 "                       /* mov di, 0x1000 */
          "B9 40 00 "                       /* mov cx, 0x40 */
          "F3 A4 "                          /* rep movsb */
          "31 C0 "                          /* xor ax, ax */
          "8E D8 "                          /* mov ds, ax */
          "EA 00 10 00 00"},                /* jmp 0:0x1000 */
         {0x40,
          "B3 00 "                          /* first: mov bl, 0 */
          "FE 06 01 10 "                    /* inc byte [0x1001] */
          "C6 06 0B 10 43 "                 /* mov byte [0x100b], 0x43 */
          "40 "                             /* inc ax */
          "80 36 0B 10 03 "                 /* xor byte [0x100b], 3 */
          "80 3E 01 10 78 "                 /* cmp byte [0x1001], 120 */
          "72 E8 "                          /* jb first */
          "66 C7 06 40 10 90 FA F4 90"},    /* mov dword [0x1000 + 0x40], 0x90f4fa90 */
     }},
    /* A fault, a trap, a fault in the delivery of a fault, and a triple fault
     * that resets; four times. */
    {.name = "faults",
     .positions = 1000,
     .reset = true,
     .part = {
         {0x0,
          BEGIN
          "FE 06 00 06 "                    /* inc byte [0x600] */
          "80 3E 00 06 04 "                 /* cmp byte [0x600], 4 */
          "73 49 "                          /* jae done */
          "C7 06 00 00 00 01 "              /* mov word [0], 0x100 */
          "C7 06 02 00 00 F0 "              /* mov word [2], 0xf000 */
          "C7 06 0C 00 10 01 "              /* mov word [3 * 4], 0x110 */
          "C7 06 0E 00 00 F0 "              /* mov word [3 * 4 + 2], 0xf000 */
          "C7 06 18 00 08 01 "              /* mov word [6 * 4], 0x108 */
          "C7 06 1A 00 00 F0 "              /* mov word [6 * 4 + 2], 0xf000 */
          "C7 06 20 00 18 01 "              /* mov word [8 * 4], 0x118 */
          "C7 06 22 00 00 F0 "              /* mov word [8 * 4 + 2], 0xf000 */
          "B3 00 "                          /* mov bl, 0 */
          "F6 F3 "                          /* div bl */
          "CC "                             /* int3 */
          "0F 0B "                          /* ud2 */
          "2E 0F 01 1E 40 01 "              /* lidt [cs:0x140] */
          "66 A1 FF FF "                    /* mov eax, [0xffff] */
          "CC "                             /* int3 */
          "2E 0F 01 1E 48 01 "              /* lidt [cs:0x148] */
          "CC "                             /* int3 */
          "FA "                             /* done: cli */
          "F4"},                            /* hlt */
         {0x100,
          "B3 01 "                          /* mov bl, 1 */
          "CF"},                            /* iret */
         {0x108,
          "89 E5 "                          /* mov bp, sp */
          "83 46 00 02 "                    /* add word [bp], 2 */
          "CF"},                            /* iret */
         {0x110,
          "CF"},                            /* iret */
         {0x118,
          "89 E5 "                          /* mov bp, sp */
          "83 46 00 05 "                    /* add word [bp], 5 */
          "CF"},                            /* iret */
         {0x140,
          "23 00 00 00 00 00"},             /* dw 0x23, 0, 0 */
         {0x148,
          "01 00 00 00 00 00"},             /* dw 0x1, 0, 0 */
     }},
    /* Two tasks; and a page whose table entry changes behind the back of the
     * TLB. */
    {.name = "tasks",
     .positions = 6000,
     .part = {
         {0x0,
          BEGIN
          "0E "                             /* push cs */
          "1F "                             /* pop ds */
          "BE 00 02 "                       /* mov si, 0x200 */
          "BF 00 20 "                       /* mov di, 0x2000 */
          "B9 40 00 "                       /* mov cx, 0x40 */
          "F3 A4 "                          /* rep movsb */
          "66 0F 01 16 40 02 "              /* o32 lgdt [0x240] */
          "66 B8 01 00 00 00 "              /* mov eax, 1 */
          "0F 22 C0 "                       /* mov cr0, eax */
          "EA 2C 00 08 00 "                 /* jmp 8:start */
          "66 B8 10 00 "                    /* start: mov ax, 0x10 */
          "8E D8 "                          /* mov ds, ax */
          "8E C0 "                          /* mov es, ax */
          "8E D0 "                          /* mov ss, ax */
          "BC 00 70 00 00 "                 /* mov esp, 0x7000 */
          "BF 00 00 01 00 "                 /* mov edi, 0x10000 */
          "B8 07 10 01 00 "                 /* mov eax, 0x11007 */
          "AB "                             /* stosd */
          "BF 00 10 01 00 "                 /* mov edi, 0x11000 */
          "B8 07 00 00 00 "                 /* mov eax, 7 */
          "AB "                             /* fill: stosd */
          "05 00 10 00 00 "                 /* add eax, 0x1000 */
          "81 FF 00 20 01 00 "              /* cmp edi, 0x12000 */
          "72 F2 "                          /* jb fill */
          "C7 05 1C 31 00 00 00 00 01 "     /* mov dword [0x3100 + 28], 0x10000 */
          "00 "                             /*  */
          "C7 05 20 31 00 00 "              /* mov dword [0x3100 + 32], other */
          "30 01 00 00 "                    /*  */
          "C7 05 24 31 00 00 02 00 00 "     /* mov dword [0x3100 + 36], 2 */
          "00 "                             /*  */
          "C7 05 38 31 00 00 00 78 00 "     /* mov dword [0x3100 + 56], 0x7800 */
          "00 "                             /*  */
          "C7 05 48 31 00 00 10 00 00 "     /* mov dword [0x3100 + 72], 0x10 */
          "00 "                             /*  */
          "C7 05 4C 31 00 00 08 00 00 "     /* mov dword [0x3100 + 76], 8 */
          "00 "                             /*  */
          "C7 05 50 31 00 00 10 00 00 "     /* mov dword [0x3100 + 80], 0x10 */
          "00 "                             /*  */
          "C7 05 54 31 00 00 10 00 00 "     /* mov dword [0x3100 + 84], 0x10 */
          "00 "                             /*  */
          "C7 05 1C 30 00 00 00 00 01 "     /* mov dword [0x3000 + 28], 0x10000 */
          "00 "                             /*  */
          "B8 00 00 01 00 "                 /* mov eax, 0x10000 */
          "0F 22 D8 "                       /* mov cr3, eax */
          "0F 20 C0 "                       /* mov eax, cr0 */
          "0D 00 00 00 80 "                 /* or eax, 0x80000000 */
          "0F 22 C0 "                       /* mov cr0, eax */
          "66 B8 18 00 "                    /* mov ax, 0x18 */
          "0F 00 D8 "                       /* ltr ax */
          "B9 0C 00 00 00 "                 /* mov ecx, 12 */
          "9A 00 00 00 00 20 00 "           /* loop1: call 0x20:0 */
          "C7 05 00 18 01 00 07 00 02 "     /* mov dword [0x11000 + 0x200 * 4], 0x20007 */
          "00 "                             /*  */
          "89 0D 10 00 20 00 "              /* mov [0x200010], ecx */
          "C7 05 00 18 01 00 07 10 02 "     /* mov dword [0x11000 + 0x200 * 4], 0x21007 */
          "00 "                             /*  */
          "01 0D 10 00 20 00 "              /* add [0x200010], ecx */
          "8B 15 10 00 20 00 "              /* mov edx, [0x200010] */
          "C7 05 00 18 01 00 67 00 02 "     /* mov dword [0x11000 + 0x200 * 4], 0x20067 */
          "00 "                             /*  */
          "80 25 00 18 01 00 9F "           /* and byte [0x11000 + 0x200 * 4], 0x9f */
          "01 15 14 00 20 00 "              /* add [0x200014], edx */
          "A1 00 18 01 00 "                 /* mov eax, [0x11000 + 0x200 * 4] */
          "F6 C1 01 "                       /* test cl, 1 */
          "74 07 "                          /* jz even */
          "0F 01 3D 00 00 20 00 "           /* invlpg [0x200000] */
          "E2 A9 "                          /* even: loop loop1 */
          "FA "                             /* cli */
          "F4 "                             /* hlt */
          "FF 05 00 05 00 00 "              /* other: inc dword [0x500] */
          "CF "                             /* iretd */
          "EB F7"},                         /* jmp other */
         {0x200,
          "00 00 00 00 00 00 00 00 "        /* dq 0 */
          "FF FF 00 00 "                    /* dw 0xffff, 0 */
          "0F 9A 40 00 "                    /* db 0xf, 0x9a, 0x40, 0 */
          "FF FF 00 00 "                    /* dw 0xffff, 0 */
          "00 92 CF 00 "                    /* db 0, 0x92, 0xcf, 0 */
          "67 00 00 30 "                    /* dw 0x67, 0x3000 */
          "00 89 00 00 "                    /* db 0, 0x89, 0, 0 */
          "67 00 00 31 "                    /* dw 0x67, 0x3100 */
          "00 89 00 00"},                   /* db 0, 0x89, 0, 0 */
         {0x240,
          "27 00 "                          /* dw 0x27 */
          "00 20 00 00"},                   /* dd 0x2000 */
     }},
    /* Sectors written to the disk and read back. */
    {.name = "transfers",
     .positions = 20000,
     .disk = true,
     .part = {
         {0x0,
          BEGIN
          "BB 04 00 "                       /* mov bx, 4 */
          "B0 30 "                          /* next: mov al, 0x30 */
          "E8 25 00 "                       /* call command */
          "BE 00 10 "                       /* mov si, 0x1000 */
          "B9 00 01 "                       /* mov cx, 256 */
          "F3 6F "                          /* rep outsw */
          "E8 34 00 "                       /* call ready */
          "B0 20 "                          /* mov al, 0x20 */
          "E8 15 00 "                       /* call command */
          "BF 00 10 "                       /* mov di, 0x1000 */
          "B9 00 01 "                       /* mov cx, 256 */
          "F3 6D "                          /* rep insw */
          "01 1E 00 10 "                    /* add word [0x1000], bx */
          "FE 06 FF 10 "                    /* inc byte [0x10ff] */
          "4B "                             /* dec bx */
          "75 D8 "                          /* jnz next */
          "FA "                             /* cli */
          "F4 "                             /* hlt */
          "50 "                             /* command: push ax */
          "BA F2 01 "                       /* mov dx, 0x1f2 */
          "B0 01 "                          /* mov al, 1 */
          "EE "                             /* out dx, al */
          "42 "                             /* inc dx */
          "88 D8 "                          /* mov al, bl */
          "04 64 "                          /* add al, 100 */
          "EE "                             /* out dx, al */
          "42 "                             /* inc dx */
          "B0 00 "                          /* mov al, 0 */
          "EE "                             /* out dx, al */
          "42 "                             /* inc dx */
          "EE "                             /* out dx, al */
          "42 "                             /* inc dx */
          "B0 E0 "                          /* mov al, 0xe0 */
          "EE "                             /* out dx, al */
          "42 "                             /* inc dx */
          "58 "                             /* pop ax */
          "EE "                             /* out dx, al */
          "BA F7 01 "                       /* ready: mov dx, 0x1f7 */
          "EC "                             /* wait1: in al, dx */
          "A8 80 "                          /* test al, 0x80 */
          "75 FB "                          /* jnz wait1 */
          "BA F0 01 "                       /* mov dx, 0x1f0 */
          "C3"},                            /* ret */
     }},
    /* Asks the keyboard controller for RESET, for ever. */
    {.name = "boots",
     .positions = 20000,
     .part = {
         {0x0,
          "B0 FE "                          /* mov al, 0xfe */
          "E6 64 "                          /* out 0x64, al */
          "EB FE"},                         /* jmp $ */
     }},
    /* Changes 32 KiB of memory for ever. */
    {.name = "spins",
     .positions = 20000,
     .part = {
         {0x0,
          BEGIN
          "40 "                             /* again: inc ax */
          "01 87 00 05 "                    /* add [bx + 0x500], ax */
          "81 D3 11 01 "                    /* adc bx, 0x111 */
          "81 E3 FE 7F "                    /* and bx, 0x7ffe */
          "EB F1"},                         /* jmp again */
     }},
};
/* clang-format on */

struct vm *guest_vm(const struct guest *g)
{
    struct vm *vm = vm_rom(g->part[0].code);

    for (unsigned i = 1; i < GUEST_PARTS && g->part[i].code; i++)
        vm_bytes(vm, g->part[i].offset, g->part[i].code);
    vm->config.bundled_disk = g->disk;
    vm->config.reset_on_triple_fault = g->reset;
    vm_open(vm);
    return vm;
}
