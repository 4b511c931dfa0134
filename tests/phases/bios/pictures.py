#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""pictures.py ours|seabios [vesa]: the same disk, BIOS (ours, or SeaBIOS with
its own for the VGA) and video mode on bootscope and on QEMU: what the memory of
the VGA gives back, and each pixel of the screen, must be equal. With "vesa" the
modes are VESA's, and what the BIOS answers must be equal, too; ours answers as
SeaBIOS's does.

QEMU's picture has each dot of the monitor, ours each pixel that differs; a
colour is compared in the six bits that a DAC has."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

SEABIOS = ["/usr/share/seabios/bios-256k.bin",
           "/usr/share/seabios/vgabios-stdvga.bin"]
SEABIOS_OPTIONS = ["--bios", SEABIOS[0], "--vgabios", SEABIOS[1]]
if sys.argv[1] == "seabios":
    FILES = SEABIOS
    OURS = SEABIOS_OPTIONS
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

# Width, height, bits a pixel, and more for the assembler. Not 4 bits a pixel:
# QEMU ignores what is written to such a mode.
VESA_CASES = [
    (320, 200, 8, ()), (640, 480, 8, ("LINEAR",)), (800, 600, 8, ()),
    (640, 480, 15, ()), (800, 600, 15, ("LINEAR",)),
    (640, 480, 16, ("LINEAR",)), (1024, 768, 16, ()),
    (640, 480, 24, ()), (800, 600, 24, ("LINEAR",)),
    (320, 200, 32, ()), (1024, 768, 32, ("LINEAR",)),
    (1280, 1024, 32, ("LINEAR",)),
]


def skip(reason):
    print(reason)
    sys.exit(77)


def make(folder, source, names, more):
    disk = folder + "/disk.img"
    subprocess.run(["nasm", "-f", "bin", "-I", "tests/phases/bios/", "-o", disk,
                    *["-D%s=%d" % item for item in names.items()],
                    *["-D" + name for name in more],
                    "tests/phases/bios/" + source], check=True)
    return disk


def assemble(folder, mode, kind, more):
    segment, window, planes = kind
    kept = 0x40 if mode == 0x13 else 0
    names = {"MODE": mode, "SEGMENT": segment, "BYTES": window,
             "PLANES": planes, "MAPS": 4 if planes else 1,
             "STORM_MODE": 0x0b, "STORM_KEPT": kept}
    return make(folder, "pictures.asm", names, more)


def disks(folder):
    """The name of each case, and its disk."""
    if "vesa" in sys.argv[2:]:
        for width, height, bits, more in VESA_CASES:
            names = {"WIDTH": width, "HEIGHT": height, "BITS": bits}
            yield ("mode %u x %u x %u %s" % (width, height, bits,
                                             " ".join(more)),
                   make(folder, "vesa_pictures.asm", names, more))
        return
    for mode, kind, more in CASES:
        yield ("mode %02Xh %s" % (mode, " ".join(more)),
               assemble(folder, mode, kind, more))


def pixmap(path):
    head, size, _, data = open(path, "rb").read().split(b"\n", 3)
    width, height = map(int, size.split())
    if head != b"P6" or len(data) != 3 * width * height:
        raise ValueError("no whole pixmap")
    return width, height, data


def on_bootscope(folder, disk, options):
    path = folder + "/ours.ppm"
    done = subprocess.run([BOOTSCOPE, "run", "--headless", *options,
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


def first_difference(ours, theirs, bits):
    width, height, pixels = ours
    dots, lines, picture = theirs
    kept = bytes(byte >> 8 - bits for byte in range(256))
    pixels, picture = pixels.translate(kept), picture.translate(kept)
    if dots % width or lines % height:
        return "%u x %u, but QEMU shows %u x %u" % (width, height, dots, lines)
    across, down = dots // width, lines // height
    if pixels == picture:
        return None
    for y in range(height):
        for x in range(width):
            at, there = 3 * (y * width + x), 3 * (y * down * dots + x * across)
            if pixels[at:at + 3] != picture[there:there + 3]:
                return "pixel %u, %u: %s, on QEMU %s" % (
                    x, y, pixels[at:at + 3].hex(),
                    picture[there:there + 3].hex())
    return None


def other_answers(folder, name, disk, told):
    """Our BIOS's answers beside SeaBIOS's, which knows no 4F09h."""
    if "vesa" not in sys.argv or OURS == SEABIOS_OPTIONS or "x 8 " in name:
        return None
    theirs = on_bootscope(folder, disk, SEABIOS_OPTIONS)[0]
    return None if told == theirs else "our BIOS: %s, SeaBIOS: %s" % (told,
                                                                     theirs)


def main():
    for tool in "nasm", "qemu-system-i386":
        if not shutil.which(tool):
            skip(tool + " is not installed")
    for path in FILES + SEABIOS:
        if not os.path.exists(path):
            skip("there is no " + path)
    failed = 0
    folder = tempfile.mkdtemp()
    try:
        for name, disk in disks(folder):
            told, ours = on_bootscope(folder, disk, OURS)
            expected, theirs = on_qemu(folder, disk)
            # Of 15 bits a pixel QEMU leaves the low bits of a colour 0.
            what = first_difference(ours, theirs, 5 if "x 15" in name else 6)
            if told != expected:
                what = "memory: %s, on QEMU %s" % (told, expected)
            elif b"ready" not in told:
                what = "it did not end: %s" % told
            what = what or other_answers(folder, name, disk, told)
            if what:
                failed += 1
            print("%-6s %s%s" % ("FAILED" if what else "ok", name,
                                 ": " + what if what else ""))
    finally:
        shutil.rmtree(folder)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
