# SPDX-License-Identifier: MIT
"""Interrupts from the board: when a waiting one is taken, and how it reaches
its handler. Channel 0 of the timer raises IRQ 0 while IF is 0; the tested
instruction lets it in."""
from .case import *

SECTION = ('SDM Vol. 3A, "Masking Maskable Hardware Interrupts", "Masking '
           'Exceptions and Interrupts When Switching Stacks", "Priority Among '
           'Simultaneous Exceptions and Interrupts"')

IF, NT, TF, IOPL3 = 0x200, 0x4000, 0x100, 0x3000
BS = 0x4000
VECTOR = 0x20  # run.asm sets up the 8259
TARGET = landing(1)
HERE = WORLD + CODE

# Mode 0, count 2; unmask; until the request is there; EAX as at the start.
WAIT = ("mov al, 30h; out 43h, al; mov al, 2; out 40h, al; mov al, 0; "
        "out 40h, al; mov al, 0feh; out 21h, al; .wait:; mov al, 0ah; "
        "out 20h, al; in al, 20h; test al, 1; jz .wait; mov eax, ")
WAIT_BYTES = 31


def waiting(name, code, expected, ring=3, memory=None, mode="32", eax=None,
            **start):
    eax = default_state()["eax"] if eax is None else eax
    flags = start.pop("eflags", 2 | IOPL3 | (VM if mode == "v86" else 0))
    return Case(name, code, expected, ring=ring, mode=mode,
                before=WAIT + str(eax),
                start={"eax": eax, "eflags": flags, **start},
                memory=vector_gate(VECTOR, gate(CODE0, TARGET, P | INT32))
                | (memory or {}))


def taken(back, ring=3, flags=2 | IOPL3 | IF, **changes):
    """At the handler, in ring 0; `back` is where the program goes on, counted
    from the tested instruction."""
    values = [flags, CODE_OF[ring], HERE + WAIT_BYTES + back]
    if ring:
        values = [DATA_OF[ring], changes.pop("esp", WORLD + STACK[ring]),
                  *values]
        changes["ss"] = DATA0
    else:
        changes.pop("esp", 0)
    memory = pushed(STACK0, values) | changes.pop("memory", {})
    return done(TARGET, cs=CODE0, esp=WORLD + STACK0 - 4 * len(values),
                memory=memory, flags=flags & ~(IF | NT | TF) | RF, **changes)


def moments():
    """STI and loads of SS hold it off for one instruction, POPF and IRET do
    not; without IF it waits."""
    stack = WORLD + STACK3
    nested = {STACK3: 2 | IOPL3 | IF}
    for ring in (0, 3):
        yield waiting("sti: after the next instruction", "sti; inc ecx; nop",
                      taken(2, ring, 2 | IOPL3 | IF | 0x84,
                            ecx=0xA0A01112), ring)
        yield waiting("sti; sti: only the first holds it off",
                      "sti; sti; nop", taken(2, ring), ring)
        yield waiting("sti; cli: never", "sti; cli; nop",
                      done(flags=2 | IOPL3 | RF), ring)
        yield waiting("no IF", "nop", done(), ring)
    yield waiting("popfd: at once", "popfd; nop", taken(
        1, memory=nested, esp=stack + 4), memory=nested)
    frame = on_stack(STACK3, [TARGET + 16, CODE3, 2 | IOPL3 | IF])
    yield waiting("iretd: at once", "iretd", taken(
        TARGET + 16 - HERE - WAIT_BYTES, memory=frame, esp=stack + 12),
        memory=frame)
    yield waiting("sti; mov ss: the later one counts",
                  "sti; mov ss, eax; nop; nop", taken(4), eax=DATA3)
    yield waiting("a fault comes first", "sti; ud2", fault(
        "UD", 0, HERE + WAIT_BYTES + 1, flags=2 | IOPL3 | IF | RF))
    yield waiting("int comes first", "sti; int 0x30", done(
        landing(2), cs=CODE0, ss=DATA0, esp=WORLD + STACK0 - 20,
        flags=2 | IOPL3 | RF, memory=pushed(STACK0, [
            DATA3, stack, 2 | IOPL3 | IF, CODE3, HERE + WAIT_BYTES + 3])),
        memory=vector_gate(0x30, gate(CODE0, landing(2), P | dpl(3)
                                      | INT32)))
    yield waiting("rep movsb: before the first element", "popfd; rep movsb",
                  taken(1, memory=nested, esp=stack + 4), memory=nested)


def ways():
    """By which gates; DPL does not count, CS and the stack do; EXT is set in
    the error codes."""
    nested = {STACK3: 2 | IOPL3 | IF}
    code = "popfd; nop"

    def by(name, gate_, expected, memory=None):
        return waiting(name, code, expected, memory=nested | vector_gate(
            VECTOR, gate_) | (memory or {}))

    def refused(vector, error):
        return fault(vector, error, HERE + WAIT_BYTES + 1,
                     esp=WORLD + STACK3 + 4, flags=2 | IOPL3 | IF | RF)

    here = VECTOR * 8 + 2
    good = taken(1, memory=nested, esp=WORLD + STACK3 + 4)
    trap = taken(1, memory=nested, esp=WORLD + STACK3 + 4)
    trap.flags |= IF
    # the handler itself is interrupted no more: the request was taken
    yield by("by a trap gate", gate(CODE0, TARGET, P | TRAP32), trap)
    for level in range(4):
        yield by(f"by a gate of level {level}",
                 gate(CODE0, TARGET, P | dpl(level) | INT32), good)
    yield by("by an absent gate", gate(CODE0, TARGET, INT32),
             refused("NP", here | 1))
    yield by("by what is no gate", gate(CODE0, TARGET, P | CALL32),
             refused("GP", here | 1))
    yield by("to a null selector", gate(0, TARGET, P | INT32),
             refused("GP", 1))
    yield by("to absent code", gate(T0, TARGET, P | INT32),
             refused("NP", T0 | 1), entry(T0, flat(S | X | R)))
    yield by("no inner stack", gate(CODE1, TARGET, P | INT32),
             refused("TS", 1), {TSS_A + 16: 0})


def order():
    """Against a halt, and a breakpoint on the instruction that is next."""
    yield waiting("hlt ends", "sti; hlt; nop", taken(2, 0), ring=0)
    at = HERE + WAIT_BYTES + 1
    yield waiting("it comes before a breakpoint at the next instruction",
                  "popfd; nop", taken(1, memory={STACK3: 2 | IOPL3 | IF},
                                      esp=WORLD + STACK3 + 4),
                  memory={STACK3: 2 | IOPL3 | IF}, dr0=at, dr7=0x401)


def v86():
    """From virtual-8086 mode, whatever IOPL is."""
    flags = VM | 2 | IOPL3 | IF
    segment = WORLD >> 4
    values = [segment] * 5 + [STACK3, flags, segment, CODE + WAIT_BYTES + 3]
    yield waiting("in V86 mode", "sti; nop; nop", done(
        TARGET, cs=CODE0, ss=DATA0, es=0, ds=0, fs=0, gs=0,
        esp=WORLD + STACK0 - 36, memory=pushed(STACK0, values),
        flags=2 | IOPL3 | RF), mode="v86")


def cases():
    for group in (moments, ways, order, v86):
        yield from group()
