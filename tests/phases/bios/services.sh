#!/bin/sh
# SPDX-License-Identifier: MIT
#
# services.sh MACHINE DISK: build the disk that asks a BIOS for its services
# (services: all but those of the others; video: INT 10h; input: the mouse, and
# what else reaches into the board), and let it run on one machine:
#
#   bootscope  our machine with our BIOS
#   qemu       QEMU with our BIOS
#   seabios    QEMU with its own BIOS, a check of what the disk expects
#   board      our machine with Debian's SeaBIOS, a check of our board
set -eu

machine=${1:-qemu}
disk=${2:-services}
rom=${3:-phases/images/bios.rom}
command -v nasm >/dev/null || { echo "nasm is not installed"; exit 77; }
seabios=/usr/share/seabios
test "$machine" != board || test -r $seabios/bios.bin || {
    echo "the package seabios is not installed"
    exit 77
}
case $machine in
bootscope | board) test -x "${BOOTSCOPE:-}" ||
    { echo "there is no bootscope to run it"; exit 77; } ;;
*) command -v qemu-system-i386 >/dev/null ||
    { echo "qemu-system-i386 is not installed"; exit 77; } ;;
esac

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
nasm -f bin -w+all -Werror -D"ON_$machine" -I tests/phases/bios/ -I phases/2-firmware/ \
    -o "$folder/services.img" "tests/phases/bios/$disk.asm"

floppy=
if test "$disk" = input; then
    floppy=$folder/floppy.img
    truncate -s 1440K "$floppy"
fi

qemu() {
    timeout 60 qemu-system-i386 -M pc -m 16 -nodefaults -vga std -display none \
        -monitor none -serial "file:$folder/com1" \
        -drive "file=$folder/services.img,format=raw,snapshot=on" \
        ${floppy:+-drive "if=floppy,file=$floppy,format=raw,snapshot=on"} \
        -boot c "$@"
}

case $machine in
bootscope)
    timeout 60 "$BOOTSCOPE" run --headless --bios "$rom" \
        --disk "$folder/services.img" ${floppy:+--floppy "$floppy"} \
        --limit 400000000 >"$folder/com1" ;;
board)
    timeout 60 "$BOOTSCOPE" run --headless --bios $seabios/bios.bin \
        --vgabios $seabios/vgabios-isavga.bin --disk "$folder/services.img" \
        ${floppy:+--floppy "$floppy"} --limit 400000000 >"$folder/com1" ;;
qemu) qemu -bios "$rom" ;;
seabios) qemu ;;
esac

tests/phases/bios/verdict.sh "$folder/com1"
