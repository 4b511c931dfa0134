#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/cdrom.sh - CDs made by Debian's tools, booted from our CD-ROM
# drive by our BIOS and by SeaBIOS (El Torito):
#
#   cdrom.sh isolinux  no emulation: ISOLINUX, its mboot.c32 starts our kernel
#   cdrom.sh grub      no emulation: GRUB 2 to its prompt, and to our kernel
#   cdrom.sh floppy    a 1.44 MB floppy with SYSLINUX, and then our kernel
#   cdrom.sh disk      a hard disk: our own, to its loader and kernel
#   cdrom.sh broken    CDs that cannot be booted; what our BIOS says of each
#   cdrom.sh catalog   images that only a section of the catalog names, or that
#                      are loaded to another place
#   cdrom.sh service   our service CD: what isoinfo finds on it, and what it
#                      shows
#   cdrom.sh qemu      the first, third, fourth and last with our BIOS on QEMU,
#                      and a drive without a disc
set -u

seabios="--bios /usr/share/seabios/bios.bin
    --vgabios /usr/share/seabios/vgabios-isavga.bin"
modules=/usr/lib/syslinux/modules/bios
kernel=build/guest/KERNEL.ELF
PATH=$PATH:/usr/sbin:/sbin

skip() {
    echo "$*"
    exit 77
}

fail() {
    echo "$*"
    exit 1
}

# need WHAT FILE...: all files are there.
need() {
    local what=$1 file

    shift
    for file; do
        test -r "$file" || skip "$what is not installed: no $file"
    done
}

need SeaBIOS /usr/share/seabios/vgabios-isavga.bin
need "our kernel (make guest)" $kernel
for tool in genisoimage mkfs.fat mcopy; do
    command -v $tool >/dev/null || skip "$tool is not installed"
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/disc"

# run OPTIONS...: it ends at its moment; COM1 and the screen are kept.
run() {
    "$BOOTSCOPE" run --headless --cdrom "$folder/cd" --limit 2G "$@" \
        >"$folder/com1" 2>"$folder/end" &&
        grep -q 'the moment was reached' "$folder/end" ||
        fail "$*: $(cat "$folder/end")"
}

# boots_to TEXT OPTIONS...: the text comes to the screen, with either BIOS.
boots_to() {
    local text=$1 bios

    shift
    for bios in "" "$seabios"; do
        run $bios --until "screen:$text" "$@"
    done
}

# make_cd OPTIONS...: of what is in the folder.
make_cd() {
    genisoimage -quiet -o "$folder/cd" -c boot.cat "$@" "$folder/disc" \
        2>"$folder/errors" || fail "genisoimage: $(cat "$folder/errors")"
}

# What asks at "boot: ", and what answers.
isolinux_cd() {
    need ISOLINUX /usr/lib/ISOLINUX/isolinux.bin $modules/mboot.c32
    cp /usr/lib/ISOLINUX/isolinux.bin $modules/ldlinux.c32 \
        $modules/mboot.c32 $modules/libcom32.c32 "$folder/disc" || exit 1
    cp $kernel "$folder/disc/kernel.elf" || exit 1
    printf '%s\n' 'PROMPT 1' 'TIMEOUT 0' 'LABEL k' ' KERNEL mboot.c32' \
        ' APPEND kernel.elf' >"$folder/disc/isolinux.cfg"
    make_cd -b isolinux.bin -no-emul-boot -boot-load-size 4 -boot-info-table
}

floppy_cd() {
    local floppy="$folder/disc/floppy"

    command -v syslinux >/dev/null || skip "SYSLINUX is not installed"
    need SYSLINUX $modules/mboot.c32
    mkfs.fat -C "$floppy" 1440 >/dev/null || exit 1
    syslinux --install "$floppy" || exit 1
    printf '%s\n' 'PROMPT 1' 'TIMEOUT 0' 'LABEL k' ' KERNEL mboot.c32' \
        ' APPEND kernel.elf' >"$folder/syslinux.cfg"
    mcopy -i "$floppy" $modules/mboot.c32 $modules/libcom32.c32 \
        "$folder/syslinux.cfg" ::/ || exit 1
    mcopy -i "$floppy" $kernel ::/kernel.elf || exit 1
    make_cd -b floppy
}

disk_cd() {
    cp phases/images/disk.img "$folder/disc/disk" || exit 1
    make_cd -b disk -hard-disk-boot
}

