#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Explanations for whatever a student meets in the output of the others."""
import re
import sys

sys.dont_write_bytecode = True
from common import *


def explained(*words):
    status, output, errors = run("explain", *words)
    text = output.decode()
    check(status == 0 and not errors, "known", words, errors)
    check(len(text.split()) >= 8, "more than a few words", words, text)
    check(all(len(line) < 80 for line in text.splitlines()),
          "lines of less than 80 columns", words, text)
    return text


steps = re.findall(r'^STEP\([^"]*"([^"]+)"', open("phases/phases.def").read(),
                   re.M)
phases = re.findall(r'^PHASE\(\w+, "([^"]+)"', open("phases/phases.def").read(),
                    re.M)
tags = re.findall(r'^EVENT\(\w+, "([^"]+)"', open("sim/events.def").read(),
                  re.M)
check(len(steps) > 20 and len(phases) == 4 and len(tags) > 40, "the tables")
for step in steps:
    explained("step", step)
for phase in phases:
    explained(phase)
for tag in tags:
    explained("event", tag)

check("a20" in explained("A20").lower(), "upper and lower case")
check("1F7" in explained("1F7h"), "a port")
check(explained("port 1F7h") == explained("0x1f7") == explained("port", "1F7h"),
      "the same port")
explained("post", "01h")
check("sector" in explained("int 13h 42h"), "a BIOS service")
for list in [], ["events"], ["phases"], ["devices"], ["ports"], ["terms"]:
    explained(*list)

status, output, errors = run("explain", "a2O")
check(status == 2 and not output, "an unknown word", status, output)
check("did you mean a20?" in errors.lower(), "did you mean", errors)
status, _, errors = run("explain", "x" * 500)
check(status == 2, "a very long word", status, errors)
end()
