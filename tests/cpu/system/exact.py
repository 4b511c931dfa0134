# SPDX-License-Identifier: MIT
"""Faults are exact: a page fault in the middle of an instruction leaves
registers and memory as they were, and a repeated string instruction stops
between two elements."""
from .case import *

SECTION = ('SDM Vol. 3A, "Program or Task Restart", "Interrupt 14-Page-Fault '
           'Exception (#PF)"; Vol. 2, "REP/REPE/REPZ/REPNE/REPNZ"')

PG, WP = 0x80000011, 0x10000
PAGE_OF = {3: 0x69, 1: 0x6D}      # below the boundary in the ring's stack
UPPER_OF = {3: 0x6A, 1: 0x6E}
EDGE = {3: 0xA000, 1: 0xE000}     # where the upper page begins
TARGET = landing(1)
USER, WRITE = 4, 2
DATA_EDGE = WORLD + DATA + 0x1000
GONE = {TABLE_0 + 4 * 0x68: 0}    # the page behind DATA


def no_page(number):
    return {TABLE_0 + 4 * number: 0}


# --- stacks ------------------------------------------------------------------

PUSHES = [  # instruction, bytes pushed
    ("pushad", 32), ("o16 pusha", 16), ("pushfd", 4), ("push eax", 4),
    ("push dword 5", 4), (f"push dword [{WORLD + DATA}]", 4), ("push cs", 4),
    (f"call {TARGET}", 4), (f"call [{WORLD + DATA}]", 4),
    (f"call {CODE3}:dword {TARGET}", 8), (f"call far [{WORLD + DATA}]", 8),
    (f"call {T0 | 3}:dword 0", 8),
    ("enter 0, 0", 4), ("enter 0, 1", 8), ("enter 16, 4", 20),
    ("enter 8, 31", 128),
]


def pushes():
    """All that is pushed lies above the boundary, or some of it below: then
    all of it must be undone."""
    memory = {DATA: TARGET, DATA + 4: CODE3} | no_page(PAGE_OF[3])
    memory |= entry(T0, gate(CODE3, TARGET, P | dpl(3) | CALL32))
    for code, size in PUSHES:
        unit = 2 if "o16" in code else 4
        for above in range(0, size, unit):
            if code.startswith("enter 8") and above % 16:
                continue
            if above > 0x70:
                continue
            start = {"esp": WORLD + EDGE[3] + above, "cr0": PG,
                     "ebp": WORLD + DATA + 0x1078}
            yield Case(f"{code}: {above} of {size} bytes fit", code,
                       fault("PF", USER | WRITE,
                             cr2=WORLD + EDGE[3] - unit),
                       start=start, memory=memory)


def gates():
    """A call gate and an interrupt to ring 1, whose stack ends in the middle
    of the frame."""
    for code, values, memory in (
            (f"call {T0 | 3}:dword 0", [DATA3, WORLD + STACK3, CODE3,
                                        WORLD + CODE + 7],
             entry(T0, gate(CODE1, TARGET, P | dpl(3) | CALL32))),
            (f"call {T0 | 3}:dword 0", [DATA3, WORLD + STACK3, 0, 0, 0, CODE3,
                                        WORLD + CODE + 7],
             entry(T0, gate(CODE1, TARGET, P | dpl(3) | CALL32, 3))),
            ("int 0x30", [DATA3, WORLD + STACK3, 2, CODE3, WORLD + CODE + 2],
             vector_gate(0x30, gate(CODE1, TARGET, P | dpl(3) | INT32)))):
        for fit in range(len(values) + 1):
            top = EDGE[1] + 4 * fit
            expected = (done(TARGET, cs=CODE1, ss=DATA1,
                             esp=WORLD + top - 4 * len(values),
                             memory=pushed(top, values))
                        if fit == len(values) else
                        fault("PF", WRITE, cr2=WORLD + EDGE[1] - 4))
            yield Case(f"{code}: {fit} of {len(values)} items fit", code,
                       expected, start={"cr0": PG},
                       memory=memory | no_page(PAGE_OF[1])
                       | {TSS_A + 12: WORLD + top})
    parameters = entry(T0, gate(CODE1, TARGET, P | dpl(3) | CALL32, 4))
    for above in range(4):
        esp = EDGE[3] - 4 * above
        yield Case(f"call gate: {above} of 4 parameters can be read",
                   f"call {T0 | 3}:dword 0",
                   fault("PF", USER, cr2=WORLD + EDGE[3]),
                   start={"cr0": PG, "esp": WORLD + esp},
                   memory=parameters | no_page(UPPER_OF[3]))


