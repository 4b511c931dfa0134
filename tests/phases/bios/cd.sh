#!/bin/sh
# SPDX-License-Identifier: MIT
#
# cd.sh MACHINE: build the CD that asks a BIOS for its services, booted without
# emulation, as each kind of floppy and as a hard disk, and let each run on one machine,
# as services.sh does, beside a hard disk and a floppy.
set -eu

machine=${1:-qemu}
rom=${2:-phases/images/bios.rom}
command -v nasm >/dev/null || { echo "nasm is not installed"; exit 77; }
case $machine in
bootscope) test -x "${BOOTSCOPE:-}" ||
    { echo "there is no bootscope to run it"; exit 77; } ;;
*) command -v qemu-system-i386 >/dev/null ||
    { echo "qemu-system-i386 is not installed"; exit 77; } ;;
esac

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf HDD0 >"$folder/disk"
truncate -s 4M "$folder/disk"
printf FDD0 >"$folder/floppy"
truncate -s 1440K "$folder/floppy"

qemu() {
    timeout 60 qemu-system-i386 -M pc -m 16 -nodefaults -vga std -display none \
        -monitor none -serial "file:$folder/com1" -boot d \
        -drive "file=$folder/disk,format=raw,snapshot=on" \
        -drive "file=$folder/floppy,if=floppy,format=raw,snapshot=on" \
        -cdrom "$folder/cd" "$@"
}

for media in 0 1 2 3 4; do
    nasm -f bin -w+all -Werror -DMEDIA=$media -I tests/phases/bios/ \
        -I phases/2-firmware/ -o "$folder/cd" tests/phases/bios/cd.asm
    case $machine in
    bootscope)
        timeout 60 "$BOOTSCOPE" run --headless --bios "$rom" \
            --disk "$folder/disk" --floppy "$folder/floppy" --boot cdrom \
            --cdrom "$folder/cd" --limit 400000000 >"$folder/com1" ;;
    qemu) qemu -bios "$rom" ;;
    seabios) qemu ;;
    esac
    echo "media $media:"
    tests/phases/bios/verdict.sh "$folder/com1"
done
