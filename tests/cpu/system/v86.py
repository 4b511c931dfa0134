# SPDX-License-Identifier: MIT
"""Virtual-8086 mode: what depends on IOPL, what does not exist, segments as
in real mode, the ways in and out."""
from .case import *

SECTION = 'SDM Vol. 3A, "8086 Emulation", "Virtual-8086 Mode"'

V86 = WORLD >> 4
IF, NT = 0x200, 0x4000
START = VM | 0x3002


def v86(name, code, expected, memory=None, **start):
    return Case(name, code, expected, mode="v86", memory=memory or {},
                start=start)


def sensitive():
    """CLI, STI, PUSHF, POPF, INT n and IRET need IOPL 3, HLT ring 0."""
    gates_ = vector_gate(0x30, gate(CODE0, landing(1), P | dpl(3) | INT32))
    memory = gates_ | on_stack(STACK3, [LANDINGS, V86, 0xFFFF], 2)
    for level in range(4):
        flags = VM | 2 | level << 12
        top = STACK3
        good = {
            "cli": done(flags=flags | RF),
            "sti": done(flags=flags | IF | RF),
            "pushf": done(esp=top - 2, memory=word(top - 2, flags)),
            "o32 pushf": done(esp=top - 4, memory={top - 4: flags & 0xFFFF}),
            "popf": done(esp=top + 2, flags=RF | flags | LANDINGS & 0x4ED5),
            "iret": done(LANDINGS, esp=top + 6, flags=RF | flags | 0x4ED5),
            "int 0x30": taken(flags, CODE + 2),
        }
        for code, expected in good.items():
            code_memory = dict(memory)
            if code == "iret":
                code_memory |= on_stack(STACK3, [LANDINGS, V86, 0xFEFF], 2)
            yield v86(f"{code}: IOPL {level}", code, expected if level == 3
                      else fault("GP", 0), code_memory, eflags=flags)
    yield v86("hlt", "hlt", fault("GP", 0))


def word(offset, value):
    shift = 8 * (offset & 3)
    return {offset & ~3: (value & 0xFFFF) << shift}


def taken(flags, back):
    """An interrupt to ring 0: nine items on its stack, null data segments."""
    values = [V86] * 4 + [V86, STACK3, flags, V86, back]
    return done(landing(1), cs=CODE0, ss=DATA0, es=0, ds=0, fs=0, gs=0,
                esp=WORLD + STACK0 - 36, memory=pushed(STACK0, values),
                flags=flags & ~(VM | IF | NT) | RF)


def interrupts():
    to = landing(1)
    for type_ in (INT32, TRAP32):
        for extra in (0, IF, NT):
            flags = START | extra
            expected = taken(flags, CODE + 2)
            if type_ == TRAP32:
                expected.flags |= flags & IF
            yield v86(f"int by gate type {type_:X}, flags {flags:X}",
                      "int 0x30", expected, vector_gate(0x30, gate(
                          CODE0, to, P | dpl(3) | type_)), eflags=flags)
    for level in range(3):
        yield v86(f"int by a gate of level {level}", "int 0x30",
                  fault("GP", 0x182), vector_gate(0x30, gate(
                      CODE0, to, P | dpl(level) | INT32)))
    for level in range(4):
        for other in (0, CONFORM):
            if level == 0 and not other:
                continue
            yield v86(f"int to code of level {level}, type {other}",
                      "int 0x30", fault("GP", T0), vector_gate(0x30, gate(
                          T0, to, P | dpl(3) | INT32)) | entry(
                              T0, flat(P | dpl(level) | S | X | R | other)))
    for iopl in (0, 3):
        flags = VM | 2 | iopl << 12
        for code, vector, more in (("int3", 3, 0), ("into", 4, 0x800)):
            yield v86(f"{code} with IOPL {iopl}", code,
                      taken(flags | more, CODE + 1), vector_gate(
                          vector, gate(CODE0, to, P | dpl(3) | INT32)),
                      eflags=flags | more)
    yield v86("an exception by a gate of level 0", "ud2", fault("UD"))
    yield v86("#UD leads to #GP", "ud2", fault("GP", T0 | 1), vector_gate(
        6, gate(T0, to, P | INT32)) | entry(
            T0, flat(P | dpl(3) | S | X | R)))


def absent_instructions():
    for code in ("sldt ax", "str ax", "lldt ax", "ltr ax", "verr ax",
                 "verw ax", "lar ax, cx", "lsl ax, cx", "arpl ax, cx"):
        yield v86(code, code, fault("UD"))
    for code in ("lgdt [0]", "lidt [0]", "lmsw ax", "clts", "invd", "wbinvd",
                 "invlpg [0]", "mov eax, cr0", "mov cr0, eax", "mov eax, cr3",
                 "mov eax, dr7", "mov dr6, eax", "rdmsr", "wrmsr"):
        yield v86(code, code, fault("GP", 0))
    yield v86("smsw", "smsw ax", done(eax=0xA0A00011))
    yield v86("sgdt", "sgdt [7000h]", done(memory={
        DATA: GDT_LIMIT | (WORLD + GDT & 0xFFFF) << 16, DATA + 4: WORLD >> 16}))


