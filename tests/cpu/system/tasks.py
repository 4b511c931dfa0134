# SPDX-License-Identifier: MIT
"""Task switches: by JMP, CALL, IRET and task gates; busy bits, links, NT, TS;
what is saved and loaded; every check of the new task."""
from .case import *

SECTION = ('SDM Vol. 3A, "Task Switching", Table "Exception Conditions '
           'Checked During a Task Switch"; Vol. 2, "JMP", "CALL", "IRET"')

TS, NT, IF = 8, 0x4000, 0x200
BACK = {"jmp": WORLD + CODE + 7, "call": WORLD + CODE + 7,
        "int": WORLD + CODE + 2, "iretd": WORLD + CODE + 1}
GENERAL = STATE_NAMES[:8]
SEGMENTS = STATE_NAMES[8:14]
LIMIT = {TSS32: 0x67, TSS16: 0x2B}


def saved32(state, eip, eflags, at=TSS_A):
    """The fields that a switch stores in a 32-bit TSS."""
    fields = {at + 0x20: eip, at + 0x24: eflags}
    for i, name in enumerate(GENERAL + SEGMENTS):
        fields[at + 0x28 + 4 * i] = state[name]
    return fields


def busy(selector, d, is_busy=True):
    high = d[1] | TSS_BUSY if is_busy else d[1] & ~TSS_BUSY
    return {GDT + (selector & ~7) + 4: high}


A_TSS = descriptor(WORLD + TSS_A, 0xDF, P | TSS32)
B_TSS = descriptor(WORLD + TSS_B, 0x67, P | TSS32)
DEFAULT = default_state()


def by(kind, selector):
    """The instruction, and what the world needs for it."""
    if kind == "int":
        return "int 0x30", vector_gate(0x30, gate(
            selector, 0, P | dpl(3) | TASK_GATE))
    if kind == "iretd":
        return "iretd", {TSS_A: selector}
    return f"{kind} {selector}:dword 0badc0deh", {}


def start_of(kind, ring=0):
    """Where the old task is when it switches; its flags then."""
    state = dict(DEFAULT, eflags=2 | (NT if kind == "iretd" else 0))
    if ring == 0:
        state.update(dict.fromkeys(("es", "ss", "ds", "fs", "gs"), DATA0),
                     cs=CODE0, esp=WORLD + STACK0)
    return state


def switched(kind, ring=0, memory=None, selector=TASK_B, d=B_TSS, at=TSS_B,
             state=None, flags=2, place=landing(1), **new):
    """A good switch from TASK_A to B, whose image is that of DEFAULT."""
    state = state or start_of(kind, ring)
    nested = kind in ("call", "int")
    old_flags = state["eflags"] & ~NT if kind == "iretd" else state["eflags"]
    changes = saved32(state, BACK[kind], old_flags)
    changes |= busy(selector, d) | busy(TASK_A, A_TSS, nested)
    if nested:
        changes[at] = BLANK[at] & 0xFFFF0000 | TASK_A
        flags |= NT
    registers = {name: DEFAULT[name] for name in GENERAL + SEGMENTS}
    registers.update(new)
    return done(place, tr=selector, cr0=state["cr0"] | TS,
                memory=changes | (memory or {}), flags=flags | RF,
                **registers)


