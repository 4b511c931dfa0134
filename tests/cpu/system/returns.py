# SPDX-License-Identifier: MIT
"""RET far and IRET: to the same ring and outwards, the flags they may change,
and the data segments that an outer ring loses."""
from .case import *

SECTION = 'SDM Vol. 2, "RET", "IRET/IRETD"'

TARGET = landing(1)
DATA_REGISTERS = ("es", "ds", "fs", "gs")
FLAGS = 0x46  # what IRET pops unless a case says more


def code_vector(access, ring, rpl):
    """The code segment to return to: None or vector."""
    level = access >> 5 & 3
    if not access & S or not access & X or rpl < ring:
        return "GP"
    if level > rpl if access & CONFORM else level != rpl:
        return "GP"
    return None if access & P else "NP"


def stack_vector(access, ss_rpl, rpl):
    """The outer stack segment: None or vector."""
    if ss_rpl != rpl or access >> 5 & 3 != rpl:
        return "GP"
    if not access & S or access & X or not access & W:
        return "GP"
    return None if access & P else "SS"


def accessed(selector, d):
    return {GDT + (selector & ~7) + 4: d[1] | A << 8}


def frame(kind, ring, rpl, cs, ss):
    """What the instruction pops; how many bytes without the outer stack."""
    values = [TARGET, cs] + ([FLAGS] if kind == "iretd" else [])
    size = 4 * len(values)
    if rpl > ring:
        values += [WORLD + STACK3 - 0x40, ss]
    return on_stack(STACK[ring], values), size


def back(kind, ring, rpl, access, ss_access=None, ss_rpl=None):
    d = flat(access)
    ss_rpl = rpl if ss_rpl is None else ss_rpl
    ss_d = flat(P | dpl(rpl) | S | W | A if ss_access is None else ss_access)
    memory, size = frame(kind, ring, rpl, T0 | rpl, T1 | ss_rpl)
    memory |= entry(T0, d) | entry(T1, ss_d)
    outer = rpl > ring
    vector, error = code_vector(access, ring, rpl), T0
    if not vector and outer:
        vector, error = stack_vector(ss_d[1] >> 8 & 0xFF, ss_rpl, rpl), T1
    if vector:
        expected = fault(vector, error)
    else:
        expected = done(TARGET, cs=T0 | rpl, esp=WORLD + STACK[ring] + size,
                        memory=accessed(T0, d),
                        flags=RF | (FLAGS if kind == "iretd" else 2))
        if outer:
            expected.registers.update(ss=T1 | rpl, esp=WORLD + STACK3 - 0x40,
                                      **dict.fromkeys(DATA_REGISTERS, 0))
            expected.memory |= accessed(T1, ss_d)
    name = f"{kind}: access {access:02X}, RPL {rpl}"
    if ss_access is not None:
        name += f", to a stack of {ss_access:02X}, RPL {ss_rpl}"
    return Case(name, kind, expected, ring=ring, memory=memory)


def code_types():
    for kind in ("retf", "iretd"):
        for ring in (0, 3):
            for rpl in (0, 3):
                for level in (0, 3):
                    for type_ in range(32):
                        for present in (0, P):
                            yield back(kind, ring, rpl,
                                       present | dpl(level) | type_)
        for ring in (1, 2):
            for rpl in range(4):
                for level in range(4):
                    for other in (0, CONFORM):
                        yield back(kind, ring, rpl,
                                   P | dpl(level) | S | X | R | A | other)


def stack_types():
    code = P | dpl(3) | S | X | R | A
    for kind in ("retf", "iretd"):
        for level in range(4):
            for rpl in range(4):
                for type_ in (range(32) if level == rpl == 3 else
                              (S | W, S | W | A)):
                    for present in (0, P):
                        yield back(kind, 0, 3, code,
                                   present | dpl(level) | type_, rpl)
        for selector, error in ((0, 0), (3, 0), (0x103, 0x100),
                                (0x87, 0x84)):
            memory, size = frame(kind, 0, 3, CODE3, selector)
            yield Case(f"{kind}: to stack selector {selector:X}", kind,
                       fault("GP", error), ring=0, memory=memory)


