# SPDX-License-Identifier: MIT
"""LAR, LSL, VERR, VERW, ARPL; LLDT, LTR; control registers; what only ring 0
may do; IN and OUT by IOPL and by the I/O permission bit map."""
from .case import *

SECTION = 'SDM Vol. 2, each instruction; Vol. 1, "I/O Permission Bit Map"'

ZF, IF = 0x40, 0x200
PE, MP, EM, TS, ET, NE = 1, 2, 4, 8, 0x10, 0x20
WP, AM, NW, CD, PG = 0x10000, 0x40000, 1 << 29, 1 << 30, 1 << 31


def visible(access, ring, rpl):
    code = access & S and access & X
    return bool(code and access & CONFORM) or max(ring, rpl) <= access >> 5 & 3


LAR_TYPES = (TSS16, LDT_TYPE, TSS16_BUSY, CALL16, TASK_GATE, TSS32, TSS32_BUSY,
             CALL32)
LSL_TYPES = (TSS16, LDT_TYPE, TSS16_BUSY, TSS32, TSS32_BUSY)


def looks(access, ring, rpl):
    """The four instructions that look at one descriptor."""
    d = descriptor(0x123456, 0x789A, access, BIG | PAGES)
    seen = visible(access, ring, rpl)
    kind = access & 0x1F
    data = access & S and not access & X
    answers = [
        ("lar ecx, eax", seen and (kind >= 16 or kind in LAR_TYPES),
         {"ecx": d[1] & 0xFFFF00}),
        ("lar cx, ax", seen and (kind >= 16 or kind in LAR_TYPES),
         {"ecx": 0xA0A00000 | d[1] & 0xFF00}),
        ("lsl ecx, eax", seen and (kind >= 16 or kind in LSL_TYPES),
         {"ecx": 0x789AFFF}),
        ("lsl cx, ax", seen and (kind >= 16 or kind in LSL_TYPES),
         {"ecx": 0xA0A0AFFF}),
        ("verr ax", seen and kind >= 16 and (data or access & R), {}),
        ("verw ax", seen and data and access & W, {}),
    ]
    for code, good, registers in answers:
        old = 2 if good else 2 | ZF
        yield Case(f"{code}: access {access:02X}, RPL {rpl}", code,
                   done(flags=(2 | ZF if good else 2) | RF,
                        **(registers if good else {})), ring=ring,
                   start={"eax": T0 | rpl, "eflags": old},
                   memory=entry(T0, d))


def descriptors():
    for ring in (0, 3):
        for rpl in (0, 3):
            for level in (0, 3):
                for type_ in range(32):
                    yield from looks(P | dpl(level) | type_, ring, rpl)
    for type_ in range(32):
        yield from looks(dpl(3) | type_, 3, 3)  # absent: that does not count
    for code in ("lar ecx, eax", "lsl ecx, eax", "verr ax", "verw ax"):
        for selector in (0, 3, 0x100, 0x87, 0xFFFF):
            yield Case(f"{code}: selector {selector:X}", code,
                       done(flags=2 | RF), start={"eax": selector,
                                                  "eflags": 2 | ZF})


def arpl():
    for target in range(4):
        for source in range(4):
            less = target < source
            yield Case(f"arpl {target}, {source}", "arpl cx, dx",
                       done(flags=2 | RF | (ZF if less else 0),
                            ecx=0x12340078 | max(target, source)),
                       start={"ecx": 0x12340078 | target, "edx": source,
                              "eflags": 2 if less else 2 | ZF})


def table_registers():
    for type_ in range(32):
        for present in (0, P):
            access = present | type_
            d = descriptor(WORLD + LDT, 0x7F, access)
            for code, types, name in (
                    ("lldt ax", (LDT_TYPE,), "ldtr"),
                    ("ltr ax", (TSS16, TSS32), "tr")):
                expected = (
                    fault("GP", T0) if type_ not in types else
                    fault("NP", T0) if not present else
                    done(memory={GDT + T0 + 4: d[1] | TSS_BUSY}
                         if name == "tr" else {}, **{name: T0}))
                yield Case(f"{code}: access {access:02X}", code, expected,
                           ring=0, start={"eax": T0}, memory=entry(T0, d))
    for selector in (0, 2, 0x0C, 0x100):
        yield Case(f"lldt: selector {selector:X}", "lldt ax",
                   done(ldtr=selector) if selector < 4 else
                   fault("GP", selector & ~3), ring=0,
                   start={"eax": selector})
        yield Case(f"ltr: selector {selector:X}", "ltr ax",
                   fault("GP", selector & ~3), ring=0,
                   start={"eax": selector})
    yield Case("ltr of the task that is busy", "ltr ax", fault("GP", TASK_A),
               ring=0, start={"eax": TASK_A})
    yield Case("use of a null LDT", "mov ds, cx", fault("GP", 4, ldtr=0),
               before="lldt ax", ring=0, start={"eax": 0, "ecx": 4})
    yield Case("sldt to a register", "sldt ecx", done(ecx=LOCAL))
    yield Case("str to a register", "str ecx", done(ecx=TASK_A))
    yield Case("sldt to memory: two bytes", f"sldt [{WORLD + DATA}]",
               done(memory={DATA: 0xFFFF0000 | LOCAL}),
               memory={DATA: 0xFFFFFFFF})
    yield Case("str to memory: two bytes", f"str [{WORLD + DATA}]",
               done(memory={DATA: 0xFFFF0000 | TASK_A}),
               memory={DATA: 0xFFFFFFFF})


