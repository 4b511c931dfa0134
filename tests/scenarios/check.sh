#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A good and a bad file through the commands that take scenarios.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

"$BOOTSCOPE" new-scenario "$dir/mine" > /dev/null

# A bad file is at fault, not the guest.
status=0
echo 'titel: x' > "$dir/bad.yaml"
"$BOOTSCOPE" check "$dir/bad.yaml" > "$dir/out" 2>&1 || status=$?
[ "$status" = 2 ]
grep -q 'bad.yaml:1:1: .*did you mean "title"' "$dir/out"
status=0
"$BOOTSCOPE" check --format tap "$dir/mine.yaml" "$dir/bad.yaml" \
    > "$dir/out" 2> /dev/null || status=$?
[ "$status" = 2 ]
grep -q '^1\.\.2$' "$dir/out"
grep -q '^ok 1 - ' "$dir/out"
grep -q '^not ok 2 - ' "$dir/out"
"$BOOTSCOPE" list scenarios | grep -q 'A boot in which nothing breaks'
"$BOOTSCOPE" run "$dir/mine.yaml" | grep -q 'The BIOS reads the first sector'
"$BOOTSCOPE" run "$dir/mine.yaml" --headless | grep -q 'The BIOS reads'

# A fault that acts is an event that names its file, also an included one.
cat > "$dir/fault.yaml" <<'END'
# The line counts.
faults:
  - fault: nmi
    at: post:09
END
cat > "$dir/outer.yaml" <<'END'
include: fault.yaml
title: T
teaches: t
phase: base-memory
expect:
  - reach: event:fault
END
"$BOOTSCOPE" trace --kind fault --until post:0B "$dir/outer.yaml" \
    2> /dev/null | grep -q 'Fault nmi (fault.yaml:3): '
status=0
"$BOOTSCOPE" trace "$dir/bad.yaml" > "$dir/out" 2>&1 || status=$?
[ "$status" = 2 ]
