#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The transcendental functions of the x87, against numbers of any precision.

    x87_functions.py [SEED [COUNT]]     COUNT numbers for each function

A guest in the place of the BIOS loads the operands with a rounding mode,
executes one function on each, and writes result and status word to the debug
console. mpmath says what is right: to nearest the result is within a hair of
half a unit in the last place, else on the side that the mode asks for and
less than a unit away. PE says that it is inexact, C1 that it was rounded up
(of the two results of FSINCOS, the sine).

Source: Intel SDM Vol. 1, "Approximation of Pi", "Transcendental Instruction
Accuracy", "Rounding Control (RC) Field"; Vol. 2, the instructions.
"""
import os
import random
import struct
import subprocess
import sys
import tempfile
from fractions import Fraction

try:
    from mpmath import mp, mpf
except ImportError:
    print("mpmath is missing (package python3-mpmath)")
    sys.exit(77)

BOOTSCOPE = os.environ.get("BOOTSCOPE", "./bootscope")
SHOWN = 5
MAX_ROOM = 2400     # questions that fit into the ROM
HAIR = mpf(2) ** -20
NOTHING = mpf(2) ** -200    # what mpmath itself may be off
PI = Fraction(0x3243F6A8885A308D3, 1 << 64)     # as the x87 has it: 66 bits

NEAREST, DOWN, UP, ZERO = range(4)
PE, UE, OE, C1, C2 = 0x20, 0x10, 0x08, 0x200, 0x400

GUEST = """
bits 16
org 0
start:  cli
        mov ax, cs
        mov ds, ax
        xor ax, ax
        mov es, ax
        mov ss, ax
        mov sp, 7000h
        mov si, questions
        mov bp, {count}