POPS = [  # instruction, dwords it pops, which must lead somewhere
    ("popad", [0] * 8), ("popfd", [2]), ("pop eax", [0]), ("pop ds", [DATA3]),
    ("ret", [TARGET]), ("ret 8", [TARGET]), ("retf", [TARGET, CODE3]),
    ("retf 8", [TARGET, CODE3]), ("iretd", [TARGET, CODE3, 2]),
]


def pops():
    """The same upwards: the end of what is popped cannot be read."""
    for code, values in POPS:
        for fit in range(len(values)):
            at = EDGE[3] - 4 * fit
            yield Case(f"{code}: {fit} of {len(values)} dwords can be read",
                       code, fault("PF", USER, cr2=WORLD + EDGE[3]),
                       start={"cr0": PG, "esp": WORLD + at},
                       memory=on_stack(at, values[:fit])
                       | no_page(UPPER_OF[3]))
    for code, values in (
            ("retf", [TARGET, CODE3, WORLD + STACK3 - 0x40, DATA3]),
            ("iretd", [TARGET, CODE3, 2, WORLD + STACK3 - 0x40, DATA3])):
        for fit in range(len(values)):
            at = EDGE[1] - 4 * fit
            yield Case(f"{code} outwards: {fit} of {len(values)} dwords can "
                       "be read", code, fault("PF", 0, cr2=WORLD + EDGE[1]),
                       ring=1, start={"cr0": PG, "esp": WORLD + at},
                       memory=on_stack(at, values[:fit])
                       | no_page(UPPER_OF[1]))
    missing = {"cr0": PG, "ebp": DATA_EDGE}
    yield Case("leave", "leave", fault("PF", USER, cr2=DATA_EDGE),
               start=missing, memory=GONE)
    for code in (f"pop dword [{DATA_EDGE}]", f"pop word [{DATA_EDGE}]"):
        yield Case(code, code, fault("PF", USER | WRITE, cr2=DATA_EDGE),
                   start=missing, memory=GONE)


# --- operands ----------------------------------------------------------------

READS = """mov ecx,[{}]; add ecx,[{}]; cmp ecx,[{}]; test [{}],ecx; imul
    ecx,[{}]; movzx ecx,word [{}]; bt [{}],ebx; bsf ecx,[{}]; les ecx,[{}];
    lds ecx,[{}]; lss ecx,[{}]; lfs ecx,[{}]; bound ecx,[{}]; jmp [{}]; jmp far
    [{}]; call [{}]; call far [{}]; mul dword [{}]; div dword [{}]; lar
    ecx,[{}]; lsl ecx,[{}]; verr [{}]; verw [{}]; mov ds,[{}]; mov ss,[{}];
    push dword [{}]; fld dword [{}]; fld qword [{}]; fld tword [{}]; fldcw
    [{}]; fldenv [{}]; frstor [{}]; fild qword [{}]; fbld [{}]; fadd dword
    [{}]"""
WRITES = """mov [{}],ecx; add [{}],ecx; adc [{}],ecx; xchg [{}],ecx; inc dword
    [{}]; not dword [{}]; neg dword [{}]; shl dword [{}],1; rcl dword [{}],3;
    shld [{}],ecx,4; shrd [{}],ecx,cl; bts dword [{}],3; btc [{}],ebx; cmpxchg
    [{}],ecx; xadd [{}],ecx; cmpxchg8b [{}]; sgdt [{}]; sidt [{}]; sldt [{}];
    str [{}]; smsw [{}]; mov [{}],ds; sete [{}]; arpl [{}],cx; pop dword [{}];
    fst dword [{}]; fstp qword [{}]; fstp tword [{}]; fnstcw [{}]; fnstsw [{}];
    fnstenv [{}]; fnsave [{}]; fistp qword [{}]; fbstp [{}]"""


