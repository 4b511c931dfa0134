# SPDX-License-Identifier: MIT
"""JMP and CALL to code segments and through call gates, with the frames that
they leave on the stack."""
from .case import *

SECTION = 'SDM Vol. 2, "JMP", "CALL"; Vol. 3A, "Call Gates"'

LENGTH = 7  # of a far JMP or CALL with a pointer in the instruction
RETURN = WORLD + CODE + LENGTH
TARGET = landing(1)


def direct_vector(access, ring, rpl):
    """Straight into the segment: None or vector."""
    level = access >> 5 & 3
    if not access & S or not access & X:
        return "GP"
    if access & CONFORM:
        if level > ring:
            return "GP"
    elif rpl > ring or level != ring:
        return "GP"
    return None if access & P else "NP"


def accessed(selector, d):
    return {GDT + (selector & ~7) + 4: d[1] | A << 8}


def direct(kind, access, ring, rpl):
    d = flat(access)
    vector = direct_vector(access, ring, rpl)
    frame, moved = {}, {}
    if kind == "call":
        frame = pushed(STACK[ring], [CODE_OF[ring], RETURN])
        moved = {"esp": WORLD + STACK[ring] - 8}
    expected = (fault(vector, T0) if vector else
                done(TARGET, cs=T0 | ring, memory=accessed(T0, d) | frame,
                     **moved))
    return Case(f"{kind}: access {access:02X}, RPL {rpl}",
                f"{kind} {T0 | rpl}:dword {TARGET}", expected, ring=ring,
                memory=entry(T0, d))


def system_types(access):
    """Gates and TSSs have their own cases."""
    return not access & S and access & 15 in (
        TSS16, TSS32, TSS16_BUSY, TSS32_BUSY, CALL16, CALL32, TASK_GATE)


def types():
    for kind in ("jmp", "call"):
        for ring in (0, 3):
            for rpl in (0, 3):
                for level in (0, 3):
                    for type_ in range(32):
                        for present in (0, P):
                            access = present | dpl(level) | type_
                            if not system_types(access):
                                yield direct(kind, access, ring, rpl)
        for ring in (1, 2):
            for rpl in range(4):
                for level in range(4):
                    for type_ in (X | R | A, X | R | A | CONFORM):
                        yield direct(kind, P | dpl(level) | S | type_, ring,
                                     rpl)


def selectors_and_limits():
    code = P | dpl(3) | S | X | R | A
    for kind in ("jmp", "call"):
        for rpl in range(4):
            yield Case(f"{kind}: null {rpl}", f"{kind} {rpl}:dword {TARGET}",
                       fault("GP", 0))
        for selector in (0x103, 0xFFFB):
            yield Case(f"{kind}: beyond the GDT",
                       f"{kind} {selector}:dword {TARGET}",
                       fault("GP", selector & ~3))
        yield Case(f"{kind}: beyond the LDT", f"{kind} 87h:dword {TARGET}",
                   fault("GP", 0x84))
        for limit in (0xF, 0x10):
            d = descriptor(WORLD + LANDINGS, limit, code, BIG)
            expected = fault("GP", 0)
            if limit == 0x10:  # the UD2 is two bytes
                expected = fault("GP", 0, 0x10, cs=T0 | 3)
                if kind == "call":
                    expected.memory = pushed(STACK3, [CODE3, RETURN])
                    expected.registers["esp"] = WORLD + STACK3 - 8
            yield Case(f"{kind}: limit {limit:X}",
                       f"{kind} {T0 | 3}:dword 10h", expected,
                       memory=entry(T0, d))
        local = flat(code)
        expected = done(TARGET, cs=0x0F)
        if kind == "call":
            expected.memory = pushed(STACK3, [CODE3, RETURN])
            expected.registers["esp"] = WORLD + STACK3 - 8
        yield Case(f"{kind}: code in the LDT", f"{kind} 0fh:dword {TARGET}",
                   expected, memory=entry(0x0F, local))


# --- call gates --------------------------------------------------------------

def gate_vector(kind, ring, rpl, gate_access, code_access):
    """None, or vector and which selector: gate (T0) or code (T1)."""
    if gate_access >> 5 & 3 < max(ring, rpl):
        return "GP", T0
    if not gate_access & P:
        return "NP", T0
    level = code_access >> 5 & 3
    if not code_access & S or not code_access & X or level > ring:
        return "GP", T1
    if kind == "jmp" and not code_access & CONFORM and level != ring:
        return "GP", T1
    return None if code_access & P else ("NP", T1)


