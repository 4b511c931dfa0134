# SPDX-License-Identifier: MIT
"""Where Bochs 2.7 is known not to do what the manual says.

DIFFERENCES: topic, pattern of the case's name, why. A line that fits a case on
which Bochs and the manual agree is an error, and so is a line without a case.

VISIBLE: cases, by topic and pattern, in which Bochs stores the first items of
several before it checks for the last. Registers and exception are compared,
memory is not.

MARKED_LATE: cases in which it sets an accessed or busy bit after it has loaded
a register: when that bit cannot be stored, only the exception is compared.

OTHER_END: cases in which it reads several items in another order; the fault
is in the same page, but CR2 need not be the same in it.
"""
TSS_ROOM = ('Bochs wants the whole dword of SS in the TSS; SDM Vol. 2, "CALL" '
            'and "INT n": #TS if TSSstackAddress + 5 > limit')
NOT_PRESENT = ("Bochs raises #NP; SDM Vol. 3A, \"Interrupt 11-Segment Not "
               "Present\": a stack segment that is not present is #SS")
ORDER = ("Bochs looks at the gate's offset first; SDM Vol. 2, \"INT n\": "
         "first the room on the new stack")
ABSENT_LATE = ('Bochs looks at the privilege of a new data segment before its '
               'presence; SDM Vol. 3A, Table "Exception Conditions Checked '
               'During a Task Switch": the other way round')
ONE_BYTE = ("Bochs writes the one byte with the accessed bit, bootscope its "
            "dword; the manual does not say, and CR2 shows it")
V86_LIMIT = ('Bochs does not look at the limit; SDM Vol. 2, "IRET": EIP beyond '
             "64 KiB is #GP(0), before anything is loaded")
REP_RF = ('Bochs pushes RF as it was; SDM Vol. 3B, "Instruction-Breakpoint '
          'Exception Condition": a trap of an iteration of REP that is not '
          "the last pushes 1")
GD_RF = ("Bochs pushes no RF; the same section: only the instruction "
         "breakpoint, of all faults, does not push 1")
BREAKPOINT_FIRST = ('Bochs takes the breakpoint; SDM Vol. 3A, "Priority Among '
                    'Simultaneous Exceptions and Interrupts": the interrupt '
                    "comes first")
TWO_AT_ONCE = ('Bochs reports both; SDM Vol. 3A, "Priority Among '
               'Simultaneous Exceptions and Interrupts": the trap of the last '
               "instruction comes before the breakpoint on the next")

PHYSICAL_40 = ("Bochs has physical addresses of 40 bits; a Pentium II has 36, "
               'and the bits above are reserved: SDM Vol. 3A, "PAE Paging", '
               '"32-Bit Paging"')
CR0_LOADS = ('Bochs loads the pointers with every MOV to CR0; SDM Vol. 3A, '
             '"PDPTE Registers": with one that changes CD, NW or PG')
PVI_IN_V86 = ('Bochs looks at PVI, too; SDM Vol. 3A, "Control Registers": PVI '
              "is for protected mode")

DIFFERENCES = [
    ("far_transfers", r"inner stack: TSS limit 1[12]$", TSS_ROOM),
    ("returns", r"iretd: access FB, RPL 3, to a stack of 7[2367], RPL 3$",
     NOT_PRESENT),
    ("interrupts", r"TSS limit 11$", TSS_ROOM),
    ("interrupts", r"no room on the stack before the limit", ORDER),
    ("tasks", r"new [edfg]s: access 1[13B], RPL [03]$", ABSENT_LATE),
    ("paging", r"GDT in a page [15], WP 1, accessed 0$", ONE_BYTE),
    ("v86", r"o32 iret beyond 64 KiB$", V86_LIMIT),
    ("v86", r"iretd to V86 mode beyond 64 KiB$", V86_LIMIT),
    ("debug", r"step: rep movsb, ECX 3$", REP_RF),
    ("debug", r"rep stosb stops behind the element$", REP_RF),
    ("debug", r"port breakpoint: rep (ins|outs)b$", REP_RF),
    ("debug", r"GD: ", GD_RF),
    ("debug", r"a step, then a breakpoint", TWO_AT_ONCE),
    ("external", r"it comes before a breakpoint", BREAKPOINT_FIRST),
    ("pae", r"bit 36 of the (PTE|2 MiB PDE)$", PHYSICAL_40),
    ("pae", r"mov cr0: TS: ", CR0_LOADS),
    ("pae", r".*: bit 36 of a pointer$", PHYSICAL_40),
    ("pae", r"4 MiB page: reserved bit (17|20)$", PHYSICAL_40),
    ("virtual_if", r"VIF and VIP, v86, IOPL ., CR4 2$", PVI_IN_V86),
]

VISIBLE = [
    ("limits", r"call: limit 5F$"),
    ("far_transfers", r"call: limit F$|call by gate beyond the limit$"),
    ("far_transfers", r"inner stack: 15 bytes of room$"),
    ("far_transfers", r"no room on the inner stack"),
    ("interrupts", r"inner stack with room for 19 bytes$"),
    ("exact", r"(pusha|o16 pusha|enter|call|int).* fit$"),
    ("exact", r"call gate: . of 4 parameters can be read$"),
    ("exact", r"jmp .* the old TSS is there up to"),
    ("exact", r"(sgdt|sidt|fnstenv|fnsave): "),
    ("v86", r"o32 pusha at 12$"),
    ("exact", r"(l[edsf]s|fldenv|frstor|fbld): "),
    ("exact", r".* the (new|old) TSS is there up to"),
    ("virtual_if", r"int: SP [35]"),
]

MARKED_LATE = [
    ("exact", r".* cannot be written$"),
]

OTHER_END = [
    ("exact", r"(call gate|retf|iretd|popad).* can be read$"),
    ("exact", r"(l[edsf]s|fldenv|frstor|fbld): "),
    ("exact", r".* the (new|old) TSS is there up to"),
]
