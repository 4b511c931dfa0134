#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a file system for Linux to start from, with one program: it says a
sentence and switches the machine off. The format is that of cpio's "newc" (Linux kernel
documentation, "initramfs buffer format")."""
import os
import subprocess
import sys
import tempfile

PROGRAM = """
static int call(int n, int a, const void *b, int c)
{
    int result;

    __asm__ volatile("int $0x80"
                     : "=a"(result) : "a"(n), "b"(a), "c"(b), "d"(c)
                     : "memory");
    return result;
}

void _start(void)
{
    static const char text[] = "a program runs on Linux\\n";

    call(4, 1, text, sizeof text - 1); /* write */
    call(54, 1, (const void *)0x5409, 1); /* ioctl TCSBRK: all is sent */
    call(88, (int)0xfee1dead, (const void *)0x28121969, 0x4321fedc);
    for (;;)
        call(29, 0, 0, 0); /* pause */
}
"""


def program():
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "init.c"), os.path.join(folder, "i")
        open(source, "w").write(PROGRAM)
        subprocess.run(["gcc", "-m32", "-O1", "-nostdlib", "-static",
                        "-ffreestanding", "-fno-pie", "-no-pie",
                        "-fno-stack-protector", "-o", out, source], check=True)
        return open(out, "rb").read()


def padded(data):
    return data + bytes(-len(data) % 4)


def entry(name, mode, data=b"", device=(0, 0)):
    text = name.encode() + b"\0"
    numbers = [1, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(text), 0]
    head = b"070701" + b"".join(b"%08X" % n for n in numbers)
    return padded(head + text) + padded(data)


sys.stdout.buffer.write(
    entry("dev", 0o40755) + entry("dev/console", 0o20600, b"", (5, 1)) +
    entry("init", 0o100755, program()) + entry("TRAILER!!!", 0))
