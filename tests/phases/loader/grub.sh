#!/bin/sh
# SPDX-License-Identifier: MIT
#
# GRUB's multiboot command loads the bundled kernel just as our loader does.
# GRUB starts from a disk of its own; ours stays the first one.
set -eu

disk=${1:-phases/images/disk.img}
modules=/usr/lib/grub/i386-pc
for tool in grub-mkimage qemu-system-i386; do
    command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
test -f $modules/boot.img || { echo "grub-pc-bin is not installed"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/grub.cfg" <<'END'
search --file --set=root /BOOT/KERNEL.ELF
multiboot /BOOT/KERNEL.ELF quiet
boot
END
grub-mkimage -O i386-pc -o "$folder/core.img" -p / -c "$folder/grub.cfg" \
    biosdisk part_msdos fat search search_fs_file multiboot boot
cat $modules/boot.img "$folder/core.img" >"$folder/grub.img"
truncate -s 1M "$folder/grub.img"

timeout 20 qemu-system-i386 -m 16 -display none -monitor none -nic none \
    -serial "file:$folder/com1" \
    -drive "file=$disk,format=raw,snapshot=on,if=none,id=ours" \
    -device ide-hd,drive=ours,bus=ide.0,unit=0 \
    -drive "file=$folder/grub.img,format=raw,snapshot=on,if=none,id=grub" \
    -device ide-hd,drive=grub,bus=ide.0,unit=1,bootindex=0 &
qemu=$!
for _ in $(seq 200); do
    grep -q '^bootscope\$ ' "$folder/com1" 2>/dev/null && break
    sleep 0.1
done
kill $qemu
wait $qemu 2>/dev/null || true
if grep -q 'bootscope loader' "$folder/com1"; then
    echo "our own loader ran instead of GRUB"
    exit 1
fi
grep '^bootscope\$ ' "$folder/com1" || { cat "$folder/com1"; exit 1; }
