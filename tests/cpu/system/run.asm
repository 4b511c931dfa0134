; SPDX-License-Identifier: MIT
; tests/cpu/system/run.asm - the runner: for each case it builds the world
; anew, enters it, catches the end, and prints what changed, as one line on
; port E9h:
;
;   vector error place offset=value ...
;
; place is "here" (the tested instruction), "next" (behind it) or EIP. The
; pairs are all dwords of the world that are not as before: an offset below
; STATE is memory, one above is a register (layout.inc).

bits 32

    jmp run_all

; --- the handlers ------------------------------------------------------------
; One of STUB_SIZE bytes a vector, where world.py's IDT expects them.

align STUB_SIZE, db 0
stubs:
%assign vector 0
%rep 32
    align STUB_SIZE, db 0
  %if vector != 8 && (vector < 10 || vector > 14) && vector != 17
    push dword 0
  %endif
    push dword vector
    jmp caught
  %assign vector vector + 1
%endrep
    align STUB_SIZE, db 0
by_task:                        ; entered through CATCHER, a TSS
    pop dword [error]
    mov eax, [BEFORE + TASK_VECTOR]
    mov [vector_seen], eax
    call take_task
    jmp leave_world

; The frame is on a stack of unknown kind: only POP looks at it.
caught:
    push ds
    push eax
    mov ax, DATA0
    mov ds, ax
    pop dword [AFTER + EAX_]
    pop dword [AFTER + DS_]
    mov [AFTER + ECX_], ecx
    mov [AFTER + EDX_], edx
    mov [AFTER + EBX_], ebx
    mov [AFTER + EBP_], ebp
    mov [AFTER + ESI_], esi
    mov [AFTER + EDI_], edi
    pop dword [vector_seen]
    pop dword [error]
    pop dword [AFTER + EIP_]
    pop dword [AFTER + CS_]
    pop dword [AFTER + EFLAGS_]
    mov dword [pushed], 28
    mov [AFTER + ES_], es
    mov [AFTER + FS_], fs
    mov [AFTER + GS_], gs
    test dword [AFTER + EFLAGS_], 20000h
    jnz .from_v86
    test byte [AFTER + CS_], 3
    jnz .from_outer
    mov [AFTER + ESP_], esp
    mov [AFTER + SS_], ss
    jmp leave_world
.from_outer:
    pop dword [AFTER + ESP_]
    pop dword [AFTER + SS_]
    add dword [pushed], 8
    jmp leave_world
.from_v86:
    pop dword [AFTER + ESP_]
    pop dword [AFTER + SS_]
    pop dword [AFTER + ES_]
    pop dword [AFTER + DS_]
    pop dword [AFTER + FS_]
    pop dword [AFTER + GS_]
    add dword [pushed], 24

leave_world:
    mov eax, cr0
    mov [AFTER + CR0_], eax
    mov eax, cr2
    mov [AFTER + CR2_], eax
    mov eax, cr3
    mov [AFTER + CR3_], eax
    cmp byte [has_cr4], 0
    je .no_cr4
    mov eax, cr4
    mov [AFTER + CR4_], eax
.no_cr4:
%assign n 0
%rep 8
  %if n < 4 || n > 5
    mov eax, dr %+ n
    mov [AFTER + DR0_ + 4 * n], eax
  %endif
  %assign n n + 1
%endrep
    mov eax, 400h
    mov dr7, eax
    sgdt [AFTER + GDTR_ + 2]
    sidt [AFTER + IDTR_ + 2]
    sldt [AFTER + LDTR_]
    cmp dword [pushed], 0
    je .task
    str [AFTER + TR_]
.task:
    call quiet
    call forget_frame
    mov eax, 11h                ; PE and ET: no paging
    mov cr0, eax
    cmp byte [has_cr4], 0
    je .cr4_clear
    xor eax, eax
    mov cr4, eax
.cr4_clear:
    lgdt [own_gdtr]
    mov ax, DATA0
    mov ss, ax
    mov esp, OWN_STACK
    mov ds, ax
    mov es, ax
    mov fs, ax
    mov gs, ax
    push dword 2                ; NT: IRETD would go to another task
    popfd
    push dword 2                ; POPFD clears neither VIF nor VIP
    push dword CODE0
    push dword next_case
    iretd

; No request waits or is in service: the timer's output is low, the 8259 as
; after its reset, from vector 20h on, with all inputs masked.
quiet:
    mov al, 30h                 ; channel 0, mode 0
    out 43h, al
    mov al, 11h
    out 20h, al
    mov al, 20h
    out 21h, al
    mov al, 4
    out 21h, al
    mov al, 1
    out 21h, al
    mov al, 0ffh
    out 21h, al
    ret

; The frame that caught the case is none of its doings: put back the stack
; below SS:ESP. SS is of the world's GDT or LDT.
forget_frame:
    mov ecx, [pushed]
    jecxz .done
    mov [old_esp], esp
    add dword [old_esp], 4      ; the return address
    xor ebx, ebx
    mov bx, ss
    btr ebx, 2
    jnc .global
    add ebx, LDT - GDT
