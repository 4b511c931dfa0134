#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The processor's system level: bootscope and Bochs, judged by the manual.

    system.py [--keep FOLDER] [bootscope] [bootscope-486] [bootscope-i686]
              [bochs] [qemu] [TOPIC...]

Builds a bootable image out of each topic's cases in tests/cpu/system/, and
runs it. Each case carries the outcome that the manual's pseudo-code demands.
Without names: all topics, on bootscope as a Pentium, a 486 and an i686, on
Bochs as a Pentium. A topic of what came later says SINCE which model; Bochs is
then a Pentium II. Status 77 if there is no Bochs to ask.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

sys.dont_write_bytecode = True
from system import (bochs, debug, exact, external,  # noqa: E402
                    far_transfers, fast_calls, interrupts, limits, order, pae,
                    paging, restart, returns, segment_loads,
                    system_instructions, tasks, v86, virtual_if, world)
from system.case import told  # noqa: E402

TOPICS = [segment_loads, limits, far_transfers, returns, interrupts, external,
          tasks, paging, exact, restart, v86, system_instructions, debug,
          order, pae, virtual_if, fast_calls]
HERE = os.path.dirname(os.path.abspath(__file__))
SECTORS = 2 * 16 * 63  # 2 cylinders of 16 heads and 63 sectors
MODELS = ["486", "pentium", "i686"]
SHOWN = int(os.environ.get("SHOWN", 10))


def skip(why):
    print(why)
    sys.exit(77)


def build(cases, folder):
    with open(f"{folder}/layout.inc", "w") as f:
        f.write(world.layout())
    with open(f"{folder}/world.bin", "wb") as f:
        f.write(world.blank())
    with open(f"{folder}/cases.inc", "w") as f:
        f.writelines(case.source(i) for i, case in enumerate(cases))
        f.write("    db 0ffh\n")
    image = f"{folder}/image"
    subprocess.run(["nasm", "-f", "bin", "-w+all", "-w-prefix-lock", f"-I{folder}/",
                    f"-I{HERE}/system/", f"{HERE}/system/boot.asm",
                    "-o", image], check=True)
    size = os.path.getsize(image)
    assert world.IMAGE + size < world.WORLD, "too many cases for the image"
    os.truncate(image, SECTORS * 512)
    return image


def run(command, folder):
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=120).stdout.decode("latin-1")


def ask_bootscope(image, folder, model="pentium"):
    said = run([os.path.abspath(os.environ.get("BOOTSCOPE", "./bootscope")),
                "run", "--headless", "--cpu", model, "--disk", image,
                "--debugcon", "answers", "--until", "out:8900",
                "--limit", "2G"], folder)
    with open(f"{folder}/answers") as f:
        return f.read(), said


BOCHS_MODEL = {"pentium": "pentium", "i686": "p2_klamath"}
BOCHSRC = """\
config_interface: textconfig
display_library: rfb, options="timeout=0"
romimage: file=/usr/share/bochs/BIOS-bochs-legacy
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
cpu: model={model}, count=1, ips=5000000, reset_on_triple_fault=0, \
ignore_bad_msrs=0
megs: 32
ata0-master: type=disk, path=image, mode=flat, cylinders=2, heads=16, spt=63
boot: disk
port_e9_hack: enabled=1
clock: sync=none
log: bochs.log
panic: action=fatal
error: action=ignore
info: action=ignore
"""


def ask_bochs(image, folder, model="pentium"):
    if not shutil.which("bochs-bin"):
        skip("bootscope agrees with the manual; Bochs is not installed")
    with open(f"{folder}/bochsrc", "w") as f:
        f.write(BOCHSRC.format(model=BOCHS_MODEL[model]))
    with open(f"{folder}/go", "w") as f:
        f.write("c\n")
    said = run(["bochs-bin", "-q", "-f", "bochsrc", "-rc", "go"], folder)
    return said, said


def ask_qemu(image, folder, model="pentium"):
    said = run(["qemu-system-i386", "-display", "none", "-no-reboot",
                "-cpu", {"i686": "pentium2"}.get(model, model), "-debugcon", "file:qemu-answers",
                "-device", "isa-debug-exit,iobase=0xf4,iosize=1",
                "-drive", f"file={image},format=raw,snapshot=on"], folder)
    with open(f"{folder}/qemu-answers") as f:
        return f.read(), said


def without_rf(answer):
    """QEMU pushes no RF: what is left to compare."""
    name = f"{world.REGISTER['eflags']:04X}="
    kept = [token for token in answer if not token.startswith(name)]
    for token in set(answer) - set(kept):
        flags = int(token[len(name):], 16) & ~world.RF
        if flags & ~2:
            kept.append(f"{name}{flags:08X}")
    return kept


def answers_in(text):
    """The lines of print_outcome, as lists of tokens."""
    rows = [line.split() for line in text.splitlines()]
    return [row[:3] + sorted(row[3:]) for row in rows
            if len(row) > 2 and len(row[0]) == 2 and len(row[1]) == 8]


