#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The bundled images are what their sources give, bit for bit, where the same
# tools are at hand.
set -eu
unset MAKEFLAGS MAKELEVEL MFLAGS

have=$(make -s guest-tools 2>/dev/null || true)
want=$(cat phases/images/TOOLS)
if test "$have" != "$want"; then
    echo "Here:" $have
    echo "the images were built with other tools:" $want
    exit 77
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -cf - Makefile phases | tar -xf - -C "$folder"
make -C "$folder" guest
for image in bios.rom disk.img service.img service.iso symbols.txt; do
    cmp "phases/images/$image" "$folder/build/guest/$image"
done