def ways():
    """The four ways, from ring 0 and 3, straight and by gates."""
    for kind in ("jmp", "call"):
        for ring in (0, 3):
            for level in (0, 3):
                for rpl in (0, 3):
                    d = descriptor(WORLD + TSS_B, 0x67,
                                   P | dpl(level) | TSS32)
                    good = level >= max(ring, rpl)
                    code, memory = by(kind, TASK_B | rpl)
                    yield Case(f"{kind} to a TSS of level {level}, RPL {rpl}",
                               code, switched(kind, ring, d=d,
                                              selector=TASK_B | rpl)
                               if good else
                               fault("GP", TASK_B), ring=ring,
                               memory=entry(TASK_B, d))
                    for present in (0, P):
                        vector = ("GP" if not good else
                                  None if present else "NP")
                        yield Case(f"{kind} by a task gate of level {level}, "
                                   f"RPL {rpl}, P {present:X}",
                                   f"{kind} {T0 | rpl}:dword 0",
                                   fault(vector, T0) if vector else
                                   switched(kind, ring), ring=ring,
                                   memory=entry(T0, gate(
                                       TASK_B, 0,
                                       present | dpl(level) | TASK_GATE)))
    for ring in (0, 3):
        code, memory = by("int", TASK_B)
        yield Case("int by a task gate", code, switched("int", ring),
                   ring=ring, memory=memory)
        d = descriptor(WORLD + TSS_B, 0x67, P | TSS32_BUSY)
        code, memory = by("iretd", TASK_B)
        yield Case("iretd with NT", code, switched("iretd", ring, d=d),
                   ring=ring, memory=memory | entry(TASK_B, d),
                   start={"eflags": 2 | NT})
    for level in (0, 3):
        yield Case(f"int by a task gate of level {level}", "int 0x30",
                   switched("int", 3) if level else fault("GP", 0x182),
                   memory=vector_gate(0x30, gate(
                       TASK_B, 0, P | dpl(level) | TASK_GATE)))
    yield Case("int by an absent task gate", "int 0x30", fault("NP", 0x182),
               memory=vector_gate(0x30, gate(TASK_B, 0, dpl(3) | TASK_GATE)))


def error_code():
    """An exception by a task gate pushes its error code in the new task."""
    for name, code, start, error in (
            ("GP", "hlt", {}, 0), ("NP", "mov ds, ax", {"eax": T0 | 3}, T0)):
        memory = vector_gate(VECTORS[name], gate(TASK_B, 0, P | TASK_GATE))
        memory |= entry(T0, flat(dpl(3) | S | W))
        state = dict(DEFAULT, **start)
        expected = switched("int", 3, state=state, esp=WORLD + STACK3 - 4)
        # it is a fault: EIP stays, RF is set in the image
        expected.memory |= saved32(state, WORLD + CODE, 2 | RF)
        expected.memory[STACK3 - 4] = error
        yield Case(f"#{name} by a task gate", code, expected, start=start,
                   memory=memory)


def tss_descriptors():
    """What the new TSS's descriptor must be."""
    for kind in ("jmp", "call", "int", "iretd"):
        wanted = TSS32_BUSY if kind == "iretd" else TSS32
        vector = "TS" if kind == "iretd" else "GP"
        start = {"eflags": 2 | NT} if kind == "iretd" else {}
        for type_ in range(32):
            if kind in ("jmp", "call") and (
                    type_ in (CALL16, CALL32, TASK_GATE) or type_ & S):
                continue  # these are no tasks: far_transfers.py
            if type_ & 7 in (TSS16, TSS16_BUSY) and not type_ & 0x18:
                continue  # 16-bit ones have their own cases
            for present in (0, P):
                for limit in (0x66, 0x67):
                    access = present | type_
                    d = descriptor(WORLD + TSS_B, limit, access)
                    code, memory = by(kind, T0)
                    if type_ != wanted:
                        expected = fault(vector, T0)
                    elif not present:
                        expected = fault("NP", T0)
                    elif limit < 0x67:
                        expected = fault("TS", T0)
                    else:
                        expected = switched(kind, selector=T0, d=d)
                    yield Case(f"{kind} to TSS {access:02X}, limit {limit:X}",
                               code, expected, ring=0, start=start,
                               memory=memory | entry(T0, d))
        for selector in (0, 0x50 | 4, 0x100):
            if kind in ("jmp", "call"):
                code, memory = f"{kind} {T0}:dword 0", entry(T0, gate(
                    selector, 0, P | TASK_GATE))
            else:
                code, memory = by(kind, selector)
            yield Case(f"{kind} to task selector {selector:X}", code,
                       fault(vector, selector), ring=0, start=start,
                       memory=memory)


