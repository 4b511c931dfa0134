#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/u_boot.sh - Debian's U-Boot, unmodified, in the place of the
# BIOS: 32-bit code from the reset vector on. It sets up PCI, reads the
# partition table and the FAT file system of our disk, and loads our kernel.
set -u

rom=/usr/lib/u-boot/qemu-x86/u-boot.rom
test -r "$rom" || {
    echo "U-Boot for x86 is not installed"
    exit 77
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# "\x7fELF" is 464C457Fh as U-Boot's md shows it.
"$BOOTSCOPE" run --headless --bios "$rom" --cpu i686 --ram 64M --limit 3G \
    --keys 'screen:autoboot=\n' --keys 'screen:=>=ide reset; ide part; '\
'fatload ide 0:1 1000000 /boot/kernel.elf; md 1000000 1\n' \
    --until 'screen:01000000: 464c457f' >"$folder/com1" 2>"$folder/end"
grep -q 'the moment was reached' "$folder/end" &&
    grep -aq 'Partition Type: DOS' "$folder/com1" && exit 0
cat "$folder/end"
tail -c 600 "$folder/com1"
exit 1
