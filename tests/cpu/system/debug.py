# SPDX-License-Identifier: MIT
"""Debug exceptions: single steps, breakpoints on code and data, general
detect; DR6, and RF in the saved flags; of two events, which comes first."""
from .case import *

SECTION = ('SDM Vol. 3B, "Debug Exceptions", "Debug Registers"; Vol. 3A, '
           '"Priority Among Simultaneous Exceptions and Interrupts", '
           '"Masking Instruction Breakpoints"')

TF, DF = 0x100, 0x400
BS, BT, BD = 0x4000, 0x8000, 0x2000
DR6, DR7 = 0xFFFF0FF0, 0x400
GD = 0x2000
STEP = {"eflags": 2 | TF}


def debug(bits, place="next", flags=2, memory=None, **changes):
    """A debug exception that reports these bits of DR6."""
    return fault("DB", 0, place, memory, flags, dr6=DR6 | bits, **changes)


def control(n, condition, length, enable=1):
    """DR7 with breakpoint n on."""
    return (DR7 | enable << 2 * n | condition << 16 + 4 * n
            | length - 1 << 18 + 4 * n)


# --- single steps ------------------------------------------------------------

def steps():
    stack = WORLD + STACK3
    target = landing(1)
    for code, expected, more, memory in (
            ("nop", debug(BS, flags=2 | TF), {}, {}),
            ("mov eax, 5", debug(BS, flags=2 | TF, eax=5), {}, {}),
            ("jmp near $ + 810h", debug(BS, target, 2 | TF), {}, {}),
            ("call $ + 810h", debug(BS, target, 2 | TF, esp=stack - 4, memory={
                STACK3 - 4: WORLD + CODE + 5}), {}, {}),
            ("ret", debug(BS, target, 2 | TF, esp=stack + 4), {},
             {STACK3: target}),
            ("retf", debug(BS, target, 2 | TF, esp=stack + 8), {},
             on_stack(STACK3, [target, CODE3])),
            (f"jmp {CODE3}:dword {target}", debug(BS, target, 2 | TF), {}, {}),
            ("push eax", debug(BS, flags=2 | TF, esp=stack - 4, memory={
                STACK3 - 4: 0xA0A00000}), {}, {}),
            ("pushfd", debug(BS, flags=2 | TF, esp=stack - 4, memory={
                STACK3 - 4: 2 | TF}), {}, {}),
            # TF as it was before the instruction decides
            ("popfd", debug(BS, flags=2, esp=stack + 4), {}, {STACK3: 2}),
            ("iretd", debug(BS, target, 2, esp=stack + 12), {},
             on_stack(STACK3, [target, CODE3, 2])),
            # a fault comes instead of the trap, with TF in its image
            ("ud2", fault("UD", flags=2 | TF | RF), {}, {}),
            ("hlt", fault("GP", 0, flags=2 | TF | RF), {}, {}),
            ("div ecx", fault("DE", flags=2 | TF | RF), {"ecx": 0}, {}),
            # an iteration of REP is a step; it will be resumed
            ("rep movsb", debug(BS, "here", 2 | TF | RF, ecx=2,
                                esi=WORLD + DATA + 1,
                                edi=WORLD + DATA + 0x11),
             {"ecx": 3, "esi": WORLD + DATA, "edi": WORLD + DATA + 0x10}, {}),
            ("rep movsb", debug(BS, "next", 2 | TF, ecx=0,
                                esi=WORLD + DATA + 1,
                                edi=WORLD + DATA + 0x11),
             {"ecx": 1, "esi": WORLD + DATA, "edi": WORLD + DATA + 0x10}, {}),
            ("rep movsb", debug(BS, "next", 2 | TF),
             {"ecx": 0, "esi": WORLD + DATA, "edi": WORLD + DATA + 0x10}, {}),
            ("mov ds, eax", debug(BS, flags=2 | TF, ds=DATA3),
             {"eax": DATA3}, {})):
        yield Case(f"step: {code}, ECX {more.get('ecx', 0)}", code, expected,
                   start=STEP | more, memory=memory)
    # after MOV SS and POP SS the trap waits for one instruction more
    for code, more in (("mov ss, eax; nop", {}), ("pop ss; nop",
                                                  {"esp": stack + 4})):
        yield Case(f"step: {code}", code, debug(BS, flags=2 | TF, **more),
                   start=STEP | {"eax": DATA3}, memory={STACK3: DATA3})
    # POPF sets TF: the step is the instruction behind it
    yield Case("popfd sets TF", "popfd; nop",
               debug(BS, flags=2 | TF, esp=stack + 4),
               memory={STACK3: 2 | TF})
    yield Case("iretd sets TF", "iretd",
               debug(BS, target + 1, 2 | TF, esp=stack + 12),
               memory=on_stack(STACK3, [target, CODE3, 2 | TF])
               | {LANDINGS + 16: 0x0B0F0B90})
    # a software interrupt clears TF; the handler is not stepped
    frame = [DATA3, stack, 2 | TF, CODE3, WORLD + CODE + 2]
    yield Case("int with TF", "int 0x30", done(
        target, cs=CODE0, ss=DATA0, esp=WORLD + STACK0 - 20, flags=2 | RF,
        memory=pushed(STACK0, frame)), start=STEP, memory=vector_gate(
            0x30, gate(CODE0, target, P | dpl(3) | INT32)))
    yield Case("DR6 keeps what it has", "nop", debug(BS | BD, flags=2 | TF),
               start=STEP | {"dr6": DR6 | BD})
    flags = VM | 0x3002 | TF
    yield Case("step in V86 mode", "nop", debug(BS, flags=flags), mode="v86",
               start={"eflags": flags})


