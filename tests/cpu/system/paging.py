# SPDX-License-Identifier: MIT
"""Page translation: every combination of rights in directory and table, ring
and CR0.WP; accessed and dirty bits; the processor's own accesses."""
from .case import *

SECTION = ('SDM Vol. 3A, "32-Bit Paging", "Determination of Access Rights", '
           '"Page-Fault Exceptions", "Accessed and Dirty Flags"')

PG, WP, PSE = 0x80000011, 0x10000, 0x10
PDE, PTE = DIRECTORY + 4, TABLE_1
TABLE, FRAME = WORLD + TABLE_1, WORLD + DATA
RIGHTS = [0, 1, 3, 5, 7]  # P, R/W and U/S
PF_P, PF_W, PF_U = 1, 2, 4

ACCESSES = [  # code, is it a write, what it does to ECX and memory
    (f"mov ecx, [{LINEAR}]", False, {"ecx": 0x0B0F}, {}),
    (f"mov [{LINEAR}], ecx", True, {}, {DATA: 0xA0A01111}),
    (f"add [{LINEAR}], ecx", True, {}, {DATA: 0xA0A01111 + 0x0B0F}),
    (f"xchg [{LINEAR}], ecx", True, {"ecx": 0x0B0F}, {DATA: 0xA0A01111}),
]


def translate(pde, pte, write, user, wp):
    """None, or the error code of the page fault."""
    error = (PF_W if write else 0) | (PF_U if user else 0)
    both = pde & pte
    if not both & PAGE_P:
        return error
    if user and not both & PAGE_U:
        return error | PF_P
    if write and not both & PAGE_W and (user or wp):
        return error | PF_P
    return None


def marked(pde, pte, write):
    """Both entries after they were used."""
    return {PDE: TABLE | pde | PAGE_A,
            PTE: FRAME | pte | PAGE_A | (PAGE_D if write else 0)}


def rights():
    for pde in RIGHTS:
        for pte in RIGHTS:
            for ring in (0, 1, 3):
                for wp in (0, WP):
                    for code, write, registers, memory in ACCESSES:
                        error = translate(pde, pte, write, ring == 3, wp)
                        flags = 0x92 | RF if "add" in code else None
                        if error is not None:
                            expected = fault("PF", error, cr2=LINEAR)
                        else:
                            expected = done(
                                memory=memory | marked(pde, pte, write),
                                flags=flags, **registers)
                        yield Case(f"PDE {pde}, PTE {pte}, WP {wp >> 16}",
                                   code, expected, ring=ring,
                                   start={"cr0": PG | wp},
                                   memory={PDE: TABLE | pde, PTE: FRAME | pte,
                                           DATA: 0x0B0F})
                    error = translate(pde, pte, False, ring == 3, wp)
                    if error is not None:
                        expected = fault("PF", error, LINEAR, cr2=LINEAR)
                    else:
                        expected = done(LINEAR,
                                        memory=marked(pde, pte, False))
                    yield Case(f"fetch: PDE {pde}, PTE {pte}", "jmp eax",
                               expected, ring=ring, start={
                                   "cr0": PG | wp, "eax": LINEAR},
                               memory={PDE: TABLE | pde, PTE: FRAME | pte,
                                       DATA: 0x0B0F})


def accessed_and_dirty():
    """Bits that are set stay set; only what is missing is written."""
    for pde_bits in (0, PAGE_A):
        for pte_bits in (0, PAGE_A, PAGE_D, PAGE_A | PAGE_D):
            for code, write, registers, memory in ACCESSES[:2]:
                pde, pte = 7 | pde_bits, 7 | pte_bits
                expected = done(memory=memory | marked(pde, pte, write),
                                **registers)
                yield Case(f"PDE {pde:02X}, PTE {pte:02X}", code, expected,
                           start={"cr0": PG},
                           memory={PDE: TABLE | pde, PTE: FRAME | pte,
                                   DATA: 0x0B0F})
    # the other bits of the entries are the system's, or the cache's
    pde, pte = 0xE1F, 0xF1F
    yield Case("PWT, PCD, G and AVL change nothing", ACCESSES[0][0],
               done(memory=marked(pde, pte, False), ecx=0x0B0F),
               start={"cr0": PG}, memory={
                   PDE: TABLE | pde, PTE: FRAME | pte, DATA: 0x0B0F})
    yield Case("read, then write", f"mov [{LINEAR}], ecx",
               done(memory=marked(7, 7, True) | {DATA: 0x0B0F}, ecx=0x0B0F),
               before=f"mov ecx, [{LINEAR}]", start={"cr0": PG},
               memory={PDE: TABLE | 7, PTE: FRAME | 7, DATA: 0x0B0F})