def through_gate(kind, ring, rpl, gate_access, code_access, count=0):
    wide = gate_access & 8
    size = 4 if wide else 2
    d = flat(code_access) if wide else word16(code_access)
    target = TARGET if wide else LANDINGS + 16
    vector = gate_vector(kind, ring, rpl, gate_access, code_access)
    level = code_access >> 5 & 3
    inner = not code_access & CONFORM and level < ring
    parameters = [0x11111111 * (i + 1) for i in range(count)]
    parameters = [p & (1 << 8 * size) - 1 for p in parameters]
    memory = entry(T0, gate(T1, target, gate_access, count)) | entry(T1, d)
    memory |= on_stack(STACK[ring], parameters, size)
    if vector:
        expected = fault(vector[0], vector[1])
    else:
        expected = done(target, cs=T1 | (level if inner else ring),
                        memory=accessed(T1, d))
        frame = [CODE_OF[ring], RETURN]
        if inner and kind == "call":
            frame = [DATA_OF[ring], WORLD + STACK[ring],
                     *parameters[::-1], *frame]
            expected.registers["ss"] = DATA_OF[level]
        if kind == "call":
            top = STACK[level if inner else ring]
            expected.registers["esp"] = WORLD + top - size * len(frame)
            expected.memory |= pushed(top, frame, size)
    return Case(f"{kind} by gate {gate_access:02X} to {code_access:02X}, "
                f"RPL {rpl}, {count} parameters",
                f"{kind} {T0 | rpl}:dword 0badc0deh", expected, ring=ring,
                memory=memory)


def gates():
    code = S | X | R
    for kind in ("jmp", "call"):
        for type_ in (CALL32, CALL16):
            for ring in range(4):
                for rpl in (0, 3):
                    for level in range(4):
                        yield through_gate(kind, ring, rpl,
                                           P | dpl(level) | type_,
                                           P | dpl(ring) | code)
                for level in range(4):
                    for other in (0, CONFORM):
                        for present in (0, P):
                            yield through_gate(
                                kind, ring, 0, P | dpl(3) | type_,
                                present | dpl(level) | code | other)
                            yield through_gate(
                                kind, ring, 0, present | dpl(3) | type_,
                                P | dpl(level) | code | other)
                for bad in (S | W, S, LDT_TYPE, TSS32, CALL32):
                    yield through_gate(kind, ring, 0, P | dpl(3) | type_,
                                       P | bad)
    for type_ in (CALL32, CALL16):
        for count in (1, 2, 5, 16, 31):
            for ring, level in ((3, 0), (3, 1), (2, 1), (3, 3)):
                if ring != level:
                    yield through_gate("call", ring, ring,
                                       P | dpl(3) | type_,
                                       P | dpl(level) | code, count)


def gate_selectors():
    """What the gate's own selector may be, and its offset."""
    for kind in ("jmp", "call"):
        for selector, error in ((0, 0), (3, 0), (0x100, 0x100),
                                (0x87, 0x84), (0xFFFF, 0xFFFC)):
            yield Case(f"{kind} by gate to selector {selector:X}",
                       f"{kind} {T0 | 3}:dword 0", fault("GP", error),
                       memory=entry(T0, gate(selector, TARGET,
                                             P | dpl(3) | CALL32)))
        short = descriptor(0, 0xFFF, P | dpl(3) | S | X | R | A, BIG)
        yield Case(f"{kind} by gate beyond the limit",
                   f"{kind} {T0 | 3}:dword 0", fault("GP", 0),
                   memory=entry(T1, short) | entry(T0, gate(
                       T1, TARGET, P | dpl(3) | CALL32)))
    yield Case("gate in the LDT", "call 0fh:dword 0",
               done(TARGET, cs=CODE0, ss=DATA0, esp=WORLD + STACK0 - 16,
                    memory=pushed(STACK0, [DATA3, WORLD + STACK3, CODE3,
                                           RETURN])),
               memory=entry(0x0F, gate(CODE0, TARGET, P | dpl(3) | CALL32)))


# --- the inner stack ---------------------------------------------------------

def stack_vector(access, rpl, level):
    """SS out of the TSS: None or vector."""
    if rpl != level or access >> 5 & 3 != level:
        return "TS"
    if not access & S or access & X or not access & W:
        return "TS"
    return None if access & P else "SS"


