; SPDX-License-Identifier: MIT
; POST step 5: the DMA page registers.
;
; Where we are: real mode, CS = DS = SS = F000h, no RAM, EBP = errors so far.
; They hold the address bits above 64 KiB for each DMA channel; a wrong bit
; would send a transfer to the wrong memory. Each register gets a value of
; its own, then the inverse, so that two registers that answer to one address
; show as well. Only the registers that every chipset has are tested.
; A failure ends in seven beeps.
; Source: IBM PC AT Technical Reference, "DMA Page Registers".

post_dma_pages:
        MARK    MARK_DMA
        POST_STEP DMA_PAGES
        xor     dh, dh
        mov     bl, 55h
.pattern:
        mov     si, dma_page_ports
        mov     cx, DMA_PAGE_COUNT
.write:
        lodsb
        mov     dl, al
        xor     al, bl
        out     dx, al
        loop    .write

        mov     si, dma_page_ports
        mov     cx, DMA_PAGE_COUNT
.read:
        lodsb
        mov     dl, al
        xor     al, bl
        mov     ah, al
        in      al, dx
        cmp     al, ah
        jne     .failed
        loop    .read
        not     bl
        cmp     bl, 55h
        jne     .pattern

        mov     si, dma_page_ports
        mov     cx, DMA_PAGE_COUNT
.clear:
        lodsb
        mov     dl, al
        xor     al, al
        out     dx, al
        loop    .clear
        jmp     post_base_memory

.failed:
        mov     bl, BEEPS_DMA
        jmp     fatal_without_ram

; Channels 2, 3, 1, 0, 6, 7, 5, and the refresh page.
dma_page_ports:
        db      81h, 82h, 83h, 87h, 89h, 8ah, 8bh, 8fh
DMA_PAGE_COUNT  equ $ - dma_page_ports
