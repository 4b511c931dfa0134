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

on_disk() # the first byte of a file, in hexadecimal
{
    printf %x "$(sed -n "s| $1\$||p" $guest/layout.txt)"
}

flat() # name, main source; its parts are known to the caller
{
    awk -v folders="$folders" -v source="$2" -f $here/listing.awk \
        "$guest/$1.map" "$guest/$1.lst"
}

echo image bios
echo at f0000
echo at ffff0000
echo part 0 10000 rom 0
flat bios phases/2-firmware/bios.asm

echo image mbr
echo at 0
echo at 7600
echo part 600 1b8 disk "$(on_disk $guest/mbr.bin)"
flat mbr phases/3-bootloader/boot-sector/mbr.asm

echo image vbr
echo at 0
echo part 7c00 200 disk "$(on_disk $guest/vbr.bin)"
flat vbr phases/3-bootloader/volume-boot-record/vbr.asm

# Its code; the texts and variables behind it change.
code=$(sed -n '/^---- Section .text/,/^length:/s/^length: *//p' \
    $guest/stage2.map)
echo image stage2
echo at 0
echo part 8000 "$code" disk "$(on_disk $guest/stage2.bin)"
flat stage2 phases/3-bootloader/second-stage/stage2.asm

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
        objdump -dlw "$twin"
    } | awk -v disk="$(sed -n "s| $program\$||p" $guest/layout.txt)" \
        -f $here/elf.awk
done