def operands():
    """Both halves of an operand that crosses into an absent page: none of it
    is stored, and no register or flag changes."""
    for forms, error in ((READS, USER), (WRITES, USER | WRITE)):
        for form in (" ".join(f.split()) for f in forms.split(";")):
            x87 = form.startswith("f")
            for before in (0, 1, 2, 4):
                at = DATA_EDGE - before
                if before >= operand_size(form):
                    continue
                code = form.format(at)
                yield Case(f"{code.split(' ')[0]}: {before} bytes before the "
                           "boundary", code,
                           fault("PF", error, cr2=at if not before else
                                 DATA_EDGE),
                           before="fninit; fld1" if x87 else "",
                           start={"cr0": PG, "ecx": 0x12345678, "ebx": 1,
                                  "eflags": 0x8D7}, memory=GONE | {
                                      DATA + 0xFFC: 0})


def operand_size(form):
    """The bytes of the operand, as far as these tests care: 1, 2 or more."""
    name = form.split()[0]
    if name in ("sete",):
        return 1
    if (name in ("lar", "lsl", "verr", "verw", "sldt", "str", "smsw", "arpl",
                 "movzx", "fldcw", "fnstcw", "fnstsw")
            or form in ("mov ds,[{}]", "mov ss,[{}]", "mov [{}],ds")):
        return 2
    if form.split(",")[0].endswith(("qword [{}]", "tword [{}]")) or name in (
            "les", "lds", "lss", "lfs", "bound", "fldenv", "frstor", "fbld",
            "cmpxchg8b", "sgdt", "sidt", "fnstenv", "fnsave", "fbstp",
            ) or "far" in form:
        return 5
    return 4


# --- string instructions -----------------------------------------------------

def strings():
    """ESI and EDI near the boundary: so many elements are done, the registers
    point at the next, and ECX counts what is left."""
    for size, suffix in ((1, "b"), (2, "w"), (4, "d")):
        for fit in range(4):
            for name, uses_source, uses_target, error in (
                    ("movs", True, True, USER),
                    ("stos", False, True, USER | WRITE),
                    ("lods", True, False, USER), ("cmps", True, True, USER),
                    ("scas", False, True, USER)):
                for repeat in ("", "rep "):
                    if repeat and name in ("cmps", "scas"):
                        repeat = "repe "
                    if not repeat and fit:
                        continue
                    yield string(repeat + name + suffix, size, fit,
                                 uses_source, uses_target, error)


def string(code, size, fit, uses_source, uses_target, error):
    edge = DATA_EDGE - size * fit
    start = {"cr0": PG, "ecx": 9 if "rep" in code else 0x55, "eax": 0,
             "esi": edge if uses_source else 7,
             "edi": WORLD + STACK2 - 0x40 if uses_source else edge,
             "eflags": 0x2}
    if not uses_target:
        start["edi"] = 9
    changes = {}
    if fit:
        changes["ecx"] = 9 - fit
        if uses_source:
            changes["esi"] = DATA_EDGE
        if uses_target:
            changes["edi"] = start["edi"] + size * fit
    flags = None
    if fit and ("cmps" in code or "scas" in code):
        flags = 0x46 | RF  # equal
    memory = {}
    return Case(f"{code}: {fit} elements fit", code,
                fault("PF", error, cr2=DATA_EDGE, flags=flags, memory=memory,
                      **changes), start=start, memory=dict(GONE))


