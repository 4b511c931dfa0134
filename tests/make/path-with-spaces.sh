#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds from a folder with a space in its name; a second make does nothing.
set -eu
unset MAKEFLAGS MAKELEVEL MFLAGS

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/boot scope"
tar -cf - --exclude=./build --exclude=./bootscope --exclude=./.git . |
    tar -xf - -C "$folder/boot scope"

cd "$folder/boot scope"
make -j2 CFLAGS=-O0 all build/run-tests
if ! make --question CFLAGS=-O0 all build/run-tests; then
    echo "A second make would do this:"
    make --dry-run CFLAGS=-O0 all build/run-tests
    exit 1
fi
build/run-tests event
