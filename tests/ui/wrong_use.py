#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Wrong use and nonsense images: one clear sentence, exit status 2."""
import os
import sys

sys.dont_write_bytecode = True
from common import *


def refused(words, *said):
    status, output, errors = run(*words)
    check(status == 2, "status 2", words, status, errors)
    check(output == b"", "nothing on standard output", words, output)
    check(errors.count("\n") == 1 and errors.startswith("bootscope: "),
          "one sentence", words, errors)
    for text in said:
        check(text in errors, "the sentence says " + text, words, errors)


def wrong_words():
    refused(["rum"], "unknown command", "did you mean \"run\"?")
    refused(["README.md"], "unknown command", "run FILE", "tui FILE")
    refused(["run", "--hedless"], "unknown option", "--headless")
    refused(["run", "--ram"], "needs a value")
    refused(["run", "--screen=1"], "takes no value")
    refused(["run", "a.img", "b.img"], "a.img", "b.img")
    for size in "64", "3G", "4097K", "512K", "lots", "", "99999999999999G":
        refused(["run", "--ram", size], "--ram " + size)
    refused(["run", "--cpu", "pentum"], "did you mean \"pentium\"?")
    for order in "x", "disk,disk", "", "disk,,cdrom":
        refused(["run", "--boot", order], "--boot")
    for moment in ("now", "phase:nowhere", "insn:many", "screen:", "post:100",
                   "port:10000", "change:eax.40", "left:allocate",
                   "insn:1 and insn:2", "int:13 cpl=4", "1000"):
        refused(["run", "--until", moment])
    for limit in "0", "-1", "5x", "99999999999999999999":
        refused(["run", "--limit", limit], "--limit")
    for speed in "0", "fast", "-1", "1.2.3":
        refused(["run", "--speed", speed], "--speed")
    refused(["run", "--on-triple-fault", "ignore"], "reset or crash")
    refused(["run", "--keys", "phase:menu"], "=TEXT is missing")
    refused(["run", "--keys", "int:16 ax=zz=x"], "a number")
    refused(["trace", "--position", "phase:menu"], "two dots are missing")
    refused(["trace", "--position", "5..phase:nowhere"], "unknown phase")
    refused(["run", "--keys", "\\q"], "backslash")
    refused(["run", "--save-disk", "x", "--disk", "none"], "no disk")
    refused(["run", "--disk", "none", "--append", "x"], "--append")


def wrong_filters():
    refused(["trace", "--kind", "io.ot"], "io.out")
    refused(["trace", "--phase", "nowhere"], "nowhere")
    for address in "xyz", "7C00-", "7DFF-7C00", "12345:0":
        refused(["trace", "--address", address], address)
    for range in "5", "9..3", "a..b", "insn:":
        refused(["trace", "--position", range], range)
    refused(["trace", "--format", "xml"], "jsonl")
    refused(["trace", "--detail", "much"], "full")
    refused(["phases", "--nothing"], "--nothing")
    refused(["map", "--ram", "3G"], "--ram")
    refused(["cpu-test", "word"], "unexpected word")


def wrong_disks(folder):
    def image(name, content, *said):
        path = write(folder, name, content)
        refused(["run", path], path, *said)

    image("text", b"hello\n" * 200, "text file")
    image("empty", b"", "empty")
    image("short", b"\xfa" * 300, "too short", "300")
    image("nonsense", b"\xfa" * 512, "55 AA")
    image("elf", b"\x7fELF" + bytes(600), "ELF", "--kernel")
    image("packed", b"\x1f\x8b\x08" + bytes(600), "gzip")
    image("qcow", b"QFI\xfb" + bytes(600), "QCOW2")
    refused(["run", folder], "directory")
    refused(["run", folder + "/none"], "No such file")
    refused(["run", "/dev/zero"], "neither a file nor a disk")
    os.mkfifo(folder + "/pipe")
    refused(["run", folder + "/pipe"], "neither a file nor a disk")
    large = write(folder, "large", b"")
    os.truncate(large, (2**28 + 1) * 512)
    refused(["run", "--disk", large], "2^28 sectors")
    if os.getuid() != 0:
        secret = write(folder, "secret", bytes(512))
        os.chmod(secret, 0)
        refused(["run", secret], "Permission denied")
    five = [w for i in range(5) for w in ("--disk", folder)]
    refused(["run", *five], "at most 4 disks")


def wrong_roms_and_kernels(folder):
    def rom(content, *said):
        path = write(folder, "rom", content)
        refused(["run", "--bios", path], path, *said)

    def kernel(content, *said):
        path = write(folder, "kernel", content)
        refused(["run", "--kernel", path], path, *said)

    rom(b"\xea" * 70000, "64 KiB")
    rom(b"\xea" * 1024, "64 KiB")
    rom(bytes(65536), "reset vector")
    rom(b"\xea" * (17 << 20), "too long")
    refused(["run", "--bios", folder], "directory")
    refused(["run", "--bios", folder + "/none"], "No such file")
    kernel(b"text\n" * 50, "not an ELF file")
    kernel(b"\x7fELF\x02\x01" + bytes(100), "32-bit x86")
    kernel(b"\x7fELF\x01\x01" + bytes(12) + b"\x03" + bytes(9000),
           "Multiboot")
    refused(["run", "--debugcon", folder + "/none/file"], "No such file")


wrong_words()
wrong_filters()
in_folder(wrong_disks)
in_folder(wrong_roms_and_kernels)
end()
