#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stepping through POST line by line: a transcript of bootscope tui --plain."""
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

PLACE = re.compile(r"^(\d+\.\d{9}) s, instruction ([\d,]+), "
                   r"([0-9A-F]{4}:[0-9A-F]{4,8})$")


def transcript(*lines, options=()):
    """The answers, one a line of input; the first is the greeting."""
    text = "mark-0\n" + "".join("%s\nmark-1\n" % line for line in lines)
    status, output, errors = run("tui", "--plain", *options,
                                 stdin=text.encode())
    check(status == 0 and errors == "", "ends well", status, errors)
    check(b"\x1b" not in output, "no control sequences")
    answers = re.split(r'There is no command "mark-\d+".*\n', output.decode())
    return answers


def place(answer):
    for line in answer.splitlines():
        found = PLACE.match(line)
        if found:
            return float(found[1]), int(found[2].replace(",", "")), found[3]
    return None


def post_is_stepped_through():
    a = transcript("step", "step 3", "back", "phase", "phase", "post",
                   "phase-back", "back 4", "S")
    check("line by line" in a[0], "a greeting", a[0])
    check(place(a[0]) == (0.0, 0, "F000:FFF0"), "power-on", a[0])
    check("jmp far" in a[0], "the first instruction", a[0])
    check([place(x)[1] for x in a[1:4]] == [1, 4, 3], "forward and back", a)
    check("BIOS: CPU and ROM self-test" in a[4], "the first step", a[4])
    check("BIOS: CMOS and battery" in a[5], "the second one", a[5])
    check("POST card" in a[6] and "01 02 03 04" in a[6], "the card", a[6])
    check(place(a[7]) == place(a[4]), "back by a step", a[7])
    check(place(a[8])[1] == place(a[4])[1] - 4, "back by instructions", a[8])
    check(place(a[9])[1] == place(a[8])[1] - 1, "by key, too", a[9])


def steps_come_in_order():
    a = transcript(*["phase"] * 12)
    places = [place(x) for x in a[:13]]
    check(all(x and x[0] < y[0] for x, y in zip(places, places[1:])),
          "time goes on", places)
    b = transcript("goto option-roms", *["phase-back"] * 11)
    check([place(x) for x in b[1:13]] == places[:0:-1],
          "and back by the same places", b, places)


def zoom_and_events():
    a = transcript("goto cmos", "event", "event", "event-back", "event-back",
                   "in", "event", "event-back", "in", "event", "event-back")
    for forth, back in (2, 5), (7, 8), (10, 11):
        check(place(a[back]) != place(a[forth]), "moved", a[back])
    check(place(a[3]) > place(a[2]) and place(a[4]) == place(a[2]),
          "there and back", a)
    check("transactions" in a[6] and "instructions" in a[9], "zoom", a)


def breakpoints_stop():
    a = transcript("break post:5", "continue-back", "goto timer",
                   "continue-back", "break post:5", "break F000:ZZ",
                   "break int:19", "continue", "continue", "continue")
    check("set" in a[1] and "beginning" in a[2], "nothing before", a[2])
    check("taken away" in a[5] and "no moment" in a[6], "words", a[5:7])


def breakpoints_are_found_forward_and_back():
    stops = ["break exec:7C00", "watch cr0.pe", "watch 600+2",
             "break post:5 then int:13#2"]
    a = transcript(*stops, "goto boot-search", "continue", "continue",
                   "continue", "continue", "continue-back", "continue-back",
                   "continue-back", "continue-back")
    there, back = a[6:10], a[10:13]
    check("Breakpoint 1: exec:7C00" in there[0], "an address", there)
    check("0000:7C00" in there[0] and "Boot device" in there[0],
          "before the instruction", there[0])
    check("Boot loader: Boot sector" in there[1] and
          "Breakpoint" not in there[1], "a step", there[1])
    check("Breakpoint 3: write:600+2" in there[2], "a store", there[2])
    check("Breakpoint 4: post:5 then int:13#2" in there[3] and
          "Next: INT 13h" in there[3], "counted", there[3])
    check([place(x) for x in back] == [place(x) for x in there[2::-1]],
          "the same places", there, back)


def breakpoints_are_listed_and_taken_away():
    a = transcript("break", "break menu", "watch eax", "watch gdt:08",
                   "breakpoints", "break -2", "break -3", "break", "break -all",
                   "break", "watch nothing", "watch exec:1zz")
    check("There are none" in a[1], "none", a[1])
    for line in " 1  menu", " 2  change:eax", " 3  write:gdt:08":
        check(line in a[5], "a list", a[5])
    check("change:eax taken away" in a[6] and "are 1 to 2" in a[7], "one", a)
    check(" 2  write:gdt:08" in a[8] and "All 2" in a[9], "all", a[8:10])
    check("There are none" in a[10], "none again", a[10])
    check("unknown register" in a[11] and "SEGMENT:OFFSET" in a[12],
          "what is wrong", a[11:13])