.global:
    and bl, 0f8h
    add ebx, WORLD + GDT
    mov edi, [old_esp]
    test byte [ebx + 6], 40h
    jnz .wide
    movzx edi, di
.wide:
    mov eax, [ebx + 2]
    and eax, 0ffffffh
    add edi, eax
    mov al, [ebx + 7]
    shl eax, 24
    add edi, eax
    pop edx                     ; it lies where is restored
.byte:
    dec edi
    mov eax, edi
    sub eax, WORLD
    cmp eax, STATE
    jae .outside
    mov al, [SAVED + eax]
    mov [edi], al
.outside:
    dec ecx
    jnz .byte
    jmp edx
.done:
    ret

; The task that was left: its registers are in its TSS, the link in ours.
take_task:
    movzx ebx, word [WORLD + CATCHER]
    mov [AFTER + TR_], ebx
    add ebx, WORLD + GDT
    mov esi, [ebx + 2]
    and esi, 0ffffffh
    mov al, [ebx + 7]
    shl eax, 24
    and eax, 0ff000000h
    add esi, eax
    mov eax, [esi + 20h]
    mov [AFTER + EIP_], eax
    mov eax, [esi + 24h]
    mov [AFTER + EFLAGS_], eax
    push esi
    lea esi, [esi + 28h]
    mov edi, AFTER + EAX_
    mov ecx, 8 + 6
    cld
    rep movsd
    pop edi
    add edi, 20h                ; put back what the switch stored
    lea esi, [edi + SAVED - WORLD]
    mov ecx, 16
    rep movsd
    mov esi, SAVED + CATCHER
    mov edi, WORLD + CATCHER
    mov ecx, 26
    rep movsd
    mov eax, [SAVED + GDT + CATCHER_SELECTOR + 4]
    mov [WORLD + GDT + CATCHER_SELECTOR + 4], eax
    clts
    mov dword [pushed], 0
    ret

; --- one case ----------------------------------------------------------------

run_all:
    mov ax, DATA0
    mov ds, ax
    lgdt [own_gdtr]
    mov es, ax
    mov fs, ax
    mov gs, ax
    mov ss, ax
    mov esp, OWN_STACK
    cld
    call quiet
    mov eax, 1
    cpuid
    test dl, 8                  ; PSE, and with it CR4
    setnz [has_cr4]
    mov dword [case], cases
next_case:
    mov esi, [case]
    cmp esi, cases
    je .first
    call print_outcome
.first:
    mov esi, [case]
    cmp byte [esi], 0ffh
    je finished
    call build_world
    jmp enter_world

; db pokes, code bytes, offset of the tested instruction, of the next one;
; pokes: dw offset, dd value; code.
build_world:
    mov ebx, regions
.region:
    movzx edi, word [ebx]
    movzx ecx, word [ebx + 2]
    jecxz .built
    lea esi, [blank + edi]
    add edi, WORLD
    rep movsd
    add ebx, 4
    jmp .region
.built:
    mov esi, blank + STATE
    mov edi, BEFORE
    mov ecx, STATE_SIZE / 4
    rep movsd
    mov esi, [case]
    movzx edx, byte [esi]
    movzx ebp, byte [esi + 1]
    mov eax, [esi + 2]
    mov [places], eax
    add esi, 4
    test edx, edx
    jz .code
.poke:
    movzx edi, word [esi]
    mov eax, [esi + 2]
    mov [WORLD + edi], eax
    add esi, 6
    dec edx
    jnz .poke
.code:
    mov edi, WORLD + CODE
    mov ecx, ebp
    rep movsb
    mov [case], esi

    mov eax, cr3                ; forget translations
    mov cr3, eax
    lgdt [world_gdtr]
    ltr [BEFORE + TR_]
    lldt [BEFORE + LDTR_]
    lidt [BEFORE + IDTR_ + 2]
    mov ebx, regions
.save:
    movzx esi, word [ebx]
    movzx ecx, word [ebx + 2]
    jecxz .saved
    lea edi, [SAVED + esi]
    add esi, WORLD
    rep movsd
    add ebx, 4
    jmp .save
.saved:
    mov esi, BEFORE
    mov edi, AFTER
    mov ecx, STATE_SIZE / 4
    rep movsd
    ret

enter_world:
    mov eax, [BEFORE + CR2_]
    mov cr2, eax
    mov eax, [BEFORE + CR3_]
    mov cr3, eax
    cmp byte [has_cr4], 0
    je .no_cr4
    mov eax, [BEFORE + CR4_]
    mov cr4, eax
.no_cr4:
%assign n 0
%rep 8
  %if n < 4 || n > 5
    mov eax, [BEFORE + DR0_ + 4 * n]
    mov dr %+ n, eax
  %endif
  %assign n n + 1
