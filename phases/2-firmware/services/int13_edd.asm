; SPDX-License-Identifier: MIT
; INT 13h: what a disk hangs on, by the Enhanced Disk Drive services. An
; operating system learns from it which of its own disks the BIOS calls 80h.
; See int13.asm for where we are; GS:SI = the drive.
;
; The longer the buffer of AH=48h, the more it is told: from 30 bytes on where
; its registers are, from 66 on the path to it; with 74 there is more room in
; the path.
; Source: ANSI NCITS 347, BIOS Enhanced Disk Drive Services 3.0, "Device
; Parameter Table Extension", "Device Path".

struc registers                         ; the extension of the parameter table
.port   resw 1
.control resw 1
.select resb 1                          ; as for the drive's register
.vendor resb 1
.irq    resb 1
.block  resb 1                          ; sectors at a time: 0, one
.dma    resb 1
.pio    resb 1
.options resw 1
        resw 1
.revision resb 1
.sum    resb 1                          ; all bytes make 0
endstruc
REGISTERS_LBA           equ 0010h       ; in options: sectors by number
REGISTERS_REMOVABLE     equ 0020h
REGISTERS_PACKET        equ 0040h
REGISTERS_REVISION      equ 11h
SELECT_LBA              equ 40h

struc path                              ; from result.path on
.key    resw 1
.bytes  resb 1
        resb 3
.bus    resb 4
.kind   resb 8
.where  resq 1                          ; on the bus
.device resb 1
endstruc
PATH_KEY                equ 0beddh
RESULT_WITH_PATH        equ 66
RESULT_WITH_LONG_PATH   equ 74
PATH_SHORT              equ RESULT_WITH_PATH - result.path
PATH_LONG               equ RESULT_WITH_LONG_PATH - result.path

; The functions of AH=4Eh that ask for what is so anyway: no look ahead, slow
; transfers, no DMA. Source: the same, "Set Hardware Configuration".
HARDWARE_DEFAULTS       equ 1 << 1 | 1 << 3 | 1 << 4 | 1 << 6

int13_hardware:
        movzx   cx, al
        mov     ax, HARDWARE_DEFAULTS
        cmp     cx, 15
        ja      int13_unknown
        bt      ax, cx
        jnc     int13_unknown
        mov     CALLER_AL, 0            ; other drives are left alone
        mov     ah, DISK_OK
        jmp     disk_return

; The rest of the buffer of AH=48h at ES:DI, which result_open has looked at.
; An image is no device. AX, BX, CX, DX are lost.
result_details:
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_IMAGE
        je      .done
        cmp     word [es:di + result.size], result.path
        jb      .done
        call    registers_make
        mov     word [es:di + result.registers], EBDA_REGISTERS
        mov     [es:di + result.registers + 2], gs
        cmp     word [es:di + result.size], RESULT_WITH_PATH
        jae     path_make
.done:  ret

; The extension of drive GS:SI, in the EBDA.
registers_make:
        mov     bx, EBDA_REGISTERS
        mov     eax, [gs:si + DRIVE_PORT] ; and DRIVE_CONTROL
        mov     [gs:bx + registers.port], eax
        mov     dx, REGISTERS_LBA
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_PACKET
        jne     .disk
        mov     dx, REGISTERS_PACKET | REGISTERS_REMOVABLE
.disk:  mov     [gs:bx + registers.options], dx
        mov     al, [gs:si + DRIVE_SELECT]
        or      al, SELECT_LBA
        mov     [gs:bx + registers.select], al
        mov     al, 14                  ; IRQ
        cmp     word [gs:si + DRIVE_PORT], 1f0h
        je      .irq
        inc     ax
.irq:   movzx   eax, al
        mov     [gs:bx + registers.irq], ax
        xor     ax, ax
        mov     [gs:bx + registers.vendor], al
        mov     [gs:bx + registers.dma], ax
        mov     [gs:bx + registers.options + 2], ax
        mov     word [gs:bx + registers.revision], REGISTERS_REVISION
        mov     cx, registers_size
.sum:   sub     ah, [gs:bx]
        inc     bx
        loop    .sum
        mov     [gs:EBDA_REGISTERS + registers.sum], ah
        ret

; The path to drive GS:SI at ES:DI + result.path.
path_make:
        push    di
        movzx   cx, byte [es:di + result.size]
        sub     cx, result.path
        push    cx
        add     di, result.path
        push    di
        mov     al, 0
        rep     stosb
        pop     di
        pop     cx
        mov     word [es:di + path.key], PATH_KEY
        mov     [es:di + path.bytes], cl
        mov     dword [es:di + path.kind], 'ATA '
        mov     dword [es:di + path.kind + 4], '    '
        cmp     byte [gs:si + DRIVE_STATE], DRIVE_PACKET
        jne     .bus
        mov     dword [es:di + path.kind], 'ATAP'
        mov     byte [es:di + path.kind + 4], 'I'
.bus:   call    path_bus
        bt      word [gs:si + DRIVE_SELECT], 4
        adc     byte [es:di + path.device], 0 ; the slave
        mov     al, 0
        dec     cx
.sum:   sub     al, [es:di]
        inc     di
        loop    .sum
        mov     [es:di], al
        pop     di
        ret

; The bus of the path at ES:DI: the PCI function of the channels, or where their
; ports are on an ISA bus.
path_bus:
        push    cx
        push    si
        mov     ax, PCI_FIND_CLASS
        mov     ecx, PCI_CLASS_IDE
        xor     si, si
        int     1ah
        pop     si
        pop     cx
        jc      .isa
        mov     dword [es:di + path.bus], 'PCI '
        mov     al, bl
        shr     al, 3
        mov     [es:di + path.where], bh
        mov     [es:di + path.where + 1], al
        and     bl, 7
        mov     [es:di + path.where + 2], bl
        mov     ax, [gs:si + DRIVE_PORT]
        cmp     ax, 1f0h
        setne   al
        mov     [es:di + path.where + 3], al
        ret
.isa:   mov     dword [es:di + path.bus], 'ISA '
        mov     ax, [gs:si + DRIVE_PORT]
        mov     [es:di + path.where], ax
        ret

PCI_FIND_CLASS          equ 0b103h
PCI_CLASS_IDE           equ 010180h     ; with bus master
