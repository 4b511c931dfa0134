#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The screens of the TUI, pane by pane, against those in tests/ui/golden/.

They come from a ROM of our own, tiny.asm, so that they do not change with the
bundled BIOS. With UPDATE=1 the files are written anew: read them.
"""
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *
from screen import Screen

HERE = os.path.dirname(os.path.abspath(__file__))


def golden(name, screen):
    path = os.path.join(HERE, "golden", name + ".txt")
    text = screen.text() + "\n"
    if os.environ.get("UPDATE"):
        with open(path, "w") as file:
            file.write(text)
        return
    wanted = open(path).read() if os.path.exists(path) else ""
    for number, (a, b) in enumerate(zip(wanted.split("\n"),
                                        text.split("\n"))):
        if a != b:
            check(False, "%s, row %d" % (name, number), a, b)
            return
    check(wanted == text, name)


def at(screen, line, sign):
    """Do a command and wait until the screen shows that it is done."""
    screen.command(line)
    check(screen.wait_for(sign), "after :%s" % line, screen.text())


ZOOMS = "steps", "milestones", "transactions", "instructions"


def zooms(rom):
    """The same place at every level, and its lanes large."""
    with Screen(80, 24, "tui", "--disk", "none", "--bios", rom) as s:
        golden("start", s)
        at(s, "goto post:2", "Next: OUT 80h <- 02h")
        for zoom in ZOOMS:
            golden("zoom-" + zoom, s)
            s.keys("0", "z")
            golden("lanes-" + zoom, s)
            s.keys("Down", "Down", "Right")
            golden("lanes-" + zoom + "-moved", s)
            s.keys("Up", "Up", "z", "+")


def panes(rom):
    with Screen(80, 24, "tui", "--disk", "none", "--bios", rom) as s:
        s.keys("+", "+", "s", "s", "s")
        golden("steps-forward", s)
        s.keys("S")
        golden("step-back", s)
        at(s, "goto post:2", "Next: OUT 80h <- 02h")
        for key, name in zip("1345678", ("events", "post", "memory", "stack",
                                         "devices", "host", "pages")):
            s.keys(key)
            golden("pane-" + name, s)
        s.keys("4", "Left", "Left", "Enter")
        golden("writer", s)
        s.keys("Enter")
        check(s.wait_for("right before the write"), "to the writer", s.text())
        s.keys("'", "'")
        check(s.wait_for("Next: OUT 80h <- 02h"), "and back", s.text())
        s.keys("e")
        golden("pane-explain", s)
        s.command("steps")
        golden("pane-steps", s)
        at(s, "goto write:3000", "3000")
        s.keys("s", "8")
        golden("paging", s)
        s.keys("z")
        s.command("registers")
        s.keys("z")
        golden("registers-large", s)
        s.keys("PPage", "NPage", "NPage")
        golden("registers-bits", s)
        s.keys("z", "?")
        golden("keys", s)
        s.keys("Escape", ":", "g", "o")
        golden("command-line", s)
        s.keys("Tab")
        check(s.wait_for(":goto _"), "Tab completes", s.text())
        s.keys("m", "e", "Tab")
        check(s.wait_for("memory menu memory-management"), "a choice",
              s.text())
        s.keys("m", "o", "Tab")
        check(s.wait_for(":goto memory_"), "as far as they agree", s.text())
        s.keys("Escape", ":", "Up")
        check(s.wait_for(":registers_"), "the line before", s.text())
        s.keys("Escape", ":", "n", "o", "Enter")
        check(s.wait_for('no command "no"'), "says what is wrong", s.text())
        s.keys("z")
        for moment in ("int:13 ax>=0x4200#2", "exec:7C00 or menu"):
            s.command("break " + moment)
        s.command("watch cr0.pe")
        s.command("break")
        golden("pane-breakpoints", s)
        s.command("break -all")
        s.keys("c")
        check(s.wait_for("Halted"), "the end is told", s.text())


BLACK, WHITE, BLUE, YELLOW = 16, 231, 21, 226  # of the 6 x 6 x 6 cube


def guest_screens(rom):
    """Text with all characters of code page 437; a picture of four parts."""
    words = "tui", "--disk", "none", "--bios", rom
    with Screen(80, 24, *words, env="TERM=screen-256color") as s:
        at(s, "goto post:2", "Next: OUT 80h <- 02h")
        s.keys("2")
        golden("screen-text", s)
        s.keys("z")
        golden("screen-text-large", s)
        for first in range(32, 256, 32):
            wanted = bytes(range(first, first + 32)).decode("cp437")
            wanted = " ".join(wanted.replace("\x7f", "\u2302"))
            shown = s.text().split("\n")[2 + first // 32]
            check(shown == wanted.rstrip(), "code page 437", shown, wanted)
        at(s, "goto post:3", "insn 7")
        golden("screen-picture", s)
        rows = s.raw().split("\n")
        for row, colours in (5, (BLACK, WHITE)), (15, (BLUE, YELLOW)):
            seen = re.findall(r"38;5;(\d+)m", rows[row])
            check((int(seen[0]), int(seen[-1])) == colours, "colours",
                  rows[row])
    with Screen(80, 24, *words, env="NO_COLOR=1 TERM=vt100") as s:
        at(s, "goto post:3", "Next: OUT 80h <- 03h")
        s.keys("2", "z")
        golden("screen-picture-ink", s)


def sizes(rom):
    for columns, rows in (100, 30), (132, 43), (40, 12), (20, 5):
        with Screen(columns, rows, "tui", "--disk", "none", "--bios", rom) as s:
            at(s, "goto post:2", "First RAM")
            golden("overview-%dx%d" % (columns, rows), s)
            s.keys("+", "+")
            golden("size-%dx%d" % (columns, rows), s)


# At F000:0000 lidt [cs:40h]; int 3: there are no vectors. The jump at F000:FFF0.
CRASH = (b"\x2e\x0f\x01\x1e\x40\x00\xcc".ljust(0xfff0, b"\0") +
         b"\xea\0\0\0\xf0".ljust(16, b"\0"))


def the_end(folder):
    """A machine that has ended says how, and what can still be done."""
    rom = write(folder, "crash.rom", CRASH)
    words = "tui", "--disk", "none", "--bios", rom
    with Screen(80, 24, *words) as s:
        at(s, "goto insn 9", "did not get to")
        golden("end", s)
        s.keys("c")
        check(s.wait_for("The run is over; S, C, [, < go back."), "over",
              s.text())
        s.keys("+", "+", "+")
        golden("end-instructions", s)
        s.keys("[")
        check(s.wait_for("insn 2 (past)"), "back to the INT 3", s.text())
        check(s.wait_for("Next: "), "what is next again", s.text())
    with Screen(40, 10, *words) as s:
        s.command("goto insn 9")
        check(s.wait_for("did not get to"), "small: it ends", s.text())
        s.keys("Tab")
        golden("end-40x10", s)


def plain_terminals(rom):
    env = "TERM=vt100 NO_COLOR=1"
    with Screen(80, 24, "tui", "--disk", "none", "--bios", rom, env=env) as s:
        s.keys("s")
        at(s, "post", "POST card")
        check(not re.search("\033\\[[34][0-8]", s.raw()), "no colours",
              s.raw())


def the_bundled_boot():
    with Screen(80, 24) as s:  # without arguments
        at(s, "goto menu", "Boot menu: which system shall start")
        s.keys("2")
        check(s.wait_for("Arrow keys choose"), "the guest's screen", s.text())
        s.keys("i")
        check(s.wait_for("The keyboard is the guest's"), "the keyboard")
        s.keys("Down")
        s.keys("Escape", "Escape")
        check(s.wait_for("s/S step"), "Esc Esc leaves the guest", s.text())
        s.keys("<")
        check(s.wait_for("(past)"), "back in time", s.text())
        s.keys("q")
        check(s.wait_for("status 0"), "q leaves", s.text())
        check(" icanon" in s.text() and " echo " in s.text(),
              "the terminal as it was", s.text())


def assemble(folder, name):
    rom = os.path.join(folder, name + ".rom")
    subprocess.run(["nasm", "-f", "bin", "-o", rom,
                    os.path.join(HERE, name + ".asm")], check=True)
    return rom


def test(folder):
    rom = assemble(folder, "tiny")
    guest_screens(assemble(folder, "video"))
    zooms(rom)
    panes(rom)
    sizes(rom)
    the_end(folder)
    plain_terminals(rom)
    the_bundled_boot()


if not shutil.which("nasm") or not shutil.which("tmux"):
    skip("nasm or tmux is not installed")
in_folder(test)
end()