def known_difference(who, topic, case, used):
    """Why Bochs may differ here, if it may."""
    for line in bochs.DIFFERENCES if who == "bochs" else ():
        if line[0] == topic and re.match(line[1], case.name):
            used.add(line)
            return line[2]
    return None


def without_memory(answer):
    return answer[:3] + [token for token in answer[3:]
                         if int(token[:4], 16) >= world.STATE]


def without_offset(answer):
    """CR2 as the number of its page."""
    name = f"{world.REGISTER['cr2']:04X}="
    return [token[:-3] if token.startswith(name) else token
            for token in answer]


def comparable(who, topic, case, answer):
    """What of an answer, or of an expectation, this emulator is held to."""
    def listed(lines):
        return who == "bochs" and any(
            topic == where and re.match(pattern, case.name)
            for where, pattern in lines)

    if who == "qemu":
        answer = without_rf(answer)
    if listed(bochs.VISIBLE):
        answer = without_memory(answer)
    if listed(bochs.MARKED_LATE):
        answer = answer[:3]
    if listed(bochs.OTHER_END):
        answer = without_offset(answer)
    return answer


def judge(who, topic, cases, answers, said):
    wrong = known = other = 0
    used = set()
    for case, answer in zip(cases, answers):
        if who.endswith("-486") and not case.is_for("486"):
            other += 1
            continue
        expected = comparable(who, topic, case, case.expectation())
        answer = comparable(who, topic, case, answer)
        may_differ = known_difference(who, topic, case, used)
        if (answer == expected) != bool(may_differ):
            known += bool(may_differ)
            continue
        wrong += 1
        if wrong <= SHOWN:
            print(f"{who}: {case.name}, ring {case.ring}: {case.code}\n"
                  f"    demanded: {told(expected)}\n"
                  f"    answered: {told(answer)}\n    {case.section}")
    if len(answers) != len(cases):
        at = cases[min(len(answers), len(cases) - 1)]
        print(f"{who}: {len(answers)} answers to {len(cases)} cases; "
              f"the next was {at.name}, ring {at.ring}\n{said[-500:]}")
    asked = len(cases) - other
    print(f"{who}: {topic}: {asked - wrong - known} of {asked} as "
          f"the manual says" + (f", {known} known not to" if known else ""))
    unused = [line for line in bochs.DIFFERENCES
              if who == "bochs" and line[0] == topic and line not in used]
    for line in unused:
        print(f"bochs.py: no case for {line[1]}")
    return not wrong and not unused and len(answers) == len(cases)


ASK = {"bootscope": ask_bootscope, "bootscope-486": ask_bootscope,
       "bootscope-i686": ask_bootscope, "bochs": ask_bochs, "qemu": ask_qemu}


@dataclass
class Topic:
    """The cases of one module, and the image they became."""
    module: object
    folder: str

    def __post_init__(self):
        self.name = name_of(self.module)
        self.folder = os.path.join(self.folder, self.name)
        self.cases = [replace(case, section=case.section
                              or self.module.SECTION)
                      for case in self.module.cases()]
        os.makedirs(self.folder, exist_ok=True)
        self.since = getattr(self.module, "SINCE", "486")
        self.image = build(self.cases, self.folder)

    def ask(self, who):
        """What it answers; None: it is not this topic's processor."""
        model = who.partition("-")[2] or max("pentium", self.since,
                                             key=MODELS.index)
        if MODELS.index(model) < MODELS.index(self.since):
            return None
        return ASK[who](self.image, self.folder, model)


def name_of(module):
    return module.__name__.split(".")[-1]


def run_all(folder, asked, chosen):
    """Was every answer right?"""
    right = True
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        topics = list(pool.map(
            lambda module: Topic(module, folder),
            [module for module in TOPICS
             if not chosen or name_of(module) in chosen]))
        for who in asked:
            answers = pool.map(lambda topic: topic.ask(who), topics)
            for topic, answer in zip(topics, answers):
                if answer:
                    text, said = answer
                    right &= judge(who, topic.name, topic.cases,
                                   answers_in(text), said)
    return right


def main():
    arguments = sys.argv[1:]
    kept = None
    if arguments[:1] == ["--keep"]:
        kept, arguments = os.path.abspath(arguments[1]), arguments[2:]
    if not shutil.which("nasm"):
        skip("nasm is not installed")
    unknown = set(arguments) - set(ASK) - {name_of(m) for m in TOPICS}
    if unknown:
        sys.exit(f"neither an emulator nor a topic: {' '.join(unknown)}")
    asked = [name for name in arguments if name in ASK]
    chosen = [name for name in arguments if name not in ASK]
    with tempfile.TemporaryDirectory() as temporary:
        right = run_all(kept or temporary,
                        asked or ["bootscope", "bootscope-486",
                                  "bootscope-i686", "bochs"],
                        chosen)
    sys.exit(not right)


main()
