#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/guests.sh - harder guests from Debian's packages, unmodified:
#
#   guests.sh memtest      Memtest86+ 6, by SYSLINUX, under both BIOSes
#   guests.sh memtest-cd   the same from its own CD
#   guests.sh grub-legacy  GRUB Legacy to its prompt, and on to our kernel
#   guests.sh grub-rescue  the menu of the GRUB 2 rescue floppy and CD
#   guests.sh ipxe         iPXE, by SYSLINUX, finds no network
#   guests.sh memdisk      MEMDISK hands a packed floppy in memory to the BIOS
#   guests.sh chain        SYSLINUX's chain.c32 starts the disk's boot sector
#   guests.sh poweroff     SYSLINUX's poweroff.c32 switches off, by APM
#   guests.sh linux        Debian's Linux for the i686 to a program of ours, from
#                          a CD, and off; minutes: for make test-long
#   guests.sh linux-pae    the same with Debian's kernel for PAE, fetched by apt
#   guests.sh installer    Debian's installer to its first question; minutes
#   guests.sh mach         GNU Mach, fetched by apt, by GRUB, to our partition
#   guests.sh menu         SYSLINUX's menus, in text and on a VESA screen
#   guests.sh inventory    SYSLINUX's dmitest.c32 and disk.c32 read what our BIOS
#                          tells of the machine
#   guests.sh mbr          the boot sector of the package mbr, and its prompt
#   guests.sh invaders     GRUB Invaders, a game, by SYSLINUX's mboot.c32
set -u

seabios="--bios /usr/share/seabios/bios.bin
    --vgabios /usr/share/seabios/vgabios-isavga.bin"
modules=/usr/lib/syslinux/modules/bios
PATH=$PATH:/usr/sbin:/sbin

skip() {
    echo "$*"
    exit 77
}

# needs PACKAGE FILE...: they are there, or the test is skipped.
needs() {
    local package=$1 file

    shift
    for file; do
        test -r "$file" || skip "$package is not installed"
    done
}

needs seabios /usr/share/seabios/vgabios-isavga.bin
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# boots_to TEXT OPTIONS...: the text comes to the screen.
boots_to() {
    local text=$1

    shift
    "$BOOTSCOPE" run --headless --limit 2G --until "screen:$text" "$@" \
        >"$folder/com1" 2>"$folder/end" &&
        grep -q 'the moment was reached' "$folder/end" || {
        echo "$*: \"$text\" did not come: $(cat "$folder/end")"
        exit 1
    }
}

# switches_off OPTIONS...: the guest does so.
switches_off() {
    "$BOOTSCOPE" run --headless --limit 2G "$@" >"$folder/com1" \
        2>"$folder/end"
    grep -q 'switched the machine off' "$folder/end" || {
        echo "$*: still on: $(cat "$folder/end")"
        exit 1
    }
}

# syslinux_floppy FILE...: $folder/floppy with SYSLINUX, its settings (from
# standard input) and the files.
syslinux_floppy() {
    needs syslinux /usr/bin/syslinux $modules/libcom32.c32
    command -v mkfs.fat >/dev/null || skip "mkfs.fat is not installed"
    command -v mcopy >/dev/null || skip "mtools is not installed"
    mkfs.fat -C "$folder/floppy" 1440 >/dev/null &&
        syslinux --install "$folder/floppy" &&
        cat >"$folder/syslinux.cfg" &&
        mcopy -i "$folder/floppy" "$folder/syslinux.cfg" "$@" ::/ || exit 1
}

# with_syslinux TEXT OPTIONS...: so does typing "g" at the prompt, under both.
with_syslinux() {
    local text=$1

    shift
    boots_to "$text" --floppy "$folder/floppy" --keys 'screen:boot: =g\n' "$@"
    boots_to "$text" --floppy "$folder/floppy" --keys 'screen:boot: =g\n' \
        $seabios "$@"
}

# linux_cd KERNEL OPTIONS: $folder/disc with ISOLINUX and that Linux; the file
# initrd is still missing. make_cd [LOADER]: $folder/cd of it.
installer=/usr/lib/debian-installer/images/12/i386/text/debian-installer/i386
linux_cd() {
    needs debian-installer-12-netboot-i386 "$1"
    needs isolinux /usr/lib/ISOLINUX/isolinux.bin $modules/ldlinux.c32
    command -v genisoimage >/dev/null || skip "genisoimage is not installed"
    mkdir "$folder/disc"
    cp /usr/lib/ISOLINUX/isolinux.bin $modules/ldlinux.c32 "$folder/disc" &&
        cp "$1" "$folder/disc/linux" || exit 1
    printf '%s\n' 'DEFAULT g' 'LABEL g' ' KERNEL linux' \
        " APPEND initrd=initrd $2" >"$folder/disc/isolinux.cfg"
}

