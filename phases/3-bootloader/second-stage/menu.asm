; SPDX-License-Identifier: MIT
; menu.asm - the menu: choose an entry with keys, or wait for the default.
;
; The list is printed once, on the screen and on COM1. Afterwards the screen
; shows the choice as a bar, and both show it in the last line.

        bits    16

BDA_TICKS      equ 046ch                ; timer ticks, 18.2 a second
TICKS_10S      equ 182                  ; in ten seconds

; Run the menu of a fresh start. Never returns.
menu:
        mov     ax, [config_default]
        dec     ax
        mov     [menu_choice], ax
        movzx   eax, word [config_timeout]
        mov     byte [menu_counting], 1
        cmp     ax, TIMEOUT_NEVER
        jne     .timed
        mov     byte [menu_counting], 0
.timed:
        imul    eax, TICKS_10S
        xor     edx, edx
        mov     ebx, 10
        div     ebx
        mov     [menu_ticks], eax
        mov     eax, [BDA_TICKS]
        mov     [menu_tick], eax
        jmp     menu_run

; Run it again after an error: nothing starts by itself any more.
menu_again:
        mov     byte [menu_counting], 0
        call    console_clear
        mov     dl, [boot_drive]
        call    disk_select

menu_run:
        mov     word [recover], menu_again
        call    menu_draw
.look:
        call    key_poll
        jnc     .key
        call    menu_count
        jc      menu_start
        sti
        hlt
        jmp     .look
.key:
        mov     byte [menu_counting], 0
        call    menu_key
        call    menu_status
        jmp     .look

; Act on key AX.
menu_key:
        cmp     ax, KEY_UP
        je      .up
        cmp     ax, KEY_DOWN
        je      .down
        cmp     al, ASCII_ENTER
        je      menu_start
        cmp     al, 'e'
        je      menu_edit
        sub     al, '1'
        cmp     al, [entry_count]
        jae     .done
        xor     ah, ah
        call    menu_choose
        jmp     menu_start
.up:
        mov     ax, [menu_choice]
        sub     ax, 1
        jnc     menu_choose
        ret
.down:
        mov     ax, [menu_choice]
        inc     ax
        cmp     ax, [entry_count]
        jb      menu_choose
.done:
        ret

; Move the bar to entry AX (from 0).
menu_choose:
        push    ax
        mov     bl, COLOUR_TEXT
        call    menu_bar
        pop     ax
        mov     [menu_choice], ax
        mov     bl, COLOUR_CHOSEN
        jmp     menu_bar

; Count the ticks that have passed. Out: CF = 1 when the time is over.
menu_count:
        cmp     byte [menu_counting], 0
        je      .no
        cmp     dword [menu_ticks], 0
        je      .over
        mov     eax, [BDA_TICKS]
        cmp     eax, [menu_tick]
        je      .no
        mov     [menu_tick], eax
        dec     dword [menu_ticks]
        jz      .over
        call    menu_seconds
        cmp     eax, [menu_shown]
        je      .no
        call    menu_status
.no:
        clc
        ret
.over:
        stc
        ret

; Out: EAX = seconds left, rounded up.
menu_seconds:
        imul    eax, [menu_ticks], 10
        add     eax, TICKS_10S - 1
        xor     edx, edx
        mov     ebx, TICKS_10S
        div     ebx
        ret

menu_draw:
        xor     cx, cx
.next:
        call    menu_entry
        SAY     `\n`
        inc     cx
        cmp     cx, [entry_count]
        jb      .next
        SAY     `\n  Arrow keys choose, Enter or a digit starts, e edits the command line.\n`
        call    console_where
        mov     [menu_line], dh
        mov     bl, COLOUR_CHOSEN
        call    menu_bar
        jmp     menu_status

; Print the line of entry CX. Keeps all registers.
menu_entry:
        push    eax
        push    bx
        movzx   eax, cx
        imul    bx, cx, entry_size
        inc     eax
        SAY     `  %u  `, eax
        mov     bx, [entries + bx + entry.title]
        call    say_string
        pop     bx
        pop     eax
        ret

; Show the chosen entry in colour BL, on the screen only.
menu_bar:
        mov     cx, [menu_choice]
        mov     dh, [menu_line]
        sub     dh, 2
        sub     dh, [entry_count]
        add     dh, cl
        push    cx
        push    dx
        call    console_bar
        pop     dx
        xor     dl, dl
        call    console_goto
        pop     cx
        mov     byte [console_sinks], TO_SCREEN
        call    menu_entry
        mov     dh, [menu_line]
        xor     dl, dl
        call    console_goto
        mov     byte [console_sinks], TO_SCREEN | TO_COM1
        ret

; The last line. Both forms are equally long: one overwrites the other.
menu_status:
        movzx   ecx, word [menu_choice]
        inc     ecx
        cmp     byte [menu_counting], 0
        je      .chosen
        call    menu_seconds
        mov     [menu_shown], eax
        SAY     `\r  Entry %u starts in %u s.   `, ecx, eax
        ret
.chosen:
        SAY     `\r  Entry %u is chosen.       `, ecx
        ret

; Let the user change the command line, then start.
menu_edit:
        call    menu_chosen
        cmp     word [bx + entry.kernel], 0
        je      .done
        call    edit_append
        jnc     menu_start
        call    console_clear
        call    menu_draw
.done:
        ret

; Out: BX -> the chosen entry.
menu_chosen:
        mov     bx, [menu_choice]
        imul    bx, entry_size
        add     bx, entries
        ret

; Start the chosen entry. Never returns.
menu_start:
        SAY     `\n`
        call    menu_chosen
        cmp     word [bx + entry.kernel], 0
        je      chainload
        jmp     kernel_start

section .bss
menu_choice:    resw 1                  ; 0 is the first entry
menu_ticks:     resd 1                  ; left until the choice starts
menu_tick:      resd 1                  ; the tick that was counted last
menu_shown:     resd 1                  ; seconds on the screen
menu_line:      resb 1                  ; line of the screen below the list
menu_counting:  resb 1                  ; 1 until a key is pressed
                alignb 4
section .text
