# SPDX-License-Identifier: MIT
"""PAE: three levels, entries of 8 bytes, pages of 2 MiB, bits that must be 0;
when the pointers of the first level are loaded. Of 32-bit paging, what the
Pentium II adds: pages of 4 MiB above 4 GiB (PSE-36)."""
from dataclasses import replace

from .case import *
from .paging import ACCESSES, PF_P, PF_U, PF_W, PG, RIGHTS, WP, translate
from .tasks import start_of, switched

SECTION = ('SDM Vol. 3A, "PAE Paging", "PDPTE Registers", "Determination of '
           'Access Rights", "Page-Fault Exceptions"')
SINCE = "i686"

PSE, PAE, PGE, TSD = 0x10, 0x20, 0x80, 4
CD, NW = 1 << 30, 1 << 29
PF_RSVD = 8
PDE, PTE = DIRECTORY_8 + 16, TABLE_1  # of LINEAR
TABLE, FRAME = WORLD + TABLE_1, WORLD + DATA
CR3 = WORLD + POINTERS
START = {"cr0": PG, "cr4": PAE, "cr3": CR3}
BEYOND = 1 << 32  # no memory answers there


def entry8(offset, value):
    """Pokes that make an entry of 8 bytes."""
    return {offset: value & 0xFFFFFFFF, offset + 4: value >> 32}


def tables(pde, pte):
    return entry8(PDE, pde) | entry8(PTE, pte) | {DATA: 0x0B0F}


def marked(pde, pte, write):
    return {PDE: TABLE | pde | PAGE_A,
            PTE: FRAME | pte | PAGE_A | (PAGE_D if write else 0)}


def rights():
    """Both levels that have rights, as in paging.py."""
    for pde in RIGHTS:
        for pte in RIGHTS:
            for ring in (0, 3):
                for wp in (0, WP):
                    for code, write, registers, memory in ACCESSES:
                        error = translate(pde, pte, write, ring == 3, wp)
                        flags = 0x92 | RF if "add" in code else None
                        yield Case(
                            f"PDE {pde}, PTE {pte}, WP {wp >> 16}", code,
                            fault("PF", error, cr2=LINEAR)
                            if error is not None else
                            done(memory=memory | marked(pde, pte, write),
                                 flags=flags, **registers), ring=ring,
                            start=START | {"cr0": PG | wp},
                            memory=tables(TABLE | pde, FRAME | pte))
                    error = translate(pde, pte, False, ring == 3, wp)
                    yield Case(
                        f"fetch: PDE {pde}, PTE {pte}", "jmp eax",
                        fault("PF", error, LINEAR, cr2=LINEAR)
                        if error is not None else
                        done(LINEAR, memory=marked(pde, pte, False)),
                        ring=ring, start=START | {"cr0": PG | wp,
                                                  "eax": LINEAR},
                        memory=tables(TABLE | pde, FRAME | pte))


def large_pages():
    """PS makes a page of 2 MiB, whatever CR4.PSE says."""
    at = LINEAR + WORLD + DATA
    for pde in RIGHTS:
        for ring in (0, 3):
            for pse in (0, PSE):
                for bits in (0, PAGE_A, PAGE_A | PAGE_D):
                    for code, write, registers, memory in ACCESSES[:3]:
                        code = code.replace(str(LINEAR), str(at))
                        error = translate(pde, 7, write, ring == 3, WP)
                        value = PAGE_PS | pde | bits
                        flags = 0x92 | RF if "add" in code else None
                        yield Case(
                            f"2 MiB page: PDE {value:02X}, PSE {pse}", code,
                            fault("PF", error, cr2=at)
                            if error is not None else
                            done(memory=memory | {
                                PDE: value | PAGE_A
                                | (PAGE_D if write else 0)},
                                flags=flags, **registers),
                            ring=ring, start=START | {
                                "cr0": PG | WP, "cr4": PAE | pse},
                            memory=entry8(PDE, value) | {DATA: 0x0B0F})
    # bit 20 of the address is the page's own, bit 21 the directory's
    yield Case("the second 2 MiB", f"mov ecx, [{LINEAR + 0x200000 + FRAME}]",
               done(ecx=0x0B0F, memory={PDE + 8: 7 | PAGE_PS | PAGE_A}),
               start=START, memory=entry8(PDE + 8, 7 | PAGE_PS)
               | {DATA: 0x0B0F})


