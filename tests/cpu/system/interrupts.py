# SPDX-License-Identifier: MIT
"""Interrupts and exceptions: gates, the code and stack they lead to, error
codes with EXT, double faults."""
from .case import *

SECTION = ('SDM Vol. 2, "INT n/INTO/INT3/INT1"; Vol. 3A, "Error Code", '
           '"Interrupt 8-Double Fault Exception (#DF)"')

TARGET = landing(1)
VECTOR = 0x30
RETURN = WORLD + CODE + 2  # behind INT n
ERROR = VECTOR * 8 + 2
IF, NT, TF, IOPL3 = 0x200, 0x4000, 0x100, 0x3000


def interrupt(name, expected, gate_, ring=3, memory=None, code=None, start=None,
              vector=VECTOR):
    return Case(name, code or f"int {vector:#x}", expected, ring=ring,
                memory=vector_gate(vector, gate_) | (memory or {}),
                start=start or {})


def gate_vector(access, ring):
    if access & 0x1F not in (TASK_GATE, INT16, TRAP16, INT32, TRAP32):
        return "GP"
    if access >> 5 & 3 < ring:
        return "GP"
    return None if access & P else "NP"


def taken(ring, level, selector, wide=True, flags=2, new_flags=None,
          extra=(), return_to=RETURN, conforming=False):
    """The outcome of an interrupt that reaches `selector`, of `level`."""
    size = 4 if wide else 2
    inner = level < ring and not conforming
    values = [flags, CODE_OF[ring], return_to, *extra]
    changes = {}
    if inner:
        values = [DATA_OF[ring], WORLD + STACK[ring], *values]
        changes["ss"] = DATA_OF[level]
    cpl = level if inner else ring
    new_flags = flags & ~IF if new_flags is None else new_flags
    return done(TARGET if wide else LANDINGS + 16, cs=selector | cpl,
                esp=WORLD + STACK[cpl] - size * len(values),
                memory=pushed(STACK[cpl], values, size),
                flags=new_flags | RF, **changes)


def gate_types():
    for ring in (0, 3):
        for level in (0, 3):
            for type_ in range(32):
                for present in (0, P):
                    access = present | dpl(level) | type_
                    if type_ == TASK_GATE:
                        continue
                    vector = gate_vector(access, ring)
                    wide = type_ & 8
                    target = TARGET if wide else LANDINGS + 16
                    selector = CODE0 if wide else CODE0_16
                    flags = 2 | IF | IOPL3
                    new = flags if type_ & 1 else flags & ~IF
                    yield interrupt(
                        f"gate {access:02X}", fault(vector, ERROR) if vector
                        else taken(ring, 0, selector, wide, flags, new),
                        gate(selector, target, access), ring,
                        start={"eflags": flags})
    for ring in range(4):
        for level in range(4):
            access = P | dpl(level) | INT32
            yield interrupt(f"gate of level {level}", taken(ring, 0, CODE0)
                            if level >= ring else fault("GP", ERROR),
                            gate(CODE0, TARGET, access), ring)


def code_vector(access, ring):
    if not access & S or not access & X or access >> 5 & 3 > ring:
        return "GP"
    return None if access & P else "NP"


