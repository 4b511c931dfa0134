#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/disks.sh - boot loaders of Debian's packages, unmodified, under
# our BIOS and under SeaBIOS:
#
#   disks.sh mbr   SYSLINUX's mbr.bin, without and with an active partition
#   disks.sh grub  GRUB 2 to its prompt, and on to our kernel by multiboot
set -u

seabios="--bios /usr/share/seabios/bios.bin
    --vgabios /usr/share/seabios/vgabios-isavga.bin"
mbr=/usr/lib/syslinux/mbr/mbr.bin
grub=/usr/lib/grub/i386-pc
PATH=$PATH:/usr/sbin:/sbin

skip() {
    echo "$*"
    exit 77
}

test -r /usr/share/seabios/vgabios-isavga.bin || skip "SeaBIOS is not installed"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# boots_to TEXT OPTIONS...: the text comes to the screen, with either BIOS.
boots_to() {
    local text=$1 bios

    shift
    for bios in "" "$seabios"; do
        "$BOOTSCOPE" run --headless $bios --until "screen:$text" --limit 2G \
            "$@" >"$folder/com1" 2>"$folder/end" &&
            grep -q 'the moment was reached' "$folder/end" || {
            echo "$bios $*: \"$text\" did not come: $(cat "$folder/end")"
            exit 1
        }
    done
}

# put TEXT OFFSET: bytes, as printf writes them, into the disk.
put() {
    printf "$1" |
        dd of="$folder/disk" bs=1 seek="$2" conv=notrunc status=none
}

case $1 in
mbr)
    test -r $mbr || skip "SYSLINUX is not installed"
    command -v mkfs.fat >/dev/null || skip "mkfs.fat is not installed"
    truncate -s 4M "$folder/disk"
    dd if=$mbr of="$folder/disk" conv=notrunc status=none
    put '\125\252' 510
    boots_to 'Missing operating system.' "$folder/disk"

    # Entry 0: active, FAT12, from sector 63, 8000 sectors.
    put '\200\1\1\0\1\376\377\377\77\0\0\0\100\37\0\0' 446
    truncate -s 4096000 "$folder/volume"
    mkfs.fat -F 12 -h 63 "$folder/volume" >/dev/null || exit 1
    dd if="$folder/volume" of="$folder/disk" seek=63 conv=notrunc status=none
    boots_to 'This is not a bootable disk.' "$folder/disk"
    ;;
grub)
    test -r $grub/boot.img || skip "grub-pc-bin is not installed"
    command -v grub-mkimage >/dev/null || skip "grub-mkimage is not installed"
    modules="biosdisk part_msdos fat search search_fs_file multiboot boot"
    grub-mkimage -O i386-pc -o "$folder/core" -p / $modules normal || exit 1
    cat $grub/boot.img "$folder/core" >"$folder/floppy"
    boots_to 'grub>' --floppy "$folder/floppy"

    # GRUB's last step before a kernel reads CR4, which a 486 does not have.
    printf '%s\n' 'search --file --set=root /BOOT/KERNEL.ELF' \
        'multiboot /BOOT/KERNEL.ELF quiet' boot >"$folder/grub.cfg"
    grub-mkimage -O i386-pc -o "$folder/core" -p / -c "$folder/grub.cfg" \
        $modules || exit 1
    cat $grub/boot.img "$folder/core" >"$folder/floppy"
    boots_to 'bootscope$' --floppy "$folder/floppy" --cpu pentium
    ;;
esac
