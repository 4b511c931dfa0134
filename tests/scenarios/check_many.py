#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bootscope check with many files: in order, at the same time, interrupted."""
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "ui"))
from common import *

QUICK = """title: {}
teaches: t
phase: boot-search
machine: {{disk: none}}
limit: {{seconds: 3}}
expect:
  - post: 5F
"""
LONG = QUICK.replace("seconds: 3", "seconds: 1000000")


def quick(folder, name, title="T"):
    return write(folder, name, QUICK.format(title).encode())


def long(folder, name):
    return write(folder, name, LONG.format("T").encode())


def lines_of(output):
    return [json.loads(line) for line in output.decode().splitlines()]


def order_and_hashes(folder):
    files = [quick(folder, "%02d.yaml" % n, "Number %d" % n)
             for n in range(12)]
    one = run("check", "--format", "json", "--jobs", "1", folder)
    many = run("check", "--format", "json", "--jobs", "8", folder)
    check(one == many and one[0] == 0, "one after the other as all at once",
          one, many)
    results = lines_of(many[1])
    check([r["file"] for r in results] == files, "in the order of the names")
    for r in results:
        check(re.fullmatch("[0-9a-f]{16}", r["trace_hash"]) and
              r["trace_hash"] == results[0]["trace_hash"] and
              r["state_hash"] == results[0]["state_hash"] and
              r["events"] > 1000, "the same run, the same hashes", r)
    text = run("check", folder)[1].decode()
    check(text.count("trace " + results[0]["trace_hash"]) == 12, "as text",
          text)
    check(text.endswith("12 as expected, 0 not, 0 cannot be used\n"), "sum",
          text)


def exit_statuses(folder):
    good = quick(folder, "good.yaml")
    missed = write(folder, "missed.yaml",
                   QUICK.format('"# SKIP"').replace("5F", "5E").encode())
    bad = write(folder, "bad.yaml", b"titel: x\nsead: 1\n")
    check(run("check", good)[0] == 0, "status 0")
    check(run("check", missed, good)[0] == 1, "status 1")
    check(run("check", good, bad, missed)[0] == 2, "status 2")
    status, output, errors = run("check", "--format", "tap", good, bad, missed)
    tap = output.decode().splitlines()
    check(tap[0] == "1..3", "plan", tap)
    check(tap[1] == "ok 1 - " + good + ": T", "ok", tap)
    check(tap[3].startswith("not ok 2 - " + bad + ": " + bad + ":1:1: "),
          "not ok", tap)
    check(tap[4] == "not ok 3 - " + missed + ": \\# SKIP", "escaped", tap)
    check(all(line[0] in "1on#" for line in tap), "all lines are TAP", tap)
    check("last POST code is 5F" in output.decode(), "what was seen", tap)
    status, output, errors = run("check", "--format", "json", good, bad)
    problems = lines_of(output)[1]["problems"]
    check([(p["line"], p["column"]) for p in problems[-2:]] ==
          [(1, 1), (2, 1)] and problems[-1]["file"] == bad, "problems",
          problems)
    check(errors.startswith(bad + ":1:1: "), "and on standard error", errors)
    mute = write(folder, "mute.yaml", QUICK.format("T").encode() +
                 b"narrate:\n  - {at: insn:1, say: one}\n"
                 b"  - {at: phase:menu, say: two}\n")
    status, output, errors = run("check", "--format", "json", mute)
    check(status == 0 and lines_of(output)[0]["unsaid"] ==
          [{"file": mute, "line": 10}], "what is not said", output)
    output = run("check", mute)[1].decode()
    check(mute + ":10: not said" in output and output.count("not said") == 1,
          "is told of", output)
    for jobs in "0", "65", "x", "":
        check(run("check", "--jobs", jobs, good)[0] == 2, "--jobs " + jobs)


# --- processes -----------------------------------------------------------

def children(parent):
    found = []
    for entry in os.listdir("/proc"):
        try:
            with open("/proc/%s/stat" % entry) as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[1] == str(parent) and fields[0] != "Z":
            found.append(int(entry))
    return sorted(found)