# --- data --------------------------------------------------------------------

def overlaps(at, length, offset, size):
    start = at & ~(length - 1)
    return start < offset + size and offset < start + length


def data():
    """A breakpoint on DATA + 4, of each length, and accesses around it."""
    for condition in (1, 3):
        for length in (1, 2, 4):
            for size, register in ((1, "cl"), (2, "cx"), (4, "ecx")):
                for offset in range(0, 10):
                    for write in (False, True):
                        yield touch(condition, length, size, register, offset,
                                    write)
    for n in range(4):
        for enable in (1, 2, 3):
            yield Case(f"breakpoint {n}, enabled by {enable}",
                       f"mov [{WORLD + DATA}], cl", debug(
                           1 << n, memory={DATA: 0x11}),
                       start={f"dr{n}": WORLD + DATA,
                              "dr7": control(n, 1, 1, enable)})
    for code, dirty in ((f"add [{WORLD + DATA}], ecx", True),
                        (f"cmp [{WORLD + DATA}], ecx", False),
                        (f"xchg [{WORLD + DATA}], ecx", True),
                        (f"not dword [{WORLD + DATA}]", True)):
        for condition in (1, 3):
            hit = dirty or condition == 3
            changes = {"xchg": {"ecx": 0}}.get(code.split()[0], {})
            flags = {"cmp": 0x93, "add": 6}.get(code.split()[0], 2)
            stored = {"add": 5, "xchg": 5, "not": 0xFFFFFFFF}
            memory = ({DATA: stored[code.split()[0]]} if dirty else {})
            yield Case(f"{code.split()[0]}: condition {condition}", code,
                       debug(1, flags=flags, memory=memory, **changes) if hit
                       else done(memory=memory, flags=flags | RF, **changes),
                       start={"dr0": WORLD + DATA, "ecx": 5,
                              "dr7": control(0, condition, 4)})
    # stacks and strings count as well
    yield Case("push hits", "push eax", debug(
        1, esp=WORLD + STACK3 - 4, memory={STACK3 - 4: 0xA0A00000}),
        start={"dr0": WORLD + STACK3 - 4, "dr7": control(0, 1, 4)})
    yield Case("rep stosb stops behind the element", "rep stosb",
               debug(1, "here", 2 | RF, ecx=2, edi=WORLD + DATA + 2,
                     memory={DATA: 0}),
               start={"dr0": WORLD + DATA + 1, "dr7": control(0, 1, 1),
                      "ecx": 4, "edi": WORLD + DATA})
    yield Case("rep stosb: the last element", "rep stosb",
               debug(1, "next", 2, ecx=0, edi=WORLD + DATA + 2,
                     memory={DATA: 0}),
               start={"dr0": WORLD + DATA + 1, "dr7": control(0, 1, 1),
                      "ecx": 2, "edi": WORLD + DATA})
    yield Case("a step and a breakpoint at once",
               f"mov [{WORLD + DATA}], cl",
               debug(BS | 1, flags=2 | TF, memory={DATA: 0x11}),
               start={"dr0": WORLD + DATA, "dr7": control(0, 1, 1),
                      "eflags": 2 | TF})
    yield Case("an access that faults is no hit", f"mov [{LINEAR}], cl",
               fault("PF", 6, cr2=LINEAR), start={
                   "cr0": 0x80000011, "dr0": LINEAR, "dr7": control(0, 1, 1)})


