#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/kernel/on-qemu.sh - the bundled disk in QEMU, with little and
# much memory; from the root folder.

emulator=$(command -v qemu-system-i386 || command -v qemu-system-x86_64) || {
    echo "QEMU is not installed"
    exit 77
}
disk=${DISK:-phases/images/disk.img}
folder=$(dirname "$0")

# on MEBIBYTES TEST [ARGUMENT...]
on() {
    local mebibytes=$1 test=$2
    shift 2
    echo "$test with $mebibytes MiB $*"
    "$folder/$test.sh" "$emulator" -M pc -m "$mebibytes" -nic none \
        -display none -serial stdio -monitor none \
        -drive "file=$disk,format=raw,snapshot=on" "$@" || exit 1
}

on 4 commands
on 16 commands -cpu 486
on 2048 commands
on 16 panic
on 16 reboot