def moments_are_places():
    a = transcript("goto out:1F7 value=0x20", "goto +10", "goto time:+1ms",
                   "goto phase:cmos", "goto insn:77", "goto int:19#2",
                   "goto post:5", "goto menu", "goto post:5")
    check("OUT 1F7h <- 20h" in a[1], "a port", a[1])
    check(place(a[2])[1] == place(a[1])[1] + 10, "from here", a[2])
    check(abs(place(a[3])[0] - place(a[2])[0] - 0.001) < 1e-6, "time", a[3])
    check("CMOS" in a[4] and place(a[5])[1] == 77, "by form", a[4:6])
    check("does not come" in a[6] and place(a[6]) is None, "never", a[6])
    check("this was before" in a[9] and place(a[9]) == place(a[7]),
          "the last time", a[7], a[9])


def places_are_found():
    a = transcript("goto insn 1000", "goto 20ms", "goto 50%", "goto menu",
                   "screen", "mark a", "goto start", "jump a", "goto F000:E05B",
                   "goto nowhere", "memory B8000", "over", "over-back")
    check(place(a[1])[1] == 1000, "by count", a[1])
    check(0.02 <= place(a[2])[0] < 0.0201, "by time", a[2])
    check("Boot menu" in a[4] and "Arrow keys" in a[5], "by name", a[4:6])
    check(place(a[7])[1] == 0 and place(a[8]) == place(a[4]), "marks", a[7:9])
    check("is no moment" in a[10], "what is wrong", a[10])
    check(re.search(r"^000B8000>([0-9A-F]{2} ){16}", a[11], re.M),
          "video memory", a[11])


def typing_at_a_step_makes_no_branch():
    a = transcript("goto user-space", "phase", "event int:99", "type ls\\n",
                   "step", "branch", "phase-back", "type x", "branch",
                   "branch 1", "branch 2", "branch")
    check("none in the next" in a[2], "nothing more comes", a[2])
    check("one future" in a[6], "what was only looked at is no future", a[6])
    check("branch 1: from " in a[9] and "typed ls Enter" in a[9],
          "typing in the past makes a branch", a[9])
    check("is the future now" in a[10], "the old future is back", a[10])
    check("1 to 1" in a[11] and "typed x" in a[12], "the other is kept", a[11:])


def a_disc_is_put_in_and_taken_out():
    a = transcript("disc 1", "disc 2", "disc", "devices ata2", "disc eject",
                   "devices ata2",
                   options=["--cdrom", "phases/images/service.iso"])
    check("Disc 1 is in the CD-ROM drive." in a[1], "put in", a[1])
    check("there is no disc 2" in a[2], "no such disc", a[2])
    check("wanted is eject" in a[3], "what is allowed", a[3])
    check("1 is in, the host does not know yet" in a[4], "seen", a[4])
    check("The CD-ROM drive is open." in a[5], "open", a[5])
    check("the tray is open" in a[6], "seen", a[6])
    check("no CD-ROM drive" in transcript("disc 1")[1], "without a drive")


def the_last_writer_is_told():
    a = transcript("goto boot-sector", "writer 7C00", "writer", "jump '",
                   "writer FFFF0", "writer phys:ABC000", "timeline")
    check("Last written by rep insw" in a[2] and "7C00" in a[2], "INSW", a[2])
    check(0 < place(a[1])[0] - place(a[3])[0] < 1, "there", a[3])
    check(place(a[4]) == place(a[1]), "and back", a[4])
    check("ROM" in a[5], "ROM", a[5])
    check("Last written by rep stosd" in a[6], "the memory test", a[6])
    check("steps: " in a[7] or "milestones: " in a[7], "lanes as words", a[7])


def numbers(text):
    return [int(n.replace(",", "")) for n in re.findall(r"[\d,]+(?=;)", text)]


def the_hypervisor_counts_exactly():
    a = transcript("goto cmos", "host", "goto timer", "goto cmos", "host")
    said = re.search(r"since power-on:(.*?)VM exits, last", a[2], re.S)[1]
    _, events, _ = run("trace", "--until", "phase:cmos", "--kind", "exit")
    check(sum(numbers(said)) == events.count(b"VM exit:"), "exits", said)
    check(a[5] == a[2], "the same when it is the past", a[5])


def causes_and_effects():
    a = transcript("goto boot-search", "in", "goto disk.request", "explain",
                   "event 20", "goto intr", "explain")
    wanted = ("Because of: VM exit: the guest writes I/O port 1F7h",
              "-> Disk 0 begins command 20h",
              "-> The hypervisor reads 512 bytes at offset 0 of disk 0",
              "-> IRQ 14 (ATA disks) goes high",
              "    -> VM entry: the hypervisor injects interrupt vector 76h")
    for text in wanted:
        check(text in a[4], text, a[4])


