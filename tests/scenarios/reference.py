#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/scenarios.md is up to date, its examples can be read, and so can each
example of the template of new-scenario."""
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "ui"))
from common import *

PAGE = "docs/scenarios.md"
NEEDED = {"title": "T", "teaches": "t", "phase": "menu",
          "expect": "[{end: until}]"}


def the_page_is_up_to_date():
    with open(PAGE, "rb") as file:
        check(run("faults", "--reference")[1] == file.read(),
              "bootscope faults --reference > " + PAGE)


def read(folder, name, text):
    """`list` reads a file without running it."""
    path = write(folder, name, text.encode())
    status, output, errors = run("list", path)
    check(status == 0 and errors == "", "can be read", text, errors)


def completed(text):
    """The example of a section, with the keys that all scenarios need."""
    return text + "".join("%s: %s\n" % (key, value)
                          for key, value in NEEDED.items()
                          if not re.search("^%s:" % key, text, re.M))


def keys_of_the_page(page):
    return set(re.findall(r"^\| `([a-z0-9-]+)`(?: \(needed\))? \|", page, re.M))


def its_examples_can_be_read(folder):
    with open(PAGE) as file:
        page = file.read()
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    check(len(blocks) >= 8, "an example for each section", len(blocks))
    os.mkdir(folder + "/common")
    write(folder, "common/small-machine.yaml", b"machine: {ram: 2M}\n")
    for n, block in enumerate(blocks):
        read(folder, "%d.yaml" % n, completed(block))
    examples = "".join(blocks)
    for section in ("machine", "faults", "inputs", "narrate", "expect",
                    "limit"):
        check(re.search("^%s:" % section, examples, re.M), "an example of " +
              section)
    status, output, errors = run("faults")
    for kind in re.findall("^  ([a-z0-9-]+)  ", output.decode(), re.M):
        check(kind in keys_of_the_page(page), "the page has " + kind)


def the_template_is_a_scenario(folder):
    path = folder + "/mine.yaml"
    check(run("new-scenario", folder + "/mine")[0] == 0, "is written")
    check(run("new-scenario", folder + "/mine")[0] == 2, "is not overwritten")
    status, output, errors = run("check", path)
    check(status == 0 and errors == "", "it passes", output, errors)
    status, output, errors = run("check", "--without-faults", path)
    check(status == 1, "it can fail", output)
    with open(path) as file:
        text = file.read()
    check("bootscope run mine.yaml" in text and "@" not in text, "its name")
    write(folder, "common.yaml", b"seed: 1\n")
    write(folder, "my-disk.img", boot_sector(HALT).ljust(1 << 20, b"\0"))
    read(folder, "all.yaml", re.sub("^#-", "", text, flags=re.M))
    # Every key that the page has is in it.
    with open(PAGE) as file:
        keys = file.read().partition("## Moments")[0]
    for section in re.findall(r"^\| key .*?\n\n", keys, re.M | re.S):
        for key in keys_of_the_page(section):
            check(re.search(r"^(#-)?[ -]*%s:" % key, text, re.M),
                  "an example of " + key)


the_page_is_up_to_date()
in_folder(its_examples_can_be_read)
in_folder(the_template_is_a_scenario)
end()
