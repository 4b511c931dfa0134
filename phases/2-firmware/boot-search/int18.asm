; SPDX-License-Identifier: MIT
; INT 18h: nothing could be booted.
;
; Where we are: called by INT 19h or by a boot sector that gives up. The PC
; of 1981 started BASIC here. This BIOS says what to do and tries again after
; a key.

int18_handler:
        call    boot_stack
        POST_STEP NO_BOOT_DEVICE
        PRINT   text_no_boot_device
        xor     ah, ah
        int     16h
        PRINT   text_newline
        int     19h

text_no_boot_device:
        db      13, 10, "No bootable device. Insert or choose a disk, "
        db      "then press any key.", 13, 10, 0
