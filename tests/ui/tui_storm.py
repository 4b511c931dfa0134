#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Garbage keys, sizes that change, signals: no crash, and a sane terminal."""
import os
import random
import shutil
import signal
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *
from screen import Screen


def sane(s, status):
    check(s.wait_for("status %d" % status), "ends with %d" % status, s.text())
    check(s.wait_for("iexten"), "stty speaks", s.text())
    text = s.text()
    check(" icanon" in text and " echo " in text, "a sane terminal", text)


def garbage():
    chance = random.Random(1)
    keys = [chr(c) for c in range(33, 127) if chr(c) not in "qi;"]
    keys += ["Enter", "Escape", "Tab", "Up", "Down", "PPage", "NPage", "F5",
             "BSpace", "C-l", "M-x", "é"]
    with Screen(80, 24) as s:
        for _ in range(40):
            s.keys(*chance.choices(keys, k=12))
        s.keys("Escape")
        s.text()
        s.keys("Escape", "Escape")
        s.text()
        s.keys("q")
        sane(s, 0)


def sizes():
    chance = random.Random(2)
    with Screen(80, 24) as s:
        s.command("goto cmos")
        for _ in range(30):
            s.resize(chance.randint(1, 260), chance.randint(1, 90))
            s.keys(chance.choice("sSnz123456789+-\t"))
        s.resize(80, 24)
        s.keys("Escape")
        check(s.wait_for("/S step"), "draws again", s.text())
        s.keys("q")
        sane(s, 0)


def signals():
    for number in signal.SIGTERM, signal.SIGHUP, signal.SIGINT:
        with Screen(80, 24) as s:
            s.keys(">")
            s.text()
            os.kill(s.process(), number)
            sane(s, 0)


BUSY = b"\xfa\x66\x40\xe6\x81\xeb\xfa"  # cli; inc eax; out 81h, al; jmp


def long_way(folder):
    """A seek that would never end: keys and signals break it off."""
    rom = write(folder, "rom", (BUSY.ljust(0xfff0, b"\0") +
                                b"\xea\0\0\0\xf0").ljust(65536, b"\0"))
    for stop in "Escape", "Space", "C-c", "q":
        with Screen(80, 24, "tui", "--disk", "none", "--bios", rom) as s:
            s.command("goto insn 100000000000")
            check(s.wait_for("On the way"), "progress")
            s.keys(stop)
            check(s.wait_for("Stopped on the way"), stop, s.text())
            s.keys("S", "s")
            check(s.wait_for("0 timeline"), "goes on", s.text())
            s.command("goto insn 3")
            check(s.wait_for("insn 3 "), "and back", s.text())
            s.keys("q")
            sane(s, 0)
    for number in signal.SIGTERM, signal.SIGHUP:
        with Screen(80, 24, "tui", "--disk", "none", "--bios", rom) as s:
            s.command("goto insn 100000000000")
            s.wait_for("On the way")
            os.kill(s.process(), number)
            sane(s, 0)


def suspended():
    """Ctrl-Z and fg, with another size in between."""
    shell = "bash --norc --noprofile -i"
    with Screen(80, 24, program=shell, sign="bash") as s:
        s.line(PROGRAM)
        s.wait_for("/S step")
        for stop in (lambda: s.keys("C-z"),
                     lambda: os.kill(s.process(2), signal.SIGTSTP)):
            s.keys(">")
            stop()
            check(s.wait_for("Stopped"), "stops", s.text())
            s.line("clear; stty -a | grep icanon")
            check(s.wait_for("isig icanon iexten echo"), "sane", s.text())
            s.resize(90, 26)
            s.line("clear; fg")
            check(s.wait_for("9 explain"), "drawn anew", s.text())
            s.resize(80, 24)
        s.keys("q")
        check(s.wait_for("bash"), "the shell again", s.text())


def terminals():
    """Terminals that can do little, and one that is not there."""
    for term in "vt100", "vt220", "ansi", "linux", "xterm", "screen":
        with Screen(80, 24, env="TERM=%s NO_COLOR=1" % term) as s:
            s.keys("+", "+", "z", "2", ">", "<", "?", "Escape", "q")
            sane(s, 0)
    for term in "dumb", "no-such-terminal":
        with Screen(80, 24, env="TERM=%s" % term, sign="status") as s:
            text = s.text().replace("\n", "")
            check("tui --plain works" in text, "says what to do", text)
            sane(s, 2)


def tiny():
    """Every pane on sizes that hardly show anything."""
    for columns, rows in (20, 5), (1, 1), (3, 2), (80, 3), (8, 60):
        with Screen(80, 24) as s:
            s.command("goto cmos")
            s.resize(columns, rows)
            for key in "0123456789e+++z---z":
                s.keys(key, "Down", "Enter", "Right")
            s.resize(80, 24)
            s.keys("Escape")
            check(s.wait_for("/S step"), "draws again", s.text())
            s.keys("q")
            sane(s, 0)


if not shutil.which("tmux"):
    skip("tmux is not installed")
garbage()
sizes()
signals()
in_folder(long_way)
suspended()
terminals()
tiny()
end()
