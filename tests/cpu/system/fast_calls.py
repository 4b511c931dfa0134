# SPDX-License-Identifier: MIT
"""SYSENTER and SYSEXIT: what the three registers make of them, in which modes
they exist, and what they need not look at."""
from .case import *
from .v86 import V86

SECTION = 'SDM Vol. 2, "SYSENTER", "SYSEXIT", "WRMSR"'
SINCE = "i686"

IF, AC = 0x200, 0x40000
ESP, EIP = WORLD + 0x5F00, landing(1)  # on a page that is not looked at
START = {"esp": ESP, "ds": DATA3, "es": DATA3, "fs": DATA3, "gs": DATA3}
KEYS = {"eax": 0, "ecx": 0x176, "edx": 0}  # what WRMSR leaves behind


def set_registers(cs, esp, eip):
    """In ring 0."""
    code = "xor edx, edx"
    for number, value in ((0x174, cs), (0x175, esp), (0x176, eip)):
        code += (f"; mov ecx, {number}; mov eax, {value}; wrmsr")
    # the handler's PUSH DS writes two bytes of a dword
    return code + "; mov dword [esp - 24], 0; xor eax, eax"


def go_to_ring_3(flags):
    """Behind it the code goes on in ring 3."""
    return (f"; push dword {DATA3}; push dword {WORLD + STACK3}; "
            f"push dword {flags}; push dword {CODE3}; "
            f"push dword {WORLD + CODE} + .here - .code; iretd")


def entered(cs, esp, eip, flags):
    return done(eip, cs=cs & 0xFFFC, ss=(cs & 0xFFFC) + 8, esp=esp,
                flags=flags & ~(IF | VM) | RF, **KEYS)


def sysenter():
    for cs in (0, 1, 2, 3, 4, CODE0, CODE0 | 3, 0x12340008, T0, 0xFFFC,
               0x10000):
        for ring in (0, 3):
            for flags in (2, 2 | IF | 0x8D5, 2 | IF | AC | 0x3000):
                before = set_registers(cs, WORLD + STACK0, EIP)
                here = dict(KEYS)
                if ring == 3:
                    before += go_to_ring_3(flags)
                    here |= {"cs": CODE3, "ss": DATA3,
                             "esp": WORLD + STACK3}
                else:
                    flags &= ~IF & ~AC
                    before += f"; push dword {flags}; popfd"
                expected = (entered(cs, WORLD + STACK0, EIP, flags)
                            if cs & 0xFFFC else
                            fault("GP", 0, flags=flags | RF, **here))
                if cs & 0xFFFC not in (0, CODE0):
                    # the handler comes back by selectors that do not exist
                    continue
                yield Case(f"sysenter, CS {cs:X}, ring {ring}, flags "
                           f"{flags:X}", "sysenter", expected, ring=0,
                           before=before, start=START)
    # no descriptor is looked at
    for name, memory in (("absent", entry(CODE0_16, flat(0)) | entry(
            DATA0_16, flat(0))), ("data", entry(CODE0_16, flat(P | S | W)))):
        yield Case(f"sysenter to a segment whose descriptor is {name}",
                   "sysenter", entered(CODE0_16, WORLD + STACK0, EIP, 2),
                   ring=0, before=set_registers(
                       CODE0_16, WORLD + STACK0, EIP)
                   + "; push dword 2; popfd", start=START, memory=memory)
    flags = VM | 2 | IF
    before = set_registers(CODE0, WORLD + STACK0, EIP)
    for item in (V86, V86, V86, V86, V86, STACK3, flags, V86):
        before += f"; push dword {item}"  # GS FS DS ES SS ESP EFLAGS CS
    before += f"; push dword {CODE} + .here - .code; iretd"
    expected = entered(CODE0, WORLD + STACK0, EIP, flags)
    expected.registers |= dict.fromkeys(("es", "ds", "fs", "gs"), V86)
    yield Case("sysenter in V86 mode", "sysenter", expected, ring=0,
               before=before, start=START)


def sysexit():
    for cs in (0, 3, CODE3 - 16 & ~3, CODE3 - 16 | 3):
        for flags in (2, 2 | 0x8D5):
            before = set_registers(cs, 0, 0)
            before += (f"; mov ecx, {WORLD + STACK3}; mov edx, {EIP}; "
                       f"push dword {flags}; popfd")
            keys = {"eax": 0, "ecx": WORLD + STACK3, "edx": EIP}
            base = cs & 0xFFFC
            yield Case(f"sysexit, CS {cs:X}, flags {flags:X}", "sysexit",
                       done(EIP, cs=base + 16 | 3, ss=base + 24 | 3,
                            esp=WORLD + STACK3, flags=flags | RF, **keys)
                       if base else fault("GP", 0, flags=flags | RF, **keys),
                       ring=0, before=before, start=START)
    for ring in (1, 2, 3):
        yield Case(f"sysexit in ring {ring}", "sysexit", fault("GP", 0),
                   ring=ring)
    yield Case("sysexit in V86 mode", "sysexit", fault("GP", 0), mode="v86")


def registers():
    """What WRMSR keeps of them; only ring 0 may."""
    for number in (0x174, 0x175, 0x176):
        yield Case(f"rdmsr {number:X}", "rdmsr",
                   done(eax=0x1234ABCD, edx=0, ecx=number), ring=0,
                   before=f"mov ecx, {number}; mov eax, 1234abcdh; "
                          "xor edx, edx; wrmsr; mov dword [esp - 24], 0; "
                          "push dword 2; popfd; mov eax, 1", start=START)
        for code in ("rdmsr", "wrmsr"):
            yield Case(f"{code} {number:X} in ring 3", code, fault("GP", 0),
                       start={"ecx": number})


def cases():
    for group in (sysenter, sysexit, registers):
        yield from group()
