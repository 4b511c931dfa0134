# SPDX-License-Identifier: MIT
# tests/phases/kernel/session.sh - a conversation with a machine over COM1.
#
# Sourced by the tests beside it. The machine is any command whose standard
# input and output are the serial port: ours, or QEMU with -serial stdio.

session_folder=$(mktemp -d) || exit 1
session_output=$session_folder/output
session_position=0
session_checks=0

session_end() {
    exec 3>&-
    [ -z "$session_pid" ] || kill "$session_pid" 2>/dev/null
    wait "$session_pid" 2>/dev/null
    rm -rf "$session_folder"
}
trap session_end EXIT

# session_start COMMAND...: switch the machine on.
session_start() {
    session_position=0
    rm -f "$session_folder/input"
    mkfifo "$session_folder/input" || exit 1
    "$@" <"$session_folder/input" >"$session_output" \
        2>"$session_folder/errors" &
    session_pid=$!
    exec 3>"$session_folder/input"
}

session_fail() {
    echo "FAILED: $1"
    echo "--- the last lines from COM1:"
    tail -n 15 "$session_output"
    echo "--- standard error:"
    tail -n 5 "$session_folder/errors"
    exit 1
}

# session_wait HOW PATTERN SECONDS: the pattern must come, after all that came
# before. HOW is an option of grep; what came is left in $answered.
session_wait() {
    local left=$(($3 * 20)) found
    while :; do
        found=$(tail -c +$((session_position + 1)) "$session_output" |
            grep -abo -m 1 "$1" -e "$2" | head -n 1)
        [ -z "$found" ] || break
        left=$((left - 1))
        [ $left -gt 0 ] || session_fail "waited in vain for: $2"
        sleep 0.05
    done
    answered=${found#*:}
    session_position=$((session_position + ${found%%:*} + ${#answered}))
    session_checks=$((session_checks + 1))
}

# expect TEXT [SECONDS]
expect() {
    session_wait -F "$1" "${2:-${SESSION_PATIENCE:-20}}"
}

# answer REGULAR-EXPRESSION: leaves what came in $answered.
answer() {
    session_wait -G "$1" "${SESSION_PATIENCE:-20}"
}

# type TEXT: as on a keyboard, without Enter.
type() {
    printf '%b' "$1" >&3
}

# ask COMMAND: type it at the prompt, which has to be there. The echo is
# skipped, so that the next expect sees the answer only.
ask() {
    expect 'bootscope$ '
    type "$1\r"
    expect "$1"
}

# expect_exit STATUS: the machine must end by itself.
expect_exit() {
    local left=200 status
    while kill -0 "$session_pid" 2>/dev/null; do
        left=$((left - 1))
        [ $left -gt 0 ] || session_fail "the machine did not end"
        sleep 0.05
    done
    wait "$session_pid"
    status=$?
    session_pid=
    [ $status -eq "$1" ] || session_fail "ended with $status, not $1"
    session_checks=$((session_checks + 1))
}

session_passed() {
    echo "passed: $session_checks checks"
}