def two_pages():
    """An operand across a page boundary: the second page counts too."""
    for ring in (0, 3):
        for second in RIGHTS:
            for offset in (0xFFD, 0xFFE, 0xFFF, 0x1000):
                for code, write in ((f"mov ecx, [{LINEAR + offset}]", False),
                                    (f"mov [{LINEAR + offset}], ecx", True)):
                    error = translate(7, second, write, ring == 3, WP)
                    pte_bits = PAGE_A | (PAGE_D if write else 0)
                    memory = {PDE: TABLE | 7 | PAGE_A,
                              PTE: FRAME | 7 | PAGE_A | PAGE_D,
                              PTE + 4: FRAME + 0x1000 | second}
                    if error is not None:
                        expected = fault("PF", error, cr2=LINEAR + (
                            offset if offset == 0x1000 else 0x1000))
                    else:
                        stored = {}
                        if write:
                            value = 0xA0A01111 << 8 * (offset & 3)
                            stored = {DATA + (offset & ~3):
                                      value & 0xFFFFFFFF,
                                      DATA + (offset & ~3) + 4: value >> 32}
                        expected = done(memory=stored | {
                            PTE + 4: FRAME + 0x1000 | second | pte_bits},
                            **({} if write else {"ecx": 0}))
                        if not stored.get(DATA + 0x1004, 0):
                            expected.memory.pop(DATA + 0x1004, None)
                    yield Case(f"4 bytes at {offset:X}, second page {second}",
                               code, expected, ring=ring,
                               start={"cr0": PG | WP}, memory=memory)


def large_pages():
    """With CR4.PSE the PS bit makes a page of 4 MiB; without it is nothing."""
    at = LINEAR + WORLD + DATA
    for pde in RIGHTS:
        for ring in (0, 3):
            for wp in (0, WP):
                for bits in (0, PAGE_A, PAGE_A | PAGE_D):
                    for code, write, registers, memory in ACCESSES[:3]:
                        code = code.replace(str(LINEAR), str(at))
                        error = translate(pde, 7, write, ring == 3, wp)
                        value = PAGE_PS | pde | bits
                        flags = 0x92 | RF if "add" in code else None
                        expected = (
                            fault("PF", error, cr2=at) if error is not None
                            else done(memory=memory | {
                                PDE: value | PAGE_A
                                | (PAGE_D if write else 0)},
                                flags=flags, **registers))
                        yield Case(f"4 MiB page: PDE {value:02X}, "
                                   f"WP {wp >> 16}", code, expected,
                                   ring=ring, start={"cr0": PG | wp,
                                                     "cr4": PSE},
                                   memory={PDE: value, DATA: 0x0B0F})
    yield Case("PS without CR4.PSE", ACCESSES[0][0],
               done(memory=marked(7 | PAGE_PS, 7, False), ecx=0x0B0F),
               start={"cr0": PG}, memory={
                   PDE: TABLE | 7 | PAGE_PS, PTE: FRAME | 7, DATA: 0x0B0F})


def own_accesses():
    """The processor reads its tables as a supervisor, in any ring. A page of
    the tables is at LINEAR."""
    bits = PAGE_A | PAGE_D
    for pte in RIGHTS[1:]:
        for wp in (0, WP):
            for accessed in (A, 0):
                low, high = flat(P | dpl(3) | S | W | accessed)
                writes = not accessed
                entries = {PDE: TABLE | 7 | bits, PTE: WORLD | pte | PAGE_A}
                if writes and wp and not pte & PAGE_W:
                    expected = fault("PF", PF_P | PF_W,
                                     cr2=LINEAR + T0 + 4)
                else:
                    expected = done(ds=T0 | 3, memory={
                        GDT + T0 + 4: high | A << 8,
                        PTE: WORLD | pte | PAGE_A | (
                            PAGE_D if writes else 0)})
                yield Case(f"GDT in a page {pte}, WP {wp >> 16}, accessed "
                           f"{accessed}", "mov ds, ax", expected,
                           start={"cr0": PG | wp, "eax": T0 | 3,
                                  "gdtr_base": LINEAR},
                           memory=entries | entry(T0, (low, high)))
    yield Case("LDT in an absent page", "mov ds, ax",
               fault("PF", 0, cr2=LINEAR + 8),
               start={"cr0": PG, "eax": 0x0F}, memory=entry(
                   LOCAL, descriptor(LINEAR, 0x7F, P | LDT_TYPE)))
    idt = {"cr0": PG, "idtr_base": LINEAR + IDT}
    for pte in RIGHTS[1:]:
        yield Case(f"IDT in a page {pte}", "int 0x30", done(
            landing(1), cs=CODE0, ss=DATA0, esp=WORLD + STACK0 - 20,
            memory=pushed(STACK0, [DATA3, WORLD + STACK3, 2, CODE3,
                                   WORLD + CODE + 2])), start=idt,
            memory={PDE: TABLE | 7 | bits, PTE: WORLD | pte | bits}
            | vector_gate(0x30, gate(CODE0, landing(1), P | dpl(3) | INT32)))
    to_ring1 = vector_gate(0x30, gate(CODE1, landing(1), P | dpl(3) | INT32))
    for pte in RIGHTS:
        for wp in (0, WP):
            good = translate(7, pte, True, False, wp)
            top = LINEAR + 0x80
            frame = pushed(DATA + 0x80, [DATA3, WORLD + STACK3, 2, CODE3,
                                         WORLD + CODE + 2])
            expected = (fault("PF", good, cr2=top - 4) if good is not None
                        else done(landing(1), cs=CODE1, ss=DATA1,
                                  esp=top - 20, memory=frame | {
                                      PTE: FRAME | pte | bits,
                                      PDE: TABLE | 7 | PAGE_A}))
            yield Case(f"inner stack in a page {pte}, WP {wp >> 16}",
                       "int 0x30", expected, start={"cr0": PG | wp},
                       memory=to_ring1 | {TSS_A + 12: top, PDE: TABLE | 7,
                                          PTE: FRAME | pte})


