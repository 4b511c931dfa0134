# SPDX-License-Identifier: MIT
"""What is put on a disk, what is broken, and what COM1 must then say."""
from dataclasses import dataclass, field
from typing import Callable

from image import (KERNEL_BASE, SECTOR, TABLE, VOLUME, elf, kernel,
                   probe_with, segment)

CASES = []

CONFIG = 'timeout 0\nentry "probe"\nkernel /BOOT/KERNEL.ELF\nappend one two\n'
MENU = "Press a key for the menu."
RESTART = "Press a key to restart the machine."
DONE = "probe=done"
UP, DOWN, ESC, ENTER = "\x1b[A", "\x1b[B", "\x1b", "\r"


@dataclass
class Case:
    """A step is a text to wait for, or keys to type in a tuple."""
    name: str
    steps: list
    change: Callable = None
    config: object = CONFIG
    make: Callable = kernel
    more: list = field(default_factory=list)
    ram: int = 16
    never: tuple = ("wrong=",)

    def files(self, probe):
        files = []
        if self.config is not None:
            config = self.config
            if isinstance(config, str):
                config = config.encode()
            files.append(("/BOOT/BOOT.CFG", config))
        return files + [("/BOOT/KERNEL.ELF", self.make(probe))] + self.more


def case(name, *steps, **options):
    CASES.append(Case(name, list(steps), **options))


def fails(name, sentence, **options):
    """A kernel that cannot be started: the sentence, then the menu."""
    case(name, sentence, MENU, (" ",), "Entry 1 is chosen.", never=(DONE,),
         **options)


# --- A kernel is started ----------------------------------------------------

