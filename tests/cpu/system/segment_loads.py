# SPDX-License-Identifier: MIT
"""Loads of segment registers."""
from .case import *

SECTION = 'SDM Vol. 2, "MOV", "POP", "LDS/LES/LFS/LGS/LSS"'


def accepts_data(d_access, ring, rpl):
    """What MOV to DS, ES, FS, GS demands of a descriptor: None or vector."""
    type_, level = d_access & 15, d_access >> 5 & 3
    code = type_ & X
    if not d_access & S or (code and not type_ & R):
        return "GP"
    if not (code and type_ & CONFORM) and max(ring, rpl) > level:
        return "GP"
    return None if d_access & P else "NP"


def accepts_stack(d_access, ring, rpl):
    """... and MOV to SS."""
    type_, level = d_access & 15, d_access >> 5 & 3
    if rpl != ring or not d_access & S or type_ & X or not type_ & W:
        return "GP"
    if level != ring:
        return "GP"
    return None if d_access & P else "SS"


def load(register, access, ring, rpl):
    d = flat(access)
    accept = accepts_stack if register == "ss" else accepts_data
    vector = accept(access, ring, rpl)
    marked = {} if access & A else {GDT + T0 + 4: d[1] | A << 8}
    expected = (fault(vector, T0) if vector else
                done(memory=marked, **{register: T0 | rpl}))
    return Case(f"mov {register}, {T0 | rpl:02X}: access {access:02X}",
                f"mov {register}, ax", expected, ring=ring, section=SECTION,
                start={"eax": T0 | rpl}, memory=entry(T0, d))


def matrix():
    for register in ("ds", "ss"):
        for ring in (0, 3):
            for rpl in (0, 3):
                for level in (0, 3):
                    for type_ in range(32):
                        for present in (0, P):
                            yield load(register, present | dpl(level) | type_,
                                       ring, rpl)


def cases():
    yield from matrix()
