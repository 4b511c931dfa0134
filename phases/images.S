/* SPDX-License-Identifier: MIT
 *
 * phases/images.S - the bundled BIOS and disk, the names of what is in them,
 * and the demo, inside the program, so that it needs no files.
 */
    .section .rodata

    .global bundled_bios, bundled_bios_end
    .balign 16
bundled_bios:
    .incbin "phases/images/bios.rom"
bundled_bios_end:

    .global bundled_disk, bundled_disk_end
    .balign 16
bundled_disk:
    .incbin "phases/images/disk.img"
bundled_disk_end:

    .global bundled_symbols, bundled_symbols_end
bundled_symbols:
    .incbin "phases/images/symbols.txt"
bundled_symbols_end:

    .global bundled_demo, bundled_demo_end
bundled_demo:
    .incbin "scenarios/demo.yaml"
bundled_demo_end:

    .section .note.GNU-stack, "", %progbits
