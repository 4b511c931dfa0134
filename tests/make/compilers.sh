#!/bin/sh
# SPDX-License-Identifier: MIT
#
# gcc and clang make programs that run the guest alike: the trace of a whole
# boot is the same, byte by byte.
set -eu
unset MAKEFLAGS MAKELEVEL MFLAGS

for compiler in gcc clang; do
    command -v $compiler >/dev/null || { echo "no $compiler here"; exit 77; }
done

trace_of() {
    make -s -j2 BUILD="build/$1" CC="$1" all >&2
    "build/$1/bootscope" trace --format jsonl --until phase:user-space 2>&1 |
        sha256sum
}

gcc=$(trace_of gcc)
clang=$(trace_of clang)
echo "gcc:   $gcc"
echo "clang: $clang"
test "$gcc" = "$clang"
