# SPDX-License-Identifier: MIT
"""Loads of segment registers: every type of descriptor, ring and RPL; null
selectors; the limits of GDT and LDT; what a load leaves in the register."""
from .case import *

SECTION = 'SDM Vol. 2, "MOV", "POP", "LDS/LES/LFS/LGS/LSS"'


def data_vector(access, ring, rpl):
    """What MOV to DS, ES, FS, GS demands of a descriptor: None or vector."""
    type_, level = access & 15, access >> 5 & 3
    code = type_ & X
    if not access & S or (code and not type_ & R):
        return "GP"
    if not (code and type_ & CONFORM) and max(ring, rpl) > level:
        return "GP"
    return None if access & P else "NP"


def stack_vector(access, ring, rpl):
    """... and MOV to SS."""
    type_, level = access & 15, access >> 5 & 3
    if rpl != ring or not access & S or type_ & X or not type_ & W:
        return "GP"
    if level != ring:
        return "GP"
    return None if access & P else "SS"


def accessed(selector, d):
    """The accessed bit of a descriptor that was loaded."""
    at = (LDT if selector & 4 else GDT) + (selector & ~7) + 4
    return {at: d[1] | A << 8}


def load(register, access, ring, rpl):
    d = flat(access)
    accept = stack_vector if register == "ss" else data_vector
    vector = accept(access, ring, rpl)
    expected = (fault(vector, T0) if vector else
                done(memory=accessed(T0, d), **{register: T0 | rpl}))
    return Case(f"mov {register}: access {access:02X}, RPL {rpl}",
                f"mov {register}, ax", expected, ring=ring,
                start={"eax": T0 | rpl}, memory=entry(T0, d))


def types():
    for register in ("ds", "ss"):
        for ring in (0, 3):
            for rpl in (0, 3):
                for level in (0, 3):
                    for type_ in range(32):
                        for present in (0, P):
                            yield load(register, present | dpl(level) | type_,
                                       ring, rpl)


def rings():
    """Levels 0 to 3 of CPL, RPL and DPL, data and conforming code."""
    for register in ("es", "ss"):
        for ring in range(4):
            for rpl in range(4):
                for level in range(4):
                    for type_ in (W | A, X | R | CONFORM | A):
                        yield load(register, P | dpl(level) | S | type_, ring,
                                   rpl)


def other_instructions():
    """The same checks behind every other way to load a register."""
    good = flat(P | dpl(3) | S | W | A)
    bad = flat(P | dpl(3) | S | X)
    absent = flat(dpl(3) | S | W | A)
    for d, data, stack in ((good, None, None), (bad, "GP", "GP"),
                           (absent, "NP", "SS")):
        for register in ("es", "ss", "ds", "fs", "gs"):
            vector = stack if register == "ss" else data
            for name, code, moved in (
                    ("mov", f"mov {register}, [{WORLD + DATA}]", {}),
                    ("pop", f"pop {register}",
                     {"esp": WORLD + STACK3 + 4}),
                    ("l" + register, f"l{register} ebx, [{WORLD + DATA}]",
                     {"ebx": 0x12345678})):
                pointer = name == "l" + register
                memory = entry(T0, d) | on_stack(STACK3, [T0 | 3])
                memory |= on_stack(DATA, [0x12345678, T0 | 3] if pointer
                                   else [T0 | 3])
                yield Case(f"{name} {register}: access {d[1] >> 8 & 255:02X}",
                           code, fault(vector, T0) if vector else
                           done(**moved, **{register: T0 | 3}), memory=memory)
    yield Case("mov to cs", "db 8eh, 0c8h", fault("UD"), start={"eax": CODE3})
    yield Case("mov to segment register 6", "db 8eh, 0f0h", fault("UD"))
    yield Case("mov to segment register 7", "db 8eh, 0f8h", fault("UD"))


def null_selectors():
    for ring in (0, 3):
        for rpl in range(4):
            for register in ("es", "ds", "fs", "gs"):
                yield Case(f"null {rpl} in {register}", f"mov {register}, ax",
                           done(**{register: rpl}), ring=ring,
                           start={"eax": rpl})
            yield Case(f"null {rpl} in ss", "mov ss, ax", fault("GP", 0),
                       ring=ring, start={"eax": rpl})
    for register, place in (("es", "es:"), ("ds", ""), ("fs", "fs:"),
                            ("gs", "gs:")):
        for access in ("mov eax, [{}]", "mov [{}], eax", "add [{}], eax"):
            yield Case(f"use of a null {register}",
                       access.format(place + str(WORLD + DATA)),
                       fault("GP", 0), start={register: 0})


def table_limits():
    """The last byte of a descriptor must lie within its table."""
    good = flat(P | dpl(3) | S | W | A)
    for limit in (T0 - 1, T0, T0 + 6, T0 + 7, T0 + 8):
        for register in ("ds", "ss"):
            expected = (done(**{register: T0 | 3}) if limit >= T0 + 7 else
                        fault("GP", T0))
            yield Case(f"mov {register}: GDT limit {limit:X}",
                       f"mov {register}, ax", expected,
                       start={"eax": T0 | 3, "gdtr": limit << 16},
                       memory=entry(T0, good))
    for selector in (0x07, 0x7F, 0x87, 0xFFFF):
        inside = selector & ~7 | 7
        memory = entry(selector & 0x7F, good) if inside <= 0x7F else {}
        expected = (done(ds=selector) if inside <= 0x7F else
                    fault("GP", selector & ~3))
        yield Case(f"mov ds: LDT limit 7F, selector {selector:X}",
                   "mov ds, ax", expected, start={"eax": selector},
                   memory=memory)
    for register in ("ds", "ss"):
        yield Case(f"mov {register} without an LDT", f"mov {register}, ax",
                   fault("GP", 4), start={"eax": 7, "ldtr": 0},
                   memory=entry(7, good))
        yield Case(f"mov {register}: absent in the LDT", f"mov {register}, ax",
                   fault("SS" if register == "ss" else "NP", 0x0C),
                   start={"eax": 0x0F}, memory=entry(0x0F, flat(
                       dpl(3) | S | W | A)))


def what_is_loaded():
    """Base, limit and granularity of the descriptor count from then on."""
    for flags, limit, last in ((BIG, 7, 7), (0, 7, 7), (BIG | PAGES, 0, 0xFFF)):
        d = descriptor(WORLD + DATA, limit, P | dpl(3) | S | W | A, flags)
        for offset in (last - 3, last - 2):
            expected = (done("next", ds=T0 | 3, ecx=0) if offset + 3 <= last
                        else fault("GP", 0, ds=T0 | 3))
            yield Case(f"mov ds, then use at {offset:X} of {last:X}",
                       f"mov ecx, [{offset}]", expected, before="mov ds, ax",
                       start={"eax": T0 | 3}, memory=entry(T0, d))
    base = descriptor((WORLD + DATA - 0x1000) & 0xFFFFFFFF, 0xFFFFF,
                      P | dpl(3) | S | W | A)
    yield Case("base from all three parts", "mov ecx, [1000h]",
               done(ecx=0x55AA, es=T0 | 3, ds=T0 | 3),
               before="mov es, ax; mov ds, ax", start={"eax": T0 | 3},
               memory=entry(T0, base) | {DATA: 0x55AA})


def cases():
    for group in (types, rings, other_instructions, null_selectors,
                  table_limits, what_is_loaded):
        yield from group()