%endrep
    mov eax, [BEFORE + CR0_]
    mov cr0, eax
    lgdt [BEFORE + GDTR_ + 2]
    test dword [BEFORE + EFLAGS_], 20000h
    jnz .v86
    test byte [BEFORE + CS_], 3
    jnz .outer
    mov eax, [BEFORE + EIP_]
    mov [entry], eax
    mov eax, [BEFORE + CS_]
    mov [entry + 4], ax
    push dword [BEFORE + EFLAGS_]
    push dword CODE0
    push dword .with_flags
    call load_registers
    iretd                       ; with VIF and VIP
.with_flags:
    mov ss, [BEFORE + SS_]
    mov esp, [BEFORE + ESP_]
    mov ds, [BEFORE + DS_]
    jmp far [cs:entry]
.v86:
    push dword [BEFORE + GS_]
    push dword [BEFORE + FS_]
    push dword [BEFORE + DS_]
    push dword [BEFORE + ES_]
.outer:
    push dword [BEFORE + SS_]
    push dword [BEFORE + ESP_]
    push dword [BEFORE + EFLAGS_]
    push dword [BEFORE + CS_]
    push dword [BEFORE + EIP_]
    test dword [BEFORE + EFLAGS_], 20000h
    jz .selectors
    mov eax, [BEFORE + EAX_]
    call load_registers.general
    iretd
.selectors:
    call load_registers
    mov ds, [BEFORE + DS_]
    iretd

load_registers:
    mov es, [BEFORE + ES_]
    mov fs, [BEFORE + FS_]
    mov gs, [BEFORE + GS_]
.general:
    mov eax, [BEFORE + EAX_]
    mov ecx, [BEFORE + ECX_]
    mov edx, [BEFORE + EDX_]
    mov ebx, [BEFORE + EBX_]
    mov ebp, [BEFORE + EBP_]
    mov esi, [BEFORE + ESI_]
    mov edi, [BEFORE + EDI_]
    ret

; --- what happened -----------------------------------------------------------

print_outcome:
    mov al, [vector_seen]
    call print_byte
    call print_space
    mov eax, [error]
    call print_dword
    call print_space
    call print_place
    mov ebx, regions
.region:
    movzx esi, word [ebx]
    movzx ecx, word [ebx + 2]
    jecxz .registers
    lea edi, [SAVED + esi]
    add esi, WORLD
.memory:
    repe cmpsd
    je .same
    mov edx, esi
    sub edx, WORLD + 4
    mov eax, [esi - 4]
    call print_pair
    jecxz .same
    jmp .memory
.same:
    add ebx, 4
    jmp .region
.registers:
    mov esi, AFTER
    mov edi, BEFORE
    mov ecx, STATE_SIZE / 4
.register:
    repe cmpsd
    je .end
    mov edx, esi
    sub edx, AFTER - STATE + 4
    mov eax, [esi - 4]
    cmp edx, STATE + EIP_
    je .place
    call print_pair
.place:
    jecxz .end
    jmp .register
.end:
    mov al, 10
    out 0e9h, al
    ret

print_place:
    mov eax, [AFTER + EIP_]
    sub eax, [BEFORE + EIP_]
    movzx ecx, byte [places]
    mov edx, "here"
    cmp eax, ecx
    je .word
    movzx ecx, byte [places + 1]
    mov edx, "next"
    cmp eax, ecx
    je .word
    mov eax, [AFTER + EIP_]
    jmp print_dword
.word:
    mov ecx, 4
.letter:
    mov al, dl
    out 0e9h, al
    shr edx, 8
    loop .letter
    ret

print_pair:                     ; EDX=EAX
    push eax
    call print_space
    mov eax, edx
    call print_word
    mov al, '='
    out 0e9h, al
    pop eax
print_dword:
    push eax
    shr eax, 16
    call print_word
    pop eax
print_word:
    push eax
    mov al, ah
    call print_byte
    pop eax
print_byte:
    push eax
    shr al, 4
    call print_digit
    pop eax
print_digit:
    and al, 15
    cmp al, 10
    sbb al, 69h
    das
    out 0e9h, al
    ret

print_space:
    push eax
    mov al, ' '
    out 0e9h, al
    pop eax
    ret

; Bochs ends at this word on this port; bootscope is told to stop at it.
finished:
    mov esi, .word
    mov ecx, .end - .word
    mov dx, 8900h
.letter:
    lodsb
    out dx, al
    loop .letter
    mov dx, 0f4h                ; QEMU
    out dx, al
    cli
    hlt
.word:
    db "Shutdown"
.end:

align 4
regions:
    REGIONS
align 4
case:        dd 0
vector_seen: dd 0
error:       dd 0
pushed:      dd 0
old_esp:     dd 0
places:      dd 0
entry:       dd 0, 0
has_cr4:     db 0
align 4
own_gdt:
    dq 0
    dq 00cf9b000000ffffh
    dq 00cf93000000ffffh
world_gdtr:
    dw GDT_LIMIT
    dd WORLD + GDT
own_gdtr:
    dw own_gdtr - own_gdt - 1
    dd own_gdt