def targets():
    """Every code segment that a gate can lead to."""
    for ring in range(4):
        for level in range(4):
            for type_ in (range(32) if ring == 3 and level in (0, 3) else
                          (S | X | R | A, S | X | R | CONFORM | A)):
                for present in (0, P):
                    access = present | dpl(level) | type_
                    d = flat(access)
                    vector = code_vector(access, ring)
                    expected = (fault(vector, T0) if vector else
                                taken(ring, level, T0,
                                      conforming=type_ & CONFORM))
                    if not vector:
                        expected.memory[GDT + T0 + 4] = d[1] | A << 8
                    yield interrupt(f"to code {access:02X}", expected,
                                    gate(T0, TARGET, P | dpl(3) | INT32),
                                    ring, entry(T0, d))
    for selector, error in ((0, 0), (3, 0), (0x103, 0x100), (0x84, 0x84),
                            (0xFFFF, 0xFFFC)):
        yield interrupt(f"to selector {selector:X}", fault("GP", error),
                        gate(selector, TARGET, P | dpl(3) | INT32))
    local = flat(P | S | X | R | A)
    yield interrupt("to code in the LDT", taken(3, 0, 0x0C),
                    gate(0x0C, TARGET, P | dpl(3) | INT32), 3,
                    entry(0x0C, local))
    short = descriptor(0, 0xFFF, P | S | X | R | A, BIG)
    for ring in (0, 3):
        yield interrupt("beyond the limit", fault("GP", 0),
                        gate(T0, TARGET, P | dpl(3) | INT32), ring,
                        entry(T0, short))


def idt_limit():
    for limit in (VECTOR * 8 - 1, VECTOR * 8 + 6, VECTOR * 8 + 7):
        yield interrupt(f"IDT limit {limit:X}", taken(3, 0, CODE0)
                        if limit == VECTOR * 8 + 7 else fault("GP", ERROR),
                        gate(CODE0, TARGET, P | dpl(3) | INT32),
                        start={"idtr": limit << 16})


def clear_flags():
    """What the handler starts with, and what is saved."""
    for type_ in (INT32, TRAP32):
        for ring in (0, 3):
            for extra in (0, IF, NT, IF | NT | IOPL3 | 0x40000 | 0x2008D5):
                flags = 2 | extra
                new = flags & ~NT
                new = new & ~IF if type_ == INT32 else new
                yield interrupt(f"flags {flags:X} by gate type {type_:X}",
                                taken(ring, 0, CODE0, flags=flags,
                                      new_flags=new),
                                gate(CODE0, TARGET, P | dpl(3) | type_), ring,
                                start={"eflags": flags})


def stack_vector(access, rpl, level):
    if rpl != level or access >> 5 & 3 != level:
        return "TS"
    if not access & S or access & X or not access & W:
        return "TS"
    return None if access & P else "SS"


def inner_stacks():
    to_ring1 = gate(CODE1, TARGET, P | dpl(3) | INT32)
    for level in range(4):
        for rpl in range(4):
            for type_ in (range(32) if level == rpl == 1 else (S | W | A,)):
                for present in (0, P):
                    access = present | dpl(level) | type_
                    d = flat(access)
                    vector = stack_vector(access, rpl, 1)
                    expected = (fault(vector, T1) if vector else
                                taken(3, 1, CODE1))
                    if not vector:
                        expected.registers["ss"] = T1 | 1
                        expected.memory[GDT + T1 + 4] = d[1] | A << 8
                    yield interrupt(f"inner stack {access:02X}, RPL {rpl}",
                                    expected, to_ring1, 3, entry(T1, d)
                                    | {TSS_A + 16: T1 | rpl})
    for selector, error in ((0, 0), (1, 0), (0x101, 0x100), (0x85, 0x84)):
        yield interrupt(f"inner stack selector {selector:X}",
                        fault("TS", error), to_ring1,
                        memory={TSS_A + 16: selector})
    for esp in (19, 20):
        d = descriptor(WORLD + STACK1 - 20, 0xFFF, P | dpl(1) | S | W | A, BIG)
        good = taken(3, 1, CODE1)
        good.registers.update(ss=T1 | 1, esp=0)
        yield interrupt(f"inner stack with room for {esp} bytes",
                        good if esp == 20 else fault("SS", T1), to_ring1,
                        memory=entry(T1, d) | {TSS_A + 12: esp,
                                               TSS_A + 16: T1 | 1})
    for limit in (0x10, 0x11):
        d = descriptor(WORLD + TSS_A, limit, P | TSS32)
        yield interrupt(f"TSS limit {limit:X}", taken(3, 1, CODE1)
                        if limit == 0x11 else fault("TS", TASK_A), to_ring1,
                        memory=entry(TASK_A, d))
    short = descriptor(0, 0xFFF, P | dpl(1) | S | X | R | A, BIG)
    small = descriptor(WORLD + STACK1, 0xFFF, P | dpl(1) | S | W | A, BIG)
    yield interrupt("no room on the stack before the limit of the code",
                    fault("SS", T1), gate(T0, TARGET, P | dpl(3) | INT32),
                    memory=entry(T0, short) | entry(T1, small)
                    | {TSS_A + 12: 8, TSS_A + 16: T1 | 1})


