#!/bin/sh
# SPDX-License-Identifier: MIT
#
# verdict.sh FILE: did all go well that a test disk told on COM1 (harness.asm)?
grep -c '^ok ' "$1"
if grep -a '^FAIL ' "$1"; then
    exit 1
fi
tr -d '\r' <"$1" | grep -qx done || {
    echo "it stopped before the end:"
    tail -n 3 "$1"
    exit 1
}