def whole_image():
    """Every register differs: all is saved and all is loaded."""
    new = {name: 0x51510000 + 0x1010 * i for i, name in enumerate(GENERAL)}
    new["esp"] = WORLD + STACK3 - 0x20
    new.update(es=T1 | 3, cs=T0 | 3, ss=T2 | 3, ds=0, fs=T3 | 3, gs=T2 | 3)
    image = {TSS_B + 0x28 + 4 * i: new[name]
             for i, name in enumerate(GENERAL + SEGMENTS)}
    image |= {TSS_B + 0x24: 0x40AD7, TSS_B + 0x60: 0}
    data = flat(P | dpl(3) | S | W)
    image |= entry(T0, flat(P | dpl(3) | S | X | R))
    image |= entry(T1, data) | entry(T2, data) | entry(T3, data)
    marks = {GDT + T0 + 4: flat(P | dpl(3) | S | X | R | A)[1]}
    for selector in (T1, T2, T3):
        marks[GDT + selector + 4] = data[1] | A << 8
    old = {name: 0x1230000 + 0x111 * i for i, name in enumerate(GENERAL)}
    old["esp"] = WORLD + STACK3 - 0x10
    for kind in ("jmp", "call", "int"):
        state = dict(DEFAULT, **old, eflags=0x40A93, es=0)
        code, memory = by(kind, T0 + 0x20)
        d = descriptor(WORLD + TSS_B, 0x67, P | dpl(3) | TSS32)
        expected = switched(kind, 3, marks, T0 + 0x20, d, state=state,
                            flags=0x40AD7, ldtr=0, **new)
        yield Case(f"{kind}: all registers", code, expected,
                   memory=memory | image | entry(T0 + 0x20, d),
                   start={**old, "eflags": 0x40A93, "es": 0})


def new_segments():
    """A selector of the new task that is wrong: the fault is the new
    task's own, with all of its registers loaded."""
    code = flat(P | dpl(3) | S | X | R | A)
    for register in SEGMENTS:
        at = TSS_B + 0x48 + 4 * SEGMENTS.index(register)
        for rpl in (0, 3):
            for level in (0, 3):
                for type_ in (S | W | A, S | A, S | X | A, S | X | R | A,
                              S | X | R | CONFORM | A, LDT_TYPE):
                    for present in (0, P):
                        access = present | dpl(level) | type_
                        vector = new_vector(register, access, rpl)
                        if register == "cs" and rpl == 0:
                            continue  # that changes the stack's level too
                        selector = T0 | rpl
                        d = flat(access)
                        expected = switched("jmp", 0, **{register: selector})
                        if vector:
                            expected.vector = VECTORS[vector]
                            expected.error = T0
                        yield Case(f"new {register}: access {access:02X}, "
                                   f"RPL {rpl}", f"jmp {TASK_B}:dword 0",
                                   expected, ring=0, memory=entry(T0, d)
                                   | {at: selector})
        for selector, error in ((0, 0), (0x103, 0x100), (0x87, 0x84)):
            good = selector == 0 and register not in ("cs", "ss")
            if register == "cs" and selector == 0:
                continue
            expected = switched("jmp", 0, **{register: selector})
            if not good:
                expected.vector, expected.error = VECTORS["TS"], error
            yield Case(f"new {register}: selector {selector:X}",
                       f"jmp {TASK_B}:dword 0", expected, ring=0,
                       memory={at: selector})
    for selector, access, good in (
            (0, None, True), (T0, P | LDT_TYPE, True), (T0, LDT_TYPE, False),
            (T0, P | TSS32, False), (T0, P | S | W, False),
            (0x0C, None, False), (0x100, None, False)):
        expected = switched("jmp", 0, ldtr=selector)
        if not good:
            expected.vector, expected.error = VECTORS["TS"], selector
        yield Case(f"new LDT {selector:X}: access {access}",
                   f"jmp {TASK_B}:dword 0", expected, ring=0,
                   memory={TSS_B + 0x60: selector} | (
                       entry(T0, descriptor(WORLD + LDT, 0x7F, access))
                       if access is not None else {}))
    yield Case("new EIP beyond the limit", f"jmp {TASK_B}:dword 0",
               switched_fault("GP", 0, place=landing(1), cs=T0 | 3),
               ring=0, memory={TSS_B + 0x4C: T0 | 3} | entry(
                   T0, descriptor(0, 0xFFF, P | dpl(3) | S | X | R | A, BIG)))