def selectors_and_limits():
    for kind in ("retf", "iretd"):
        for selector, error in ((0, 0), (3, 0), (0x103, 0x100), (0x87, 0x84)):
            memory, size = frame(kind, 3, 3, selector, DATA3)
            yield Case(f"{kind}: to selector {selector:X}", kind,
                       fault("GP", error), memory=memory)
        for ring in (0, 3):
            short = descriptor(0, 0xFFF, P | dpl(3) | S | X | R | A, BIG)
            memory, size = frame(kind, ring, 3, T0 | 3, DATA3)
            yield Case(f"{kind}: beyond the limit", kind, fault("GP", 0),
                       ring=ring, memory=memory | entry(T0, short))
            memory, size = frame(kind, ring, 3, T0 | 3, DATA3)
            yield Case(f"{kind}: to absent code", kind, fault("NP", T0),
                       ring=ring, memory=memory | entry(
                           T0, flat(dpl(3) | S | X | R | A)))
    memory, size = frame("retf", 0, 3, T0 | 3, 0)
    yield Case("retf: a bad stack before the limit of the code", "retf",
               fault("GP", 0), ring=0, memory=memory | entry(
                   T0, descriptor(0, 0xFFF, P | dpl(3) | S | X | R | A, BIG)))


def release():
    """RET n takes its bytes from both stacks."""
    for count in (0, 4, 0x20):
        memory = on_stack(STACK3, [TARGET, CODE3])
        yield Case(f"retf {count}, same ring", f"retf {count}",
                   done(TARGET, esp=WORLD + STACK3 + 8 + count),
                   memory=memory)
        memory = on_stack(STACK0, [TARGET, CODE3]) | on_stack(
            STACK0 + 8 + count, [WORLD + STACK3 - 0x40, DATA3])
        yield Case(f"retf {count}, outwards", f"retf {count}",
                   done(TARGET, cs=CODE3, ss=DATA3,
                        esp=WORLD + STACK3 - 0x40 + count,
                        **dict.fromkeys(DATA_REGISTERS, 0)), ring=0,
                   memory=memory)
    memory = on_stack(STACK3, [LANDINGS + 16, CODE3_16], 2)
    yield Case("o16 retf to a 16-bit segment", "o16 retf",
               done(LANDINGS + 16, cs=CODE3_16, esp=WORLD + STACK3 + 4),
               memory=memory)
    memory = on_stack(STACK3, [LANDINGS + 16, CODE3_16, FLAGS], 2)
    yield Case("o16 iret to a 16-bit segment", "o16 iret",
               done(LANDINGS + 16, cs=CODE3_16, esp=WORLD + STACK3 + 6,
                    flags=RF | FLAGS), memory=memory)
    yield Case("retf to a 16-bit stack keeps the high half of ESP", "retf",
               done(TARGET, cs=CODE3, ss=DATA3_16,
                    esp=WORLD + STACK0 & 0xFFFF0000 | 0x1234,
                    **dict.fromkeys(DATA_REGISTERS, 0)), ring=0,
               memory=on_stack(STACK0, [TARGET, CODE3, 0x55551234, DATA3_16]))


def lost_segments():
    """Data that the outer ring may not use becomes null; what it may, stays."""
    for ring, rpl, inner in ((0, 3, DATA0), (1, 3, DATA1), (1, 2, DATA1)):
        for level in range(4):
            for type_ in (W | A, A, X | R | A, X | R | CONFORM | A):
                if level < ring and not type_ & CONFORM:
                    continue
                access = P | dpl(level) | S | type_
                kept = level >= rpl or (type_ & X and type_ & CONFORM)
                selector = T0 | ring
                memory = on_stack(STACK[ring], [
                    TARGET, CODE_OF[rpl], WORLD + STACK3 - 0x40,
                    DATA_OF[rpl]]) | entry(T0, flat(access))
                yield Case(f"retf {ring} to {rpl}: ES of {access:02X}",
                           "retf", done(TARGET, cs=CODE_OF[rpl],
                                        ss=DATA_OF[rpl], ds=0, fs=0, gs=0,
                                        esp=WORLD + STACK3 - 0x40,
                                        es=selector if kept else 0),
                           ring=ring, memory=memory,
                           start={"es": selector})


