#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/kernel/reboot.sh - after "reboot" the machine boots again.
#
#   reboot.sh EMULATOR [ARGUMENT...]
#
# As commands.sh.

[ $# -gt 0 ] || { echo "usage: $0 EMULATOR [ARGUMENT...]"; exit 2; }
. "$(dirname "$0")/session.sh"

session_start "$@"
expect 'bootscope login:' 60
ask 'reboot'
expect 'Restarting.'
expect '[ok] logger (pid 2)' 60
expect 'bootscope login:'
ask 'poweroff'
expect_exit 0
session_passed
