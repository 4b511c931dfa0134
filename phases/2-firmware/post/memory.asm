; SPDX-License-Identifier: MIT
; POST step 13: address line A20 and all memory above the first 64 KiB.
;
; Where we are: real mode, DS = 0040h, ES = 9FC0h, stack, interrupts on.
; The CMOS says how much RAM there should be; each 64 KiB chunk is filled and
; compared in protected mode (post/flat_memory.asm) while a counter runs on
; the screen. Above 64 MiB only the first 16 KiB of each MiB are tested, or
; the test would take seconds. Esc ends the test, a warm boot skips it.
; A bad cell below 640 KiB is fatal (three beeps); above 1 MiB the memory ends
; there, as far as this machine is concerned.

MIB                     equ 100000h
CHUNK                   equ 10000h      ; tested in one go
FULL_TEST_END           equ 64 * MIB
SPARSE_CHUNK            equ MIB         ; above FULL_TEST_END
SPARSE_BYTES            equ 4000h       ; tested of it
EBDA_LINEAR             equ EBDA_SEG * 16

post_memory:
        MARK    MARK_MEMORY
        POST_STEP A20
        call    a20_open
        jc      .a20_closed
        call    cmos_extended_kb
        mov     [es:EBDA_EXTENDED_KB], eax
        call    test_address_lines
        jmp     .test
.a20_closed:
        or      word [es:EBDA_POST_ERRORS], POST_ERR_A20
        mov     si, error_a20
        call    print_error

.test:
        POST_STEP MEMORY
        PRINT   text_memory_test
        test    word [es:EBDA_POST_ERRORS], POST_WARM_BOOT
        jnz     .skipped
        mov     edi, CHUNK
        mov     esi, EBDA_LINEAR
        call    test_range
        jc      .base_failed
        cmp     byte [es:EBDA_ESCAPE], 0
        jne     .skipped

        mov     edi, MIB
        mov     esi, [es:EBDA_EXTENDED_KB]
        shl     esi, 10
        add     esi, edi
        call    test_range
        jc      .extended_failed
        cmp     byte [es:EBDA_ESCAPE], 0
        jne     .skipped
        call    check_stamps
        jc      .extended_failed
        PRINT   text_ok
        call    probe_beyond
        jmp     .found
.skipped:
        PRINT   text_skipped
.found:
        call    keep_found_size
        jmp     post_serial_parallel

.base_failed:
        call    print_bad_cell
        mov     si, error_base
        mov     bl, BEEPS_MEMORY
        jmp     fatal

        ; The RAM ends at EDI. If nothing at all answers there (all ones, on
        ; some hosts all zeros), the CMOS promised too much; otherwise a cell
        ; is bad.
.extended_failed:
        mov     ebx, edi
        sub     ebx, MIB
        shr     ebx, 10
        mov     [es:EBDA_EXTENDED_KB], ebx
        cmp     eax, -1
        je      .missing
        test    eax, eax
        jz      .missing
        call    print_bad_cell
        or      word [es:EBDA_POST_ERRORS], POST_ERR_MEMORY
        jmp     .found
.missing:
        or      word [es:EBDA_POST_ERRORS], POST_ERR_MEMORY_SIZE
        mov     si, error_less
        call    print_error
        jmp     .found

; Test the chunks from EDI up to ESI. CF = 1: EDI = bad address, EAX = what
; was read. Esc ends it early with CF = 0 and EBDA_ESCAPE set.
test_range:
        cmp     edi, esi
        jae     .done
        mov     edx, CHUNK              ; step
        mov     ecx, CHUNK              ; bytes to test
        cmp     edi, FULL_TEST_END
        jb      .sized
        mov     edx, SPARSE_CHUNK
        mov     ecx, SPARSE_BYTES
.sized:
        mov     eax, esi                ; the last chunk may be shorter
        sub     eax, edi
        cmp     edx, eax
        jbe     .whole
        mov     edx, eax
        cmp     ecx, eax
        jbe     .whole
        mov     ecx, eax
