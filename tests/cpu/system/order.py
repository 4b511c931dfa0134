# SPDX-License-Identifier: MIT
"""Of two things that are wrong with an instruction, which is told; and the
faults of fetching it."""
from .case import *

SECTION = ('SDM Vol. 3A, "Priority Among Simultaneous Exceptions and '
           'Interrupts"; Vol. 2, "Interrupts and Exceptions" of each '
           'instruction')

PG, TS, EM = 0x80000011, 8, 4
TF, BS, DR6 = 0x100, 0x4000, 0xFFFF0FF0
EDGE = WORLD + DATA + 0x1000
GONE = {TABLE_0 + 4 * 0x68: 0}     # the page behind DATA
FLAT_SHORT = descriptor(0, WORLD + DATA, P | dpl(3) | S | W | A, BIG)


def decoding():
    """What does not exist is #UD, whatever its operand, ring and CR0."""
    absent = f"[{EDGE}]"
    for code in ("db 0fh, 0ffh", "db 0ffh, 0f8h", "db 0feh, 0d0h",
                 "db 08fh, 0c8h", "db 0ffh, 0e8h", "db 0ffh, 0d8h",
                 "db 062h, 0c0h", "db 0c4h, 0c0h", "db 08dh, 0c0h",
                 "db 0fh, 01h, 0d0h", "db 0fh, 01h, 0d8h", "db 0fh, 01h, 0f8h",
                 "db 0fh, 0bah, 0c0h, 1", "db 0fh, 00h, 0f0h",
                 "db 0fh, 20h, 0c8h", "db 0fh, 22h, 0c8h", "db 08eh, 0c8h",
                 "db 0f0h, 01h, 0c8h", "db 0f0h, 8bh, 05h, 0, 0, 0, 0",
                 "db 0f0h, 39h, 05h, 0, 0, 0, 0", "db 0f0h, 0a4h",
                 "db 0f0h, 0fh, 0bdh, 05h, 0, 0, 0, 0", "db 0f0h, 0ebh, 0",
                 "db 0f0h, 0cfh", "db 0f0h, 0cch", "db 0c6h, 0c8h, 0",
                 "db 0c7h, 0c8h, 0, 0, 0, 0", "db 8ch, 0f0h", "db 8ch, 0f8h"):
        for ring in (0, 3):
            yield Case(f"{code}: no instruction", code, fault("UD"),
                       ring=ring, start={"cr0": PG})
    for code in ("lock add [{}], ecx", "lock xadd [{}], ecx",
                 "lock bts dword [{}], 1", "lock xchg [{}], ecx",
                 "lock neg dword [{}]", "lock cmpxchg [{}], ecx"):
        yield Case(f"{code}: allowed", code.format(EDGE),
                   fault("PF", 6, cr2=EDGE), start={"cr0": PG}, memory=GONE)
    for code in ("mov cr0, eax", "mov eax, cr0", "clts", "hlt", "invd",
                 f"lgdt {absent}", f"lidt {absent}", f"lmsw {absent}",
                 f"lldt {absent}", f"ltr {absent}", f"invlpg {absent}"):
        yield Case(f"{code}: the ring before the operand", code,
                   fault("GP", 0), start={"cr0": PG}, memory=GONE)
    for code in (f"lldt {absent}", f"ltr {absent}", f"verr {absent}",
                 f"lar eax, {absent}", f"sldt {absent}", f"str {absent}"):
        code = code.replace(str(EDGE), "0ffffh")
        yield Case(f"{code} in V86 mode: no instruction", code, fault("UD"),
                   mode="v86")


