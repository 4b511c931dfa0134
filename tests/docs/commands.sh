#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Runs every block of our pages that is fenced with ```sh run. A block runs in
# a folder of its own that looks like the root folder; a command that fails
# fails the test.
set -eu

root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
blocks=0

find README.md CONTRIBUTING.md docs -name '*.md' 2>/dev/null | sort |
    xargs awk -v folder="$folder" '
        FNR == 1 { inside = 0 }
        /^```/ && inside { inside = 0; close(block); next }
        /^```sh run$/ {
            inside = 1
            block = sprintf("%s/%03d.sh", folder, ++count)
            print "# " FILENAME ":" FNR > block
            next
        }
        inside { print > block }'

for block in "$folder"/*.sh; do
    test -e "$block" || break
    blocks=$((blocks + 1))
    mkdir "$folder/here"
    ln -s "$root"/* "$folder/here/"
    ln -sf "$root/${BOOTSCOPE:-bootscope}" "$folder/here/bootscope"
    if ! (cd "$folder/here" && sh -e "$block" </dev/null) \
        >"$folder/output" 2>&1; then
        failures=$((failures + 1))
        cat "$block" "$folder/output"
    fi
    rm -rf "$folder/here"
done

if test "$blocks" = 0; then
    echo "no page has a block of commands"
    exit 77
fi
test "$failures" = 0
