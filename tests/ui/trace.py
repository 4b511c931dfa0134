#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The trace as text and JSON, its filters, and the tables of phases."""
import hashlib
import json
import re
import subprocess
import sys

sys.dont_write_bytecode = True
from common import *

FIELDS = {"id", "cause", "tick", "seq", "icount", "kind", "category", "phase",
          "step", "mode", "owner", "origin", "cs", "eip", "linear", "cpl",
          "args", "sentence"}
KINDS = re.findall(r'EVENT\(\w+, "([^"]+)", \w+,\s*"([^"]*)"\)',
                   open("sim/events.def").read())
ARGUMENTS = {tag: [a.strip() for a in names.split(",") if a.strip()]
             for tag, names in KINDS}


def events(*words):
    status, output, errors = run("trace", "--format", "jsonl", *words)
    check(status in (0, 3), "a trace ends well", words, status, errors)
    return [json.loads(line) for line in output.splitlines()]


def every_event_is_whole():
    before = (-1, -1)
    for number, e in enumerate(events("--until", "phase:video"), 1):
        whole = FIELDS <= set(e) and list(e["args"]) == ARGUMENTS[e["kind"]]
        check(whole, "all fields by their names", e)
        check(e["id"] == number, "numbered without a gap", e)
        check(0 <= e["cause"] < e["id"], "a cause comes first", e)
        check((e["tick"], e["seq"]) > before, "positions rise", before, e)
        before = e["tick"], e["seq"]
        if failures:
            return
    for e in events("--phase", "boot-search", "--phase", "operating-system"):
        check(e["sentence"].strip() != "", "a sentence", e)


