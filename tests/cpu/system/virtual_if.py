# SPDX-License-Identifier: MIT
"""The virtual interrupt flag: CR4.VME in virtual-8086 mode, CR4.PVI in ring 3;
INT n by the redirection bit map in the TSS."""
from .case import *
from .v86 import V86, taken, word

SECTION = ('SDM Vol. 3A, "8086 Emulation", "Virtual-8086 Mode Extensions"; '
           'Vol. 2, "CLI", "STI", "PUSHF", "POPF", "IRET", "INT n"')
SINCE = "pentium"

VME, PVI = 1, 2
TF, IF, NT, VIF, VIP = 0x100, 0x200, 0x4000, 0x80000, 0x100000
IOPL3 = 0x3000
KEPT = 0x4ED5  # of a 16-bit image: all but TF, IF and IOPL, with IF


def states(mode_flags):
    """IOPL, VIF and VIP, but not both of the latter: see waiting()."""
    for level in range(4):
        for more in (0, IF, VIF, VIP, VIF | IF, VIP | IF):
            yield level, mode_flags | 2 | level << 12 | more


def v86(name, code, expected, flags, cr4=VME, memory=None, before="", **start):
    return Case(f"{name}, flags {flags:X}, CR4 {cr4}", code, expected,
                mode="v86", memory=memory or {}, before=before,
                start=dict(start, eflags=flags, cr4=cr4))


def cli_and_sti():
    for cr4 in (0, VME, PVI, VME | PVI):
        for mode, bit in (("v86", VME), ("32", PVI)):
            for level, flags in states(VM if mode == "v86" else 0):
                own = level == 3
                virtual = cr4 & bit
                clear = (flags & ~IF if own else
                         flags & ~VIF if virtual else None)
                set_ = (flags | IF if own else
                        flags | VIF if virtual and not flags & VIP else None)
                for code, result in (("cli", clear), ("sti", set_)):
                    # an STI that opens is over when the UD2 has been taken
                    yield Case(
                        f"{code}, {mode}, flags {flags:X}, CR4 {cr4}", code,
                        fault("GP", 0) if result is None else
                        done(flags=result | RF), mode=mode,
                        start={"eflags": flags, "cr4": cr4})
    for ring in (0, 1, 2):
        for level in (0, 1):
            flags = 2 | level << 12
            for code, result in (("cli", flags), ("sti", flags | IF)):
                yield Case(f"{code} with PVI in ring {ring}, IOPL {level}",
                           code, done(flags=result | RF) if ring <= level
                           else fault("GP", 0), ring=ring,
                           start={"eflags": flags, "cr4": PVI})


def seen(flags):
    """The 16 bits that a program below IOPL 3 sees."""
    return flags & 0xFFFF & ~IF | IOPL3 | (IF if flags & VIF else 0)


def pushf_and_popf():
    top = STACK3
    for cr4 in (0, VME, PVI):
        for level, flags in states(VM):
            own, virtual = level == 3, cr4 & VME
            for wide in (False, True):
                prefix = "o32 " if wide else ""
                good = own or virtual and not wide
                value = flags & 0x3C7FFF if own else seen(flags)
                yield v86(f"{prefix}pushf", f"{prefix}pushf",
                          done(esp=top - 4, memory={top - 4: flags & 0x3C7FFF})
                          if wide and good else
                          done(esp=top - 2, memory=word(top - 2, value))
                          if good else fault("GP", 0), flags, cr4)
                for image in (0, IF, TF, NT | 0x8D5, IF | 0x8D5, 0xFEFF):
                    if own and image & TF:
                        continue  # the step would end the case elsewhere
                    yield popf(prefix, wide, own, virtual, flags, image, cr4)


def loaded(flags, image, own):
    """EFLAGS after POPF or IRET of 16 bits; None: #GP."""
    if own:
        return flags & ~KEPT | image & KEPT
    if image & TF or image & IF and flags & VIP:
        return None
    return (flags & ~(KEPT & ~IF | VIF) | image & KEPT & ~IF
            | (VIF if image & IF else 0))