.whole:
        call    flat_test
        jc      .end
        add     edi, edx
        call    print_progress
        call    poll_keys
        cmp     byte [es:EBDA_ESCAPE], 0
        je      test_range
.done:
        clc
.end:
        ret

; The counter: KB tested so far, without the hole from 640 KiB to 1 MiB.
print_progress:
        pushad
        mov     ah, 03h
        xor     bh, bh
        int     10h
        mov     ah, 02h
        mov     dl, 13
        int     10h
        mov     eax, edi
        shr     eax, 10
        cmp     eax, 1024
        jb      .base
        sub     eax, 384
.base:
        mov     cl, 0
        call    print_decimal
        PRINT   text_kb
        popad
        ret

; The stamps that flat_test left above 1 MiB, up to ESI. CF and EDI, EAX as
; from test_range.
check_stamps:
        push    esi
        cmp     esi, FULL_TEST_END
        jbe     .full
        mov     esi, FULL_TEST_END
.full:
        mov     edi, MIB
        mov     edx, CHUNK
        call    flat_check_stamps
        pop     esi
        jc      .end
        mov     edi, FULL_TEST_END
        mov     edx, SPARSE_CHUNK
        call    flat_check_stamps
.end:
        ret

; Is there RAM where the CMOS says that it ends? Below the window of PCI
; devices only, where nothing else answers; and not with an address line that
; is stuck, where the interrupt vectors would answer.
PCI_WINDOW              equ 0c0000000h

probe_beyond:
        test    word [es:EBDA_POST_ERRORS], POST_ERR_A20 | POST_ERR_MEMORY
        jnz     .end
        mov     edi, [es:EBDA_EXTENDED_KB]
        shl     edi, 10
        add     edi, MIB
        cmp     edi, PCI_WINDOW
        jae     .end
        mov     ecx, 4
        call    flat_test
        jc      .end
        or      word [es:EBDA_POST_ERRORS], POST_ERR_MEMORY_SIZE
        mov     si, error_more
        call    print_error
.end:
        ret

; CMOS 30h: KB found above 1 MiB, as much as a word can tell.
keep_found_size:
        mov     ebx, [es:EBDA_EXTENDED_KB]
        cmp     ebx, 0ffffh
        jbe     .write
        mov     bx, 0ffffh
.write:
        CMOS_READ CMOS_FOUND_KB
        mov     ah, al
        CMOS_READ CMOS_FOUND_KB + 1
        xchg    al, ah
        cmp     ax, bx
        je      .diagnosis
        CMOS_WRITE CMOS_FOUND_KB, bl
        CMOS_WRITE CMOS_FOUND_KB + 1, bh
.diagnosis:
        test    word [es:EBDA_POST_ERRORS], POST_ERR_MEMORY_SIZE
        jz      .end
        CMOS_READ CMOS_DIAGNOSIS
        mov     bl, al
        or      bl, DIAG_MEMORY_SIZE
        CMOS_WRITE CMOS_DIAGNOSIS, bl
.end:
        ret

; EDI = address, EAX = what was read there.
print_bad_cell:
        pushad
        mov     si, error_cell
        call    print_error
        xchg    eax, edi
        mov     cl, 8
        call    print_hex
        PRINT   text_cell_read
        xchg    eax, edi
        call    print_hex
        PRINT   text_newline
        popad
        ret

text_memory_test:
        db      "Memory test  ", 0
text_kb:
        db      " KB ", 0
text_ok:
        db      "OK", 13, 10, 0
text_skipped:
        db      "skipped", 13, 10, 0
text_cell_read:
        db      ", read ", 0
error_a20:
        db      "Address line A20 stays closed: no memory above 1 MiB."
        db      13, 10, 0
error_base:
        db      "Base memory failed its test. ", 0
error_cell:
        db      "Bad memory at ", 0
error_less:
        db      "Less memory than the CMOS says; see the setup.", 13, 10, 0
error_more:
        db      "More memory than the CMOS says; see the setup.", 13, 10, 0