def one_byte():
    """INT3, INTO and BOUND reach their vectors; DPL counts for the first
    two, which are traps, not for BOUND, a fault."""
    for level in (0, 3):
        access = P | dpl(level) | INT32
        for code, vector, flags in (("int3", 3, 2), ("into", 4, 0x802)):
            good = taken(3, 0, CODE0, flags=flags,
                         return_to=WORLD + CODE + 1)
            yield interrupt(f"{code} by a gate of level {level}",
                            good if level == 3 else
                            fault("GP", vector * 8 + 2),
                            gate(CODE0, TARGET, access), code=code,
                            vector=vector, start={"eflags": flags})
        yield interrupt(f"bound by a gate of level {level}", fault("BR"),
                        gate(CODE0, stub(5), access),
                        code=f"bound eax, [{WORLD + DATA}]", vector=5,
                        memory={DATA: 1, DATA + 4: 5}, start={"eax": 6})
    yield interrupt("into without overflow", done(),
                    gate(CODE0, TARGET, P | INT32), code="into", vector=4)
    for value, good in ((0, False), (1, True), (5, True), (6, False),
                        (0xFFFFFFFF, False)):
        yield Case(f"bound: {value:X} in 1 to 5",
                   f"bound eax, [{WORLD + DATA}]", done() if good else
                   fault("BR"), start={"eax": value},
                   memory={DATA: 1, DATA + 4: 5})


def exceptions():
    """The exceptions of plain instructions, with and without error code."""
    for name, code, start in (
            ("DE", "div ecx", {"ecx": 0}), ("DE", "idiv cl", {"ecx": 0}),
            ("DE", "div cl", {"eax": 0x100, "ecx": 1}),
            ("DE", "idiv cl", {"eax": 0x80, "ecx": 1}), ("DE", "aam 0", {}),
            ("UD", "ud2", {}), ("UD", "db 0fh, 0ffh", {}),
            ("UD", "lock mov eax, ecx", {}), ("UD", "db 0f0h, 90h", {}),
            ("UD", "db 0c5h, 0c0h", {}), ("UD", "db 8dh, 0c0h", {}),
            ("NM", "fninit", {"cr0": 0x15}), ("NM", "fninit", {"cr0": 0x19}),
            ("NM", "wait", {"cr0": 0x1B}), ("GP", "hlt", {}),
            ("GP", "times 15 db 66h; nop", {}),
            ("AC", f"mov ecx, [{WORLD + DATA + 1}]",
             {"cr0": 0x40011, "eflags": 0x40002}),
            ("AC", f"mov cx, [{WORLD + DATA + 1}]",
             {"cr0": 0x40011, "eflags": 0x40002})):
        for ring in (0, 3):
            if ring == 0 and (name == "AC" or code == "hlt"):
                continue
            yield Case(f"{name}: {code}", code, fault(name, 0), ring=ring,
                       start=start)
    for cr0, eflags, ring in ((0x11, 0x40002, 3), (0x40011, 2, 3),
                              (0x40011, 0x40002, 0)):
        yield Case("no alignment check", f"mov ecx, [{WORLD + DATA + 1}]",
                   done(ecx=0), ring=ring,
                   start={"cr0": cr0, "eflags": eflags})
    yield Case("wait with TS and without MP", "wait", done(),
               start={"cr0": 0x19})