def popf(prefix, wide, own, virtual, flags, image, cr4):
    after = loaded(flags, image, own)
    good = (own or virtual and not wide) and after is not None
    if wide and good:
        after &= ~0x240000  # AC and ID come from the image, which has none
    return v86(f"{prefix}popf {image:X}", f"{prefix}popf",
               done(esp=STACK3 + (4 if wide else 2), flags=after | RF)
               if good else fault("GP", 0), flags, cr4,
               {STACK3: image | 2})


def iret():
    for cr4 in (0, VME, PVI):
        for level, flags in states(VM):
            own, virtual = level == 3, cr4 & VME
            for image in (0, IF, TF, NT | 0x8D5, IF | 0x8D5, 0xFEFF):
                if own and image & TF:
                    continue
                after = loaded(flags, image, own)
                good = (own or virtual) and after is not None
                yield v86(f"iret {image:X}", "iret",
                          done(LANDINGS, esp=STACK3 + 6,
                               flags=after | RF) if good
                          else fault("GP", 0), flags, cr4,
                          on_stack(STACK3, [LANDINGS, V86, image | 2], 2))
                yield v86(f"o32 iret {image:X}", "o32 iret",
                          done(LANDINGS, esp=STACK3 + 12, flags=after | RF)
                          if own else fault("GP", 0), flags, cr4,
                          on_stack(STACK3, [LANDINGS, V86, image | 2], 4))


MAP = 0x88  # the I/O map; the redirection bits are the 32 bytes below
VECTOR = 0x30
SET_VECTOR = f"mov dword [fs:{4 * VECTOR}], {V86 << 16 | LANDINGS}"
BACK = CODE + 10 + 2


def redirection(vector, bit):
    at = TSS_A + MAP - 32 + vector // 8
    return {TSS_A + 0x64: MAP << 16,
            at & ~3: bit << vector % 8 + 8 * (at & 3)}


def int_n():
    gates = vector_gate(VECTOR, gate(CODE0, landing(1), P | dpl(3) | INT32))
    for cr4 in (0, VME, PVI):
        for level, flags in states(VM):
            for bit in (0, 1):
                own, virtual = level == 3, cr4 & VME
                if virtual and not bit:
                    image = flags & 0xFFFF if own else seen(flags)
                    clear = IF if own else VIF
                    expected = done(
                        LANDINGS, esp=STACK3 - 6, flags=flags & ~clear | RF,
                        memory=pushed(STACK3, [image, V86, BACK], 2))
                elif own:
                    expected = taken(flags, BACK)
                    expected.registers["fs"] = 0
                    expected.memory = pushed(STACK0, [
                        V86, 0, V86, V86, V86, STACK3, flags, V86, BACK])
                    expected.flags = flags & ~(VM | IF | NT) | RF
                else:
                    expected = fault("GP", 0)
                yield v86(f"int: redirection bit {bit}", f"int {VECTOR}",
                          expected, flags, cr4,
                          gates | redirection(VECTOR, bit),
                          SET_VECTOR, fs=0)


def redirected_checks():
    """The TSS that holds the map, and the room on the program's stack."""
    flags = VM | 2
    good = done(LANDINGS, esp=STACK3 - 6, flags=flags | RF,
                memory=pushed(STACK3, [seen(flags), V86, BACK], 2))
    at = MAP - 32 + VECTOR // 8
    for limit in (0x66, 0x67, at - 1, at, at + 1, 0xDF):
        d = descriptor(WORLD + TSS_A, limit, P | TSS32)
        yield v86(f"int: TSS limit {limit:X}", f"int {VECTOR}",
                  good if limit >= max(at, 0x67) else fault("GP", 0), flags,
                  VME, redirection(VECTOR, 0) | entry(TASK_A, d), SET_VECTOR,
                  fs=0)
    for sp in (1, 3, 5):  # a word across the end of the segment
        yield v86(f"int: SP {sp}", f"int {VECTOR}", fault("SS", 0), flags,
                  VME, redirection(VECTOR, 0), SET_VECTOR, fs=0, esp=sp,
                  ss=V86 + 0x700)
    for code, vector, more in (("int3", 3, 0), ("into", 4, 0x800)):
        gates = vector_gate(vector, gate(CODE0, landing(1),
                                         P | dpl(3) | INT32))
        yield v86(f"{code} is never redirected", code,
                  taken(flags | more, CODE + 1), flags | more, VME,
                  gates | redirection(vector, 0))