# on_qemu TEXT OPTIONS...: QEMU with our BIOS shows it within a minute.
on_qemu() {
    local text=$1 left=120 pid

    shift
    rm -f "$folder/monitor"
    mkfifo "$folder/monitor"
    : >"$folder/text"
    qemu-system-i386 -M pc -m 16 -nic none -display none \
        -bios phases/images/bios.rom -monitor stdio "$@" \
        <"$folder/monitor" >/dev/null 2>&1 &
    pid=$!
    exec 3>"$folder/monitor"
    until tr -d '\0\7' <"$folder/text" | grep -aqF "$text"; do
        left=$((left - 1))
        if test $left = 0; then
            kill $pid
            fail "QEMU: \"$text\" did not come: $(tr -d '\0\7' <"$folder/text")"
        fi
        echo "pmemsave 0xb8000 4000 \"$folder/text\"" >&3
        sleep 0.5
    done
    echo quit >&3
    wait $pid
    exec 3>&-
}

# --- CDs that cannot be booted ----------------------------------------------

# put TEXT OFFSET: bytes, as printf writes them, into a copy of the CD.
put() {
    printf "$1" | dd of="$folder/cd" bs=1 seek="$2" conv=notrunc status=none
}

# says TEXT: our BIOS says it, and boots the disk instead.
says() {
    run --until 'screen:bootscope$' --until 'phase:boot-sector' --screen
    grep -qF "Boot from CD... $1" "$folder/end" "$folder/com1" ||
        fail "no \"$1\": $(cat "$folder/com1" "$folder/end")"
    grep -qF 'Boot from hard disk... ok' "$folder/end" "$folder/com1" ||
        fail "$1: the disk was not tried"
    cp "$folder/good" "$folder/cd"
}

# The sector that the boot record names, and its bytes.
catalog_at() {
    echo $(($(od -An -tu4 -j $((17 * 2048 + 0x47)) -N 4 "$folder/good")))
}

broken() {
    local sector at

    isolinux_cd
    cp "$folder/cd" "$folder/good"
    sector=$(catalog_at)
    at=$((sector * 2048))
    put 'CD002' $((17 * 2048 + 1))
    says 'no El Torito boot record on the disc'
    put 'EL TORITO SPECIFICATIOM' $((17 * 2048 + 7))
    says 'no El Torito boot record on the disc'
    put '\2' $at
    says "the boot catalog is damaged, sector $sector"
    put '\125\125' $((at + 30))
    says "the boot catalog is damaged, sector $sector"
    put 'X' $((at + 4)) # a letter of the name: the sum is wrong
    says "the boot catalog is damaged, sector $sector"
    put '\0' $((at + 32))
    says "no image for a PC in the boot catalog, sector $sector"
    put '\5' $((at + 33))
    says 'the image cannot be loaded, status 07h'
    put '\0\240' $((at + 34)) # load it to A000h: no memory
    says 'the image cannot be loaded, status 07h'
    put '\377\377\377\17' $((at + 40)) # behind the end of the disc
    says 'the image cannot be loaded, status 04h'
    put '\377\377\377\377' $((17 * 2048 + 0x47))
    says 'read error, status 04h'
    : >"$folder/cd"
    truncate -s 100K "$folder/cd"
    says 'no El Torito boot record on the disc'
}

# The default entry is for another processor, or cannot be booted; the one that
# can is the second of a section, behind an entry with two extensions.
catalog() {
    local at entry

    isolinux_cd
    cp "$folder/cd" "$folder/good"
    at=$(($(catalog_at) * 2048))
    entry="$folder/entry"
    dd if="$folder/good" of="$entry" bs=1 skip=$((at + 32)) count=32 status=none
    put '\0' $((at + 32))
    put '\220\1\1\0' $((at + 64)) # a section of a PowerPC, with one entry
    dd if="$entry" of="$folder/cd" bs=1 seek=$((at + 96)) conv=notrunc \
        status=none
    put '\221\0\2\0' $((at + 128)) # and the last, for x86, with two
    put '\0\40' $((at + 160))
    put '\104\40' $((at + 192))
    put '\104\0' $((at + 224))
    dd if="$entry" of="$folder/cd" bs=1 seek=$((at + 256)) conv=notrunc \
        status=none
    run --until 'screen:ISOLINUX'
    put '\220\1\1\0' $((at + 128)) # that one is for a PowerPC, too
    says "no image for a PC in the boot catalog, sector $((at / 2048))"

    put '\0\20' $((at + 34)) # to segment 1000h
    "$BOOTSCOPE" trace --cdrom "$folder/cd" --kind phase \
        --until phase:boot-sector >"$folder/phases" 2>/dev/null
    grep -q 'a fetch at 00010000h, code from sector [0-9]* of the CD' \
        "$folder/phases" || fail "not at 1000h: $(tail -n 1 "$folder/phases")"
}

