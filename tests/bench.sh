#!/bin/bash
# SPDX-License-Identifier: MIT
#
# How much processor time a boot of the bundled PC takes, from the start of
# the process to the prompt of the shell.
set -eu

program=${BOOTSCOPE:-./bootscope}
TIMEFORMAT='%U %S'

for _ in 1 2 3 4 5; do
    { time "$program" run --headless --until 'screen:bootscope$ ' \
        </dev/null >/dev/null 2>&1; } 2>&1
done | sort -n | awk '
    { seconds[NR] = $1 + $2 }
    END { printf "boot to the prompt: %.3f s of CPU time (median of %d)\n",
                 seconds[int((NR + 1) / 2)], NR }'
"$program" run --headless --until 'screen:bootscope$ ' </dev/null 2>&1 \
    >/dev/null | tail -n 1
