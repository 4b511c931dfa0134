#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bootscope demo: each caption comes at its moment, as the trace has it;
forward and back on a terminal of 80 x 24."""
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import textwrap

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *
from screen import Screen

HERE = os.path.dirname(os.path.abspath(__file__))
FILE = "scenarios/demo.yaml"
NARRATE = open(FILE).read().split("\nexpect:")[0]
TITLES = re.findall(r"^    title: (.*)$", NARRATE, re.M)
MOMENTS = re.findall(r"^  - at: (.*)$", NARRATE, re.M)
CAPTION = re.compile(r"^(\d+) of (\d+): (.*)\n(\d+)\.(\d{9}) s, instruction "
                     r"([\d,]+), ([0-9A-F]{4}):([0-9A-F]{4,8}), (\S+)\n(.*)$",
                     re.M)


def demo(*words, **how):
    status, output, errors = run("demo", *words, **how)
    return status, output.decode(), errors


def captions(text):
    """(title, position in ns, instruction, step, text) of each."""
    return [(c[2], int(c[3] + c[4]), int(c[5].replace(",", "")), c[8], c[9])
            for c in CAPTION.findall(text)]


# --- line by line ----------------------------------------------------------

def the_story_is_told_in_order():
    status, text, errors = demo("--plain")
    said = captions(text)
    check(status == 0 and not errors, "ends well", status, errors)
    check("\x1b" not in text, "no control sequences")
    check(25 <= len(said) <= 40, "25 to 40 captions", len(said))
    check([c[0] for c in said] == TITLES, "all of them, in the file's order",
          [c[0] for c in said])
    places = [c[1] for c in said]
    check(places == sorted(places), "time goes on", places)
    check(all(len(textwrap.wrap(c[4], 76)) <= 2 for c in said),
          "two rows of words are enough for each")
    check(all(len(t) <= 15 for t in TITLES), "large letters fit", TITLES)
    phases = [c[3].split(".")[0] for c in said]
    check(list(dict.fromkeys(phases)) == ["power-on", "firmware", "bootloader",
                                          "operating-system"],
          "all four phases", phases)
    return said


def events(*kinds):
    status, output, _ = run("trace", "--format", "jsonl",
                            *[w for k in kinds for w in ("--kind", k)])
    check(status == 0, "trace", status)
    return [json.loads(line) for line in output.splitlines()]


def moments_are_those_of_the_trace(said):
    """A caption comes when the instruction that did it has ended."""
    seen = events("phase", "post")
    checked = 0
    for moment, caption in zip(MOMENTS, said):
        kind, _, name = moment.partition(":")
        if kind == "phase" and name not in ("power-on", "release"):
            ticks = [e["tick"] for e in seen if e["kind"] == "phase" and
                     e["step"] == name]
        elif kind == "post":
            ticks = [e["tick"] for e in seen
                     if e["kind"] == "post" and e["args"]["code"] ==
                     int(name, 16)]
        else:
            continue
        checked += 1
        late = caption[1] - ticks[0]
        # That an interrupt is taken costs no time.
        check((0 if name == "interrupts" else 1) <= late <= 50,
              "%s: at the instruction" % moment, late)
    check(checked >= 20, "most moments were checked", checked)


def pace_and_place_change_nothing(said, folder):
    _, paced, _ = demo("--plain", "--speed", "100000")
    check(captions(paced) == said, "the same with a pace")
    status, _, errors = demo("--copy", os.path.join(folder, "mine.yaml"))
    mine = os.path.join(folder, "mine.yaml")
    check(status == 0 and open(mine).read() == open(FILE).read(), "a copy",
          errors)
    status, _, errors = demo("--copy", mine)
    check(status == 2 and "exists" in errors, "never over a file", errors)
    _, copied, _ = demo("--plain", mine)
    check(captions(copied) == said, "the copy shows the same")
    away = subprocess.run([PROGRAM, "demo", "--plain"], cwd=folder,
                          capture_output=True, text=True)
    check(captions(away.stdout) == said, "from any folder", away.stderr)


def any_scenario_with_narration():
    status, text, _ = demo("--plain", "scenarios/06-missing-55aa.yaml")
    check(status == 0, "a scenario", status)
    check("510 and 511 are not 55h AAh" in text, "its narration", text)
    check("2 of 2: BIOS" in text, "the phase in place of a title", text)


def what_cannot_be_shown(folder):
    def refused(content, wanted):
        path = write(folder, "x.yaml", content.encode())
        status, text, errors = demo("--plain", path)
        check(status == 2 and wanted in errors and not text, wanted, errors)

    top = "title: a\nteaches: b\nphase: menu\nexpect:\n  - end: until\n"
    narrate = "narrate:\n  - at: post:01\n    say: hello\n"
    refused(top, 'no "narrate"')
    refused(top + narrate + "    show: scren\n", "did you mean \"screen\"")
    refused(top + narrate + "    show: devices pot\n", "did you mean \"pit\"")
    refused(top + narrate + "    show: events all\n", "it is steps, milestones")
    refused(top + narrate + "    show: memory xyz\n", "in hexadecimal")
    refused(top + narrate + "    show: post 5\n", "knows no place")
    refused("", "empty")
    path = write(folder, "x.yaml", (top + "narrate:\n  - at: post:EE\n"
                                    "    say: hello\n").encode())
    status, text, _ = demo("--plain", path)
    check(status == 0 and "no caption" in text, "none comes", text)
    for words in (["--speed", "0"], ["--speed", "fast"], ["a.yaml", "b.yaml"],
                  ["no-such-file.yaml"], ["--sped", "1"]):
        status, _, errors = demo(*words)
        check(status == 2 and errors, "refused", words, errors)


def nobody_reads():
    line = "%s demo --plain | head -1" % PROGRAM
    done = subprocess.run(line, shell=True, capture_output=True, text=True)
    check(done.stdout == "A virtual machine boots\n" and not done.stderr,
          "a pipe that ends early", done)
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "demo", "--plain"], stdout=full,
                              stderr=subprocess.PIPE, text=True)
    check(done.returncode != 0 and "standard output" in done.stderr,
          "a full disk", done)


# --- on a terminal ---------------------------------------------------------

def shown(s, n):
    return check(s.wait_for("%d of %d" % (n, len(TITLES))),
                 "caption %d" % n, s.text())


def keys_go_forward_and_back():
    last = len(TITLES)
    with Screen(80, 24, "demo", "--paused", sign="1 of ") as s:
        check("PAUSED" in s.text(), "paused", s.text())
        for n in range(2, 6):
            s.keys("n")
            shown(s, n)
        third = s.keys("p", "p").text()
        shown(s, 3)
        s.keys("Right", "Left")
        check(s.text() == third, "the same screen again", s.text(), third)
        s.keys("End")
        shown(s, last)
        check("bootscope$" in s.keys("Tab").text(), "the guest's screen")
        s.keys("Tab", "p", "p")
        shown(s, last - 2)
        s.keys("Home")
        shown(s, 1)
        s.keys("+")
        check(s.wait_for("(1.50)"), "a faster pace", s.text())
        s.keys("-", "-")
        check(s.wait_for("(0.75)"), "a slower one", s.text())
        s.keys("q")
        sane(s)


def it_goes_on_by_itself():
    with Screen(80, 24, "demo", "--speed", "8", sign="2 of ") as s:
        shown(s, 4)
        s.keys("Space")
        check(s.wait_for("PAUSED"), "Space pauses", s.text())
        still = s.text()
        check(s.text() == still, "it stands still", s.text())
        s.keys("Space")
        check(s.wait_for("Space pauses"), "and goes on", s.text())
        shown(s, 7)
        s.keys("+", "End", "p", "p")
        shown(s, len(TITLES))
        check(s.wait_for("The end"), "up to the end", s.text())
        s.keys("C-c")
        sane(s)


def the_machine_is_taken_apart_and_back():
    with Screen(80, 24, "demo", "--paused", sign="1 of ") as s:
        s.keys("End", "p", "p", "p", "p", "p", "p")
        n = len(TITLES) - 6
        shown(s, n)
        before = s.text()
        s.keys("t")
        check(s.wait_for("/S step"), "the TUI", s.text())
        s.keys("s", "s", "S", "i", "x", "Escape", "Escape")
        check(s.wait_for("old future is branch"), "a branch", s.text())
        s.keys("q")
        shown(s, n)
        check(s.text() == before, "back where it was", s.text(), before)
        s.keys("End")
        shown(s, len(TITLES))
        s.keys("Tab")
        check(s.wait_for("bootscope$") and "bootscope$ x" not in s.text(),
              "what was typed is gone", s.text())
        s.keys("q")
        sane(s)


def sane(s):
    check(s.wait_for("status 0"), "ends with 0", s.text())
    check(s.wait_for("iexten"), "stty speaks", s.text())
    text = s.text()
    check(" icanon" in text and " echo " in text, "a sane terminal", text)


def signals_end_it():
    for number in signal.SIGTERM, signal.SIGHUP, signal.SIGINT:
        with Screen(80, 24, "demo", sign="of %d" % len(TITLES)) as s:
            os.kill(s.process(), number)
            sane(s)


def storms():
    chance = random.Random(3)
    keys = list("npnp +-=xyz?/;0") + ["Tab", "Up", "Down", "PPage", "NPage",
                                      "Home", "End", "F5", "Escape", "M-x"]
    with Screen(80, 24, "demo", sign="of %d" % len(TITLES)) as s:
        for _ in range(25):
            s.resize(chance.randint(1, 260), chance.randint(1, 90))
            s.keys(*chance.choices(keys, k=8))
        s.resize(80, 24)
        s.keys("End")
        shown(s, len(TITLES))
        s.keys("q")
        sane(s)


def golden(name, screen, pane):
    """All but the pane, which is not the demo's own."""
    path = os.path.join(HERE, "golden", name + ".txt")
    rows = screen.text().split("\n")
    text = "\n".join(rows[:pane] + rows[-1:]) + "\n"
    if os.environ.get("UPDATE"):
        with open(path, "w") as file:
            file.write(text)
        return
    wanted = open(path).read() if os.path.exists(path) else ""
    check(wanted == text, name, wanted, text)


