#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Single instructions against answers recorded from real processors.

    silicon.py [OPCODE...]      all opcodes, or these (00, F6.6)

Reads 286/*.txt.gz below $CPU_TESTS (default ../shared/cpu-tests), asks
`$BOOTSCOPE cpu-test` all questions in one go and compares what the README
there says is defined. Shows the first failures of each opcode.

Two answers of a 286 are not those of a 386, whose faulting instructions leave
no trace; they are counted apart:
- 6D 6F A5 A7 AB AD AF: when a word at offset FFFFh raises vector 13, a 286
  has already moved CX, SI and DI for it.
- D4: AAM 0 sets SF, ZF and PF before its divide error.
"""
import glob
import gzip
import os
import subprocess
import sys
import tempfile

SHOWN = 3
ECX, ESP, ESI, EDI, EFLAGS, SS = 1, 4, 6, 7, 9, 12
WORD_STRINGS = {"6D", "6F", "A5", "A7", "AB", "AD", "AF"}


def read_bytes(words):
    pairs = (word.split(":") for word in words)
    return {int(at, 16): int(byte, 16) for at, byte in pairs}


def read_blocks(lines):
    """Tests or answers: one dict by line tag for each T line."""
    block = None
    for line in lines:
        tag, words = line[:1], line[1:].split()
        if tag == "T":
            if block:
                yield block
            block = {"T": line[2:].strip()}
        elif tag in "IFX":
            block[tag] = [int(word, 16) for word in words]
        elif tag in "MW":
            block[tag] = read_bytes(words)
        elif tag == "U":
            block[tag] = True
    if block:
        yield block


def registers_agree(want, got, mask):
    return all(a == b or (i == EFLAGS and not (a ^ b) & mask & 0xFFF)
               for i, (a, b) in enumerate(zip(want, got)))


def flags_pushed_at(test):
    """Physical addresses of the two bytes of FLAGS on the stack."""
    after = test["F"]
    return [after[SS] * 16 + (after[ESP] + n & 0xFFFF) for n in (4, 5)]


def memory_agrees(test, got, mask):
    defined = {}
    if "X" in test:
        low, high = flags_pushed_at(test)
        defined = {low: mask & 0xFF, high: mask >> 8 & 0xFF}
    before = test.get("M", {})
    want = test["W"]
    for at in want.keys() | got.keys():
        old = before.get(at, 0)
        differs = want.get(at, old) ^ got.get(at, old)
        if differs & defined.get(at, 0xFF):
            return False
    return True


def agrees(test, answer, mask):
    return ("F" in answer
            and registers_agree(test["F"], answer["F"], mask)
            and memory_agrees(test, answer["W"], mask)
            and test.get("X", [None])[0] == answer.get("X", [None])[0])


def agrees_as_386(opcode, test, answer, mask):
    """Does the answer differ only as a 386 does from a 286?"""
    vector = test.get("X", [None])[0]
    if "F" not in answer:
        return False
    if opcode == "D4" and vector == 0:
        return agrees(test, answer, 0)
    if opcode not in WORD_STRINGS or vector != 13:
        return False
    want = list(test["F"])
    for register, steps in (ECX, (1,)), (ESI, (2, -2)), (EDI, (2, -2)):
        got = answer["F"][register]
        if (got - want[register]) & 0xFFFF in {n & 0xFFFF for n in steps}:
            want[register] = got
    return agrees(dict(test, F=want), answer, mask)


def show(test, answer):
    def text(name, block, tags):
        print(f"    {name}", *("%s %s" % (tag, [hex(x) for x in block[tag]])
                               for tag in tags if tag in block))
    print("  T", test["T"])
    text("before", test, "I")
    text("wanted", test, "FX")
    text("got   ", answer, "UFX")
    print("    wanted", {hex(k): hex(v) for k, v in test["W"].items()})
    print("    got   ", {hex(k): hex(v)
                         for k, v in answer.get("W", {}).items()})


def ask(program, files):
    """The answers to all questions of the files."""
    with tempfile.TemporaryFile() as questions:
        for file in files:
            with gzip.open(file) as text:
                questions.writelines(line for line in text
                                     if line[:1] in b"TIM")
        questions.seek(0)
        run = subprocess.run(program + ["cpu-test"], stdin=questions,
                             stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"cpu-test ended with {run.returncode}")
    return read_blocks(run.stdout.splitlines())


def check(file, answers):
    """Of the tests of one opcode: how many, failed, answered as a 386."""
    with gzip.open(file, "rt") as text:
        lines = text.read().splitlines()
    header = next(line for line in lines if line.startswith("O "))
    opcode = header.split()[1]
    mask = int(header.split("mask=")[1].split()[0], 16)
    count = failed = as_386 = 0
    for test in read_blocks(line for line in lines if line[:1] not in "#O"):
        answer = next(answers, {})
        count += 1
        if agrees(test, answer, mask):
            continue
        if agrees_as_386(opcode, test, answer, mask):
            as_386 += 1
            continue
        failed += 1
        if failed <= SHOWN:
            show(test, answer)
    if failed:
        print(f"{opcode}: {failed} of {count} fail")
    return count, failed, as_386


def main():
    folder = os.environ.get("CPU_TESTS", "../shared/cpu-tests")
    files = sorted(glob.glob(os.path.join(folder, "286", "*.txt.gz")))
    if sys.argv[1:]:
        wanted = {name + ".txt.gz" for name in sys.argv[1:]}
        files = [f for f in files if os.path.basename(f) in wanted]
    if not files:
        print(f"there are no tests in {folder}/286; CPU_TESTS=FOLDER says "
              "where they are")
        sys.exit(77)
    answers = ask([os.environ.get("BOOTSCOPE", "./bootscope")], files)
    counts = [check(file, answers) for file in files]
    count, failed, as_386 = (sum(column) for column in zip(*counts))
    print(f"{count} tests: {failed} fail, {as_386} are answered as a 386 does")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
