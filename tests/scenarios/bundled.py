#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The bundled scenarios end as they expect, twice by the same trace; with its
fault taken out, each fails, and on more than one thing."""
import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "ui"))
from common import *


def by_number(path):
    """Numbers by their value: 9-name before 10-name."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part)
            for part in re.findall(r"\d+|\D", path)]


FILES = sorted(glob.glob("scenarios/*.yaml"), key=by_number)


def results(*options):
    status, output, errors = run("check", "--format", "json", *options,
                                 "scenarios", timeout=400)
    check(errors == "", "nothing to complain about", errors)
    found = [json.loads(line) for line in output.decode().splitlines()]
    check([r["file"] for r in found] == FILES, "all files", found)
    return status, found


def missed(result):
    return [e for e in result["expect"] if not e["met"]]


def has_faults(path):
    with open(path) as file:
        return any(line.startswith("faults:") for line in file)


def is_of_the_fault_itself(expectation):
    return expectation["wanted"].startswith("event:fault")


def they_pass_twice():
    status, first = results()
    check(status == 0, "all are as expected",
          [r["file"] for r in first if missed(r)])
    again, second = results("--jobs", "1")
    check(first == second and again == status, "the same once more")
    for r in first:
        check(len(r["trace_hash"]) == 16 and r["events"] > 100, "a trace", r)
        check(r["unsaid"] == [], "all is said", r["file"], r["unsaid"])
    return first


def they_expect_more_than_the_last_line(found):
    for r in found:
        wanted = r["expect"]
        check(len(wanted) >= 4, "at least four expectations", r["file"])
        check(len({e["kind"] for e in wanted}) >= 2, "of more than one kind",
              r["file"])
        check(any(e["kind"] in ("reach", "never") for e in wanted),
              "of the way, not of the end alone", r["file"])


def they_fail_without_their_fault(with_faults):
    status, found = results("--without-faults")
    check(status == 1, "status 1", status)
    for r, broken in zip(found, with_faults):
        if not has_faults(r["file"]):
            check(r == broken, "no fault, no difference", r["file"])
            continue
        check(r["trace_hash"] != broken["trace_hash"], "another run",
              r["file"])
        check(len(missed(r)) >= 2, "more than one thing is missed", r["file"],
              missed(r))
        check(not all(map(is_of_the_fault_itself, missed(r))),
              "what the fault does is missed, not the fault alone", r["file"])


check(len(FILES) >= 24, "at least 24", FILES)
found = they_pass_twice()
they_expect_more_than_the_last_line(found)
they_fail_without_their_fault(found)
end()