def digest(*words):
    """Hash and last line of a long trace."""
    child = subprocess.Popen([PROGRAM, "trace", *words],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    hash, line = hashlib.sha256(), b""
    for line in child.stdout:
        hash.update(line)
    errors = child.communicate()[1]
    return hash.digest(), line, errors, child.returncode


def two_runs_are_the_same():
    for words in [], ["--format", "jsonl", "--phase", "operating-system"]:
        first = digest(*words)
        check(first == digest(*words), "byte for byte", first)
        check(b"operating-system" in first[1] and first[3] == 0,
              "up to the prompt", first)


def filters_choose(until="phase:video"):
    def chosen(*words):
        found = events("--until", until, *words)
        check(found, "something passes", words)
        return found

    everything = events("--until", until)
    kinds = {e["kind"] for e in chosen("--kind", "post", "--kind", "a20")}
    check(kinds <= {"post", "a20"}, "--kind", kinds)
    check({e["category"] for e in chosen("--kind", "interrupt")} ==
          {"interrupt"}, "a category")
    check({e["phase"] for e in chosen("--phase", "power-on")} ==
          {"power-on"}, "--phase takes a phase")
    check({e["step"] for e in chosen("--phase", "firmware.cmos", "--phase",
                                     "timer")} == {"cmos", "timer"},
          "--phase takes a step")
    check(all(0xf0000 <= e["linear"] <= 0xf7fff
              for e in chosen("--address", "F0000-F7FFF")), "--address")
    check({e["linear"] for e in chosen("--address", "F000:FFF0", "--address",
                                       "fffffff0")} == {0xfffffff0},
          "a single address")
    check([e["linear"] for e in events("--address", "0000:7C00", "--kind",
                                       "phase")] == [0x7c00] * 2,
          "SEGMENT:OFFSET: both boot sectors")
    some = chosen("--position", "insn:0..200_000")
    check(some == [e for e in everything if e["icount"] <= 200000],
          "--position by instruction")
    some = chosen("--position", "phase:timer..phase:dma")
    check({e["step"] for e in some} == {"timer", "dma"}, "steps", some)
    some = chosen("--position", "post:2..post:4", "--kind", "post")
    check([e["args"]["code"] for e in some] == [2, 3, 4], "between moments",
          some)
    some = chosen("--position", "..phase:cmos")
    check(some and {e["step"] for e in some} <=
          {"allocate", "release", "reset-vector", "self-test", "cmos"} and
          some[-1]["step"] == "cmos", "to a moment", some[-1:])
    some = chosen("--position", "0..1_000_000")
    check(some == [e for e in everything if e["tick"] <= 1000000],
          "--position by time")


def full_detail_adds_instructions():
    words = "--limit", "1000", "--format", "jsonl"
    some = events(*words)
    full = events(*words, "--detail", "full")
    insns = [e for e in full if e["kind"] == "insn"]
    check(len(insns) == 1000, "each instruction", len(insns))
    check([e["icount"] for e in insns] == list(range(1000)), "in order")
    plain = [(e["kind"], e["args"], e["tick"], e["icount"]) for e in full
             if e["category"] not in ("insn", "memory")]
    check(plain == [(e["kind"], e["args"], e["tick"], e["icount"])
                    for e in some], "and changes nothing else")
    check([e["linear"] for e in events("--limit", "1000", "--kind", "insn")] ==
          [e["linear"] for e in insns], "--kind insn asks for detail")


def text_lines_say_where_and_what():
    _, output, _ = run("trace", "--until", "phase:boot-sector", "--kind",
                       "post", "--kind", "phase")
    lines = output.decode().splitlines()[1:]
    shape = re.compile(r" *\d+ +\d+\.\d{9}/\d+ +[a-z-]+\.[a-z-]+ +.+? +"
                       r"[0-9A-F]{4}:[0-9A-F]{4,8} +[0-9A-F]{8}  \S.*$")
    check(lines and all(map(shape.match, lines)), "the columns", lines[:3])
    check(any("firmware.timer" in line for line in lines), "phase.step")


def number(text):
    return float(text.replace(",", ""))


def phases_add_up():
    status, output, errors = run("phases", "--rules")
    text = output.decode()
    lines = text.splitlines()
    check(status == 0, "status 0", errors)
    check(all(len(line) < 80 for line in lines), "80 columns",
          [line for line in lines if len(line) >= 80])
    rows = {}
    for line in lines[1:lines.index("")]:
        name, *cells = line.split()
        rows[line[:2] + name] = [number(cell) for cell in cells]
    steps = [cells for name, cells in rows.items() if name.startswith("  ")]
    total = next(cells for name, cells in rows.items() if name.endswith("all"))
    for column in 0, 4, 5:
        check(sum(cells[column] for cells in steps) == total[column],
              f"column {column} adds up", total)
    check(abs(total[1] - total[2] - total[3]) < 0.01, "running and waiting")
    instructions = re.search(r"(\d+) instructions", errors)
    check(total[0] == int(instructions[1]), "all instructions", errors)
    check(total[3] > 0 and "#" in text and "." in text, "bars")
    for word in "reset-vector", "protected-mode", "user-space":
        check(lines.count("") and re.search(r"^%s +[|#.]|^%s +\s+[|#.]" %
                                            (word, word), text, re.M),
              "a bar for " + word)
    check("first instruction fetch at FFFFFFF0h" in " ".join(text.split()),
          "--rules")


def the_memory_map_covers_all():
    status, output, _ = run("map", "--until", "phase:cmos", "--ram", "32M")
    rows = re.findall(r"^([0-9A-F]{9})-([0-9A-F]{9})", output.decode(), re.M)
    check(status == 0 and rows, "a table", output)
    end = 0
    for first, last in rows:
        check(int(first, 16) == end, "no gap", first)
        end = int(last, 16) + 1
    check(end == 1 << 32, "4 GiB", end)
    text = output.decode()
    check("ROM" in text and "not touched" in text, "kinds of backing", text)


every_event_is_whole()
two_runs_are_the_same()
filters_choose()
full_detail_adds_instructions()
text_lines_say_where_and_what()
phases_add_up()
the_memory_map_covers_all()
end()
