# SPDX-License-Identifier: MIT
"""A case: a world with a few changes, an instruction, and the outcome that
the manual's pseudo-code demands.

    Case("mov ds: limit", "mov ds, ax", fault("GP", 0x90), ring=3,
         start={"eax": 0x90}, memory=entry(T0, flat(...)))
"""
from dataclasses import dataclass, field

from .world import *

VECTORS = {"DE": 0, "DB": 1, "NMI": 2, "BP": 3, "OF": 4, "BR": 5, "UD": 6,
           "NM": 7, "DF": 8, "TS": 10, "NP": 11, "SS": 12, "GP": 13,
           "PF": 14, "MF": 16, "AC": 17}
STACK = {0: STACK0, 1: STACK1, 2: STACK2, 3: STACK3}  # by ring
CODE_OF = {0: CODE0, 1: CODE1, 2: CODE2, 3: CODE3}
DATA_OF = {0: DATA0, 1: DATA1, 2: DATA2, 3: DATA3}
NAMES = {number: name for name, number in VECTORS.items()}


BLANK = {offset: value for offset, (value,) in zip(
    range(0, STATE, 4), struct.iter_unpack("<I", blank()[:STATE]))}


TSS_BUSY = 2 << 8


@dataclass
class Outcome:
    vector: int
    error: int
    place: object       # "here", "next" or EIP
    registers: dict     # by name: those that changed
    memory: dict        # by offset: dwords that changed
    flags: object = None  # EFLAGS, if not those of the start with RF


def fault(name, error=0, place="here", memory=None, flags=None, **registers):
    return Outcome(VECTORS[name], error, place, registers, memory or {}, flags)


def done(place="next", memory=None, flags=None, **registers):
    """No fault: the UD2 behind the instruction, or at `place`, ends it."""
    return fault("UD", 0, place, memory, flags, **registers)


@dataclass
class Case:
    name: str
    code: str                 # the tested instruction
    expected: Outcome
    ring: int = 3
    mode: str = "32"          # 32, 16, v86
    before: str = ""          # code in front of it
    after: str = "ud2"
    start: dict = field(default_factory=dict)   # registers
    memory: dict = field(default_factory=dict)  # dwords by offset
    section: str = ""         # of the manual

    def is_for(self, model):
        """Does this model have all that the case needs?"""
        later = ("cr4", "rdtsc", "rdmsr", "wrmsr", "cmpxchg8b")
        return model != "486" or not (
            self.state()["cr4"] or any(word in self.code for word in later))

    def state(self):
        """The registers at the start."""
        state = default_state()
        if self.mode == "v86":
            state.update(dict.fromkeys(
                ("es", "cs", "ss", "ds", "fs", "gs"), WORLD >> 4))
            state.update(eip=CODE, esp=STACK3, eflags=VM | 0x3002)
        elif self.ring == 0:
            state.update(dict.fromkeys(("es", "ss", "ds", "fs", "gs"), DATA0))
            state.update(cs=CODE0, esp=WORLD + STACK0)
        elif self.ring in (1, 2):
            data, code, stack = {1: (DATA1, CODE1, STACK1),
                                 2: (DATA2, CODE2, STACK2)}[self.ring]
            state.update(dict.fromkeys(("es", "ss", "ds", "fs", "gs"), data))
            state.update(cs=code, esp=WORLD + stack)
        if self.mode == "16":
            code, data, stack = ((CODE0_16, DATA0_16, STACK0) if self.ring == 0
                                 else (CODE3_16, DATA3_16, STACK3))
            state.update(dict.fromkeys(("es", "ss", "ds", "fs", "gs"), data))
            state.update(cs=code, eip=CODE, esp=stack)
        state.update(self.start)
        return state

    def pokes(self):
        """Dwords that make the blank world this case's."""
        default = default_state()
        pokes = dict(self.memory)
        for name, value in self.state().items():
            if value != default[name]:
                pokes[REGISTER[name]] = value
        return pokes

    def source(self, number):
        """The record of build_world in run.asm."""
        pokes = "".join(f"    dw {offset}\n    dd {value & 0xFFFFFFFF}\n"
                        for offset, value in self.pokes().items())
        bits = "32" if self.mode == "32" else "16"
        return (f"case{number}:\n"
                f"    db {len(self.pokes())}, .end - .code, .here - .code, "
                f".next - .code\n{pokes}bits {bits}\n.code:\n"
                f"{lines(self.before)}.here:\n{lines(self.code)}.next:\n"
                f"{lines(self.after)}.end:\n")

    def expectation(self):
        """The line that run.asm should print, as tokens."""
        e, state = self.expected, self.state()
        before = BLANK | self.pokes()
        before[GDT + TASK_A + 4] |= TSS_BUSY  # the runner has done LTR
        changes = {offset: value & 0xFFFFFFFF
                   for offset, value in e.memory.items()
                   if value & 0xFFFFFFFF != before.get(offset, 0)}
        for name, value in e.registers.items():
            if value != state[name]:
                changes[REGISTER[name]] = value
        flags = state["eflags"] | RF if e.flags is None else e.flags
        if flags != state["eflags"]:
            changes[REGISTER["eflags"]] = flags
        place = e.place if isinstance(e.place, str) else f"{e.place:08X}"
        return [f"{e.vector:02X}", f"{e.error:08X}", place] + sorted(
            f"{offset:04X}={value & 0xFFFFFFFF:08X}"
            for offset, value in changes.items())


def lines(code):
    return "".join(f"    {line.strip()}\n" for line in code.split(";")
                   if line.strip())


def entry(selector, d):
    """Pokes that put a descriptor into its table."""
    at = (LDT if selector & 4 else GDT) + (selector & ~7)
    return {at: d[0], at + 4: d[1]}


def pushed(top, values, size=4):
    """The dwords below `top`, zero before, after pushes in this order."""
    room = bytearray(256)
    for i, value in enumerate(values):
        at = len(room) - size * (i + 1)
        room[at:at + size] = (value & (1 << 8 * size) - 1).to_bytes(
            size, "little")
    return {top - 256 + 4 * i: value for i, (value,)
            in enumerate(struct.iter_unpack("<I", room)) if value}


def on_stack(top, values, size=4):
    """The same, to be popped in this order."""
    return pushed(top + size * len(values), values[::-1], size)


def vector_gate(vector, d):
    return {IDT + 8 * vector: d[0], IDT + 8 * vector + 4: d[1]}


def told(tokens):
    """An outcome in words a reader of the manual knows."""
    vector, error, place = int(tokens[0], 16), int(tokens[1], 16), tokens[2]
    named = {v: k for k, v in REGISTER.items()}
    parts = []
    for token in tokens[3:]:
        offset, value = token.split("=")
        offset = int(offset, 16)
        parts.append(f"{named.get(offset) or f'[{offset:04X}]'}={value}")
    head = f"#{NAMES.get(vector, vector)}({error:04X}) at {place}"
    return " ".join([head] + parts)