# --- flags -------------------------------------------------------------------

ARITHMETIC = 0x8D5
TF, IF, DF, OF = 0x100, 0x200, 0x400, 0x800
IOPL, NT, AC, ID = 0x3000, 0x4000, 0x40000, 0x200000


def changeable(ring, iopl, wide):
    """The flags that IRET and POPF may change."""
    mask = ARITHMETIC | DF | NT
    mask |= IOPL if ring == 0 else 0
    mask |= IF if ring <= iopl else 0
    return mask | (AC | ID if wide else 0)


def flags():
    """All flags but TF from all clear to all set, and back, at each level."""
    every = 2 | ARITHMETIC | DF | NT | IOPL | IF | AC | ID
    for ring in (0, 3):
        for iopl in (0, 3):
            for old, new in ((2, every), (every & ~NT & ~IOPL, 2)):
                old = old & ~IOPL & ~NT | iopl << 12
                for wide in (False, True):
                    mask = changeable(ring, iopl, wide)
                    result = old & ~mask | new & mask
                    size = 4 if wide else 2
                    name = f"IOPL {iopl}, {old:X} to {new:X}"
                    yield Case(f"popf: {name}", "popfd" if wide else
                               "o16 popf", done(
                                   esp=WORLD + STACK[ring] + size,
                                   flags=result | RF), ring=ring,
                               start={"eflags": old},
                               memory=on_stack(STACK[ring], [new], size))
                    if wide:
                        yield Case(f"iretd: {name}", "iretd", done(
                            TARGET, esp=WORLD + STACK[ring] + 12,
                            flags=result | RF), ring=ring,
                            start={"eflags": old}, memory=on_stack(
                                STACK[ring], [TARGET, CODE_OF[ring], new]))
            memory = on_stack(STACK[ring], [2 | RF | VM | 0xFFC08028])
            yield Case(f"popf: RF, VM and what is reserved, IOPL {iopl}",
                       "popfd", done(esp=WORLD + STACK[ring] + 4,
                                     flags=2 | RF | (iopl << 12 if ring else
                                                     0)),
                       ring=ring, memory=memory,
                       start={"eflags": 2 | iopl << 12})
    for new in (2, every & ~NT):
        yield Case(f"iretd outwards changes all flags: {new:X}", "iretd",
                   done(TARGET, cs=CODE3, ss=DATA3,
                        esp=WORLD + STACK3 - 0x40, flags=new | RF,
                        **dict.fromkeys(DATA_REGISTERS, 0)), ring=0,
                   memory=on_stack(STACK0, [TARGET, CODE3, new,
                                            WORLD + STACK3 - 0x40, DATA3]))
    yield Case("iretd in ring 3 does not enter V86 mode", "iretd",
               done(TARGET, esp=WORLD + STACK3 + 12), memory=on_stack(
                   STACK3, [TARGET, CODE3, 2 | VM]))
    for code in ("cli", "sti"):
        for ring in range(4):
            for iopl in range(4):
                new = 2 | iopl << 12 | (IF if code == "sti" else 0)
                yield Case(f"{code}: IOPL {iopl}", code,
                           done(flags=new | RF) if ring <= iopl else
                           fault("GP", 0), ring=ring,
                           start={"eflags": new ^ IF})


def cases():
    for group in (code_types, stack_types, selectors_and_limits, release,
                  lost_segments, flags):
        yield from group()
