# SPDX-License-Identifier: MIT
"""What a segment admits: its limit, upwards and downwards, and its type."""
from .case import *

SECTION = 'SDM Vol. 3A, "Limit Checking", "Type Checking"'

BASE = WORLD + DATA + 0xF80  # so that offset 80h begins a page
ACCESSES = [("mov {}, [{}]", False), ("mov [{1}], {0}", True),
            ("add [{1}], {0}", True), ("cmp [{1}], {0}", False)]
REGISTERS = {1: "cl", 2: "cx", 4: "ecx"}


def allowed(access, flags, limit, offset, size, write):
    """The SDM's rules for one access of `size` bytes at `offset`."""
    type_ = access & 15
    last = offset + size - 1
    if flags & PAGES:
        limit = limit << 12 | 0xFFF
    if type_ & X:
        return not write and bool(type_ & R) and last <= limit
    if write and not type_ & W:
        return False
    if type_ & DOWN:
        return offset > limit and last <= (0xFFFFFFFF if flags & BIG
                                           else 0xFFFF)
    return last <= limit


def access(register, type_, flags, limit, offset, size, form, write):
    d = descriptor(BASE, limit, P | dpl(3) | S | type_ | A, flags)
    good = allowed(type_, flags, limit, offset, size, write)
    vector = "SS" if register == "ss" else "GP"
    code = form.format(REGISTERS[size], f"{register}:{offset:#x}")
    start = {register: T0 | 3, "ecx": 0, "eflags": 0x46}
    if register == "ss" and not flags & BIG:
        start["esp"] = STACK3  # IRET loads SP only
    return Case(f"{register} limit {limit:X} type {type_:X} flags {flags:X}, "
                f"{size} at {offset:X}", code,
                done() if good else fault(vector, 0), start=start,
                memory=entry(T0, d))


def up():
    for register, type_ in (("ds", W), ("ds", 0), ("ss", W), ("ds", X | R),
                            ("ds", X | R | CONFORM)):
        for size in (1, 2, 4):
            for offset in range(0x7F - size, 0x82):
                for form, write in ACCESSES:
                    yield access(register, type_, 0, 0x7F, offset, size, form,
                                 write)


def down():
    for register in ("ds", "ss"):
        for size in (1, 2, 4):
            for offset in range(0x10 - size, 0x14):
                for form, write in ACCESSES[:2]:
                    yield access(register, DOWN | W, BIG, 0x0F, offset, size,
                                 form, write)
    for size in (1, 2, 4):
        for offset in range(0x10000 - size - 1, 0x10002):
            for form, write in ACCESSES[:2]:
                good = allowed(DOWN | W, 0, 0xF, offset, size, write)
                d = descriptor(BASE + 0x40 - 0x10000, 0xF,
                               P | dpl(3) | S | DOWN | W | A)
                yield Case(f"expand-down, 16-bit: {size} at {offset:X}",
                           form.format(REGISTERS[size], f"ds:{offset:#x}"),
                           done() if good else fault("GP", 0),
                           start={"ds": T0 | 3, "ecx": 0, "eflags": 0x46},
                           memory=entry(T0, d))
    for form, write in ACCESSES[:2]:
        yield access("ds", DOWN, BIG, 0xF, 0x20, 4, form, write)


def through_cs():
    """CS may be read if the segment is readable, and is never written."""
    for type_ in (X, X | R, X | CONFORM, X | CONFORM | R):
        for form, write in ACCESSES:
            good = not write and type_ & R
            d = descriptor(0, 0xFFFFF, P | dpl(3) | S | type_ | A, BIG | PAGES)
            yield Case(f"cs type {type_:X}", form.format(
                "ecx", f"cs:{WORLD + DATA:#x}"),
                done() if good else fault("GP", 0), memory=entry(T0, d),
                start={"cs": T0 | 3, "ecx": 0, "eflags": 0x46})


def wrap():
    """An operand that wraps around 64 KiB is outside. (Around 4 GiB it is for
    the processor to choose.)"""
    for offset in (0xFFFD, 0xFFFE, 0xFFFF):
        yield Case(f"16-bit segment: 4 bytes at {offset:X}",
                   f"mov ecx, [{offset:#x}]", fault("GP", 0), mode="16")
    yield Case("16-bit segment: 2 bytes at FFFF", "mov cx, [0ffffh]",
               fault("GP", 0), mode="16")
    yield Case("16-bit segment: pop at FFFF", "pop cx", fault("SS", 0),
               mode="16", start={"esp": 0xFFFF})
    yield Case("16-bit segment: push at 1", "push cx", fault("SS", 0),
               mode="16", start={"esp": 1})


def code_limit():
    """The last byte of an instruction, and every target, must be inside."""
    for limit in range(5, 11):
        # nop x4; mov eax, imm32 is bytes 4 to 8; then UD2
        d = descriptor(WORLD + CODE, limit, P | dpl(3) | S | X | R | A, BIG)
        place = "here" if limit < 8 else "next"
        vector = ("GP" if limit < 10 else "UD")
        changes = {} if limit < 8 else {"eax": 0x12345678}
        yield Case(f"fetch, limit {limit:X}", "mov eax, 12345678h",
                   fault(vector, 0, place, **changes), before="times 4 nop",
                   start={"cs": T0 | 3, "eip": 0}, memory=entry(T0, d))
    for limit in (0x5F, 0x60, 0x61):
        d = descriptor(WORLD + CODE, limit, P | dpl(3) | S | X | R | A, BIG)
        for code, changes in (
                ("jmp near .code + 60h", {}),
                ("jmp eax", {}), ("jz near .code + 60h", {}),
                ("call eax", {"esp": WORLD + STACK3 - 4}),
                ("ret", {"esp": WORLD + STACK3 + 4})):
            memory = entry(T0, d) | {STACK3: 0x60}
            if limit < 0x60:
                expected = fault("GP", 0)
            else:
                expected = fault("UD" if limit > 0x60 else "GP", 0, 0x60,
                                 **changes)
                if code == "call eax":
                    expected.memory[STACK3 - 4] = 2
            yield Case(f"{code.split()[0]}: limit {limit:X}", code, expected,
                       start={"cs": T0 | 3, "eip": 0, "eax": 0x60,
                              "eflags": 0x42}, memory=memory)


def cases():
    for group in (up, down, through_cs, wrap, code_limit):
        yield from group()