def reserved():
    """Bits that must be 0 in an entry that is present: both outcomes."""
    read, write = ACCESSES[0][0], ACCESSES[1][0]
    for bit in (*range(36, 64, 4), 51, 52, 62, 63):
        for ring in (0, 3):
            for code, error in ((read, 0), (write, PF_W)):
                error |= PF_P | PF_RSVD | (PF_U if ring == 3 else 0)
                for name, memory in (
                        ("PDE", tables(TABLE | 7 | 1 << bit, FRAME | 7)),
                        ("PTE", tables(TABLE | 7, FRAME | 7 | 1 << bit)),
                        ("2 MiB PDE", tables(7 | PAGE_PS | 1 << bit, 0))):
                    yield Case(f"bit {bit} of the {name}", code,
                               fault("PF", error, cr2=LINEAR), ring=ring,
                               start=START, memory=memory)
        yield Case(f"bit {bit} of a PDE that is absent", read,
                   fault("PF", PF_U, cr2=LINEAR), start=START,
                   memory=tables(TABLE | 6 | 1 << bit, FRAME | 7))
        yield Case(f"bit {bit} of a PTE that is absent", read,
                   fault("PF", PF_U, cr2=LINEAR), start=START,
                   memory=tables(TABLE | 7, FRAME | 6 | 1 << bit))
        yield Case(f"bit {bit} of the PDE, and no right", write,
                   fault("PF", PF_P | PF_RSVD | PF_W | PF_U, cr2=LINEAR),
                   start=START, memory=tables(TABLE | 1 | 1 << bit,
                                              FRAME | 7))
        yield Case(f"bit {bit} of the PDE, and an absent PTE", read,
                   fault("PF", PF_P | PF_RSVD | PF_U, cr2=LINEAR),
                   start=START, memory=tables(TABLE | 7 | 1 << bit, 0))
    for bit in range(13, 21):
        yield Case(f"bit {bit} of the 2 MiB PDE", read,
                   fault("PF", PF_P | PF_RSVD | PF_U, cr2=LINEAR),
                   start=START, memory=tables(7 | PAGE_PS | 1 << bit, 0))
    # PWT, PCD, PAT, G, and those that are the system's
    pde, pte = 0xE1F, 0xF9F
    yield Case("PWT, PCD, PAT, G and AVL change nothing", read,
               done(memory=marked(pde, pte, False), ecx=0x0B0F), start=START,
               memory=tables(TABLE | pde, FRAME | pte))
    value = 0x1F9F
    yield Case("PWT, PCD, PAT, G and AVL of a 2 MiB page",
               f"mov ecx, [{LINEAR + FRAME}]",
               done(memory={PDE: value | PAGE_A}, ecx=0x0B0F), start=START,
               memory=tables(value, 0))