PATTERN = bytes((i * 7 + i // 251) & 255 for i in range(100001))


def two_segments(probe):
    """A higher-half kernel: pieces at odd places, and zeros over old bytes."""
    data = 0x140001
    dirty = 0x200000
    code = probe_with(probe, [
        (data, PATTERN),
        (dirty, b"\xee" * 1000),
        (dirty + 1000, bytes(70002)),
        (dirty + 71002, b"\xee" * 998),
    ])
    high = 0xc0000000
    return elf([
        segment(code, KERNEL_BASE, vaddr=high + KERNEL_BASE),
        segment(PATTERN, data, vaddr=high + data, gap=3),
        segment(b"\xee" * 72000, dirty, gap=1),
        segment(b"", dirty + 1000, memsz=70000),
        segment(b"\0\0", dirty + 71000),
    ], high + KERNEL_BASE + 132)


def without_elf(probe):
    """The address fields of the Multiboot header instead of ELF."""
    size = len(probe)
    bss = KERNEL_BASE + size
    end = bss + 50000
    code = probe_with(probe, [(bss, bytes(50000))], flags=0x10003,
                      load_end=bss, bss_end=end)
    return bytes(300) + code + b"\xee" * 5000


case("hands over the Multiboot state",
     "magic=2badb002\neflags=00000", "cr0=", "1\ncs=00000008\nflags=00000247\n",
     "lower=0000027", "upper=00003", "device=8000ffff\n",
     "cmdline=one two\nloader=bootscope loader\n",
     "map=0000000000000000 ", "map=0000000000100000 0000000000", " 00000001",
     DONE)
case("reports 64 MiB", "upper=0000f", "map=0000000000100000 0000000003",
     " 00000001", DONE, ram=64)
case("reports 1 GiB", "upper=000ff", "map=0000000000100000 000000003f",
     " 00000001", DONE, ram=1024)
case("loads segments to their physical addresses", DONE, make=two_segments)
case("loads a kernel in scattered clusters", DONE, make=two_segments,
     change=lambda image: image.scatter("/BOOT/KERNEL.ELF"))
case("loads by the addresses in the header", DONE, make=without_elf)
case("follows directories of many clusters", DONE,
     config='timeout 0\nentry "x"\nkernel /a/B.C/d/probe.elf\n',
     make=lambda probe: b"",
     more=[(f"/A/B.C/D/F{i}", b"") for i in range(40)])
CASES[-1].files = lambda probe, self=CASES[-1]: (
    Case.files(self, probe) + [("/A/B.C/D/PROBE.ELF", kernel(probe))])


# --- Older machines ---------------------------------------------------------

def no_extensions(image):
    """Ask for AH=40h, which no BIOS has: the loader must do with CHS."""
    for where, sectors in ((0, 1), (VOLUME * SECTOR, 1), (image.stage2, 31)):
        image.patch(where, sectors, b"\xb4\x41\xbb\xaa\x55",
                    b"\xb4\x40\xbb\xaa\x55")


def no_e820(image):
    image.patch(image.stage2, 31, b"\x66\xb8\x20\xe8\0\0",
                b"\x66\xb8\x20\xe9\0\0")


def no_e801(image):
    no_e820(image)
    image.patch(image.stage2, 31, b"\xb8\x01\xe8", b"\xb8\x01\xe9")


def a20_closed(image):
    """Make the test of the gate look at one and the same byte twice."""
    image.patch(image.stage2, 31, b"\xb8\xff\xff\x8e\xe0",
                b"\xb8\0\0\x8e\xe0")
    for load in b"\x64\x8a\x26", b"\x64\x8a\x1e":
        image.patch(image.stage2, 31, load + b"\x10\5", load + b"\0\5")


case("reads by cylinder, head and sector", DONE, make=two_segments,
     change=no_extensions)
case("asks E801 where there is no E820",
     "map=0000000000000000 000000000009fc00 00000001\n"
     "map=0000000000100000 0000000000", " 00000001\nprobe=done",
     change=no_e820)
case("asks E801 about memory above 16 MiB",
     "map=0000000000100000 0000000000f00000 00000001\n"
     "map=0000000001000000 00000000", " 00000001\nprobe=done",
     change=no_e820, ram=64)
case("asks AH=88h where there is no E801",
     "map=0000000000000000 000000000009fc00 00000001\n"
     "map=0000000000100000 0000000000", " 00000001\nprobe=done",
     change=no_e801)

# --- The menu ---------------------------------------------------------------

THREE = '''# three entries
timeout 2
default 2
entry "first"
kernel /BOOT/KERNEL.ELF
append from 1
entry "second"
kernel /BOOT/KERNEL.ELF
append from 2
entry "third: the disk again"
chainload (hd0)
'''
STARTS = "Entry 2 starts in 2 s."

case("starts the default after the timeout",
     "  1  first\n  2  second\n  3  third: the disk again\n", STARTS,
     "Entry 2 starts in 1 s.", "cmdline=from 2\n", DONE, config=THREE)
case("moves with the arrow keys", STARTS, (UP,), "Entry 1 is chosen.", (UP,),
     "Entry 1 is chosen.", (DOWN,), "Entry 2 is chosen.", (UP,),
     "Entry 1 is chosen.", (ENTER,), "cmdline=from 1\n", DONE, config=THREE)
case("starts by a digit", STARTS, ("1",), "cmdline=from 1\n", DONE,
     config=THREE)
case("edits the command line", STARTS, ("e",), "Command line", "from 2",
     ("\x7f3 more" + ENTER,), "cmdline=from 3 more\n", DONE, config=THREE)
case("leaves the editor by Esc", STARTS, ("e",), "from 2", ("xyz" + ESC,),
     "Entry 2 is chosen.", (ENTER,), "cmdline=from 2\n", DONE, config=THREE)
case("starts the boot sector of the disk again", STARTS, ("3",), STARTS,
     ("1",), DONE, config=THREE)
case("starts the boot sector of a partition", "starts in 2 s", ("1",),
     "starts in 2 s", ("2",), DONE,
     config='timeout 2\nentry "a"\nchainload (hd0,1)\nentry "b"\n'
            'kernel /BOOT/KERNEL.ELF\n')
fails("refuses a partition that is not in use",
      "Partition 3 of disk 80h is not in use.",
      config='timeout 0\nentry "a"\nchainload (hd0,3)\n')
fails("refuses a disk that is not there", "Disk 85h does not answer.",
      config='timeout 0\nentry "a"\nchainload (hd5)\n')
fails("refuses a boot sector without signature",
      "Disk 80h: sector 4000 is no boot sector: it has no 55AA signature.",
      config='timeout 0\nentry "a"\nchainload (hd0,2)\n',
      change=lambda image: image.write(
          TABLE + 16, b"\0\0\0\0\x83\0\0\0\xa0\x0f\0\0\x10\0\0\0"))

# --- The configuration ------------------------------------------------------

CFG = "/BOOT/BOOT.CFG"


def reports(name, config, *sentences):
    """Lines that are reported and skipped; the rest still works."""
    case(name, *sentences, DONE, config=config)


reports("reports what it does not know",
        "timeout 0\nnonsense here\n" + CONFIG,
        f'{CFG}, line 2: "nonsense" is not a known word; the line is skipped.')
reports("reports bytes that are no text",
        b"\x00\x81\xff\n" + CONFIG.encode(),
        f'{CFG}, line 1: "???" is not a known word; the line is skipped.')
reports("reports lines outside an entry", "append x\nkernel /X\n" + CONFIG,
        f"{CFG}, line 1: the line belongs to no entry and is skipped.",
        f"{CFG}, line 2: the line belongs to no entry and is skipped.")
reports("reports a bad timeout", CONFIG + "timeout 1x\ntimeout 9999\n",
        f"{CFG}, line 5: the timeout must be 0 to 3600 seconds, or the word "
        "never.", f"{CFG}, line 6: the timeout must")
reports("reports a bad default", CONFIG + "default none\ndefault 7\n",
        f"{CFG}, line 5: the default must be the number of an entry.",
        f"{CFG}: the default entry 7 does not exist; entry 1 is taken.")
reports("reports a title without quotes", "entry probe\n" + CONFIG,
        f"{CFG}, line 1: the title of an entry must stand in double quotes.")
reports("reports an entry with nothing to start", CONFIG + '\nentry "x"\n#\n',
        f"{CFG}, line 6: the entry has neither kernel nor chainload and is "
        "dropped.")
reports("reports a second kernel", CONFIG + "chainload (hd0)\n",
        f"{CFG}, line 5: the entry already has a kernel or chainload line.")
reports("reports a bad chainload", 'entry "a"\nchainload hd0\n' + CONFIG,
        f"{CFG}, line 2: chainload needs (hd0) or (hd0,1)",
        f"{CFG}, line 1: the entry has neither")
reports("reports a path that does not begin at the root",
        'entry "a"\nkernel KERNEL.ELF\n' + CONFIG,
        f"{CFG}, line 2: the path of a kernel must begin with /.")
reports("reports more entries than digits", CONFIG * 10,
        f"{CFG}, line 38: the menu has room for 9 entries; this one is "
        "skipped.")
reports("reads lines that end as in DOS",
        CONFIG.replace("\n", " \t\r\n"), "cmdline=one two\n")
case("offers the kernel if the configuration is empty",
     f"{CFG} has no usable entry; the menu offers /BOOT/KERNEL.ELF.",
     "Entry 1 starts in 5 s.", (ENTER,), "cmdline=\n", DONE, config="")
case("offers the kernel if the configuration is missing",
     f"The file {CFG} was not found on the boot partition.", MENU, (" ",),
     "bootscope (built-in entry)", (ENTER,), DONE, config=None)
case("offers the kernel if the configuration is too long",
     f"The file {CFG} is longer than 4096 bytes.", MENU, (" ",),
     "bootscope (built-in entry)", (ENTER,), DONE, config="#" * 5000)
case("waits for ever if told so", "Entry 1 is chosen.", (ENTER,), DONE,
     config="timeout never\n" + CONFIG.replace("timeout 0\n", ""))

# --- Boot sectors that cannot boot ------------------------------------------


def stops(name, sentence, change, *more):
    case(name, sentence, *more, change=change, never=(DONE,))


stops("no active partition", "MBR: no partition is active.",
      lambda image: image.write(TABLE, b"\0"))
stops("two active partitions", "MBR: more than one partition is active.",
      lambda image: image.write(TABLE + 32, b"\x80"))
stops("a damaged active flag", "MBR: an active flag is not 00h or 80h.",
      lambda image: image.write(TABLE + 16, b"\x81"))
stops("a partition beyond the disk",
      "MBR: the active partition cannot be read.",
      lambda image: image.write(TABLE + 8, b"\0\0\0\x40"))
stops("no signature in the volume boot record",
      "MBR: the active partition has no 55AA signature.",
      lambda image: image.write(VOLUME * SECTOR + 510, b"\0\0"))
stops("no second stage", "VBR: the reserved sectors hold no second stage.",
      lambda image: image.write(image.stage2, bytes(8)))
stops("a second stage beyond the disk",
      "VBR: the second stage cannot be read.",
      lambda image: image.write(VOLUME * SECTOR + 28, b"\0\0\0\x40"))
stops("no FAT16 file system",
      "The boot partition (sector 63) holds no FAT16 file system with "
      "512-byte sectors.",
      lambda image: image.write(VOLUME * SECTOR + 13, b"\x40"), RESTART)

# --- Files that cannot be read ----------------------------------------------

FILE = "The file /BOOT/KERNEL.ELF "
CHAIN = FILE + "has a broken cluster chain: "


def broken(name, sentence, change):
    fails(name, sentence, change=change, make=two_segments)


def at_cluster(index, value):
    """Overwrite the FAT entry of one cluster of the kernel."""
    def change(image):
        clusters = image.clusters("/BOOT/KERNEL.ELF")
        image.link(clusters[index],
                   clusters[value] if value < 0 else value)
    return change


def directory_loop(image):
    """A full /BOOT without kernel, whose only cluster leads to itself."""
    cluster = image.word(image.entry("/BOOT") + 26)
    image.link(cluster, cluster)
    place = image.cluster(cluster)
    for entry in range(place, place + SECTOR, 32):
        if image.bytes[entry:entry + 11] != b"BOOT    CFG":
            image.write(entry, b"OTHER      ")


fails("a kernel that is missing",
      "The file /BOOT/KERNEL.OLD was not found on the boot partition.",
      config=CONFIG.replace(".ELF", ".OLD"))
fails("a directory that is missing",
      "The file /BOOZ/KERNEL.ELF was not found on the boot partition.",
      config=CONFIG.replace("/BOOT", "/BOOZ"))
fails("a file in place of a directory",
      "The file /BOOT/BOOT.CFG/X was not found on the boot partition.",
      config=CONFIG.replace("KERNEL.ELF", "BOOT.CFG/X"))
fails("a name that is too long",
      "The path /BOOT/LONGERTHAN.ELF has a name that is longer than 8 letters "
      "and 3 after the point.",
      config=CONFIG.replace("KERNEL.ELF", "LONGERTHAN.ELF"))
fails("a directory in place of a kernel",
      "The path /BOOT names a directory, not a file.",
      config=CONFIG.replace("/KERNEL.ELF", ""))
broken("a free cluster in the chain",
       "belongs to it but is marked free.", at_cluster(100, 0))
broken("a bad cluster in the chain",
       "belongs to it but is marked bad.", at_cluster(100, 0xfff7))
broken("a chain that leaves the disk",
       "points to cluster 60000, which does not exist.",
       at_cluster(100, 60000))
broken("a chain that ends early", CHAIN + "it ends after 3 of ",
       at_cluster(2, 0xffff))
broken("a chain that runs in a circle", CHAIN + "it runs in a circle.",
       at_cluster(100, -300))
broken("a directory that runs in a circle",
       "A directory on the way to /BOOT/KERNEL.ELF has a broken cluster "
       "chain: it runs in a circle.", directory_loop)
broken("a disk that is shorter than its partition",
       "Disk 80h: sector 300 cannot be read: ",
       lambda image: image.bytes.__delitem__(slice(300 * SECTOR, None)))
broken("a first cluster that does not exist",
       CHAIN + "its directory entry points to cluster 1, which does not exist.",
       lambda image: image.write(image.entry("/BOOT/KERNEL.ELF") + 26,
                                 b"\1\0"))

# --- Files that are no kernel -----------------------------------------------


def damaged(name, sentence, make):
    fails(name, sentence, make=make)


damaged("no Multiboot header", FILE + "is no Multiboot kernel: its first 8192 "
        "bytes hold no header.", lambda probe: bytes(10000) + kernel(probe))
damaged("an empty kernel", FILE + "is no Multiboot kernel",
        lambda probe: b"")
damaged("a wrong checksum",
        FILE + "has a damaged Multiboot header: its checksum is wrong.",
        lambda probe: kernel(probe_with(probe, checksum=1)))
damaged("features that nobody has", "The kernel /BOOT/KERNEL.ELF needs "
        "features that this loader lacks (Multiboot flags 00000007h).",
        lambda probe: kernel(probe_with(probe, flags=7)))
damaged("addresses that do not fit", FILE + "has a damaged Multiboot header: "
        "its addresses do not fit together.",
        lambda probe: probe_with(probe, flags=0x10003, load=0x200000))
damaged("neither ELF nor addresses", FILE + "is no ELF file, and its "
        "Multiboot header gives no addresses.", lambda probe: probe)
damaged("a kernel for another CPU", "The kernel /BOOT/KERNEL.ELF is not made "
        "for a 32-bit x86 CPU.", lambda probe: kernel(probe, machine=62))
damaged("an object file", FILE + "is an ELF file, but no executable.",
        lambda probe: kernel(probe, kind=1))
damaged("no program headers", FILE + "has no ELF program headers to load.",
        lambda probe: elf([], KERNEL_BASE) + probe)
damaged("a kernel that is cut short", FILE + "is cut short: its segment 2 ends "
        "beyond byte 50000.", lambda probe: two_segments(probe)[:50000])
damaged("program headers that are cut off", FILE + "is cut short: its program "
        "headers end beyond byte", lambda probe: kernel(probe).replace(
            b"\x34\0\0\0\0\0\0\0", b"\x34\0\1\0\0\0\0\0", 1))
damaged("more in the file than in memory", FILE + "is damaged: its segment 1 "
        "is larger in the file than in memory.",
        lambda probe: elf([segment(probe, KERNEL_BASE, memsz=1)],
                          KERNEL_BASE))
damaged("a kernel below 1 MiB", "The kernel /BOOT/KERNEL.ELF asks for memory "
        "at 00090000h, below 1 MiB, which the loader uses.",
        lambda probe: elf([segment(probe, 0x90000)], 0x90000))
damaged("a kernel that is too large", "The kernel /BOOT/KERNEL.ELF asks for "
        "33554432 bytes of memory at 00100000h, which this machine does not "
        "have.", lambda probe: elf([segment(probe, KERNEL_BASE,
                                            memsz=32 << 20)], KERNEL_BASE))
damaged("an entry point outside", FILE + "is damaged: its entry point "
        "12345678h lies in none of its segments.",
        lambda probe: kernel(probe, entry=0x12345678))
fails("an A20 gate that stays closed", "The A20 gate stays closed: the kernel "
      "above 1 MiB cannot be reached.", change=a20_closed)
