#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/kernel/panic.sh - bugs in the kernel end in a readable report.
#
#   panic.sh EMULATOR [ARGUMENT...]
#
# As commands.sh; the machine is started twice and ended from outside.

[ $# -gt 0 ] || { echo "usage: $0 EMULATOR [ARGUMENT...]"; exit 2; }
. "$(dirname "$0")/session.sh"

session_start "$@"
ask 'crash kernel'
expect '*** kernel panic: page fault (exception 14) in the kernel, process '
expect '"crash"'
expect 'writing address 00000000 from ring 0: no page is there'
expect 'CS:EIP 0008:C01'
expect 'call_break_kernel+'
expect 'system_call_dispatch+'
expect 'The machine is halted.'
kill "$session_pid" 2>/dev/null
wait "$session_pid" 2>/dev/null

# The stack itself is gone: only a task of its own can report this one.
session_start "$@"
ask 'crash stack'
expect '*** kernel panic: double fault (exception 8)'
expect 'recurse+'
expect 'The machine is halted.'
session_passed