# fetch_i386 PACKAGE: it is $folder/apt/PACKAGE_*.deb. Where packages are those
# of another architecture apt fetches it, and installs nothing. With "depends"
# behind it: what it depends on, which it is only a name for.
fetch_i386() {
    local state=$folder/apt package=$1 options

    options=(-o Dir::State="$state" -o Dir::Cache="$state"
        -o Dir::State::status=/dev/null -o APT::Architecture=i386
        -o APT::Architectures=i386 -o Debug::NoLocking=1 -qq)
    mkdir -p "$state/lists/partial" "$state/archives/partial"
    apt-get "${options[@]}" update >&2
    test "${2-}" = depends &&
        package=$(apt-cache "${options[@]}" depends "$1" |
            sed -n 's/^ *Depends: //p')
    (cd "$state" && apt-get "${options[@]}" download "$package" >&2)
}

# file_of PATTERN: the file of that name in the package that was fetched.
file_of() {
    dpkg-deb --fsys-tarfile "$folder"/apt/*.deb | tar xO --wildcards "./$1"
}

make_cd() {
    genisoimage -quiet -o "$folder/cd" -b "${1-isolinux.bin}" -c boot.cat \
        -no-emul-boot -boot-load-size 4 -boot-info-table "$folder/disc" ||
        exit 1
}

case $1 in
memtest)
    needs memtest86+ /boot/memtest86+ia32.bin
    cp /boot/memtest86+ia32.bin "$folder/memtest"
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL memtest' |
        syslinux_floppy "$folder/memtest"
    with_syslinux '<F1> to configure'
    boots_to '[Moving inversions' --floppy "$folder/floppy" --cpu i686 \
        --keys 'screen:boot: =g\n'
    ;;
memtest-cd)
    cd=/usr/lib/memtest86+/memtest86+ia32.iso
    needs memtest86+ $cd
    for bios in "" "$seabios"; do
        boots_to '<F1> to configure' $bios --cdrom $cd --cpu i686 --boot cdrom
    done
    ;;
grub-legacy)
    stages=/usr/lib/grub/x86_64-pc
    needs grub-legacy $stages/stage1 $stages/stage2
    cat $stages/stage1 $stages/stage2 >"$folder/disk"
    truncate -s 1440K "$folder/disk"
    boots_to 'grub>' $seabios --cpu i686 "$folder/disk"
    boots_to 'bootscope$' --cpu i686 --floppy "$folder/disk" \
        --keys 'screen:grub> =kernel (hd0,0)/boot/kernel.elf\n' \
        --keys 'screen:"entry=0x"=boot\n'
    ;;
grub-rescue)
    images=/usr/lib/grub-rescue
    needs grub-rescue-pc $images/grub-rescue-cdrom.iso
    boots_to 'GNU/Linux' --cpu pentium --floppy $images/grub-rescue-floppy.img
    for bios in "" "$seabios"; do
        boots_to 'GNU/Linux' --cpu pentium $bios --boot cdrom \
            --cdrom $images/grub-rescue-cdrom.iso
    done
    ;;
ipxe)
    needs ipxe /boot/ipxe.lkrn
    cp /boot/ipxe.lkrn "$folder/ipxe.krn"
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL ipxe.krn' |
        syslinux_floppy "$folder/ipxe.krn"
    boots_to 'No more network devices' --cpu i686 \
        --floppy "$folder/floppy" --keys 'screen:boot: =g\n'
    ;;
memdisk)
    needs syslinux-common /usr/lib/syslinux/memdisk
    command -v mkfs.fat >/dev/null || skip "mkfs.fat is not installed"
    mkfs.fat -C "$folder/packed" 1440 >/dev/null || exit 1
    gzip "$folder/packed" || exit 1
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL memdisk' \
        ' INITRD packed.gz' |
        syslinux_floppy /usr/lib/syslinux/memdisk "$folder/packed.gz"
    with_syslinux 'This is not a bootable disk.'
    ;;
chain)
    needs syslinux-common $modules/chain.c32
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL chain.c32' ' APPEND hd0' |
        syslinux_floppy $modules/{chain,libcom32,libutil}.c32
    with_syslinux 'bootscope$'
    ;;
poweroff)
    needs syslinux-common $modules/poweroff.c32
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL poweroff.c32' |
        syslinux_floppy $modules/{poweroff,libcom32}.c32
    for bios in "" "$seabios"; do
        switches_off --floppy "$folder/floppy" $bios \
            --keys 'screen:boot: =g\n'
    done
    ;;
linux | linux-pae)
    kernel=$installer/linux
    if test "$1" = linux-pae; then
        kernel=$folder/linux-pae
        fetch_i386 linux-image-686-pae depends &&
            file_of 'boot/vmlinuz-*' >"$kernel" ||
            skip "linux-image-686-pae cannot be fetched"
    fi
    linux_cd "$kernel" 'console=ttyS0'
    tests/phases/initrd.py >"$folder/disc/initrd" ||
        skip "gcc -m32 is not installed"
    make_cd
    for bios in "" "$seabios"; do
        switches_off $bios --cdrom "$folder/cd" --boot cdrom --cpu i686 \
            --ram 128M --limit 20G
        grep -aq 'a program runs on Linux' "$folder/com1" || {
            echo "$bios: no program runs: $(cat "$folder/end")"
            exit 1
        }
    done
    ;;
installer)
    linux_cd $installer/linux 'vga=normal fb=false'
    cp $installer/initrd.gz "$folder/disc/initrd" || exit 1
    make_cd
    for bios in "" "$seabios"; do
        boots_to 'Select a language' $bios --cdrom "$folder/cd" \
            --boot cdrom --cpu i686 --ram 512M --limit 60G
    done
    ;;
mach)
    test -r /usr/lib/grub/i386-pc/cdboot.img || skip "grub-pc-bin is missing"
    fetch_i386 gnumach-image-1.8-486 ||
        skip "gnumach-image-1.8-486 cannot be fetched"
    mkdir "$folder/disc"
    file_of 'boot/gnumach-*' | gunzip >"$folder/disc/mach" || exit 1
    printf '%s\n' 'multiboot /mach' boot >"$folder/disc/grub.cfg"
    grub-mkimage -O i386-pc-eltorito -o "$folder/disc/grub" -p / \
        biosdisk iso9660 multiboot boot normal || exit 1
    make_cd grub
    for bios in "" "$seabios"; do
        boots_to 'hd0: hd0s1' $bios --cdrom "$folder/cd" --boot cdrom \
            --cpu i686 --ram 64M
    done
    ;;
menu)
    needs syslinux-common $modules/vesamenu.c32
    # On a VESA screen there is no text to wait for.
    for choice in 'menu screen:[Tab]' 'vesamenu event:video.mode bits>0'; do
        kind=${choice%% *}
        rm -f "$folder/floppy"
        printf '%s\n' "UI $kind.c32" 'LABEL g' ' MENU LABEL The first' \
            ' KERNEL chain.c32' ' APPEND hd0' |
            syslinux_floppy $modules/{$kind,chain,libcom32,libutil}.c32
        for bios in "" "$seabios"; do
            boots_to 'bootscope$' --floppy "$folder/floppy" $bios \
                --keys "${choice#* }=\\n"
        done
    done
    ;;
inventory)
    needs syslinux-common $modules/dmitest.c32
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL dmitest.c32' \
        'LABEL d' ' KERNEL disk.c32' |
        syslinux_floppy $modules/{dmitest,disk,libcom32,libutil,libgpl}.c32
    boots_to 'Size         : 24 MB' --floppy "$folder/floppy" --ram 24M \
        --keys 'screen:boot: =g\n' --keys 'screen:"dmi:"=memory\n'
    boots_to 'Host bus: PCI ATA' --floppy "$folder/floppy" \
        --keys 'screen:boot: =d\n'
    ;;
mbr)
    command -v install-mbr >/dev/null || skip "the package mbr is not installed"
    cp phases/images/disk.img "$folder/disk"
    install-mbr -i a -p D "$folder/disk" || exit 1
    for bios in "" "$seabios"; do
        boots_to 'bootscope$' $bios "$folder/disk" --keys 'screen:MBR =1'
    done
    ;;
invaders)
    needs grub-invaders /boot/invaders.exec
    cp /boot/invaders.exec "$folder/invaders"
    printf '%s\n' 'PROMPT 1' 'LABEL g' ' KERNEL mboot.c32' ' APPEND invaders' |
        syslinux_floppy $modules/{mboot,libcom32}.c32 "$folder/invaders"
    boots_to '-*-           -*-' --cpu i686 --floppy "$folder/floppy" \
        --keys 'screen:boot: =g\n'
    ;;
esac
