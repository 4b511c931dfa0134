#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/cdrom.sh - a CD with ISOLINUX (El Torito, no emulation) boots
# under SeaBIOS from our CD-ROM drive, and its mboot.c32 starts our kernel.
set -u

bios=/usr/share/seabios/bios.bin
vgabios=/usr/share/seabios/vgabios-isavga.bin
isolinux=/usr/lib/ISOLINUX/isolinux.bin
modules=/usr/lib/syslinux/modules/bios
kernel=build/guest/KERNEL.ELF

skip() {
    echo "$*"
    exit 77
}

test -r "$bios" -a -r "$vgabios" || skip "SeaBIOS is not installed"
test -r $isolinux -a -r $modules/mboot.c32 || skip "ISOLINUX is not installed"
command -v genisoimage >/dev/null || skip "genisoimage is not installed"
test -r "$kernel" || skip "no $kernel: make guest builds it"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/disc"
cp $isolinux $modules/ldlinux.c32 $modules/mboot.c32 $modules/libcom32.c32 \
    "$folder/disc" || exit 1
cp "$kernel" "$folder/disc/kernel.elf" || exit 1
printf '%s\n' 'PROMPT 1' 'TIMEOUT 0' 'LABEL k' ' KERNEL mboot.c32' \
    ' APPEND kernel.elf' >"$folder/disc/isolinux.cfg"
genisoimage -quiet -o "$folder/cd" -b isolinux.bin -c boot.cat \
    -no-emul-boot -boot-load-size 4 -boot-info-table "$folder/disc" || exit 1

"$BOOTSCOPE" run --headless --bios "$bios" --vgabios "$vgabios" \
    --cdrom "$folder/cd" --keys 'screen:boot: =k\n' \
    --until 'screen:bootscope$' --limit 500M >"$folder/com1" \
    2>"$folder/end" && grep -q 'the moment was reached' "$folder/end" || {
    echo "no shell: $(cat "$folder/end")"
    exit 1
}
grep -aq 'started by ISOLINUX' "$folder/com1" || {
    echo "the kernel was not started by ISOLINUX"
    exit 1
}