def wait_until(condition):
    end = time.time() + 60
    while time.time() < end and not condition():
        time.sleep(0.02)
    return condition()


def start(*words):
    return subprocess.Popen([PROGRAM, "check", *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def is_gone(process):
    try:
        with open("/proc/%d/stat" % process) as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def a_crash_is_the_fault_of_the_tool(folder):
    files = [quick(folder, "a.yaml"), long(folder, "b.yaml"),
             quick(folder, "c.yaml")]
    for form, words in ("text", "error  " + files[1]), \
                       ("tap", "not ok 2 - " + files[1]), ("json", '"error"'):
        p = start("--jobs", "1", "--format", form, *files)
        # The first has ended: its words have come.
        first = p.stdout.readline()
        if form == "tap":
            first += p.stdout.readline()
        check(files[0].encode() in first, "the first is told of", first)
        check(wait_until(lambda: len(children(p.pid)) == 1), "one at work")
        os.kill(children(p.pid)[0], signal.SIGABRT)
        output, errors = p.communicate(timeout=60)
        output = output.decode()
        check(p.returncode == 2, "status 2", p.returncode, output, errors)
        check(words in output and "signal 6" in output, form, output)
        check(files[2] in output, "the third is told of", output)


def a_signal_ends_all(folder):
    files = [long(folder, "%d.yaml" % n) for n in range(3)]
    for number in signal.SIGINT, signal.SIGTERM, signal.SIGHUP:
        p = start("--jobs", "3", *files)
        check(wait_until(lambda: len(children(p.pid)) == 3), "three at work")
        workers = children(p.pid)
        p.send_signal(number)
        output, errors = p.communicate(timeout=60)
        check(p.returncode == 2, "status 2", number, p.returncode)
        check(b"interrupted; 0 of 3" in errors, "said", errors)
        check(all(map(is_gone, workers)), "none is left", workers)


def nobody_works_for_the_dead(folder):
    p = start("--jobs", "2", long(folder, "a.yaml"), long(folder, "b.yaml"))
    check(wait_until(lambda: len(children(p.pid)) == 2), "two at work")
    workers = children(p.pid)
    p.kill()
    p.communicate()
    check(wait_until(lambda: all(map(is_gone, workers))), "they notice",
          workers)


def progress_is_for_terminals(folder):
    files = [quick(folder, "%d.yaml" % n) for n in range(3)]
    check(run("check", *files)[2] == "", "nothing in a pipe")
    ours, theirs = pty.openpty()
    p = subprocess.Popen([PROGRAM, "check", "--jobs", "1", *files],
                         stdout=subprocess.PIPE, stderr=theirs)
    output = p.communicate(timeout=60)[0]
    os.close(theirs)
    shown = os.read(ours, 100000).decode()
    check("1 of 3 checked, 0 not as expected" in shown, "how far", shown)
    check(re.search(r"\r +\r$", shown), "nothing stays", shown)
    check(b"\r" not in output, "not in the output", output)
    os.close(ours)


def early_readers_and_full_disks(folder):
    files = [quick(folder, "%d.yaml" % n) for n in range(4)]
    p = subprocess.run("'%s' check --jobs 1 '%s' | head -1" %
                       (PROGRAM, folder), shell=True, capture_output=True,
                       timeout=60)
    check(p.stderr == b"", "an early reader is no failure", p.stderr)
    with open("/dev/full", "wb") as full:
        p = subprocess.run([PROGRAM, "check", *files], stdout=full,
                           stderr=subprocess.PIPE, timeout=60)
    check(p.returncode != 0 and b"standard output" in p.stderr, "full disk",
          p.returncode, p.stderr)


for test in (order_and_hashes, exit_statuses, a_crash_is_the_fault_of_the_tool,
             a_signal_ends_all, nobody_works_for_the_dead,
             progress_is_for_terminals, early_readers_and_full_disks):
    in_folder(test)
end()
