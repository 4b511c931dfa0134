#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""pictures.py [seabios]: the same disk, BIOS (ours, or SeaBIOS with its own
for the VGA) and video mode on bootscope and on QEMU: what the memory of the
VGA gives back, and each pixel of the screen, must be equal.

QEMU's picture has each dot of the monitor, ours each pixel that differs; a
colour is compared in the six bits that a DAC has."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

SEABIOS = "/usr/share/seabios/"
if sys.argv[1:] == ["seabios"]:
    FILES = [SEABIOS + "bios-256k.bin", SEABIOS + "vgabios-stdvga.bin"]
    OURS = ["--bios", FILES[0], "--vgabios", FILES[1]]
else:
    FILES = ["phases/images/bios.rom"]
    OURS = ["--bios", FILES[0]]
BOOTSCOPE = os.environ.get("BOOTSCOPE", "./bootscope")

# Mode, segment, bytes of its window, is it for the storm of write modes (all
# planes apart), and more for the assembler. Not modes 0 and 1: QEMU has no
# characters 18 dots wide.
TEXT, CGA, PLANAR = (0xb800, 0x8000, 0), (0xb800, 0x4000, 0), (0xa000, 0, 1)
CASES = [
    (0x03, TEXT, ()), (0x04, CGA, ()), (0x05, CGA, ()), (0x06, CGA, ()),
    (0x0d, PLANAR, ()), (0x0e, PLANAR, ()), (0x0f, PLANAR, ()),
    (0x10, PLANAR, ()), (0x11, PLANAR, ()), (0x12, PLANAR, ()),
    (0x12, PLANAR, ("SPLIT",)), (0x13, (0xa000, 0, 0), ()),
    (0x13, PLANAR, ("UNCHAINED",)), (0x13, PLANAR, ("UNCHAINED", "SPLIT")),
]


def skip(reason):
    print(reason)
    sys.exit(77)


def assemble(folder, mode, kind, more):
    segment, window, planes = kind
    kept = 0x40 if mode == 0x13 else 0
    names = {"MODE": mode, "SEGMENT": segment, "BYTES": window,
             "PLANES": planes, "MAPS": 4 if planes else 1,
             "STORM_MODE": 0x0b, "STORM_KEPT": kept}
    disk = folder + "/disk.img"
    subprocess.run(["nasm", "-f", "bin", "-I", "tests/phases/bios/", "-o", disk,
                    *["-D%s=%d" % item for item in names.items()],
                    *["-D" + name for name in more],
                    "tests/phases/bios/pictures.asm"], check=True)
    return disk


def pixmap(path):
    head, size, _, data = open(path, "rb").read().split(b"\n", 3)
    width, height = map(int, size.split())
    if head != b"P6" or len(data) != 3 * width * height:
        raise ValueError("no whole pixmap")
    return width, height, bytes(byte >> 2 for byte in data)


def on_bootscope(folder, disk):
    path = folder + "/ours.ppm"
    done = subprocess.run([BOOTSCOPE, "run", "--headless", *OURS,
                           "--limit", "400000000", "--screenshot", path,
                           disk], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120)
    return done.stdout, pixmap(path)


def on_qemu(folder, disk):
    path, com1 = folder + "/qemu.ppm", folder + "/com1"
    for old in (path, com1):
        if os.path.exists(old):
            os.remove(old)
    qemu = subprocess.Popen(
        ["qemu-system-i386", "-M", "pc", "-m", "16", "-nodefaults", "-vga",
         "std", "-display", "none", "-monitor", "stdio", "-serial",
         "file:" + com1, "-bios", FILES[0], "-drive",
         "file=%s,format=raw,snapshot=on" % disk],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if os.path.exists(com1) and b"ready" in open(com1, "rb").read():
                break
            time.sleep(0.1)
        qemu.stdin.write(b"screendump %s\nquit\n" % path.encode())
        qemu.stdin.flush()
        qemu.wait(30)
    finally:
        qemu.kill()
        qemu.wait()
    return open(com1, "rb").read(), pixmap(path)


def first_difference(ours, theirs):
    width, height, pixels = ours
    dots, lines, picture = theirs
    if dots % width or lines % height:
        return "%u x %u, but QEMU shows %u x %u" % (width, height, dots, lines)
    across, down = dots // width, lines // height
    for y in range(height):
        for x in range(width):
            at, there = 3 * (y * width + x), 3 * (y * down * dots + x * across)
            if pixels[at:at + 3] != picture[there:there + 3]:
                return "pixel %u, %u: %s, on QEMU %s" % (
                    x, y, pixels[at:at + 3].hex(),
                    picture[there:there + 3].hex())
    return None


def main():
    for tool in "nasm", "qemu-system-i386":
        if not shutil.which(tool):
            skip(tool + " is not installed")
    for path in FILES:
        if not os.path.exists(path):
            skip("there is no " + path)
    failed = 0
    folder = tempfile.mkdtemp()
    try:
        for mode, kind, more in CASES:
            disk = assemble(folder, mode, kind, more)
            told, ours = on_bootscope(folder, disk)
            expected, theirs = on_qemu(folder, disk)
            what = first_difference(ours, theirs)
            if told != expected:
                what = "memory: %s, on QEMU %s" % (told, expected)
            elif b"ready" not in told:
                what = "it did not end: %s" % told
            if what:
                failed += 1
            print("%-6s mode %02Xh %s%s" % ("FAILED" if what else "ok", mode,
                                            " ".join(more),
                                            ": " + what if what else ""))
    finally:
        shutil.rmtree(folder)
    sys.exit(failed > 0)


main()
