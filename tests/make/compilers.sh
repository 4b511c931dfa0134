#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The program as clang builds it runs the guest as the program under test
# does: the trace of a whole boot is the same, byte by byte.
set -eu
unset MAKEFLAGS MAKELEVEL MFLAGS

command -v clang >/dev/null || { echo "clang is not installed"; exit 77; }
make -s -j2 BUILD=build/clang CC=clang all

trace_of() {
    "$1" trace --format jsonl --until phase:user-space 2>&1 | sha256sum
}

ours=$(trace_of "${BOOTSCOPE:-./bootscope}")
clang=$(trace_of build/clang/bootscope)
echo "the program under test: $ours"
echo "clang:                  $clang"
test "$ours" = "$clang"