def changes():
    """What a change of the tables or of a control register does to a page
    that was used before: with INVLPG or a load of CR3 it counts, and a change
    of the ring or of WP counts by itself."""
    used = {PDE: TABLE | 7, PTE: FRAME | 7, DATA: 0x0B0F,
            DATA + 0x1000: 0x1234}
    entry_at = WORLD + PTE
    read, write = f"mov ecx, [{LINEAR}]", f"mov [{LINEAR}], ecx"
    flushes = {"invlpg": f"invlpg [{LINEAR}]",
               "mov cr3": f"mov eax, {WORLD + DIRECTORY}; mov cr3, eax",
               "mov cr0": "mov eax, 11h; mov cr0, eax; mov eax, 80010011h; "
                          "mov cr0, eax"}
    after = {"invlpg": 0xA0A00000, "mov cr3": WORLD + DIRECTORY,
             "mov cr0": PG | WP}
    for name, flush in flushes.items():
        for new, error in ((FRAME + 0x1000 | 7, None), (FRAME | 6, PF_W),
                           (FRAME | 5, PF_W | PF_P)):
            changed = {"eax": after[name], "ecx": 0x0B0F}
            memory = {PDE: TABLE | 7 | PAGE_A, PTE: new}
            if error is None:
                memory |= {PTE: new | PAGE_A | PAGE_D, DATA + 0x1000: 0x0B0F}
                expected = done(memory=memory, **changed)
            else:
                expected = fault("PF", error, cr2=LINEAR, memory=memory,
                                 **changed)
            yield Case(f"{name}: the new entry {new & 0x1FFF:X} counts", write,
                       expected, ring=0, start={"cr0": PG | WP},
                       before=f"{read}; {write}; mov dword [{entry_at}], "
                              f"{new}; {flush}", memory=used)
    yield Case("WP set: a page that was written", write,
               fault("PF", PF_W | PF_P, cr2=LINEAR, eax=PG | WP, cr0=PG | WP,
                     memory={DATA: 0xA0A01111,
                             **marked(5, 5, True)}), ring=0,
               before=f"{write}; mov eax, {PG | WP}; mov cr0, eax",
               start={"cr0": PG}, memory=used | {
                   PDE: TABLE | 5, PTE: FRAME | 5})
    yield Case("ring 3: a page that ring 0 has used", "iretd",
               fault("PF", PF_U | PF_P, landing(1), cr2=LINEAR, cs=CODE3,
                     ss=DATA3, ds=0, es=DATA3, fs=0, gs=0,
                     esp=WORLD + STACK3, ecx=0x0B0F,
                     memory=marked(7, 3, False)), ring=0,
               before=f"{read}; mov eax, {DATA3}; mov es, eax; mov eax, "
                      "0a0a00000h",
               start={"cr0": PG}, memory=used | {PTE: FRAME | 3}
               | on_stack(STACK0, [landing(1), CODE3, 2, WORLD + STACK3,
                                   DATA3])
               | {LANDINGS + 16: 0x000D8B26, LANDINGS + 20: LINEAR >> 8})
    for bits, again in ((0, PAGE_A), (PAGE_A, PAGE_A)):
        yield Case(f"accessed is set again: {bits:X}", read,
                   done(ecx=0x0B0F, memory={
                       PDE: TABLE | 7 | PAGE_A, PTE: FRAME | 7 | again}),
                   ring=0, before=f"{read}; mov dword [{entry_at}], "
                                  f"{FRAME | 7 | bits}; invlpg [{LINEAR}]",
                   start={"cr0": PG}, memory=used)
    yield Case("a page that was absent needs no INVLPG", read,
               done(ecx=0x0B0F, memory=marked(7, 7, False)), ring=0,
               before=f"mov dword [{entry_at}], {FRAME | 7}",
               start={"cr0": PG}, memory=used | {PTE: 0})


def cases():
    for group in (rights, accessed_and_dirty, two_pages, large_pages,
                  own_accesses, changes):
        yield from group()