def switched_fault(name, error, **more):
    expected = switched("jmp", 0, **more)
    expected.vector, expected.error = VECTORS[name], error
    return expected


def new_vector(register, access, rpl):
    """The checks of a selector for CPL 3, in the order of the table."""
    type_, level = access & 15, access >> 5 & 3
    system, code = not access & S, access & X
    conforming = code and type_ & CONFORM
    if register == "cs":
        if system or not code or (level > rpl if conforming else
                                  level != rpl):
            return "TS"
        return None if access & P else "NP"
    if system or (code if register == "ss" else code and not type_ & R):
        return "TS"
    if register == "ss" and not type_ & W:
        return "TS"
    if not access & P:
        return "SS" if register == "ss" else "NP"
    if register == "ss":
        return None if rpl == level == 3 else "TS"
    return None if conforming or level == 3 else "TS"


def old_task():
    """JMP and IRET leave a task that is free, CALL and INT a busy one: it
    cannot be entered again."""
    for kind in ("jmp", "call", "int"):
        code, memory = by(kind, TASK_A)
        yield Case(f"{kind} to the running task", code, fault("GP", TASK_A),
                   ring=0, memory=memory)
    code, memory = by("iretd", TASK_B)
    yield Case("iretd to a task that is not busy", code, fault("TS", TASK_B),
               ring=0, memory=memory, start={"eflags": 2 | NT})
    yield Case("iretd with NT from ring 3", "iretd",
               switched("iretd", 3, d=descriptor(
                   WORLD + TSS_B, 0x67, P | TSS32_BUSY)),
               memory={TSS_A: TASK_B} | entry(TASK_B, descriptor(
                   WORLD + TSS_B, 0x67, P | TSS32_BUSY)),
               start={"eflags": 2 | NT})


def debug_trap():
    """The T flag of the new TSS: a debug exception before its first
    instruction."""
    expected = switched("jmp", 0, dr6=0xFFFF8FF0)
    expected.vector = VECTORS["DB"]
    expected.flags = 2
    yield Case("T flag", f"jmp {TASK_B}:dword 0", expected, ring=0,
               memory={TSS_B + 0x64: 0x00680001})
    yield Case("local breakpoints end with the task",
               f"jmp {TASK_B}:dword 0",
               switched("jmp", 0, dr7=0x4AA),
               ring=0, start={"dr7": 0x4FF, "dr0": 1, "dr1": 1, "dr2": 1,
                              "dr3": 1})


def tasks_of_286():
    """From a 32-bit TSS to one of the 286 and its limits."""
    d = descriptor(WORLD + TSS_16, 0x2B, P | TSS16)
    for kind in ("jmp", "call", "int"):
        code, memory = by(kind, TASK_16)
        registers = {name: DEFAULT[name] & 0xFFFF | 0xFFFF0000
                     for name in GENERAL}
        registers["esp"] = 0xFFFF0000 | STACK3
        registers.update(es=DATA3_16, cs=CODE3_16, ss=DATA3_16, ds=DATA3_16,
                         fs=0, gs=0)
        yield Case(f"{kind} to a 16-bit task", code, switched(
            kind, 0, selector=TASK_16, d=d, at=TSS_16,
            place=LANDINGS + 16, **registers), ring=0, memory=memory)
    for limit in (0x2A, 0x29):
        yield Case(f"16-bit TSS, limit {limit:X}", f"jmp {TASK_16}:dword 0",
                   fault("TS", TASK_16), ring=0, memory=entry(
                       TASK_16, descriptor(WORLD + TSS_16, limit, P | TSS16)))


