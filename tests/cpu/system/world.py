# SPDX-License-Identifier: MIT
"""The world of a case: 60 KiB of tables, code, data and stacks, and the
registers it starts with. run.asm copies it anew for each case.

Offsets are from WORLD, where the world lies in memory. Descriptors are those
of the SDM Vol. 3A, "Segment Descriptors", "System Descriptor Types", "Gate
Descriptors".
"""
import struct

IMAGE, WORLD, SAVED = 0x10000, 0x60000, 0x70000
OWN_STACK = 0xFF00

GDT, LDT, IDT = 0x0000, 0x0400, 0x0800
TSS_A, TSS_B, TSS_16, CATCHER = 0x1000, 0x1200, 0x1400, 0x1600
DIRECTORY, TABLE_0, TABLE_1 = 0x2000, 0x3000, 0x4000
POINTERS, DIRECTORY_8 = 0x2020, 0x5000  # PAE; its page table is TABLE_1
CODE, LANDINGS, DATA = 0x6000, 0x6800, 0x7000
STACK3, STACK0, STACK1 = 0xA080, 0xC080, 0xE080  # a page ends 80h below
STACK2, CATCHER_STACK = 0xE880, 0xEF00
STATE = 0xF000

# What is built anew and looked at afterwards: offset, dwords.
REGIONS = [
    (GDT, 64), (LDT, 32), (IDT, 192), (TSS_A, 56), (TSS_A + 0x100, 4),
    (TSS_B, 32), (TSS_16, 16), (CATCHER, 32), (DIRECTORY, 16),
    (TABLE_0, 128), (TABLE_1, 8), (DIRECTORY_8, 8), (CODE, 64),
    (LANDINGS, 64),
    (DATA, 32), (DATA + 0xF80, 64), (STACK3 - 0x100, 96),
    (STACK0 - 0x100, 96), (STACK1 - 0x100, 96), (STACK2 - 0x80, 48),
]

STATE_NAMES = """eax ecx edx ebx esp ebp esi edi es cs ss ds fs gs eip eflags
    cr0 cr2 cr3 cr4 dr0 dr1 dr2 dr3 dr4 dr5 dr6 dr7 gdtr gdtr_base idtr
    idtr_base ldtr tr task_vector""".split()
REGISTER = {name: STATE + 4 * i for i, name in enumerate(STATE_NAMES)}
# GDTR and IDTR: a limit in the high word, then the base.

# Selectors.
CODE0, DATA0, CODE3, DATA3 = 0x08, 0x10, 0x1B, 0x23
CODE0_16, DATA0_16, CODE3_16, DATA3_16 = 0x28, 0x30, 0x3B, 0x43
TASK_A, TASK_B, TASK_16, CATCHER_SELECTOR = 0x48, 0x50, 0x58, 0x60
LOCAL = 0x68
CODE1, DATA1, CODE2, DATA2 = 0x71, 0x79, 0x82, 0x8A
T0, T1, T2, T3 = 0x90, 0x98, 0xA0, 0xA8  # for the cases
GDT_LIMIT = 0xFF

# Access bytes: P DPL S TYPE.
P, S = 0x80, 0x10
A, W, R, DOWN, CONFORM, X = 1, 2, 2, 4, 4, 8
TSS16, LDT_TYPE, TSS16_BUSY, CALL16, TASK_GATE, INT16, TRAP16 = range(1, 8)
TSS32, TSS32_BUSY, CALL32, INT32, TRAP32 = 9, 11, 12, 14, 15
BIG, PAGES = 4, 8

PAGE_P, PAGE_W, PAGE_U, PAGE_A, PAGE_D, PAGE_PS = 1, 2, 4, 0x20, 0x40, 0x80
LINEAR = 0x400000  # TABLE_1 maps it: pages for the cases

RF, VM = 0x10000, 0x20000


def dpl(ring):
    return ring << 5


def descriptor(base, limit, access, flags=0):
    """The two dwords, low first."""
    return (limit & 0xFFFF | (base & 0xFFFF) << 16,
            base >> 16 & 0xFF | access << 8 | limit & 0xF0000 | flags << 20
            | base & 0xFF000000)


def gate(selector, offset, access, count=0):
    return (offset & 0xFFFF | selector << 16,
            offset & 0xFFFF0000 | access << 8 | count)


def flat(access):
    """All of memory; expand-down, all above the first page."""
    down = access & (S | X | DOWN) == S | DOWN
    return descriptor(0, 0 if down else 0xFFFFF, access, BIG | PAGES)


def word16(access):
    """A segment of 64 KiB whose offset 0 is the world's."""
    return descriptor(WORLD, 0xFFFF, access)


def landing(n):
    return WORLD + LANDINGS + 16 * n


def default_state():
    state = dict.fromkeys(STATE_NAMES, 0)
    for i, name in enumerate(STATE_NAMES[:8]):
        state[name] = 0xA0A00000 + 0x1111 * i
    state.update(
        esp=WORLD + STACK3, es=DATA3, cs=CODE3, ss=DATA3, ds=DATA3, fs=DATA3,
        gs=DATA3, eip=WORLD + CODE, eflags=2, cr0=0x11,
        cr3=WORLD + DIRECTORY, dr6=0xFFFF0FF0, dr7=0x400,
        gdtr=GDT_LIMIT << 16, gdtr_base=WORLD + GDT, idtr=0x2FF << 16,
        idtr_base=WORLD + IDT, ldtr=LOCAL, tr=TASK_A, task_vector=8)
    return state


