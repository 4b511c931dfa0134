#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Types what our pages tell the reader to type, in a terminal of 80 x 24.

A block fenced with ```keys begins with the command; each further line has keys
and, after two spaces, what they do; a "text" in quotes has to be on the screen
then. A block fenced with ```text bootscope ARGUMENTS : COMMAND is the screen
itself after that command of the TUI. One fenced with ```text bootscope
ARGUMENTS has lines of what that prints, "..." for others. UPDATE=1 writes both
anew: read it."""
import glob
import os
import re
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "ui"))
from common import *
from screen import Screen

PAGES = ["README.md", "CONTRIBUTING.md", *sorted(glob.glob("docs/*.md"))]


def blocks(text, fence):
    return list(re.finditer(r"^```%s\n(.*?)^```$" % fence, text, re.M | re.S))


def press(s, keys):
    if keys.startswith(":"):
        s.command(keys[1:])
    else:
        s.keys(*keys.split())


def type_block(page, lines):
    command = lines[0].split()
    check(command[:2] == ["$", "./bootscope"], page, lines[0])
    with Screen(80, 24, *command[2:], sign=" ") as s:
        s.text()
        for line in lines[1:]:
            keys, what = re.fullmatch(r"(\S+(?: \S+)*)  +(\S.*)", line).groups()
            press(s, keys)
            for text in re.findall('"(.*?)"', what):
                check(s.wait_for(text), "%s: %s" % (page, line), s.text())
        check(s.wait_for("status 0"), "%s: the block ends it" % page, s.text())


def compare(page, text, block):
    with Screen(80, 24, *block[1].split()) as s:
        s.command(block[2].strip())
        end = time.time() + (10 if os.environ.get("UPDATE") else 20)
        screen = ""
        while screen != block[3] and time.time() < end:
            screen = s.text() + "\n"
    if os.environ.get("UPDATE"):
        return text[:block.start(3)] + screen + text[block.end(3):]
    check(block[3] == screen, "%s shows another screen (UPDATE=1 %s)"
          % (page, sys.argv[0]), block[3], screen)
    return text


def name(line):
    return re.match(r" *\S+(?: \S+)*", line)[0]


def compare_lines(page, text, block):
    """Each line is the first of its name, what stands before two spaces."""
    told = run(*block[1].split())[1].decode().splitlines()
    first = {name(line): line for line in reversed(told) if line.strip()}
    first["..."] = first["  ..."] = "  ..."
    lines = block[2].splitlines()
    now = [first.get(name(line), "?") for line in lines]
    if os.environ.get("UPDATE"):
        return text[:block.start(2)] + "\n".join(now) + "\n" + \
            text[block.end(2):]
    check(lines == now, "%s: bootscope %s prints other lines (UPDATE=1 %s)"
          % (page, block[1], sys.argv[0]), block[2], "\n".join(now))
    return text


count = 0
for page in PAGES:
    text = open(page).read()
    for block in blocks(text, "keys"):
        type_block(page, block[1].splitlines())
        count += 1
    for block in blocks(text, r"text bootscope ([^:\n]*):([^\n]*)"):
        new = compare(page, text, block)
        count += 1
        if new != text:
            open(page, "w").write(new)
    text = open(page).read()
    for block in blocks(text, r"text bootscope ([^:\n]*)"):
        new = compare_lines(page, text, block)
        count += 1
        if new != text:
            open(page, "w").write(new)
check(count >= 4, "blocks were found", count)
end()
