# SPDX-License-Identifier: MIT
"""What the tests of the faces share: running the program, and tiny guests."""
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(os.environ.get("BOOTSCOPE", "./bootscope"))
PROMPT = "bootscope$"

failures = 0


def check(condition, what, *facts):
    """Note a failure, with the facts that led to it."""
    global failures
    if condition:
        return
    failures += 1
    print("FAILED:", what)
    for fact in facts:
        print("   ", repr(fact)[:600])


def end():
    """The exit status of the script."""
    sys.exit(1 if failures else 0)


def skip(why):
    print(why)
    sys.exit(77)


def run(*words, stdin=b"", timeout=120):
    """Run the program; its status, output and errors (as text)."""
    done = subprocess.run([PROGRAM, *map(str, words)], input=stdin,
                          capture_output=True, timeout=timeout)
    return done.returncode, done.stdout, done.stderr.decode()


def in_folder(test):
    """Call test(folder) in a folder of its own."""
    folder = tempfile.mkdtemp()
    try:
        test(folder)
    finally:
        shutil.rmtree(folder)


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def boot_sector(code):
    assert len(code) <= 510
    return code.ljust(510, b"\0") + b"\x55\xaa"


def send(port, text):
    """Code that sends a text to a port."""
    return (b"\xba" + port.to_bytes(2, "little") +
            b"".join(b"\xb0" + bytes([c]) + b"\xee" for c in text))


WAIT_TO_SEND = b"\xba\xfd\x03\xec\xa8\x20\x74\xfb"  # until COM1 is empty


def send_com1(text):
    """Code that sends a text to COM1."""
    return b"".join(WAIT_TO_SEND + send(0x3f8, bytes([c])) for c in text)


HALT = b"\xfa\xf4"                                   # cli; hlt
HANG = b"\xfa\xeb\xfe"                               # cli; jmp $
TRIPLE_FAULT = (b"\xfa\x0f\x01\x1e\x08\x7c\xcd\x03"  # lidt [7C08h]; int 3
                + bytes(6))
ECHO_UNTIL_Q = (b"\xfa\xba\xfd\x03\xec\xa8\x01\x74\xfb"  # until a byte comes
                b"\xb2\xf8\xec\x88\xc4" + WAIT_TO_SEND +
                b"\xb2\xf8\x88\xe0\xee\x3c\x71\x75\xe2" + HALT)
