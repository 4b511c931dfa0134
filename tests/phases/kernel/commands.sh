#!/bin/bash
# SPDX-License-Identifier: MIT
# tests/phases/kernel/commands.sh - the shell's commands, over COM1.
#
#   commands.sh EMULATOR [ARGUMENT...]
#
# The command has to boot the bundled disk with COM1 on its standard input and
# output, and to end with status 0 when the guest switches off.

[ $# -gt 0 ] || { echo "usage: $0 EMULATOR [ARGUMENT...]"; exit 2; }
. "$(dirname "$0")/session.sh"

session_start "$@"

# The boot: services in the order of the start list, then the login.
expect '[ok] logger (pid 2)' 60
expect '[ok] clock (pid 3)'
expect '[ok] heartbeat (pid 4)'
expect '[ok] terminal (pid 5)'
expect 'bootscope login: guest (automatic)'

ask 'help'
expect 'lspci'
expect 'poweroff'
ask 'echo one  two'
expect 'one  two'
ask 'nonsense'
expect 'nonsense: no such command; try help'

# Files.
ask 'ls'
expect '<DIR> BIN'
ask 'ls /bin'
expect 'SHELL.ELF'
ask 'ls /nowhere'
expect 'ls: /nowhere: not found'
ask 'ls /etc/init.cfg'
expect 'ls: /etc/init.cfg: not a directory'
ask 'cat /etc/init.cfg'
expect 'heartbeat  /BIN/HEARTBT.ELF   yes'
ask 'cat'
expect 'Usage: cat FILE'
ask 'cat /bin'
expect 'cat: /bin: is a directory'
ask 'cat /etc/none'
expect 'cat: /etc/none: not found'

# What the kernel knows.
ask 'ps'
expect 'idle'
expect 'sleeping'
expect 'terminal'
expect 'running'
expect 'ps'
ask 'mem'
expect 'RAM above 1 MiB'
ask 'uptime'
expect 'up 0:'
ask 'date'
answer '20[0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:'
ask 'lspci'
expect '8086:1237 class 0600  Intel 440FX host bridge'
expect '8086:7113'
ask 'irq'
expect 'open   timer'
expect 'open   keyboard'
expect 'open   disk'
ask 'log'
expect 'kernel: [ok] timer: 100 Hz'
expect 'clock: started at'
expect 'terminal: guest logged in'

# Faults end the program, not the system.
ask 'crash'
expect 'page fault (exception 14), killed'
expect 'writing address 00000000 from ring 3: no page is there'
ask 'crash div'
expect 'divide error (exception 0), killed'
ask 'crash priv'
expect 'general protection fault (exception 13), killed'
ask 'crash nowhere'
expect 'crash: unknown way "nowhere"'

# Processes: kill, restart by init, turns for all.
ask 'kill 1'
expect 'kill: process 1: not permitted'
ask 'kill 9999'
expect 'kill: process 9999: no such process'
ask 'kill x'
expect 'Usage: kill PID'
ask 'kill 4'
expect 'init: heartbeat was killed'
expect '[ok] heartbeat (pid '

# One that dies again and again is given up; who needs it is told.
clock=3
for death in 1 2 3 4; do
    type '\r'
    ask "kill $clock"
    expect 'init: clock was killed'
    answer '\[ok\] clock (pid [0-9]*)\|given up'
    case $answered in *up) break ;; esac
    clock=${answered//[!0-9]/}
done
case $answered in *up) ;; *) session_fail 'clock was started forever' ;; esac
type '\r'
ask 'date'
expect 'date: clock service: no answer in time'

# The terminal takes its shell along; both come back.
ask 'kill 5'
expect 'init: terminal was killed'
expect 'bootscope login: guest (automatic)'

ask 'spin 30 &'
expect 'pid '
ask 'ps'
expect 'ready'
expect 'spin'
ask 'spin 30'
sleep 1
type '\003'
expect 'spin: killed'

# The line editor.
expect 'bootscope$ '
type 'echo corx\brect\r'
expect $'\r\ncorrect\r\n'
expect 'bootscope$ '
type '\033[A\r'
expect $'\r\ncorrect\r\n'
expect 'bootscope$ '
type 'garbage\003'
expect '^C'
ask 'exit'
expect 'bootscope login: guest (automatic)'

# The disk, in both directions.
ask 'sector 0'
expect '55 AA'
ask 'sector 5 hello'
ask 'sector 5'
expect '68 65 6C 6C 6F'
ask 'sector 63 no'
expect 'sector: LBA 63: not permitted'

ask 'poweroff'
expect 'Switching off.'
expect_exit 0
session_passed