def moved():
    """What REP MOVS has moved stays moved; backwards too; and across the
    boundary in the middle of an element."""
    bits = 0x11223344
    for fit in range(1, 4):
        base = DATA + 0x1000 - 4 * fit
        memory = GONE | {base + 4 * i: bits + i for i in range(fit)}
        target = STACK2 - 0x40
        yield Case(f"rep movsd: {fit} dwords are moved", "rep movsd",
                   fault("PF", USER, cr2=DATA_EDGE, ecx=8 - fit,
                         esi=DATA_EDGE, edi=WORLD + target + 4 * fit,
                         memory={target + 4 * i: bits + i
                                 for i in range(fit)}),
                   start={"cr0": PG, "ecx": 8, "esi": WORLD + base,
                          "edi": WORLD + target}, memory=memory)
    for odd in (1, 2, 3):
        start = DATA_EDGE - 4 - odd
        yield Case(f"rep stosd: {odd} bytes of the second fit", "rep stosd",
                   fault("PF", USER | WRITE, cr2=DATA_EDGE, ecx=7,
                         edi=start + 4, memory=spread(
                             start - WORLD, 0xCAFEF00D)),
                   start={"cr0": PG, "ecx": 8, "eax": 0xCAFEF00D,
                          "edi": start}, memory=dict(GONE))
    yield Case("std; rep movsb: down to an absent page", "rep movsb",
               fault("PF", USER, ecx=6, cr2=DATA_EDGE - 1,
                     esi=DATA_EDGE - 1, edi=WORLD + STACK2 - 2,
                     flags=0x402 | RF),
               start={"cr0": PG, "ecx": 8, "esi": DATA_EDGE + 1,
                      "edi": WORLD + STACK2, "eflags": 0x402},
               memory=no_page(0x67))


def spread(offset, value):
    """A dword at any offset, as dwords of memory that was zero."""
    wide = value << 8 * (offset & 3)
    return {offset & ~3: wide & 0xFFFFFFFF, (offset & ~3) + 4: wide >> 32}


# --- tables ------------------------------------------------------------------

TO_B = [(f"jmp {TASK_B}:dword 0", {}), (f"call {TASK_B}:dword 0", {}),
        ("int 0x30", vector_gate(0x30, gate(TASK_B, 0, P | dpl(3)
                                            | TASK_GATE)))]


def task_switches():
    """A TSS, old or new, across a boundary to an absent page: the old task
    goes on as if nothing was."""
    for code, memory in TO_B:
        for offset in (0x20, 0x40, 0x64):
            d = descriptor(DATA_EDGE - offset, 0x67, P | dpl(3) | TSS32)
            yield Case(f"{code}: the new TSS is there up to {offset:X}", code,
                       fault("PF", 0, cr2=DATA_EDGE), start={"cr0": PG},
                       memory=memory | GONE | entry(TASK_B, d))
        for offset in (0x24, 0x40, 0x5C):
            d = descriptor(DATA_EDGE - offset, 0x67, P | TSS32)
            yield Case(f"{code}: the old TSS is there up to {offset:X}", code,
                       fault("PF", WRITE, cr2=DATA_EDGE),
                       ring=0, start={"cr0": PG},
                       memory=memory | GONE | entry(TASK_A, d))
    d = descriptor(LINEAR, 0x67, P | dpl(3) | TSS32)
    image = {DATA + i: BLANK[TSS_B + i] for i in range(0, 0x68, 4)}
    for code, memory in TO_B[1:]:
        yield Case(f"{code}: the link cannot be written", code,
                   fault("PF", WRITE | 1, cr2=LINEAR), ring=0,
                   start={"cr0": PG | WP},
                   memory=memory | image | entry(TASK_B, d)
                   | {TABLE_1: WORLD + DATA | 0x25,
                      DIRECTORY + 4: WORLD + TABLE_1 | 0x27})


READ_ONLY_GDT = {TABLE_1: WORLD + GDT | 0x25,
                 DIRECTORY + 4: WORLD + TABLE_1 | 0x27}


