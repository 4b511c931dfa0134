#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/floppy.sh - floppy disks made by Debian's tools, booted by our
# BIOS and by SeaBIOS:
#
#   floppy.sh fat       a FAT disk without a system says so
#   floppy.sh syslinux  SYSLINUX asks, and its mboot.c32 starts our kernel
set -u

seabios="--bios /usr/share/seabios/bios.bin
    --vgabios /usr/share/seabios/vgabios-isavga.bin"
modules=/usr/lib/syslinux/modules/bios
PATH=$PATH:/usr/sbin:/sbin

test -r /usr/share/seabios/vgabios-isavga.bin ||
    { echo "SeaBIOS is not installed"; exit 77; }
command -v mkfs.fat >/dev/null || { echo "mkfs.fat is not installed"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkfs.fat -C "$folder/floppy" 1440 >/dev/null || exit 1

# boots_to TEXT OPTIONS...: the text comes to the screen, with either BIOS.
boots_to() {
    local text=$1 bios

    shift
    for bios in "" "$seabios"; do
        "$BOOTSCOPE" run --headless $bios --floppy "$folder/floppy" \
            --until "screen:$text" --limit 2G "$@" \
            >"$folder/com1" 2>"$folder/end" &&
            grep -q 'the moment was reached' "$folder/end" || {
            echo "$bios: \"$text\" did not come: $(cat "$folder/end")"
            exit 1
        }
    done
}

case $1 in
fat)
    boots_to 'This is not a bootable disk.'
    ;;
syslinux)
    command -v syslinux >/dev/null && command -v mcopy >/dev/null &&
        test -r $modules/mboot.c32 || {
        echo "SYSLINUX is not installed"
        exit 77
    }
    kernel=build/guest/KERNEL.ELF
    test -r "$kernel" || { echo "no $kernel: make guest builds it"; exit 77; }
    syslinux --install "$folder/floppy" || exit 1
    printf '%s\n' 'PROMPT 1' 'TIMEOUT 0' 'LABEL k' ' KERNEL mboot.c32' \
        ' APPEND kernel.elf' >"$folder/syslinux.cfg"
    mcopy -i "$folder/floppy" $modules/mboot.c32 $modules/libcom32.c32 \
        "$folder/syslinux.cfg" ::/ || exit 1
    mcopy -i "$folder/floppy" "$kernel" ::/kernel.elf || exit 1
    boots_to 'boot: '
    boots_to 'bootscope$' --keys 'screen:boot: =k\n'
    grep -aq 'started by SYSLINUX' "$folder/com1" ||
        { echo "the kernel was not started by SYSLINUX"; exit 1; }
    ;;
esac