# isoinfo_finds LINE OPTION...: it reads the bundled CD so.
isoinfo_finds() {
    local line=$1

    shift
    isoinfo -i "$service" "$@" >"$folder/isoinfo" 2>&1
    grep -qF -- "$line" "$folder/isoinfo" ||
        fail "isoinfo $*: no \"$line\": $(cat "$folder/isoinfo")"
}

service=phases/images/service.iso
service_text=phases/3-bootloader/service-cd/README.TXT

service() {
    local line

    for line in 'CD-ROM is in ISO 9660 format' 'Volume id: SERVICE_CD' \
        'Volume size is: 100' 'boot catalog is in sector 22' 'Hid 1' \
        'Key 55 AA' 'Bootid 88 (bootable)' 'Boot media 0 (No Emulation Boot)' \
        'Nsect 8' 'Bootoff 17 23'; do
        isoinfo_finds "$line" -d
    done
    for line in '[     22 00]  BOOT.CAT;1' '[     90 00]  FAR.TXT;1' \
        '[     23 00]  PROGRAM.BIN;1' '[     25 00]  README.TXT;1'; do
        isoinfo_finds "$line" -l
    done
    isoinfo_finds 'Path table starts at block 19, size 10' -p
    isoinfo_finds '1:    1 15' -p
    isoinfo -i "$service" -x '/README.TXT;1' | cmp - "$service_text" ||
        fail "README.TXT of the CD is another one"
    cp "$service" "$folder/cd"
    boots_to 'A sector far away: ok'
    boots_to "$(tail -n 1 "$service_text")"
    boots_to 'bootscope$'
}

case $1 in
isolinux)
    isolinux_cd
    boots_to 'bootscope$' --keys 'screen:boot: =k\n'
    grep -aq 'started by ISOLINUX' "$folder/com1" ||
        fail "the kernel was not started by ISOLINUX"
    # With three disks the drive is a slave.
    truncate -s 1M "$folder/empty"
    boots_to 'boot: ' --boot cdrom --disk "$folder/empty" \
        --disk "$folder/empty" --disk "$folder/empty"
    ;;
grub)
    need "grub-pc-bin" /usr/lib/grub/i386-pc/cdboot.img
    command -v grub-mkimage >/dev/null || skip "grub-mkimage is not installed"
    cp $kernel "$folder/disc/kernel.elf" || exit 1
    grub-mkimage -O i386-pc-eltorito -o "$folder/disc/grub" -p / \
        biosdisk iso9660 multiboot boot normal || exit 1
    make_cd -b grub -no-emul-boot -boot-load-size 4 -boot-info-table
    # GRUB's last step before a kernel reads CR4, which a 486 does not have.
    boots_to 'bootscope$' --cpu pentium \
        --keys 'screen:grub> =multiboot /kernel.elf quiet\nboot\n'
    ;;
floppy)
    floppy_cd
    boots_to 'bootscope$' --keys 'screen:boot: =k\n'
    grep -aq 'started by SYSLINUX' "$folder/com1" ||
        fail "the kernel was not started by SYSLINUX"
    ;;
disk)
    disk_cd
    # The kernel has no driver for CDs: it is told apart from its disk.
    boots_to 'no drive answers on the primary channel' --disk none
    ;;
broken | catalog | service)
    $1
    ;;
qemu)
    command -v qemu-system-i386 >/dev/null ||
        skip "qemu-system-i386 is not installed"
    isolinux_cd
    on_qemu 'ISOLINUX' -cdrom "$folder/cd"
    floppy_cd
    on_qemu 'SYSLINUX' -cdrom "$folder/cd"
    disk_cd
    on_qemu 'no drive answers on the primary channel' -cdrom "$folder/cd"
    on_qemu 'A sector far away: ok' -cdrom "$service"
    on_qemu 'Boot from CD... no disc in the drive'
    ;;
esac
