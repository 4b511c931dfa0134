#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every kind of fault is in a bundled scenario, and every step of the boot has
# one that is about it; but for the steps of power-on, in which no instruction
# runs yet.
set -eu

lacking=0
complain() {
    echo "$1"
    lacking=1
}

for kind in $("$BOOTSCOPE" faults | sed -n 's/^  \([a-z0-9-]*\)$/\1/p'); do
    grep -q "^ *- fault: $kind\$" scenarios/*.yaml ||
        complain "no scenario has the fault $kind"
done

for step in $(sed -n 's/^STEP([A-Z0-9_]*, [A-Z_]*, 0x[0-9a-f]*, "\([a-z-]*\)".*/\1/p' \
    phases/phases.def); do
    case $step in allocate | release) step=power-on ;; esac
    grep -q "^phase: \(.*\.\)\{0,1\}$step\$" scenarios/*.yaml ||
        complain "no scenario is about the step $step"
done
exit $lacking