def gdt_entries():
    yield from ((CODE0, flat(P | S | X | R | A)),
                (DATA0, flat(P | S | W | A)),
                (CODE3, flat(P | dpl(3) | S | X | R | A)),
                (DATA3, flat(P | dpl(3) | S | W | A)),
                (CODE0_16, word16(P | S | X | R | A)),
                (DATA0_16, word16(P | S | W | A)),
                (CODE3_16, word16(P | dpl(3) | S | X | R | A)),
                (DATA3_16, word16(P | dpl(3) | S | W | A)),
                (CODE1, flat(P | dpl(1) | S | X | R | A)),
                (DATA1, flat(P | dpl(1) | S | W | A)),
                (CODE2, flat(P | dpl(2) | S | X | R | A)),
                (DATA2, flat(P | dpl(2) | S | W | A)))
    yield TASK_A, descriptor(WORLD + TSS_A, 0xDF, P | TSS32)
    yield TASK_B, descriptor(WORLD + TSS_B, 0x67, P | TSS32)
    yield TASK_16, descriptor(WORLD + TSS_16, 0x2B, P | TSS16)
    yield CATCHER_SELECTOR, descriptor(WORLD + CATCHER, 0x67, P | TSS32)
    yield LOCAL, descriptor(WORLD + LDT, 0x7F, P | LDT_TYPE)


def stub(vector):
    """The runner's handler of a vector (run.asm)."""
    return IMAGE + 16 + 16 * vector


STACKS = [WORLD + STACK0, DATA0, WORLD + STACK1, DATA1, WORLD + STACK2, DATA2]


def tss32(state, link=0, eip=0, code=CODE3, data=DATA3, esp=None, ldt=LOCAL):
    esp = state["esp"] if esp is None else esp
    general = [state[name] for name in STATE_NAMES[:8]]
    general[4] = esp
    return struct.pack(
        "<26I", link, *STACKS, state["cr3"], eip, 2, *general, data, code,
        data, data, data, data, ldt, 0x00680000)


def tss16(state):
    general = [state[name] & 0xFFFF for name in STATE_NAMES[:8]]
    general[4] = STACK3
    return struct.pack(
        "<22H", 0, STACK0, DATA0_16, 0, 0, 0, 0, LANDINGS + 16, 2, *general,
        DATA3_16, CODE3_16, DATA3_16, DATA3_16, LOCAL)


def blank():
    """The world as bytes."""
    world = bytearray(STATE + 4 * len(STATE_NAMES))
    state = default_state()

    def put(offset, data):
        world[offset:offset + len(data)] = data

    for selector, d in gdt_entries():
        put(GDT + (selector & ~7), struct.pack("<2I", *d))
    for vector in range(32):
        put(IDT + 8 * vector, struct.pack("<2I", *gate(
            CODE0, stub(vector), P | INT32)))
    put(IDT + 8 * 8, struct.pack("<2I", *gate(
        CATCHER_SELECTOR, 0, P | TASK_GATE)))
    put(TSS_A, tss32(state))
    put(TSS_B, tss32(state, eip=landing(1)))
    put(TSS_16, tss16(state))
    put(CATCHER, tss32(state, eip=stub(32), code=CODE0, data=DATA0,
                       esp=WORLD + CATCHER_STACK))
    all_rights = PAGE_P | PAGE_W | PAGE_U | PAGE_A | PAGE_D
    put(DIRECTORY, struct.pack(
        "<2I", WORLD + TABLE_0 | all_rights & ~PAGE_D,
        WORLD + TABLE_1 | PAGE_P | PAGE_W | PAGE_U))
    for page in range(1024):
        put(TABLE_0 + 4 * page, struct.pack("<I", page << 12 | all_rights))
    put(POINTERS, struct.pack("<Q", WORLD + DIRECTORY_8 | PAGE_P))
    put(DIRECTORY_8, struct.pack("<Q", all_rights | PAGE_PS))
    for offset in range(CODE, CODE + 0x1000, 2):
        put(offset, b"\x0F\x0B")  # UD2: where the case is over
    for i, name in enumerate(STATE_NAMES):
        put(STATE + 4 * i, struct.pack("<I", state[name]))
    return bytes(world)


def layout():
    """The names for boot.asm and run.asm."""
    names = """IMAGE WORLD SAVED OWN_STACK GDT GDT_LIMIT LDT CATCHER CODE STATE CODE0
        DATA0 CATCHER_SELECTOR""".split()
    lines = [f"{name} equ {globals()[name]}" for name in names]
    lines += [f"{name.upper()}_ equ {REGISTER[name] - STATE}"
              for name in STATE_NAMES if name != "task_vector"]
    lines += [f"TASK_VECTOR equ {REGISTER['task_vector'] - STATE}",
              f"STATE_SIZE equ {4 * len(STATE_NAMES)}",
              "BEFORE equ WORLD + STATE", "AFTER equ BEFORE + 100h",
              "STUB_SIZE equ 16",
              "%macro REGIONS 0"]
    lines += [f"    dw {offset}, {count}" for offset, count in REGIONS]
    lines += ["    dw 0, 0", "%endmacro"]
    return "\n".join(lines) + "\n"