.next:  fninit
        fldcw [si]
        fld tword [si + 12]
        fld tword [si + 2]
        fnclex
        db {opcode:#x} >> 8, {opcode:#x} & 0ffh
        fnstsw [es:600h]
        {drop}
        fstp tword [es:602h]
        push si
        push ds
        push es
        pop ds
        mov si, 600h
        mov cx, 12
        mov dx, 0e9h
        rep outsb
        pop ds
        pop si
        add si, 22
        dec bp
        jnz .next
        hlt
questions:
        incbin "{questions}"
        times 0fff0h - ($ - $$) db 0
        jmp 0f000h:start
        times 10000h - ($ - $$) db 0
"""


# --- numbers ----------------------------------------------------------------

def pack(value):
    sign, exponent, mantissa = value
    return struct.pack("<QH", mantissa, sign << 15 | exponent)


def unpack(data):
    mantissa, top = struct.unpack("<QH", data)
    return top >> 15, top & 0x7FFF, mantissa


def exact(value):
    """A finite number as a fraction."""
    sign, exponent, mantissa = value
    power = max(exponent, 1) - 16383 - 63
    number = Fraction(mantissa) * Fraction(2) ** power
    return -number if sign else number


def to_mp(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def random_mantissa(dice):
    bits = dice.getrandbits(64)
    kind = dice.randrange(6)
    if kind == 0:
        bits &= ~0 << dice.randrange(64)
    elif kind == 1:
        bits = dice.getrandbits(dice.randrange(1, 64))
    elif kind == 2:
        bits = ~dice.getrandbits(dice.randrange(1, 64))
    return bits & (1 << 64) - 1 | 1 << 63


def number(dice, low, high, negative=True):
    """Of an exponent from low up to high; of the lowest, denormal."""
    exponent = dice.randint(low, high)
    mantissa = random_mantissa(dice)
    if exponent < -16382:
        exponent = -16383
        mantissa = mantissa >> dice.randrange(1, 63)
    return dice.randrange(2) if negative else 0, exponent + 16383, mantissa


def spread(dice, low, high, negative=True):
    """Mostly near 1, also anywhere, and at the lower end."""
    kind = dice.randrange(8)
    if kind == 0:
        return number(dice, low, high, negative)
    if kind == 1:
        return number(dice, low, low + 70, negative)
    return number(dice, max(low, -70), min(high, 70), negative)


# --- the functions ----------------------------------------------------------

def reduced(x):
    """What is left of an angle, and the number of quarter turns."""
    turns = round(x / (PI / 2)) if abs(x) >= Fraction(1, 4) else 0
    return to_mp(x - turns * (PI / 2)), turns % 4


def sine(x, _):
    r, turn = reduced(x)
    return [mp.sin(r), mp.cos(r), -mp.sin(r), -mp.cos(r)][turn]


def cosine(x, _):
    r, turn = reduced(x)
    return [mp.cos(r), -mp.sin(r), -mp.cos(r), mp.sin(r)][turn]


def tangent(x, y):
    return sine(x, y) / cosine(x, y)


def angle(d):
    return spread(d, -16383, 62), spread(d, 0, 0)


def near_turn(d):
    """Numbers close to a multiple of a quarter turn."""
    turns = d.randrange(1, 1 << d.randrange(1, 60))
    whole = turns * PI / 2
    power = whole.numerator.bit_length() - whole.denominator.bit_length()
    mantissa = round(whole / Fraction(2) ** (power - 63))
    while mantissa >= 1 << 64:
        mantissa, power = mantissa >> 1, power + 1
    while mantissa < 1 << 63:
        mantissa, power = mantissa << 1, power - 1
    return (d.randrange(2), power + 16383, mantissa), spread(d, 0, 0)


def any_angle(d):
    return near_turn(d) if d.randrange(4) == 0 else angle(d)


def small(d):
    return spread(d, -16383, -3), spread(d, -16383, 16383)


def positive(d):
    x = spread(d, -16383, 16383, False)
    if d.randrange(4) == 0:     # close to 1
        x = (0, 16383, 1 << 63 | d.getrandbits(d.randrange(1, 63)))
    return x, spread(d, -16383, 16383)


FUNCTIONS = [
    # name, opcode, pop before the result, operands, st0 and st1 to the result
    ("F2XM1", 0xD9F0, "", lambda d: (spread(d, -16383, -1), (0, 16383, 1 << 63)),
     lambda x, y: mp.expm1(to_mp(x) * mp.ln2)),
    ("FYL2X", 0xD9F1, "", positive,
     lambda x, y: to_mp(y) * mp.log(to_mp(x)) / mp.ln2),
    ("FYL2XP1", 0xD9F9, "", small,
     lambda x, y: to_mp(y) * mp.log1p(to_mp(x)) / mp.ln2),
    ("FPATAN", 0xD9F3, "",
     lambda d: (spread(d, -16383, 16383), spread(d, -16383, 16383)),
     lambda x, y: mp.atan2(to_mp(y), to_mp(x))),
    ("FPTAN", 0xD9F2, "fstp st0", any_angle, tangent),
    ("FSIN", 0xD9FE, "", any_angle, sine),
    ("FCOS", 0xD9FF, "", any_angle, cosine),
    ("FSINCOS, sine", 0xD9FB, "fstp st0", any_angle, sine),
    ("FSINCOS, cosine", 0xD9FB, "", any_angle, cosine),
]


# --- asking -----------------------------------------------------------------

def ask(folder, opcode, drop, questions):
    data, rom, out = (os.path.join(folder, n) for n in ("data", "rom", "out"))
    with open(data, "wb") as file:
        for rounding, x, y in questions:
            file.write(struct.pack("<H", 0x37F | rounding << 10) +
                       pack(x) + pack(y))
    with open(rom + ".asm", "w", encoding="ascii") as file:
        file.write(GUEST.format(count=len(questions), opcode=opcode, drop=drop,
                                questions=data))
    subprocess.run(["nasm", "-f", "bin", "-o", rom, rom + ".asm"], check=True)
    subprocess.run([BOOTSCOPE, "run", "--headless", "--disk", "none",
                    "--bios", rom, "--debugcon", out, "--limit", "1000000"],
                   check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(out, "rb") as file:
        answers = file.read()
    return [(struct.unpack_from("<H", answers, i)[0],
             unpack(answers[i + 2:i + 12])) for i in range(0, len(answers), 12)]


# --- judging ----------------------------------------------------------------

def unit_of(wanted):
    """One in the last place of the number that is wanted."""
    exponent = mp.frexp(abs(wanted))[1] - 1
    return mpf(2) ** (max(exponent, -16382) - 63)


def judge(rounding, status, answer, wanted, up_is_told):
    """The error in units in the last place, and what is wrong with it. No
    error can be one too small to be seen here: of the sine of a tiny angle."""
    largest = mpf(2) ** 16384 * (1 - mpf(2) ** -64)
    if abs(wanted) > largest:
        return 0, None if status & OE else "no overflow"
    got = to_mp(exact(answer))
    error = (got - wanted) / unit_of(wanted)
    if abs(error) < NOTHING:
        error = mpf(0)
    if not status & PE:
        return error, "no PE"
    if error and up_is_told and bool(status & C1) != (abs(got) > abs(wanted)):
        return error, "C1"
    if rounding == NEAREST:
        wrong = abs(error) > mpf(1) / 2 + HAIR
    else:
        side = error if rounding == DOWN else -error
        if rounding == ZERO:
            side = error if wanted > 0 else -error
        wrong = abs(error) >= 1 + HAIR or side > HAIR
    return error, "the value" if wrong else None


def try_function(folder, function, dice, count):
    name, opcode, drop, operands, wanted = function
    questions = [(dice.randrange(4),) + operands(dice) for _ in range(count)]
    answers = ask(folder, opcode, drop, questions)
    worst, wrong = {True: mpf(0), False: mpf(0)}, 0
    if len(answers) != count:
        print(f"{name}: {len(answers)} answers to {count} questions")
        return 1
    for (rounding, x, y), (status, answer) in zip(questions, answers):
        target = wanted(exact(x), exact(y))
        if target == 0 or mp.isinf(target):
            continue
        error, why = judge(rounding, status, answer, target,
                           name != "FSINCOS, cosine")
        nearest = rounding == NEAREST
        worst[nearest] = max(worst[nearest], abs(error))
        if why:
            wrong += 1
            if wrong <= SHOWN:
                print(f"{name}, rounding {rounding}: {why}: of {x} {y} came "
                      f"{answer} status {status:04X}, off by "
                      f"{mp.nstr(error, 6)}")
    print(f"{name:16} {count} numbers, off by at most "
          f"{mp.nstr(worst[True], 6)} to nearest, "
          f"{mp.nstr(worst[False], 6)} else; {wrong} wrong")
    return wrong


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    wrong = 0
    mp.prec = 400
    with tempfile.TemporaryDirectory() as folder:
        for function in FUNCTIONS:
            dice = random.Random(f"{seed} {function[0]}")
            for done in range(0, count, MAX_ROOM):
                wrong += try_function(folder, function, dice,
                                      min(MAX_ROOM, count - done))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
