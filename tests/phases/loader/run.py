#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boots good and broken disks and reads what the loader says on COM1.

    tests/phases/loader/run.py [--emulator COMMAND] [--image DISK] [CASE...]

COMMAND starts an emulator with COM1 on standard input and output; {disk} and
{ram} (MiB) are replaced in it. The default is QEMU with its own BIOS. The boot
code is taken from DISK. Run it in the root folder.
"""
import argparse
import os
import selectors
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from cases import CASES
from image import SECTOR, VOLUME, Image

QEMU = ("qemu-system-i386 -m {ram} -display none -serial stdio -monitor none "
        "-nic none -drive file={disk},format=raw,snapshot=on")
SECONDS = 20
MKDISK = "build/guest/mkdisk"
STAGE2_SECTORS = 31


class Machine:
    """An emulator that runs, and all it has said so far."""

    def __init__(self, command, disk, ram):
        words = [word.format(disk=disk, ram=ram)
                 for word in shlex.split(command)]
        self.bytes = b""
        self.text = ""
        self.seen = 0
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.process.stdout, selectors.EVENT_READ)
        self.deadline = time.monotonic() + SECONDS

    def expect(self, text):
        """Wait until text appears behind what was expected before."""
        while text not in self.text[self.seen:]:
            left = self.deadline - time.monotonic()
            if left <= 0 or not self.selector.select(left):
                return False
            data = os.read(self.process.stdout.fileno(), 4096)
            if not data:
                return False
            self.bytes += data
            self.text = self.bytes.decode("latin-1").replace("\r\n", "\n")
        self.seen = self.text.index(text, self.seen) + len(text)
        return True

    def type(self, keys):
        self.process.stdin.write(keys.encode())
        self.process.stdin.flush()

    def stop(self):
        self.process.kill()
        self.process.communicate()


def take_boot_code(folder, image):
    """Write the three parts of the boot code; returns their names."""
    parts = []
    for name, start, count in (("mbr.bin", 0, 1), ("vbr.bin", VOLUME, 1),
                               ("stage2.bin", VOLUME + 1, STAGE2_SECTORS)):
        parts.append(os.path.join(folder, name))
        with open(parts[-1], "wb") as file:
            file.write(image.bytes[start * SECTOR:(start + count) * SECTOR])
    return parts


def build(folder, parts, case, probe):
    """Make the disk of one case; returns its name."""
    manifest = os.path.join(folder, "manifest.txt")
    disk = os.path.join(folder, "disk.img")
    with open(manifest, "w", encoding="ascii") as lines:
        for number, (path, data) in enumerate(case.files(probe)):
            source = os.path.join(folder, str(number))
            with open(source, "wb") as file:
                file.write(data)
            lines.write(f"{path} {source}\n")
    subprocess.run([MKDISK, disk, *parts, manifest], check=True)
    if case.change:
        image = Image(disk)
        case.change(image)
        image.save(disk)
    return disk


def run(command, disk, case):
    """None if all went as it must, else what was missing."""
    machine = Machine(command, disk, case.ram)
    try:
        for step in case.steps:
            if isinstance(step, tuple):
                machine.type(step[0])
            elif not machine.expect(step):
                return f"expected: {step}\nCOM1 said:\n{machine.text}"
        for text in case.never:
            if text in machine.text:
                return f"unexpected: {text}\nCOM1 said:\n{machine.text}"
        return None
    finally:
        machine.stop()


def assemble_probe(folder):
    name = os.path.join(folder, "probe.bin")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                          "probe.asm")
    subprocess.run(["nasm", "-f", "bin", "-o", name, source], check=True)
    with open(name, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--emulator", default=QEMU)
    parser.add_argument("--image", default="phases/images/disk.img")
    parser.add_argument("case", nargs="*")
    options = parser.parse_args()
    for tool in ("nasm", shlex.split(options.emulator)[0]):
        if not shutil.which(tool):
            print(f"{tool} is not installed")
            return 77
    subprocess.run(["make", "-s", "-f", "phases/3-bootloader/build.mk",
                    MKDISK], check=True)

    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        parts = take_boot_code(folder, Image(options.image))
        probe = assemble_probe(folder)
        for case in CASES:
            if options.case and case.name not in options.case:
                continue
            disk = build(folder, parts, case, probe)
            problem = run(options.emulator, disk, case)
            print(f"{'FAILED' if problem else 'ok':8}{case.name}", flush=True)
            if problem:
                print(problem)
                failures += 1
    print(f"{failures} failed" if failures else "all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
