#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names and source lines of code, in the TUI, in traces and in moments."""
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

BOOT = """
        bits 16
        section .text
        global start
start:
        xor     ax, ax
        mov     ds, ax
        call    work
.stop:
        hlt
        jmp     .stop
work:
        inc     ax
        ret
        times 510 - ($ - $$) db 0
        dw 0aa55h
"""


def tui(*lines, words=()):
    text = "".join(line + "\n" for line in lines) + "q\n"
    status, output, errors = run("tui", "--plain", *words, stdin=text.encode())
    check(status == 0 and errors == "", "ends well", status, errors)
    return output.decode()


def the_bundled_code_is_named():
    said = tui("g kernel_main", "code")
    check("kernel_main  " in said and "main.c in kernel" in said, "a head", said)
    check("call process_init" in said and "process_init();" in said,
          "a target and its line", said)
    said = tui("break post_timer", "c", "c", "c", "c", "c", "code")
    check("Breakpoint 1: post_timer" in said, "a breakpoint by name", said)
    said = tui("g flat_test", "stack").split("Stack:")[1].splitlines()
    check("ret test_range" in said[1] and "ret post_memory" in said[2] and
          "ret" not in "".join(said[3:]), "return addresses", said)
    said = tui("b start", "b kernel_mian")
    check("more than one" in said and "is no moment" in said, "refusals", said)


def a_changed_rom_has_no_names():
    rom = bytearray(open("phases/images/bios.rom", "rb").read())

    def test(folder):
        same = write(folder, "same.rom", bytes(rom))
        check("reset_vector" in tui("code", words=("--bios", same)), "same")
        other = bytearray(rom)
        other[0xfff4] = 0xe0  # another segment in the first jump
        other = write(folder, "other.rom", bytes(other))
        check("reset_vector" not in tui("code", words=("--bios", other)),
              "other")
    in_folder(test)


def events_are_named():
    status, output, _ = run("trace", "--format", "jsonl", "--phase", "timer",
                            "--kind", "io.out")
    events = [json.loads(line) for line in output.splitlines()]
    check(status == 0 and events, "a trace", status)
    for e in events:
        check(e["program"] == "bios" and e["line"] > 0 and
              e["file"].startswith("phases/2-firmware/"), "a place", e)


def moments_know_names():
    def stops_at(text):
        status, _, errors = run("run", "--headless", "--until", text)
        return status, errors
    status, errors = stops_at("exec:mbr/start")
    check(status == 0 and "0000:0000" in errors and "7C0" in errors, "a name",
          errors)
    status, errors = stops_at("exec:kernel_mian")
    check(status == 2 and 'did you mean "kernel_main"' in errors, "unknown",
          status, errors)
    status, errors = stops_at("exec:start")
    check(status == 2 and "more than one" in errors, "several", errors)


def wrong_files_are_refused(folder):
    for name, content, why in (
            ("empty", b"", "empty"), ("text", b"x" * 100, "not an ELF file"),
            ("short", b"\x7fELF", "not an ELF file")):
        path = write(folder, name, content)
        status, _, errors = run("run", "--symbols", path)
        check(status == 2 and why in errors and path in errors, name, status,
              errors)
    status, _, errors = run("run", "--symbols", folder + "/nothing")
    check(status == 2 and "No such file" in errors, "no file", errors)


def own_code_is_named(folder):
    write(folder, "boot.asm", BOOT.encode())
    try:
        for command in (
                "nasm -f elf32 -g -F dwarf boot.asm",
                "ld -m elf_i386 -Ttext 7C00 -e start -o boot.elf boot.o",
                "objcopy -O binary -j .text boot.elf boot.img"):
            subprocess.run(command.split(), cwd=folder, check=True,
                           stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return  # no tools for it here
    elf, image = folder + "/boot.elf", folder + "/boot.img"
    said = tui("g work", "code", words=("--symbols", elf, image))
    check("work  " in said and "boot.asm in boot.elf" in said and
          "inc ax" in said, "own names", said)
    said = tui("g boot-sector", "code", words=("--symbols", elf, image))
    check("  8  call work\n" in said, "own lines", said)
    said = tui("g boot-sector", "code", words=("--symbols", elf + "@1000",
                                               image))
    check("boot.elf" not in said.split("Code:")[1], "moved away", said)
    os.utime(folder + "/boot.asm", (2e9, 2e9))
    said = tui("g boot-sector", "code", words=("--symbols", elf, image))
    check("boot.asm in boot.elf" in said and "  8\n" in said, "a newer source",
          said)


the_bundled_code_is_named()
a_changed_rom_has_no_names()
events_are_named()
moments_know_names()
in_folder(wrong_files_are_refused)
in_folder(own_code_is_named)
end()