def inner_stacks():
    """SS1:ESP1 of the TSS, its type, level and selector."""
    call = entry(T0, gate(CODE1, TARGET, P | dpl(3) | CALL32))
    for level in range(4):
        for rpl in range(4):
            for present in (0, P):
                for type_ in ((S | W | A, S | W | DOWN | A) if (level, rpl)
                              != (1, 1) else range(32)):
                    access = present | dpl(level) | type_
                    d = flat(access)
                    vector = stack_vector(access, rpl, 1)
                    memory = call | entry(T1, d) | {TSS_A + 16: T1 | rpl}
                    frame = pushed(STACK1, [DATA3, WORLD + STACK3, CODE3,
                                            RETURN])
                    yield Case(f"inner stack: access {access:02X}, RPL {rpl}",
                               f"call {T0 | 3}:dword 0",
                               fault(vector, T1) if vector else
                               done(TARGET, cs=CODE1, ss=T1 | 1,
                                    esp=WORLD + STACK1 - 16,
                                    memory=frame | accessed(T1, d)),
                               memory=memory)
    for selector, error in ((0, 0), (1, 0), (0x101, 0x100), (0x85, 0x84)):
        yield Case(f"inner stack: selector {selector:X}",
                   f"call {T0 | 3}:dword 0", fault("TS", error),
                   memory=call | {TSS_A + 16: selector})
    for esp, good in ((15, False), (16, True)):
        d = descriptor(WORLD + STACK1 - 16, 0xFFF, P | dpl(1) | S | W | A, BIG)
        frame = pushed(STACK1, [DATA3, WORLD + STACK3, CODE3, RETURN])
        yield Case(f"inner stack: {esp} bytes of room",
                   f"call {T0 | 3}:dword 0",
                   done(TARGET, cs=CODE1, ss=T1 | 1, esp=0, memory=frame)
                   if good else fault("SS", T1),
                   memory=call | entry(T1, d) | {TSS_A + 12: esp,
                                                 TSS_A + 16: T1 | 1})
    for limit in (0x10, 0x11, 0x12, 0x13):
        # SS1 ends at byte 11h, and SDM counts ESP1's and SS1's dwords
        d = descriptor(WORLD + TSS_A, limit, P | TSS32)
        yield Case(f"inner stack: TSS limit {limit:X}",
                   f"call {T0 | 3}:dword 0",
                   fault("TS", TASK_A) if limit < 0x11 else
                   done(TARGET, cs=CODE1, ss=DATA1, esp=WORLD + STACK1 - 16,
                        memory=pushed(STACK1, [DATA3, WORLD + STACK3, CODE3,
                                               RETURN])),
                   memory=call | entry(TASK_A, d) | {GDT + TASK_A + 4: d[1]})


def priorities():
    """Of two wrongs, the one that is checked first is told."""
    absent_gate = gate(T1, TARGET, dpl(0) | CALL32)
    yield Case("a gate that is absent and not allowed", f"call {T0}:dword 0",
               fault("GP", T0), memory=entry(T0, absent_gate))
    yield Case("absent code that is not allowed", f"jmp {T0}:dword 0",
               fault("GP", T0), memory=entry(T0, flat(S | X | R)))
    short = descriptor(0, 0xFFF, dpl(3) | S | X | R, BIG)
    yield Case("absent code that is too short", f"jmp {T0}:dword {TARGET}",
               fault("NP", T0), memory=entry(T0, short))
    call = entry(T0, gate(T1, TARGET, P | dpl(3) | CALL32))
    short = entry(T1, descriptor(0, 0xFFF, P | dpl(1) | S | X | R | A, BIG))
    yield Case("a bad inner stack before the limit of the code",
               f"call {T0}:dword 0", fault("TS", 0),
               memory=call | short | {TSS_A + 16: 0})
    small = entry(T2, descriptor(WORLD + STACK1, 0xFFF,
                                 P | dpl(1) | S | W | A, BIG))
    yield Case("no room on the inner stack before the limit of the code",
               f"call {T0}:dword 0", fault("SS", T2), memory=call | short
               | small | {TSS_A + 12: 8, TSS_A + 16: T2 | 1})


def cases():
    for group in (types, selectors_and_limits, gates, gate_selectors,
                  inner_stacks, priorities):
        yield from group()