SCENARIO = """\
title: A tiny ROM
teaches: the screens of a demo
phase: reset-vector
machine: {bios: tiny.rom, disk: none}
narrate:
  - at: post:01
    title: "POST: 01"
    show: post
    say: The first code is on the card.
  - at: event:mode
    title: A title that is too long for large letters
    say: >-
      Three rows of words are what a caption has room for, and this one has so
      many of them that it takes all of the three, from the left edge to the
      right one, and then ends.
  - at: event:cr3
    show: memory 1000
    say: The page directory.
expect:
  - end: halted
"""


def screens(folder):
    subprocess.run(["nasm", "-f", "bin", "-o", os.path.join(folder, "tiny.rom"),
                    os.path.join(HERE, "tiny.asm")], check=True)
    path = write(folder, "tiny.yaml", SCENARIO.encode())
    with Screen(80, 24, "demo", "--paused", path, sign="1 of 3") as s:
        golden("demo-large", s, 10)
        s.keys("n")
        golden("demo-long", s, 10)
        s.keys("n")
        golden("demo-memory", s, 10)
        s.resize(40, 12)
        check(s.wait_for("directory."), "small", s.text())
        golden("demo-40x12", s, 3)


def test(folder):
    said = the_story_is_told_in_order()
    moments_are_those_of_the_trace(said)
    pace_and_place_change_nothing(said, folder)
    any_scenario_with_narration()
    what_cannot_be_shown(folder)
    nobody_reads()
    if not shutil.which("tmux"):
        return
    keys_go_forward_and_back()
    it_goes_on_by_itself()
    the_machine_is_taken_apart_and_back()
    signals_end_it()
    storms()
    if shutil.which("nasm"):
        screens(folder)


in_folder(test)
end()