def ext():
    """A fault while an exception is delivered has EXT in its error code."""
    ud = 6 * 8 + 2
    for name, gate_, error, extra in (
            ("GP", gate(CODE0, TARGET, P | CALL32), ud | 1, {}),
            ("NP", gate(CODE0, TARGET, INT32), ud | 1, {}),
            ("GP", gate(0, TARGET, P | INT32), 1, {}),
            ("GP", gate(0x100, TARGET, P | INT32), 0x101, {}),
            ("GP", gate(DATA0, TARGET, P | INT32), DATA0 | 1, {}),
            ("NP", gate(T0, TARGET, P | INT32), T0 | 1,
             entry(T0, flat(S | X | R))),
            ("TS", gate(CODE1, TARGET, P | INT32), 1, {TSS_A + 16: 0}),
            ("TS", gate(CODE1, TARGET, P | INT32), DATA0 | 1,
             {TSS_A + 16: DATA0}),
            ("SS", gate(CODE1, TARGET, P | INT32), T1 | 1,
             entry(T1, flat(dpl(1) | S | W)) | {TSS_A + 16: T1 | 1}),
            ("GP", gate(T0, TARGET, P | INT32), 1, entry(
                T0, descriptor(0, 0xFFF, P | S | X | R | A, BIG)))):
        yield interrupt(f"#UD leads to #{name}({error:X})",
                        fault(name, error), gate_, code="ud2", vector=6,
                        memory=extra)


def double_faults():
    """Which pairs of exceptions make a double fault."""
    first = {
        "DE": ("div ecx", {"ecx": 0}, {}),
        "UD": ("ud2", {}, {}),
        "NM": ("fninit", {"cr0": 0x15}, {}),
        "BR": (f"bound eax, [{WORLD + DATA}]", {"eax": 9}, {}),
        "NP": ("mov ds, ax", {"eax": T2 | 3}, entry(
            T2, flat(dpl(3) | S | W))),
        "SS": ("mov ss, ax", {"eax": T2 | 3}, entry(
            T2, flat(dpl(3) | S | W))),
        "GP": ("hlt", {}, {}),
        "PF": (f"mov ecx, [{LINEAR}]", {"cr0": 0x80000011}, {}),
    }
    paging = {"cr0": 0x80000011}
    second = {
        "TS": (gate(CODE1, TARGET, P | INT32), {TSS_A + 16: 0}, {}, 1),
        "NP": (gate(CODE0, TARGET, INT32), {}, {}, None),
        "SS": (gate(CODE1, TARGET, P | INT32), {TSS_A + 16: T1 | 1}
               | entry(T1, flat(dpl(1) | S | W)), {}, T1 | 1),
        "GP": (gate(CODE0, TARGET, P | CALL32), {}, {}, None),
        "PF": (gate(CODE1, TARGET, P | INT32), {TSS_A + 12: LINEAR + 0x80},
               paging, 2),
    }
    contributory = ("DE", "TS", "NP", "SS", "GP")
    for a, (code, start, memory) in first.items():
        for b, (gate_, extra, more, error) in second.items():
            double = ((a in contributory and b in contributory)
                      or (a == "PF" and (b == "PF" or b in contributory)))
            changes = {}
            number = VECTORS[a]
            if error is None:
                error = number * 8 + 3
            if a == "PF":
                changes["cr2"] = LINEAR
            if b == "PF":
                changes["cr2"] = LINEAR + 0x7C
            if double:
                expected = fault("DF", 0, **changes)
            else:
                expected = fault(b, error, **changes)
            yield interrupt(f"#{a}, then #{b}", expected, gate_, code=code,
                            vector=number, memory=memory | extra,
                            start=start | {"cr0": start.get("cr0", 0)
                                           | more.get("cr0", 0x11)})


def cases():
    for group in (gate_types, targets, idt_limit, clear_flags, inner_stacks,
                  one_byte, exceptions, ext, double_faults):
        yield from group()