def segments():
    """A selector is a base; the limit is 64 KiB whatever was there."""
    for register in ("es", "ds", "fs", "gs"):
        for selector in (0, 3, 0x1234, V86 + 0x700, 0xFFFF):
            expected = done(**{register: selector, "eax": selector})
            yield v86(f"mov {register}, {selector:X}", f"mov {register}, ax",
                      expected, eax=selector)
        yield v86(f"use of {register}", f"mov cx, [{register}:2]",
                  done(ecx=0xA0A05566, **{register: V86 + 0x700}),
                  {DATA: 0x55667788}, **{register: V86 + 0x700})
    yield v86("mov ss", "mov ss, ax", done(ss=V86 - 1), eax=V86 - 1)
    for code, vector in (("mov cx, [0ffffh]", "GP"), ("mov [0ffffh], cx", "GP"),
                         ("mov ecx, [0fffdh]", "GP"),
                         ("mov cx, [ss:0ffffh]", "SS"),
                         ("mov ecx, [dword 10000h]", "GP")):
        yield v86(code, code, fault(vector, 0))
    for code, sp in (("push ax", 1), ("pop ax", 0xFFFF), ("o32 pusha", 0x12)):
        yield v86(f"{code} at {sp:X}", code, fault("SS", 0), esp=sp,
                  ss=V86 + 0x700)


def transfers():
    yield v86("jmp far", f"jmp {V86 + 1}:{LANDINGS - 16}",
              done(LANDINGS - 16, cs=V86 + 1))
    yield v86("call far", f"call {V86 + 1}:{LANDINGS - 16}",
              done(LANDINGS - 16, cs=V86 + 1, esp=STACK3 - 4,
                   memory=pushed(STACK3, [V86, CODE + 5], 2)))
    yield v86("retf", "retf", done(LANDINGS - 16, cs=V86 + 1, esp=STACK3 + 4),
              on_stack(STACK3, [LANDINGS - 16, V86 + 1], 2))
    yield v86("o32 retf beyond 64 KiB", "o32 retf", fault("GP", 0),
              on_stack(STACK3, [0x10000, V86], 4))
    yield v86("o32 jmp far beyond 64 KiB", f"jmp {V86}:dword 10000h",
              fault("GP", 0))
    yield v86("o32 iret beyond 64 KiB", "o32 iret", fault("GP", 0),
              on_stack(STACK3, [0x10000, V86, 2], 4))
    yield v86("o32 iret keeps VM, IOPL and RF apart", "o32 iret",
              done(LANDINGS, esp=STACK3 + 12, flags=START | RF | 0x2008D5),
              on_stack(STACK3, [LANDINGS, V86, 0x2008D5], 4))


def ways_in():
    """IRETD in ring 0 with VM in the image; a task that has VM set."""
    selectors = {"es": 0x1111, "ds": 0x2222, "fs": 0x3333, "gs": 0xFFFF}
    for flags in (START, VM | 2, START | IF | NT | 0x2408D5):
        values = [LANDINGS, V86, flags, 0x8000, V86, *selectors.values()]
        yield Case(f"iretd to V86 mode, flags {flags:X}", "iretd",
                   done(LANDINGS, cs=V86, ss=V86, esp=0x8000,
                        flags=flags | RF, **selectors), ring=0,
                   memory=on_stack(STACK0, values))
    values = [0x10000, V86, START, 0x8000, V86, 0, 0, 0, 0]
    yield Case("iretd to V86 mode beyond 64 KiB", "iretd", fault("GP", 0),
               ring=0, memory=on_stack(STACK0, values))
    values = [LANDINGS, V86, START, 0x12348000, V86, 0, 0, 0, 0]
    yield Case("iretd to V86 mode loads all of ESP", "iretd",
               done(LANDINGS, cs=V86, ss=V86, esp=0x12348000,
                    flags=START | RF, es=0, ds=0, fs=0, gs=0), ring=0,
               memory=on_stack(STACK0, values))
    yield Case("o16 iret does not see VM", "o16 iret",
               done(LANDINGS, cs=CODE0_16, esp=WORLD + STACK0 + 6),
               ring=0, memory=on_stack(
                   STACK0, [LANDINGS, CODE0_16, 2, 2], 2))


def cases():
    for group in (sensitive, interrupts, absent_instructions, segments,
                  transfers, ways_in):
        yield from group()