def waiting():
    """VIF and VIP together at the beginning of an instruction: SDM Vol. 3A,
    "Class 2 - Maskable Hardware Interrupt Handling in Virtual-8086 Mode Using
    the Virtual Interrupt Mechanism"."""
    for level in range(4):
        for cr4 in (0, VME, PVI):
            for mode, bit in (("v86", VME), ("32", PVI)):
                flags = 2 | level << 12 | VIF | VIP | (
                    VM if mode == "v86" else 0)
                both = cr4 & bit
                yield Case(f"VIF and VIP, {mode}, IOPL {level}, CR4 {cr4}",
                           "nop", fault("GP", 0) if both else
                           done(flags=flags | RF), mode=mode,
                           start={"eflags": flags, "cr4": cr4})


def iretd_in_ring_0():
    """It alone loads VIF and VIP; POPFD and other rings leave them."""
    for bits in (VIF, VIP, VIF | VIP):
        for old in (0, VIF, VIP):
            flags = 2 | old
            to = landing(1)
            yield Case(f"iretd {bits:X} on {old:X}", "iretd", done(
                to, esp=WORLD + STACK0 + 12, flags=2 | bits | RF), ring=0,
                start={"eflags": flags},
                memory=on_stack(STACK0, [to, CODE0, 2 | bits]))
            yield Case(f"iretd {bits:X} on {old:X} in ring 3", "iretd", done(
                to, esp=WORLD + STACK3 + 12, flags=flags | RF),
                start={"eflags": flags},
                memory=on_stack(STACK3, [to, CODE3, 2 | bits]))
            yield Case(f"iretd {bits:X} on {old:X}: to ring 3", "iretd", done(
                to, cs=CODE3, ss=DATA3, esp=WORLD + STACK3, ds=0, es=0, fs=0,
                gs=0, flags=2 | bits | RF), ring=0, start={"eflags": flags},
                memory=on_stack(STACK0, [to, CODE3, 2 | bits, WORLD + STACK3,
                                         DATA3]))
            for ring, stack in ((0, STACK0), (3, STACK3)):
                yield Case(f"popfd {bits:X} on {old:X} in ring {ring}",
                           "popfd", done(esp=WORLD + stack + 4,
                                         flags=flags | RF), ring=ring,
                           start={"eflags": flags},
                           memory={stack: 2 | bits})
                yield Case(f"pushfd of {old:X} in ring {ring}", "pushfd",
                           done(esp=WORLD + stack - 4,
                                memory={stack - 4: flags},
                                flags=flags | RF), ring=ring,
                           start={"eflags": flags})
        frame = [LANDINGS, V86, VM | IOPL3 | 2 | bits, STACK3, V86, 1, 2, 3, 4]
        yield Case(f"iretd to V86 mode with {bits:X}", "iretd", done(
            LANDINGS, cs=V86, ss=V86, esp=STACK3, es=1, ds=2, fs=3, gs=4,
            flags=VM | IOPL3 | 2 | bits | RF), ring=0,
            memory=on_stack(STACK0, frame))


def cases():
    for group in (cli_and_sti, pushf_and_popf, iret, int_n, redirected_checks,
                  waiting, iretd_in_ring_0):
        yield from group()
