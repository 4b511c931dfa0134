#!/bin/sh
# SPDX-License-Identifier: MIT
# symbols/table.sh - print the table: table.sh "FOLDERS" PROGRAM.ELF...
# The flat binaries come with a map and a listing; a program with its unstripped
# twin beside it, in lower case if it is the kernel.
set -eu
export LC_ALL=C
folders=$1
shift
guest=build/guest
here=phases/symbols

flat() # name, main source, where it lies, biases
{
    name=$1 source=$2 store=$3 offset=$4
    shift 4
    echo "image $name"
    printf 'at %s\n' "$@"
    awk -v folders="$folders" -v source="$source" -v store="$store" \
        -v offset="$offset" -f $here/listing.awk "$guest/$name.map" \
        "$guest/$name.lst"
}

on_disk() # the first byte of a file
{
    sed -n "s| $1\$||p" $guest/layout.txt
}

flat bios phases/2-firmware/bios.asm rom 0 f0000 ffff0000
flat mbr phases/3-bootloader/boot-sector/mbr.asm \
    disk "$(on_disk $guest/mbr.bin)" 0 7600
flat vbr phases/3-bootloader/volume-boot-record/vbr.asm \
    disk "$(on_disk $guest/vbr.bin)" 0
flat stage2 phases/3-bootloader/second-stage/stage2.asm \
    disk "$(on_disk $guest/stage2.bin)" 0

for program; do
    case $program in
    */KERNEL.ELF) twin=$guest/kernel.debug.elf ;;
    *) twin=${program%.ELF}.debug.elf ;;
    esac
    echo image "$(basename "$program" .ELF | tr A-Z a-z)"
    echo at 0
    {
        objdump -p "$program"
        nm -n "$twin"
        # It does not like how NASM lists files, and reads them well.
        readelf --debug-dump=decodedline -W "$twin" 2>/dev/null
    } | awk -v disk="$(on_disk "$program")" -f $here/elf.awk
done
