#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/seabios.sh - Debian's SeaBIOS, unmodified, boots our disk on
# bootscope: on the machine with PCI and on the one without, and by the file
# of the VGA BIOS in fw_cfg as well as in its ROM at C0000h.
set -u

bios=/usr/share/seabios/bios.bin
vgabios=/usr/share/seabios/vgabios-isavga.bin
test -r "$bios" -a -r "$vgabios" || {
    echo "SeaBIOS is not installed"
    exit 77
}

fail() {
    echo "$*"
    exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for machine in pc isa; do
    "$BOOTSCOPE" run --headless --machine $machine --bios "$bios" \
        --vgabios "$vgabios" --until 'screen:SeaBIOS (version' \
        --limit 100M >/dev/null 2>"$folder/end" ||
        fail "$machine: SeaBIOS did not show itself: $(cat "$folder/end")"
    grep -q 'the moment was reached' "$folder/end" ||
        fail "$machine: $(cat "$folder/end")"
    "$BOOTSCOPE" run --headless --machine $machine --bios "$bios" \
        --vgabios "$vgabios" --keys 'uptime\n' --keys 'poweroff\n' \
        --limit 100M >"$folder/com1" 2>"$folder/end" ||
        fail "$machine: $(cat "$folder/end")"
    grep -aq 'Switching off' "$folder/com1" ||
        fail "$machine: no shell: $(tail -c 400 "$folder/com1")"
    "$BOOTSCOPE" phases --machine $machine --bios "$bios" \
        --vgabios "$vgabios" --limit 100M --until 'screen:bootscope$' \
        >"$folder/phases" 2>/dev/null
    for step in reset-vector boot-sector volume-boot-record kernel-entry \
        user-space; do
        grep -Eq "^ +$step +[0-9]" "$folder/phases" ||
            fail "$machine: step $step was not recognised"
    done
done