def read_only_gdt():
    """The busy and the accessed bit are stores, too: if they cannot be made,
    nothing else has happened."""
    start = {"cr0": PG | WP, "gdtr_base": LINEAR}
    not_accessed = entry(T1, flat(P | dpl(1) | S | X | R))
    outer = entry(T1, flat(P | dpl(3) | S | X | R))
    to_ring1 = gate(T1, TARGET, P | dpl(3) | INT32)
    for code, memory, ring, selector in (
            (*TO_B[0], 0, TASK_A), (*TO_B[1], 0, TASK_B),
            (*TO_B[2], 0, TASK_B),
            ("ltr ax", {}, 0, TASK_B),
            (f"call {T0 | 3}:dword 0", not_accessed | entry(
                T0, gate(T1, TARGET, P | dpl(3) | CALL32)), 3, T1),
            (f"call {T1 | 3}:dword {TARGET}", outer, 3, T1),
            (f"jmp {T1 | 3}:dword {TARGET}", outer, 3, T1),
            ("int 0x30", not_accessed | vector_gate(0x30, to_ring1), 3, T1),
            ("retf", outer | on_stack(STACK3, [TARGET, T1 | 3]), 3, T1),
            ("iretd", outer | on_stack(STACK3, [TARGET, T1 | 3, 2]), 3, T1),
            ("pop ds", entry(T1, flat(P | dpl(3) | S | W))
             | on_stack(STACK3, [T1 | 3]), 3, T1),
            (f"les ecx, [{WORLD + DATA}]", entry(
                T1, flat(P | dpl(3) | S | W)) | on_stack(DATA, [5, T1 | 3]),
             3, T1),
            ("retf", entry(T1, flat(P | dpl(3) | S | W)) | on_stack(
                STACK0, [TARGET, CODE3, WORLD + STACK3, T1 | 3]), 0, T1)):
        yield Case(f"{code}: the GDT cannot be written", code,
                   fault("PF", WRITE | 1, cr2=LINEAR + selector + 4),
                   ring=ring, start=start | {"eax": TASK_B},
                   memory=memory | READ_ONLY_GDT)
    inner = entry(T1, flat(P | dpl(1) | S | W)) | {TSS_A + 16: T1 | 1}
    for code, memory in ((f"call {T0 | 3}:dword 0", entry(
            T0, gate(CODE1, TARGET, P | dpl(3) | CALL32))),
            ("int 0x30", vector_gate(0x30, gate(
                CODE1, TARGET, P | dpl(3) | INT32)))):
        yield Case(f"{code}: the inner stack's descriptor cannot be written",
                   code, fault("PF", WRITE | 1, cr2=LINEAR + T1 + 4),
                   start=start, memory=memory | inner | READ_ONLY_GDT)


def virtual():
    """The long frames of virtual-8086 mode, in both directions. A task gate
    catches what the stack of ring 0 cannot."""
    segment, flags = WORLD >> 4, VM | 0x3002
    values = [segment] * 5 + [STACK3, flags, segment, CODE + 2]
    by_task = vector_gate(14, gate(CATCHER_SELECTOR, 0, P | TASK_GATE))
    edge = WORLD + 0xC000
    for fit in range(len(values)):
        yield Case(f"int in V86 mode: {fit} of 9 items fit", "int 0x30",
                   fault("PF", WRITE, cr2=edge - 4), mode="v86",
                   start={"cr0": PG, "task_vector": 14},
                   memory=by_task | no_page(0x6B) | {
                       TSS_A + 4: edge + 4 * fit}
                   | vector_gate(0x30, gate(CODE0, TARGET,
                                            P | dpl(3) | INT32)))
    frame = [LANDINGS, segment, flags, 0x8000, segment, 0, 0, 0, 0]
    for fit in range(len(frame)):
        at = 0xC000 - 4 * fit
        yield Case(f"iretd to V86 mode: {fit} of 9 dwords can be read",
                   "iretd", fault("PF", 0, cr2=edge), ring=0,
                   start={"cr0": PG, "esp": WORLD + at},
                   memory=on_stack(at, frame[:fit]) | no_page(0x6C))


def cases():
    for group in (pushes, gates, pops, operands, strings, moved,
                  task_switches, read_only_gdt, virtual):
        yield from group()