def returns_from_286():
    """IRET in a nested task goes back to a 16-bit TSS, which gets 16 bits."""
    d = descriptor(WORLD + TSS_16, 0x2B, P | TSS16_BUSY)
    registers = {name: DEFAULT[name] & 0xFFFF | 0xFFFF0000
                 for name in GENERAL}
    registers["esp"] = 0xFFFF0000 | STACK3
    registers.update(es=DATA3_16, cs=CODE3_16, ss=DATA3_16, ds=DATA3_16,
                     fs=0, gs=0)
    yield Case("iretd to a 16-bit task", "iretd", switched(
        "iretd", 3, selector=TASK_16, d=d, at=TSS_16, place=LANDINGS + 16,
        **registers), memory={TSS_A: TASK_16} | entry(TASK_16, d),
        start={"eflags": 2 | NT})


def virtual_tasks():
    """A TSS with VM in its flags; a switch out of virtual-8086 mode."""
    segment = WORLD >> 4
    flags = VM | 0x3002
    image = {TSS_B + 0x20: LANDINGS + 16, TSS_B + 0x24: flags,
             TSS_B + 0x38: 0x7000}
    image |= {TSS_B + 0x48 + 4 * i: segment + i for i in range(6)}
    image[TSS_B + 0x4C] = segment
    new = {name: segment + i for i, name in enumerate(SEGMENTS)}
    new["cs"] = segment
    for kind in ("jmp", "call", "int"):
        code, memory = by(kind, TASK_B)
        yield Case(f"{kind} to a task in V86 mode", code, switched(
            kind, 0, place=LANDINGS + 16, flags=flags, esp=0x7000, **new),
            ring=0, memory=memory | image)
    state = dict(DEFAULT, **dict.fromkeys(SEGMENTS, segment), esp=STACK3,
                 eflags=flags)
    expected = switched("int", 3, state=state)
    expected.memory |= saved32(state, CODE + 2, flags)
    yield Case("int by a task gate in V86 mode", "int 0x30", expected,
               mode="v86", memory=vector_gate(0x30, gate(
                   TASK_B, 0, P | dpl(3) | TASK_GATE)))
    expected = switched("int", 3, state=state, esp=WORLD + STACK3 - 4)
    expected.memory |= saved32(state, CODE, flags | RF)
    expected.memory[STACK3 - 4] = 0
    yield Case("#GP by a task gate in V86 mode", "hlt", expected,
               mode="v86", memory=vector_gate(13, gate(
                   TASK_B, 0, P | TASK_GATE)))


def address_spaces():
    """CR3 comes from the new TSS, if paging is on."""
    pg = 0x80000011
    for cr0, new in ((pg, WORLD + DIRECTORY | 0x18), (0x11, 0x12345000)):
        if cr0 == pg:
            expected = switched("jmp", 0, state=dict(start_of("jmp"),
                                                     cr0=cr0), cr3=new)
        else:
            expected = switched("jmp", 0)
        yield Case(f"CR0 {cr0:X}, CR3 of the new task {new:X}",
                   f"jmp {TASK_B}:dword 0", expected, ring=0,
                   start={"cr0": cr0}, memory={TSS_B + 0x1C: new})


def cases():
    for group in (ways, error_code, tss_descriptors, whole_image,
                  new_segments, old_task, debug_trap, tasks_of_286,
                  returns_from_286, virtual_tasks, address_spaces):
        yield from group()
