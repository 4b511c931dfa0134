# SPDX-License-Identifier: MIT
"""Instructions go on after a page fault: the handler makes the page present
and returns, and all is as if the page had always been there."""
from .case import *

SECTION = ('SDM Vol. 3A, "Program or Task Restart", "Interrupt 14-Page-Fault '
           'Exception (#PF)"')

PG = 0x80000011
CARRY = 1
TARGET = landing(1)
HANDLER = landing(8)
EDGE3, EDGE1 = 0xA000, 0xE000
DATA_EDGE = DATA + 0x1000

# push eax; mov eax, cr2; shr eax, 12; or byte [TABLE_0 + 4 * eax], 1;
# pop eax; add esp, 4; iretd
CODE_OF_HANDLER = (b"\x50\x0F\x20\xD0\xC1\xE8\x0C\x80\x0C\x85"
                   + struct.pack("<I", WORLD + TABLE_0)
                   + b"\x01\x58\x83\xC4\x04\xCF").ljust(24, b"\x90")


def handler():
    words = struct.unpack("<6I", CODE_OF_HANDLER)
    return {LANDINGS + 16 * 8 + 4 * i: w for i, w in enumerate(words)}


def restart(name, code, page, expected, memory=None, written=True, ring=3,
            **start):
    """`page` is absent at first, then was used and perhaps written."""
    at = TABLE_0 + 4 * page
    entry_ = page << 12 | PAGE_W | PAGE_U
    expected.memory[at] = entry_ | PAGE_P | PAGE_A | (PAGE_D if written else 0)
    return Case(name, code, expected, ring=ring,
                start={"cr0": PG, **start},
                memory={at: entry_} | handler() | (memory or {})
                | vector_gate(14, gate(CODE0, HANDLER, P | INT32)))


def pushes():
    general = [default_state()[name] for name in STATE_NAMES[:8]]
    below = WORLD + EDGE3 - 4
    for fit in range(8):
        top = EDGE3 + 4 * fit
        values = list(general)
        values[4] = WORLD + top
        yield restart(f"pushad: {fit} of 8 fitted", "pushad", 0x69,
                      done(esp=WORLD + top - 32, cr2=below,
                           memory=pushed(top, values)), esp=WORLD + top)
    for fit in range(2):
        top = EDGE3 + 4 * fit
        yield restart(f"call far: {fit} of 2 fitted",
                      f"call {CODE3}:dword {TARGET}", 0x69,
                      done(TARGET, esp=WORLD + top - 8, cr2=below,
                           memory=pushed(top, [CODE3, WORLD + CODE + 7])),
                      esp=WORLD + top)
    yield restart("push from memory", f"push dword [{WORLD + DATA}]", 0x69,
                  done(esp=below, cr2=below, memory={EDGE3 - 4: 0x1234}),
                  {DATA: 0x1234}, esp=WORLD + EDGE3)


def gates():
    for name, code, values, memory in (
            ("call gate", f"call {T0 | 3}:dword 0",
             [DATA3, WORLD + STACK3, 7, CODE3, WORLD + CODE + 7],
             entry(T0, gate(CODE1, TARGET, P | dpl(3) | CALL32, 1))
             | {STACK3: 7}),
            ("int", "int 0x30",
             [DATA3, WORLD + STACK3, 2, CODE3, WORLD + CODE + 2],
             vector_gate(0x30, gate(CODE1, TARGET, P | dpl(3) | INT32)))):
        for fit in range(5):
            top = EDGE1 + 4 * fit
            yield restart(f"{name}: {fit} of 5 fitted", code, 0x6D,
                          done(TARGET, cs=CODE1, ss=DATA1,
                               cr2=WORLD + EDGE1 - 4,
                               esp=WORLD + top - 20,
                               memory=pushed(top, values)),
                          memory | {TSS_A + 12: WORLD + top})


def pops():
    names = ("edi", "esi", "ebp", None, "ebx", "edx", "ecx", "eax")
    for fit in range(8):
        at = EDGE3 - 4 * fit
        values = [0x11110000 + i for i in range(8)]
        new = {name: value for name, value in zip(names, values) if name}
        yield restart(f"popad: {fit} of 8 were there", "popad", 0x6A,
                      done(esp=WORLD + at + 32, cr2=WORLD + EDGE3, **new),
                      on_stack(at, values), False, esp=WORLD + at)
    yield restart("ret", "ret", 0x6A, done(TARGET, esp=WORLD + EDGE3 + 4,
                                           cr2=WORLD + EDGE3),
                  {EDGE3: TARGET}, False, esp=WORLD + EDGE3)


def operands():
    """A dword that lies half in the page."""
    for before in (0, 1, 2, 3):
        at = DATA_EDGE - before
        start = {"ecx": 0x01020304, "eax": 0x10, "eflags": 2 | CARRY}
        for name, code, result, changes, flags in (
                ("add", "add [{}], ecx", 0x01020314, {}, 6),
                ("adc", "adc [{}], ecx", 0x01020315, {}, 2),
                ("xadd", "xadd [{}], ecx", 0x01020314, {"ecx": 0x10}, 6),
                ("xchg", "xchg [{}], ecx", 0x01020304, {"ecx": 0x10}, 3),
                ("cmpxchg", "cmpxchg [{}], ecx", 0x01020304, {}, 0x46),
                ("bts", "bts dword [{}], 8", 0x110, {}, 2),
                ("mov", "mov [{}], ecx", 0x01020304, {}, 3)):
            yield restart(
                f"{name}: {before} bytes before the page",
                code.format(WORLD + at), 0x68,
                done(memory=spread(at, result),
                     cr2=WORLD + DATA_EDGE, flags=flags | RF,
                     **changes), spread(at, 0x10), **start)


def spread(offset, value):
    """A dword at any offset, as dwords of memory that was zero."""
    wide = value << 8 * (offset & 3)
    return {offset & ~3: wide & 0xFFFFFFFF, (offset & ~3) + 4: wide >> 32}


def strings():
    """The source, or the target, runs into the page."""
    values = [0x11111111 * (i + 1) for i in range(6)]
    for fit in range(6):
        source = DATA_EDGE - 4 * fit
        target = STACK2 - 0x40
        copied = {target + 4 * i: v for i, v in enumerate(values)}
        image = {source + 4 * i: v for i, v in enumerate(values)}
        yield restart(f"rep movsd: {fit} elements before the source's page",
                      "rep movsd", 0x68,
                      done(ecx=0, esi=WORLD + source + 24,
                           edi=WORLD + target + 24, cr2=WORLD + DATA_EDGE,
                           memory=copied), image, False, ecx=6,
                      esi=WORLD + source, edi=WORLD + target)
        yield restart(f"rep stosd: {fit} elements before the page",
                      "rep stosd", 0x68,
                      done(ecx=0, edi=WORLD + source + 24,
                           cr2=WORLD + DATA_EDGE,
                           memory={source + 4 * i: 0xCAFE0001
                                   for i in range(6)}),
                      eax=0xCAFE0001, ecx=6, edi=WORLD + source)


def cases():
    for group in (pushes, gates, pops, operands, strings):
        yield from group()