def beyond_4_gib():
    """Frames that no memory stands behind: reads give ones, stores are
    lost."""
    ones = 0xFFFFFFFF
    for name, memory, marks in (
            ("page", tables(TABLE | 7, BEYOND | FRAME | 7), {
                PDE: TABLE | 7 | PAGE_A,
                PTE: FRAME | 7 | PAGE_A | PAGE_D}),
            ("2 MiB page", tables(7 | PAGE_PS | BEYOND, 0), {
                PDE: 7 | PAGE_PS | PAGE_A | PAGE_D})):
        yield Case(f"a {name} above 4 GiB", f"mov ecx, [{LINEAR}]",
                   done(ecx=ones, memory=marks), before=f"mov [{LINEAR}], ecx",
                   start=START, memory=memory)
    yield Case("a page table above 4 GiB: all ones", f"mov ecx, [{LINEAR}]",
               fault("PF", PF_P | PF_RSVD | PF_U, cr2=LINEAR), start=START,
               memory=tables(BEYOND | TABLE | 7, FRAME | 7))
    # 32-bit paging with PSE-36: bits 16:13 are 35:32 of the address
    for bit in (13, 16):
        yield Case(f"PSE-36: bit {bit}", f"mov ecx, [{LINEAR}]",
                   done(ecx=ones, memory={
                       DIRECTORY + 4: 7 | PAGE_PS | PAGE_A | 1 << bit}),
                   start={"cr0": PG, "cr4": PSE},
                   memory={DIRECTORY + 4: 7 | PAGE_PS | 1 << bit},
                   section='SDM Vol. 3A, "32-Bit Paging"')
    for bit in (17, 20, 21):
        yield Case(f"4 MiB page: reserved bit {bit}", f"mov ecx, [{LINEAR}]",
                   fault("PF", PF_P | PF_RSVD | PF_U, cr2=LINEAR),
                   start={"cr0": PG, "cr4": PSE},
                   memory={DIRECTORY + 4: 7 | PAGE_PS | 1 << bit},
                   section='SDM Vol. 3A, "32-Bit Paging"')
    yield Case("4 MiB page: bit 12 is PAT", f"mov ecx, [{LINEAR + FRAME}]",
               done(ecx=0x0B0F, memory={
                   DIRECTORY + 4: 0x1007 | PAGE_PS | PAGE_A}),
               start={"cr0": PG, "cr4": PSE},
               memory={DIRECTORY + 4: 0x1007 | PAGE_PS, DATA: 0x0B0F},
               section='SDM Vol. 3A, "32-Bit Paging"')


# --- the pointers ------------------------------------------------------------

HIGH = 0x40000000 + LINEAR  # the second pointer's part
POINTER = POINTERS + 8
GOOD = WORLD + DIRECTORY_8 | PAGE_P
READ = f"mov ecx, [{HIGH}]"
FOUND = done(ecx=0x0B0F, memory=marked(7, 7, False))

# Code that loads the pointers, and what else it changes.
LOADS = {
    "mov cr3": ("mov cr3, eax", {"eax": CR3}, {}),
    "mov cr0: PG": ("mov cr0, eax", {"eax": PG, "cr0": 0x11}, {"cr0": PG}),
    "mov cr0: CD": ("mov cr0, eax", {"eax": PG | CD}, {"cr0": PG | CD}),
    "mov cr0: NW": ("mov cr0, eax", {"eax": PG | CD | NW, "cr0": PG | CD},
                    {"cr0": PG | CD | NW}),
    "mov cr4: PAE": ("mov cr4, eax", {"eax": PAE, "cr4": 0}, {"cr4": PAE}),
    "mov cr4: PGE": ("mov cr4, eax", {"eax": PAE | PGE}, {"cr4": PAE | PGE}),
    "mov cr4: PSE": ("mov cr4, eax", {"eax": PAE | PSE}, {"cr4": PAE | PSE}),
}
# Code that does not.
KEEPS = {
    "mov cr0: TS": ("mov cr0, eax", {"eax": PG | 8}, {"cr0": PG | 8}),
    "mov cr4: TSD": ("mov cr4, eax", {"eax": PAE | TSD}, {"cr4": PAE | TSD}),
    "invlpg": (f"invlpg [{HIGH}]", {}, {}),
    "no code": ("nop", {}, {}),
}


def poke_code(offset, value):
    return f"mov dword [{WORLD + offset}], {value}"