def only_ring_0():
    at = WORLD + DATA
    for ring in range(1, 4):
        for code in (f"lgdt [{at}]", f"lidt [{at}]", "lldt ax", "ltr ax",
                     "lmsw ax", "clts", "invd", "wbinvd", f"invlpg [{at}]",
                     "mov eax, cr0", "mov cr0, eax", "mov eax, cr2",
                     "mov cr2, eax", "mov eax, cr3", "mov cr3, eax",
                     "mov eax, cr4", "mov cr4, eax", "mov eax, dr0",
                     "mov dr0, eax", "mov eax, dr7", "mov dr7, eax", "hlt",
                     "rdmsr", "wrmsr"):
            yield Case(f"{code} in ring {ring}", code, fault("GP", 0),
                       ring=ring)
        yield Case("smsw", "smsw eax", done(eax=0x11), ring=ring)
        yield Case("smsw to a word", "smsw ax", done(eax=0xA0A00011),
                   ring=ring)
    for code in ("invd", "wbinvd", f"invlpg [{at}]"):
        yield Case(f"{code} in ring 0", code, done(), ring=0)
    yield Case("lgdt, lidt of 16 bits: 24 bits of base",
               f"o16 lidt [{at}]", done(idtr=0x2FF << 16,
                                        idtr_base=WORLD + IDT), ring=0,
               memory={DATA: 0x2FF | (WORLD + IDT & 0xFFFF) << 16,
                       DATA + 4: 0xAB00 | WORLD + IDT >> 16})


def control_registers():
    """Which values CR0 and CR4 take, and what does not exist."""
    for value, good in ((PE | ET, True), (PE | ET | MP, True),
                        (PE | ET | EM, True), (PE | ET | TS, True),
                        (PE | ET | NE, True), (PE | ET | WP | AM, True),
                        (PE | ET | CD, True), (PE | ET | CD | NW, True),
                        (PE | ET | NW, False), (ET | PG, False),
                        (PE | ET | PG, True)):
        yield Case(f"cr0 = {value:X}", "mov cr0, eax",
                   done(cr0=value) if good else fault("GP", 0), ring=0,
                   start={"eax": value})
    yield Case("ET stays", "mov cr0, eax", done(cr0=PE | ET), ring=0,
               start={"eax": PE})
    for n in (1, 5, 6, 7):
        yield Case(f"mov to cr{n}", f"db 0fh, 22h, {0xC0 | n << 3}",
                   fault("UD"), ring=0)
        yield Case(f"mov from cr{n}", f"db 0fh, 20h, {0xC0 | n << 3}",
                   fault("UD"), ring=0)
    yield Case("mov cr2", "mov cr2, eax", done(cr2=0x12345678), ring=0,
               start={"eax": 0x12345678})
    for bits in (4, 0x10):  # TSD, PSE
        yield Case(f"cr4 = {bits:X}", "mov cr4, eax", done(cr4=bits), ring=0,
                   start={"eax": bits})
    for bits in (0x400, 0x8000, 0x80000000):
        yield Case(f"cr4 = {bits:X}", "mov cr4, eax", fault("GP", 0), ring=0,
                   start={"eax": bits})
    for old in (PE | ET, PE | ET | TS | EM):
        for new in (0, 0xE, 0xFFFF):
            value = old & ~0xE | new & 0xE
            yield Case(f"lmsw {new:X} on {old:X}", "lmsw ax",
                       done(cr0=value), ring=0,
                       start={"eax": new, "cr0": old})
    yield Case("clts", "clts", done(cr0=PE | ET | MP), ring=0,
               start={"cr0": PE | ET | MP | TS})


