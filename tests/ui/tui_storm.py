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


if not shutil.which("tmux"):
    skip("tmux is not installed")
garbage()
sizes()
signals()
end()