def touch(condition, length, size, register, offset, write):
    at = WORLD + DATA + 4
    address = WORLD + DATA + offset
    hit = overlaps(4, length, offset, size) and (write or condition == 3)
    code = (f"mov [{address}], {register}" if write else
            f"mov {register}, [{address}]")
    value = 0x11223344 & (1 << 8 * size) - 1
    memory, changes = {}, {}
    if write:
        wide = value << 8 * (offset & 3)
        memory = {DATA + (offset & ~3): wide & 0xFFFFFFFF}
        if wide >> 32:
            memory[DATA + (offset & ~3) + 4] = wide >> 32
    else:
        changes["ecx"] = 0x11223344 & ~((1 << 8 * size) - 1)
    return Case(f"{'write' if write else 'read'} {size} at {offset}, condition "
                f"{condition}, length {length}", code,
                debug(1, memory=memory, **changes) if hit else
                done(memory=memory, **changes),
                start={"dr0": at, "dr7": control(0, condition, length),
                       "ecx": 0x11223344})


# --- code --------------------------------------------------------------------

def code():
    """A fault in front of the instruction, which RF holds off."""
    here = WORLD + CODE
    on = control(0, 0, 1)
    for instruction, memory in (("nop", {}), ("ud2", {}), ("hlt", {}),
                                (f"mov [{WORLD + DATA}], ecx", {})):
        yield Case(f"breakpoint at {instruction}", instruction,
                   debug(1, "here"), start={"dr0": here, "dr7": on},
                   memory=memory)
    yield Case("RF holds it off", "nop", done(flags=2 | RF),
               start={"dr0": here, "dr7": on, "eflags": 2 | RF})
    yield Case("RF lasts one instruction", "nop", debug(1),
               start={"dr0": here + 1, "dr7": on, "eflags": 2 | RF})
    yield Case("RF does not hold off a data breakpoint",
               f"mov [{WORLD + DATA}], cl", debug(1, memory={DATA: 0x11}),
               start={"dr0": WORLD + DATA, "dr7": control(0, 1, 1),
                      "eflags": 2 | RF})
    yield Case("RF does not hold off a step", "nop",
               debug(BS, flags=2 | TF),
               start={"eflags": 2 | RF | TF})
    yield Case("not the first byte", "mov eax, 5", done(eax=5),
               start={"dr0": here + 1, "dr7": on})
    yield Case("not enabled", "nop", done(),
               start={"dr0": here, "dr7": DR7})
    yield Case("a step, then a breakpoint at the next instruction",
               "nop", debug(BS, flags=2 | TF),
               start={"eflags": 2 | TF, "dr0": here + 1, "dr7": on})
    for n in range(4):
        yield Case(f"code breakpoint {n}", "nop", debug(1 << n, "here"),
                   start={f"dr{n}": here, "dr7": control(n, 0, 1)})
    yield Case("prefixes: the first of them", "db 26h, 3eh; nop",
               debug(1, "here"), start={"dr0": here, "dr7": on})


# --- the registers themselves ------------------------------------------------