def pointers():
    """They are registers: memory counts when they are loaded."""
    memory = tables(TABLE | 7, FRAME | 7)
    for name, (code, start, changes) in LOADS.items():
        after = dict(changes)
        expected = done(ecx=0x0B0F, memory=marked(7, 7, False)
                        | {POINTER: GOOD}, **after)
        yield Case(f"{name}: a new pointer counts", READ, expected, ring=0,
                   before=f"{poke_code(POINTER, GOOD)}; {code}",
                   start=START | start, memory=memory)
        for bit in (1, 2, 5, 6, 7, 8, *range(36, 64, 4), 63):
            bad = GOOD | 1 << bit
            yield Case(f"{name}: bit {bit} of a pointer", code,
                       fault("GP", 0, memory=entry8(POINTER, bad)), ring=0,
                       before=f"{poke_code(POINTER, bad & 0xFFFFFFFF)}; "
                              f"{poke_code(POINTER + 4, bad >> 32)}",
                       start=START | start, memory=memory)
            yield Case(f"{name}: bit {bit} of an absent pointer", code,
                       done(memory=entry8(POINTER, bad & ~1), **after),
                       ring=0, before=
                       f"{poke_code(POINTER, bad & 0xFFFFFFFE)}; "
                       f"{poke_code(POINTER + 4, bad >> 32)}",
                       start=START | start, memory=memory)
        ignored = GOOD | 0xE18
        yield Case(f"{name}: PWT, PCD and AVL of a pointer", READ,
                   done(ecx=0x0B0F, memory=marked(7, 7, False)
                        | {POINTER: ignored}, **after), ring=0,
                   before=f"{poke_code(POINTER, ignored)}; {code}",
                   start=START | start, memory=memory)
    for name, (code, start, changes) in KEEPS.items():
        yield Case(f"{name}: the old pointer counts", READ,
                   fault("PF", 0, cr2=HIGH, memory={POINTER: GOOD},
                         **changes), ring=0,
                   before=f"{poke_code(POINTER, GOOD)}; {code}",
                   start=START | start, memory=memory)
        bad = GOOD | 2
        yield Case(f"{name}: no pointer is looked at", code,
                   done(memory={POINTER: bad}, **changes), ring=0,
                   before=poke_code(POINTER, bad),
                   start=START | start, memory=memory)
    for ring, error in ((0, 0), (3, PF_U)):
        yield Case("an absent pointer", READ, fault("PF", error, cr2=HIGH),
                   ring=ring, start=START, memory=memory)
    yield Case("four pointers, one directory", READ, FOUND, start=START,
               memory=memory | entry8(POINTER, GOOD))
    yield Case("without PAE CR3 names no pointers", "mov cr3, eax",
               done(memory={POINTER: GOOD | 2}),
               ring=0, before=poke_code(POINTER, GOOD | 2),
               start={"cr0": PG, "eax": CR3, "cr3": CR3}, memory=memory)


def switches():
    """A task switch that changes CR3 loads them. (tests/cpu/test_paging.c has
    the pointer that is bad: Bochs ends there.)"""
    other = POINTERS + 0x20  # another four pointers
    old = dict(start_of("jmp", 0), **START)
    to_b = f"jmp {TASK_B}:dword 0"
    read = {LANDINGS + 16: 0x0D8B | (HIGH & 0xFFFF) << 16,
            LANDINGS + 20: 0x0B0F0000 | HIGH >> 16}  # mov ecx, [HIGH]; ud2
    memory = tables(TABLE | 7, FRAME | 7) | read

    def switch(cr3, place, memory=None, **new):
        return switched("jmp", 0, state=old, place=place, cr3=WORLD + cr3,
                        memory=memory, **new)

    yield Case("jmp to a task with another CR3", to_b,
               switch(other, landing(1) + 6, marked(7, 7, False), ecx=0x0B0F),
               ring=0, start=START, memory=memory | entry8(other, GOOD)
               | entry8(other + 8, GOOD) | {TSS_B + 0x1C: WORLD + other})
    for name, pointer in (("good", GOOD), ("bad", GOOD | 2)):
        yield Case(f"jmp to a task with the same CR3: a {name} pointer", to_b,
                   replace(switch(POINTERS, landing(1), {
                       POINTER: pointer, TSS_A + 0x20: WORLD + CODE + 17},
                       cr2=HIGH), vector=VECTORS["PF"], error=PF_U),
                   ring=0, before=poke_code(POINTER, pointer), start=START,
                   memory=memory | {TSS_B + 0x1C: CR3})


def cases():
    for group in (rights, large_pages, reserved, beyond_4_gib, pointers,
                  switches):
        yield from group()
