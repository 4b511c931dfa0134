#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""vesa_guests.py ours|seabios grub|syslinux: a boot loader of Debian draws on a
VESA screen, under our BIOS or SeaBIOS's; each pixel is the one that QEMU shows
of the same disk with the same BIOS."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/phases/bios")
from pictures import BOOTSCOPE, FILES, OURS, first_difference, pixmap, skip

GRUB = "/usr/lib/grub/i386-pc/"
FONT = "/usr/share/grub/ascii.pf2"
SYSLINUX = "/usr/lib/syslinux/modules/bios/"
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "PATH": PATH})


def needs(*files):
    for path in files:
        if not (os.path.exists(path) or shutil.which(path, path=PATH)):
            skip("there is no " + path)


def write(path, *lines):
    with open(path, "w") as f:
        f.write("\n".join(lines) + "\n")
    return path


def grub(folder, mode):
    """GRUB's terminal of pixels."""
    needs(GRUB + "boot.img", FONT, "grub-mkimage", "tar")
    run("tar", "-cf", folder + "/tar", "-C", os.path.dirname(FONT),
        os.path.basename(FONT))
    config = write(folder + "/grub.cfg", "loadfont (memdisk)/ascii.pf2",
                   "set gfxmode=" + mode, "terminal_output gfxterm",
                   "set color_normal=yellow/blue", "clear",
                   "echo 'Pixels in yellow and blue: 0123456789'",
                   "set color_normal=light-red/black", "echo 'and in red'",
                   "sleep 10000")
    run("grub-mkimage", "-O", "i386-pc", "-o", folder + "/core", "-p", "/",
        "-c", config, "-m", folder + "/tar", "biosdisk", "memdisk", "tar",
        "font", "gfxterm", "vbe", "sleep", "echo", "normal")
    with open(folder + "/floppy", "wb") as f:
        f.write(open(GRUB + "boot.img", "rb").read())
        f.write(open(folder + "/core", "rb").read())
        f.truncate(1474560)


def syslinux(folder, mode):
    """SYSLINUX's menu, its entries on a background."""
    needs(SYSLINUX + "vesamenu.c32", "syslinux", "mkfs.fat", "mcopy")
    width, height = mode.split("x")[:2]
    config = write(folder + "/syslinux.cfg", "UI vesamenu.c32",
                   "MENU RESOLUTION %s %s" % (width, height),
                   "MENU TITLE Pixels", "LABEL a", " MENU LABEL The first",
                   " KERNEL a", "LABEL b", " MENU LABEL The second",
                   " KERNEL b")
    run("mkfs.fat", "-C", folder + "/floppy", "1440")
    run("syslinux", "--install", folder + "/floppy")
    run("mcopy", "-i", folder + "/floppy", config, SYSLINUX + "vesamenu.c32",
        SYSLINUX + "libcom32.c32", SYSLINUX + "libutil.c32", "::/")


def on_bootscope(folder):
    path = folder + "/ours.ppm"
    run(BOOTSCOPE, "run", "--headless", *OURS, "--cpu", "pentium", "--until",
        "event:video.mode bits>0 then time:+3s", "--limit", "3G",
        "--screenshot", path, "--floppy", folder + "/floppy")
    return pixmap(path)


def on_qemu(folder, ours):
    """How the screen differs from ours, when it has had time to be alike."""
    path, what = folder + "/qemu.ppm", "QEMU shows no picture"
    qemu = subprocess.Popen(
        ["qemu-system-i386", "-M", "pc", "-m", "16", "-nodefaults", "-vga",
         "std", "-display", "none", "-monitor", "stdio", "-bios", FILES[0],
         "-drive", "file=%s,format=raw,if=floppy,snapshot=on" %
         (folder + "/floppy")],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        for _ in range(120):
            time.sleep(0.5)
            qemu.stdin.write(b"screendump %s\n" % path.encode())
            qemu.stdin.flush()
            time.sleep(0.5)
            try:
                what = first_difference(ours, pixmap(path), 6)
            except (OSError, ValueError):
                continue
            if what is None:
                break
    finally:
        qemu.kill()
        qemu.wait()
    return what


def main():
    make = {"grub": grub, "syslinux": syslinux}[sys.argv[2]]
    needs("qemu-system-i386", *FILES)
    failed = 0
    for mode in ("640x480x32", "800x600x32"):
        folder = tempfile.mkdtemp()
        try:
            make(folder, mode)
            ours = on_bootscope(folder)
            what = on_qemu(folder, ours)
        finally:
            shutil.rmtree(folder)
        if ours[:2] != tuple(map(int, mode.split("x")[:2])):
            what = "the screen has %u x %u pixels" % ours[:2]
        elif len(set(ours[2][i:i + 3] for i in range(0, len(ours[2]), 3))) < 2:
            what = "nothing is drawn"
        failed += what is not None
        print("%-6s %s %s%s" % ("FAILED" if what else "ok", sys.argv[2], mode,
                                ": " + what if what else ""))
    sys.exit(failed > 0)


main()