def general_detect():
    for instruction in ("mov eax, dr0", "mov dr3, eax", "mov eax, dr6",
                        "mov dr7, eax"):
        yield Case(f"GD: {instruction}", instruction,
                   debug(BD, "here", 2 | RF, dr7=DR7), ring=0,
                   before=f"mov ecx, {DR7 | GD}; mov dr7, ecx; mov ecx, "
                          "0a0a01111h")
    yield Case("GD outside ring 0", "mov eax, dr0", fault("GP", 0))


def registers():
    for n in range(4):
        yield Case(f"dr{n}", f"mov dr{n}, eax; mov ecx, dr{n}",
                   done(ecx=0x12345678, **{f"dr{n}": 0x12345678}), ring=0,
                   start={"eax": 0x12345678})
    for name, value, read in (("dr6", 0, 0xFFFF0FF0),
                              ("dr6", 0xFFFFFFFF, 0xFFFFEFFF),
                              ("dr4", 0xF, 0xFFFF0FFF)):
        yield Case(f"{name} = {value:X}", f"mov {name}, eax",
                   done(dr6=read), ring=0, start={"eax": value})
    yield Case("dr5 is dr7", "mov ecx, dr5", done(ecx=0x400), ring=0)


# --- ports -------------------------------------------------------------------

DE = 8
PAGES = 0x84  # spare DMA page registers: writes do nothing


def ports():
    """CR4.DE: condition 2 is an access to a port."""
    for length in (1, 2, 4):
        for size, register in ((1, "al"), (2, "ax"), (4, "eax")):
            for port in range(PAGES - 4, PAGES + 5):
                for n in (0, 3):
                    hit = overlaps(PAGES, length, port, size)
                    yield Case(f"port breakpoint {n} of {length}, {size} "
                               f"bytes at {port:X}", f"out dx, {register}",
                               debug(1 << n) if hit else done(), ring=0,
                               start={f"dr{n}": PAGES, "cr4": DE,
                                      "dr7": control(n, 2, length),
                                      "edx": port})
    start = {"cr4": DE, "dr0": 0x21, "dr7": control(0, 2, 1), "edx": 0x21,
             "esi": WORLD + DATA, "edi": WORLD + DATA, "ecx": 3}
    for code, expected in (
            ("in al, 21h", debug(1, eax=0xA0A000FF)),
            ("in al, dx", debug(1, eax=0xA0A000FF)),
            ("out 21h, al", debug(1)),
            ("insb", debug(1, edi=WORLD + DATA + 1, memory={DATA: 0xFF})),
            ("outsb", debug(1, esi=WORLD + DATA + 1)),
            ("rep insb", debug(1, "here", 2 | RF, ecx=2,
                               edi=WORLD + DATA + 1, memory={DATA: 0xFF})),
            ("rep outsb", debug(1, "here", 2 | RF, ecx=2,
                                esi=WORLD + DATA + 1))):
        yield Case(f"port breakpoint: {code}", code, expected, ring=0,
                   start=start)
    yield Case("port breakpoint: the access is denied", "out dx, al",
               fault("GP", 0), start=start | {"edx": PAGES, "dr0": PAGES},
               memory={TSS_A + 0x78: 0xFF << (PAGES & 0x18)})
    for condition in (1, 3):
        yield Case(f"condition {condition} is no port's", "out dx, al",
                   done(), ring=0, start=start | {
                       "dr7": control(0, condition, 1), "dr0": PAGES,
                       "edx": PAGES})
    yield Case("a port is no address", f"mov [{WORLD + DATA}], cl",
               done(memory={DATA: 3}), ring=0,
               start=start | {"dr0": WORLD + DATA})


def aliases():
    """With CR4.DE there are no DR4 and DR5."""
    for code in ("mov eax, dr4", "mov eax, dr5", "mov dr4, eax",
                 "mov dr5, eax"):
        for ring in (0, 3):
            yield Case(f"{code} with DE", code, fault("UD"), ring=ring,
                       start={"cr4": DE})


def cases():
    for group in (steps, data, code, general_detect, registers, ports,
                  aliases):
        yield from group()
