#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/qemu.sh - the bundled software is honest PC software.
#
#   qemu.sh bios        our BIOS and our disk, in QEMU
#   qemu.sh seabios     our disk under QEMU's own BIOS, which is SeaBIOS
#
# Both have to reach the prompt, on COM1 and in text memory.
set -u

emulator=$(command -v qemu-system-i386 || command -v qemu-system-x86_64) || {
    echo "QEMU is not installed"
    exit 77
}
case $1 in
bios) firmware="-bios phases/images/bios.rom" ;;
seabios) firmware= ;;
esac

folder=$(mktemp -d)
trap 'kill "$machine" 2>/dev/null; rm -rf "$folder"' EXIT
mkfifo "$folder/monitor"

"$emulator" -M pc -m 16 -nic none -display none $firmware \
    -drive file=phases/images/disk.img,format=raw,snapshot=on \
    -serial "file:$folder/com1" -monitor stdio \
    <"$folder/monitor" >"$folder/answers" 2>&1 &
machine=$!
exec 3>"$folder/monitor"

# wait_for WHAT COMMAND...: until the command succeeds, for a minute.
wait_for() {
    local what=$1 left=600

    shift
    until "$@"; do
        left=$((left - 1))
        if test $left = 0 || ! kill -0 "$machine" 2>/dev/null; then
            echo "No prompt $what. What there is:"
            tail -n 30 "$folder/com1" "$folder/screen" "$folder/answers"
            exit 1
        fi
        sleep 0.1
    done
}

prompt_on_com1() {
    grep -aqs '^bootscope\$ ' "$folder/com1"
}

# Text memory has a character and its colour in turn, 80 a line.
prompt_in_text_memory() {
    echo "pmemsave 0xb8000 4000 \"$folder/text\"" >&3
    sleep 0.2
    od -An -v -tu1 -w160 "$folder/text" | awk '{
        for (i = 1; i <= NF; i += 2)
            printf "%c", $i < 32 ? 32 : $i
        print ""
    }' >"$folder/screen"
    grep -aqs '^bootscope\$ ' "$folder/screen"
}

wait_for "on COM1" prompt_on_com1
wait_for "in text memory" prompt_in_text_memory