# --- I/O ---------------------------------------------------------------------

PORT = 0x80  # DMA page registers and the POST port: writes do nothing
MAP = 0x68


def io_permission():
    for ring in range(4):
        for iopl in range(4):
            for denied in (0, 0xFF):
                good = ring <= iopl or not denied
                flags = 2 | iopl << 12
                yield output(f"ring {ring}, IOPL {iopl}", "out dx, al", good,
                             denied, ring, flags)
    for size, code in ((1, "out dx, al"), (2, "out dx, ax"),
                       (4, "out dx, eax")):
        for port in range(PORT, PORT + 8):
            for bit in range(8):
                good = not any(port + i - PORT == bit for i in range(size))
                yield Case(f"{code} at {port:X}, bit {bit} set", code,
                           done() if good else fault("GP", 0),
                           start={"edx": port},
                           memory=permission(PORT, 1 << bit))
    for port in (0x7F, 0x87):  # the bits of a word in two bytes of the map
        for denied in (0x80, 0x81, 0x100, 0x8000):
            first = 0x78 if port == 0x7F else 0x80
            bits = denied >> port - first & 3
            yield Case(f"out {port:X}, ax: bits {denied:X}", "out dx, ax",
                       fault("GP", 0) if bits else done(),
                       start={"edx": port}, memory=permission(first, denied))


def permission(port, bits):
    """The map's bits from a port that is a multiple of 8 on, else clear."""
    at = TSS_A + MAP + port // 8
    wide = bits << 8 * (at & 3)
    return {at & ~3: wide & 0xFFFFFFFF, (at & ~3) + 4: wide >> 32}


def output(name, code, good, denied, ring, flags):
    return Case(f"{code}: {name}, bits {denied:X}", code,
                done(flags=flags | RF) if good else fault("GP", 0), ring=ring,
                start={"edx": PORT, "eflags": flags},
                memory=permission(PORT, denied))


def map_limits():
    """Two bytes of the map are read, both within the TSS."""
    last = MAP + PORT // 8
    for limit in (last - 1, last, last + 1, last + 2):
        d = descriptor(WORLD + TSS_A, limit, P | TSS32)
        yield Case(f"TSS limit {limit:X}, map byte at {last:X}", "out dx, al",
                   done() if limit > last else fault("GP", 0),
                   start={"edx": PORT}, memory=entry(TASK_A, d))
    for base in (0xD0, 0xDE, 0xDF, 0xFFFF):
        yield Case(f"map base {base:X}", "out dx, al",
                   done() if base + PORT // 8 < 0xDF else fault("GP", 0),
                   start={"edx": PORT}, memory={TSS_A + 0x64: base << 16})
    d = descriptor(WORLD + TSS_A, 0xDF, P | TSS16)
    yield Case("a 16-bit TSS has no map", "out dx, al", fault("GP", 0),
               start={"edx": PORT}, memory=entry(TASK_A, d) | {
                   TSS_A: STACK0 << 16, TSS_A + 4: DATA0_16})
    for code in ("in al, dx", "insb", "outsb", "in al, 80h", "out 80h, al"):
        yield Case(f"{code}: denied", code, fault("GP", 0),
                   start={"edx": PORT, "esi": WORLD + DATA,
                          "edi": WORLD + DATA}, memory=permission(PORT, 0xFF))
    for code in ("out dx, al", "out dx, ax"):
        for iopl in (0, 3):
            for denied in (0, 1):
                flags = VM | 2 | iopl << 12
                yield Case(f"V86, IOPL {iopl}, {code}: bits {denied}", code,
                           fault("GP", 0) if denied else
                           done(flags=flags | RF), mode="v86",
                           start={"edx": PORT, "eflags": flags},
                           memory=permission(PORT, denied))


def time_stamp():
    """RDTSC obeys CR4.TSD outside ring 0."""
    yield Case("rdtsc with TSD in ring 3", "rdtsc", fault("GP", 0),
               start={"cr4": 4})
    for ring, cr4 in ((3, 0), (0, 4)):
        yield Case(f"rdtsc, CR4 {cr4}, ring {ring}",
                   "rdtsc; mov eax, 0; mov edx, 0", done(eax=0, edx=0),
                   ring=ring, start={"cr4": cr4})
    for ring in (0, 3):
        yield Case("an MSR that does not exist", "rdmsr", fault("GP", 0),
                   ring=ring, start={"ecx": 0x12345})


def cases():
    for group in (descriptors, arpl, table_registers, only_ring_0,
                  control_registers, io_permission, map_limits, time_stamp):
        yield from group()
