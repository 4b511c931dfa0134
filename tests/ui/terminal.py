#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The guest on a terminal of 80 x 24, with a user at the keyboard (tmux)."""
import os
import re
import shutil
import signal
import sys
import time

sys.dont_write_bytecode = True
from common import *

if not shutil.which("tmux"):
    skip("tmux is not installed")

server = 0  # a new one for each terminal
ENVIRONMENT = {k: v for k, v in os.environ.items()
               if k not in ("TMUX", "NO_COLOR", "LC_ALL", "LANG")}
ENVIRONMENT["LC_ALL"] = "C.UTF-8"


def tmux(*words):
    done = subprocess.run(["tmux", "-L", f"bootscope-{os.getpid()}-{server}", "-f",
                           "/dev/null", *words],
                          capture_output=True, env=ENVIRONMENT, timeout=30)
    return done.stdout.decode(errors="replace")


class Terminal:
    """A shell in a terminal; it runs the program and then shows its status
    and whether the terminal is as it was before."""

    def __init__(self, words, prefix=""):
        global server
        tmux("kill-server")
        server += 1
        tmux("new-session", "-d", "-x", "80", "-y", "24",
             f"before=$(stty -g); {prefix} '{PROGRAM}' run {words}; s=$?; "
             "test \"$before\" = \"$(stty -g)\" && echo restored; "
             "echo status $s; exec cat")
        tmux("set", "-g", "status", "off")

    def screen(self):
        return tmux("capture-pane", "-p")

    def wait(self, text, seconds=30):
        end = time.monotonic() + seconds
        while text not in self.screen():
            if time.monotonic() > end:
                check(False, f"no {text!r} on the terminal", self.screen())
                return False
            time.sleep(0.05)
        return True

    def type(self, *keys):
        tmux("send-keys", *keys)

    def resize(self, columns, rows):
        tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def child(self):
        """The program's process."""
        shell = tmux("display", "-p", "#{pane_pid}").strip()
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", shell],
                                capture_output=True, text=True).stdout.split()
        return int(listed[0]) if listed else None

    def signal(self, number):
        os.kill(self.child(), number)

    def ended(self, status, said):
        if self.wait(f"status {status}", 10):
            text = self.screen()
            check("restored" in text, "the terminal is restored", text)
            check(said in text.replace("\n", ""), "it says " + said, text)


def processor_ticks(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def a_user_at_the_shell():
    t = Terminal("--speed 4")
    t.wait("Arrow keys choose")
    t.wait("Ctrl-] leaves")
    t.type("Down", "Enter")
    t.wait(PROMPT)
    check("Ctrl-] leaves" not in t.screen(), "no status line without room")
    t.type("help", "Enter")
    t.wait("switch off")
    rows = t.screen().split("\n")
    check(len(rows) <= 25 and any(r.startswith(PROMPT) for r in rows[-4:]),
          "the last lines are shown", rows)
    t.type("C-c")
    time.sleep(1.2)
    t.type("C-c")
    time.sleep(0.3)
    check("status" not in t.screen(), "one Ctrl-C goes to the guest")
    t.resize(60, 10)
    t.wait(PROMPT)
    t.resize(1, 1)
    t.resize(100, 30)
    t.wait("Ctrl-] leaves")
    check("User space" in t.screen(), "the status line", t.screen())
    t.type("echo typed", "Enter")
    t.wait("\ntyped")
    t.type("C-]")
    t.ended(0, "bootscope: running")


def power_off():
    t = Terminal("--speed 4 --keys 'poweroff\\n'")
    t.ended(0, "bootscope: shut down")


def ctrl_c_twice_leaves():
    t = Terminal("--speed 4")
    t.wait("Arrow keys choose")
    t.type("C-c", "C-c")
    t.ended(0, "bootscope: running")


def signals_restore_the_terminal():
    for number, status in ((signal.SIGTERM, 0), (signal.SIGINT, 0),
                           (signal.SIGHUP, 0), (signal.SIGSEGV, 139)):
        t = Terminal("--speed 4")
        t.wait("Arrow keys choose")
        t.signal(number)
        t.ended(status, "" if status else "bootscope: running")


def what_a_crash_left_is_shown(folder):
    sector = write(folder, "sector", boot_sector(TRIPLE_FAULT))
    t = Terminal(f"--speed max '{sector}'")
    t.ended(1, "bootscope: crashed")
    check("BIOS" in t.screen(), "the last screen", t.screen())


def simple_terminals():
    t = Terminal("--speed 4", "TERM=vt100 NO_COLOR=1 LC_ALL=C")
    t.wait("Arrow keys choose")
    t.wait(PROMPT)
    t.type("C-]")
    t.ended(0, "bootscope: running")
    t = Terminal("--until phase:menu", "TERM=dumb")
    t.ended(0, "showing COM1 instead")
    t = Terminal("--until phase:menu", "TERM=no-such-terminal")
    t.ended(0, "showing COM1 instead")


def the_splash_is_a_picture():
    t = Terminal("--speed 1 --keys 'phase:menu=1'")
    t.wait("\u2580\u2580\u2580\u2580")
    t.wait(PROMPT)
    t.type("C-]")
    t.ended(0, "bootscope: running")


def time_and_processor():
    t = Terminal("")
    start = time.monotonic()
    t.wait(PROMPT)
    passed = time.monotonic() - start
    check(passed > 3, "virtual time does not outrun wall time", passed)
    if not os.path.exists("/proc/self/stat"):
        return
    time.sleep(1)
    pid = t.child()
    before = processor_ticks(pid)
    time.sleep(5)
    used = (processor_ticks(pid) - before) / os.sysconf("SC_CLK_TCK") / 5
    check(used < 0.02, "an idle guest costs under 2 %", used)


try:
    a_user_at_the_shell()
    power_off()
    ctrl_c_twice_leaves()
    signals_restore_the_terminal()
    in_folder(what_a_crash_left_is_shown)
    simple_terminals()
    the_splash_is_a_picture()
    time_and_processor()
finally:
    tmux("kill-server")
end()
