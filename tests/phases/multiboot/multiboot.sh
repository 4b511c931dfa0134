#!/bin/bash
# SPDX-License-Identifier: MIT
#
# tests/phases/multiboot/multiboot.sh - GRUB 2 on a CD loads a kernel with a
# module by both editions of Multiboot; the kernel says what it was told, and
# it is the same on bootscope, under both BIOSes, and on QEMU.
set -u

source=tests/phases/multiboot
seabios="--bios /usr/share/seabios/bios.bin
    --vgabios /usr/share/seabios/vgabios-stdvga.bin"

for tool in nasm gcc ld grub-mkimage genisoimage; do
    command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
test -r /usr/lib/grub/i386-pc/cdboot.img ||
    { echo "grub-pc-bin is not installed"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/disc"

nasm -f elf32 -o "$folder/entry.o" $source/entry.asm &&
    gcc -m32 -march=i386 -std=c11 -O1 -Wall -Wextra -Werror -ffreestanding \
        -fno-pic -fno-stack-protector -fno-asynchronous-unwind-tables \
        -c -o "$folder/kernel.o" $source/kernel.c || exit 1
printf '%s\n' 'SECTIONS { . = 1M; .text : { *(.multiboot) *(.text*) }' \
    '.rodata : { *(.rodata*) } .data : { *(.data*) } .bss : { *(.bss*) } }' \
    >"$folder/kernel.ld"
ld -m elf_i386 --no-warn-rwx-segments -e _start -T "$folder/kernel.ld" \
    -o "$folder/disc/kernel" "$folder/entry.o" "$folder/kernel.o" || exit 1
printf 'module of ours' >"$folder/disc/module"

# cd_of EDITION: "", 2.
cd_of() {
    cat >"$folder/disc/grub.cfg" <<END
multiboot$1 /kernel one two
module$1 /module three
boot
END
    grub-mkimage -O i386-pc-eltorito -o "$folder/disc/grub" -p / \
        biosdisk iso9660 multiboot multiboot2 boot normal all_video &&
        genisoimage -quiet -o "$folder/cd" -b grub -no-emul-boot \
            -boot-load-size 4 -boot-info-table "$folder/disc" || exit 1
}

# said WHERE: what the kernel has to say. How many colours there are is the
# display adapter's business.
said() {
    tr -d '\r' <"$folder/com1" | grep -av '^picture' |
        sed 's/^memory: KiB .*/memory/' >"$folder/said"
    printf '%s\n' 'command line: one two' 'module: three' \
        'module: bytes 14, on a page, begins with module' memory \
        'map: as much above 1 MiB as told' end | sort >"$folder/wanted"
    sort "$folder/said" | diff -a - "$folder/wanted" >"$folder/differs" ||
        { echo "$1:"; cat "$folder/differs"; exit 1; }
    grep -aq '^picture: kind ., 640 x 480, .*, keeps what is' "$folder/com1" ||
        { echo "$1: $(grep -a '^picture' "$folder/com1")"; exit 1; }
}

for edition in "" 2; do
    cd_of "$edition"
    for bios in "" "$seabios"; do
        "$BOOTSCOPE" run --headless --limit 600M --cpu pentium $bios \
            --cdrom "$folder/cd" --boot cdrom >"$folder/com1" 2>"$folder/end"
        said "bootscope $bios, multiboot$edition"
    done
    command -v qemu-system-i386 >/dev/null || continue
    timeout 60 qemu-system-i386 -m 16 -display none -monitor none -nic none \
        -serial "file:$folder/com1" -cdrom "$folder/cd" -boot d &
    for _ in $(seq 300); do
        grep -aq '^end' "$folder/com1" 2>/dev/null && break
        sleep 0.2
    done
    kill $!
    said "QEMU, multiboot$edition"
done
