# SPDX-License-Identifier: MIT
"""Where Bochs 2.7 is known not to do what the manual says.

Topic, pattern of the case's name, why. A line that fits a case on which Bochs
and the manual agree is an error, and so is a line without a case.
"""
VISIBLE = ("Bochs stores the first items before it checks for the last: the "
           "registers are as before the fault, memory is not")
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

DIFFERENCES = [
    ("limits", r"call: limit 5F$", VISIBLE),
    ("far_transfers", r"call: limit F$", VISIBLE),
    ("far_transfers", r"call by gate beyond the limit$", VISIBLE),
    ("far_transfers", r"inner stack: 15 bytes of room$", VISIBLE),
    ("far_transfers", r"inner stack: TSS limit 1[12]$", TSS_ROOM),
    ("far_transfers", r"no room on the inner stack", VISIBLE),
    ("returns", r"iretd: access FB, RPL 3, to a stack of 7[2367], RPL 3$",
     NOT_PRESENT),
    ("interrupts", r"inner stack with room for 19 bytes$", VISIBLE),
    ("interrupts", r"TSS limit 11$", TSS_ROOM),
    ("interrupts", r"no room on the stack before the limit", ORDER),
    ("tasks", r"new [edfg]s: access 1[13B], RPL [03]$", ABSENT_LATE),
    ("paging", r"GDT in a page [15], WP 1, accessed 0$", ONE_BYTE),
]
