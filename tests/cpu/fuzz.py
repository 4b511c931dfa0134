#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random single instructions: bootscope against the host's own processor.

    fuzz.py [SEED [COUNT]]      COUNT questions in each of two modes

Real-address mode and flat 32-bit protected mode. The questions and the
program that asks the host come from oracle/ below $CPU_TESTS (default
../shared/cpu-tests). Compared are all registers, all of memory, exceptions,
and the flags that the manual defines. Exit status 77: this host cannot be
asked; the last line says why.
"""
import os
import shutil
import subprocess
import sys
import tempfile

SHOWN = 5
CF, PF, AF, ZF, SF, DF, OF = 0x1, 0x4, 0x10, 0x40, 0x80, 0x400, 0x800
ALL = CF | PF | AF | ZF | SF | DF | OF
ECX, ESP, EFLAGS, SS = 1, 4, 9, 12
PREFIXES = b"\x26\x2e\x36\x3e\x64\x65\x66\x67\xf0\xf2\xf3"
UNKNOWN = -1  # not even the result is defined


def skip(why):
    print(why)
    sys.exit(77)


# --- what is undefined: SDM Vol. 2, each instruction, "Flags Affected" ------

def operand_bits(op, prefixes, mode):
    if op & 0x1FF < 0x100 and not op & 1:
        return 8
    return 32 if (0x66 in prefixes) != (mode == "u32") else 16


def after_shift(reg, count, bits):
    count &= 31
    flags = 0 if count in (0, 1) else OF
    if reg >= 4 and count:
        flags |= AF
    if reg in (4, 5, 6) and count >= bits:
        flags |= CF
    return flags


def after_group_3(reg):
    if reg < 2:
        return AF
    return [0, 0, SF | ZF | AF | PF, SF | ZF | AF | PF, ALL, ALL][reg - 2]


def after_double_shift(count, bits):
    count &= 31
    if count > bits:
        return UNKNOWN
    return AF if count == 1 else AF | OF if count else 0


def modrm_length(modrm, sib, wide):
    """Bytes of ModRM, SIB and displacement."""
    mod, rm = modrm >> 6, modrm & 7
    if mod == 3:
        return 1
    if not wide:
        return 1 + (2 if mod == 2 or (mod == 0 and rm == 6) else mod)
    n = 2 if rm == 4 else 1
    base = sib & 7 if rm == 4 else rm
    return n + (4 if mod == 2 or (mod == 0 and base == 5) else mod)


def undefined_flags(code, mode, before):
    """Flags that an instruction leaves undefined, or UNKNOWN."""
    n = 0
    while code[n] in PREFIXES:
        n += 1
    prefixes, code = code[:n], code[n:]
    op, n = code[0], 1
    if op == 0x0F:
        op, n = 0x100 | code[1], 2
    modrm, reg = code[n], code[n] >> 3 & 7
    wide = (0x67 in prefixes) != (mode == "u32")
    bits = operand_bits(op, prefixes, mode)
    last = code[n + modrm_length(modrm, code[n + 1], wide)] \
        if n + modrm_length(modrm, code[n + 1], wide) < len(code) else 0

    if op < 0x40 and op & 7 < 6 and op >> 3 in (1, 4, 6):
        return AF
    if 0x80 <= op <= 0x83:
        return AF if reg in (1, 4, 6) else 0
    if op in (0x84, 0x85, 0xA8, 0xA9):
        return AF
    if op in (0x27, 0x2F):
        return OF
    if op in (0x37, 0x3F):
        return OF | SF | ZF | PF
    if op in (0xD4, 0xD5):
        return OF | AF | CF
    if op in (0x69, 0x6B, 0x1AF):
        return SF | ZF | AF | PF
    if op in (0xF6, 0xF7):
        return after_group_3(reg)
    if op in (0xC0, 0xC1):
        return after_shift(reg, last, bits)
    if op in (0xD0, 0xD1):
        return after_shift(reg, 1, bits)
    if op in (0xD2, 0xD3):
        return after_shift(reg, before[ECX], bits)
    if op in (0x1A4, 0x1AC):
        return after_double_shift(last, bits)
    if op in (0x1A5, 0x1AD):
        return after_double_shift(before[ECX], bits)
    if op in (0x1A3, 0x1AB, 0x1B3, 0x1BB, 0x1BA):
        return OF | SF | AF | PF
    if op in (0x1BC, 0x1BD):
        return CF | OF | SF | AF | PF
    return 0


def is_bit_scan(code):
    code = code.lstrip(PREFIXES)
    return code[0] == 0x0F and code[1] in (0xBC, 0xBD)


def is_reserved(code):
    """No instruction of ours; on the host a prefix: 8F /1 to /7 (XOP); BOUND,
    LES, LDS of a register (EVEX, VEX)."""
    code = code.lstrip(PREFIXES)
    return (code[0] == 0x8F and code[1] >> 3 & 7) or \
        (code[0] in (0x62, 0xC4, 0xC5) and code[1] >= 0xC0)


def changed_memory(block, code, mode):
    """Bytes that differ, but for two that the host alone makes so: EFLAGS.ID
    of its own program in an image that PUSHF stores; and what ENTER stored
    below ESP before it faulted."""
    op = code.lstrip(PREFIXES)[0]
    if op == 0xC8 and "X" in block:
        return []
    if op == 0x9C:
        top = block["F"][ESP] & (0xFFFF if mode == "r16" else 0xFFFFFFFF)
        third = f"{16 * block['F'][SS] + top + 2:x}:"
        return [item for item in block["W"] if not item.startswith(third)]
    return block["W"]


# --- questions and answers ---------------------------------------------------

def read_blocks(lines):
    block = None
    for line in lines:
        tag, words = line[:1], line[1:].split()
        if tag == "T":
            if block:
                yield block
            block = {"T": words}
        elif tag in "IFX":
            block[tag] = [int(word, 16) for word in words]
        elif tag in "MW":
            block[tag] = words
        elif tag == "U":
            block[tag] = True
    if block:
        yield block


def differs(question, host, ours):
    """A word for what differs; None: they agree, or nobody can say."""
    code, mode = bytes.fromhex(question["T"][2]), question["T"][1]
    if "U" in host or is_reserved(code):
        return None
    if "U" in ours:
        return "no answer"
    undefined = undefined_flags(code, mode, question["I"])
    want, got = list(host["F"]), list(ours["F"])
    if ("X" in host) != ("X" in ours):
        return "exception"
    if "X" in host:
        if host["X"][0] != ours["X"][0]:
            return "vector"
        undefined = 0
        if mode == "r16":  # ours was delivered: three words are on the stack
            return "registers" if want[:4] + want[5:8] != got[:4] + got[5:8] \
                else None
        if host["X"] != ours["X"]:
            return "error code"
    if undefined == UNKNOWN:
        return None
    if (want[EFLAGS] ^ got[EFLAGS]) & ALL & ~undefined:
        return "flags"
    if is_bit_scan(code) and want[EFLAGS] & ZF:
        return None  # of 0: the destination is undefined
    want[EFLAGS] = got[EFLAGS] = 0
    if want != got:
        return "registers"
    if changed_memory(host, code, mode) != changed_memory(ours, code, mode):
        return "memory"
    return None


def answers(program, questions):
    with open(questions) as asked:
        done = subprocess.run(program, stdin=asked, capture_output=True,
                              text=True, check=False)
    if done.returncode:
        sys.exit(f"{program[0]}: {done.stderr.strip()}")
    return read_blocks(done.stdout.splitlines())


def show(question, host, ours, what):
    print(f"  {what} differ: {' '.join(question['T'])}")
    print(f"    before {' '.join(f'{x:x}' for x in question['I'])}")
    for name, block in ("host", host), ("ours", ours):
        print(f"    {name}   {' '.join(f'{x:x}' for x in block.get('F', []))}"
              f" W {' '.join(block.get('W', []))}"
              f" X {block.get('X')}")


def build_oracle(folder, tests):
    oracle = os.path.join(folder, "oracle")
    if not shutil.which("gcc"):
        skip("there is no gcc to build the program that asks the host")
    done = subprocess.run(["gcc", "-m32", "-O1", "-fno-stack-protector", "-w",
                           "-o", oracle, f"{tests}/oracle/ldt-oracle.c"],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        skip("gcc -m32 cannot build the program that asks the host")
    probe = "T 0 u32 40\nI 0 0 0 0 1000 0 0 0 100 2 0 0 0 0 0 0\nM 100:40\n"
    done = subprocess.run([oracle], input=probe, capture_output=True,
                          text=True, check=False)
    if "F 1 " not in done.stdout:
        skip("the host's processor cannot be asked: no x86, or no local "
             "descriptor table")
    return oracle


def run(mode, seed, count, oracle, tests, folder):
    questions = os.path.join(folder, mode)
    with open(questions, "w") as out:
        subprocess.run([sys.executable, f"{tests}/oracle/fuzz-ask.py", mode,
                        str(count), str(seed), "486"], stdout=out, check=True)
    bootscope = os.environ.get("BOOTSCOPE", "./bootscope")
    host = answers([oracle], questions)
    ours = answers([bootscope, "cpu-test"], questions)
    wrong = unasked = total = 0
    with open(questions) as asked:
        for block, a, b in zip(read_blocks(asked), host, ours):
            what = differs(block, a, b)
            total += 1
            unasked += "U" in a
            wrong += what is not None
            if what and wrong <= SHOWN:
                show(block, a, b, what)
    print(f"{mode}, seed {seed}: {total} instructions, {unasked} that the "
          f"host cannot be asked, {wrong} differ")
    return wrong == 0 and total == count and unasked < count / 2


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    tests = os.environ.get("CPU_TESTS", "../shared/cpu-tests")
    if not os.path.exists(f"{tests}/oracle/fuzz-ask.py"):
        skip(f"no questions in {tests}/oracle")
    with tempfile.TemporaryDirectory() as folder:
        oracle = build_oracle(folder, tests)
        good = [run(mode, seed, count, oracle, tests, folder)
                for mode in ("r16", "u32")]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