def operands():
    """A segment's limit and type come before its pages, and the unit that is
    missing before the operand."""
    short = {"ds": T0 | 3, "cr0": PG}
    for code, error in ((f"mov ecx, [{EDGE}]", 4), (f"mov [{EDGE}], ecx", 6)):
        yield Case(f"{code}: limit before page", code, fault("GP", 0),
                   start=short, memory=GONE | entry(T0, FLAT_SHORT))
        yield Case(f"{code}: page", code, fault("PF", error, cr2=EDGE),
                   start={"cr0": PG}, memory=GONE)
    read_only = descriptor(0, 0xFFFFF, P | dpl(3) | S | A, BIG | PAGES)
    yield Case("type before page", f"mov [{EDGE}], ecx", fault("GP", 0),
               start=short, memory=GONE | entry(T0, read_only))
    yield Case("null before page", f"mov [{EDGE}], ecx", fault("GP", 0),
               start={"ds": 0, "cr0": PG}, memory=GONE)
    for cr0 in (EM, TS):
        for code in (f"fld dword [{EDGE}]", f"fst dword [{EDGE}]",
                     f"fnsave [{EDGE}]"):
            yield Case(f"{code}: CR0 {cr0} before page", code, fault("NM"),
                       start={"cr0": PG | cr0}, memory=GONE)
    yield Case("bound: page before range", f"bound ecx, [{EDGE}]",
               fault("PF", 4, cr2=EDGE), start={"cr0": PG}, memory=GONE)
    yield Case("div: page before zero", f"div dword [{EDGE}]",
               fault("PF", 4, cr2=EDGE), start={"cr0": PG}, memory=GONE)
    yield Case("mov ss: page before selector", f"mov ss, [{EDGE}]",
               fault("PF", 4, cr2=EDGE), start={"cr0": PG}, memory=GONE)
    yield Case("movs: the source before the target", "movsd",
               fault("PF", 4, cr2=EDGE), start={
                   "cr0": PG, "esi": EDGE, "edi": LINEAR}, memory=GONE)
    yield Case("push: the source before the stack", f"push dword [{EDGE}]",
               fault("PF", 4, cr2=EDGE), start={
                   "cr0": PG, "esp": LINEAR + 4}, memory=GONE)
    yield Case("out: permission before the port", "out dx, al",
               fault("GP", 0), start={"edx": 0x80},
               memory={TSS_A + 0x78: 0xFFFFFFFF})


def fetching():
    """The page and the limit under an instruction, which may cross both."""
    for before in (0, 1, 3, 4, 5):
        at = EDGE - before
        good = before == 5  # mov eax, imm32 is complete; UD2 is not
        bytes_ = 0x12345678B8 << 8 * ((at - WORLD) & 3)
        base = at - WORLD & ~3
        memory = {base: bytes_ & 0xFFFFFFFF, base + 4: bytes_ >> 32}
        memory = {k: v for k, v in memory.items() if k < DATA + 0x1000}
        expected = fault("PF", 4, EDGE if good else at, cr2=EDGE,
                         **({"eax": 0x12345678} if good else {}))
        yield Case(f"fetch: {before} bytes before an absent page", "jmp ecx",
                   expected, start={"cr0": PG, "ecx": at},
                   memory=memory | GONE)
    for code in ("call ecx", "push ecx; ret"):
        name = code.split(";")[0]
        expected = fault("PF", 4, EDGE, cr2=EDGE)
        if name == "call ecx":
            expected.registers["esp"] = WORLD + STACK3 - 4
            expected.memory[STACK3 - 4] = WORLD + CODE + 2
        else:
            expected.memory[STACK3 - 4] = EDGE
        yield Case(f"{name}: the target's page is its own fault", code,
                   expected, start={"cr0": PG, "ecx": EDGE}, memory=GONE)
    limit = descriptor(0, EDGE - 1, P | dpl(3) | S | X | R | A, BIG)
    yield Case("fetch: limit before page", f"jmp {T0 | 3}:dword {EDGE}",
               fault("GP", 0), start={"cr0": PG},
               memory=GONE | entry(T0, limit))
    on = {"cr0": PG, "dr0": EDGE, "dr7": 0x401, "ecx": EDGE}
    yield Case("a breakpoint before the page", "jmp ecx", fault(
        "DB", 0, EDGE, dr6=DR6 | 1, flags=2), start=on, memory=GONE)
    yield Case("a step before the page of the next instruction", "jmp ecx",
               fault("DB", 0, EDGE, dr6=DR6 | BS, flags=2 | TF),
               start={"cr0": PG, "ecx": EDGE, "eflags": 2 | TF}, memory=GONE)
    for count in (14, 15):
        prefixes = f"times {count} db 3eh; nop"
        yield Case(f"{count + 1} bytes", prefixes,
                   done() if count == 14 else fault("GP", 0))


def cases():
    for group in (decoding, operands, fetching):
        yield from group()