def panes_as_lines():
    names = ("code registers events post memory stack devices host pages "
             "explain steps keys").split()
    for name, answer in zip(names, transcript("goto boot-sector", *names)[2:]):
        check(len(answer.splitlines()) > 2, "pane " + name, answer)
        check(all(len(x) <= 100 for x in answer.splitlines()), name)


def devices_are_printed_to_the_last():
    a = transcript("devices")
    last = a[1].splitlines()[-5:]
    check(last[0].startswith("piix_pm:"), "the last device", last)


PI = (b"\xdb\xe3"      # fninit
      b"\xd9\xee\xd9\xe8\xde\xf1"  # fldz; fld1; fdivrp: a division by zero
      b"\xd9\xeb\xd9\xe0\xf4")    # fldpi; fchs; hlt


def the_floating_point_unit_is_told(folder):
    """Bits of pi, infinity and an empty register: SDM Vol. 1, "x87 FPU"."""
    image = write(folder, "pi.img", boot_sector(PI))
    lines = b"goto boot-sector\nstep 7\nfpu\n"
    for cpu in "486", "386":
        _, output, _ = run("tui", "--plain", "--cpu", cpu, image, stdin=lines)
        said = output.decode().partition("Floating-point unit:\n")[2]
        if cpu == "386":
            check(said.startswith("This machine has no"), "a 386", said)
            continue
        for text in ("ST0 -3.14159265358979       C000 C90FDAA22168C235\n",
                     "ST1 infinity                7FFF 8000000000000000\n",
                     "ST2 empty\n", "control 037F  precision 64 bits",
                     "  came:   division by zero\n"):
            check(text in said, text, said)


PAE = bytes.fromhex(
    "FA31C08ED8"            # cli; xor ax, ax; mov ds, ax
    "66C706201001200000"    # mov dword [1020h], 2001h: the first pointer
    "66C7060020E3000000"    # mov dword [2000h], 0E3h: 2 MiB, used, written
    "66B8201000000F22D8"    # mov eax, 1020h; mov cr3, eax
    "0F20E00C200F22E0"      # mov eax, cr4; or al, 20h; mov cr4, eax
    "66B8010000800F22C0F4")  # mov eax, 80000001h; mov cr0, eax; hlt


def three_levels_of_tables_are_told(folder):
    """SDM Vol. 3A, "PAE Paging": 2 bits, 9 bits, 21 bits."""
    image = write(folder, "pae.img", boot_sector(PAE))
    _, output, _ = run("tui", "--plain", "--cpu", "i686", image,
                       stdin=b"goto boot-sector\nbreak exec:7C31\ncontinue\n"
                             b"pages\n")
    said = output.decode()
    for text in ("2 pointer    #0, kept since CR3 was loaded: 000002001 "
                 "present\n",
                 "  directory  #0 at 00002000: 0000000E3 present writable "
                 "supervisor accessed dirty 2 MiB\n",
                 "4 physical   00007C31, A20 open\n"):
        check(text in said, text, said[-1500:])


def the_screen_is_saved(folder):
    path = folder + "/screen.ppm"
    a = transcript("screenshot " + path, "goto menu", "screenshot " + path,
                   "screenshot")
    check("is dark" in a[1], "a dark screen", a[1])
    check(path in a[3] and a[4].startswith("screenshot FILE"), "told", a)
    check(open(path, "rb").read(11) == b"P6\n720 400\n", "a pixmap")


def a_scenario_tells_its_story():
    status, output, _ = run("tui", "--plain",
                            "scenarios/10-lost-interrupt.yaml", timeout=60,
                            stdin=b"goto drivers\nstory\ngoto insn 99999999\n"
                                  b"goto timer\nstory\n")
    before, _, after = output.decode().partition("did not get to")
    check(status == 0, "ends well", status)
    check("IRQ0 is still being served" in before, "told", before)
    check("IRQ0 is still being served" not in after, "untold", after)


post_is_stepped_through()
steps_come_in_order()
zoom_and_events()
breakpoints_stop()
breakpoints_are_found_forward_and_back()
breakpoints_are_listed_and_taken_away()
moments_are_places()
places_are_found()
typing_at_a_step_makes_no_branch()
a_disc_is_put_in_and_taken_out()
the_last_writer_is_told()
the_hypervisor_counts_exactly()
causes_and_effects()
panes_as_lines()
devices_are_printed_to_the_last()
in_folder(the_floating_point_unit_is_told)
in_folder(three_levels_of_tables_are_told)
in_folder(the_screen_is_saved)
a_scenario_tells_its_story()
end()
