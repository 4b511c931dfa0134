#!/bin/bash
# SPDX-License-Identifier: MIT
#
# tests/phases/drivers/drivers.sh bootscope|qemu - a kernel of our own, with
# drivers for the chips of the board, as authors of operating systems write
# them. On bootscope it runs on both machines under both BIOSes; QEMU is the
# judge of the kernel itself.
set -u

source=tests/phases/drivers
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for tool in nasm gcc ld; do
    command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
nasm -f elf32 -o "$folder/entry.o" $source/entry.asm || exit 1
for file in $source/*.c; do
    gcc -m32 -march=i386 -std=c11 -O1 -Wall -Wextra -Werror -ffreestanding -fno-pic \
        -fno-stack-protector -fno-asynchronous-unwind-tables \
        -mno-sse -mno-mmx -c -o "$folder/$(basename "$file" .c).o" "$file" ||
        exit 1
done
printf '%s\n' 'SECTIONS { . = 1M; .text : { *(.multiboot) *(.text*) }' \
    '.rodata : { *(.rodata*) } .data : { *(.data*) } .bss : { *(.bss*) } }' \
    >"$folder/kernel.ld"
ld -m elf_i386 --no-warn-rwx-segments -e _start -T "$folder/kernel.ld" -o "$folder/kernel.elf" \
    "$folder"/*.o || exit 1

# What QEMU does otherwise than the manuals say: its 8254 counts on without
# GATE, and inverts OUT in mode 1. A busy host loses interrupts of its timer.
qemu_differs='without GATE|nothing is counted|an edge of GATE|for the count'
qemu_differs+='|a hundred take|counts 3.58 MHz|a masked IRQ 0'

# verdict NAME [DIFFERS]: all is said, and all of it is good, but for this.
verdict() {
    grep -a '^BAD' "$folder/com1" | grep -Ev "${2:-^$}" && {
        echo "on $1"
        exit 1
    }
    grep -aq '^end' "$folder/com1" || {
        echo "on $1 it does not come to its end:"
        tail -n 3 "$folder/com1"
        exit 1
    }
}

on_bootscope() {
    "$BOOTSCOPE" run --headless --limit 300M --kernel "$folder/kernel.elf" \
        "$@" >"$folder/com1" 2>"$folder/end"
    verdict "bootscope $*"
}

seabios="--bios /usr/share/seabios/bios.bin"
case $1 in
bootscope)
    on_bootscope
    on_bootscope --machine isa --cpu 386
    on_bootscope --cpu i686
    test -r /usr/share/seabios/bios.bin || exit 0
    on_bootscope $seabios
    on_bootscope $seabios --machine isa
    ;;
qemu)
    command -v qemu-system-i386 >/dev/null ||
        { echo "qemu-system-i386 is not installed"; exit 77; }
    timeout 60 qemu-system-i386 -m 16 -display none -monitor none -nic none \
        -serial "file:$folder/com1" -serial null -kernel "$folder/kernel.elf" \
        -drive file=phases/images/disk.img,format=raw,snapshot=on,if=ide
    verdict QEMU "$qemu_differs"
    ;;
esac
