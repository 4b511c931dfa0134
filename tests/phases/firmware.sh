#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/firmware.sh - firmware of Debian's packages, unmodified, on
# bootscope from the reset vector:
#
#   firmware.sh seabios-256k  QEMU's build of SeaBIOS boots our disk
#   firmware.sh bochs         the two BIOSes of Bochs boot our disk
#   firmware.sh vgabios       VGA BIOSes show the screens of our BIOS
set -u

skip() {
    echo "$*"
    exit 77
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# boots_to TEXT OPTIONS...: the text comes to the screen.
boots_to() {
    local text=$1

    shift
    "$BOOTSCOPE" run --headless "$@" --until "screen:$text" --limit 300M \
        >"$folder/com1" 2>"$folder/end" &&
        grep -q 'the moment was reached' "$folder/end" || {
        echo "$*: \"$text\" did not come: $(cat "$folder/end")"
        exit 1
    }
}

case $1 in
seabios-256k)
    bios=/usr/share/seabios/bios-256k.bin
    vgabios=/usr/share/seabios/vgabios-isavga.bin
    test -r $bios -a -r $vgabios || skip "SeaBIOS is not installed"
    boots_to 'bootscope$' --bios $bios --vgabios $vgabios
    boots_to 'bootscope$' --bios $bios --vgabios $vgabios --cpu i686
    ;;
bochs)
    folder_of_bochs=/usr/share/bochs
    vgabios=/usr/share/vgabios/vgabios.bin
    test -r $folder_of_bochs/BIOS-bochs-latest -a -r $vgabios ||
        skip "bochsbios or vgabios is not installed"
    for machine in pc isa; do
        boots_to 'bootscope$' --machine $machine --vgabios $vgabios \
            --bios $folder_of_bochs/BIOS-bochs-legacy --cpu 386
        boots_to 'bootscope$' --machine $machine --vgabios $vgabios \
            --bios $folder_of_bochs/BIOS-bochs-latest
    done
    ;;
vgabios)
    test -r /usr/share/vgabios/vgabios.bin || skip "vgabios is not installed"
    for vgabios in /usr/share/vgabios/vgabios.bin \
        /usr/share/seabios/vgabios-{isavga,stdvga}.bin; do
        test -r $vgabios || skip "$vgabios is not installed"
        boots_to 'bootscope$' --vgabios $vgabios
    done
    ;;
esac
